package recount

import (
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A market is where voters buy options, each of which costs 1. Money is per unit of
// weight: what a ballot of weight 2 has is twice as much.
type market struct {
	*vote
	money   []*big.Rat // by paper
	elected []int
}

func (v *vote) market(start *big.Rat) *market {
	m := &market{vote: v, money: make([]*big.Rat, len(v.papers))}
	for i := range m.money {
		m.money[i] = new(big.Rat).Set(start)
	}
	return m
}

// phragmen: everybody earns at the same speed for each unit of weight, and an option
// is bought at the moment when its supporters can pay for it together, with all that
// they have.
func phragmen(v *vote, ch *chance) []int {
	m := v.market(new(big.Rat))
	m.earnAndBuy(ch)
	return m.elected
}

func (m *market) earnAndBuy(ch *chance) {
	for len(m.elected) < m.c.Seats {
		wait := func(o int) *big.Rat { // negative, so that the shortest is the highest
			weight, has := m.supporters(o)
			if weight.Sign() == 0 {
				return nil
			}
			t := new(big.Rat).Sub(has, big.NewRat(1, 1))
			return t.Quo(t, weight)
		}
		best := m.leading(m.elected, wait)
		if len(best) == 0 { // nobody supports who is left
			if best = m.open(m.elected); len(best) == 0 {
				return
			}
			m.elected = append(m.elected, ch.seat(best, ballot.ForSeat))
			continue
		}
		o := ch.seat(best, ballot.ForSeat)
		waited := new(big.Rat).Neg(wait(o))
		m.elected = append(m.elected, o)
		for i := range m.papers {
			m.money[i].Add(m.money[i], waited)
			if m.papers[i].approves(o) {
				m.money[i].SetInt64(0)
			}
		}
	}
}

// supporters returns the weight of those who approve an option, and their money.
func (m *market) supporters(o int) (weight, has *big.Rat) {
	weight, has = new(big.Rat), new(big.Rat)
	for i := range m.papers {
		if p := &m.papers[i]; p.approves(o) {
			weight.Add(weight, p.weight)
			has.Add(has, new(big.Rat).Mul(p.weight, m.money[i]))
		}
	}
	return weight, has
}

// equalShares: everybody starts with the same part of a budget of 1 for each seat, and
// the option is bought next for which the highest payment is lowest.
func equalShares(v *vote, ch *chance) []int {
	weight := new(big.Rat)
	for i := range v.papers {
		weight.Add(weight, v.papers[i].weight)
	}
	start := new(big.Rat)
	if weight.Sign() > 0 {
		start.Quo(big.NewRat(int64(v.c.Seats), 1), weight)
	}
	m := v.market(start)
	for len(m.elected) < v.c.Seats {
		best := m.leading(m.elected, func(o int) *big.Rat {
			price := m.price(o)
			if price == nil {
				return nil
			}
			return price.Neg(price)
		})
		if len(best) == 0 {
			return m.complete(ch)
		}
		o := ch.seat(best, ballot.ForSeat)
		price := m.price(o)
		m.elected = append(m.elected, o)
		for i := range m.papers {
			if m.papers[i].approves(o) {
				m.money[i].Sub(m.money[i], least(price, m.money[i]))
			}
		}
	}
	return m.elected
}

// price returns the ρ at which the supporters pay 1, if everybody gives ρ or, having
// less, all. It lies between two purses that follow each other: for each purse we
// suppose that those with less give all, those with as much or more give ρ, and look
// whether the ρ that follows does what we supposed.
func (m *market) price(o int) *big.Rat {
	if _, has := m.supporters(o); has.Cmp(big.NewRat(1, 1)) < 0 {
		return nil
	}
	for i := range m.papers {
		if !m.papers[i].approves(o) {
			continue
		}
		missing, rich := big.NewRat(1, 1), new(big.Rat)
		for k := range m.papers {
			switch p := &m.papers[k]; {
			case !p.approves(o):
			case m.money[k].Cmp(m.money[i]) < 0:
				missing.Sub(missing, new(big.Rat).Mul(p.weight, m.money[k]))
			default:
				rich.Add(rich, p.weight)
			}
		}
		if rich.Sign() == 0 {
			continue
		}
		if rho := missing.Quo(missing, rich); m.pays(o, rho).Cmp(big.NewRat(1, 1)) == 0 {
			return rho
		}
	}
	return nil
}

// pays is what the supporters of an option pay when everybody gives ρ or all.
func (m *market) pays(o int, rho *big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i := range m.papers {
		if p := &m.papers[i]; p.approves(o) {
			sum.Add(sum, new(big.Rat).Mul(p.weight, least(rho, m.money[i])))
		}
	}
	return sum
}

func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

// complete fills the seats that nobody can pay for.
func (m *market) complete(ch *chance) []int {
	switch m.c.Variant.Completion {
	case ballot.ByPhragmen:
		m.earnAndBuy(ch)
	case ballot.ByApproval:
		return m.highest(m.approvals(), ch, slices.Clone(m.elected))
	}
	return m.elected
}
