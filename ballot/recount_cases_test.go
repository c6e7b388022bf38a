package ballot_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// The cases of this file are votes in which a second count (package recount) came to
// another outcome.

func TestEqualSharesCountsBallotsOfAGroupWithoutAShareForNothing(t *testing.T) {
	c := &ballot.Contest{ID: "observers", Method: ballot.EqualShares, Seats: 1, Options: numbered(2),
		Weighting: ballot.Weighting{Rule: ballot.ByTurnout},
		Groups:    []ballot.Group{{ID: "members", Share: ballot.Share(1, 1)}, {ID: "observers", Share: ballot.Share(0, 1)}}}
	tally := tallyOf(t, c)
	cast(t, tally, ballot.Choose(0).In(1), 5)
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, ballot.Tied, r.Outcome, "nobody who has a share votes")
	cast(t, tally, ballot.Choose(1).In(0), 1)
	r = counted(t, tally, ballot.Options{})
	assert.Equal(t, []int{1}, r.Elected)
}
