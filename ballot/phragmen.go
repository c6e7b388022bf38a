package ballot

import "math/big"

// countPhragmen is the sequential method of Phragmén: each option elected is a load of
// 1 that its supporters bear, in such a way that all of them then bear the same in
// proportion to their weight; the option is taken next that leaves that load lowest
// (Phragmén 1894; Brill and others 2024).
func countPhragmen(c *count) error {
	if !c.anybody() {
		return nil
	}
	newPurses(c, new(big.Rat)).phragmen(First, nil)
	return nil
}

// phragmen fills the seats that are left, from the loads in the purses. Options that
// nobody approves come last, and are tied.
func (p *purses) phragmen(act Act, of []int) {
	for len(p.elected) < p.seats && !p.ch.stopped {
		loads := make([]*big.Rat, len(p.in))
		for o := range loads {
			if p.electable(o) {
				loads[o] = p.load(o)
			}
		}
		p.openVotes(p.round(act, of...), loads)
		best := p.lowest(loads)
		if len(best) == 0 {
			p.fill(zeros(len(p.in)))
			p.rounds[p.now()].Elected = without(p.elected, p.rounds)
			return
		}
		o := p.ch.pick(best, ForSeat, p.now(), p.state)
		p.charge(o, func(*big.Rat) *big.Rat { return loads[o] })
		p.take(o)
		if act == First {
			act = Purchase
		}
		of = []int{o}
	}
}

// load returns what each supporter of an option would bear for each unit of weight:
// the 1 that it costs and what they bear already, divided by their weight.
func (p *purses) load(option int) *big.Rat {
	sum, weight := big.NewRat(1, 1), new(big.Rat)
	for _, h := range p.supporters(option) {
		sum.Add(sum, new(big.Rat).Mul(h.weight, p.amount[h.purse]))
		weight.Add(weight, h.weight)
	}
	if weight.Sign() == 0 {
		return nil
	}
	return sum.Quo(sum, weight)
}

func zeros(n int) []*big.Rat {
	all := make([]*big.Rat, n)
	for i := range all {
		all[i] = new(big.Rat)
	}
	return all
}

// without returns the elected that no round before the last has elected.
func without(elected []int, rounds []Round) []int {
	n := 0
	for _, r := range rounds[:len(rounds)-1] {
		n += len(r.Elected)
	}
	return append([]int(nil), elected[n:]...)
}
