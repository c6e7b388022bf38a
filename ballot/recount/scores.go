package recount

import (
	"math/big"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// highest elects option after option, each time the one with most points that can
// still be elected.
func (v *vote) highest(points []*big.Rat, ch *chance, elected []int) []int {
	for len(elected) < v.c.Seats {
		best := v.leading(elected, func(o int) *big.Rat { return points[o] })
		if len(best) == 0 {
			break
		}
		elected = append(elected, ch.seat(best, ballot.ForSeat))
	}
	return elected
}

// leading returns the options of the highest value that can still be elected.
func (v *vote) leading(elected []int, value func(int) *big.Rat) (best []int) {
	var most *big.Rat
	for _, o := range v.open(elected) {
		x := value(o)
		if x == nil {
			continue
		}
		if most == nil || x.Cmp(most) > 0 {
			most, best = x, nil
		}
		if x.Cmp(most) == 0 {
			best = append(best, o)
		}
	}
	return best
}

// open returns the options that can still be elected: those that take part, and whose
// affiliation has not as many seats as one may have.
func (v *vote) open(elected []int) (all []int) {
	for _, o := range v.standing() {
		full, of := 0, v.c.Options[o].Affiliation
		taken := false
		for _, e := range elected {
			taken = taken || e == o
			if of != "" && v.c.Options[e].Affiliation == of {
				full++
			}
		}
		if !taken && (v.c.Cap == 0 || full < v.c.Cap) {
			all = append(all, o)
		}
	}
	return all
}

// sum adds up what each ballot gives to each option that takes part.
func (v *vote) sum(gives func(p *paper, o int) *big.Rat) []*big.Rat {
	sums := v.zeros()
	for i := range v.papers {
		p := &v.papers[i]
		for _, o := range v.standing() {
			sums[o].Add(sums[o], new(big.Rat).Mul(p.weight, gives(p, o)))
		}
	}
	return sums
}

// whether is 1 for yes.
func whether(yes bool) *big.Rat {
	if yes {
		return big.NewRat(1, 1)
	}
	return new(big.Rat)
}

func plurality(v *vote, ch *chance) []int { return approval(v, ch) }

func approval(v *vote, ch *chance) []int { return v.highest(v.approvals(), ch, nil) }

func (v *vote) approvals() []*big.Rat {
	return v.sum(func(p *paper, o int) *big.Rat { return whether(p.approves(o)) })
}

func satisfaction(v *vote, ch *chance) []int {
	return v.highest(v.sum(func(p *paper, o int) *big.Rat {
		if !p.approves(o) {
			return new(big.Rat)
		}
		return big.NewRat(1, int64(v.approved(p, v.standing())))
	}), ch, nil)
}

// approved counts the options of a set that a ballot approves.
func (v *vote) approved(p *paper, set []int) (n int) {
	for _, o := range set {
		if p.approves(o) {
			n++
		}
	}
	return n
}

// score: a ballot without a mark for an option gives it the least. Blank ballots do
// so, too, which raises all options alike.
func score(v *vote, ch *chance) []int {
	return v.highest(v.sum(func(p *paper, o int) *big.Rat {
		points := v.c.Variant.MinPoints
		for _, m := range p.marks {
			if m.Option == o {
				points = m.Value
			}
		}
		return big.NewRat(int64(points), 1)
	}), ch, nil)
}

// borda: the options that a ballot ranks below give one point each, those at the same
// rank half a point. That is what the ranks' points come to.
func borda(v *vote, ch *chance) []int {
	return v.highest(v.sum(v.bordaPoints), ch, nil)
}

func (v *vote) bordaPoints(p *paper, o int) *big.Rat {
	below, beside, ranked := int64(0), int64(0), v.approved(p, v.standing())
	for _, other := range v.standing() {
		switch {
		case other == o:
		case p.rank(o) < p.rank(other):
			if v.c.Variant.Truncated != ballot.TruncatedModest || p.approves(other) {
				below++
			}
		case p.rank(o) == p.rank(other):
			beside++
		}
	}
	points := new(big.Rat).Add(big.NewRat(below, 1), big.NewRat(beside, 2))
	switch {
	case ranked == 0:
		return new(big.Rat)
	case v.c.Variant.Truncated == ballot.TruncatedAverage:
		return points
	case !p.approves(o):
		return new(big.Rat)
	case v.c.Variant.Truncated == ballot.TruncatedModest: // the last rank gets 1, not 0
		return points.Add(points, big.NewRat(1, 1))
	}
	return points
}
