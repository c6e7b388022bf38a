package ballot_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// recordLimit is how long a small record may take to be counted again.
const recordLimit = 5 * time.Second

func FuzzRecord(f *testing.F) {
	for _, m := range ballot.Methods() {
		data, err := json.Marshal(smallResult(f, m))
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		r, _, err := ballot.Recheck(data)
		require.Less(t, time.Since(start), recordLimit, "%d bytes", len(data))
		if err != nil {
			require.Nil(t, r)
			return
		}
		again, err := json.Marshal(r)
		require.NoError(t, err)
		_, differences, err := ballot.Recheck(again)
		require.NoError(t, err, "%s", again)
		require.Empty(t, differences, "%s", again)
	})
}

// smallResult counts a few ballots with ties, a withdrawn option and a flawed ballot.
func smallResult(tb testing.TB, m ballot.Method) *ballot.Result {
	c := &ballot.Contest{ID: "small", Title: "Small", Method: m, Seats: 2,
		Validity: ballot.Validity{Blank: ballot.Ignore},
		Options:  []ballot.Option{{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d", Withdrawn: true}}}
	if m.SingleSeat() {
		c.Seats = 1
	}
	if m == ballot.Motion {
		half, err := ballot.ParseFraction("1/2")
		require.NoError(tb, err)
		c.Seats, c.Options = 0, nil
		c.Majority = &ballot.Requirement{Overall: &ballot.Majority{Basis: ballot.OfCast, Share: half}}
	}
	if m == ballot.Score {
		c.Variant.MaxPoints = 5
	}
	if m != ballot.ScottishSTV && m != ballot.WeightedSTV && m != ballot.MeekSTV {
		c.Groups, c.Merge = fiveGroups, 2
		c.Weighting = ballot.Weighting{Rule: ballot.ByTurnout, Absent: ballot.SharedOut, MinTurnout: 3}
	}
	tally, err := ballot.NewTally(c)
	require.NoError(tb, err)
	for g := range max(1, len(c.Groups)) {
		for o := range 3 {
			add(tb, tally, ballot.Rank(o).In(g), 2)
			add(tb, tally, ballot.Rank(o, (o+1)%3).In(g), 1)
		}
	}
	add(tb, tally, ballot.Ballot{}, 1)
	add(tb, tally, ballot.Ballot{Spoilt: true}, 1)
	add(tb, tally, ballot.Rank(9), 1)
	r, err := ballot.Count(tally, ballot.Options{})
	require.NoError(tb, err)
	return r
}
