package recount

import (
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// thiele is the score of a set: a ballot with j of its options in the set gives it
// 1 + 1/2 + … + 1/j of its weight.
func (v *vote) thiele(set []int) *big.Rat {
	sum := new(big.Rat)
	for i := range v.papers {
		p := &v.papers[i]
		for j := range v.approved(p, set) {
			sum.Add(sum, new(big.Rat).Mul(p.weight, big.NewRat(1, int64(j+1))))
		}
	}
	return sum
}

// sequentialPAV takes the option next with which the set elected has the highest
// score.
func sequentialPAV(v *vote, ch *chance) (elected []int) {
	for len(elected) < v.c.Seats {
		best := v.leading(elected, func(o int) *big.Rat { return v.thiele(append(slices.Clone(elected), o)) })
		if len(best) == 0 {
			break
		}
		elected = append(elected, ch.seat(best, ballot.ForSeat))
	}
	return elected
}

// pav looks at every set. Of sets with the same score a larger one is elected, and of
// those the lot takes option after option from what not all of them share.
func pav(v *vote, ch *chance) []int {
	var best [][]int
	most, size := new(big.Rat), 0
	v.eachSet(nil, v.standing(), func(set []int) {
		switch {
		case len(set) < size:
			return
		case len(set) > size:
			best, size = nil, len(set)
		}
		s := v.thiele(set)
		if len(best) == 0 || s.Cmp(most) > 0 {
			best, most = nil, s
		}
		if s.Cmp(most) == 0 {
			best = append(best, slices.Clone(set))
		}
	})
	for len(best) > 1 {
		contested := slices.DeleteFunc(v.standing(), func(o int) bool {
			n := having(best, o)
			return len(n) == 0 || len(n) == len(best)
		})
		best = having(best, ch.seat(contested, ballot.ForSeat))
	}
	return best[0]
}

// having returns the sets with an option.
func having(sets [][]int, o int) [][]int {
	return slices.DeleteFunc(slices.Clone(sets), func(s []int) bool { return !slices.Contains(s, o) })
}

// eachSet visits every set of options that can be elected together.
func (v *vote) eachSet(set, rest []int, visit func([]int)) {
	visit(set)
	if len(set) == v.c.Seats {
		return
	}
	for i, o := range rest {
		if slices.Contains(v.open(set), o) {
			v.eachSet(append(slices.Clone(set), o), rest[i+1:], visit)
		}
	}
}
