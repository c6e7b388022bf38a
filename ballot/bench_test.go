package ballot_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// electorateOf draws ballots as electorates cast them: a few slates, most voters near
// one of them, many short ballots. About one in ten of 100,000 is different.
func electorateOf(kind ballot.Kind, ballots, options, groups int) []ballot.Ballot {
	rng := rand.New(rand.NewPCG(1, uint64(ballots)))
	slates := make([][]int, 12)
	for i := range slates {
		slates[i] = rng.Perm(options)
	}
	all := make([]ballot.Ballot, ballots)
	for i := range all {
		order := slices.Clone(slates[rng.IntN(len(slates))])
		for range rng.IntN(5) {
			k := rng.IntN(options - 1)
			order[k], order[k+1] = order[k+1], order[k]
		}
		length := 1 + min(rng.IntN(options), rng.IntN(options))
		if kind == ballot.Ranking {
			all[i] = ballot.Rank(order[:length]...)
		} else {
			all[i] = ballot.Choose(order[:min(length, 5)]...)
		}
		all[i] = all[i].In(rng.IntN(groups))
	}
	return all
}

// benchContest is the contest that the figures are about: 10 options, and 3 seats
// where there can be more than one.
func benchContest(m ballot.Method, options int) *ballot.Contest {
	c := &ballot.Contest{ID: "bench", Method: m, Seats: 3, Options: numbered(options)}
	if m.SingleSeat() {
		c.Seats = 1
	}
	if m == ballot.WeightedSTV {
		c.Variant.Decimals = 4
	}
	if m == ballot.EqualShares || m == ballot.Phragmen || m == ballot.SequentialPAV {
		for _, id := range []string{"g1", "g2", "g3", "g4", "g5"} {
			c.Groups = append(c.Groups, ballot.Group{ID: id})
		}
		c.Weighting.Rule = ballot.ByTurnout
	}
	return c
}

func filled(tb testing.TB, c *ballot.Contest, all []ballot.Ballot) *ballot.Tally {
	t, err := ballot.NewTally(c)
	require.NoError(tb, err)
	for _, b := range all {
		if _, err := t.Add(b, 1); err != nil {
			tb.Fatal(err)
		}
	}
	return t
}

func perBallot(b *testing.B, ballots int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(ballots), "ns/ballot")
}

func BenchmarkCount(b *testing.B) {
	for _, m := range ballot.Methods() {
		if m == ballot.Motion || m == ballot.Score || m == ballot.Plurality {
			continue
		}
		for _, n := range []int{10_000, 100_000} {
			c := benchContest(m, 10)
			t := filled(b, c, electorateOf(c.Kind(), n, 10, max(1, len(c.Groups))))
			b.Run(fmt.Sprintf("method=%s/ballots=%d", m, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := ballot.Count(t, ballot.Options{}); err != nil {
						b.Fatal(err)
					}
				}
				perBallot(b, n)
				b.ReportMetric(float64(t.Distinct()), "distinct")
			})
		}
	}
}

func BenchmarkAdd(b *testing.B) {
	for _, m := range []ballot.Method{ballot.Approval, ballot.Schulze} {
		for _, n := range []int{10_000, 100_000, 1_000_000} {
			c := benchContest(m, 10)
			all := electorateOf(c.Kind(), n, 10, 1)
			b.Run(fmt.Sprintf("kind=%s/ballots=%d", c.Kind(), n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					filled(b, c, all)
				}
				perBallot(b, n)
			})
		}
	}
}

// The cost of a ballot does not depend on how many there are, and neither does the
// memory once equal ballots are grouped.
func BenchmarkScale(b *testing.B) {
	pool := electorateOf(ballot.Ranking, 1<<16, 10, 1)
	for _, n := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
		b.Run(fmt.Sprintf("method=schulze/ballots=%d", n), func(b *testing.B) {
			c := benchContest(ballot.Schulze, 10)
			b.ReportAllocs()
			for b.Loop() {
				t, err := ballot.NewTally(c)
				require.NoError(b, err)
				for i := range n {
					if _, err := t.Add(pool[i&(1<<16-1)], 1); err != nil {
						b.Fatal(err)
					}
				}
				if _, err := ballot.Count(t, ballot.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			perBallot(b, n)
		})
	}
}
