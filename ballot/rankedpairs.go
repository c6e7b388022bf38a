package ballot

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// countRankedPairs locks pairwise defeats in, the strongest first, and passes over
// one that would close a cycle with those locked before; the option that no locked
// defeat points to is elected (Tideman 1987). Equally strong defeats that would close
// a cycle among themselves are a tie, because their order matters.
func countRankedPairs(c *count) error {
	if c.shared == nil {
		c.shared = c.newPairwise()
	}
	p := c.shared.(*pairwise)
	k := &locking{count: c, p: p, locked: newRelation(p.n)}
	standing := c.standing()
	if !c.anybody() {
		return nil
	}
	for _, tier := range p.tiers() {
		if k.lockTier(tier); c.ch.stopped {
			return nil
		}
	}
	if len(c.rounds) == 0 {
		c.round(First)
	}
	c.ranking = levels(standing, k.locked.above)
	c.elected = []int{c.ch.pick(c.ranking[0], ForSeat, c.now(), k.state)}
	c.rounds[c.now()].Elected = c.elected
	c.finish = func(r *Result) { p.describe(r, standing) }
	return nil
}

// A defeat is the number winner·n + loser.
type locking struct {
	*count
	p      *pairwise
	locked relation // defeats locked in
	tier   []int    // the defeats of one strength that are still open
}

// tiers returns the defeats by strength, the strongest first.
func (p *pairwise) tiers() (tiers [][]int) {
	var all []int
	for k, s := range p.strength {
		if s > 0 {
			all = append(all, k)
		}
	}
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(p.strength[b], p.strength[a]) })
	for i, k := range all {
		if i == 0 || p.strength[k] != p.strength[all[i-1]] {
			tiers = append(tiers, nil)
		}
		tiers[len(tiers)-1] = append(tiers[len(tiers)-1], k)
	}
	return tiers
}

// lockTier settles the defeats of one strength. Those on no cycle of locked and open
// defeats are locked at once, whatever the order of the rest.
func (k *locking) lockTier(tier []int) {
	if len(tier) == 1 {
		d := tier[0]
		k.settle(d, !k.locked.above(d%k.p.n, d/k.p.n))
		return
	}
	k.tier = slices.Clone(tier)
	for len(k.tier) > 0 && !k.ch.stopped {
		all := k.locked.clone()
		for _, d := range k.tier {
			all.add(d/k.p.n, d%k.p.n)
		}
		var cyclic []int
		for _, d := range k.tier {
			winner, loser := d/k.p.n, d%k.p.n
			switch {
			case k.locked.above(loser, winner):
				k.settle(d, false)
			case !all.above(loser, winner):
				k.settle(d, true)
			default:
				cyclic = append(cyclic, d)
			}
		}
		if k.tier = cyclic; len(cyclic) > 0 {
			d := k.ch.pick(cyclic, ForPair, k.now(), k.state)
			k.settle(d, true)
			k.tier = slices.DeleteFunc(slices.Clone(cyclic), func(e int) bool { return e == d })
		}
	}
}

// settle locks a defeat in or passes over it, and writes the round.
func (k *locking) settle(d int, lock bool) {
	winner, loser := d/k.p.n, d%k.p.n
	if lock {
		k.locked.add(winner, loser)
	}
	round := k.round(Locking, winner, loser)
	round.Pair = &Pair{winner, loser, ratio(k.p.values[k.p.strength[d]]), lock}
}

// state is what is locked and what is open; weaker defeats follow from the ballots.
func (k *locking) state() []byte {
	state := make([]byte, 0, 8*len(k.locked.rows)+4*len(k.tier))
	for _, word := range k.locked.rows {
		state = binary.LittleEndian.AppendUint64(state, word)
	}
	return append(state, setKey(k.tier)...)
}
