package ballot

import "math/big"

// countScore: an option's score is the sum of its points; an option without a mark
// gets the least of the scale (Smith 2000). Points are added above the least, so
// that a sum of points below zero needs no sign.
func countScore(c *count) error {
	least := int64(c.c.Variant.MinPoints)
	sums := make([]*big.Rat, len(c.in))
	points := make([][]sum128, c.groups)
	for g := range points {
		points[g] = make([]sum128, len(c.in))
	}
	for i, group := range c.e.group {
		for _, m := range c.e.of(i) {
			points[group][m.option].addProduct(c.e.n[i], uint64(int64(m.value)-least))
		}
	}
	voted := c.w.weigh(c.marking())
	for o := range sums {
		sums[o] = new(big.Rat).Mul(voted, big.NewRat(least, 1))
		for g := range points {
			part := new(big.Rat).SetInt(points[g][o].big())
			sums[o].Add(sums[o], part.Mul(part, c.w.of[g]))
		}
	}
	c.elect(sums)
	return nil
}

// marking counts the ballots of each group that are not blank.
func (c *count) marking() []uint64 {
	n := make([]uint64, c.groups)
	for g := range n {
		n[g] = c.turnout[g] - c.tally.blank[g]
	}
	return n
}
