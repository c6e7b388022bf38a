package ballot

import (
	"math/big"
	"slices"
)

// motionMargin is the smallest number of votes that, cast the other way, turn the
// decision over. Nothing helps to reject more than a no in the place of a yes, and
// nothing to adopt more than a yes in the place of a no, then of an abstention. With
// more than one condition to meet, or with weights, what is known are bounds.
func (b *electorate) motionMargin(r *Result) *Margin {
	q := b.c.Majority
	if b.groups > 1 || q.Overall == nil || q.Groups != nil {
		return b.groupedMotionMargin(r)
	}
	total := b.turnout[0]
	by := b.support()[0]
	n, found := searchCount(total, func(k uint64) bool {
		return b.adopts(by, k, r.Outcome == Rejected) != (r.Outcome == Adopted)
	})
	if !found {
		return nil
	}
	return &Margin{AtLeast: n, AtMost: n}
}

// searchCount returns the smallest number up to limit for which a condition holds
// that, once it holds, goes on holding.
func searchCount(limit uint64, holds func(uint64) bool) (uint64, bool) {
	low, high := uint64(0), limit
	if !holds(limit) {
		return 0, false
	}
	for low < high {
		if middle := low + (high-low)/2; holds(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low, true
}

// adopts reports whether the motion is adopted when k votes are cast the other way.
func (b *electorate) adopts(votes []uint64, k uint64, towards bool) bool {
	yes, no := votes[Yes], votes[No]
	switch {
	case !towards:
		k = min(k, b.turnout[0])
		turned := min(k, yes)
		yes, no = yes-turned, no+turned
		no += min(k-turned, b.turnout[0]-yes-no)
	default:
		turned := min(k, no)
		yes, no = yes+turned, no-turned
		yes += min(k-turned, b.turnout[0]-yes-no)
	}
	h := &holder{electorate: b, option: -1, present: b.presence(), yes: []uint64{yes}, no: []uint64{no}}
	h.overall(*b.c.Majority.Overall)
	return !h.failed
}

// groupedMotionMargin: an adopted motion fails when one of its conditions does, so
// that the cheapest one is the margin; of a rejected motion it is only known that
// something has to change.
func (b *electorate) groupedMotionMargin(r *Result) *Margin {
	if r.Outcome == Rejected {
		return &Margin{AtLeast: 1}
	}
	best := uint64(0)
	better := func(n uint64, ok bool) {
		if ok && (best == 0 || n < best) {
			best = n
		}
	}
	if m := b.c.Majority.Overall; m != nil {
		better(b.overturn(*m))
	}
	if g := b.c.Majority.Groups; g != nil {
		better(b.overturnGroups(*g))
	}
	if best == 0 {
		return &Margin{AtLeast: 1}
	}
	return &Margin{AtLeast: best, AtMost: best}
}

// overturn returns how many votes bring an overall majority down, turning those of
// the most weight first. A vote that turns from yes to no takes its weight from the
// support and leaves every basis as it is.
func (b *electorate) overturn(m Majority) (uint64, bool) {
	by := b.support()
	var moves []move
	yes, no := make([]uint64, b.groups), make([]uint64, b.groups)
	for g := range by {
		yes[g], no[g] = by[g][Yes], by[g][No]
		moves = append(moves, move{b.w.of[g], yes[g]})
	}
	h := &holder{electorate: b, option: -1, present: b.presence(), yes: yes, no: no}
	h.overall(m)
	excess := new(big.Rat).Sub(h.checks[0].Has.Rat(), h.checks[0].Least.Rat())
	if m.Consent {
		return 1, true // one objection is enough
	}
	n, ok := fewest(excess, slices.Clone(moves))
	if !ok || !m.AtLeast {
		return max(n, 1), ok
	}
	// Exactly the share would still do: a little more has to go.
	over, ok := fewest(new(big.Rat).Add(excess, b.grain()), moves)
	return over, ok
}

// grain is a weight smaller than any difference between sums of ballots.
func (b *electorate) grain() *big.Rat {
	den := big.NewInt(1)
	for _, w := range b.w.of {
		den.Mul(den, w.Denom())
	}
	if o := b.c.Majority.Overall; o != nil {
		den.Mul(den, o.Share.Rat().Denom())
	}
	return new(big.Rat).SetFrac(big.NewInt(1), den.Mul(den, big.NewInt(2)))
}

// overturnGroups returns how many votes leave too few groups in support, taking the
// groups that are turned most easily, or make too many object.
func (b *electorate) overturnGroups(m GroupMajority) (uint64, bool) {
	by := b.support()
	var fall, rise []uint64
	supporting, objecting := 0, 0
	for g := range by {
		yes, no := by[g][Yes], by[g][No]
		supports := func(k uint64) bool {
			h := &holder{electorate: b, option: -1, present: b.presence(), yes: make([]uint64, b.groups), no: make([]uint64, b.groups)}
			h.yes[g], h.no[g] = yes-k, no+k
			h.byGroups(m)
			i := slices.IndexFunc(h.checks, func(c Check) bool { return c.What == CheckGroup && c.Group == g })
			return i >= 0 && h.checks[i].Met
		}
		if supports(0) {
			supporting++
			if k, ok := searchCount(yes, func(k uint64) bool { return !supports(k) }); ok {
				fall = append(fall, k)
			}
		}
		if no > yes {
			objecting++
		} else if rest := b.turnout[g] - yes - no; b.turnout[g] > 0 {
			rise = append(rise, turns(yes, no, rest))
		}
	}
	n, ok := cheapest(fall, supporting-b.groupsNeeded(m)+1)
	if m.Objections != nil {
		if k, can := cheapest(rise, *m.Objections-objecting+1); can && (!ok || k < n) {
			n, ok = k, true
		}
	}
	return n, ok
}

// turns is the number of votes that make no exceed yes: a yes that turns moves the
// difference by two, an abstention by one.
func turns(yes, no, rest uint64) uint64 {
	need := yes - no + 1
	if k := (need + 1) / 2; k <= yes {
		return k
	}
	return min(yes+rest, need)
}

// groupsNeeded is the number of groups that must support.
func (b *electorate) groupsNeeded(m GroupMajority) int {
	h := &holder{electorate: b, option: -1, present: b.presence(), yes: make([]uint64, b.groups), no: make([]uint64, b.groups)}
	h.byGroups(m)
	i := slices.IndexFunc(h.checks, func(c Check) bool { return c.What == CheckGroups })
	return int(h.checks[i].Least.Rat().Num().Int64())
}

// cheapest adds up the n smallest costs.
func cheapest(costs []uint64, n int) (sum uint64, ok bool) {
	if n > len(costs) || n < 1 {
		return 0, false
	}
	slices.Sort(costs)
	for _, c := range costs[:n] {
		sum += c
	}
	return sum, true
}
