package ballot

import (
	"crypto/sha256"
	"slices"
)

// LooksBack reports whether votes of earlier rounds break ties: where the contest
// declares it, and always by the Scottish rules, which say so themselves.
func (c *Contest) LooksBack() bool { return c.Tie == TieByEarlier || c.Method == ScottishSTV }

// breakTie takes one of the tied options, which are in ascending order: by the votes
// of earlier rounds where that is the tie rule, then by lot. Going back from the
// latest round, options with more votes than the least (for going out), or fewer than
// the most, drop out of the tie.
func (c *count) breakTie(tied []int, what TieFor, state func() []byte) int {
	if len(tied) == 1 {
		return tied[0]
	}
	still := tied
	if c.c.LooksBack() {
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

// withHistory adds to a state a digest of the votes of all rounds, where ties look
// back at them. Each round is digested once.
func (c *count) withHistory(state []byte) []byte {
	if !c.c.LooksBack() {
		return state
	}
	if c.history == nil {
		c.history = sha256.New()
	}
	for ; c.digested < len(c.rounds); c.digested++ {
		for _, v := range c.rounds[c.digested].Votes {
			c.history.Write(append([]byte(v.String()), ' '))
		}
	}
	return c.history.Sum(state)
}
