package ballot

import "math/big"

// countApproval: each ballot names any number of options, each of which gets a vote
// (Brams and Fishburn 1978).
func countApproval(c *count) error {
	c.elect(c.weighOptions(c.support()))
	return nil
}

// countSatisfaction: a ballot that approves k options gives each 1/k (Brams and
// Kilgour 2014). Options that take no part are not approved.
func countSatisfaction(c *count) error {
	by := c.approvalsBySize()
	scores := make([]*big.Rat, len(c.in))
	for o := range scores {
		scores[o] = new(big.Rat)
	}
	for k, sized := range by {
		if sized == nil {
			continue
		}
		for o, w := range c.weighOptions(sized) {
			scores[o].Add(scores[o], w.Quo(w, big.NewRat(int64(k), 1)))
		}
	}
	c.elect(scores)
	return nil
}

// approvalsBySize counts approvals by the number k of options that a ballot
// approves, then by group and option.
func (c *count) approvalsBySize() [][][]uint64 {
	by := make([][][]uint64, len(c.in)+1)
	for i, group := range c.e.group {
		k := 0
		for _, m := range c.e.of(i) {
			if c.in[m.option] {
				k++
			}
		}
		if by[k] == nil {
			by[k] = c.table()
		}
		for _, m := range c.e.of(i) {
			by[k][group][m.option] += c.e.n[i]
		}
	}
	by[0] = nil
	return by
}

// table makes counts by group and option.
func (c *count) table() [][]uint64 {
	flat := make([]uint64, c.groups*len(c.in))
	t := make([][]uint64, c.groups)
	for g := range t {
		t[g] = flat[g*len(c.in) : (g+1)*len(c.in)]
	}
	return t
}
