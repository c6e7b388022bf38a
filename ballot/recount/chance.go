package recount

import (
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// maxCounts is the number of courses that are counted at most where ties stay open. It
// falls with the number of ballots that each course looks at again.
func (v *vote) maxCounts() int {
	const looks = 20_000_000
	return max(100, looks/(1+len(v.papers)*len(v.in)))
}

// A chance answers the questions that ballots leave open in one course of a count:
// by the lot, else as the script says, else with the first.
type chance struct {
	lot     []int // place of each option in the lot order
	script  []int
	widths  []int // how many answers each question had
	met     map[ballot.TieFor]int
	earlier int
}

// take returns the place of the answer among so many; first is the lot's.
func (ch *chance) take(n int, what ballot.TieFor, byLot func() int) int {
	if n == 1 {
		return 0
	}
	if ch.met == nil {
		ch.met = map[ballot.TieFor]int{}
	}
	ch.met[what]++
	at := len(ch.widths)
	ch.widths = append(ch.widths, n)
	switch {
	case at < len(ch.script):
		return ch.script[at]
	case ch.lot != nil:
		return byLot()
	}
	return 0
}

// seat takes the option to be elected, or whose turn it is: the first of the lot.
func (ch *chance) seat(tied []int, what ballot.TieFor) int {
	return tied[ch.take(len(tied), what, func() int {
		best := 0
		for i, o := range tied {
			if ch.lot[o] < ch.lot[tied[best]] {
				best = i
			}
		}
		return best
	})]
}

// going takes the option that goes out: the last of the lot.
func (ch *chance) going(tied []int) int {
	return tied[ch.take(len(tied), ballot.ForGoing, func() int {
		worst := 0
		for i, o := range tied {
			if ch.lot[o] > ch.lot[tied[worst]] {
				worst = i
			}
		}
		return worst
	})]
}

// allSets counts every course, as an odometer runs through all numbers, and returns
// the sets that were elected in any.
func (v *vote) allSets(run procedure) (sets [][]int, incomplete bool) {
	limit := v.c.TieLimit
	if limit == 0 {
		limit = 1000
	}
	most, script := v.maxCounts(), []int{}
	for counted := 0; ; counted++ {
		if counted == most {
			return sets, true
		}
		ch := &chance{script: script}
		set := slices.Sorted(slices.Values(run(v, ch)))
		if at, found := slices.BinarySearchFunc(sets, set, slices.Compare[[]int]); !found {
			if len(sets) == limit {
				return sets, true
			}
			sets = slices.Insert(sets, at, set)
		}
		script = append(slices.Clone(script), make([]int, len(ch.widths)-len(script))...)
		for len(script) > 0 && script[len(script)-1]+1 == ch.widths[len(script)-1] {
			script = script[:len(script)-1]
		}
		if len(script) == 0 {
			return sets, false
		}
		script[len(script)-1]++
	}
}
