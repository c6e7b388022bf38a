package recount

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// An Outcome is what the second count has found.
type Outcome struct {
	Word    ballot.Outcome
	Elected []int // in ascending order, without "none of these"; who is in all sets where tied
	// Sets are all sets that can be elected, each in ascending order, where ties are
	// left open; "none of these" stands in its set. They are all unless Incomplete.
	Sets       [][]int
	Incomplete bool
	Met        map[ballot.TieFor]int // ties met in the course that was counted first
	Earlier    int                   // ties that votes of earlier rounds broke in that course
}

// Count counts a tally by the method of its contest. It fails for a lot that is no
// permutation of the options, and for options to leave out that do not exist, as
// [ballot.Count] does.
func Count(t *ballot.Tally, o ballot.Options) (Outcome, error) {
	return count(readVote(t, nil), o)
}

func count(v *vote, o ballot.Options) (Outcome, error) {
	lot, err := v.prepare(o)
	if err != nil {
		return Outcome{}, err
	}
	if !v.quorate() {
		return Outcome{Word: ballot.NoQuorum}, nil
	}
	if v.c.Method == ballot.Motion {
		if v.holds(v.c.Majority, v.motion()) {
			return Outcome{Word: ballot.Adopted}, nil
		}
		return Outcome{Word: ballot.Rejected}, nil
	}
	v.applyFloor()
	procedure := procedures[v.c.Method]
	switch {
	case v.uncontested():
		procedure = func(v *vote, _ *chance) []int {
			return slices.DeleteFunc(v.standing(), func(o int) bool { return v.c.Options[o].WriteIns })
		}
	case !v.anybody():
		procedure = func(*vote, *chance) []int { return nil }
	}
	return conclude(v, procedure, lot), nil
}

// uncontested reports whether all who stand have a seat, within the limit per affiliation.
func (v *vote) uncontested() bool {
	of := map[string]int{}
	for _, o := range v.standing() {
		name := v.c.Options[o].Affiliation
		if of[name]++; name != "" && v.c.Cap > 0 && of[name] > v.c.Cap {
			return false
		}
	}
	return v.c.Uncontested && len(v.standing()) <= v.c.Seats
}

// A procedure runs one course of a count and returns who is elected.
type procedure func(*vote, *chance) []int

var procedures = [...]procedure{
	ballot.Plurality: plurality, ballot.Approval: approval, ballot.Satisfaction: satisfaction, ballot.Score: score,
	ballot.Borda: borda, ballot.InstantRunoff: instantRunoff, ballot.ScottishSTV: scottish, ballot.WeightedSTV: wigm,
	ballot.MeekSTV: meek, ballot.Schulze: schulze, ballot.RankedPairs: rankedPairs, ballot.SequentialPAV: sequentialPAV,
	ballot.ProportionalPAV: pav, ballot.Phragmen: phragmen, ballot.EqualShares: equalShares, ballot.Motion: nil,
}

// conclude counts with the lot, or every course without one.
func conclude(v *vote, run procedure, lot []int) Outcome {
	first := &chance{lot: lot}
	elected := run(v, first)
	out := Outcome{Word: ballot.Elected, Met: first.met, Earlier: first.earlier}
	if lot == nil && len(first.widths) > 0 {
		out.Sets, out.Incomplete = v.allSets(run)
		if len(out.Sets) > 1 || out.Incomplete {
			out.Word = ballot.Tied
			if !out.Incomplete {
				out.Elected = inAll(out.Sets)
			}
			return out
		}
		out.Sets = nil
	}
	out.Elected = slices.Sorted(slices.Values(elected))
	out.Elected = slices.DeleteFunc(out.Elected, func(o int) bool { return v.c.Options[o].None })
	return out
}

// inAll returns the options that stand in every set.
func inAll(sets [][]int) (common []int) {
	for _, o := range sets[0] {
		in := 0
		for _, s := range sets {
			if slices.Contains(s, o) {
				in++
			}
		}
		if in == len(sets) {
			common = append(common, o)
		}
	}
	return common
}

// prepare checks what comes after the ballots and returns the place of each option
// in the lot order; nil where the lot decides nothing.
func (v *vote) prepare(o ballot.Options) (lot []int, err error) {
	n := len(v.c.Options)
	for i, w := range o.Without {
		if w < 0 || w >= n || slices.Contains(o.Without[:i], w) {
			return nil, fmt.Errorf("%w: %d to be left out of %d", ballot.ErrOption, w, n)
		}
		v.in[w] = false
	}
	if o.Lot == nil {
		return nil, nil
	}
	if err := checkLot(o.Lot, n); err != nil {
		return nil, err
	}
	if v.c.Tie == ballot.TieOpen {
		return nil, nil
	}
	lot = make([]int, n)
	for place, option := range o.Lot.Order {
		lot[option] = place
	}
	return lot, nil
}

// checkLot draws the lot again, where it was drawn from a key.
func checkLot(l *ballot.Lot, n int) error {
	if len(l.Order) != n {
		return fmt.Errorf("%w: %d places for %d options", ballot.ErrLot, len(l.Order), n)
	}
	for o := range n {
		if !slices.Contains(l.Order, o) {
			return fmt.Errorf("%w: option %d has no place", ballot.ErrLot, o)
		}
	}
	if l.How == ballot.ByHand {
		return nil
	}
	drawn, err := ballot.DrawLot(l.Key, n, l.How)
	if err == nil && !slices.Equal(drawn.Order, l.Order) {
		err = fmt.Errorf("%w: the order is not what the key draws", ballot.ErrLot)
	}
	return err
}

// standing returns the options that take part.
func (v *vote) standing() (all []int) {
	for o, in := range v.in {
		if in {
			all = append(all, o)
		}
	}
	return all
}

// anybody reports whether anybody can be elected: some option takes part, and some
// ballot prefers somebody, who may have been left out of this count.
func (v *vote) anybody() bool {
	marked := slices.ContainsFunc(v.papers, func(p paper) bool { return len(p.marks) > 0 })
	return marked && slices.Contains(v.in, true)
}

// zeros returns a sum for each option.
func (v *vote) zeros() []*big.Rat {
	sums := make([]*big.Rat, len(v.in))
	for o := range sums {
		sums[o] = new(big.Rat)
	}
	return sums
}
