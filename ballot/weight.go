package ballot

import (
	"fmt"
	"math/big"
	"slices"
)

// weights turn ballots by group into weight, exactly. Counting adds up ballots by
// group in whole numbers; only sums are weighed.
type weights struct {
	perHead bool
	of      []*big.Rat // what a ballot of each group weighs; zero for a group without ballots
	all     *big.Rat   // the weight of everybody entitled, as thresholds count it
}

// weigh returns the weight of so many ballots of each group.
func (w *weights) weigh(ballots []uint64) *big.Rat {
	sum := new(big.Rat)
	if w.perHead {
		total := uint64(0) // at most MaxBallots
		for _, n := range ballots {
			total += n
		}
		return sum.SetInt(new(big.Int).SetUint64(total))
	}
	for g, n := range ballots {
		if n > 0 {
			part := new(big.Rat).SetInt(new(big.Int).SetUint64(n))
			sum.Add(sum, part.Mul(part, w.of[g]))
		}
	}
	return sum
}

// weightsOf computes the weights from the turnout of each group.
func weightsOf(c *Contest, merged [][]int, turnout []uint64) weights {
	w := weights{perHead: c.Weighting.Rule == PerHead, of: make([]*big.Rat, len(turnout)), all: new(big.Rat)}
	if w.perHead {
		for g := range w.of {
			w.of[g] = big.NewRat(1, 1)
		}
		w.all.SetInt64(int64(c.Eligible))
		return w
	}
	share, eligible := make([]*big.Rat, len(turnout)), make([]uint64, len(turnout))
	for g, group := range c.Groups {
		share[g], eligible[g] = big.NewRat(1, 1), uint64(group.Eligible)
		if !group.Share.IsZero() {
			share[g] = group.Share.Rat()
		}
		w.all.Add(w.all, share[g])
	}
	for _, set := range merged { // a merged group has the shares of its parts
		for _, g := range set[1:] {
			share[set[0]].Add(share[set[0]], share[g])
			share[g].SetInt64(0)
			eligible[set[0]] += eligible[g]
		}
	}
	present := new(big.Rat)
	for g, n := range turnout {
		w.of[g] = new(big.Rat)
		if n == 0 {
			continue
		}
		present.Add(present, share[g])
		voters := max(n, uint64(c.Weighting.MinTurnout))
		if c.Weighting.Rule == ByEligible {
			voters = eligible[g]
		}
		w.of[g].Quo(share[g], new(big.Rat).SetInt(new(big.Int).SetUint64(voters)))
	}
	if c.Weighting.Absent == SharedOut && present.Sign() > 0 {
		factor := new(big.Rat).Quo(w.all, present)
		for _, r := range w.of {
			r.Mul(r, factor)
		}
	}
	return w
}

// Merged returns the tally with the groups merged that have ballots, but fewer than
// [Contest.Merge] asks for, so that what is published does not show how few people
// voted. Should those together be too few, the smallest of the other groups joins
// them; a small group that votes alone stays as it is. A merged group stands under its first; it has the shares
// of all. A tally without small groups is returned itself.
func (t *Tally) Merged() *Tally {
	c := t.c
	if c.Merge == 0 || t.merged != nil {
		return t
	}
	var small, rest []int
	sum := uint64(0)
	for g := range c.Groups {
		switch n := t.accounts[g][Valid]; {
		case n == 0:
		case n < uint64(c.Merge):
			small = append(small, g)
			sum += n
		default:
			rest = append(rest, g)
		}
	}
	if len(small) == 0 {
		return t
	}
	slices.SortStableFunc(rest, func(a, b int) int {
		return compareUint(t.accounts[a][Valid], t.accounts[b][Valid])
	})
	for ; len(rest) > 0 && (sum < uint64(c.Merge) || len(small) == 1); rest = rest[1:] {
		small = append(small, rest[0])
		sum += t.accounts[rest[0]][Valid]
	}
	if len(small) < 2 {
		return t // nobody else voted whom it could hide among
	}
	slices.Sort(small)
	return t.mergeGroups([][]int{small})
}

// MergedAs returns the tally with exactly these groups merged, in ascending order, as the
// record of a vote tells that they were. It fails with [ErrMalformed] where the contest
// merges no groups, or they are not two or more of its groups in that order.
func (t *Tally) MergedAs(groups []int) (*Tally, error) {
	ascending := slices.IsSorted(groups) && len(slices.Compact(slices.Clone(groups))) == len(groups)
	if t.c.Merge == 0 || len(groups) < 2 || !ascending || groups[0] < 0 || groups[len(groups)-1] >= t.c.groupCount() {
		return nil, fmt.Errorf("%w: merged groups %v", ErrMalformed, groups)
	}
	return t.mergeGroups([][]int{slices.Clone(groups)}), nil
}

// MergedGroups returns the groups that stand under the first of them; nil when none
// were merged.
func (t *Tally) MergedGroups() []int {
	if len(t.merged) == 0 {
		return nil
	}
	return slices.Clone(t.merged[0])
}

// mergeGroups moves the ballots of each set of groups to its first group. Ballots
// of the others that are invalid move, too.
func (t *Tally) mergeGroups(sets [][]int) *Tally {
	m := newTally(t.c)
	to := make([]int, t.c.groupCount()+1)
	for g := range to {
		to[g] = g
	}
	for _, set := range sets {
		for _, g := range set {
			to[g] = set[0]
		}
	}
	for _, s := range t.table {
		if s.n == 0 {
			continue
		}
		class := s.class - 1
		class = 1 + 4*uint32(to[class/4]) + class%4
		if t.packing.bits > 0 {
			m.findPacked(class, s.key).n += s.n
		} else {
			m.findWide(class, t.wide(s)).n += s.n
		}
	}
	for g := range t.accounts {
		for r, n := range t.accounts[g] {
			m.accounts[to[g]][r] += n
		}
		m.blank[to[g]] += t.blank[g]
	}
	m.total, m.merged = t.total, sets
	return m
}

func compareUint(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
