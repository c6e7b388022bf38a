package sqlite_test

import (
	"bytes"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/sqlstore"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/sqlite"
)

// Another process closes the box and wipes while an Append waits for its turn. An entry
// that was acknowledged then would be lost, and the journal unreadable.
func TestAWipedJournalTakesNoLaterNumber(t *testing.T) {
	db, s := open(t)
	for n := range 3 {
		require.NoError(t, s.Append(ctx, uint64(n), box.Entry{Roll: []byte{1}, Ballots: []byte{2}}))
	}
	tx, err := db.BeginTx(ctx, nil) // nobody else writes from here
	require.NoError(t, err)
	answer := make(chan error)
	go func() { answer <- s.Append(ctx, 3, box.Entry{Roll: []byte{1}, Ballots: []byte{2}}) }()
	select {
	case err := <-answer:
		t.Fatalf("it has not waited: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	_, err = tx.Exec("DELETE FROM dfc_box_roll; DELETE FROM dfc_box_ballots")
	require.NoError(t, err)
	require.NoError(t, tx.Commit())
	require.ErrorIs(t, <-answer, box.ErrConflict)
	for range s.Entries(ctx, 0) {
		t.Fatal("a wiped journal has an entry")
	}
}

func TestAReadThatMeetsAWipeIsNoShorterJournal(t *testing.T) {
	_, s := open(t)
	for n := range 9 {
		require.NoError(t, s.Append(ctx, uint64(n), box.Entry{Roll: []byte{1}}))
	}
	read, last := 0, error(nil)
	for _, err := range s.Entries(ctx, 0) {
		if last = err; err == nil {
			read++
		}
		if read == 4 && err == nil {
			require.NoError(t, s.Wipe(ctx))
		}
	}
	assert.Equal(t, 4, read)
	require.ErrorIs(t, last, box.ErrConflict)
	for range s.Entries(ctx, 9) {
		t.Fatal("a wiped journal has an entry")
	}
}

// SQLite keeps the write-ahead log, with every entry in it, for those who read still, and
// says so by the answer to a PRAGMA and not by an error.
func TestAWipeThatLeavesTracesSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "box.db")
	reader, err := sqlite.Open(path)
	require.NoError(t, err)
	defer reader.Close()
	impatient := url.Values{"_pragma": {"journal_mode(WAL)", "busy_timeout(50)", "secure_delete(ON)"}}
	db, err := sql.Open("sqlite", path+"?"+impatient.Encode())
	require.NoError(t, err)
	defer db.Close()
	s, err := sqlstore.Open(ctx, db, sqlstore.SQLite())
	require.NoError(t, err)
	mark := []byte("a part that nobody else writes")
	require.NoError(t, s.Append(ctx, 0, box.Entry{Roll: mark, Ballots: mark}))

	tx, err := reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	require.NoError(t, err)
	var n int
	require.NoError(t, tx.QueryRow("SELECT COUNT(*) FROM dfc_box_roll").Scan(&n))
	require.ErrorIs(t, s.Wipe(ctx), sqlstore.ErrTraces)
	assert.True(t, remains(t, path, mark), "the reader has nothing to read from; this test shows nothing")

	require.NoError(t, tx.Rollback())
	require.NoError(t, s.Wipe(ctx), "wiping again, when nobody reads")
	assert.False(t, remains(t, path, mark))
}

// remains tells whether bytes are in any file of a folder.
func remains(t *testing.T, path string, mark []byte) bool {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.NotEmpty(t, entries)
	found := false
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(filepath.Dir(path), e.Name()))
		require.NoError(t, err)
		found = found || bytes.Contains(data, mark)
	}
	return found
}
