package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/sqlstore"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/sqlite"
)

func TestR6NoDatabaseFileShowsTheOrderOfArrival(t *testing.T) {
	dir := t.TempDir()
	db, err := sqlite.Open(filepath.Join(dir, "box.db"))
	require.NoError(t, err)
	store, err := sqlstore.Open(ctx, db, sqlstore.SQLite())
	require.NoError(t, err)
	// The files are looked at while the database is still open, as somebody would who steals
	// them from a running machine.
	boxtest.TestTraces(t, store, nil, os.DirFS(dir), nil)
	require.NoError(t, db.Close())
}

// A recorder takes down failures instead of failing.
type recorder struct {
	testing.TB
	failures int
}

func (r *recorder) Errorf(string, ...any) { r.failures++ }

// What is deleted only is still there, and is found.
func TestTracesThatAreOnlyDeletedAreFound(t *testing.T) {
	dir := t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(dir, "box.db"))
	require.NoError(t, err)
	store, err := sqlstore.Open(ctx, db, sqlstore.Dialect{Blob: "BLOB"})
	require.NoError(t, err)
	r := &recorder{TB: t}
	boxtest.TestTraces(r, store, nil, os.DirFS(dir), nil)
	assert.Positive(t, r.failures)
	require.NoError(t, db.Close())
}
