package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

func workstreams() []ballot.Option {
	return []ballot.Option{{ID: "ws-1", Name: "Sichere Vereins-IT"}, {ID: "ws-2", Name: "Lernspiel für Schulen"}, {ID: "ws-3", Name: "Meldewege für Schwachstellen"}}
}

// declare opens the vote. Voters have credentials from a letter, so that a frame needs no
// sign-in.
func (h *host) declare(ctx context.Context, folder string) error {
	store, err := files.Open(filepath.Join(folder, "roll"), filepath.Join(folder, "ballots"))
	if err != nil {
		return err
	}
	h.close = store.Close
	vault, err := files.OpenVault(filepath.Join(folder, "secrets"))
	if err != nil {
		return err
	}
	people := []string{"1", "2", "3", "4", "5"}
	roll := make([]box.Voter, len(people))
	for i, p := range people {
		roll[i].Person = p
	}
	h.box, err = box.Create(ctx, store, vault, box.Declaration{Name: "embed.example.org/ws-2026", Roll: roll, Level: box.LevelOperator, Receipts: box.Presence, Assurance: box.Low,
		Contest: &ballot.Contest{ID: "ws-2026", Title: "Workstreams 2026/2027", Method: ballot.Approval, Seats: 1, Options: workstreams(), Validity: ballot.Validity{MaxChoices: 2}}})
	if err != nil {
		return err
	}
	h.credentials, err = h.box.IssueAll(ctx, people, box.Low)
	return err
}

func (h *host) open(_ context.Context, id string) (*box.Box, error) {
	if id != h.box.Contest().ID {
		return nil, fmt.Errorf("vote %q: %w", id, widget.ErrNotFound)
	}
	return h.box, nil
}

// counted is last year's vote.
func counted(_ context.Context, id string) (*widget.Result, error) {
	if id != "ws-2025" {
		return nil, fmt.Errorf("result %q: %w", id, widget.ErrNotFound)
	}
	c := &ballot.Contest{ID: id, Title: "Workstreams 2025/2026", Method: ballot.Approval, Seats: 2, Options: workstreams(),
		Groups: []ballot.Group{{ID: dialog.CivilSociety.String()}, {ID: dialog.Science.String()}}}
	t, err := ballot.NewTally(c)
	if err != nil {
		return nil, err
	}
	for _, b := range []struct {
		n uint64
		b ballot.Ballot
	}{{7, ballot.Choose(0, 1)}, {4, ballot.Choose(1)}, {3, ballot.Choose(0).In(1)}, {5, ballot.Choose(2).In(1)}} {
		if _, err := t.Add(b.b, b.n); err != nil {
			return nil, err
		}
	}
	r, err := ballot.Count(t, ballot.Options{})
	if err != nil {
		return nil, err
	}
	return &widget.Result{Result: r, Level: box.LevelOperator}, nil
}
