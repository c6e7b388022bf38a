package ballot

import (
	"math/big"
	"slices"
)

// runoffMargin bounds the number of ballots from both sides. From below: k ballots
// move the difference of two tallies by at most 2k, so while that is less than every
// difference that decided a round, each round is decided as it was. From above, with
// two left in the last round: so many ballots of the winner with the other in its
// place make the other draw level (Magrino and others, Computing the Margin of Victory
// in IRV Elections, EVT 2011, section 3).
func (r *runoff) runoffMargin(result *Result) *Margin {
	m := r.lastRound()
	if len(r.elected) == 0 {
		return nil
	}
	if r.c.Variant.MinVotes > 0 || len(result.Ties) > 0 || len(result.Earlier) > 0 {
		if m.AtLeast = 1; len(result.Ties)+len(result.Earlier) > 0 {
			m.AtLeast = 0
		}
	} else if gap := r.smallestGap(); gap != nil {
		m.AtLeast = ceil(gap.Quo(gap, new(big.Rat).Mul(r.heaviest(), big.NewRat(2, 1))))
	}
	if len(r.left()) == 2 && r.w.perHead {
		gap := m.LastRound.Rat()
		m.AtMost = ceil(gap.Quo(gap, big.NewRat(2, 1)))
	}
	return m
}

// smallestGap is the smallest difference that decided a round; nil when none did.
func (r *runoff) smallestGap() (gap *big.Rat) {
	closer := func(d *big.Rat) {
		if gap == nil || d.Cmp(gap) < 0 {
			gap = d
		}
	}
	winner, basis := r.elected[0], new(big.Rat)
	for i, round := range r.rounds {
		active := new(big.Rat)
		for _, v := range round.Votes {
			active.Add(active, v.Rat())
		}
		if i == 0 || r.c.Variant.MajorityOf == OfActive {
			basis = active
		}
		out := new(big.Rat)
		for _, o := range round.Excluded {
			out.Add(out, round.Votes[o].Rat())
		}
		declared := len(round.Excluded) == 1 && r.c.Options[round.Excluded[0]].WriteIns
		for o, v := range round.Votes {
			switch {
			case v.IsZero():
			case slices.Contains(round.Elected, o): // a majority that could be lost
				closer(new(big.Rat).Sub(twice(v.Rat()), basis))
			case slices.Contains(round.Excluded, o) || len(round.Excluded) == 0:
			default:
				if !declared { // somebody who could go out instead
					closer(new(big.Rat).Sub(v.Rat(), out))
				}
				if o != winner { // somebody who could have a majority
					closer(new(big.Rat).Sub(basis, twice(v.Rat())))
				}
			}
		}
	}
	return gap
}

func twice(r *big.Rat) *big.Rat { return r.Add(r, r) }
