package ballot_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// What methods promise of single winners. After each law stands a method that breaks it,
// so that its test is known to be able to fail.

// perHead draws a profile without groups. Where all is true, every ballot ranks all.
func perHead(t *rapid.T, m ballot.Method, all bool) *profile {
	p := drawProfile(t, m)
	p.c.Groups, p.c.Weighting = nil, ballot.Weighting{}
	n := len(p.c.Options)
	for i := range p.ballots {
		p.ballots[i].Group = 0
		if all {
			p.ballots[i] = ballot.Rank(rapid.Permutation(numbersTo(n)).Draw(t, "full order")...)
		}
	}
	if m == ballot.Schulze || m == ballot.RankedPairs {
		p.c.Variant.Defeats = rapid.SampledFrom([]ballot.Defeats{ballot.WinningVotes, ballot.Margins}).Draw(t,
			"defeats")
	}
	if m == ballot.InstantRunoff {
		p.c.Variant.Batch, p.c.Variant.ToTheEnd = rapid.Bool().Draw(t, "batch"), rapid.Bool().Draw(t, "to the end")
		p.c.Variant.MajorityOf = ballot.MajorityOf(rapid.IntRange(0, 1).Draw(t, "majority of"))
	}
	return p
}

// likely are all options that can be elected.
func likely(r *ballot.Result) (all []int) {
	if r.Outcome == ballot.Tied {
		return slices.Concat(r.Sets...)
	}
	return r.Elected
}

// Whom more than half put first is elected.
func TestMajorityIsElected(t *testing.T) {
	methods := []ballot.Method{ballot.Plurality, ballot.InstantRunoff, ballot.ScottishSTV, ballot.WeightedSTV,
		ballot.MeekSTV,
		ballot.Schulze, ballot.RankedPairs}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		p := perHead(t, m, false)
		w := rapid.IntRange(0, len(p.c.Options)-1).Draw(t, "winner")
		for range len(p.ballots) + 1 {
			b := raised(drawBallot(t, p.c), w, p.c)
			p.ballots = append(p.ballots, b)
		}
		require.Contains(t, p.count(t, ballot.Options{}).Elected, w)
	})
}

func TestBordaAndScoreMayPassOverAMajority(t *testing.T) {
	r := published(t, ballot.Contest{Method: ballot.Borda}, 3, []lettered{{3, "ABC"}, {2, "BCA"}})
	assert.Equal(t, []string{"B"}, winners(r))
	tally := tallyOf(t, &ballot.Contest{ID: "score", Method: ballot.Score, Seats: 1, Options: numbered(2),
		Variant: ballot.Variant{MaxPoints: 5}})
	cast(t, tally, ballot.Grade(5, 4), 3)
	cast(t, tally, ballot.Grade(0, 5), 2)
	assert.Equal(t, []int{1}, counted(t, tally, ballot.Options{}).Elected)
}

// Whom each other option beats is not elected.
func TestCondorcetLoserIsNotElected(t *testing.T) {
	methods := []ballot.Method{ballot.Borda, ballot.InstantRunoff, ballot.Schulze, ballot.RankedPairs}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		p := perHead(t, m, true)
		p.c.Seats = 1
		if len(p.ballots) == 0 {
			return
		}
		for x := range p.c.Options {
			if losesToAll(p, x) {
				require.NotContains(t, likely(p.count(t, ballot.Options{})), x)
			}
		}
	})
}

// losesToAll compares an option with each other by ballots that rank all.
func losesToAll(p *profile, x int) bool {
	for other := range p.c.Options {
		margin := 0
		for _, b := range p.ballots {
			for _, m := range b.Marks {
				if m.Option == x {
					margin++
					break
				}
				if m.Option == other {
					margin--
					break
				}
			}
		}
		if other != x && margin >= 0 {
			return false
		}
	}
	return len(p.c.Options) > 1
}

func TestPluralityMayElectTheCondorcetLoser(t *testing.T) {
	r := published(t, ballot.Contest{Method: ballot.Plurality}, 4, []lettered{{42, "A"}, {26, "B"}, {15, "C"},
		{17, "D"}})
	assert.Equal(t, []string{"A"}, winners(r),
		"the first ranks of Tennessee, where 58 of 100 prefer each other option")
}

// Turned upside down, the same ballots do not elect the same.
func TestReversedBallotsElectAnother(t *testing.T) {
	forMethods(t, []ballot.Method{ballot.Borda, ballot.Schulze, ballot.RankedPairs}, func(t *rapid.T,
		m ballot.Method) {
		p := perHead(t, m, true)
		p.c.Seats = 1
		r := p.count(t, ballot.Options{})
		if r.Outcome == ballot.Tied || len(r.Elected) == 0 || len(p.c.Options) < 2 {
			return
		}
		q := &profile{c: p.c}
		for _, b := range p.ballots {
			var order []int
			for _, mark := range slices.Backward(b.Marks) {
				order = append(order, mark.Option)
			}
			q.ballots = append(q.ballots, ballot.Rank(order...))
		}
		again := q.count(t, ballot.Options{})
		if again.Outcome == ballot.Elected {
			require.NotEqual(t, r.Elected, again.Elected)
		}
	})
}

func TestInstantRunoffMayElectTheSameOfReversedBallots(t *testing.T) {
	r := published(t, ballot.Contest{Method: ballot.InstantRunoff}, 3, []lettered{{4, "ABC"}, {3, "BCA"}, {2,
		"CAB"}})
	assert.Equal(t, []string{"A"}, winners(r), "C goes out")
	r = published(t, ballot.Contest{Method: ballot.InstantRunoff}, 3, []lettered{{4, "CBA"}, {3, "ACB"}, {2,
		"BAC"}})
	assert.Equal(t, []string{"A"}, winners(r), "B goes out")
}

// Whom each of two electorates elects, both together elect.
func TestElectoratesThatAgreeElectTheSameTogether(t *testing.T) {
	methods := []ballot.Method{ballot.Plurality, ballot.Approval, ballot.Satisfaction, ballot.Score, ballot.Borda}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		p := perHead(t, m, false)
		p.c.Seats = 1
		at := rapid.IntRange(0, len(p.ballots)).Draw(t, "first part")
		one, two := &profile{p.c, p.ballots[:at]}, &profile{p.c, p.ballots[at:]}
		a, b := one.count(t, ballot.Options{}), two.count(t, ballot.Options{})
		if a.Outcome == ballot.Elected && b.Outcome == ballot.Elected && slices.Equal(a.Elected, b.Elected) {
			r := p.count(t, ballot.Options{})
			require.Equal(t, a.Elected, r.Elected)
			require.Equal(t, ballot.Elected, r.Outcome)
		}
	})
}

// In the north B goes out first, in the south C, and A wins by their ballots. In both
// together A goes out first.
func TestInstantRunoffMayElectAnotherOfElectoratesThatAgree(t *testing.T) {
	runoff := ballot.Contest{Method: ballot.InstantRunoff}
	north, south := []lettered{{4, "A"}, {3, "BA"}, {6, "C"}}, []lettered{{4, "A"}, {3, "CA"}, {6, "B"}}
	assert.Equal(t, []string{"A"}, winners(published(t, runoff, 3, north)))
	assert.Equal(t, []string{"A"}, winners(published(t, runoff, 3, south)))
	assert.Equal(t, []string{"B", "C"}, winners(published(t, runoff, 3, slices.Concat(north, south))))
}
