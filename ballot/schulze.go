package ballot

import "slices"

// countSchulze elects the option that every other reaches by a weaker beat path than
// it reaches the other (Schulze 2011, section 2.2). A beat path is a chain of
// pairwise defeats, as strong as its weakest one. Defeats count by the votes of the
// winning side, or by margins.
func countSchulze(c *count) error {
	if c.shared == nil {
		p := c.newPairwise()
		c.shared = &schulze{p, p.strongestPaths()}
	}
	s := c.shared.(*schulze)
	standing := c.standing()
	c.ranking = levels(standing, s.above)
	round := c.round(First)
	round.Votes = make([]Number, s.n)
	for _, i := range standing {
		wins := uint64(0)
		for _, j := range standing {
			if s.above(i, j) {
				wins++
			}
		}
		round.Votes[i] = whole(wins)
	}
	c.finish = func(r *Result) {
		s.describe(r, standing)
		r.Paths = s.numbers(standing)
	}
	if c.anybody() && len(standing) > 0 {
		top := c.ranking[0]
		c.elected = []int{c.ch.pick(top, ForSeat, c.now(), c.electedState)}
		round.Elected = c.elected
	}
	return nil
}

type schulze struct {
	*pairwise
	paths []int32
}

// above reports whether the strongest path from a to b is stronger than the one back.
// The relation has no cycles (Schulze 2011, section 4.1).
func (s *schulze) above(a, b int) bool { return s.paths[a*s.n+b] > s.paths[b*s.n+a] }

// strongestPaths finds, for each pair, the strength of the strongest beat path.
func (p *pairwise) strongestPaths() []int32 { return widest(p.n, slices.Clone(p.strength)) }

// widest turns a table of links, 0 for none, into one of the widest paths, by the
// algorithm of Floyd and Warshall.
func widest[T int32 | int64](n int, d []T) []T {
	for k := range n {
		via := d[k*n : (k+1)*n]
		for i := range n {
			first := d[i*n+k]
			if first == 0 || i == k {
				continue
			}
			row := d[i*n : (i+1)*n]
			for j, second := range via {
				if w := min(first, second); w > row[j] && j != i {
					row[j] = w
				}
			}
		}
	}
	return d
}

// numbers writes the strengths of the paths.
func (s *schulze) numbers(standing []int) [][]Number {
	all := make([][]Number, s.n)
	for i := range all {
		all[i] = make([]Number, s.n)
	}
	for _, i := range standing {
		for _, j := range standing {
			if i != j {
				all[i][j] = ratio(s.values[s.paths[i*s.n+j]])
			}
		}
	}
	return all
}
