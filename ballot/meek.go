package ballot

import (
	"fmt"
	"math/big"
	"slices"
)

// countMeek is Meek's method after the Reference Meek Rule of the Proportional
// Representation Foundation. Every option keeps a share of each vote that comes to it
// and passes the rest on; the shares of the elected are adjusted until each has its
// quota. Arithmetic has nine places. The steps in the comments are those of the rule.
func countMeek(c *count) error {
	m := &meek{count: c, keep: make([]uint64, len(c.in)), hopeful: slices.Clone(c.in), votes: make([]sum128, len(c.in))}
	if !c.anybody() {
		return nil
	}
	for o, in := range c.in {
		if in {
			m.keep[o] = meekUnit // A: hopeful options keep everything
		}
	}
	for { // B.1: the count goes on while there are more hopefuls than seats
		hopeful := m.hopefuls()
		if len(c.elected) == c.seats || len(c.elected)+len(hopeful) <= c.seats || c.ch.stopped {
			break
		}
		won, err := m.iterate() // B.2
		if err != nil {
			return err
		}
		if !won {
			m.defeat() // B.3
		}
	}
	return m.fillUp() // C
}

const (
	meekPlaces = 9
	meekUnit   = 1_000_000_000
	meekOmega  = 1_000 // 0.000001: what is left of the surplus when an iteration ends
)

type meek struct {
	*count
	keep    []uint64 // the share that an option keeps, in units of 10⁻⁹
	hopeful []bool
	votes   []sum128
	spent   sum128 // votes of ballots that no option kept all of
	quota   *big.Int
	surplus *big.Int
}

func (m *meek) hopefuls() (options []int) {
	for o, h := range m.hopeful {
		if h {
			options = append(options, o)
		}
	}
	return options
}

// iterate distributes votes until somebody is elected or the surplus settles.
func (m *meek) iterate() (won bool, err error) {
	var last *big.Int
	for {
		if err := m.distribute(); err != nil { // B.2.a, B.2.b
			return false, err
		}
		elected := m.electReached() // B.2.c
		m.sumSurplus()              // B.2.d
		settled := m.surplus.Cmp(big.NewInt(meekOmega)) < 0 || last != nil && m.surplus.Cmp(last) >= 0
		if len(elected) > 0 || settled { // B.2.e
			m.report(elected)
			return len(elected) > 0, nil
		}
		last = m.surplus
		m.adjust() // B.2.f
	}
}

// distribute gives each ballot's vote to its options in turn: an option keeps its
// share of what is left of the vote, rounded up, until nothing is left.
func (m *meek) distribute() error {
	clear(m.votes)
	m.spent = sum128{}
	for i := range m.e.n {
		n, left := m.votersOf(i), uint64(meekUnit)
		for _, cell := range m.e.of(i) {
			k := m.keep[cell.option]
			if k == 0 {
				continue
			}
			kept := left
			if k < meekUnit {
				kept = min(left, (left*k+meekUnit-1)/meekUnit) // below 10¹⁸ + 10⁹: no overflow
			}
			m.votes[cell.option].addProduct(n, kept)
			if left -= kept; left == 0 {
				break
			}
		}
		m.spent.addProduct(n, left)
	}
	active := new(big.Int)
	for _, v := range m.votes {
		active.Add(active, v.big())
	}
	m.quota = new(big.Int).Quo(active, big.NewInt(int64(m.seats)+1))
	m.quota.Add(m.quota, big.NewInt(1))
	total := new(big.Int)
	for _, n := range m.marking() {
		total.Add(total, new(big.Int).SetUint64(n))
	}
	if total.Mul(total, big.NewInt(meekUnit)).Cmp(active.Add(active, m.spent.big())) != 0 {
		return fmt.Errorf("%w: %s after round %d", ErrConservation, decimal(active, meekPlaces), len(m.rounds))
	}
	return nil
}

// electReached elects the hopefuls that have a quota, most votes first.
func (m *meek) electReached() (elected []int) {
	for _, o := range m.hopefuls() {
		if m.votes[o].big().Cmp(m.quota) >= 0 {
			elected = append(elected, o)
		}
	}
	slices.SortStableFunc(elected, func(a, b int) int { return m.votes[b].cmp(m.votes[a]) })
	for _, o := range elected {
		m.hopeful[o] = false
	}
	m.elected = append(m.elected, elected...)
	return elected
}

// sumSurplus adds up what elected options have above the quota.
func (m *meek) sumSurplus() {
	m.surplus = new(big.Int)
	for _, o := range m.elected {
		if above := m.votes[o].big(); above.Cmp(m.quota) > 0 {
			m.surplus.Add(m.surplus, above.Sub(above, m.quota))
		}
	}
}

// adjust lowers the shares of the elected: share × quota, rounded up, ÷ votes,
// rounded up.
func (m *meek) adjust() {
	for _, o := range m.elected {
		product := new(big.Int).Mul(new(big.Int).SetUint64(m.keep[o]), m.quota)
		product = ceilQuo(product, big.NewInt(meekUnit))
		product.Mul(product, big.NewInt(meekUnit))
		m.keep[o] = ceilQuo(product, m.votes[o].big()).Uint64()
	}
}

func ceilQuo(a, b *big.Int) *big.Int {
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Sign() > 0 {
		q.Add(q, big.NewInt(1))
	}
	return q
}

// defeat lets the last hopeful go out. Hopefuls within the surplus of the lowest are
// tied with it, because the surplus could still change their order.
func (m *meek) defeat() {
	var lowest *big.Int
	for _, o := range m.hopefuls() {
		if v := m.votes[o].big(); lowest == nil || v.Cmp(lowest) < 0 {
			lowest = v
		}
	}
	lowest.Add(lowest, m.surplus)
	tied := slices.DeleteFunc(m.hopefuls(), func(o int) bool { return m.votes[o].big().Cmp(lowest) > 0 })
	out := m.ch.pick(tied, ForGoing, m.now(), m.state)
	m.hopeful[out], m.keep[out] = false, 0
	m.rounds[m.now()].Excluded = []int{out}
}

func (m *meek) report(elected []int) {
	act := Iteration
	if len(m.rounds) == 0 {
		act = First
	}
	round := m.round(act)
	round.Votes, round.Keep = make([]Number, len(m.votes)), make([]Number, len(m.votes))
	for o, k := range m.keep {
		if k > 0 {
			round.Votes[o] = decimal(m.votes[o].big(), meekPlaces)
			round.Keep[o] = decimal(new(big.Int).SetUint64(k), meekPlaces)
		}
	}
	round.Exhausted = decimal(m.spent.big(), meekPlaces)
	round.Quota, round.Surplus = decimal(m.quota, meekPlaces), decimal(m.surplus, meekPlaces)
	round.Elected = elected
}

// fillUp elects the hopefuls when no more are left than seats.
func (m *meek) fillUp() error {
	rest := m.hopefuls()
	if len(m.elected) == m.seats || m.ch.stopped {
		return nil
	}
	if len(m.rounds) == 0 {
		if err := m.distribute(); err != nil {
			return err
		}
		m.surplus = new(big.Int)
		m.report(nil)
	}
	slices.SortStableFunc(rest, func(a, b int) int { return m.votes[b].cmp(m.votes[a]) })
	m.elected = append(m.elected, rest...)
	m.rounds[m.now()].Deemed = rest
	return nil
}

func (m *meek) state() []byte {
	state := []byte(setKey(m.hopefuls()))
	for _, k := range m.keep {
		state = fmt.Appendf(state, " %d", k)
	}
	return append(state, m.electedState()...)
}
