package ballot

import (
	"math/big"
	"slices"
)

// margin computes how many ballots would have to be marked otherwise for another
// outcome, where the method has a way to know. What a floor, a limit per affiliation
// or an open tie adds to that is not known.
func (b *electorate) margin(r *Result, main *count) {
	if b.c.Cap > 0 || b.c.Floor != nil || r.Outcome == Tied || b.heaviest().Sign() == 0 {
		return
	}
	switch b.c.Method {
	case Plurality, Approval:
		r.Margin = b.additiveMargin(r, b.approvalMoves(), 2)
	case Score:
		scale := int64(b.c.Variant.MaxPoints - b.c.Variant.MinPoints)
		r.Margin = b.additiveMargin(r, b.scoreMoves(scale), 2*scale)
	case Motion:
		r.Margin = b.motionMargin(r)
	case Schulze:
		r.Margin = b.schulzeMargin(r, main)
	}
}

// A move is a number of ballots that can each shift a difference by as much.
type move struct {
	by      *big.Rat
	ballots uint64
}

// additiveMargin is exact for methods that add up scores, because every ballot can be
// changed by itself. It is the smallest number of ballots with which some option that
// is not elected draws level with one that is; moves says what ballots can do to a
// pair, and most how far one ballot of weight 1 can shift a difference.
func (b *electorate) additiveMargin(r *Result, moves func(w, l int) []move, most int64) *Margin {
	scores := make([]*big.Rat, len(b.in))
	for o, v := range r.Rounds[0].Votes {
		scores[o] = v.Rat()
	}
	heaviest := new(big.Rat).Mul(b.heaviest(), big.NewRat(most, 1))
	type pair struct {
		w, l int
		need *big.Rat
	}
	var pairs []pair
	for _, w := range r.Elected {
		for _, l := range b.standing() {
			if !slices.Contains(r.Elected, l) {
				pairs = append(pairs, pair{w, l, new(big.Rat).Sub(scores[w], scores[l])})
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return x.need.Cmp(y.need) })
	var best *Margin
	for _, p := range pairs {
		if best != nil && ceil(new(big.Rat).Quo(p.need, heaviest)) >= best.AtMost {
			break // no later pair can do with fewer
		}
		if n, ok := fewest(p.need, moves(p.w, p.l)); ok && (best == nil || n < best.AtMost) {
			best = &Margin{AtLeast: n, AtMost: n}
		}
	}
	return best
}

// heaviest is what the heaviest ballot weighs.
func (b *electorate) heaviest() *big.Rat {
	return slices.MaxFunc(b.w.of, func(x, y *big.Rat) int { return x.Cmp(y) })
}

// ceil rounds a number that is not negative up; it is at most the number of ballots.
func ceil(r *big.Rat) uint64 {
	if r.Sign() <= 0 {
		return 0
	}
	return ceilQuo(r.Num(), r.Denom()).Uint64()
}

// approvalMoves: a ballot for w alone can shift the difference by two, one for both
// or for neither by one.
func (b *electorate) approvalMoves() func(w, l int) []move {
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
	return func(w, l int) (moves []move) {
		for g, t := range both {
			onlyW, onlyL := t[w*n+w]-t[w*n+l], t[l*n+l]-t[w*n+l]
			moves = append(moves, move{new(big.Rat).Mul(b.w.of[g], big.NewRat(2, 1)), onlyW},
				move{b.w.of[g], b.turnout[g] - onlyW - onlyL})
		}
		return moves
	}
}

// scoreMoves: a ballot can take all points from w and give all to l.
func (b *electorate) scoreMoves(scale int64) func(w, l int) []move {
	least := int32(b.c.Variant.MinPoints)
	return func(w, l int) (moves []move) {
		for i, n := range b.e.n {
			shift := scale
			for _, m := range b.e.of(i) {
				switch int(m.option) {
				case w:
					shift += int64(m.value - least)
				case l:
					shift -= int64(m.value - least)
				}
			}
			weight := b.w.of[b.e.group[i]]
			moves = append(moves, move{new(big.Rat).Mul(weight, big.NewRat(shift, 1)), n})
		}
		return moves
	}
}

// fewest returns the smallest number of ballots that shift a difference at least so
// far: those that shift it most come first.
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
		k := ceilQuoRat(need, m.by, m.ballots)
		total += k
		need.Sub(need, new(big.Rat).Mul(m.by, new(big.Rat).SetInt(new(big.Int).SetUint64(k))))
	}
	return total, need.Sign() <= 0
}

// ceilQuoRat is a/b rounded up, and no more than limit.
func ceilQuoRat(a, b *big.Rat, limit uint64) uint64 {
	q := new(big.Rat).Quo(a, b)
	k := ceilQuo(q.Num(), q.Denom())
	if !k.IsUint64() || k.Uint64() > limit {
		return limit
	}
	return k.Uint64()
}
