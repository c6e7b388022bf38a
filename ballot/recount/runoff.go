package recount

import (
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// first returns the option that a paper prefers of those open; -1 where there is none.
func (p *paper) first(open []int) int {
	for _, m := range p.marks {
		if slices.Contains(open, m.Option) {
			return m.Option
		}
	}
	return -1
}

// instantRunoff reads every ballot again in each round, for the best option still in.
func instantRunoff(v *vote, ch *chance) []int {
	open, half := v.standing(), new(big.Rat)
	var history [][]*big.Rat
	for few := true; len(open) > 0; {
		votes, active := v.zeros(), new(big.Rat)
		for i := range v.papers {
			if o := v.papers[i].first(open); o >= 0 {
				votes[o].Add(votes[o], v.papers[i].weight)
				active.Add(active, v.papers[i].weight)
			}
		}
		history = append(history, votes)
		if len(history) == 1 || v.c.Variant.MajorityOf == ballot.OfActive {
			half = active.Mul(active, big.NewRat(1, 2))
		}
		if w := v.runoffWinner(open, votes, half); w >= 0 {
			return []int{w}
		}
		out := v.writeIns(open)
		if out == nil {
			out, few = v.runoffLosers(open, history, few, ch), false
		}
		open = slices.DeleteFunc(slices.Clone(open), func(x int) bool { return slices.Contains(out, x) })
	}
	return nil
}

// runoffWinner returns who has more than half, or is the last; -1 where nobody is.
func (v *vote) runoffWinner(open []int, votes []*big.Rat, half *big.Rat) int {
	for _, o := range open {
		majority := votes[o].Cmp(half) > 0 && (!v.c.Variant.ToTheEnd || len(open) <= 2)
		if (majority || len(open) == 1) && !v.c.Options[o].WriteIns {
			return o
		}
	}
	return -1
}

// runoffLosers returns who goes out: at first those with fewer votes than declared,
// then a batch that cannot catch up, or the last.
func (v *vote) runoffLosers(open []int, history [][]*big.Rat, few bool, ch *chance) []int {
	votes := history[len(history)-1]
	if few {
		if out := v.tooFew(open, votes, big.NewInt(1), 1); out != nil {
			return out
		}
	}
	if v.c.Variant.Batch {
		if out := batch(open, votes); out != nil {
			return out
		}
	}
	return []int{v.last(open, history, ch)}
}

// writeIns returns the pile of write-ins.
func (v *vote) writeIns(open []int) (out []int) {
	for _, o := range open {
		if v.c.Options[o].WriteIns {
			out = append(out, o)
		}
	}
	return out
}

// tooFew returns who has fewer votes than declared, unless not enough would be left
// for the seats. A vote is so many units.
func (v *vote) tooFew(open []int, votes []*big.Rat, vote *big.Int, seats int) (out []int) {
	least := new(big.Rat).SetInt(vote)
	least.Mul(least, big.NewRat(int64(v.c.Variant.MinVotes), 1))
	for _, o := range open {
		if votes[o].Cmp(least) < 0 {
			out = append(out, o)
		}
	}
	if len(open)-len(out) < seats {
		return nil
	}
	return out
}

// batch returns the most options that together have fewer votes than each of the
// others: whatever is transferred among them, one of them goes out next.
func batch(open []int, votes []*big.Rat) (largest []int) {
	for _, limit := range open { // those with fewer votes than this one
		var low []int
		sum := new(big.Rat)
		for _, o := range open {
			if votes[o].Cmp(votes[limit]) < 0 {
				low = append(low, o)
				sum.Add(sum, votes[o])
			}
		}
		if sum.Cmp(votes[limit]) < 0 && len(low) > len(largest) {
			largest = low
		}
	}
	return largest
}

// last returns who has the fewest votes; of equals the one with the fewest in an
// earlier round, the latest first, where that is the tie rule; then the lot's last.
func (v *vote) last(open []int, history [][]*big.Rat, ch *chance) int {
	negative := make([][]*big.Rat, len(history))
	for i, votes := range history {
		negative[i] = make([]*big.Rat, len(votes))
		for o := range votes {
			negative[i][o] = new(big.Rat).Neg(votes[o])
		}
	}
	return ch.going(v.most(open, negative, ch))
}

// most returns those who have the most; where the tie rule says so, those of them who
// had the most in an earlier round, the latest first.
func (v *vote) most(options []int, history [][]*big.Rat, ch *chance) []int {
	for i := len(history) - 1; i >= 0; i-- {
		var best []int
		for _, o := range options {
			if len(best) == 0 || history[i][o].Cmp(history[i][best[0]]) > 0 {
				best = nil
			}
			if len(best) == 0 || history[i][o].Cmp(history[i][best[0]]) == 0 {
				best = append(best, o)
			}
		}
		if i < len(history)-1 && len(best) == 1 && len(options) > 1 {
			ch.earlier++
		}
		if options = best; !v.c.LooksBack() {
			break
		}
	}
	return options
}
