package ballot

import (
	"math/big"
	"slices"
)

// countEqualShares is the method of equal shares (Peters and Skowron 2020). Seats
// cost 1 each, and every ballot has the same part of that budget for its weight. An
// option is bought by its supporters, who share its price equally for each unit of
// weight, or give what they have left; the option is bought next for which the
// highest share is lowest. When nobody can be bought, the declared completion fills
// the seats that are left.
func countEqualShares(c *count) error {
	if !c.anybody() {
		return nil
	}
	start := new(big.Rat)
	if all := c.w.weigh(c.turnout); all.Sign() > 0 { // else nobody who votes has a share of the weight
		start.Quo(start.SetInt64(int64(c.seats)), all)
	}
	p := newPurses(c, start)
	act, of := First, []int(nil)
	for len(c.elected) < c.seats && !c.ch.stopped {
		prices := make([]*big.Rat, len(c.in))
		for o := range prices {
			if c.electable(o) {
				prices[o] = p.price(o)
			}
		}
		best := c.lowest(prices)
		if len(best) == 0 {
			p.complete(of)
			return nil
		}
		c.openVotes(c.round(act, of...), prices)
		o := c.ch.pick(best, ForSeat, c.now(), p.state)
		p.charge(o, func(left *big.Rat) *big.Rat {
			if left.Cmp(prices[o]) <= 0 {
				return new(big.Rat)
			}
			return new(big.Rat).Sub(left, prices[o])
		})
		act, of = Purchase, []int{o}
		c.take(o)
	}
	return nil
}

// price returns the share ρ for each unit of weight at which the supporters of an
// option pay 1 together, where each pays ρ or all that is left; nil when they cannot.
func (p *purses) price(option int) *big.Rat {
	held := p.supporters(option)
	slices.SortFunc(held, func(a, b holding) int { return p.amount[a.purse].Cmp(p.amount[b.purse]) })
	weight, missing := new(big.Rat), big.NewRat(1, 1)
	for _, h := range held {
		weight.Add(weight, h.weight)
	}
	for _, h := range held { // the poorest first: they may have to give all
		if weight.Sign() == 0 { // who is left has no share of the weight
			break
		}
		rho := new(big.Rat).Quo(missing, weight)
		if rho.Cmp(p.amount[h.purse]) <= 0 {
			return rho
		}
		missing.Sub(missing, new(big.Rat).Mul(h.weight, p.amount[h.purse]))
		weight.Sub(weight, h.weight)
	}
	return nil
}

// complete fills the seats that nobody can pay for.
func (p *purses) complete(of []int) {
	switch p.c.Variant.Completion {
	case ByPhragmen:
		for i, left := range p.amount {
			p.amount[i] = new(big.Rat).Neg(left)
		}
		p.phragmen(Complete, of)
	case ByApproval:
		scores := p.weighOptions(p.support())
		round := p.round(Complete, of...)
		p.openVotes(round, scores)
		p.fill(scores)
		p.rounds[p.now()].Elected = without(p.elected, p.rounds)
	case NoneLeft:
		round := p.round(Complete, of...)
		round.Votes = make([]Number, len(p.in))
	}
}
