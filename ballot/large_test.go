package ballot_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// elections are all methods but the motion, each as a contest with so many options.
func elections(options, seats int) (all []*ballot.Contest) {
	for _, m := range ballot.Methods() {
		if m == ballot.Motion {
			continue
		}
		c := &ballot.Contest{ID: m.String(), Method: m, Seats: seats, Options: numbered(options), Validity: ballot.Validity{Blank: ballot.Ignore}}
		if m.SingleSeat() {
			c.Seats = 1
		}
		if m == ballot.Score {
			c.Variant.MaxPoints = ballot.MaxPoints
		}
		all = append(all, c)
	}
	return all
}

// prefer is a ballot for one option, whatever the kind.
func prefer(c *ballot.Contest, o int) ballot.Ballot {
	switch c.Kind() {
	case ballot.Ranking:
		return ballot.Rank(o)
	case ballot.Points:
		return ballot.Ballot{Marks: []ballot.Mark{{Option: o, Value: c.Variant.MaxPoints}}}
	}
	return ballot.Choose(o)
}

// Counts that overflow in smaller numbers elect the loser; multiplied by 2⁴⁰ the same
// votes elect the same.
func TestLargeNumbersDoNotOverflow(t *testing.T) {
	for _, c := range elections(3, 1) {
		for _, factor := range []uint64{1, 1 << 40, ballot.MaxBallots / 10_000} {
			tally := tallyOf(t, c)
			for o, n := range []uint64{5000, 3000, 2000} {
				cast(t, tally, prefer(c, o), n*factor)
			}
			r := counted(t, tally, ballot.Options{})
			assert.Equal(t, []int{0}, r.Elected, "%s × %d", c.Method, factor)
			if c.Method == ballot.InstantRunoff {
				want := new(big.Int).Mul(big.NewInt(3000), new(big.Int).SetUint64(factor))
				assert.Equal(t, want.String(), r.Rounds[0].Votes[1].String())
			}
		}
	}
}

func TestTallyRefusesMoreThanItCanCount(t *testing.T) {
	tally := tallyOf(t, elections(2, 1)[0])
	cast(t, tally, ballot.Choose(0), ballot.MaxBallots-1)
	_, err := tally.Add(ballot.Choose(1), 2)
	require.ErrorIs(t, err, ballot.ErrTooMany)
	assert.Equal(t, uint64(ballot.MaxBallots-1), tally.Len(), "nothing was added")
	cast(t, tally, ballot.Choose(1), 1)
	other := tallyOf(t, tally.Contest())
	cast(t, other, ballot.Choose(1), 1)
	before := tally.Digest()
	require.ErrorIs(t, tally.Merge(other), ballot.ErrTooMany)
	assert.Equal(t, before, tally.Digest())
	assert.Equal(t, []int{0}, counted(t, tally, ballot.Options{}).Elected)
}

func TestAMillionBallots(t *testing.T) {
	for _, c := range elections(10, 3) {
		tally := tallyOf(t, c)
		for i := range 1_000_000 {
			b := prefer(c, i*i%7)
			if _, err := tally.Add(b, 1); err != nil {
				t.Fatal(err)
			}
		}
		r := counted(t, tally, ballot.Options{})
		assert.Contains(t, []ballot.Outcome{ballot.Elected, ballot.Tied}, r.Outcome)
		assert.Equal(t, uint64(1_000_000), r.Accounts[0].Valid)
	}
}

// Everybody is tied: 200 options with one vote each.
func TestTwoHundredTiedOptionsAreBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("counts 200 options by every method")
	}
	for _, c := range elections(200, 3) {
		if c.Method == ballot.ProportionalPAV {
			assert.ErrorIs(t, c.Validate(), ballot.ErrContest, "1,313,400 sets are too many to compare")
			continue
		}
		tally := tallyOf(t, c)
		for o := range 200 {
			cast(t, tally, prefer(c, o), 1)
		}
		r := counted(t, tally, ballot.Options{})
		assert.Equal(t, ballot.Tied, r.Outcome, c.Method)
		lot, err := ballot.DrawLot("1./", 200, ballot.RFC3797)
		require.NoError(t, err)
		r = counted(t, tally, ballot.Options{Lot: lot})
		assert.Equal(t, ballot.Elected, r.Outcome, c.Method)
		assert.Len(t, r.Elected, c.Seats, c.Method)
	}
}

func TestSmallestCounts(t *testing.T) {
	for _, c := range elections(3, 2) {
		assert.Equal(t, c.Seats, counted(t, tallyOf(t, c), ballot.Options{}).Vacant, "%s: zero ballots", c.Method)
		blank := tallyOf(t, c)
		cast(t, blank, ballot.Ballot{}, 9)
		r := counted(t, blank, ballot.Options{})
		assert.Equal(t, c.Seats, r.Vacant, "%s: all blank", c.Method)
		assert.Equal(t, uint64(9), r.Accounts[0].Blank)
	}
	for _, c := range elections(1, 1) {
		tally := tallyOf(t, c)
		cast(t, tally, prefer(c, 0), 1)
		assert.Equal(t, []int{0}, counted(t, tally, ballot.Options{}).Elected, "%s: one option", c.Method)
	}
}

// Memory does not grow with the number of ballots once equal ones are grouped.
func TestCountAllocatesForDifferentBallotsOnly(t *testing.T) {
	for _, c := range elections(5, 2) {
		var allocs []float64
		for _, n := range []uint64{1_000, 100_000_000} {
			tally := tallyOf(t, c)
			for o := range 5 {
				cast(t, tally, prefer(c, o), n*uint64(o+1))
			}
			allocs = append(allocs, testing.AllocsPerRun(3, func() {
				if _, err := ballot.Count(tally, ballot.Options{}); err != nil {
					panic(fmt.Sprint(c.Method, err))
				}
			}))
		}
		assert.LessOrEqual(t, allocs[1], 2*allocs[0], "%s: %v", c.Method, allocs)
	}
	tally := tallyOf(t, &ballot.Contest{ID: "x", Method: ballot.Schulze, Seats: 1, Options: numbered(15)})
	b := ballot.Rank(3, 1, 2)
	assert.Zero(t, testing.AllocsPerRun(100, func() { _, _ = tally.Add(b, 1) }))
}

func TestSharesOfSeatsAreBounded(t *testing.T) {
	for _, m := range []ballot.Method{ballot.SequentialPAV, ballot.Phragmen, ballot.EqualShares} {
		c := &ballot.Contest{ID: "x", Method: m, Seats: ballot.MaxShared + 1, Vacant: true}
		faults := ballot.Contradictions(c.Validate())
		require.Len(t, faults, 1, m)
		assert.Equal(t, ballot.BadNumber, faults[0].Problem)
		assert.Equal(t, "seats", faults[0].Path)
		c.Seats--
		assert.NoError(t, c.Validate())
	}
}
