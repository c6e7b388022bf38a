package ballot_test

import (
	"encoding/json"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A profile is a contest with ballots, small enough for ties of every kind.
type profile struct {
	c       *ballot.Contest
	ballots []ballot.Ballot
}

// drawProfile draws a profile for a method.
func drawProfile(t *rapid.T, m ballot.Method) *profile {
	n := rapid.IntRange(1, 5).Draw(t, "options")
	c := &ballot.Contest{ID: "law", Method: m, Options: numbered(n), Seats: 1, Validity: ballot.Validity{Blank: ballot.Ignore}}
	switch {
	case m == ballot.Motion:
		simple := ballot.SimpleMajority()
		c.Options, c.Seats, c.Majority = nil, 0, &ballot.Requirement{Overall: &simple}
	case !m.SingleSeat():
		c.Seats = rapid.IntRange(1, n).Draw(t, "seats")
	}
	if m == ballot.Score {
		c.Variant.MaxPoints = 3
	}
	if m == ballot.WeightedSTV {
		c.Variant.Decimals = rapid.IntRange(0, 5).Draw(t, "decimals")
	}
	if groups := rapid.IntRange(0, 3).Draw(t, "groups"); groups > 0 {
		for g := range groups {
			c.Groups = append(c.Groups, ballot.Group{ID: optionName(g)})
		}
		if m != ballot.ScottishSTV && m != ballot.WeightedSTV && m != ballot.MeekSTV {
			c.Weighting.Rule = rapid.SampledFrom([]ballot.WeightRule{ballot.PerHead, ballot.ByTurnout}).Draw(t, "weights")
		}
	}
	p := &profile{c: c}
	for range rapid.IntRange(0, 8).Draw(t, "ballots") {
		p.ballots = append(p.ballots, drawBallot(t, c).In(rapid.IntRange(0, max(0, len(c.Groups)-1)).Draw(t, "group")))
	}
	return p
}

func drawBallot(t *rapid.T, c *ballot.Contest) ballot.Ballot {
	n := len(c.Options)
	switch c.Kind() {
	case ballot.Votes:
		return ballot.Choose(rapid.IntRange(0, 2).Draw(t, "vote"))
	case ballot.SingleChoice:
		return ballot.Choose(rapid.IntRange(0, n-1).Draw(t, "choice"))
	case ballot.Points:
		return ballot.Grade(rapid.SliceOfN(rapid.IntRange(0, 3), n, n).Draw(t, "points")...)
	}
	order := rapid.Permutation(numbersTo(n)).Draw(t, "order")
	order = order[:rapid.IntRange(0, n).Draw(t, "length")]
	if c.Kind() == ballot.Approvals {
		return ballot.Choose(order...)
	}
	return ballot.Rank(order...)
}

func numbersTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func (p *profile) tally(t require.TestingT) *ballot.Tally {
	tally, err := ballot.NewTally(p.c)
	require.NoError(t, err)
	for _, b := range p.ballots {
		reason, err := tally.Add(b, 1)
		require.NoError(t, err)
		require.Equal(t, ballot.Valid, reason)
	}
	return tally
}

func (p *profile) count(t require.TestingT, o ballot.Options) *ballot.Result {
	r, err := ballot.Count(p.tally(t), o)
	require.NoError(t, err)
	return r
}

func recordOf(t require.TestingT, r *ballot.Result) string {
	b, err := json.Marshal(r)
	require.NoError(t, err)
	return string(b)
}

// forMethods runs a law for each of the methods that promise it.
func forMethods(t *testing.T, methods []ballot.Method, law func(*rapid.T, ballot.Method)) {
	for _, m := range methods {
		t.Run(m.String(), func(t *testing.T) { rapid.Check(t, func(t *rapid.T) { law(t, m) }) })
	}
}

// Order, splitting, merging and what was retracted leave no trace, down to the record.
func TestRecordDoesNotDependOnHowBallotsCame(t *testing.T) {
	forMethods(t, ballot.Methods(), func(t *rapid.T, m ballot.Method) {
		p := drawProfile(t, m)
		want := recordOf(t, p.count(t, ballot.Options{}))
		parts := []*ballot.Tally{}
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			tally, err := ballot.NewTally(p.c)
			require.NoError(t, err)
			parts = append(parts, tally)
		}
		extra := drawBallot(t, p.c)
		for _, i := range rapid.Permutation(numbersTo(len(p.ballots))).Draw(t, "order of arrival") {
			part := rapid.SampledFrom(parts).Draw(t, "part")
			_, err := part.Add(p.ballots[i], 1)
			require.NoError(t, err)
		}
		_, err := parts[0].Add(extra, 3)
		require.NoError(t, err)
		whole := parts[len(parts)-1]
		for _, part := range parts[:len(parts)-1] {
			require.NoError(t, whole.Merge(part))
		}
		require.NoError(t, whole.Retract(extra, 3))
		r, err := ballot.Count(whole, ballot.Options{})
		require.NoError(t, err)
		require.Equal(t, want, recordOf(t, r))
	})
}

// Renaming options renames the result, with the lot order carried along.
func TestOptionsAreTreatedAlike(t *testing.T) {
	elections := slices.DeleteFunc(ballot.Methods(), func(m ballot.Method) bool { return m == ballot.Motion })
	forMethods(t, elections, func(t *rapid.T, m ballot.Method) {
		p := drawProfile(t, m)
		n := len(p.c.Options)
		to := rapid.Permutation(numbersTo(n)).Draw(t, "renaming")
		q := &profile{c: p.c}
		for _, b := range p.ballots {
			c := ballot.Ballot{Group: b.Group}
			for _, mark := range b.Marks {
				c.Marks = append(c.Marks, ballot.Mark{Option: to[mark.Option], Value: mark.Value})
			}
			q.ballots = append(q.ballots, c)
		}
		lot := rapid.Permutation(numbersTo(n)).Draw(t, "lot")
		require.Equal(t, renamed(to, p.count(t, ballot.Options{}).Sets), sets(q.count(t, ballot.Options{})))
		with := p.count(t, ballot.Options{Lot: &ballot.Lot{Order: lot}})
		again := q.count(t, ballot.Options{Lot: &ballot.Lot{Order: renamed(to, [][]int{lot}, true)[0]}})
		require.Equal(t, renamed(to, [][]int{with.Elected})[0], emptied(sortedInts(again.Elected)))
	})
}

// renamed maps sets; they are sorted unless order matters.
func renamed(to []int, all [][]int, ordered ...bool) [][]int {
	out := [][]int{}
	for _, set := range all {
		mapped := []int{}
		for _, o := range set {
			mapped = append(mapped, to[o])
		}
		if len(ordered) == 0 {
			slices.Sort(mapped)
		}
		out = append(out, mapped)
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

func sets(r *ballot.Result) [][]int { return append([][]int{}, r.Sets...) }

// Under equal groups, twice the ballots of a group are not more weight.
func TestGroupWeightDoesNotGrowWithTurnout(t *testing.T) {
	methods := []ballot.Method{ballot.Plurality, ballot.Approval, ballot.Satisfaction, ballot.Score, ballot.Borda, ballot.InstantRunoff,
		ballot.Schulze, ballot.RankedPairs, ballot.SequentialPAV, ballot.ProportionalPAV, ballot.Phragmen, ballot.EqualShares}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		p := drawProfile(t, m)
		p.c.Groups = []ballot.Group{{ID: "a"}, {ID: "b"}}
		p.c.Weighting.Rule = ballot.ByTurnout
		q := &profile{c: p.c}
		for i := range p.ballots {
			p.ballots[i].Group %= 2
			q.ballots = append(q.ballots, p.ballots[i])
			if p.ballots[i].Group == 1 {
				q.ballots = append(q.ballots, p.ballots[i])
			}
		}
		one, two := p.count(t, ballot.Options{}), q.count(t, ballot.Options{})
		require.Equal(t, one.Outcome, two.Outcome)
		require.Equal(t, one.Elected, two.Elected)
		require.Equal(t, one.Sets, two.Sets)
	})
}

// Raising the only winner on a ballot never makes it lose.
func TestMoreSupportNeverHurts(t *testing.T) {
	methods := []ballot.Method{ballot.Plurality, ballot.Approval, ballot.Satisfaction, ballot.Score, ballot.Borda, ballot.Schulze, ballot.RankedPairs}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		p := drawProfile(t, m)
		p.c.Seats = 1
		r := p.count(t, ballot.Options{})
		if len(r.Ties) > 0 || len(r.Elected) == 0 {
			return
		}
		w := r.Elected[0]
		i := rapid.IntRange(0, len(p.ballots)-1).Draw(t, "ballot")
		p.ballots[i] = raised(p.ballots[i], w, p.c)
		again := p.count(t, ballot.Options{})
		require.Contains(t, again.Elected, w)
	})
}

// raised puts an option first, and leaves the others as they stand to each other.
func raised(b ballot.Ballot, w int, c *ballot.Contest) ballot.Ballot {
	rest := slices.DeleteFunc(slices.Clone(b.Marks), func(m ballot.Mark) bool { return m.Option == w })
	mark := ballot.Mark{Option: w}
	switch c.Kind() {
	case ballot.SingleChoice:
		rest = nil
	case ballot.Points:
		mark.Value = c.Variant.MaxPoints
	case ballot.Ranking:
		mark.Value = 1
		for i := range rest {
			rest[i].Value = i + 2
		}
	}
	return ballot.Ballot{Group: b.Group, Marks: append([]ballot.Mark{mark}, rest...)}
}

// Instant runoff breaks that law, so the test above can fail: two ballots that raise A
// make B go out in the place of C, and A, who would have beaten B, loses to C.
func TestInstantRunoffIsNotMonotone(t *testing.T) {
	winner := func(abc, bac uint64) int {
		tally := tallyOf(t, &ballot.Contest{ID: "irv", Method: ballot.InstantRunoff, Seats: 1, Options: numbered(3)})
		cast(t, tally, ballot.Rank(0, 1, 2), abc)
		cast(t, tally, ballot.Rank(1, 0, 2), bac)
		cast(t, tally, ballot.Rank(1, 2, 0), 4)
		cast(t, tally, ballot.Rank(2, 0, 1), 5)
		return counted(t, tally, ballot.Options{}).Elected[0]
	}
	assert.Equal(t, 0, winner(6, 2), "C goes out, and its ballots elect A")
	assert.Equal(t, 2, winner(8, 0), "B goes out, and its ballots elect C")
}

// The option that beats each other is elected, and who is elected is in the Smith set.
func TestCondorcetWinnerIsElected(t *testing.T) {
	forMethods(t, []ballot.Method{ballot.Schulze, ballot.RankedPairs}, func(t *rapid.T, m ballot.Method) {
		p := drawProfile(t, m)
		p.c.Variant.Defeats = rapid.SampledFrom([]ballot.Defeats{ballot.WinningVotes, ballot.Margins}).Draw(t, "defeats")
		r := p.count(t, ballot.Options{})
		if r.Condorcet >= 0 && r.Vacant == 0 {
			require.Equal(t, []int{r.Condorcet}, r.Elected)
		}
		for _, set := range append(sets(r), r.Elected) {
			for _, o := range set {
				require.Contains(t, r.Smith, o)
			}
		}
	})
}

// A copy of an option next to it on every ballot takes the seat from nobody else.
func TestClonesChangeNothing(t *testing.T) {
	forMethods(t, []ballot.Method{ballot.Schulze, ballot.RankedPairs, ballot.InstantRunoff}, func(t *rapid.T, m ballot.Method) {
		p := drawProfile(t, m)
		r := p.count(t, ballot.Options{})
		if len(r.Ties) > 0 || len(r.Elected) == 0 {
			return
		}
		n := len(p.c.Options)
		twin := rapid.IntRange(0, n-1).Draw(t, "twin")
		c := *p.c
		c.Options = numbered(n + 1)
		q := &profile{c: &c}
		for _, b := range p.ballots {
			var order []int
			for _, mark := range b.Marks {
				if order = append(order, mark.Option); mark.Option == twin {
					order = append(order, n)
				}
			}
			q.ballots = append(q.ballots, ballot.Rank(order...).In(b.Group))
		}
		again := q.count(t, ballot.Options{})
		for _, set := range append(sets(again), again.Elected) {
			for _, o := range set {
				if o == n {
					o = twin
				}
				require.Equal(t, r.Elected[0], o)
			}
		}
	})
}

// Borda breaks that law, so the test above can fail: a clone of B makes B win.
func TestBordaIsNotIndependentOfClones(t *testing.T) {
	one := tallyOf(t, &ballot.Contest{ID: "borda", Method: ballot.Borda, Seats: 1, Options: numbered(2)})
	cast(t, one, ballot.Rank(0, 1), 3)
	cast(t, one, ballot.Rank(1, 0), 2)
	assert.Equal(t, []int{0}, counted(t, one, ballot.Options{}).Elected)
	two := tallyOf(t, &ballot.Contest{ID: "borda", Method: ballot.Borda, Seats: 1, Options: numbered(3)})
	cast(t, two, ballot.Rank(0, 1, 2), 3)
	cast(t, two, ballot.Rank(1, 2, 0), 2)
	assert.Equal(t, []int{1}, counted(t, two, ballot.Options{}).Elected)
}

// Votes, exhausted votes and residue are the ballots that are not blank, in each round.
func TestNoVoteIsLostInAnyRound(t *testing.T) {
	methods := []ballot.Method{ballot.InstantRunoff, ballot.ScottishSTV, ballot.WeightedSTV, ballot.MeekSTV}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		p := drawProfile(t, m)
		p.c.Weighting.Rule = ballot.PerHead
		r := p.count(t, ballot.Options{})
		voted := new(big.Rat)
		for _, b := range p.ballots {
			if len(b.Marks) > 0 {
				voted.Add(voted, big.NewRat(1, 1))
			}
		}
		for i, round := range r.Rounds {
			sum := new(big.Rat).Add(round.Exhausted.Rat(), round.Residue.Rat())
			for _, v := range round.Votes {
				sum.Add(sum, v.Rat())
			}
			require.Equal(t, voted.RatString(), sum.RatString(), "round %d", i)
		}
	})
}
