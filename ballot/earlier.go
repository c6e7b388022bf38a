package ballot

import "slices"

// breakTie takes one of the tied options, which are in ascending order: by the votes
// of earlier rounds where that is the tie rule, then by lot. Going back from the
// latest round, options with more votes than the least (for going out), or fewer than
// the most, drop out of the tie.
func (c *count) breakTie(tied []int, what TieFor, state func() []byte) int {
	if len(tied) == 1 {
		return tied[0]
	}
	still := tied
	if c.c.Tie == TieByEarlier {
		for i := len(c.rounds) - 2; i >= 0 && len(still) > 1; i-- {
			still = extreme(still, c.rounds[i].Votes, what == ForGoing)
		}
	}
	if len(still) > 1 {
		return c.ch.pick(still, what, c.now(), state)
	}
	if c.ch.seen == nil {
		c.settled = append(c.settled, Tie{Round: c.now(), For: what, Options: slices.Clone(tied), Chosen: still[0],
			By: ByEarlierRounds, Decisive: NotTried})
	}
	return still[0]
}

// extreme keeps the options with the fewest votes of a round, or with the most.
func extreme(options []int, votes []Number, fewest bool) (kept []int) {
	for _, o := range options {
		if len(kept) > 0 {
			d := votes[o].Cmp(votes[kept[0]])
			if fewest {
				d = -d
			}
			if d < 0 {
				continue
			}
			if d > 0 {
				kept = kept[:0]
			}
		}
		kept = append(kept, o)
	}
	return kept
}

// withHistory adds to a state the votes of all rounds, where ties look back at them.
func (c *count) withHistory(state []byte) []byte {
	if c.c.Tie != TieByEarlier {
		return state
	}
	for _, round := range c.rounds {
		for _, v := range round.Votes {
			state = append(append(state, v.String()...), ' ')
		}
	}
	return state
}
