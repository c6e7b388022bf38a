package sqlite_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/sqlite"
)

// The settings hold for every connection of the pool, and not for the first one only.
func TestEveryConnectionHasTheSettings(t *testing.T) {
	db, _ := open(t)
	var wg, held sync.WaitGroup
	held.Add(4) // as many connections at once
	for range 4 {
		wg.Go(func() {
			c, err := db.Conn(ctx)
			held.Done()
			if !assert.NoError(t, err) {
				return
			}
			defer c.Close()
			held.Wait()
			for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "busy_timeout": "5000",
				"secure_delete": "1", "foreign_keys": "1"} {
				var got string
				assert.NoError(t, c.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&got))
				assert.Equal(t, want, got, pragma)
			}
		})
	}
	wg.Wait()
}

func TestDatabasesAreForTheirOwnerOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	dir := filepath.Join(t.TempDir(), "100% a?b#c")
	require.NoError(t, os.Mkdir(dir, 0o700))
	db, err := sqlite.Open(filepath.Join(dir, "box.db"))
	require.NoError(t, err)
	defer db.Close()
	_, err = db.Exec("CREATE TABLE t (n INTEGER)")
	require.NoError(t, err)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 3, "the database, its log and the index of the log are in the folder that was asked for")
	for _, e := range entries {
		info, err := e.Info()
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm(), e.Name())
	}
}

func TestADatabaseThatCannotBeOpenedIsNamed(t *testing.T) {
	dir := t.TempDir()
	_, err := sqlite.Open(filepath.Join(dir, "missing", "box.db"))
	require.ErrorIs(t, err, fs.ErrNotExist)
	assert.ErrorContains(t, err, "missing")
	other := filepath.Join(dir, "letter.txt")
	require.NoError(t, os.WriteFile(other, []byte("this is no database, but a letter to somebody"), 0o600))
	_, err = sqlite.Open(other)
	require.ErrorContains(t, err, other)
}
