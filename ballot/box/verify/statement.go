package verify

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// An Opening is what was declared before anybody voted.
type Opening struct {
	Box       [32]byte // random
	Contest   [32]byte // hash of the contest's canonical encoding
	Eligible  int      // people on the roll
	Roll      [32]byte // tree hash of the roll
	Level     Level
	Receipts  ReceiptKind
	Assurance Assurance
	Key       *Key
	Witnesses []*Key
	Threshold int // how many witnesses must sign

	Digest [32]byte // hash of the text; other statements name the opening by it

	note signedNote
}

// ParseOpening reads an opening: a note, of which every line ends with LF. It judges no
// signature. It fails with [ErrOpening].
func ParseOpening(data []byte) (*Opening, error) {
	text, whole := strings.CutSuffix(string(data), "\n")
	o, ok := parseOpening(strings.Split(text, "\n"))
	if !whole || !ok || !isText(data) {
		return nil, fmt.Errorf("%w: want the note that the package describes, all of it; found %q", ErrOpening, clip(text))
	}
	return o, nil
}

// ErrOpening is wrapped by errors about texts that are no opening.
var ErrOpening = errors.New("not an opening")

// Text returns the text that was signed.
func (o *Opening) Text() string { return o.note.text }

// SignedByBox reports whether the first signature is the box's, and holds.
func (o *Opening) SignedByBox() bool { return o.note.signedFirstBy(o.Key) }

// parseOpening reads the opening; it judges no signature.
func parseOpening(lines []string) (*Opening, bool) {
	n, ok := parseNote(lines)
	if !ok || n.lines[0] != "dfc-box-opening-1" {
		return nil, false
	}
	o := &Opening{note: n, Digest: sha256.Sum256([]byte(n.text))}
	f := &fields{rest: n.lines[1:]}
	o.Box = f.hash("box")
	o.Contest = f.hash("contest")
	roll := f.line("roll", 2)
	o.Eligible, ok = number(roll[0])
	o.Roll = f.asHash(roll[1])
	f.word("level", &o.Level)
	f.word("receipts", &o.Receipts)
	f.word("assurance", &o.Assurance)
	o.Key = f.key("key")
	o.Witnesses = f.keys("witness")
	o.Threshold = f.number("threshold")
	ok = ok && f.done() && o.Threshold <= len(o.Witnesses) && (o.Level != LevelOpen || o.Receipts == Presence)
	return o, ok && distinct(o.Key, o.Witnesses)
}

// distinct reports whether no two keys are the same, whatever their names are, and no
// two have the same name.
func distinct(box *Key, witnesses []*Key) bool {
	names, publics := map[string]bool{}, map[string]bool{}
	for _, k := range append(slices.Clone(witnesses), box) {
		public := k.text[len(k.name):]
		if names[k.name] || publics[public] {
			return false
		}
		names[k.name], publics[public] = true, true
	}
	return true
}

// A closing is the text of the close.
type closing struct {
	box, opening, tree, result            [32]byte
	lines, roll, marks, receipts, ballots int

	note signedNote
}

func parseClosing(lines []string) (c *closing, ok bool) {
	n, ok := parseNote(lines)
	if !ok || n.lines[0] != "dfc-box-close-1" {
		return nil, false
	}
	c = &closing{note: n}
	f := &fields{rest: n.lines[1:]}
	c.box = f.hash("box")
	c.opening = f.hash("opening")
	tree := f.line("tree", 2)
	c.lines, ok = number(tree[0])
	c.tree = f.asHash(tree[1])
	c.roll = f.number("roll")
	c.marks = f.number("marks")
	c.receipts = f.number("receipts")
	c.ballots = f.number("ballots")
	c.result = f.hash("result")
	return c, ok && f.done()
}
