package ballot

import (
	"math/big"
	"slices"
)

// countScottish is the single transferable vote of Scottish local elections (SSI
// 2007/42 and 2011/399, schedule 1, rules 45 to 52). The quota is the number of valid
// papers divided by the seats and one, rounded down, plus one (rule 46); a paper
// without a preference for anybody who stands is not valid (rule 43). Surpluses
// are transferred one in a stage, the largest first; each paper of the pile goes on
// with surplus × value ÷ votes of the pile, five places, rounded down (rule 48).
// Without a surplus the last goes out (rule 50). Equal surpluses, and equal last
// ones, are told apart by the latest earlier stage in which they differ, then by lot
// (rules 49 and 50). When no more are left than seats, they are elected, and nothing
// more is transferred (rule 52).
func countScottish(c *count) error {
	const places = 5
	s := &scottish{newTransferable(c, places)}
	if !c.anybody() {
		return nil
	}
	seats := big.NewInt(int64(c.seats) + 1)
	votes := new(big.Int).Quo(s.active(), new(big.Int).Mul(seats, pow10(places)))
	s.quota = votes.Mul(votes.Add(votes, big.NewInt(1)), pow10(places))
	act, of := First, []int(nil)
	for {
		if err := s.report(c.round(act, of...)); err != nil {
			return err
		}
		if s.fillSeats() || c.ch.stopped {
			break
		}
		if len(s.pending) > 0 {
			act, of = Transfer, []int{s.largest()}
			s.transferSurplus(of[0])
			continue
		}
		act, of = Exclusion, []int{c.breakTie(s.fewest(), ForGoing, s.state)}
		c.rounds[c.now()].Excluded = of
		s.exclude(of...)
	}
	c.finish = func(r *Result) { r.Margin = s.lastRound() }
	return nil
}

type scottish struct{ *transferable }

// fillSeats elects who has reached the quota, and who is left when no more are left
// than seats. It reports whether the count is over.
func (s *scottish) fillSeats() (over bool) {
	round := &s.rounds[s.now()]
	for _, o := range s.inOrder(s.reach()) {
		if len(s.elected) == s.seats {
			break // a quota is more than an equal part, so no more can reach it
		}
		s.win(o)
		round.Elected = append(round.Elected, o)
		if s.votes[o].big().Cmp(s.quota) > 0 {
			s.pending = append(s.pending, o)
		}
	}
	hopeful := s.hopeful()
	if len(s.elected) == s.seats {
		return true
	}
	if len(hopeful) > s.seats-len(s.elected) {
		return false
	}
	slices.SortStableFunc(hopeful, func(a, b int) int { return s.votes[b].cmp(s.votes[a]) })
	for _, o := range hopeful {
		s.win(o)
		round.Deemed = append(round.Deemed, o)
	}
	return true
}

// inOrder puts options elected in one stage in the order of their votes; equal ones
// by the latest earlier stage in which they differ. Their order changes nothing but
// the order of election.
func (s *scottish) inOrder(options []int) []int {
	slices.SortStableFunc(options, func(a, b int) int {
		if d := s.votes[b].cmp(s.votes[a]); d != 0 {
			return d
		}
		for i := s.now() - 1; i >= 0; i-- {
			if d := s.rounds[i].Votes[b].Cmp(s.rounds[i].Votes[a]); d != 0 {
				return d
			}
		}
		return 0
	})
	return options
}

// largest takes the largest surplus from those pending (rule 49).
func (s *scottish) largest() int {
	tied := s.pending[:1:1]
	for _, o := range s.pending[1:] {
		if d := s.votes[o].cmp(s.votes[tied[0]]); d > 0 {
			tied = []int{o}
		} else if d == 0 {
			tied = append(tied, o)
		}
	}
	tied = slices.Sorted(slices.Values(tied))
	o := s.breakTie(tied, ForSurplus, s.state)
	s.pending = slices.DeleteFunc(s.pending, func(p int) bool { return p == o })
	return o
}

func (s *scottish) transferSurplus(o int) {
	votes := s.votes[o].big()
	surplus := new(big.Int).Sub(votes, s.quota)
	s.transfer(o, surplus, func(v uint64) uint64 { return mulDiv(v, surplus, votes) })
}
