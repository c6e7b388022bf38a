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

// Merging may hide how few of a group have voted; it must not undo a quorum.
func TestQuorumOfEachGroupCountsMergedGroupsAsOne(t *testing.T) {
	c := &ballot.Contest{ID: "merged", Method: ballot.Plurality, Seats: 1, Options: numbered(2), Merge: 3,
		Groups: []ballot.Group{{ID: "a"}, {ID: "b"}, {ID: "c"}}, Quorum: &ballot.Quorum{GroupBallots: 1}}
	tally := tallyOf(t, c)
	cast(t, tally, ballot.Choose(0).In(0), 1)
	cast(t, tally, ballot.Choose(0).In(1), 2)
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, ballot.NoQuorum, r.Outcome, "nobody of c has voted")
	cast(t, tally, ballot.Choose(0).In(2), 3)
	r = counted(t, tally, ballot.Options{})
	assert.Equal(t, [][]int{{0, 1}}, r.Merged)
	assert.Equal(t, ballot.Elected, r.Outcome)
	assert.Equal(t, "2", r.Checks[0].Of.String())
}

// A pile of several names is nobody, so the seat stays vacant when it alone is left.
func TestInstantRunoffNeverElectsThePileOfWriteIns(t *testing.T) {
	options := numbered(2)
	options[1].WriteIns = true
	tally := tallyOf(t, &ballot.Contest{ID: "pile", Method: ballot.InstantRunoff, Seats: 1, Options: options})
	cast(t, tally, ballot.Rank(1), 3)
	cast(t, tally, ballot.Rank(0, 1), 1)
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, []int{0}, r.Elected)
	r = counted(t, tally, ballot.Options{Without: []int{0}})
	assert.Empty(t, r.Elected)
	assert.Equal(t, 1, r.Vacant)
}

// RCTab drops candidates below the threshold in the round after the write-ins went.
func TestTheLeastNumberOfVotesAppliesAfterThePileOfWriteInsAndTheFirstElected(t *testing.T) {
	options := numbered(5)
	options[4].WriteIns = true
	for _, m := range []ballot.Method{ballot.InstantRunoff, ballot.WeightedSTV} {
		tally := tallyOf(t, &ballot.Contest{ID: "least", Method: m, Seats: 1, Options: options,
			Variant: ballot.Variant{MinVotes: 3}})
		cast(t, tally, ballot.Rank(0), 6)
		cast(t, tally, ballot.Rank(1), 5)
		cast(t, tally, ballot.Rank(2, 1), 1)
		cast(t, tally, ballot.Rank(3, 1), 2)
		cast(t, tally, ballot.Rank(4, 3), 1)
		r := counted(t, tally, ballot.Options{})
		assert.Equal(t, []int{4}, r.Rounds[0].Excluded, "%s", m)
		assert.Equal(t, []int{2}, r.Rounds[1].Excluded, "%s: with the write-ins 3 has enough", m)
		assert.Empty(t, r.Ties)
	}
	tally := tallyOf(t, &ballot.Contest{ID: "least", Method: ballot.WeightedSTV, Seats: 2, Options: options[:4],
		Variant: ballot.Variant{MinVotes: 3}})
	cast(t, tally, ballot.Rank(0), 9)
	cast(t, tally, ballot.Rank(1), 4)
	cast(t, tally, ballot.Rank(2, 1), 1)
	cast(t, tally, ballot.Rank(3, 1), 2)
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, []int{0}, r.Rounds[0].Elected)
	assert.Equal(t, []int{2, 3}, r.Rounds[1].Excluded)
}

// In the first stage of a Scottish count every valid paper is with an option (rule 45).
func TestScottishQuotaCountsPapersThatPreferSomebodyWhoStands(t *testing.T) {
	options := numbered(4)
	options[3].Withdrawn = true
	tally := tallyOf(t, &ballot.Contest{ID: "withdrawn", Method: ballot.ScottishSTV, Seats: 2, Options: options,
		Validity: ballot.Validity{Withdrawn: ballot.Ignore}})
	cast(t, tally, ballot.Rank(0, 1), 3)
	cast(t, tally, ballot.Rank(2), 2)
	cast(t, tally, ballot.Rank(3), 5)
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, "2.00000", r.Rounds[0].Quota.String())
	assert.ElementsMatch(t, []int{0, 2}, r.Rounds[0].Elected)
}

func TestAPileOfWriteInsIsNotElectedUncontested(t *testing.T) {
	options := numbered(2)
	options[1].WriteIns = true
	tally := tallyOf(t, &ballot.Contest{ID: "pile", Method: ballot.WeightedSTV, Seats: 2, Vacant: true, Uncontested: true,
		Options: options})
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, []int{0}, r.Elected)
	assert.Equal(t, 1, r.Vacant)
}
