package recount_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/recount"
)

// slates draws ballots of 10 options as electorates cast them: most voters are near
// one of a few slates, and many mark few options.
func slates(b *testing.B, m ballot.Method, ballots int) *ballot.Tally {
	c := &ballot.Contest{ID: "bench", Method: m, Seats: 3}
	for i := range 10 {
		c.Options = append(c.Options, ballot.Option{ID: fmt.Sprint(i)})
	}
	if m.SingleSeat() {
		c.Seats = 1
	}
	rng := rand.New(rand.NewPCG(2, uint64(ballots)))
	t, err := ballot.NewTally(c)
	require.NoError(b, err)
	for range ballots {
		start, length := rng.IntN(12)*7, 1+min(rng.IntN(10), rng.IntN(10))
		order := make([]int, 10)
		for i := range order {
			order[i] = (start + i*(1+start%3*2)) % 10
		}
		k := rng.IntN(9)
		order[k], order[k+1] = order[k+1], order[k]
		vote := ballot.Rank(distinct(order)[:min(length, len(distinct(order)))]...)
		if c.Kind() != ballot.Ranking {
			vote = ballot.Choose(distinct(order)[:min(length, 5, len(distinct(order)))]...)
		}
		_, err := t.Add(vote, 1)
		require.NoError(b, err)
	}
	return t
}

func distinct(list []int) (out []int) {
	seen := [10]bool{}
	for _, o := range list {
		if !seen[o] {
			out = append(out, o)
		}
		seen[o] = true
	}
	return out
}

// The second count is the naive one: it goes voter by voter with ratios, and looks at
// everything again in each round. Beside it the first count of the same tally, with
// its whole record.
func BenchmarkBeside(b *testing.B) {
	const ballots = 20_000
	for _, m := range []ballot.Method{ballot.Approval, ballot.InstantRunoff, ballot.ScottishSTV, ballot.MeekSTV, ballot.Schulze,
		ballot.Phragmen, ballot.EqualShares} {
		t := slates(b, m, ballots)
		perBallot := func(b *testing.B) {
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/ballots, "ns/ballot")
		}
		b.Run(fmt.Sprintf("method=%s/count=first", m), func(b *testing.B) {
			for b.Loop() {
				if _, err := ballot.Count(t, ballot.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			perBallot(b)
		})
		b.Run(fmt.Sprintf("method=%s/count=naive", m), func(b *testing.B) {
			for b.Loop() {
				if _, err := recount.Count(t, ballot.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			perBallot(b)
		})
	}
}
