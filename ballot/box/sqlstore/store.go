package sqlstore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

// ErrDialect is returned for a dialect that cannot be used.
var ErrDialect = errors.New("dialect cannot be used")

// A Store keeps a box in a database. Make one with [Open].
type Store struct {
	db *sql.DB
	d  Dialect
}

var _ box.Store = (*Store)(nil)

// Open makes the tables where they do not exist. It fails with [ErrDialect], or because
// the database does.
func Open(ctx context.Context, db *sql.DB, d Dialect) (*Store, error) {
	if d.Prefix == "" {
		d.Prefix = "dfc_box_"
	}
	if !validPrefix(d.Prefix) || d.Blob == "" {
		return nil, fmt.Errorf("%w: prefix %q (want up to 32 of a-z, 0-9 and _, a letter first), type of bytes %q", ErrDialect, d.Prefix, d.Blob)
	}
	s := &Store{db, d}
	for _, q := range []string{
		"CREATE TABLE IF NOT EXISTS ROLL (n BIGINT NOT NULL PRIMARY KEY, part BLOB NOT NULL)",
		"CREATE TABLE IF NOT EXISTS BALLOTS (n BIGINT NOT NULL PRIMARY KEY, part BLOB NOT NULL)",
		"CREATE TABLE IF NOT EXISTS DOCUMENTS (name VARCHAR(32) NOT NULL PRIMARY KEY, digest BLOB NOT NULL, data BLOB NOT NULL)",
	} {
		if _, err := db.ExecContext(ctx, d.query(q)); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// transaction runs f in a transaction.
func (s *Store) transaction(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback() // what failed first counts
		return err
	}
	return tx.Commit()
}

// some returns bytes that are not NULL.
func some(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// Append implements [box.Store]. When the database refuses the number because somebody
// else has just written it, the journal tells, and not the words of the driver.
func (s *Store) Append(ctx context.Context, n uint64, e box.Entry) error {
	if len(e.Roll) > box.MaxEntry || len(e.Ballots) > box.MaxEntry {
		return fmt.Errorf("entry %d has parts of %d and %d bytes (want at most %d)", n, len(e.Roll), len(e.Ballots), box.MaxEntry)
	}
	count, err := s.count(ctx, s.db)
	if err != nil {
		return err
	}
	if count != n {
		return fmt.Errorf("%w: entry %d of %d", box.ErrConflict, n, count)
	}
	err = s.transaction(ctx, func(tx *sql.Tx) error {
		for _, part := range []struct {
			q    string
			data []byte
		}{{"INSERT INTO BALLOTS (n, part) VALUES (?, ?)", e.Ballots}, {"INSERT INTO ROLL (n, part) VALUES (?, ?)", e.Roll}} {
			if _, err := tx.ExecContext(ctx, s.d.query(part.q), int64(n), some(part.data)); err != nil {
				return err
			}
		}
		// A journal that was wiped since it was counted must not begin with a later number.
		var rolls, ballots uint64
		row := tx.QueryRowContext(ctx, s.d.query("SELECT (SELECT COUNT(*) FROM ROLL WHERE n >= ?), (SELECT COUNT(*) FROM BALLOTS WHERE n >= ?)"), int64(n)-1, int64(n)-1)
		err := row.Scan(&rolls, &ballots)
		if want := min(n, 1) + 1; err == nil && (rolls != want || ballots != want) {
			err = fmt.Errorf("%w: entry %d follows none", box.ErrConflict, n)
		}
		return err
	})
	if err == nil || errors.Is(err, box.ErrConflict) {
		return err
	}
	if now, countErr := s.count(context.WithoutCancel(ctx), s.db); countErr == nil && now != n {
		return fmt.Errorf("%w: entry %d of %d (%w)", box.ErrConflict, n, now, err)
	}
	return err
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// count is the number of entries: the highest number and one more, in both tables. That
// no number is missing is seen when they are read.
func (s *Store) count(ctx context.Context, q querier) (uint64, error) {
	var roll, ballots int64
	row := q.QueryRowContext(ctx, s.d.query("SELECT (SELECT COALESCE(MAX(n), -1) FROM ROLL), (SELECT COALESCE(MAX(n), -1) FROM BALLOTS)"))
	if err := row.Scan(&roll, &ballots); err != nil {
		return 0, err
	}
	if roll != ballots || roll < -1 {
		return 0, fmt.Errorf("%w: the last entry of the roll is %d, that of the ballots %d", box.ErrDamaged, roll, ballots)
	}
	return uint64(roll + 1), nil
}

// Entries implements [box.Store]. It reads one entry at a time, so that nobody who writes
// has to wait for who reads.
func (s *Store) Entries(ctx context.Context, n uint64) iter.Seq2[box.Entry, error] {
	return func(yield func(box.Entry, error) bool) {
		for ; ; n++ {
			e, found, err := s.entry(ctx, n)
			if err == nil && !found {
				var count uint64
				if count, err = s.count(ctx, s.db); err == nil && n >= count {
					return
				}
				if err == nil {
					err = fmt.Errorf("%w: entry %d of %d is missing", box.ErrDamaged, n, count)
				}
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

func (s *Store) entry(ctx context.Context, n uint64) (e box.Entry, found bool, err error) {
	var ballots sql.NullInt64 // an empty part may come as nil, a missing row has no number
	row := s.db.QueryRowContext(ctx, s.d.query("SELECT r.part, b.n, b.part FROM ROLL r LEFT JOIN BALLOTS b ON b.n = r.n WHERE r.n = ?"), int64(n))
	err = row.Scan(&e.Roll, &ballots, &e.Ballots)
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	if err == nil && !ballots.Valid {
		err = fmt.Errorf("%w: entry %d has no ballots' part", box.ErrDamaged, n)
	}
	return e, true, err
}

// Wipe implements [box.Store].
func (s *Store) Wipe(ctx context.Context) error {
	err := s.transaction(ctx, func(tx *sql.Tx) error {
		for _, q := range []string{"DELETE FROM ROLL", "DELETE FROM BALLOTS"} {
			if _, err := tx.ExecContext(ctx, s.d.query(q)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, q := range s.d.AfterWipe {
		if err := s.afterWipe(ctx, s.d.query(q)); err != nil {
			return fmt.Errorf("the journal was removed, but not its traces: %w", err)
		}
	}
	return nil
}

// afterWipe runs a query. SQLite tells in a row, and not by an error, that it could not
// empty its write-ahead log because somebody reads.
func (s *Store) afterWipe(ctx context.Context, q string) error {
	rows, err := s.db.QueryContext(ctx, q)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil || len(columns) != 3 || columns[0] != "busy" {
		return errors.Join(err, rows.Err())
	}
	for rows.Next() {
		var busy, log, moved int64
		if err := rows.Scan(&busy, &log, &moved); err != nil {
			return err
		}
		if busy != 0 {
			return errors.New("somebody reads the database; try again")
		}
	}
	return rows.Err()
}

// Put implements [box.Store].
func (s *Store) Put(ctx context.Context, d box.Document, data []byte) error {
	digest := sha256.Sum256(data)
	return s.transaction(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, s.d.query("DELETE FROM DOCUMENTS WHERE name = ?"), d.String()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, s.d.query("INSERT INTO DOCUMENTS (name, digest, data) VALUES (?, ?, ?)"), d.String(), digest[:], some(data))
		return err
	})
}

// Get implements [box.Store]. Documents are not sealed, so their digest tells whether they
// read back as they were written.
func (s *Store) Get(ctx context.Context, d box.Document) ([]byte, error) {
	var digest, data []byte
	err := s.db.QueryRowContext(ctx, s.d.query("SELECT digest, data FROM DOCUMENTS WHERE name = ?"), d.String()).Scan(&digest, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%w: %s", box.ErrNoDocument, d)
	}
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); !bytes.Equal(sum[:], digest) {
		return nil, fmt.Errorf("%w: document %s does not read back as it was written", box.ErrDamaged, d)
	}
	return data, nil
}

// Close implements [box.Store]. The database is the host's, and stays open.
func (s *Store) Close() error { return nil }
