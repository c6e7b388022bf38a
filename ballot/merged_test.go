package ballot_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

func TestSmallGroupThatVotesAloneIsNotMerged(t *testing.T) {
	c := &ballot.Contest{ID: "alone", Method: ballot.Plurality, Seats: 1, Options: numbered(1), Merge: 3,
		Groups: []ballot.Group{{ID: "a"}, {ID: "b"}}}
	tally := tallyOf(t, c)
	cast(t, tally, ballot.Choose(0).In(0), 2)
	r := counted(t, tally, ballot.Options{})
	assert.Empty(t, r.Merged)
	data, err := json.Marshal(r)
	require.NoError(t, err)
	_, differences, err := ballot.Recheck(data)
	require.NoError(t, err)
	assert.Empty(t, differences)
}

// anyContest declares something at random that does not contradict itself.
func anyContest(rng *rand.Rand) *ballot.Contest {
	m := ballot.Methods()[rng.IntN(len(ballot.Methods())-1)]
	n := 1 + rng.IntN(5)
	treatment := func(most int) ballot.Treatment { return ballot.Treatment(rng.IntN(most)) }
	c := &ballot.Contest{ID: "any", Method: m, Options: numbered(n), Seats: 1, Vacant: true, Merge: 0,
		Validity: ballot.Validity{Blank: treatment(2), Unknown: treatment(2), Withdrawn: treatment(2)}}
	if !m.SingleSeat() {
		c.Seats = 1 + rng.IntN(3)
	}
	if m == ballot.Score {
		c.Variant.MinPoints, c.Variant.MaxPoints = -2, 2
	}
	if c.Kind() == ballot.Ranking {
		c.Validity.Overvote, c.Validity.Skipped, c.Validity.Duplicate = treatment(3), treatment(3), treatment(3)
	}
	for g := range rng.IntN(4) {
		c.Groups = append(c.Groups, ballot.Group{ID: optionName(g), Eligible: 5 + g})
	}
	if len(c.Groups) > 0 {
		c.Merge = rng.IntN(4)
		c.Weighting.Rule = ballot.WeightRule(rng.IntN(3))
	}
	c.Options[rng.IntN(n)].Withdrawn = rng.IntN(4) == 0
	share := ballot.Majority{Share: ballot.Share(1, 3), Basis: ballot.Basis(1 + rng.IntN(2)), AtLeast: true}
	if rng.IntN(3) == 0 {
		c.Floor = &ballot.Requirement{Overall: &share}
	}
	if c.Cap = rng.IntN(2); rng.IntN(2) == 0 {
		for i := range c.Options {
			c.Options[i].Affiliation = []string{"", "one"}[rng.IntN(2)]
		}
	}
	if c.Validate() != nil { // what the method cannot use
		c.Floor, c.Cap, c.Weighting.Rule = nil, 0, ballot.PerHead
	}
	return c
}

// Whatever was declared and however flawed the ballots are, a record can be counted
// again, and a tally survives its encoding.
func TestEveryRecordCountsAgainAlike(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	merged := 0
	for range 5_000 {
		c := anyContest(rng)
		n := len(c.Options)
		tally := tallyOf(t, c)
		for range rng.IntN(10) {
			b := ballot.Ballot{Group: rng.IntN(max(1, len(c.Groups))+1) - rng.IntN(2), Spoilt: rng.IntN(9) == 0}
			for rank := range rng.IntN(n + 1) {
				b.Marks = append(b.Marks, ballot.Mark{Option: rng.IntN(n+2) - 1, Value: rank + rng.IntN(3)})
			}
			_, err := tally.Add(b, uint64(1+rng.IntN(3)))
			require.NoError(t, err)
		}
		o := ballot.Options{Lot: &ballot.Lot{Order: rng.Perm(n)}}
		if rng.IntN(2) == 0 {
			o.Lot = nil
		}
		if rng.IntN(4) == 0 {
			o.Without = []int{rng.IntN(n)}
		}
		r := counted(t, tally, o)
		merged += len(r.Merged)
		data, err := json.Marshal(r)
		require.NoError(t, err)
		_, differences, err := ballot.Recheck(data)
		require.NoError(t, err, string(data))
		require.Empty(t, differences, string(data))
		encoded, err := tally.MarshalBinary()
		require.NoError(t, err)
		again, err := ballot.UnmarshalTally(c, encoded)
		require.NoError(t, err)
		require.Equal(t, tally.Digest(), again.Digest())
	}
	assert.Positive(t, merged)
}
