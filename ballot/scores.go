package ballot

import (
	"math/big"
	"slices"
)

// elect fills the seats with the options of the highest scores, and writes the one
// round that such a method has. Ties at the last seat go to the tie rule.
func (c *count) elect(scores []*big.Rat) {
	round := c.round(First)
	round.Votes = make([]Number, len(scores))
	for o, s := range scores {
		if c.in[o] {
			round.Votes[o] = c.number(s)
		}
	}
	c.ranking = rankingOf(c.standing(), func(o int) *big.Rat { return scores[o] })
	if !c.anybody() {
		return
	}
	c.fill(scores)
	c.rounds[0].Elected = slices.Clone(c.elected)
}

// fill takes the highest scores until the seats are full.
func (c *count) fill(scores []*big.Rat) {
	for len(c.elected) < c.seats {
		best := c.best(func(a, b int) int { return scores[a].Cmp(scores[b]) })
		switch {
		case len(best) == 0:
			return
		case len(best) <= c.seats-len(c.elected) && c.fits(best):
			c.elected = append(c.elected, best...)
		default:
			c.elected = append(c.elected, c.ch.pick(best, ForSeat, c.now(), c.electedState))
		}
		if c.ch.stopped {
			return
		}
	}
}

// electedState tells apart counts that depend on the set of the elected alone.
func (c *count) electedState() []byte {
	return []byte(setKey(slices.Sorted(slices.Values(c.elected))))
}

// best returns, in ascending order, the options not yet elected that no other beats.
func (c *count) best(compare func(a, b int) int) (best []int) {
	for o := range c.in {
		if !c.electable(o) {
			continue
		}
		if len(best) > 0 {
			switch r := compare(o, best[0]); {
			case r < 0:
				continue
			case r > 0:
				best = best[:0]
			}
		}
		best = append(best, o)
	}
	return best
}

// electable reports whether an option can still be elected.
func (c *count) electable(o int) bool {
	return c.in[o] && !slices.Contains(c.elected, o) && (c.c.Cap == 0 || c.affiliated(o, c.elected) < c.c.Cap)
}

// affiliated counts the options of a list with the affiliation of o; one without an
// affiliation is alone.
func (c *count) affiliated(o int, list []int) int {
	name, n := c.c.Options[o].Affiliation, 0
	if name == "" {
		return 0
	}
	for _, other := range list {
		if c.c.Options[other].Affiliation == name {
			n++
		}
	}
	return n
}

// fits reports whether all of the options can be elected together.
func (c *count) fits(options []int) bool {
	if c.c.Cap == 0 {
		return true
	}
	all := slices.Concat(c.elected, options)
	return !slices.ContainsFunc(options, func(o int) bool { return c.affiliated(o, all) > c.c.Cap })
}

// rankingOf sorts options from the highest score, equals together.
func rankingOf(options []int, score func(int) *big.Rat) (ranking [][]int) {
	sorted := slices.Clone(options)
	slices.SortStableFunc(sorted, func(a, b int) int { return score(b).Cmp(score(a)) })
	for i, o := range sorted {
		if i > 0 && score(o).Cmp(score(sorted[i-1])) == 0 {
			ranking[len(ranking)-1] = append(ranking[len(ranking)-1], o)
		} else {
			ranking = append(ranking, []int{o})
		}
	}
	return ranking
}
