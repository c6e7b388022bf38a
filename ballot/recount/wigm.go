package recount

import (
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// wigm: who reaches the quota is elected, and passes on of each paper as much as the
// surplus is of the votes.
func wigm(v *vote, ch *chance) []int {
	h := v.hall(ch, v.c.Variant.Decimals)
	for few := true; ; {
		votes := h.count()
		if h.quota == nil {
			h.quota = h.quotaOf(votes)
		}
		won := h.wigmWinners()
		h.elect(won)
		switch {
		case h.left() == 0 || len(h.hopeful) == 0:
			return h.elected
		case len(won) > 0:
			for _, o := range won {
				h.passSurplus(o)
			}
		case h.writeIns(h.hopeful) != nil:
			h.exclude(h.writeIns(h.hopeful))
		default:
			h.exclude(h.wigmLosers(votes, few))
			few = false
		}
	}
}

// passSurplus passes papers on at value × (surplus ÷ votes), rounded down twice.
func (h *hall) passSurplus(o int) {
	if h.surplus(o).Sign() <= 0 {
		return
	}
	ratio := new(big.Int).Mul(h.surplus(o), h.unit)
	ratio.Quo(ratio, h.units(o))
	h.transfers = append(h.transfers, transfer{o, h.hopeful, func(x *big.Int) *big.Int {
		product := new(big.Int).Mul(x, ratio)
		return product.Quo(product, h.unit)
	}})
	h.keepQuota(o)
}

// quotaOf computes the declared quota from the votes of the first round.
func (h *hall) quotaOf(votes []*big.Rat) *big.Int {
	total := new(big.Int)
	for _, n := range votes {
		total.Add(total, n.Num())
	}
	whole := new(big.Int).Quo(total, h.unit)
	seats, one := big.NewInt(int64(h.c.Seats)), big.NewInt(1)
	parts := new(big.Int).Add(seats, one)
	switch h.c.Variant.Quota {
	case ballot.DroopDecimal:
		return new(big.Int).Add(total.Quo(total, parts), one)
	case ballot.HareWhole:
		whole.Quo(whole, seats)
		if whole.Sign() == 0 {
			whole.Set(one)
		}
		return whole.Mul(whole, h.unit)
	case ballot.HareDecimal:
		total.Quo(total, seats)
		if total.Sign() == 0 {
			total.Set(h.unit)
		}
		return total
	}
	return whole.Quo(whole, parts).Add(whole, one).Mul(whole, h.unit)
}

// wigmWinners returns who is elected in this round. The pile of write-ins is nobody,
// and while it is in nobody is elected.
func (h *hall) wigmWinners() []int {
	if h.writeIns(h.hopeful) != nil {
		return nil
	}
	if len(h.hopeful) <= h.left() {
		return h.hopeful
	}
	won, places := h.reached(), h.left()
	if h.c.Variant.OneByOne {
		places = 1
	}
	if len(won) <= places {
		return won
	}
	var taken []int // with Hare quotas more may reach it than there are seats
	for len(taken) < places {
		best := h.most(won, h.history, h.ch)
		o := h.ch.seat(best, ballot.ForSeat)
		taken = append(taken, o)
		won = slices.DeleteFunc(slices.Clone(won), func(x int) bool { return x == o })
	}
	return taken
}

// wigmLosers returns who goes out: at first those with fewer votes than declared, then
// the last.
func (h *hall) wigmLosers(votes []*big.Rat, few bool) []int {
	if few {
		if out := h.tooFew(h.hopeful, votes, h.unit, h.left()); out != nil {
			return out
		}
	}
	return []int{h.last(h.hopeful, h.history, h.ch)}
}
