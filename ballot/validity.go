package ballot

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// Validity declares how ballots are judged. Its zero value refuses every ballot
// with a flaw, so that nothing is guessed.
type Validity struct {
	Blank     Treatment `json:"blank,omitempty" yaml:"blank,omitempty"`         // Refuse; Ignore: it counts for turnout and prefers nobody
	Overvote  Treatment `json:"overvote,omitempty" yaml:"overvote,omitempty"`   // several options at one rank: any treatment
	Skipped   Treatment `json:"skipped,omitempty" yaml:"skipped,omitempty"`     // ranks left out: Refuse, Ignore, End
	Duplicate Treatment `json:"duplicate,omitempty" yaml:"duplicate,omitempty"` // an option for the second time: Refuse, Ignore, End
	Unknown   Treatment `json:"unknown,omitempty" yaml:"unknown,omitempty"`     // an option that does not stand: Refuse, Ignore
	Withdrawn Treatment `json:"withdrawn,omitempty" yaml:"withdrawn,omitempty"` // an option that has withdrawn: Refuse, Ignore
	// MaxSkipped is the number of ranks in a row that may be left out before Skipped
	// applies.
	MaxSkipped int `json:"max_skipped,omitempty" yaml:"max_skipped,omitempty"`
	// MaxChoices is the number of options that may be marked; 0 for any number. A single
	// choice and a motion have one.
	MaxChoices int `json:"max_choices,omitempty" yaml:"max_choices,omitempty"`
}

// A Reason says why a ballot is invalid, or why it ended before its last rank.
type Reason uint8

// The reasons. A ballot with several flaws is counted under the first of them in
// this order, but ranks are read from the best, and the first flaw met decides.
const (
	Valid         Reason = iota
	NotOnRoll            // the voter does not stand on the roll
	UnknownGroup         // the group does not exist
	Spoilt               // explicitly invalid
	Blank                // nothing marked
	TooMany              // more options than allowed
	OutOfRange           // a rank below 1, or points beyond the scale
	SkippedRank          // ranks left out
	NoSuchOption         // an option that does not stand
	WithdrawnName        // an option that has withdrawn
	DuplicateName        // an option for the second time
	Overvote             // several options at one rank, or several choices where one is asked
	reasonCount
)

var reasons = enum.New("reason", Valid, "valid", "not-on-roll", "unknown-group", "spoilt", "blank", "too-many-choices",
	"out-of-range", "skipped-rank", "unknown-option", "withdrawn-option", "duplicate-option", "overvote")

// String returns the code of the reason, such as "skipped-rank".
func (r Reason) String() string { return reasons.Name(r) }

// ParseReason is the inverse of [Reason.String].
func ParseReason(s string) (Reason, error) { return reasons.Parse(s) }

// MarshalText writes the code; it fails for a value outside the enumeration.
func (r Reason) MarshalText() ([]byte, error) { return reasons.Marshal(r) }

// UnmarshalText reads a code, see [ParseReason].
func (r *Reason) UnmarshalText(text []byte) error { return reasons.Unmarshal(text, r) }

// TextKey returns the key of the reason's sentence in package i18n.
func (r Reason) TextKey() string { return "ballot.reason." + r.String() }

// Judge says what [Tally.Add] would say of a ballot of a contest that does not contradict
// itself: why it is invalid, or [Valid].
func (c *Contest) Judge(b Ballot) Reason { return newJudge(c).judge(&b) }

// A judge turns ballots into the form in which they are counted. It keeps scratch
// space, so that judging does not allocate.
type judge struct {
	c      *Contest
	marks  []Mark   // the marks that count, ranks without gaps
	ends   Reason   // why the ballot ends after them; Valid when it does not end early
	named  []uint32 // per option, the number of the ballot that named it last
	kept   []uint32 // likewise, as a mark that counts
	ballot uint32
	sorted []Mark
}

func newJudge(c *Contest) *judge {
	n := c.choices()
	return &judge{c: c, named: make([]uint32, n), kept: make([]uint32, n)}
}

// judge reads one ballot. The marks that count are in j.marks until the next call.
func (j *judge) judge(b *Ballot) Reason {
	j.marks, j.ends = j.marks[:0], Valid
	v := &j.c.Validity
	switch {
	case b.Unlisted:
		return NotOnRoll
	case b.Group < 0 || b.Group >= j.c.groupCount():
		return UnknownGroup
	case b.Spoilt:
		return Spoilt
	case len(b.Marks) == 0:
		if v.Blank == Refuse {
			return Blank
		}
		return Valid
	}
	if j.ballot++; j.ballot == 0 { // the numbers begin anew
		clear(j.named)
		clear(j.kept)
		j.ballot = 1
	}
	if j.c.Kind() == Ranking {
		return j.ranking(b.Marks)
	}
	return j.choices(b.Marks)
}

// choices reads a ballot without ranks. All marks are read, so that of several flaws the
// reason is the same in whatever order they stand.
func (j *judge) choices(marks []Mark) Reason {
	v, kind := &j.c.Validity, j.c.Kind()
	first := reasonCount
	for _, m := range marks {
		use, reason := j.choice(&m)
		if reason != Valid {
			first = min(first, reason)
		} else if use {
			j.kept[m.Option] = j.ballot
			j.marks = append(j.marks, m)
		}
	}
	if (kind == SingleChoice || kind == Votes) && len(j.marks) > 1 {
		first = min(first, Overvote)
	}
	if v.MaxChoices > 0 && len(j.marks) > v.MaxChoices {
		first = min(first, TooMany)
	}
	if first < reasonCount {
		return first
	}
	if kind == Points { // the least is what an option without a mark gets
		j.marks = slices.DeleteFunc(j.marks, func(m Mark) bool { return m.Value == j.c.Variant.MinPoints })
	}
	byOption := func(a, b Mark) int { return cmp.Compare(a.Option, b.Option) }
	if !slices.IsSortedFunc(j.marks, byOption) {
		slices.SortFunc(j.marks, byOption)
	}
	return Valid
}

// choice says whether a mark without a rank counts.
func (j *judge) choice(m *Mark) (use bool, reason Reason) {
	if m.Option == SeveralOptions {
		return false, Overvote
	}
	if use, reason = j.admit(m.Option); !use {
		return false, reason
	}
	if j.c.Kind() != Points {
		m.Value = 0
	} else if m.Value < j.c.Variant.MinPoints || m.Value > j.c.Variant.MaxPoints {
		return false, OutOfRange
	}
	if j.kept[m.Option] != j.ballot {
		return true, Valid
	}
	if j.c.Validity.Duplicate == Refuse {
		return false, DuplicateName
	}
	return false, Valid
}

// admit says whether a mark names an option that takes part.
func (j *judge) admit(option int) (use bool, reason Reason) {
	v := &j.c.Validity
	if option < 0 || option >= len(j.named) {
		if v.Unknown == Refuse {
			return false, NoSuchOption
		}
		return false, Valid
	}
	if len(j.c.Options) > option && j.c.Options[option].Withdrawn {
		if v.Withdrawn == Refuse {
			return false, WithdrawnName
		}
		return false, Valid
	}
	return true, Valid
}

// ranking reads a ballot with ranks, from the best rank on.
func (j *judge) ranking(marks []Mark) Reason {
	v := &j.c.Validity
	marks = j.inOrder(marks)
	if marks[0].Value < 1 {
		return OutOfRange
	}
	if v.MaxChoices > 0 && len(marks) > v.MaxChoices {
		return TooMany
	}
	last, level := 0, 0
	for start := 0; start < len(marks); {
		end := start + 1
		for end < len(marks) && marks[end].Value == marks[start].Value {
			end++
		}
		rank := marks[start].Value
		if rank-last > v.MaxSkipped+1 && v.Skipped != Ignore {
			return j.flaw(v.Skipped, SkippedRank)
		}
		last = rank
		more, reason := j.rank(marks[start:end], level+1)
		if reason != Valid || !more {
			return reason
		}
		if n := len(j.marks); n > 0 {
			level = j.marks[n-1].Value
		}
		start = end
	}
	return Valid
}

// rank reads the marks of one rank and keeps what counts of them at this level. It
// reports whether there is anything to read after it.
func (j *judge) rank(marks []Mark, level int) (more bool, reason Reason) {
	v := &j.c.Validity
	first, repeated, several := len(j.marks), false, false
	for i, m := range marks {
		if m.Option == SeveralOptions {
			several = true
			continue
		}
		use, reason := j.admit(m.Option)
		if reason != Valid {
			return false, reason
		}
		if !use {
			continue
		}
		if v.Duplicate != Ignore && j.named[m.Option] == j.ballot {
			repeated = true
			continue
		}
		if v.Duplicate == Ignore && (j.kept[m.Option] == j.ballot || i > 0 && marks[i-1].Option == m.Option) {
			continue
		}
		j.named[m.Option] = j.ballot
		j.marks = append(j.marks, Mark{m.Option, level})
	}
	several = several || len(j.marks)-first > 1
	switch {
	case repeated:
		j.marks = j.marks[:first]
		return false, j.flaw(v.Duplicate, DuplicateName)
	case several && v.Overvote == Ignore:
		j.marks = j.marks[:first]
		return true, Valid
	case several && v.Overvote != AsEqual && v.Overvote != EndIfSeveral,
		several && len(j.marks)-first < 2: // of which names are not known
		j.marks = j.marks[:first]
		return false, j.flaw(v.Overvote, Overvote)
	}
	for _, m := range j.marks[first:] {
		j.kept[m.Option] = j.ballot
	}
	return true, Valid
}

// flaw refuses the ballot, or ends it here.
func (j *judge) flaw(t Treatment, r Reason) Reason {
	if t == Refuse {
		return r
	}
	j.ends = r
	return Valid
}

// inOrder returns the marks by rank, and by option where ranks are equal. Most
// ballots come so.
func (j *judge) inOrder(marks []Mark) []Mark {
	byRank := func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.Option, b.Option))
	}
	inOrder := true
	for i := 1; i < len(marks) && inOrder; i++ {
		inOrder = marks[i-1].Value < marks[i].Value
	}
	if inOrder {
		return marks
	}
	j.sorted = append(j.sorted[:0], marks...)
	slices.SortFunc(j.sorted, byRank)
	return j.sorted
}

// bitsFor is the number of bits that hold the numbers from 0 to n.
func bitsFor(n int) int { return bits.Len(uint(n)) }
