package ballot_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

func TestVacancyIsFilledByTheSameBallots(t *testing.T) {
	c := &ballot.Contest{ID: "x", Method: ballot.ScottishSTV, Seats: 2, Options: numbered(4)}
	tally := tallyOf(t, c)
	cast(t, tally, ballot.Rank(0, 1), 50)
	cast(t, tally, ballot.Rank(2, 3), 30)
	cast(t, tally, ballot.Rank(3), 10)
	r := counted(t, tally, ballot.Options{})
	require.Equal(t, []int{0, 2}, r.Elected)

	successors, again, err := ballot.Vacancy(r, 0)
	require.NoError(t, err)
	assert.Equal(t, []int{1}, successors, "the ballots of the one who left go to the next rank")
	assert.Equal(t, []int{0}, again.Without)

	_, _, err = ballot.Vacancy(r, 1)
	assert.ErrorIs(t, err, ballot.ErrOption, "who was not elected leaves no seat")
	_, _, err = ballot.Vacancy(r, 0, 0)
	assert.ErrorIs(t, err, ballot.ErrOption)
}

func TestUncontestedOptionsAreElectedWithoutACount(t *testing.T) {
	c := &ballot.Contest{ID: "x", Method: ballot.Approval, Seats: 3, Vacant: true, Uncontested: true, Options: numbered(2)}
	r := counted(t, tallyOf(t, c), ballot.Options{})
	assert.Equal(t, []int{0, 1}, r.Elected)
	assert.Equal(t, 1, r.Vacant)
	assert.Empty(t, r.Rounds)

	c.Uncontested = false
	r = counted(t, tallyOf(t, c), ballot.Options{})
	assert.Empty(t, r.Elected, "nobody voted")
	assert.Equal(t, 3, r.Vacant)
}

// The reference results of separate electorates fill the deputy's place by lot where the
// ballots only prefer the member.
func TestOptionNobodyPrefersFollowsWhoIsLeftOut(t *testing.T) {
	for _, m := range []ballot.Method{ballot.Schulze, ballot.RankedPairs, ballot.InstantRunoff, ballot.MeekSTV, ballot.Borda} {
		tally := tallyOf(t, &ballot.Contest{ID: "x", Method: m, Seats: 1, Vacant: true, Options: numbered(3)})
		cast(t, tally, ballot.Rank(0), 2)
		r := counted(t, tally, ballot.Options{Without: []int{0}})
		assert.Equal(t, ballot.Tied, r.Outcome, m)
		assert.Equal(t, [][]int{{1}, {2}}, r.Sets, m)
		r = counted(t, tally, ballot.Options{Without: []int{0}, Lot: &ballot.Lot{Order: []int{0, 2, 1}}})
		assert.Equal(t, []int{2}, r.Elected, m)
		r = counted(t, tally, ballot.Options{Without: []int{0, 1, 2}})
		assert.Equal(t, 1, r.Vacant, "%s: nobody takes part", m)
	}
}
