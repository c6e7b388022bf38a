package ballot_test

import (
	"encoding/json"
	"math/big"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// The laws of this file hold for every method under every declaration.

// allElections are all methods but the motion.
func allElections() []ballot.Method {
	return slices.DeleteFunc(ballot.Methods(), func(m ballot.Method) bool { return m == ballot.Motion })
}

// One by one or together, in any order, in parts, and with something taken back.
func TestRecordOfAnyContestDoesNotDependOnHowBallotsCame(t *testing.T) {
	forMethods(t, allElections(), func(t *rapid.T, m ballot.Method) {
		w := drawWorld(t, m)
		lot := w.drawLot(t)
		parts := make([]*ballot.Tally, rapid.IntRange(1, 3).Draw(t, "parts"))
		for i := range parts {
			parts[i] = (&world{c: w.c}).tally(t)
		}
		extra := several{2, drawFlawed(t, w.c)}
		for _, i := range rapid.Permutation(numbersTo(len(w.ballots))).Draw(t, "order of arrival") {
			for range w.ballots[i].n {
				add(t, rapid.SampledFrom(parts).Draw(t, "part"), w.ballots[i].b, 1)
			}
		}
		add(t, parts[0], extra.b, extra.n)
		whole := parts[len(parts)-1]
		for _, part := range parts[:len(parts)-1] {
			require.NoError(t, whole.Merge(part))
		}
		require.NoError(t, whole.Retract(extra.b, extra.n))
		require.Equal(t, w.tally(t).Digest(), whole.Digest())
		r, err := ballot.Count(whole, ballot.Options{Lot: lot, Without: w.without})
		require.NoError(t, err)
		require.Equal(t, recordOf(t, w.count(t, lot)), recordOf(t, r))
	})
}

// The order in which marks stand on a ballot says nothing: ranks do.
func TestOrderOfMarksDoesNotMatter(t *testing.T) {
	methods := slices.DeleteFunc(allElections(), func(m ballot.Method) bool { return m == ballot.Score })
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		w := drawWorld(t, m)
		shuffled := &world{c: w.c}
		for _, x := range w.ballots {
			x.b.Marks = rapid.Permutation(x.b.Marks).Draw(t, "marks in another order")
			shuffled.ballots = append(shuffled.ballots, x)
		}
		require.Equal(t, w.tally(t).Digest(), shuffled.tally(t).Digest())
	})
}

// Every result can be counted again from its record.
func TestRecordOfAnyContestIsRight(t *testing.T) {
	forMethods(t, allElections(), func(t *rapid.T, m ballot.Method) {
		w := drawWorld(t, m)
		var lot *ballot.Lot
		if rapid.Bool().Draw(t, "with a lot") {
			lot = w.drawLot(t)
		}
		data, err := json.Marshal(w.count(t, lot))
		require.NoError(t, err)
		_, differences, err := ballot.Recheck(data)
		require.NoError(t, err, "%s", data)
		require.Empty(t, differences, "%s", data)
	})
}

// Another order of the options, with the lot and everything else carried along, is
// another order of the result and nothing else.
func TestOrderOfTheOptionsDoesNotMatter(t *testing.T) {
	forMethods(t, allElections(), func(t *rapid.T, m ballot.Method) {
		w := drawWorld(t, m)
		to := rapid.Permutation(numbersTo(len(w.c.Options))).Draw(t, "places")
		again := w.reordered(to)
		lot := w.drawLot(t)
		requireReordered(t, to, w.count(t, nil), again.count(t, nil))
		one, other := w.count(t, lot), again.count(t, &ballot.Lot{Order: moved(to, lot.Order)})
		requireReordered(t, to, one, other)
		require.Len(t, other.Rounds, len(one.Rounds))
		if m == ballot.RankedPairs {
			return // equally strong defeats are locked in the order of the contest
		}
		for i, round := range one.Rounds {
			for o, v := range round.Votes {
				require.True(t, v.Equal(other.Rounds[i].Votes[to[o]]), "round %d, option %d", i, o)
			}
			require.Equal(t, movedSet(to, round.Excluded), movedSet(numbersTo(len(to)), other.Rounds[i].Excluded))
		}
	})
}

func requireReordered(t *rapid.T, to []int, one, other *ballot.Result) {
	same := numbersTo(len(to))
	require.Equal(t, one.Outcome, other.Outcome)
	require.Equal(t, one.Vacant, other.Vacant)
	require.Equal(t, movedSet(to, one.Elected), movedSet(same, other.Elected))
	require.Equal(t, movedSet(to, one.Below), movedSet(same, other.Below))
	require.Equal(t, movedSet(to, one.Smith), movedSet(same, other.Smith))
	require.Equal(t, one.Incomplete, other.Incomplete)
	require.Equal(t, renamed(to, one.Sets), renamed(same, other.Sets))
	unbroken := func(tie ballot.Tie) bool { return tie.By == ballot.Unbroken }
	if !slices.ContainsFunc(one.Ties, unbroken) { // else the margin is that of the course shown
		require.Equal(t, lowerBound(one), lowerBound(other))
	}
}

// lowerBound is a margin without the upper bound of Schulze, which is what a search finds
// that goes through the ballots in the order of the contest.
func lowerBound(r *ballot.Result) any {
	if r.Margin != nil && r.Contest.Method == ballot.Schulze {
		return r.Margin.AtLeast
	}
	return r.Margin
}

// Groups are told apart by what they declare, not by their place.
func TestOrderOfTheGroupsDoesNotMatter(t *testing.T) {
	forMethods(t, allElections(), func(t *rapid.T, m ballot.Method) {
		w := drawWorld(t, m)
		if len(w.c.Groups) == 0 || w.c.Merge > 0 {
			return // of groups of one size that may join a small one, the first does
		}
		to := rapid.Permutation(numbersTo(len(w.c.Groups))).Draw(t, "places")
		c := *w.c
		c.Groups = slices.Clone(w.c.Groups)
		for g, place := range to {
			c.Groups[place] = w.c.Groups[g]
		}
		again := &world{c: &c, without: w.without}
		for _, x := range w.ballots {
			again.ballots = append(again.ballots, several{x.n, x.b.In(to[x.b.Group])})
		}
		one, other := w.count(t, nil), again.count(t, nil)
		requireReordered(t, numbersTo(len(c.Options)), one, other)
		require.Equal(t, one.Elected, other.Elected)
		require.Equal(t, one.Ties, other.Ties)
		require.Equal(t, one.Rounds, other.Rounds)
	})
}

// Whatever the lot, it elects one of the sets that were open without it, and where
// nothing was open it changes nobody.
func TestLotElectsOneOfTheSetsThatAreOpen(t *testing.T) {
	forMethods(t, allElections(), func(t *rapid.T, m ballot.Method) {
		w := drawWorld(t, m)
		open, drawn := w.count(t, nil), w.count(t, w.drawLot(t))
		require.NotEqual(t, ballot.Tied, drawn.Outcome)
		switch open.Outcome {
		case ballot.Tied:
			require.False(t, open.Incomplete)
			require.Greater(t, len(open.Sets), 1)
			elected := sortedInts(drawn.Elected)
			require.True(t, slices.ContainsFunc(open.Sets, func(set []int) bool {
				set = slices.DeleteFunc(slices.Clone(set), func(o int) bool { return w.c.Options[o].None })
				return slices.Equal(set, elected)
			}), "%v is none of %v", elected, open.Sets)
			for _, o := range open.Elected {
				require.Contains(t, drawn.Elected, o, "elected in every set")
			}
			require.True(t, slices.ContainsFunc(drawn.Ties, func(tie ballot.Tie) bool { return tie.By == ballot.ByLot }))
		case ballot.Elected:
			require.Equal(t, sortedInts(open.Elected), sortedInts(drawn.Elected))
		default:
			require.Equal(t, open.Outcome, drawn.Outcome)
		}
	})
}

// Who is elected stands, once, within the limit per affiliation, and each seat is filled
// or vacant.
func TestSeatsAreFilledByWhoStands(t *testing.T) {
	forMethods(t, allElections(), func(t *rapid.T, m ballot.Method) {
		w := drawWorld(t, m)
		r := w.count(t, w.drawLot(t))
		if r.Outcome == ballot.NoQuorum {
			require.Empty(t, r.Elected)
			return
		}
		require.Equal(t, w.c.Seats, len(r.Elected)+r.Vacant)
		of := map[string]int{}
		for i, o := range r.Elected {
			option := w.c.Options[o]
			require.False(t, option.Withdrawn || option.None || option.WriteIns, "%+v", option)
			require.NotContains(t, w.without, o)
			require.NotContains(t, r.Below, o)
			require.NotContains(t, r.Elected[:i], o)
			of[option.Affiliation]++
			if w.c.Cap > 0 && option.Affiliation != "" {
				require.LessOrEqual(t, of[option.Affiliation], w.c.Cap)
			}
		}
	})
}

// In each round of a transferable vote, votes, exhausted votes and residue are the
// ballots that are not blank, as the contest weighs them.
func TestVotesOfAnyTransferableCountAreConserved(t *testing.T) {
	methods := []ballot.Method{ballot.InstantRunoff, ballot.ScottishSTV, ballot.WeightedSTV, ballot.MeekSTV}
	forMethods(t, methods, func(t *rapid.T, m ballot.Method) {
		w := drawWorld(t, m)
		r := w.count(t, w.drawLot(t))
		voted := new(big.Rat)
		for g, weight := range r.Weights {
			ballots := new(big.Int).SetUint64(r.Accounts[g].Valid - r.Accounts[g].Blank)
			voted.Add(voted, new(big.Rat).Mul(weight.Rat(), new(big.Rat).SetInt(ballots)))
		}
		for i, round := range r.Rounds {
			sum := new(big.Rat).Add(round.Exhausted.Rat(), round.Residue.Rat())
			for _, v := range round.Votes {
				require.GreaterOrEqual(t, v.Rat().Sign(), 0)
				sum.Add(sum, v.Rat())
			}
			require.Equal(t, voted.RatString(), sum.RatString(), "round %d", i)
			require.GreaterOrEqual(t, round.Residue.Rat().Sign(), 0)
			require.GreaterOrEqual(t, round.Exhausted.Rat().Sign(), 0)
		}
	})
}

// One tally counted by several at a time, on one processor and on several.
func TestRecordDoesNotDependOnTheProcessors(t *testing.T) {
	for _, m := range ballot.Methods() {
		tally := smallResult(t, m).Tally()
		want := recordOf(t, counted(t, tally, ballot.Options{}))
		for _, processors := range []int{1, 8} {
			before := runtime.GOMAXPROCS(processors)
			records := make([]string, 8)
			var all sync.WaitGroup
			for i := range records {
				all.Go(func() {
					if r, err := ballot.Count(tally, ballot.Options{}); err == nil {
						data, _ := json.Marshal(r)
						records[i] = string(data)
					}
				})
			}
			all.Wait()
			runtime.GOMAXPROCS(before)
			for _, record := range records {
				assert.Equal(t, want, record, m)
			}
		}
	}
}

// Options that have withdrawn and stand on no ballot are nothing but length: ballots that
// need more than 64 bits for them count as the short ones do.
func TestWithdrawnOptionsNobodyMarksDoNotMatter(t *testing.T) {
	forMethods(t, allElections(), func(t *rapid.T, m ballot.Method) {
		w := drawWorld(t, m)
		n := len(w.c.Options)
		c := *w.c
		c.Options = numbered(n + 70)
		copy(c.Options, w.c.Options)
		for i := range c.Options[n:] {
			c.Options[n+i].Withdrawn = true
		}
		if m == ballot.ProportionalPAV {
			c.Seats = min(c.Seats, 2)
			w.c.Seats = c.Seats
		}
		long := &world{&c, w.ballots, w.without}
		order := w.drawLot(t)
		for _, lot := range []*ballot.Lot{nil, order} {
			one := w.count(t, lot)
			if lot != nil {
				lot = &ballot.Lot{Order: append(order.Order, numbersTo(n + 70)[n:]...)}
			}
			other := long.count(t, lot)
			if other.Incomplete {
				continue // of a longer contest fewer courses are tried
			}
			require.Equal(t, one.Outcome, other.Outcome)
			require.Equal(t, one.Elected, other.Elected)
			require.Equal(t, one.Sets, other.Sets)
			require.Equal(t, one.Accounts, other.Accounts)
			require.Equal(t, one.Smith, other.Smith)
			require.Len(t, other.Rounds, len(one.Rounds))
			for i, round := range one.Rounds {
				require.Equal(t, texts(round.Votes), texts(other.Rounds[i].Votes[:len(round.Votes)]))
			}
		}
		data, err := long.tally(t).MarshalBinary()
		require.NoError(t, err)
		again, err := ballot.UnmarshalTally(&c, data)
		require.NoError(t, err)
		require.Equal(t, long.tally(t).Digest(), again.Digest())
	})
}
