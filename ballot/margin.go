package ballot

import (
	"math/big"
	"slices"
)

// margin computes how many ballots would have to be marked otherwise for another
// outcome, where the method has a way to know. What a floor or a limit per
// affiliation adds to that is not known.
func (b *electorate) margin(r *Result) {
	if b.c.Cap > 0 || b.c.Floor != nil || r.Outcome == Tied {
		return
	}
	switch b.c.Method {
	case Plurality, Approval:
		r.Margin = b.approvalMargin(r)
	}
}

// approvalMargin is exact. To bring an option that is not elected level with one that
// is, a ballot for the elected alone can move by two, one for both or neither by one.
func (b *electorate) approvalMargin(r *Result) *Margin {
	scores, both := b.weighOptions(b.support()), b.jointly()
	var best *Margin
	for _, w := range r.Elected {
		for _, l := range b.standing() {
			if slices.Contains(r.Elected, l) {
				continue
			}
			need := new(big.Rat).Sub(scores[w], scores[l])
			if n, ok := b.changes(need, w, l, both); ok && (best == nil || n < best.AtMost) {
				best = &Margin{AtLeast: n, AtMost: n}
			}
		}
	}
	return best
}

// jointly counts, by group, the ballots for both of two options.
func (b *electorate) jointly() [][]uint64 {
	n := len(b.in)
	both := make([][]uint64, b.groups)
	for g := range both {
		both[g] = make([]uint64, n*n)
	}
	for i, group := range b.e.group {
		for _, x := range b.e.of(i) {
			for _, y := range b.e.of(i) {
				both[group][int(x.option)*n+int(y.option)] += b.e.n[i]
			}
		}
	}
	return both
}

// A move is a number of ballots that can each move a difference by as much.
type move struct {
	by      *big.Rat
	ballots uint64
}

// changes returns how few ballots make up a difference: those that move most first.
func (b *electorate) changes(need *big.Rat, w, l int, both [][]uint64) (uint64, bool) {
	n := len(b.in)
	var moves []move
	for g := range b.groups {
		onlyW := both[g][w*n+w] - both[g][w*n+l]
		onlyL := both[g][l*n+l] - both[g][w*n+l]
		moves = append(moves, move{new(big.Rat).Mul(b.w.of[g], big.NewRat(2, 1)), onlyW},
			move{b.w.of[g], b.turnout[g] - onlyW - onlyL})
	}
	return fewest(need, moves)
}

// fewest returns the smallest number of ballots that move at least so far.
func fewest(need *big.Rat, moves []move) (total uint64, ok bool) {
	slices.SortFunc(moves, func(a, b move) int { return b.by.Cmp(a.by) })
	need = new(big.Rat).Set(need)
	for _, m := range moves {
		if need.Sign() <= 0 {
			break
		}
		if m.ballots == 0 || m.by.Sign() <= 0 {
			continue
		}
		wanted := new(big.Rat).Quo(need, m.by)
		k := ceilQuo(wanted.Num(), wanted.Denom())
		if !k.IsUint64() || k.Uint64() > m.ballots {
			k.SetUint64(m.ballots)
		}
		total += k.Uint64()
		need.Sub(need, wanted.Mul(m.by, new(big.Rat).SetInt(k)))
	}
	return total, need.Sign() <= 0
}
