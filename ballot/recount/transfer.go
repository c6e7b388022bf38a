package recount

import (
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A transfer took the papers away from an option: with their value when it went out,
// with less when it was elected with a surplus.
type transfer struct {
	from  int
	to    []int // who was open to receive papers
	value func(*big.Int) *big.Int
}

// A hall is where papers are counted in stages. Values are units of 10^-places.
type hall struct {
	*vote
	ch        *chance
	unit      *big.Int
	transfers []transfer
	hopeful   []int
	elected   []int
	quota     *big.Int
	history   [][]*big.Rat // votes in units, by stage
	kept      []int        // who has passed a surplus on, and keeps a quota
}

func (v *vote) hall(ch *chance, places int) *hall {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	return &hall{vote: v, ch: ch, unit: unit, hopeful: v.standing()}
}

// trace follows a paper from its first preference through all transfers, and returns
// who holds it, -1 for nobody, and what it is worth.
func (h *hall) trace(p *paper) (holder int, value *big.Int) {
	holder, value = p.first(h.standing()), new(big.Int).Set(h.unit)
	for _, t := range h.transfers {
		if holder == t.from {
			holder, value = p.first(t.to), t.value(value)
		}
	}
	return holder, value
}

// count adds up the papers of a new stage.
func (h *hall) count() []*big.Rat {
	votes := h.zeros()
	for i := range h.papers {
		p := &h.papers[i]
		if holder, value := h.trace(p); holder >= 0 {
			votes[holder].Add(votes[holder], new(big.Rat).Mul(p.n, new(big.Rat).SetInt(value)))
		}
	}
	for _, o := range h.kept {
		votes[o].SetInt(h.quota)
	}
	h.history = append(h.history, votes)
	return votes
}

// units returns the votes of an option in the stage.
func (h *hall) units(o int) *big.Int { return h.history[len(h.history)-1][o].Num() }

// surplus is what an option has above the quota.
func (h *hall) surplus(o int) *big.Int { return new(big.Int).Sub(h.units(o), h.quota) }

// keepQuota leaves a quota with who has passed a surplus on.
func (h *hall) keepQuota(o int) { h.kept = append(h.kept, o) }

// elect moves hopefuls to the elected, whatever their order.
func (h *hall) elect(options []int) {
	h.elected = append(h.elected, options...)
	h.drop(options)
}

// drop takes options out of the hopefuls.
func (h *hall) drop(options []int) {
	h.hopeful = slices.DeleteFunc(slices.Clone(h.hopeful), func(o int) bool { return slices.Contains(options, o) })
}

// left is the number of seats that are still to be filled.
func (h *hall) left() int { return h.c.Seats - len(h.elected) }

// exclude takes options out, and passes their papers on with their values.
func (h *hall) exclude(options []int) {
	h.drop(options)
	for _, o := range options {
		h.transfers = append(h.transfers, transfer{o, h.hopeful, func(x *big.Int) *big.Int { return x }})
	}
}

// reached returns the hopefuls with a quota.
func (h *hall) reached() (all []int) {
	for _, o := range h.hopeful {
		if h.surplus(o).Sign() >= 0 {
			all = append(all, o)
		}
	}
	return all
}

// scottish: rules 45 to 52 of SSI 2007/42.
func scottish(v *vote, ch *chance) []int {
	h := v.hall(ch, 5)
	papers := new(big.Int) // rules 43 and 46: a valid paper has a first preference
	for i := range v.papers {
		if v.papers[i].first(v.standing()) >= 0 {
			papers.Add(papers, v.papers[i].n.Num())
		}
	}
	h.quota = papers.Quo(papers, big.NewInt(int64(v.c.Seats+1)))
	h.quota.Add(h.quota, big.NewInt(1)).Mul(h.quota, h.unit)
	var pending []int
	for {
		h.count()
		won := h.reached() // rule 47
		h.elect(won)
		pending = append(pending, won...)
		pending = slices.DeleteFunc(pending, func(o int) bool { return h.surplus(o).Sign() == 0 })
		switch {
		case h.left() == 0:
			return h.elected
		case len(h.hopeful) <= h.left(): // rule 52
			h.elect(h.hopeful)
			return h.elected
		case len(pending) > 0: // rules 48 and 49
			slices.Sort(pending)
			from := ch.seat(h.most(pending, h.history, ch), ballot.ForSurplus)
			pending = slices.DeleteFunc(pending, func(o int) bool { return o == from })
			surplus, votes := h.surplus(from), h.units(from)
			h.transfers = append(h.transfers, transfer{from, h.hopeful, func(x *big.Int) *big.Int {
				product := new(big.Int).Mul(surplus, x)
				return product.Quo(product, votes)
			}})
			h.keepQuota(from)
		default: // rule 50
			h.exclude([]int{h.last(h.hopeful, h.history, ch)})
		}
	}
}
