package verify

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// A Reason is the code of a fault. The zero value is invalid.
type Reason uint8

// Faults of form. The first ends the check.
const (
	TooLarge     Reason = iota + 1 // longer than MaxRecord
	NotARecord                     // does not begin as a record
	BadEncoding                    // not UTF-8, or with control characters
	Truncated                      // ends too early
	BadSection                     // the head of a section is not the one that is due
	TrailingData                   // goes on after its end
	BadContest                     // no contest in its canonical encoding, or one that contradicts itself
	BadOpening                     // no opening in form
	BadEntry                       // a line of roll, marks or receipts is not in form
	BadMerge                       // merged groups are not two or more in ascending order
	BadBallot                      // a ballot is not in form
	BadResult                      // no record of a count
	BadClose                       // no close in form
)

// Faults of statements and signatures.
const (
	ForeignOpening     Reason = BadClose + 1 + iota // another opening than the trusted one
	ForeignKey                                      // another key than the trusted one
	BadSignature                                    // the box has not signed
	StraySignature                                  // a signature of nobody who was declared, or out of order
	BadCosignature                                  // a witness's signature that fails
	MissingCosignature                              // too few witnesses have signed
	WrongContest                                    // another contest than the opening names
	WrongRoll                                       // another roll than the opening names
	WrongEligible                                   // the contest declares another number of people
	WrongBox                                        // the close of another box
	WrongOpening                                    // the close of another opening
	WrongTree                                       // the close is of other lines
	WrongNumbers                                    // the close tells other numbers
	WrongResult                                     // the close names another result
)

// Faults of the lists.
const (
	Unsorted                 Reason = WrongResult + 1 + iota // lines are not in order
	Duplicate                                                // one stands twice
	NotOnRoll                                                // somebody has voted who was not on the roll
	MoreMarksThanBallots                                     // a ballot is missing
	FewerMarksThanBallots                                    // a ballot is of nobody
	FewerReceiptsThanBallots                                 // a ballot is without receipt
	MoreReceiptsThanBallots                                  // a receipt is without ballot
	WrongGroups                                              // a group has more ballots than voters, another fewer
	VoteWithoutMark                                          // open: the vote of somebody who is not marked
	WrongTracker                                             // receipts do not belong to the ballots
	WrongMerge                                               // groups were merged that the contest does not merge
	SmallGroup                                               // a group was not merged, and its result shows how few people voted
)

// Faults of the result.
const (
	ForeignResult  Reason = SmallGroup + 1 + iota // of another contest
	OptionsLeftOut                                // options were left out of the count
	BadLot                                        // the lot order is none, or not what its key yields
	WrongBallots                                  // of other ballots
	WrongCount                                    // counting again yields something else
	CountsDisagree                                // two ways of counting disagree
	NotCanonical                                  // right, but written otherwise
)

// Faults of a receipt.
const (
	BadReceipt       Reason = NotCanonical + 1 + iota // no receipt in form
	ReceiptSignature                                  // not signed by the box
	ForeignReceipt                                    // of another opening or kind
	ReceiptNotFound                                   // not in the record
	ReceiptMismatch                                   // tracker: no ballot belongs to it
)

var reasons = enum.New("reason", TooLarge,
	"too-large", "not-a-record", "bad-encoding", "truncated", "bad-section", "trailing-data", "bad-contest", "bad-opening",
	"bad-entry", "bad-merge", "bad-ballot", "bad-result", "bad-close",
	"foreign-opening", "foreign-key", "bad-signature", "stray-signature", "bad-cosignature", "missing-cosignature",
	"wrong-contest", "wrong-roll", "wrong-eligible", "wrong-box", "wrong-opening", "wrong-tree", "wrong-numbers", "wrong-result",
	"unsorted", "duplicate", "not-on-roll", "more-marks-than-ballots", "fewer-marks-than-ballots", "fewer-receipts-than-ballots",
	"more-receipts-than-ballots", "wrong-groups", "vote-without-mark", "wrong-tracker", "wrong-merge", "small-group",
	"foreign-result", "options-left-out", "bad-lot", "wrong-ballots", "wrong-count", "counts-disagree", "not-canonical",
	"bad-receipt", "receipt-signature", "foreign-receipt", "receipt-not-found", "receipt-mismatch")

// String returns the code, such as "wrong-tree".
func (r Reason) String() string { return reasons.Name(r) }

// MarshalText writes the code; it fails for a value outside the enumeration.
func (r Reason) MarshalText() ([]byte, error) { return reasons.Marshal(r) }

// UnmarshalText reads a code.
func (r *Reason) UnmarshalText(text []byte) error { return reasons.Unmarshal(text, r) }

// Reasons are the codes of all reasons.
func Reasons() []string { return reasons.Allowed() }

// TextKey returns the key of the reason's sentence in package i18n.
func (r Reason) TextKey() string { return "box.fault." + r.String() }

// A Fault is a reason why a record is rejected, and where it was found.
type Fault struct {
	Reason  Reason
	Section Section
	Line    int    // of the record, from 1; 0 where it is about no single line
	Value   string // what stands there, or what was found; may be empty
}

// Code is the reason with its section, such as "unsorted@marks".
func (f Fault) Code() string { return f.Reason.String() + "@" + f.Section.String() }

// Error returns one line.
func (f Fault) Error() string {
	s := f.Code()
	if f.Line > 0 {
		s = fmt.Sprintf("line %d: %s", f.Line, s)
	}
	if f.Value != "" {
		s += fmt.Sprintf(": %q", clip(f.Value))
	}
	return s
}

// Text tells the fault in words.
func (f Fault) Text(l *i18n.Localizer) string { return l.Text(f.Reason.TextKey()) }
