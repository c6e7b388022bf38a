package ballot

import (
	"encoding/binary"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// A Tie is one use of the tie rule.
type Tie struct {
	Round   int        `json:"round"`   // index into the rounds
	For     TieFor     `json:"for"`     // what the options were tied for
	Options []int      `json:"options"` // who was tied
	Chosen  int        `json:"chosen"`  // who was taken: for the seat, or for going out
	By      Resolution `json:"by"`
	// Decisive says whether another choice would have led to others being elected, with
	// later ties decided as they were declared.
	Decisive Decisiveness `json:"decisive,omitempty"`
}

// TieFor says what options are tied for. The zero value is invalid.
type TieFor uint8

// What options can be tied for.
const (
	ForSeat    TieFor = iota + 1 // being elected, or taken next
	ForGoing                     // going out
	ForSurplus                   // whose surplus is transferred first
	ForPair                      // which pair is locked first
)

var tieFors = enum.New("tie", ForSeat, "seat", "exclusion", "surplus", "pair")

// String returns the text form, such as "seat".
func (f TieFor) String() string { return tieFors.Name(f) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (f TieFor) MarshalText() ([]byte, error) { return tieFors.Marshal(f) }

// UnmarshalText reads a text form.
func (f *TieFor) UnmarshalText(text []byte) error { return tieFors.Unmarshal(text, f) }

// A Resolution says what broke a tie. The zero value is invalid.
type Resolution uint8

// The resolutions.
const (
	ByLot           Resolution = iota + 1 // the lot order
	ByEarlierRounds                       // votes of an earlier round
	Unbroken                              // nothing; the record shows the course in which the first of the contest's order was taken
)

var resolutions = enum.New("resolution", ByLot, "lot", "earlier-rounds", "unbroken")

// String returns the text form, such as "lot".
func (r Resolution) String() string { return resolutions.Name(r) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (r Resolution) MarshalText() ([]byte, error) { return resolutions.Marshal(r) }

// UnmarshalText reads a text form.
func (r *Resolution) UnmarshalText(text []byte) error { return resolutions.Unmarshal(text, r) }

// Decisiveness says whether a tie mattered.
type Decisiveness uint8

// The answers.
const (
	NotTried    Decisiveness = iota // too many ties to try every other course
	Immaterial                      // every other choice elects the same
	MadeOutcome                     // another choice elects others
)

var decisivenesses = enum.New("decisive", NotTried, "not-tried", "no", "yes")

// String returns the text form: "yes", "no" or "not-tried".
func (d Decisiveness) String() string { return decisivenesses.Name(d) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (d Decisiveness) MarshalText() ([]byte, error) { return decisivenesses.Marshal(d) }

// UnmarshalText reads a text form.
func (d *Decisiveness) UnmarshalText(text []byte) error { return decisivenesses.Unmarshal(text, d) }

// A chooser breaks ties. A count runs with one; to learn what other choices lead to
// it runs again with another that takes a given path of choices first.
type chooser struct {
	lot  []int // place of each option in the lot order; nil without one
	path []int // choices to take first, as indices into the tied options
	met  int   // ties met so far
	// seen are the states in which a choice was made; nil unless all courses are
	// explored. A course that comes to a state seen before stops, because whatever
	// follows is known.
	seen    map[string]struct{}
	stopped bool
	stopAt  int   // the tie at which it stopped
	widths  []int // of each tie met: how many were tied
	ties    []Tie
	options int // a pair is the number a·options+b
}

// pick takes one of the tied options, which are in ascending order. The state, asked
// for only when courses are explored, must tell apart everything that the rest of
// the count depends on. After a stop the count returns as soon as it can.
func (ch *chooser) pick(tied []int, what TieFor, round int, state func() []byte) int {
	if len(tied) == 1 {
		return tied[0]
	}
	at := ch.met
	ch.met++
	ch.widths = append(ch.widths, len(tied))
	k, by := 0, Unbroken
	switch {
	case at < len(ch.path):
		k = ch.path[at]
	case ch.seen != nil && !ch.stopped:
		key := string(binary.AppendUvarint(state(), uint64(what)))
		if _, ok := ch.seen[key]; ok {
			ch.stopped, ch.stopAt = true, at
			break
		}
		ch.seen[key] = struct{}{}
	case ch.lot != nil:
		k, by = ch.byLot(tied, what), ByLot
	}
	if ch.seen == nil {
		ch.ties = append(ch.ties, Tie{Round: round, For: what, Options: slices.Clone(tied), Chosen: tied[k], By: by})
	}
	return tied[k]
}

// byLot finds the first in the lot order, or the last for going out.
func (ch *chooser) byLot(tied []int, what TieFor) int {
	place := func(o int) int {
		if what == ForPair { // the pair whose winner comes first, then whose loser comes last
			return ch.lot[o/ch.options]*ch.options + ch.options - 1 - ch.lot[o%ch.options]
		}
		return ch.lot[o]
	}
	best := 0
	for i, o := range tied {
		if what == ForGoing && place(o) > place(tied[best]) || what != ForGoing && place(o) < place(tied[best]) {
			best = i
		}
	}
	return best
}

// A branch is a course to run: the choices to take first, the last of which is one of
// so many.
type branch struct {
	path  []int
	width int
}

// explore runs a count through every course that ties leave open and returns the
// sets that can be elected, each in ascending order. It is complete unless more than
// limit sets turn up or more than runs counts are needed.
func explore(options, limit, runs int, run func(*chooser) ([]int, error)) (sets [][]int, complete bool, err error) {
	seen, found := map[string]struct{}{}, map[string][]int{}
	open := []branch{{}}
	for ; len(open) > 0 && runs > 0 && len(found) <= limit; runs-- {
		b := open[len(open)-1]
		open = open[:len(open)-1]
		if last := len(b.path) - 1; last >= 0 && b.path[last]+1 < b.width {
			next := slices.Clone(b.path)
			next[last]++
			open = append(open, branch{next, b.width})
		}
		ch := &chooser{path: b.path, seen: seen, options: options}
		elected, err := run(ch)
		if err != nil {
			return nil, false, err
		}
		widths := ch.widths
		if ch.stopped { // where it stopped, others have branched before
			widths = widths[:ch.stopAt]
		} else {
			set := slices.Sorted(slices.Values(elected))
			found[setKey(set)] = set
		}
		for at := len(b.path); at < len(widths); at++ {
			path := append(append(slices.Clone(b.path), make([]int, at-len(b.path))...), 1)
			open = append(open, branch{path, widths[at]})
		}
	}
	for _, s := range found {
		sets = append(sets, s)
	}
	slices.SortFunc(sets, slices.Compare)
	complete = len(open) == 0 && len(sets) <= limit
	return sets[:min(len(sets), limit)], complete, nil
}

func setKey(set []int) string {
	var b []byte
	for _, o := range set {
		b = binary.AppendUvarint(b, uint64(o))
	}
	return string(b)
}
