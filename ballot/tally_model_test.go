package ballot_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A tally is a multiset of ballots: whatever is added, retracted and merged, it is the
// tally of the ballots that are there. Short and long ballots are kept in other ways, and
// places of ballots that have gone are used again.
func TestTallyIsWhatWasAddedLessWhatWasRetracted(t *testing.T) {
	for _, test := range []struct {
		method  ballot.Method
		options int
	}{{ballot.Schulze, 5}, {ballot.Schulze, 20}, {ballot.Approval, 12}, {ballot.Approval, 70}, {ballot.Score,
		30}} {
		t.Run(fmt.Sprint(test.method, test.options), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				c := &ballot.Contest{ID: "model", Method: test.method, Options: numbered(test.options), Seats: 1,
					Groups: bodies(2)}
				c.Validity = ballot.Validity{Blank: ballot.Ignore, Unknown: ballot.Ignore}
				if test.method == ballot.Score {
					c.Variant.MaxPoints = 3
				}
				compareWithModel(t, c)
			})
		})
	}
}

// compareWithModel does what it draws to a tally, and counts beside it.
func compareWithModel(t *rapid.T, c *ballot.Contest) {
	pool := []ballot.Ballot{{}, {Spoilt: true}, {Unlisted: true}, ballot.Choose(-1), ballot.Choose(0).In(9)}
	for range 60 {
		pool = append(pool, drawBallot(t, c).In(rapid.IntRange(0, 1).Draw(t, "group")))
	}
	there := make([]uint64, len(pool))
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	for range 150 {
		i, n := rapid.IntRange(0, len(pool)-1).Draw(t, "ballot"), rapid.Uint64Range(1, 2).Draw(t, "n")
		switch rapid.IntRange(0, 20).Draw(t, "what") {
		case 0:
			require.NoError(t, tally.Merge(tally))
			for k := range there {
				there[k] *= 2
			}
		case 1, 2, 3, 4, 5, 6, 7, 8, 9:
			if there[i] >= n {
				require.NoError(t, tally.Retract(pool[i], n))
				there[i] -= n
			}
		default:
			add(t, tally, pool[i], n)
			there[i] += n
		}
	}
	fresh, err := ballot.NewTally(c)
	require.NoError(t, err)
	for i, n := range there {
		add(t, fresh, pool[i], n)
	}
	require.Equal(t, encoded(t, fresh), encoded(t, tally))
	require.Equal(t, fresh.Distinct(), tally.Distinct())
	require.Equal(t, fresh.Len(), tally.Len())
	for i, n := range there {
		require.NoError(t, tally.Retract(pool[i], n))
	}
	require.Zero(t, tally.Len())
	require.Zero(t, tally.Distinct())
}
