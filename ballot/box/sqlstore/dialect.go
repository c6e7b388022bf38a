package sqlstore

import (
	"strconv"
	"strings"
)

// A Dialect says how a database is spoken to.
type Dialect struct {
	// Prefix begins the names of the tables, "dfc_box_" when empty: several boxes in one
	// database have different ones. It has letters a to z, digits and underscores only, and
	// begins with a letter.
	Prefix string
	// Numbered placeholders ($1, $2) as in PostgreSQL, instead of question marks.
	Numbered bool
	// Blob is the type of a column of bytes, such as BLOB or BYTEA.
	Blob string
	// AfterWipe is run one by one when the journal was removed, outside of a transaction, so
	// that its bytes go, too. TABLES stands for the names of the two tables of the journal,
	// separated by a comma.
	AfterWipe []string
}

// SQLite is the dialect of SQLite. After a wipe the database is rewritten without free
// pages, and so is its write-ahead log; with "PRAGMA secure_delete = ON", which has to be
// set for every connection, rows are overwritten before.
func SQLite() Dialect {
	return Dialect{Blob: "BLOB", AfterWipe: []string{"VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"}}
}

// PostgreSQL is the dialect of PostgreSQL. After a wipe its tables are rewritten; what its
// write-ahead log still has goes as the server recycles it.
func PostgreSQL() Dialect {
	return Dialect{Numbered: true, Blob: "BYTEA", AfterWipe: []string{"VACUUM FULL TABLES"}}
}

// valid reports whether a prefix can be part of a name.
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
	roll, ballots := d.Prefix+"roll", d.Prefix+"ballots"
	q = strings.NewReplacer("ROLL", roll, "BALLOTS", ballots, "DOCUMENTS", d.Prefix+"documents", "BLOB", d.Blob,
		"TABLES", roll+", "+ballots).Replace(q)
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
