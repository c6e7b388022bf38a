package ballot

import (
	"math/big"
	"slices"
)

// countWIGM is the weighted inclusive Gregory method with declared decimals. Who
// reaches the quota is elected; all surpluses of a round are transferred before the
// next, each paper of a pile at its value × (surplus ÷ votes of the pile), where
// the ratio and the product are rounded down to the declared places. In a round that
// elects nobody, the last goes out. A round after the last seat shows where the last
// surpluses would have gone. Rounds are those that the program RCTab reports.
func countWIGM(c *count) error {
	w := &wigm{newTransferable(c, c.c.Variant.Decimals)}
	if !c.anybody() {
		return nil
	}
	w.setQuota()
	act, of := First, []int(nil)
	for {
		if err := w.report(c.round(act, of...)); err != nil {
			return err
		}
		if len(c.elected) == c.seats || len(w.hopeful()) == 0 || c.ch.stopped {
			break
		}
		if of = w.winners(); len(of) > 0 {
			if len(w.hopeful()) == 0 && len(c.elected) < c.seats {
				break
			}
			act = Transfer
			w.transferSurpluses(of)
			continue
		}
		act, of = Exclusion, w.losers()
		c.rounds[c.now()].Excluded = of
		w.exclude(of...)
	}
	c.finish = func(r *Result) { r.Margin = w.lastRound() }
	return nil
}

type wigm struct{ *transferable }

// setQuota computes the quota from the votes of the first round.
func (w *wigm) setQuota() {
	seats, unit := int64(w.seats), pow10(w.places)
	votes := w.active()
	parts, plus := big.NewInt(seats), new(big.Int)
	switch w.c.Variant.Quota {
	case DroopWhole:
		parts, plus = big.NewInt(seats+1), unit
	case DroopDecimal:
		parts, plus = big.NewInt(seats+1), big.NewInt(1)
	}
	w.quota = votes.Quo(votes, parts)
	if q := w.c.Variant.Quota; q == DroopWhole || q == HareWhole {
		w.quota.Sub(w.quota, new(big.Int).Mod(w.quota, unit))
	}
	w.quota.Add(w.quota, plus)
	if w.quota.Sign() == 0 {
		w.quota.Set(unit)
	}
}

// winners elects who has the quota, or who is left when no more are left than seats,
// in the order of votes. While the pile of write-ins is in, nobody is elected.
func (w *wigm) winners() []int {
	round := &w.rounds[w.now()]
	open, hopeful := w.seats-len(w.elected), w.hopeful()
	if w.writeIns() >= 0 {
		return nil
	}
	won := w.reach()
	if len(hopeful) <= open {
		for _, o := range hopeful {
			if !slices.Contains(won, o) {
				round.Deemed = append(round.Deemed, o)
			}
		}
	} else if w.c.Variant.OneByOne && len(won) > 1 {
		most := slices.IndexFunc(won, func(o int) bool { return w.votes[o].cmp(w.votes[won[0]]) < 0 })
		if most < 0 {
			most = len(won)
		}
		won = []int{w.breakTie(slices.Sorted(slices.Values(won[:most])), ForSeat, w.state)}
	} else if len(won) > open { // Hare quotas and ties at the quota
		won = w.mostOf(won, open)
	}
	round.Elected = slices.Clone(won)
	slices.SortStableFunc(round.Deemed, func(a, b int) int { return w.votes[b].cmp(w.votes[a]) })
	all := slices.Concat(won, round.Deemed)
	for _, o := range all {
		w.win(o)
	}
	return all
}

// mostOf takes so many options with the most votes, breaking the tie at the end.
func (w *wigm) mostOf(won []int, open int) (kept []int) {
	for len(kept) < open && !w.ch.stopped {
		rest := slices.DeleteFunc(slices.Clone(won), func(o int) bool { return slices.Contains(kept, o) })
		tied := slices.DeleteFunc(slices.Clone(rest), func(o int) bool { return w.votes[o].cmp(w.votes[rest[0]]) != 0 })
		if len(tied) <= open-len(kept) {
			kept = append(kept, tied...)
			continue
		}
		kept = append(kept, w.breakTie(slices.Sorted(slices.Values(tied)), ForSeat, func() []byte {
			return append(w.state(), setKey(kept)...)
		}))
	}
	return kept
}

func (w *wigm) writeIns() int {
	return slices.IndexFunc(w.hopeful(), func(o int) bool { return w.c.Options[o].WriteIns })
}

// losers returns who goes out: the pile of write-ins, all below the declared number
// of votes, or the one with the fewest.
func (w *wigm) losers() []int {
	hopeful := w.hopeful()
	if k := w.writeIns(); k >= 0 {
		return hopeful[k : k+1]
	}
	if least := big.NewInt(int64(w.c.Variant.MinVotes)); w.firstToGo() && least.Sign() > 0 {
		least.Mul(least, pow10(w.places))
		low := slices.DeleteFunc(slices.Clone(hopeful), func(o int) bool { return w.votes[o].big().Cmp(least) >= 0 })
		if len(low) > 0 && len(hopeful)-len(low) >= w.seats-len(w.elected) {
			return low
		}
	}
	return []int{w.breakTie(w.fewest(), ForGoing, w.state)}
}

// transferSurpluses moves the surpluses of all that were elected in a round.
func (w *wigm) transferSurpluses(won []int) {
	unit := pow10(w.places)
	for _, o := range won {
		votes := w.votes[o].big()
		surplus := new(big.Int).Sub(votes, w.quota)
		if surplus.Sign() <= 0 {
			continue
		}
		ratio := mulDiv(unit.Uint64(), surplus, votes)
		// Both factors are at most 10⁹, so their product fits 64 bits.
		w.transfer(o, surplus, func(v uint64) uint64 { return v * ratio / w.unit })
	}
}
