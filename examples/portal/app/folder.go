package app

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/sqlite"
)

// occupy keeps a second portal out of the folder: each would answer from a state of its
// own. A transaction that writes into a database of its own is what a second one cannot
// begin; it ends with the process, however that ends.
func (a *App) occupy(ctx context.Context) error {
	db, err := sqlite.Open(filepath.Join(a.o.Data, "lock.db"))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, `PRAGMA busy_timeout = 0`); err != nil {
		return errors.Join(fmt.Errorf("lock of the folder: %w", err), db.Close())
	}
	tx, err := db.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return errors.Join(fmt.Errorf("folder %s: another portal works with it: end that one, or choose another folder: %w", a.o.Data, err), db.Close())
	}
	a.leave = func() error { return errors.Join(tx.Rollback(), db.Close()) }
	return nil
}

// keptSecret is what the portal derives keys and codes from. It is kept, so that whoever
// has filled in a ballot can go on after a restart.
func (a *App) keptSecret(ctx context.Context) (key []byte, err error) {
	if _, err := a.db.ExecContext(ctx, schema); err != nil {
		return nil, fmt.Errorf("making the tables: %w", err)
	}
	err = a.db.QueryRowContext(ctx, `SELECT key FROM secret`).Scan(&key)
	if !errors.Is(err, sql.ErrNoRows) {
		return key, err
	}
	key = make([]byte, 32)
	_, _ = rand.Read(key) // crypto/rand does not fail
	_, err = a.db.ExecContext(ctx, `INSERT INTO secret (one, key) VALUES (1, ?)`, key)
	return key, err
}
