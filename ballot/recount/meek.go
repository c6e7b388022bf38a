package recount

import "math/big"

// nine is the unit of the Reference Meek Rule: nine decimal places.
var nine = big.NewInt(1_000_000_000)

// A meeking is a count after the Reference Meek Rule. Amounts are units of 10⁻⁹.
type meeking struct {
	*hall
	keep  []*big.Int
	votes []*big.Int
}

// up returns a·b/c, rounded up.
func up(a, b, c *big.Int) *big.Int {
	product := new(big.Int).Mul(a, b)
	q, r := new(big.Int).QuoRem(product, c, new(big.Int))
	if r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return q
}

// meek: steps A to C of the Reference Meek Rule.
func meek(v *vote, ch *chance) []int {
	m := &meeking{hall: v.hall(ch, 9), keep: make([]*big.Int, len(v.in))}
	for o := range m.keep {
		m.keep[o] = new(big.Int)
		if v.in[o] {
			m.keep[o].Set(nine)
		}
	}
	for len(m.hopeful) > m.left() && m.left() > 0 { // B.1
		if surplus, won := m.iterate(); !won {
			m.defeat(surplus)
		}
	}
	if m.left() > 0 {
		m.elect(m.hopeful)
	}
	return m.elected
}

// iterate is step B.2. It ends when somebody is elected, or the surplus does not fall
// any more.
func (m *meeking) iterate() (surplus *big.Int, won bool) {
	omega := big.NewInt(1_000)
	for before := (*big.Int)(nil); ; before = surplus {
		m.distribute()
		if reached := m.withQuota(); len(reached) > 0 {
			m.elect(reached)
			return nil, true
		}
		surplus = new(big.Int)
		for _, o := range m.elected {
			surplus.Add(surplus, new(big.Int).Sub(m.votes[o], m.quota))
		}
		if surplus.Sign() < 0 {
			surplus.SetInt64(0)
		}
		if surplus.Cmp(omega) < 0 || before != nil && surplus.Cmp(before) >= 0 {
			return surplus, false
		}
		for _, o := range m.elected {
			m.keep[o] = up(up(m.keep[o], m.quota, nine), nine, m.votes[o])
		}
	}
}

// withQuota returns the hopefuls that have a quota.
func (m *meeking) withQuota() (all []int) {
	for _, o := range m.hopeful {
		if m.votes[o].Cmp(m.quota) >= 0 {
			all = append(all, o)
		}
	}
	return all
}

// distribute is steps B.2.a and b: each ballot hands its vote down, and the quota
// follows from what options hold.
func (m *meeking) distribute() {
	m.votes = make([]*big.Int, len(m.in))
	for o := range m.votes {
		m.votes[o] = new(big.Int)
	}
	total := new(big.Int)
	for i := range m.papers {
		p := &m.papers[i]
		rest := new(big.Int).Set(nine)
		for _, mark := range p.marks {
			part := up(rest, m.keep[mark.Option], nine)
			rest.Sub(rest, part)
			part.Mul(part, p.n.Num())
			m.votes[mark.Option].Add(m.votes[mark.Option], part)
			total.Add(total, part)
		}
	}
	m.quota = total.Quo(total, big.NewInt(int64(m.c.Seats+1)))
	m.quota.Add(m.quota, big.NewInt(1))
}

// defeat is step B.3: those whom the surplus could lift above the last are tied with
// it.
func (m *meeking) defeat(surplus *big.Int) {
	lowest := m.hopeful[0]
	for _, o := range m.hopeful {
		if m.votes[o].Cmp(m.votes[lowest]) < 0 {
			lowest = o
		}
	}
	limit := new(big.Int).Add(m.votes[lowest], surplus)
	var tied []int
	for _, o := range m.hopeful {
		if m.votes[o].Cmp(limit) <= 0 {
			tied = append(tied, o)
		}
	}
	out := m.ch.going(tied)
	m.drop([]int{out})
	m.keep[out] = new(big.Int)
}
