package widget

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

// marks are what a voter marked in a form, as it was sent: they are kept as they are
// until they are right, so that nothing is lost by an error.
type marks struct {
	chosen  []int          // options that are marked, ascending (single choice, approval, motion)
	values  map[int]string // what stands beside an option (ranking, score); nothing where it is empty
	abstain bool           // explicitly blank
	spoil   bool           // explicitly invalid
	key     string         // of the form
	nonce   []byte         // drawn by the voter's browser
}

// The names of the fields.
const (
	fieldOption     = "o"
	fieldValue      = "v" // and the index of the option
	fieldAbstain    = "abstain"
	fieldSpoil      = "spoil"
	fieldKey        = "key"
	fieldNonce      = "nonce"
	fieldCredential = "credential"
)

// maxValue is the length of a rank or of points, in bytes.
const maxValue = 8

// readMarks reads a form. It fails with box.ErrBallot for what no form of this contest
// sends; what a person can do wrong is a matter of flaws.
func readMarks(form url.Values, c *ballot.Contest) (marks, error) {
	m := marks{values: map[int]string{}, abstain: form.Get(fieldAbstain) != "", spoil: form.Get(fieldSpoil) != "", key: form.Get(fieldKey)}
	n := len(c.Options)
	if c.Kind() == ballot.Votes {
		n = 3
	}
	for _, value := range form[fieldOption] {
		i, err := index(value, n)
		if err != nil || byValue(c.Kind()) {
			return m, fmt.Errorf("option %.20q: %w", value, box.ErrBallot)
		}
		if !slices.Contains(m.chosen, i) {
			m.chosen = append(m.chosen, i)
		}
	}
	slices.Sort(m.chosen)
	for name, values := range form {
		digits, ok := strings.CutPrefix(name, fieldValue)
		if !ok || digits == "" {
			continue
		}
		i, err := index(digits, n)
		if err != nil || !byValue(c.Kind()) {
			return m, fmt.Errorf("field %.20q: %w", name, box.ErrBallot)
		}
		if value := strings.TrimSpace(values[0]); value != "" {
			m.values[i] = value[:min(len(value), 4*maxValue)]
		}
	}
	if nonce, err := base64.RawURLEncoding.DecodeString(form.Get(fieldNonce)); err == nil && len(nonce) <= box.NonceBytes {
		m.nonce = nonce
	}
	return m, nil
}

// index reads the index of an option as forms have it, and in no other way.
func index(s string, n int) (int, error) {
	i, err := strconv.Atoi(s)
	if err != nil || i < 0 || i >= n || strconv.Itoa(i) != s {
		return 0, fmt.Errorf("%.20q is no option", s)
	}
	return i, nil
}

// byValue reports whether a value stands beside each option, rather than a cross.
func byValue(k ballot.Kind) bool { return k == ballot.Ranking || k == ballot.Points }

// ballot returns the marks as a ballot. Values that are no numbers are not in it.
func (m marks) ballot(c *ballot.Contest) ballot.Ballot {
	if m.spoil {
		return ballot.Ballot{Spoilt: true}
	}
	b := ballot.Choose(m.chosen...)
	for i := range c.Options {
		if value, ok := m.value(i); ok {
			b.Marks = append(b.Marks, ballot.Mark{Option: i, Value: value})
		}
	}
	return b
}

// value returns the number that stands beside an option.
func (m marks) value(option int) (int, bool) {
	s, ok := m.values[option]
	if !ok || len(s) > maxValue {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// fields are the marks as a form carries them on.
func (m marks) fields() (fields []field) {
	add := func(name, value string) { fields = append(fields, field{name, value}) }
	for _, i := range m.chosen {
		add(fieldOption, strconv.Itoa(i))
	}
	for i := range maxKey(m.values) + 1 {
		if value, ok := m.values[i]; ok {
			add(fieldValue+strconv.Itoa(i), value)
		}
	}
	if m.abstain {
		add(fieldAbstain, "1")
	}
	if m.spoil {
		add(fieldSpoil, "1")
	}
	return fields
}

// A field is a hidden field of a form.
type field struct{ Name, Value string }

func maxKey(m map[int]string) int {
	most := -1
	for k := range m {
		most = max(most, k)
	}
	return most
}
