package app

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/sqlstore"
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

// errBroken is returned for a vote whose box cannot be read.
var errBroken = errors.New("its ballot box cannot be read")

// boxFile is the database of a box by its name.
func boxFile(name string) string { return "box-" + name + ".db" }

// boxAt opens the database and the folder of secrets of a box.
func (a *App) boxAt(ctx context.Context, name string) (*heldBox, box.Vault, error) {
	vault, err := files.OpenVault(filepath.Join(a.o.Data, "secrets-"+name))
	if err != nil {
		return nil, nil, err
	}
	db, err := sqlite.Open(filepath.Join(a.o.Data, boxFile(name)))
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
func (a *App) openBox(ctx context.Context, v *vote) error {
	held, vault, err := a.boxAt(ctx, v.Box)
	if err != nil {
		return err
	}
	if held.Box, err = box.Open(ctx, held.store, vault); err != nil {
		return errors.Join(err, held.close())
	}
	a.mu.Lock()
	a.boxes[v.ID] = held
	a.mu.Unlock()
	return nil
}

// declare makes the box of a vote, which is in use as soon as the state is saved that it
// is declared in. Votes in the portal are by people whom an access code identifies, which
// is a low level of assurance, and secret from everybody but the operator.
func (a *App) declare(ctx context.Context, s *state, v vote, c *ballot.Contest, roll []box.Voter) error {
	v.Box = a.freeBox(v.ID)
	held, vault, err := a.boxAt(ctx, v.Box)
	if err != nil {
		return err
	}
	held.Box, err = box.Create(ctx, held.store, vault, box.Declaration{Name: a.identity(v.ID), Contest: c, Roll: roll,
		Level: box.LevelOperator, Receipts: box.Presence, Assurance: box.Low})
	if err != nil {
		return errors.Join(err, held.close())
	}
	if s.opened == nil {
		s.opened = map[string]*heldBox{}
	}
	s.opened[v.ID], s.Votes = held, append(s.Votes, v)
	return nil
}

// identity is the name with which a box signs: no other portal has the same.
func (a *App) identity(vote string) string {
	host := "portal.invalid"
	if u, err := url.Parse(a.o.Origin); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return host + "/" + a.installation() + "/" + vote
}

// freeBox finds a name under which no box exists. A declaration that was interrupted
// leaves a box that no vote refers to; it stays unused.
func (a *App) freeBox(id string) string {
	name := id
	for n := 2; ; n++ {
		if _, err := os.Stat(filepath.Join(a.o.Data, boxFile(name))); errors.Is(err, os.ErrNotExist) {
			return name
		}
		name = fmt.Sprintf("%s-%d", id, n)
	}
}
