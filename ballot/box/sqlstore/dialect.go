package sqlstore

import (
	"strconv"
	"strings"
)

// A Dialect says how a database is spoken to. In its statements ROLL, BALLOTS and
// DOCUMENTS stand for the names of the tables.
type Dialect struct {
	// Prefix begins the names of the tables, "dfc_box_" when empty: several boxes in one
	// database have different ones. It has letters a to z, digits and underscores only, and
	// begins with a letter.
	Prefix string
	// Numbered placeholders ($1, $2) as in PostgreSQL, instead of question marks.
	Numbered bool
	// Blob is the type of a column of bytes, such as BLOB or BYTEA.
	Blob string
	// Lock begins every transaction that changes the journal, and returns when no other one
	// does. It is empty for a database that has one writer at a time in any case. Without it a
	// wipe does not see, and leaves, an entry that another transaction has yet to commit.
	Lock string
	// Wipe removes all entries, in a transaction. When empty, rows are deleted.
	Wipe string
	// AfterWipe is run one by one when the journal was removed, outside of a transaction, so
	// that its bytes go, too. A statement that answers with a number other than 0 has failed:
	// so does SQLite say that somebody reads whose view it has to keep.
	AfterWipe []string
}

// SQLite is the dialect of SQLite. After a wipe the database is rewritten without free
// pages, and so is its write-ahead log; with "PRAGMA secure_delete = ON", which has to be
// set for every connection, rows are overwritten before. Who still reads the database
// keeps the log from being emptied: then the wipe fails, and is to be repeated.
func SQLite() Dialect {
	return Dialect{Blob: "BLOB", AfterWipe: []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"}}
}

// PostgreSQL is the dialect of PostgreSQL. A wipe gives the tables new files and frees the
// old ones, even while somebody reads with an old snapshot, for whom VACUUM would keep the
// rows. What the write-ahead log still has goes as the server recycles it.
//
// Writers wait for each other by an advisory lock with the number of a table: a lock of
// the table itself would stop autovacuum.
func PostgreSQL() Dialect {
	return Dialect{Numbered: true, Blob: "BYTEA", Lock: "SELECT pg_advisory_xact_lock('ROLL'::regclass::oid::bigint)",
		Wipe: "TRUNCATE ROLL, BALLOTS"}
}

// validPrefix reports whether a prefix can be part of a name.
func validPrefix(s string) bool {
	for i, c := range []byte(s) {
		letter := c >= 'a' && c <= 'z'
		if !letter && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return len(s) > 0 && len(s) <= 32
}

// query fills in the names of the tables, and the placeholders of the dialect. Data never
// become part of a query.
func (d *Dialect) query(q string) string {
	q = strings.NewReplacer("ROLL", d.Prefix+"roll", "BALLOTS", d.Prefix+"ballots", "DOCUMENTS", d.Prefix+"documents",
		"BLOB", d.Blob).Replace(q)
	if !d.Numbered {
		return q
	}
	var b strings.Builder
	for n, part := range strings.Split(q, "?") {
		if n > 0 {
			b.WriteString("$" + strconv.Itoa(n))
		}
		b.WriteString(part)
	}
	return b.String()
}
