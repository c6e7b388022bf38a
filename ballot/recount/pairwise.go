package recount

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A defeat of one option by another.
type defeat struct {
	winner, loser int
	strength      *big.Rat
}

// defeats compares each pair on each ballot.
func (v *vote) defeats() (all []defeat) {
	for _, a := range v.standing() {
		for _, b := range v.standing() {
			prefer, contrary := v.preferring(a, b), v.preferring(b, a)
			if prefer.Cmp(contrary) <= 0 {
				continue
			}
			if v.c.Variant.Defeats == ballot.Margins {
				prefer.Sub(prefer, contrary)
			}
			all = append(all, defeat{a, b, prefer})
		}
	}
	return all
}

// preferring is the weight of the ballots that prefer a to b.
func (v *vote) preferring(a, b int) *big.Rat {
	sum := new(big.Rat)
	for i := range v.papers {
		if p := &v.papers[i]; p.rank(a) < p.rank(b) {
			sum.Add(sum, p.weight)
		}
	}
	return sum
}

// reachable reports whether one option leads to another along defeats.
func reachable(from, to int, defeats []defeat) bool {
	return from != to && slices.Contains(reach(from, defeats), to)
}

// reach walks along defeats, breadth first.
func reach(from int, defeats []defeat) []int {
	seen := []int{from}
	for i := 0; i < len(seen); i++ {
		for _, d := range defeats {
			if d.winner == seen[i] && !slices.Contains(seen, d.loser) {
				seen = append(seen, d.loser)
			}
		}
	}
	return seen
}

// atLeast returns the defeats that are as strong.
func atLeast(defeats []defeat, strength *big.Rat) []defeat {
	return slices.DeleteFunc(slices.Clone(defeats), func(d defeat) bool { return d.strength.Cmp(strength) < 0 })
}

// schulze: a path of strength s from a to b exists when b can be reached from a over
// defeats of at least s. An option wins unless another has a stronger path to it than
// it has back: for some s there is a way here, and none back.
func schulze(v *vote, ch *chance) []int {
	defeats, winners := v.defeats(), v.standing()
	for _, d := range defeats {
		strong := atLeast(defeats, d.strength)
		from := map[int][]int{}
		for _, o := range v.standing() {
			from[o] = reach(o, strong)
		}
		winners = slices.DeleteFunc(winners, func(a int) bool {
			return slices.ContainsFunc(v.standing(), func(b int) bool {
				return slices.Contains(from[b], a) && !slices.Contains(from[a], b)
			})
		})
	}
	return []int{ch.seat(winners, ballot.ForSeat)}
}

// maxStacks bounds the options of which all orders are tried.
const maxStacks = 8

// rankedPairs elects the options that are first in a stack, which are those that some
// order of equal pairs elects (Zavist and Tideman 1989). With a lot, and where there
// are too many orders to try, pairs are locked.
func rankedPairs(v *vote, ch *chance) []int {
	defeats := v.defeats()
	if ch.lot != nil || len(v.standing()) > maxStacks {
		return v.lockPairs(defeats, ch)
	}
	var winners []int
	for _, o := range v.standing() {
		others := slices.DeleteFunc(v.standing(), func(x int) bool { return x == o })
		if stackFrom([]int{o}, others, defeats) {
			winners = append(winners, o)
		}
	}
	return []int{ch.seat(winners, ballot.ForPair)}
}

// stackFrom tries every order that begins like this one.
func stackFrom(order, rest []int, defeats []defeat) bool {
	if len(rest) == 0 {
		return isStack(order, defeats)
	}
	for i, o := range rest {
		if stackFrom(append(slices.Clone(order), o), slices.Delete(slices.Clone(rest), i, i+1), defeats) {
			return true
		}
	}
	return false
}

// isStack reports whether an order has a reason for everything that it puts the
// other way round than the voters: where x stands above y although y defeats x, there
// must be a chain of defeats from x down the order to y, each as strong at least.
func isStack(order []int, defeats []defeat) bool {
	place := func(o int) int { return slices.Index(order, o) }
	down := slices.DeleteFunc(slices.Clone(defeats), func(d defeat) bool { return place(d.winner) > place(d.loser) })
	for _, d := range defeats {
		if place(d.winner) > place(d.loser) && !reachable(d.loser, d.winner, atLeast(down, d.strength)) {
			return false
		}
	}
	return true
}

// lockPairs locks defeats in, the strongest first, unless they close a circle. Of
// equal ones the lot takes the pair whose winner comes first, then whose loser comes
// last; who is beaten by nobody in the end wins.
func (v *vote) lockPairs(defeats []defeat, ch *chance) []int {
	var locked []defeat
	for rest := slices.Clone(defeats); len(rest) > 0; {
		slices.SortStableFunc(rest, func(a, b defeat) int { return b.strength.Cmp(a.strength) })
		tier := slices.DeleteFunc(slices.Clone(rest), func(d defeat) bool { return d.strength.Cmp(rest[0].strength) < 0 })
		first := nextPair(tier, locked, ch)
		if d := tier[first]; !reachable(d.loser, d.winner, locked) {
			locked = append(locked, d)
		}
		rest = slices.Delete(rest, first, first+1)
	}
	unbeaten := slices.DeleteFunc(v.standing(), func(o int) bool {
		return slices.ContainsFunc(locked, func(d defeat) bool { return d.loser == o })
	})
	return []int{ch.seat(unbeaten, ballot.ForSeat)}
}

// nextPair takes one of equal pairs. A pair on no circle of equal and locked ones, or
// already contradicted, is not worth a question.
func nextPair(tier, locked []defeat, ch *chance) int {
	all := slices.Concat(locked, tier)
	if ch.lot == nil {
		for i, d := range tier {
			if reachable(d.loser, d.winner, locked) || !reachable(d.loser, d.winner, all) {
				return i
			}
		}
	}
	return ch.take(len(tier), ballot.ForPair, func() int {
		best := 0
		for i, d := range tier {
			if cmp.Or(cmp.Compare(ch.lot[d.winner], ch.lot[tier[best].winner]),
				cmp.Compare(ch.lot[tier[best].loser], ch.lot[d.loser])) < 0 {
				best = i
			}
		}
		return best
	})
}
