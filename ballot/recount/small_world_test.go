package recount_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// rankings returns every ballot on three options, truncated and blank ones included,
// with options at one rank where that is allowed.
func rankings(equal bool) (all []ballot.Ballot) {
	for code := range 4 * 4 * 4 { // the rank of each option; 0 leaves it out
		ranks := [3]int{code % 4, code / 4 % 4, code / 16}
		b, used := ballot.Ballot{}, [4]int{}
		for o, rank := range ranks {
			if used[rank]++; rank > 0 {
				b.Marks = append(b.Marks, ballot.Mark{Option: o, Value: rank})
			}
		}
		gap := used[1] == 0 && used[2]+used[3] > 0 || used[2] == 0 && used[3] > 0
		shared := used[1] > 1 || used[2] > 1 || used[3] > 1
		if !gap && (equal || !shared) {
			all = append(all, b)
		}
	}
	return all
}

// everyProfile visits every multiset of so many of these ballots.
func everyProfile(ballots []ballot.Ballot, n int, visit func([]ballot.Ballot)) {
	profile := make([]ballot.Ballot, n)
	var extend func(i, from int)
	extend = func(i, from int) {
		if i == n {
			visit(profile)
			return
		}
		for k := from; k < len(ballots); k++ {
			profile[i] = ballots[k]
			extend(i+1, k)
		}
	}
	extend(0, 0)
}

// Four voters and three options leave 3,876 profiles of strict rankings, and three
// voters 3,276 of rankings with equal ranks. Blank ballots are among them, so that
// fewer voters are, too.
func TestTwoCountsOfEverySmallProfileAgree(t *testing.T) {
	contests := map[string]ballot.Contest{
		"instant runoff": {Method: ballot.InstantRunoff},
		"instant runoff, majority": {Method: ballot.InstantRunoff,
			Variant: ballot.Variant{MajorityOf: ballot.OfFirst, Batch: true}},
		"instant runoff, earlier": {Method: ballot.InstantRunoff, Tie: ballot.TieByEarlier},
		"Schulze":                 {Method: ballot.Schulze},
		"Schulze, margins":        {Method: ballot.Schulze, Variant: ballot.Variant{Defeats: ballot.Margins}},
		"ranked pairs":            {Method: ballot.RankedPairs},
		"ranked pairs, margins":   {Method: ballot.RankedPairs, Variant: ballot.Variant{Defeats: ballot.Margins}},
		"Borda":                   {Method: ballot.Borda},
		"Borda, average":          {Method: ballot.Borda, Variant: ballot.Variant{Truncated: ballot.TruncatedAverage}},
		"Borda, modest":           {Method: ballot.Borda, Variant: ballot.Variant{Truncated: ballot.TruncatedModest}},
		"Scottish":                {Method: ballot.ScottishSTV, Tie: ballot.TieByEarlier},
		"Scottish, two seats":     {Method: ballot.ScottishSTV, Seats: 2, Tie: ballot.TieByEarlier},
		"WIGM, two seats":         {Method: ballot.WeightedSTV, Seats: 2, Variant: ballot.Variant{Decimals: 4}},
		"WIGM, two seats, Hare": {Method: ballot.WeightedSTV, Seats: 2,
			Variant: ballot.Variant{Quota: ballot.HareWhole, OneByOne: true}},
		"Meek":            {Method: ballot.MeekSTV},
		"Meek, two seats": {Method: ballot.MeekSTV, Seats: 2},
	}
	lots := [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}
	for name, c := range contests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.ID, c.Seats, c.Validity.Blank = name, max(1, c.Seats), ballot.Ignore
			c.Options = []ballot.Option{{ID: "a"}, {ID: "b"}, {ID: "c"}}
			equal := slices.Contains([]ballot.Method{ballot.Schulze, ballot.RankedPairs, ballot.Borda}, c.Method)
			voters := 4
			if equal {
				c.Validity.Overvote, voters = ballot.AsEqual, 3
			}
			if testing.Short() {
				voters--
			}
			met, i := map[string]int{}, 0
			everyProfile(rankings(equal), voters, func(profile []ballot.Ballot) {
				tally, err := ballot.NewTally(&c)
				require.NoError(t, err)
				for _, b := range profile {
					_, err := tally.Add(b, 1)
					require.NoError(t, err)
				}
				compare(t, tally, ballot.Options{}, met)
				compare(t, tally, ballot.Options{Lot: &ballot.Lot{Order: lots[i%len(lots)]}}, met)
				i++
			})
			t.Log(met)
		})
	}
}
