package app

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/sqlstore"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/sqlite"
)

// A heldBox is an open box with what it is kept in.
type heldBox struct {
	*box.Box
	db    *sql.DB
	store box.Store
}

// close ends the work with a box; nothing of it is lost.
func (b *heldBox) close() error { return errors.Join(b.store.Close(), b.db.Close()) }

// boxAt opens the database and the folder of secrets of a box.
func (a *App) boxAt(ctx context.Context, id string) (*heldBox, box.Vault, error) {
	vault, err := files.OpenVault(filepath.Join(a.o.Data, "secrets-"+id))
	if err != nil {
		return nil, nil, err
	}
	db, err := sqlite.Open(filepath.Join(a.o.Data, "box-"+id+".db"))
	if err != nil {
		return nil, nil, err
	}
	store, err := sqlstore.Open(ctx, db, sqlstore.SQLite())
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return &heldBox{db: db, store: store}, vault, nil
}

// openBox opens the box of a vote that was declared earlier.
func (a *App) openBox(ctx context.Context, id string) error {
	held, vault, err := a.boxAt(ctx, id)
	if err != nil {
		return err
	}
	if held.Box, err = box.Open(ctx, held.store, vault); err != nil {
		return errors.Join(err, held.close())
	}
	a.mu.Lock()
	a.boxes[id] = held
	a.mu.Unlock()
	return nil
}

// declare makes the box of a vote, which is in use as soon as the state is saved that it
// is declared in. Votes in the portal are by people whom an access code identifies, which
// is a low level of assurance, and secret from everybody but the operator.
func (a *App) declare(ctx context.Context, s *state, v vote, c *ballot.Contest, roll []box.Voter) error {
	held, vault, err := a.boxAt(ctx, c.ID)
	if err != nil {
		return err
	}
	held.Box, err = box.Create(ctx, held.store, vault, box.Declaration{Name: "portal.example.org/" + c.ID, Contest: c, Roll: roll,
		Level: box.LevelOperator, Receipts: box.Presence, Assurance: box.Low})
	if err != nil {
		return errors.Join(err, held.close())
	}
	if s.opened == nil {
		s.opened = map[string]*heldBox{}
	}
	s.opened[c.ID], s.Votes = held, append(s.Votes, v)
	return nil
}

// freeID finds an ID of which no box exists. A declaration that was interrupted leaves a
// box that no vote refers to; it stays unused.
func (a *App) freeID(base string) string {
	id := base
	for n := 2; ; n++ {
		if _, err := os.Stat(filepath.Join(a.o.Data, "box-"+id+".db")); errors.Is(err, os.ErrNotExist) {
			return id
		}
		id = fmt.Sprintf("%s-%d", base, n)
	}
}

// errTied is returned where a lot has to be drawn before a result exists.
var errTied = errors.New("result is tied: draw a lot")

// finish closes, counts and releases a box, from whatever stage it is at, and returns the
// result as its record has it. It fails with errTied where a lot is needed.
func (a *App) finish(ctx context.Context, id, lotKey string) (*ballot.Result, error) {
	b, err := a.box(id)
	if err != nil {
		return nil, err
	}
	if err := b.Close(ctx); err != nil {
		return nil, err
	}
	if b.Status().State < box.Released {
		if err := a.count(ctx, b, lotKey); err != nil {
			return nil, err
		}
		if err := b.Release(ctx); err != nil {
			return nil, err
		}
	}
	record, err := b.Record(ctx)
	if err != nil {
		return nil, err
	}
	report := verify.Record(record, b.Trust())
	if !report.Accepted() || report.Result == nil {
		return nil, fmt.Errorf("the record of %s does not stand its verification: %v", id, report.Faults)
	}
	return report.Result, nil
}

func (a *App) count(ctx context.Context, b *box.Box, lotKey string) error {
	var lot *ballot.Lot
	if lotKey != "" {
		var err error
		if lot, err = ballot.DrawLot(lotKey, len(b.Contest().Options), ballot.RFC3797); err != nil {
			return err
		}
	}
	r, err := b.Count(ctx, lot)
	if err != nil {
		return err
	}
	if r.Outcome == ballot.Tied && lot == nil && b.Contest().Tie != ballot.TieOpen {
		return errTied
	}
	return nil
}
