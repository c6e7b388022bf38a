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

// Errors of this package.
var (
	// ErrDialect is returned by [Open] for a dialect that cannot be used.
	ErrDialect = errors.New("dialect cannot be used")
	// ErrTraces is returned by [Store.Wipe] when somebody else has kept the database from
	// removing the bytes of the journal, such as one who reads.
	ErrTraces = errors.New("somebody else is in the way")
)

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
		_, err := db.ExecContext(ctx, d.query(q))
		if err != nil {
			// PostgreSQL may refuse to make a table that somebody else makes at this moment.
			_, err = db.ExecContext(ctx, d.query(q))
		}
		if err != nil {
			return nil, fmt.Errorf("tables %s* of the box: %w", d.Prefix, err)
		}
	}
	return s, nil
}

// transaction runs f in a transaction, after a statement unless that is empty.
func (s *Store) transaction(ctx context.Context, first string, f func(tx *sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if first != "" {
		_, err = tx.ExecContext(ctx, s.d.query(first))
	}
	if err == nil {
		err = f(tx)
	}
	if err != nil {
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

// Append implements [box.Store].
func (s *Store) Append(ctx context.Context, n uint64, e box.Entry) error {
	if len(e.Roll) > box.MaxEntry || len(e.Ballots) > box.MaxEntry {
		return fmt.Errorf("entry %d has parts of %d and %d bytes (want at most %d)", n, len(e.Roll), len(e.Ballots), box.MaxEntry)
	}
	err := s.transaction(ctx, s.d.Lock, func(tx *sql.Tx) error {
		if err := s.insert(ctx, tx, "BALLOTS", n, e.Ballots); err != nil {
			return err
		}
		return s.insert(ctx, tx, "ROLL", n, e.Roll)
	})
	if err == nil {
		return nil
	}
	// The database may have refused the number itself, because it is a primary key that
	// somebody else has just written. The journal tells, and not the words of the driver.
	count, countErr := s.count(context.WithoutCancel(ctx))
	switch {
	case errors.Is(countErr, box.ErrDamaged): // and no conflict, after which the box would try again
		return fmt.Errorf("%w (after: %v)", countErr, err)
	case countErr == nil && count != n && !errors.Is(err, box.ErrConflict):
		return fmt.Errorf("%w: entry %d of %d (%w)", box.ErrConflict, n, count, err)
	}
	return err
}

// insert writes a part of entry n, where the last one is n-1. The statement looks and
// writes at once: what was counted before it may be gone, by a wipe, and a journal must
// not begin with a later number than 0. As the first of its transaction it writes, so it
// never finds that what the transaction has read is out of date.
func (s *Store) insert(ctx context.Context, tx *sql.Tx, table string, n uint64, part []byte) error {
	result, err := tx.ExecContext(ctx, s.d.query("INSERT INTO "+table+" (n, part) SELECT ?, ? WHERE (SELECT COALESCE(MAX(n), -1) FROM "+table+") = ?"),
		int64(n), some(part), int64(n)-1)
	if err != nil {
		return err
	}
	rows, err := result.RowsAffected()
	if err == nil && rows != 1 {
		err = fmt.Errorf("%w: entry %d does not follow the last one", box.ErrConflict, n)
	}
	return err
}

// count is the number of entries.
func (s *Store) count(ctx context.Context) (uint64, error) {
	var roll, ballots int64
	row := s.db.QueryRowContext(ctx, s.d.query("SELECT (SELECT COALESCE(MAX(n), -1) FROM ROLL), (SELECT COALESCE(MAX(n), -1) FROM BALLOTS)"))
	if err := row.Scan(&roll, &ballots); err != nil {
		return 0, err
	}
	return length(roll, ballots)
}

// length is the number of entries: the highest number and one more, in both tables. That
// no number is missing is seen when they are read.
func length(roll, ballots int64) (uint64, error) {
	if roll != ballots || roll < -1 {
		return 0, fmt.Errorf("%w: the last entry of the roll is %d, that of the ballots %d", box.ErrDamaged, roll, ballots)
	}
	return uint64(roll + 1), nil
}

// Entries implements [box.Store]. It reads one entry at a time, so that nobody who writes
// has to wait for who reads. When the journal is removed meanwhile, it fails with
// [box.ErrConflict]: what was read is not the whole journal.
func (s *Store) Entries(ctx context.Context, first uint64) iter.Seq2[box.Entry, error] {
	return func(yield func(box.Entry, error) bool) {
		for n := first; ; n++ {
			e, count, err := s.entry(ctx, n)
			if err == nil && n >= count {
				if count == n || n == first {
					return
				}
				err = fmt.Errorf("%w: the journal was removed while entry %d was read", box.ErrConflict, n)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// entry reads an entry, and how many there are; behind the last one it is empty. One
// statement reads both, because others write: a row that was not there, and a number
// counted later, would make an entry that has just been added look like one that is lost.
func (s *Store) entry(ctx context.Context, n uint64) (e box.Entry, count uint64, err error) {
	var lastRoll, lastBallots int64
	var roll, ballots sql.NullInt64 // an empty part may come as nil, a missing row has no number
	row := s.db.QueryRowContext(ctx, s.d.query(`SELECT (SELECT COALESCE(MAX(n), -1) FROM ROLL), (SELECT COALESCE(MAX(n), -1) FROM BALLOTS),
		r.n, r.part, b.n, b.part FROM (SELECT 1 AS one) o LEFT JOIN ROLL r ON r.n = ? LEFT JOIN BALLOTS b ON b.n = ?`), int64(n), int64(n))
	if err := row.Scan(&lastRoll, &lastBallots, &roll, &e.Roll, &ballots, &e.Ballots); err != nil {
		return box.Entry{}, 0, err
	}
	if count, err = length(lastRoll, lastBallots); err != nil {
		return box.Entry{}, 0, err
	}
	if n < count && !(roll.Valid && ballots.Valid) {
		return box.Entry{}, 0, fmt.Errorf("%w: of entry %d of %d the roll's part is there: %t, the ballots' part: %t",
			box.ErrDamaged, n, count, roll.Valid, ballots.Valid)
	}
	return e, count, nil
}

// Wipe implements [box.Store]. It fails, too, when the journal was removed and its bytes
// were not; then it is to be called again.
func (s *Store) Wipe(ctx context.Context) error {
	wipe := []string{s.d.Wipe}
	if s.d.Wipe == "" {
		wipe = []string{"DELETE FROM ROLL", "DELETE FROM BALLOTS"}
	}
	err := s.transaction(ctx, s.d.Lock, func(tx *sql.Tx) error {
		for _, q := range wipe {
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
		if err := s.clean(ctx, s.d.query(q)); err != nil {
			return fmt.Errorf("the journal was removed, but not its traces; wipe again: %s: %w", q, err)
		}
	}
	return nil
}

// clean runs a statement that may answer with a row, whose first column tells whether it
// has done what it should.
func (s *Store) clean(ctx context.Context, q string) error {
	rows, err := s.db.QueryContext(ctx, q)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		answer := make([]any, len(columns))
		for i := range answer {
			answer[i] = new(any)
		}
		if err := rows.Scan(answer...); err != nil {
			return err
		}
		if code, ok := (*answer[0].(*any)).(int64); ok && code != 0 {
			return fmt.Errorf("%w (answer %d)", ErrTraces, code)
		}
	}
	return rows.Err()
}

// Put implements [box.Store].
func (s *Store) Put(ctx context.Context, d box.Document, data []byte) error {
	digest := sha256.Sum256(data)
	return s.transaction(ctx, "", func(tx *sql.Tx) error {
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
