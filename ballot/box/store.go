package box

import (
	"context"
	"iter"
)

// A Store keeps what a box must not lose: a journal of the open phase, and a few
// documents. Package files keeps them in two folders, package sqlstore in a
// database; [boxtest] has the tests that every Store passes. Whoever opens, casts and
// closes needs no method of it; use it only to write another one.
//
// The duties of an implementation:
//
//   - What a method has reported as done survives a loss of power at any later moment,
//     whole and in order.
//   - What it was about to do when the power went is there whole after a restart, or
//     not at all. Of an [Entry] both parts are there, or neither.
//   - When a method fails, the store answers with what it held before. It may fail for
//     good then, until it is opened anew: that is better than an answer that is not sure.
//   - Data that do not read back as they were written are an error ([ErrDamaged]), and
//     never a shorter journal.
//   - [Store.Wipe] leaves nothing behind from which the order of entries could be read,
//     as far as the medium allows.
//
// Methods may be called from several goroutines. All data are sealed by the box before
// a Store sees them, but for documents.
type Store interface {
	// Append adds the entry with number n, counted from 0, and returns when it is
	// durable. Where the journal has another number of entries, because somebody else
	// writes to it, too, it fails with [ErrConflict] and changes nothing.
	Append(ctx context.Context, n uint64, e Entry) error

	// Entries yields the entries from number n on. An entry is good until the next step.
	Entries(ctx context.Context, n uint64) iter.Seq2[Entry, error]

	// Wipe removes the journal for good. To wipe twice is no error. Append begins anew
	// with number 0.
	Wipe(ctx context.Context) error

	// Put writes a document in the place of an earlier one, all of it or nothing.
	Put(ctx context.Context, d Document, data []byte) error

	// Get reads a document. It fails with [ErrNoDocument] where there is none.
	Get(ctx context.Context, d Document) ([]byte, error)

	// Close ends the work with the store. Nothing is lost by not calling it.
	Close() error
}

// An Entry of the journal has a part for the electoral roll and a part for the ballots,
// which are kept in separate compartments (OnlWahlV, GleibWV § 19: personal data apart
// from ballots). Either can be empty.
type Entry struct {
	Roll    []byte
	Ballots []byte
}

// MaxEntry is the length of each part of an entry, in bytes.
const MaxEntry = 64 << 20

// A Document is one of the few things that a box writes as a whole. The zero value is
// invalid.
type Document uint8

// The documents.
const (
	OpeningDocument Document = iota + 1 // contest and opening, public
	RollDocument                        // pseudonyms and groups; personal at level open, where it has names
	UrnDocument                         // what was in the box at the close, sorted; public with the result
	ResultDocument                      // result and close, public
	RecordDocument                      // the record as it was released, public
)

var documents = [...]string{"", "opening", "roll", "urn", "result", "record"}

// String returns the name of the document, which is good for a file or a key.
func (d Document) String() string {
	if d == 0 || int(d) >= len(documents) {
		return "unknown"
	}
	return documents[d]
}

// Documents are all documents.
func Documents() []Document {
	return []Document{OpeningDocument, RollDocument, UrnDocument, ResultDocument, RecordDocument}
}
