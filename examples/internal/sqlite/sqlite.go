// Package sqlite opens SQLite databases as a ballot box needs them. The driver is written
// in Go and needs no compiler for C.
package sqlite

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"

	_ "modernc.org/sqlite" // registers the driver
)

// settings hold for every connection.
var settings = []string{
	// Readers do not wait for who writes, and a commit needs one flush.
	"journal_mode(WAL)",
	// A commit is flushed before it is acknowledged; NORMAL would lose the last ones with
	// the power. EXTRA adds nothing to a write-ahead log: it flushes the folder after a
	// rollback journal was removed, and here there is none.
	"synchronous(FULL)",
	// Milliseconds that a writer waits for another one.
	"busy_timeout(5000)",
	// Rows that are deleted are overwritten. What the log has of them goes with a checkpoint.
	"secure_delete(ON)",
	// SQLite ignores foreign keys otherwise. The box has none, but what the host keeps
	// beside it may.
	"foreign_keys(ON)",
}

// Open opens a database file, or makes one that only its owner can read, as a roll has
// persons in it; SQLite gives its log the same mode. A transaction begins as a writer: one
// that reads first, and then writes, would fail when somebody else has written meanwhile.
func Open(path string) (*sql.DB, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	q := url.Values{"_pragma": settings, "_txlock": {"immediate"}}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: q.Encode()}).String())
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	if err := db.Ping(); err != nil {
		db.Close()
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	return db, nil
}
