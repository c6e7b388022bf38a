package ballot_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// What methods promise of several seats. After each law stands a method that breaks it,
// so that its test is known to be able to fail.

// Voters who put the same options before all others, in whatever order, get as many of
// them elected as they have quotas (Dummett; Woodall's Droop proportionality criterion).
func TestSolidCoalitionsGetTheirQuotas(t *testing.T) {
	forMethods(t, []ballot.Method{ballot.ScottishSTV, ballot.WeightedSTV, ballot.MeekSTV}, func(t *rapid.T,
		m ballot.Method) {
		p := perHead(t, m, false)
		if m == ballot.WeightedSTV {
			p.c.Variant.Decimals = rapid.IntRange(3, 9).Draw(t, "places") // with fewer, rounding loses votes
		}
		p.ballots = slices.DeleteFunc(p.ballots, func(b ballot.Ballot) bool { return len(b.Marks) == 0 })
		n := len(p.c.Options)
		coalition := rapid.Permutation(numbersTo(n)).Draw(t, "coalition")[:rapid.IntRange(1, n).Draw(t, "size")]
		solid := rapid.IntRange(1, 12).Draw(t, "voters")
		for range solid {
			order := slices.Clone(coalition)
			for i, k := range rapid.Permutation(numbersTo(len(coalition))).Draw(t, "order within") {
				order[i] = coalition[k]
			}
			p.ballots = append(p.ballots, ballot.Rank(order...))
		}
		quota := len(p.ballots)/(p.c.Seats+1) + 1
		due := min(solid/quota, len(coalition))
		r := p.count(t, ballot.Options{})
		for _, set := range append(sets(r), r.Elected) {
			if r.Outcome == ballot.Tied && len(set) < p.c.Seats {
				continue // what all sets share
			}
			got := 0
			for _, o := range set {
				if slices.Contains(coalition, o) {
					got++
				}
			}
			require.GreaterOrEqual(t, got, due, "%v for %v", set, coalition)
		}
	})
}

func TestBordaGivesASolidCoalitionLessThanItsQuotas(t *testing.T) {
	voters := []lettered{{60, "ABCD"}, {40, "DCBA"}}
	assert.Equal(t, []string{"AB"}, winners(published(t, ballot.Contest{Method: ballot.Borda, Seats: 2}, 4,
		voters)))
	assert.Equal(t, []string{"AD"}, winners(published(t, ballot.Contest{Method: ballot.MeekSTV, Seats: 2}, 4,
		voters)))
}

// One more seat takes nobody's seat.
func TestMoreSeatsTakeNobodysSeat(t *testing.T) {
	methods := []ballot.Method{ballot.Plurality, ballot.Approval, ballot.Satisfaction, ballot.Score, ballot.Borda,
		ballot.SequentialPAV, ballot.Phragmen}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		p := drawProfile(t, m)
		p.c.Seats, p.c.Vacant = 1, true
		lot := &ballot.Lot{Order: rapid.Permutation(numbersTo(len(p.c.Options))).Draw(t, "lot")}
		before := p.count(t, ballot.Options{Lot: lot}).Elected
		for range p.c.Options[1:] {
			c := *p.c
			c.Seats++
			p.c = &c
			r := p.count(t, ballot.Options{Lot: lot})
			require.Subset(t, r.Elected, before, "%d seats", c.Seats)
			before = r.Elected
		}
	})
}

// Lackner and Skowron (2023), proposition A.2. For equal shares, ties go to the first in
// the alphabet.
func TestMoreSeatsMayTakeASeatByPAVAndEqualShares(t *testing.T) {
	voters := []lettered{{2, "A"}, {3, "AC"}, {3, "BC"}, {2, "B"}}
	pav := ballot.Contest{Method: ballot.ProportionalPAV, Seats: 1}
	assert.Equal(t, []string{"C"}, winners(published(t, pav, 3, voters)))
	pav.Seats = 2
	assert.Equal(t, []string{"AB"}, winners(published(t, pav, 3, voters)))

	voters = []lettered{{1, "ADE"}, {1, "AC"}, {1, "BE"}, {1, "CDF"}}
	var elected [][]int
	for _, seats := range []int{3, 4} {
		r := published(t, ballot.Contest{Method: ballot.EqualShares, Seats: seats}, 6, voters)
		r = counted(t, r.Tally(), ballot.Options{Lot: &ballot.Lot{Order: numbersTo(6)}})
		elected = append(elected, r.Elected)
	}
	assert.NotSubset(t, elected[1], elected[0], "%v", words(elected...))
}

// One more approval of somebody elected does not cost the seat.
func TestMoreApprovalDoesNotCostTheSeat(t *testing.T) {
	methods := []ballot.Method{ballot.Approval, ballot.Satisfaction, ballot.SequentialPAV, ballot.ProportionalPAV,
		ballot.Phragmen}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		p := perHead(t, m, false)
		r := p.count(t, ballot.Options{})
		if len(r.Ties) > 0 || len(r.Elected) == 0 {
			return
		}
		w := rapid.SampledFrom(r.Elected).Draw(t, "elected")
		i := rapid.IntRange(0, len(p.ballots)-1).Draw(t, "ballot")
		p.ballots[i] = raised(p.ballots[i], w, p.c)
		again := p.count(t, ballot.Options{})
		require.Contains(t, again.Elected, w, "of %v", again.Sets)
	})
}

// Lackner and Skowron (2023), proposition A.3: a voter more for A alone, who is elected,
// and A is not.
func TestMoreApprovalMayCostTheSeatByEqualShares(t *testing.T) {
	voters := []lettered{{1, "BD"}, {1, "AB"}, {1, "BDE"}, {1, "AE"}, {2, "CDE"}, {1, "CE"}, {1, "ACE"}, {1,
		"BCD"}}
	shares := ballot.Contest{Method: ballot.EqualShares, Seats: 3}
	assert.Equal(t, []string{"ADE"}, winners(published(t, shares, 5, voters)))
	assert.Equal(t, []string{"BCE"}, winners(published(t, shares, 5, append(voters, lettered{1, "A"}))))
}

// The same proposition: voters who approve two of the elected together, and those lose
// one of their seats.
func TestMoreApprovalOfTwoTogetherMayCostASeat(t *testing.T) {
	for _, test := range []struct {
		method        ballot.Method
		seats, of     int
		voters        []lettered
		old, new      lettered // a ballot that goes, and one that comes
		before, after []string
	}{
		{ballot.Phragmen, 3, 4, []lettered{{10, "AB"}, {3, "C"}, {12, "D"}, {21, "ABC"}, {6, "CD"}}, lettered{},
			lettered{1, "AB"}, []string{"ABD"}, []string{"ACD", "BCD"}},
		{ballot.Phragmen, 3, 4, []lettered{{6, "C"}, {4, "AB"}, {1, "ABC"}, {16, "ABD"}, {4, "CD"}}, lettered{1, "C"},
			lettered{1, "ABC"}, []string{"ABC"}, []string{"ACD", "BCD"}},
		{ballot.SequentialPAV, 4, 5, []lettered{{7, "ABD"}, {4, "ABE"}, {3, "ACD"}, {5, "ACE"}}, lettered{},
			lettered{1, "CD"}, []string{"ABCD"}, []string{"ABDE"}},
		{ballot.ProportionalPAV, 4, 7, []lettered{{1, "ABC"}, {2, "EF"}, {3, "AE"}, {3, "BE"}, {3, "CE"}, {3, "AF"},
			{3, "BF"},
			{3, "CF"}, {3, "AG"}, {3, "BG"}, {3, "CG"}, {100, "D"}}, lettered{1, "AB"}, lettered{1, "ABCD"},
			[]string{"ABCD"}, []string{"DEFG"}},
	} {
		c := ballot.Contest{Method: test.method, Seats: test.seats}
		before, after := slices.Clone(test.voters), slices.Concat(test.voters, []lettered{test.new})
		if test.old.n > 0 {
			before = append(before, test.old)
		}
		assert.Equal(t, test.before, winners(published(t, c, test.of, before)), test.method)
		assert.Equal(t, test.after, winners(published(t, c, test.of, after)), test.method)
	}
}

// Voters of so much weight who approve the same options are represented as one of them
// is due (Aziz and others, 2017): with so many seats of the weight as they have, somebody
// among them gets as many. Equal shares promise it without a completion, and with groups
// that weigh the same.
func TestCohesiveWeightIsRepresented(t *testing.T) {
	methods := []ballot.Method{ballot.EqualShares, ballot.ProportionalPAV, ballot.Phragmen}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		p := drawProfile(t, m)
		if m == ballot.EqualShares {
			p.c.Variant.Completion, p.c.Vacant = ballot.NoneLeft, true
		}
		r := p.count(t, ballot.Options{})
		committees := r.Sets
		if r.Outcome == ballot.Elected {
			committees = [][]int{r.Elected}
		}
		for _, elected := range committees {
			require.Empty(t, unrepresented(p, r, elected, m != ballot.Phragmen), "%v of %v", elected, p.ballots)
		}
	})
}

// unrepresented names a set of options whose voters get less than they are due.
func unrepresented(p *profile, r *ballot.Result, elected []int, extended bool) string {
	all := new(big.Rat)
	for _, b := range p.ballots {
		all.Add(all, r.Weights[b.Group].Rat())
	}
	committee := mask(ballot.Choose(elected...))
	for set := uint(1); set < 1<<len(p.c.Options); set++ {
		due := ones(set)
		if due > 1 && !extended || due > p.c.Seats {
			continue
		}
		poor := new(big.Rat)
		for _, b := range p.ballots {
			if approved := mask(b); approved&set == set && ones(approved&committee) < due {
				poor.Add(poor, r.Weights[b.Group].Rat())
			}
		}
		poor.Mul(poor, big.NewRat(int64(p.c.Seats), int64(due)))
		if poor.Sign() > 0 && poor.Cmp(all) >= 0 {
			return fmt.Sprintf("%b", set)
		}
	}
	return ""
}

// ones counts the options of a set.
func ones(set uint) (n int) {
	for ; set > 0; set &= set - 1 {
		n++
	}
	return n
}

// A third of the weight that approves one option gets nothing by approval alone.
func TestApprovalLeavesAThirdOfTheWeightUnrepresented(t *testing.T) {
	p := &profile{c: &ballot.Contest{ID: "third", Method: ballot.Approval, Seats: 3, Options: numbered(4),
		Groups:    bodies(3),
		Weighting: ballot.Weighting{Rule: ballot.ByTurnout}}}
	for range 9 {
		p.ballots = append(p.ballots, ballot.Choose(3).In(2))
	}
	p.ballots = append(p.ballots, ballot.Choose(0, 1, 2), ballot.Choose(0, 1, 2).In(1))
	r := p.count(t, ballot.Options{})
	assert.Equal(t, []int{0, 1, 2}, r.Elected)
	assert.Equal(t, "1000", unrepresented(p, r, r.Elected, false))
	shares := *p.c
	shares.Method = ballot.EqualShares
	p.c = &shares
	assert.Contains(t, p.count(t, ballot.Options{}).Elected, 3)
}
