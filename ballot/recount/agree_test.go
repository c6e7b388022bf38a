package recount_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/recount"
)

// tallyFor adds each ballot so many times.
func tallyFor(t *testing.T, c *ballot.Contest, add ...any) *ballot.Tally {
	t.Helper()
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	for i := 0; i < len(add); i += 2 {
		reason, err := tally.Add(add[i+1].(ballot.Ballot), uint64(add[i].(int)))
		require.NoError(t, err)
		require.Equal(t, ballot.Valid, reason)
	}
	return tally
}

func options(ids string) (all []ballot.Option) {
	for _, id := range ids {
		all = append(all, ballot.Option{ID: string(id)})
	}
	return all
}

func TestADisagreementSaysWhereTheTwoCountsDiffer(t *testing.T) {
	c := &ballot.Contest{ID: "board", Method: ballot.Approval, Seats: 1, Options: options("abc")}
	tally := tallyFor(t, c, 3, ballot.Choose(0, 1), 1, ballot.Choose(2))
	r, err := ballot.Count(tally, ballot.Options{})
	require.NoError(t, err)
	require.NoError(t, recount.Agree(r))

	var differs *recount.Disagreement
	r.Sets = [][]int{{0}, {2}}
	require.ErrorAs(t, recount.Agree(r), &differs)
	assert.Equal(t, "sets", differs.What)

	r.Outcome, r.Sets, r.Elected = ballot.Elected, nil, []int{2}
	require.ErrorAs(t, recount.Agree(r), &differs)
	assert.Equal(t, recount.Disagreement{Contest: "board", What: "outcome", Counted: "elected", Again: "tied"}, *differs)

	r, err = ballot.Count(tally, ballot.Options{Lot: &ballot.Lot{Order: []int{1, 0, 2}}})
	require.NoError(t, err)
	r.Elected[0] = 2
	require.ErrorAs(t, recount.Agree(r), &differs)
	assert.EqualError(t, differs,
		`contest "board": elected counted [2], counted again [1]; publish neither before it is known why`)
}

// A result knows its ballots only as published, with small groups merged.
func TestAResultWithMergedGroupsIsCountedAgain(t *testing.T) {
	c := &ballot.Contest{ID: "merged", Method: ballot.Plurality, Seats: 1, Options: options("ab"), Merge: 3,
		Groups:    []ballot.Group{{ID: "x"}, {ID: "y"}, {ID: "z"}},
		Weighting: ballot.Weighting{Rule: ballot.ByTurnout}}
	tally := tallyFor(t, c, 1, ballot.Choose(0).In(0), 2, ballot.Choose(1).In(1), 4, ballot.Choose(0).In(2))
	r, err := ballot.Count(tally, ballot.Options{})
	require.NoError(t, err)
	require.Equal(t, [][]int{{0, 1}}, r.Merged)
	require.NoError(t, recount.Agree(r))
	data, err := r.MarshalJSON()
	require.NoError(t, err)
	again, differences, err := ballot.Recheck(data)
	require.NoError(t, err)
	require.Empty(t, differences)
	require.NoError(t, recount.Agree(again))
}

func TestAResultWithoutBallotsCannotBeCountedAgain(t *testing.T) {
	require.ErrorIs(t, recount.Agree(&ballot.Result{}), recount.ErrNoBallots)
}

func TestWhatCannotBeCountedIsRefusedByBothCounts(t *testing.T) {
	tally := tallyFor(t, &ballot.Contest{ID: "x", Method: ballot.Approval, Seats: 1, Options: options("ab")})
	for _, o := range []ballot.Options{
		{Without: []int{2}}, {Without: []int{0, 0}}, {Without: []int{-1}},
		{Lot: &ballot.Lot{Order: []int{0}}}, {Lot: &ballot.Lot{Order: []int{0, 0}}},
		{Lot: &ballot.Lot{Order: []int{0, 1, 2}}},
		{Lot: &ballot.Lot{Order: []int{1, 0}, How: ballot.RFC3797, Key: "3./"}},
		{Lot: &ballot.Lot{Order: []int{0, 1}, How: ballot.RFC3797, Key: "3./"}},
	} {
		_, first := ballot.Count(tally, o)
		_, second := recount.Count(tally, o)
		if first == nil {
			require.NoError(t, second)
			continue
		}
		for _, sentinel := range []error{ballot.ErrLot, ballot.ErrOption} {
			assert.Equal(t, assert.ErrorIs(silent{}, first, sentinel), assert.ErrorIs(silent{}, second, sentinel), "%+v", o)
		}
	}
}

// silent hears no complaint.
type silent struct{}

func (silent) Errorf(string, ...any) {}

// B had more votes before the last went out, so its surplus goes first, and C is ahead
// of D at the stage that tells them apart. Were it A's turn, D would be elected.
func TestEqualSurplusesAreToldApartByAnEarlierStage(t *testing.T) {
	c := &ballot.Contest{ID: "surplus", Method: ballot.ScottishSTV, Seats: 3, Tie: ballot.TieByEarlier,
		Options: options("ABCDE")}
	tally := tallyFor(t, c, 50, ballot.Rank(0, 3), 51, ballot.Rank(1, 2), 51, ballot.Rank(2), 51, ballot.Rank(3),
		4, ballot.Rank(4, 0, 3), 3, ballot.Rank(4, 1, 2))
	r, err := ballot.Count(tally, ballot.Options{})
	require.NoError(t, err)
	assert.Equal(t, ballot.ForSurplus, r.Earlier[0].For)
	assert.Equal(t, []int{0, 1}, r.Earlier[0].Options)
	assert.ElementsMatch(t, []int{0, 1, 2}, r.Elected)
	require.NoError(t, recount.Agree(r))
}

// Nine options have too many orders to try; the pairs are locked instead. A beats B
// beats C beats A by as much, and all of them beat the rest.
func TestRankedPairsOfManyOptionsAreCountedAgain(t *testing.T) {
	c := &ballot.Contest{ID: "cycle", Method: ballot.RankedPairs, Seats: 1, Options: options("ABCDEFGHI")}
	tally := tallyFor(t, c, 1, ballot.Rank(0, 1, 2), 1, ballot.Rank(1, 2, 0), 1, ballot.Rank(2, 0, 1))
	for _, o := range []ballot.Options{{}, {Lot: &ballot.Lot{Order: []int{8, 7, 6, 5, 4, 3, 2, 1, 0}}}} {
		r, err := ballot.Count(tally, o)
		require.NoError(t, err)
		require.NoError(t, recount.Agree(r))
		if o.Lot == nil {
			assert.Equal(t, [][]int{{0}, {1}, {2}}, r.Sets)
		}
	}
}

// A contest bounds the sets that are listed; what is listed must be right all the same.
func TestATieWithMoreSetsThanAreListedIsCountedAgain(t *testing.T) {
	c := &ballot.Contest{ID: "many", Method: ballot.Approval, Seats: 3, Options: options("abcdefg"), TieLimit: 10}
	tally := tallyFor(t, c, 1, ballot.Choose(0, 1, 2, 3, 4, 5), 1, ballot.Choose(6))
	r, err := ballot.Count(tally, ballot.Options{})
	require.NoError(t, err)
	require.True(t, r.Incomplete)
	require.NoError(t, recount.Agree(r))
	again, err := recount.Count(tally, ballot.Options{})
	require.NoError(t, err)
	assert.True(t, again.Incomplete)
	assert.Len(t, again.Sets, 10)

	all := *c
	all.TieLimit = 0
	tally = tallyFor(t, &all, 1, ballot.Choose(0, 1, 2, 3, 4, 5), 1, ballot.Choose(6))
	again, err = recount.Count(tally, ballot.Options{})
	require.NoError(t, err)
	assert.Len(t, again.Sets, 35)
	require.NoError(t, recount.Compare(r, again), "all that is listed is among them")
	r.Sets = [][]int{{0, 1}}
	var differs *recount.Disagreement
	require.ErrorAs(t, recount.Compare(r, again), &differs)
	assert.Equal(t, "sets", differs.What)
}

// All courses of a tie elect the same: who has followed only some of them does not
// contradict who knows.
func TestACountThatWasCutOffContradictsOnlyWhatItHasSeen(t *testing.T) {
	contest := &ballot.Contest{ID: "x", Options: []ballot.Option{{ID: "a"}, {ID: "b"}, {ID: "none", None: true}}}
	decided := &ballot.Result{Contest: contest, Outcome: ballot.Elected, Elected: []int{1}}
	open := &ballot.Result{Contest: contest, Outcome: ballot.Tied, Sets: [][]int{{1, 2}}, Incomplete: true}
	cut := func(sets ...[]int) recount.Outcome {
		return recount.Outcome{Word: ballot.Tied, Sets: sets, Incomplete: true}
	}
	require.NoError(t, recount.Compare(decided, cut([]int{1})))
	require.Error(t, recount.Compare(decided, cut([]int{0}, []int{1})))
	require.NoError(t, recount.Compare(open, recount.Outcome{Word: ballot.Elected, Elected: []int{1}}))
	require.Error(t, recount.Compare(open, recount.Outcome{Word: ballot.Elected, Elected: []int{0}}))
	require.Error(t, recount.Compare(open, recount.Outcome{Word: ballot.Tied, Sets: [][]int{{0}, {1}}}))
}
