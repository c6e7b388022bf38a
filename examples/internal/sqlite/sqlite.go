// Package sqlite opens SQLite databases as a ballot box needs them. The driver is written
// in Go and needs no compiler for C.
package sqlite

import (
	"database/sql"
	"fmt"
	"net/url"

	_ "modernc.org/sqlite" // registers the driver
)

// settings hold for every connection.
var settings = []string{
	"journal_mode(WAL)",  // readers do not wait for who writes
	"synchronous(FULL)",  // a commit is flushed; NORMAL would lose the last ones with the power
	"busy_timeout(5000)", // milliseconds that a writer waits for another one
	"secure_delete(ON)",  // rows that are deleted are overwritten
	"foreign_keys(ON)",   //
}

// Open opens a database file, or makes it.
func Open(path string) (*sql.DB, error) {
	q := url.Values{"_pragma": settings, "_txlock": {"immediate"}} // who begins a transaction means to write
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: url.PathEscape(path), RawQuery: q.Encode()}).String())
	if err != nil {
		return nil, err
	}
	if err := db.Ping(); err != nil {
		db.Close()
		return nil, fmt.Errorf("database %s: %w", path, err)
	}
	return db, nil
}
