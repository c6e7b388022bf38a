package ballot_test

import (
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// times casts every ballot of a profile so many times.
func (p *profile) times(t require.TestingT, n uint64) *ballot.Tally {
	tally, err := ballot.NewTally(p.c)
	require.NoError(t, err)
	for _, b := range p.ballots {
		_, err := tally.Add(b, n)
		require.NoError(t, err)
	}
	return tally
}

// numbersOf lists the votes of all rounds and the pairwise table.
func numbersOf(r *ballot.Result) (all []*big.Rat) {
	for _, round := range r.Rounds {
		if round.Pair != nil {
			all = append(all, round.Pair.Strength.Rat())
		}
		for _, v := range round.Votes {
			all = append(all, v.Rat())
		}
	}
	for _, row := range r.Pairwise {
		for _, v := range row {
			all = append(all, v.Rat())
		}
	}
	return all
}

// Each ballot cast 2⁴⁰ times elects the same, with votes 2⁴⁰ times as many: or as few,
// where they are loads and prices. Quotas of transferable votes are whole numbers, which
// do not scale.
func TestBallotsTimesAnyNumberElectTheSame(t *testing.T) {
	const factor = 1 << 40
	more, fewer := big.NewRat(factor, 1), big.NewRat(1, factor)
	scales := map[ballot.Method]*big.Rat{ballot.Plurality: more, ballot.Approval: more, ballot.Satisfaction: more,
		ballot.Score: more, ballot.Borda: more, ballot.InstantRunoff: more, ballot.RankedPairs: more,
		ballot.SequentialPAV: more, ballot.ProportionalPAV: more, ballot.Phragmen: fewer, ballot.EqualShares: fewer,
		ballot.Schulze: nil, ballot.Motion: more} // Schulze counts the options beaten
	var methods []ballot.Method
	for _, m := range ballot.Methods() {
		if _, ok := scales[m]; ok {
			methods = append(methods, m)
		}
	}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		p := perHead(t, m, false)
		p.c.Variant.Completion = ballot.ByPhragmen
		one, err := ballot.Count(p.times(t, 1), ballot.Options{})
		require.NoError(t, err)
		many, err := ballot.Count(p.times(t, factor), ballot.Options{})
		require.NoError(t, err)
		require.Equal(t, one.Outcome, many.Outcome)
		require.Equal(t, one.Elected, many.Elected)
		require.Equal(t, one.Sets, many.Sets)
		require.Equal(t, one.Smith, many.Smith)
		if scales[m] == nil {
			return
		}
		before, after := numbersOf(one), numbersOf(many)
		require.Len(t, after, len(before))
		for i, v := range before {
			require.Zero(t, v.Mul(v, scales[m]).Cmp(after[i]), "%s and %s", before[i], after[i])
		}
	})
}

// On an equal footing of groups the number of ballots does not show at all.
func TestBallotsTimesAnyNumberWeighTheSame(t *testing.T) {
	for _, m := range allElections() {
		if m == ballot.ScottishSTV || m == ballot.WeightedSTV || m == ballot.MeekSTV {
			continue
		}
		t.Run(m.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p := drawProfile(t, m)
				p.c.Groups, p.c.Weighting = bodies(3), ballot.Weighting{Rule: ballot.ByTurnout}
				one, err := ballot.Count(p.times(t, 1), ballot.Options{})
				require.NoError(t, err)
				many, err := ballot.Count(p.times(t, ballot.MaxBallots/8), ballot.Options{})
				require.NoError(t, err)
				require.Equal(t, one.Outcome, many.Outcome)
				require.Equal(t, one.Elected, many.Elected)
				require.Equal(t, one.Sets, many.Sets)
				require.Equal(t, one.Rounds, many.Rounds)
			})
		})
	}
}

// The largest sums that there can be: all ballots, all points, all ranks.
func TestLargestSumsAreExact(t *testing.T) {
	all := new(big.Int).SetUint64(ballot.MaxBallots)
	options := numbered(ballot.MaxOptions)

	score := tallyOf(t, &ballot.Contest{ID: "score", Method: ballot.Score, Seats: 1, Options: options,
		Variant: ballot.Variant{MinPoints: -ballot.MaxPoints, MaxPoints: ballot.MaxPoints}})
	cast(t, score, ballot.Ballot{Marks: []ballot.Mark{{Option: 1, Value: ballot.MaxPoints}}}, ballot.MaxBallots)
	r := counted(t, score, ballot.Options{})
	assert.Equal(t, []int{1}, r.Elected)
	points := new(big.Int).Mul(all, big.NewInt(ballot.MaxPoints))
	assert.Equal(t, points.String(), r.Rounds[0].Votes[1].String())
	assert.Equal(t, points.Neg(points).String(), r.Rounds[0].Votes[0].String())

	borda := tallyOf(t, &ballot.Contest{ID: "borda", Method: ballot.Borda, Seats: 1, Options: options})
	cast(t, borda, ballot.Rank(numbersTo(ballot.MaxOptions)...), ballot.MaxBallots)
	r = counted(t, borda, ballot.Options{})
	assert.Equal(t, []int{0}, r.Elected)
	assert.Equal(t, new(big.Int).Mul(all, big.NewInt(ballot.MaxOptions-1)).String(), r.Rounds[0].Votes[0].String())

	for places := 1; places < 10; places++ { // without places a surplus of less than all votes is lost
		wigm := tallyOf(t, &ballot.Contest{ID: "wigm", Method: ballot.WeightedSTV, Seats: 2, Options: numbered(3),
			Variant: ballot.Variant{Decimals: places}})
		cast(t, wigm, ballot.Rank(0, 1, 2), ballot.MaxBallots-1)
		cast(t, wigm, ballot.Rank(2), 1)
		assert.Equal(t, []int{0, 1}, counted(t, wigm, ballot.Options{}).Elected, "%d places", places)
	}
}

// A large contest without ties, by every method that can be counted in such numbers.
func TestTwoHundredOptionsAreCountedInTime(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 200))
	orders := make([][]int, 150)
	for i := range orders {
		orders[i] = rng.Perm(200)[:1+rng.IntN(200)]
	}
	lot, err := ballot.DrawLot("200./", 200, ballot.RFC3797)
	require.NoError(t, err)
	for _, c := range elections(200, 5) {
		if c.Method == ballot.ProportionalPAV {
			continue
		}
		tally := tallyOf(t, c)
		for o := range 200 {
			cast(t, tally, prefer(c, o), uint64(1+o))
		}
		for i, order := range orders {
			switch c.Kind() {
			case ballot.Ranking:
				cast(t, tally, ballot.Rank(order...), uint64(1+i*i))
			case ballot.Approvals:
				cast(t, tally, ballot.Choose(order...), uint64(1+i*i))
			default:
				cast(t, tally, prefer(c, order[0]), uint64(1+i*i))
			}
		}
		start := time.Now()
		r := counted(t, tally, ballot.Options{Lot: lot})
		assert.Equal(t, ballot.Elected, r.Outcome, c.Method)
		assert.Len(t, r.Elected, c.Seats, c.Method)
		assert.Less(t, time.Since(start), 10*time.Second, c.Method)
	}
}

// Every set of a tie is listed while there are no more than the contest allows.
func TestTieOfAllListsEverySetUpToItsLimit(t *testing.T) {
	for _, c := range elections(5, 2) {
		tally := tallyOf(t, c)
		for o := range 5 {
			cast(t, tally, prefer(c, o), 1)
		}
		r := counted(t, tally, ballot.Options{})
		want := 10
		if c.Seats == 1 {
			want = 5
		}
		assert.Len(t, r.Sets, want, c.Method)
		assert.False(t, r.Incomplete, c.Method)
		assert.Empty(t, r.Elected, c.Method)

		few := *c
		few.TieLimit = 3
		tally, err := tally.For(&few)
		require.NoError(t, err)
		r = counted(t, tally, ballot.Options{})
		assert.Equal(t, ballot.Tied, r.Outcome)
		assert.Len(t, r.Sets, 3, c.Method)
		assert.True(t, r.Incomplete, c.Method)
	}
}

// A ballot that is there already costs no memory, whatever its kind.
func TestAddingAnEqualBallotAllocatesNothing(t *testing.T) {
	for _, c := range elections(15, 1) {
		if c.Kind() == ballot.Points {
			c.Variant.MaxPoints = 7
		}
		tally := tallyOf(t, c)
		for _, b := range []ballot.Ballot{prefer(c, 3), {}} {
			cast(t, tally, b, 1)
			assert.Zero(t, testing.AllocsPerRun(1000, func() { _, _ = tally.Add(b, 1) }), c.Method)
		}
		spoilt := ballot.Ballot{Spoilt: true}
		assert.Zero(t, testing.AllocsPerRun(1000, func() { _, _ = tally.Add(spoilt, 1) }), c.Method)
	}
}
