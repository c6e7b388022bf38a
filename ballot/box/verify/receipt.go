package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrReceipt is wrapped by errors about texts that are no receipt.
var ErrReceipt = errors.New("not a receipt")

// A Receipt (Quittung) is what a voter gets for a ballot, see the package.
type Receipt struct {
	Opening [32]byte
	Kind    ReceiptKind
	Entry   [32]byte // token or tracker: what stands in the record
	Salt    [32]byte // tracker only

	note signedNote
}

// maxReceipt is the length of a receipt, in bytes.
const maxReceipt = 4096

// ParseReceipt reads a receipt. It judges no signature, and fails with [ErrReceipt].
func ParseReceipt(data []byte) (*Receipt, error) {
	text, whole := strings.CutSuffix(string(data), "\n")
	n, ok := parseNote(strings.Split(text, "\n"))
	if !whole || !ok || len(data) > maxReceipt || !isText(data) || len(n.signatures) != 1 || n.lines[0] != "dfc-box-receipt-1" {
		return nil, fmt.Errorf("%w: want a note with one signature that begins with dfc-box-receipt-1, all of it, in lines that end with LF", ErrReceipt)
	}
	r := &Receipt{note: n}
	f := &fields{rest: n.lines[1:]}
	r.Opening = f.hash("opening")
	f.word("kind", &r.Kind)
	if r.Kind == Tracker {
		r.Entry = f.hash("tracker")
		r.Salt = f.hash("salt")
	} else {
		r.Entry = f.hash("token")
	}
	if !f.done() {
		return nil, fmt.Errorf("%w: want the lines opening, kind, and token or tracker and salt", ErrReceipt)
	}
	return r, nil
}

// SignedBy reports whether the receipt bears the signature of a key.
func (r *Receipt) SignedBy(k *Key) bool { return r.note.signedFirstBy(k) }

// TrackerOf is the tracker of a ballot with these marks, see the package.
func TrackerOf(opening, salt [32]byte, marks string) [32]byte {
	b := append([]byte("dfc-box-tracker-1\n"), opening[:]...)
	b = append(b, salt[:]...)
	return sha256.Sum256(append(b, marks...))
}

// Receipt holds a receipt against the record and adds what it finds to the faults. It
// reports whether the receipt holds.
func (r *Report) Receipt(data []byte) bool {
	before := len(r.Faults)
	fault := func(reason Reason, value string) {
		r.Faults = append(r.Faults, Fault{Reason: reason, Section: ReceiptFile, Value: value})
	}
	receipt, err := ParseReceipt(data)
	switch {
	case err != nil:
		fault(BadReceipt, err.Error())
	case r.Opening == nil || r.lists == nil: // the record itself has no form to look a receipt up in
		fault(ReceiptNotFound, "")
	default:
		r.receipt(receipt, fault)
	}
	r.ReceiptChecked = r.ReceiptChecked || err == nil
	return len(r.Faults) == before
}

func (r *Report) receipt(receipt *Receipt, fault func(Reason, string)) {
	if !receipt.SignedBy(r.key) {
		fault(ReceiptSignature, receipt.note.signatures[0].name)
	}
	if receipt.Opening != r.Opening.Digest || receipt.Kind != r.Opening.Receipts {
		fault(ForeignReceipt, hex.EncodeToString(receipt.Opening[:]))
	}
	entry := hex.EncodeToString(receipt.Entry[:])
	if !slices.Contains(r.lists.lines[ReceiptsSection], entry) {
		fault(ReceiptNotFound, entry)
		return
	}
	if receipt.Kind != Tracker || r.Opening.Receipts != Tracker {
		return
	}
	salt := hex.EncodeToString(receipt.Salt[:])
	for _, line := range r.lists.lines[BallotsSection] {
		v, _, _ := r.Opening.parseCast(line, r.Contest)
		if v.tag == salt && TrackerOf(r.Opening.Digest, receipt.Salt, v.marks) == receipt.Entry {
			r.Tracked = v.marks
			return
		}
	}
	fault(ReceiptMismatch, salt)
}
