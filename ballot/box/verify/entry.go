package verify

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A voter is an entry of the roll.
type voter struct {
	pseudonym string
	group     int
	name      string // at level open
}

// maxName is the length of a name at level open, in bytes.
const maxName = 200

func parseVoter(line string, level Level, groups int) (v voter, ok bool) {
	v.pseudonym, line, _ = strings.Cut(line, " ")
	digits, name, named := strings.Cut(line, " ")
	v.group, ok = number(digits)
	v.name = name
	ok = ok && isHash(v.pseudonym) && v.group < groups && named == (level == LevelOpen)
	return v, ok && (!named || IsName(name))
}

// IsName reports whether votes at level open can be published under a name: 1 to 200
// bytes of UTF-8 without control characters, and without a space at either end.
func IsName(name string) bool {
	return len(name) >= 1 && len(name) <= maxName && name[0] != ' ' && name[len(name)-1] != ' ' &&
		utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// A cast is a line of section ballots.
type cast struct {
	tag   string // salt or pseudonym; "" with neither
	group int
	marks string // as text
}

func (o *Opening) parseCast(line string, c *ballot.Contest) (v cast, b ballot.Ballot, ok bool) {
	if o.Level == LevelOpen || o.Receipts == Tracker {
		v.tag, line, _ = strings.Cut(line, " ")
		if !isHash(v.tag) {
			return v, b, false
		}
	}
	digits, marks, found := strings.Cut(line, " ")
	v.group, ok = number(digits)
	v.marks = marks
	if !ok || !found || v.group >= max(1, len(c.Groups)) {
		return v, b, false
	}
	b, ok = ParseMarks(marks, c)
	return v, b.In(v.group), ok
}

// ParseMarks reads what was marked, such as "0,3,5", see the package. The ballot has no
// group. It reports whether the text has the form that ballots of the contest must have.
func ParseMarks(text string, c *ballot.Contest) (b ballot.Ballot, ok bool) {
	switch text {
	case "-":
		return b, true
	case "spoilt":
		b.Spoilt = true
		return b, true
	}
	kind, options := c.Kind(), optionCount(c)
	valued := kind == ballot.Ranking || kind == ballot.Points
	b.Marks = make([]ballot.Mark, 0, 1+strings.Count(text, ","))
	last := -1
	for item := range strings.SplitSeq(text, ",") {
		option, value, found := strings.Cut(item, "=")
		o, ok := number(option)
		if !ok || o <= last || o >= options || found != valued {
			return b, false
		}
		last = o
		m := ballot.Mark{Option: o}
		if valued {
			if m.Value, ok = markValue(value, kind, options); !ok {
				return b, false
			}
		}
		b.Marks = append(b.Marks, m)
	}
	return b, true
}

// markValue reads a rank or points.
func markValue(s string, kind ballot.Kind, options int) (int, bool) {
	v, err := strconv.Atoi(s)
	if err != nil || strconv.Itoa(v) != s {
		return 0, false
	}
	if kind == ballot.Ranking {
		return v, v >= 1 && v <= options
	}
	return v, v >= -ballot.MaxPoints && v <= ballot.MaxPoints
}

// optionCount is the number of things that a mark can name.
func optionCount(c *ballot.Contest) int {
	if c.Method == ballot.Motion {
		return ballot.Abstain + 1
	}
	return len(c.Options)
}
