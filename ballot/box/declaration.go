package box

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// A Declaration is all that is fixed before anybody votes. It goes into the opening,
// which the box and its witnesses sign.
type Declaration struct {
	// Name of the box in its signatures, such as "wahl.example.org/komitee-2026"; see
	// [verify.NewKey] for its form.
	Name      string
	Contest   *ballot.Contest
	Roll      []Voter
	Level     Level
	Receipts  ReceiptKind // 0 for presence
	Assurance Assurance   // how surely voters are identified, at least
	// Witnesses sign opening and close; Threshold says how many of them must. The intended
	// use is one key for each stakeholder group, and three of five.
	Witnesses []*verify.Key
	Threshold int
}

// A Voter is a person on the electoral roll (Wählerverzeichnis).
type Voter struct {
	// Person identifies the voter to the host, such as an ID in its user administration.
	// It is not stored: the box keeps a pseudonym.
	Person string
	Group  string // ID of a group of the contest; "" where it has none
	// Name is what the vote is published under at level open, such as a name or a role. At
	// other levels it must be empty.
	Name string
}

// MaxRoll is the number of people on a roll.
const MaxRoll = 1 << 24

// An entry of the roll.
type rollEntry struct {
	pseudonym [32]byte
	group     int
	name      string
}

func refuse(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrDeclaration}, args...)...)
}

// check refuses declarations that contradict themselves.
func (d *Declaration) check() error {
	if d.Contest == nil {
		return refuse("it has no contest")
	}
	if err := d.Contest.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrDeclaration, err)
	}
	if d.Receipts == 0 {
		d.Receipts = Presence
	}
	for _, v := range []interface{ MarshalText() ([]byte, error) }{d.Level, d.Receipts, d.Assurance} {
		if _, err := v.MarshalText(); err != nil {
			return fmt.Errorf("%w: %w", ErrDeclaration, err)
		}
	}
	switch {
	case d.Level == LevelOpen && d.Receipts == Tracker:
		return refuse("at level open everybody can read every vote; receipts are of kind presence")
	case len(d.Roll) == 0 || len(d.Roll) > MaxRoll:
		return refuse("roll has %d people (want 1 to %d)", len(d.Roll), MaxRoll)
	case len(d.Witnesses) > verify.MaxWitnesses:
		return refuse("%d witnesses (want at most %d)", len(d.Witnesses), verify.MaxWitnesses)
	case d.Threshold < 0 || d.Threshold > len(d.Witnesses):
		return refuse("threshold %d of %d witnesses", d.Threshold, len(d.Witnesses))
	}
	return d.checkEligible()
}

// checkEligible holds the numbers of the contest against the roll.
func (d *Declaration) checkEligible() error {
	c := d.Contest
	people := make(map[string]int, len(c.Groups))
	for _, v := range d.Roll {
		people[v.Group]++
	}
	if c.Eligible > 0 && c.Eligible != len(d.Roll) {
		return refuse("contest %q has %d eligible people, its roll %d; correct one of them", c.ID, c.Eligible, len(d.Roll))
	}
	for _, g := range c.Groups {
		if g.Eligible > 0 && g.Eligible != people[g.ID] {
			return refuse("group %q has %d eligible people in contest %q, and %d on the roll", g.ID, g.Eligible, c.ID, people[g.ID])
		}
	}
	return nil
}

// pseudonym is what stands for a person in the record. It depends on the box, so that
// nobody can be followed from one vote to the next.
func pseudonym(key, box []byte, person string) (p [32]byte) {
	h := hmac.New(sha256.New, key)
	h.Write([]byte("dfc-box-pseudonym-1\n"))
	h.Write(box)
	h.Write([]byte(person))
	h.Sum(p[:0])
	return p
}

// roll makes the entries of the roll, sorted by pseudonym, which is no order that
// anybody has chosen.
func (d *Declaration) roll(key, box []byte) ([]rollEntry, error) {
	persons := make(map[string]bool, len(d.Roll))
	entries := make([]rollEntry, 0, len(d.Roll))
	for i, v := range d.Roll {
		group := 0
		if len(d.Contest.Groups) > 0 || v.Group != "" {
			group = d.Contest.GroupIndex(v.Group)
		}
		switch {
		case v.Person == "":
			return nil, refuse("roll[%d] has no person", i)
		case persons[v.Person]:
			return nil, refuse("roll[%d]: the same person stands on the roll twice", i)
		case group < 0:
			return nil, refuse("roll[%d]: contest %q has no group %q", i, d.Contest.ID, v.Group)
		case d.Level == LevelOpen && !verify.IsName(v.Name):
			return nil, refuse("roll[%d]: at level open a vote needs a name of 1 to 200 bytes, without spaces at its ends, to be published under; found %q", i, v.Name)
		case d.Level != LevelOpen && v.Name != "":
			return nil, refuse("roll[%d] has a name, and votes are secret", i)
		}
		persons[v.Person] = true
		entries = append(entries, rollEntry{pseudonym(key, box, v.Person), group, v.Name})
	}
	slices.SortFunc(entries, func(a, b rollEntry) int { return slices.Compare(a.pseudonym[:], b.pseudonym[:]) })
	return entries, nil
}

// line is the entry as it stands in the record.
func (e *rollEntry) line() string {
	s := fmt.Sprintf("%x %d", e.pseudonym, e.group)
	if e.name != "" {
		s += " " + e.name
	}
	return s
}

// section writes a section of the record.
func section(name string, lines []string) string {
	n := len(name) + 16
	for _, l := range lines {
		n += len(l) + 1
	}
	var b strings.Builder
	b.Grow(n)
	fmt.Fprintf(&b, "%s %d\n", name, len(lines))
	for _, l := range lines {
		b.WriteString(l)
		b.WriteByte('\n')
	}
	return b.String()
}
