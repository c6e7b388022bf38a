package ballot

import (
	"cmp"
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
	if c.c.LooksBack() && !c.twins(tied) {
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

// twins reports whether options have had the same votes in every round, so that
// looking back tells none apart. Options are sorted into classes round by round.
func (c *count) twins(options []int) bool {
	if c.classes == nil {
		c.classes = make([]int, len(c.in))
	}
	for ; c.classified < len(c.rounds); c.classified++ {
		c.refine(c.rounds[c.classified].Votes)
	}
	return !slices.ContainsFunc(options, func(o int) bool { return c.classes[o] != c.classes[options[0]] })
}

// refine splits the classes by the votes of a round.
func (c *count) refine(votes []Number) {
	order := make([]int, len(c.classes))
	for o := range order {
		order[o] = o
	}
	compare := func(a, b int) int {
		return cmp.Or(cmp.Compare(c.classes[a], c.classes[b]), votes[a].Cmp(votes[b]))
	}
	slices.SortFunc(order, compare)
	classes := make([]int, len(order))
	for i, o := range order[1:] {
		classes[o] = classes[order[i]]
		if compare(order[i], o) != 0 {
			classes[o]++
		}
	}
	c.classes = classes
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
