package main

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"path/filepath"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A host serves the widgets, with a vote that is open and one that was counted.
type host struct {
	http.Handler
	box         *box.Box
	credentials []box.Credential
	close       func() error
}

func workstreams() []ballot.Option {
	return []ballot.Option{{ID: "ws-1", Name: "Sichere Vereins-IT"}, {ID: "ws-2", Name: "Lernspiel für Schulen"}, {ID: "ws-3", Name: "Meldewege für Schwachstellen"}}
}

// newHost makes the widgets for one other site, which may frame and fetch them. Voters
// have credentials from a letter, so that a frame needs no sign-in.
func newHost(ctx context.Context, folder, origin, site string) (*host, error) {
	h := &host{}
	store, err := files.Open(filepath.Join(folder, "roll"), filepath.Join(folder, "ballots"))
	if err != nil {
		return nil, err
	}
	h.close = store.Close
	vault, err := files.OpenVault(filepath.Join(folder, "secrets"))
	if err != nil {
		return nil, err
	}
	people := []string{"1", "2", "3", "4", "5"}
	roll := make([]box.Voter, len(people))
	for i, p := range people {
		roll[i].Person = p
	}
	h.box, err = box.Create(ctx, store, vault, box.Declaration{Name: "embed.example.org/ws-2026", Roll: roll, Level: box.LevelOperator, Receipts: box.Presence, Assurance: box.Low,
		Contest: &ballot.Contest{ID: "ws-2026", Title: "Workstreams 2026/2027", Method: ballot.Approval, Seats: 1, Options: workstreams(), Validity: ballot.Validity{MaxChoices: 2}}})
	if err != nil {
		return nil, err
	}
	if h.credentials, err = h.box.IssueAll(ctx, people, box.Low); err != nil {
		return nil, err
	}
	set, err := widget.New(widget.Config{
		Origin: origin, FrameOrigins: []string{site}, FetchOrigins: []string{site},
		Ballots: &widget.Boxes{Open: h.open, Dress: func(_ string, p *widget.Paper) { p.ByCredential = true }},
		Results: counted,
	})
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle(set.Prefix()+"/", set)
	mux.HandleFunc("GET /{$}", templatePage(set))
	h.Handler = mux
	return h, nil
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

// page is a page of the host's own with a fragment in it.
var page = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Go template</title>{{.Head}}</head>
<body><main><h1>Go template</h1>
{{.Results}}
{{.Check}}
</main></body></html>
`))

// templatePage puts results and a form into a page of a Go program. With script the form is
// answered in place.
func templatePage(set *widget.Set) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		l := i18n.Default().Localizer(r.URL.Query().Get("lang"), r.Header.Get("Accept-Language"))
		results, err := set.Fragment(r.Context(), widget.Results, "ws-2025", l)
		check, err2 := set.Fragment(r.Context(), widget.Eligibility, "", l)
		if err := errors.Join(err, err2); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Security-Policy", set.Policy())
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = page.Execute(w, map[string]any{"Lang": l.Tag().String(), "Head": set.Head(), "Results": results, "Check": check})
	}
}
