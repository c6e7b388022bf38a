// Package sqlstore keeps a ballot box in a database, through database/sql. The host brings
// the driver, opens the database and closes it.
//
//	store, err := sqlstore.Open(ctx, db, sqlstore.SQLite())
//
// Three tables are made where they do not exist: one for the roll's part of journal
// entries, one for the ballots' part, one for documents. The number of an entry is the
// primary key of the first two, and all that they share; one transaction writes both. So
// several processes can have a box open: of two that write the same number, the database
// lets one.
//
// # Durability
//
// A vote is as durable as a commit of the database. SQLite has to run with
// "PRAGMA synchronous = FULL" (or EXTRA), PostgreSQL with "synchronous_commit = on" and
// "fsync = on". The roll and the ballots lie in one database; whoever wants them on two
// disks takes package files.
//
// # What remains
//
// Deleting rows leaves their bytes in the database until something overwrites them.
// [Dialect] says how they are wiped, and what is run then; the dialects of this package know
// it for SQLite and PostgreSQL. [Store.Wipe] fails while somebody who reads keeps them. What remains in write-ahead logs, replicas and backups is sealed,
// and its key is destroyed.
package sqlstore
