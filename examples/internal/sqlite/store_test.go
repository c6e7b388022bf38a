package sqlite_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/sqlstore"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/sqlite"
)

var ctx = context.Background()

// closing closes its database with the store.
type closing struct {
	box.Store
	db *sql.DB
}

func (c closing) Close() error { return c.db.Close() }

func TestADatabaseIsAStore(t *testing.T) {
	boxtest.TestStore(t, func(t *testing.T) func() (box.Store, error) {
		path := filepath.Join(t.TempDir(), "a box.db")
		return func() (box.Store, error) {
			db, err := sqlite.Open(path)
			if err != nil {
				return nil, err
			}
			s, err := sqlstore.Open(ctx, db, sqlstore.SQLite())
			return closing{s, db}, err
		}
	})
}

func open(t *testing.T) (*sql.DB, *sqlstore.Store) {
	t.Helper()
	db, err := sqlite.Open(filepath.Join(t.TempDir(), "box.db"))
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	s, err := sqlstore.Open(ctx, db, sqlstore.SQLite())
	require.NoError(t, err)
	return db, s
}

func TestDamageInTheDatabaseIsNoticed(t *testing.T) {
	for name, harm := range map[string]string{
		"an entry is gone":             "DELETE FROM dfc_box_roll WHERE n = 1; DELETE FROM dfc_box_ballots WHERE n = 1",
		"ballots of an entry are gone": "DELETE FROM dfc_box_ballots WHERE n = 1",
		"the last ballots are gone":    "DELETE FROM dfc_box_ballots WHERE n = 2",
		"a document was changed":       "UPDATE dfc_box_documents SET data = X'00'",
	} {
		t.Run(name, func(t *testing.T) {
			db, s := open(t)
			for n := range 3 {
				require.NoError(t, s.Append(ctx, uint64(n), box.Entry{Roll: []byte{1}, Ballots: []byte{2}}))
			}
			require.NoError(t, s.Put(ctx, box.UrnDocument, []byte("urn")))
			_, err := db.Exec(harm)
			require.NoError(t, err)
			var found error
			for _, err := range s.Entries(ctx, 0) {
				found = err
			}
			if _, err := s.Get(ctx, box.UrnDocument); err != nil {
				found = err
			}
			assert.ErrorIs(t, found, box.ErrDamaged)
		})
	}
}

// A conflict would be tried again, and again.
func TestNothingIsAppendedToADamagedJournal(t *testing.T) {
	for n := range uint64(4) {
		db, s := open(t)
		for i := range 3 {
			require.NoError(t, s.Append(ctx, uint64(i), box.Entry{Roll: []byte{1}, Ballots: []byte{2}}))
		}
		_, err := db.Exec("DELETE FROM dfc_box_ballots WHERE n = 2")
		require.NoError(t, err)
		err = s.Append(ctx, n, box.Entry{Roll: []byte{1}, Ballots: []byte{2}})
		require.ErrorIs(t, err, box.ErrDamaged, "entry %d", n)
		assert.NotErrorIs(t, err, box.ErrConflict, "entry %d", n)
	}
}

func TestSeveralBoxesShareADatabase(t *testing.T) {
	db, first := open(t)
	d := sqlstore.SQLite()
	d.Prefix = "other_"
	second, err := sqlstore.Open(ctx, db, d)
	require.NoError(t, err)
	require.NoError(t, first.Append(ctx, 0, box.Entry{}))
	require.NoError(t, second.Append(ctx, 0, box.Entry{}))
	for _, prefix := range []string{"x; DROP TABLE y", "1a", "Ä", "_", strconv.Quote("a")} {
		d.Prefix = prefix
		_, err := sqlstore.Open(ctx, db, d)
		assert.ErrorIs(t, err, sqlstore.ErrDialect, prefix)
	}
}
