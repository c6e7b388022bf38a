package ballot

import "math/big"

// countBorda: of n options that take part, the one at rank k gets n−k points (de
// Borda 1781). What options that a ballot leaves out get is declared, see
// [Truncated]. Options at one rank share the points of the ranks they take up.
func countBorda(c *count) error {
	n := int64(len(c.standing()))
	doubled := make([][]sum128, c.groups) // twice the points, because shares can be halves
	for g := range doubled {
		doubled[g] = make([]sum128, len(c.in))
	}
	ranked := make([]bool, len(c.in))
	for i, group := range c.e.group {
		cells := c.e.of(i)
		r := int64(0)
		for _, m := range cells {
			if c.in[m.option] {
				r++
			}
		}
		if r == 0 {
			continue
		}
		top := n - 1
		if c.c.Variant.Truncated == TruncatedModest {
			top = r
		}
		c.bordaRanks(doubled[group], cells, c.e.n[i], top)
		if rest := n - r; c.c.Variant.Truncated == TruncatedAverage && rest > 0 {
			clear(ranked)
			for _, m := range cells {
				ranked[m.option] = true
			}
			for o := range ranked {
				if c.in[o] && !ranked[o] {
					doubled[group][o].addProduct(c.e.n[i], uint64(rest-1))
				}
			}
		}
	}
	sums := make([]*big.Rat, len(c.in))
	for o := range sums {
		sums[o] = new(big.Rat)
		for g := range doubled {
			part := new(big.Rat).SetFrac(doubled[g][o].big(), big.NewInt(2))
			sums[o].Add(sums[o], part.Mul(part, c.w.of[g]))
		}
	}
	c.elect(sums)
	return nil
}

// bordaRanks adds twice the points of the ranked options, from top points down.
// Options that share ranks with points p to q get p+q each.
func (c *count) bordaRanks(doubled []sum128, cells []cell, n uint64, top int64) {
	for start := 0; start < len(cells); {
		end, level := start, int64(0)
		for ; end < len(cells) && cells[end].value == cells[start].value; end++ {
			if c.in[cells[end].option] {
				level++
			}
		}
		for _, m := range cells[start:end] {
			if c.in[m.option] {
				doubled[m.option].addProduct(n, uint64(top+top-level+1))
			}
		}
		top -= level
		start = end
	}
}
