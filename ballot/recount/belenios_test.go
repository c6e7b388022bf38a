package recount_test

import (
	"bytes"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/recount"
)

// requireBelenios makes the absence of the program an error.
const requireBelenios = "DFC_REQUIRE_BELENIOS"

// belenios is the program of Debian's package belenios-tool, which counts one election
// in a process.
func belenios(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("belenios-tool")
	if err != nil {
		if os.Getenv(requireBelenios) != "" {
			t.Fatalf("%s is set, but belenios-tool is not on PATH (Debian: apt-get install belenios-tool)", requireBelenios)
		}
		t.Skip("belenios-tool is not on PATH (Debian: apt-get install belenios-tool)")
	}
	return path
}

// ask lets the program count ballots, each a rank for each option.
func ask(t *testing.T, out any, profile [][]int, args ...string) {
	t.Helper()
	in, err := json.Marshal(profile)
	require.NoError(t, err)
	command := exec.Command(belenios(t), append([]string{"method"}, args...)...)
	command.Stdin = bytes.NewReader(in)
	answer, err := command.Output()
	require.NoError(t, err, "%s", in)
	require.NoError(t, json.Unmarshal(answer, out), "%s", answer)
}

// profile draws ballots that rank every option.
func (w *world) profile(options, ballots int, equal bool) (profile [][]int) {
	for range ballots {
		ranks := w.Perm(options)
		for o := range ranks {
			if ranks[o]++; equal {
				ranks[o] = 1 + w.IntN(options)
			}
		}
		distinct := slices.Compact(slices.Sorted(slices.Values(ranks)))
		for o := range ranks { // without gaps
			ranks[o] = 1 + slices.Index(distinct, ranks[o])
		}
		profile = append(profile, ranks)
	}
	return profile
}

func tallyOfRanks(t *testing.T, c *ballot.Contest, profile [][]int) *ballot.Tally {
	t.Helper()
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	for _, ranks := range profile {
		b := ballot.Ballot{}
		for o, rank := range ranks {
			b.Marks = append(b.Marks, ballot.Mark{Option: o, Value: rank})
		}
		_, err := tally.Add(b, 1)
		require.NoError(t, err)
	}
	return tally
}

func elections() int {
	if testing.Short() {
		return 50
	}
	return 400
}

// The program takes of two defeats with the same votes for them the one with fewer
// against as the stronger (Schulze 2011, section 2.1). Package ballot compares the
// winning votes alone. That matters only where ranks are equal; profiles in which two
// defeats differ in nothing but the votes against are left out. The program ranks by
// taking the winners out, so only the first rank is the same by definition.
func TestBeleniosFindsTheSameSchulzeWinners(t *testing.T) {
	compared := 0
	for i := range elections() {
		w := &world{Rand: rand.New(rand.NewPCG(2, uint64(i)))}
		n := 2 + w.IntN(5)
		profile := w.profile(n, 1+w.IntN(12), w.one(2))
		c := &ballot.Contest{ID: "belenios", Method: ballot.Schulze, Seats: 1, Options: options("abcdef"[:n]),
			Validity: ballot.Validity{Overvote: ballot.AsEqual}}
		r, err := ballot.Count(tallyOfRanks(t, c, profile), ballot.Options{})
		require.NoError(t, err)
		if oppositionMatters(r.Pairwise) {
			continue
		}
		compared++
		var answer struct{ Winners [][]int }
		ask(t, &answer, profile, "schulze", "--nchoices", strconv.Itoa(n), "--blank-allowed", "false")
		require.Equal(t, answer.Winners[0], r.Ranking[0], "%v", profile)
		if len(r.Ranking[0]) == 1 {
			require.Equal(t, answer.Winners[0], r.Elected, "%v", profile)
			continue
		}
		require.Len(t, r.Sets, len(answer.Winners[0]), "%v", profile)
	}
	t.Logf("%d elections compared", compared)
	require.Greater(t, compared, elections()/2)
}

// oppositionMatters reports whether two defeats have the same votes for them, and
// others against.
func oppositionMatters(pairs [][]ballot.Number) bool {
	against := map[string]string{}
	for a := range pairs {
		for b := range pairs {
			if a == b || pairs[a][b].Cmp(pairs[b][a]) <= 0 {
				continue
			}
			support, opposed := pairs[a][b].String(), pairs[b][a].String()
			if other, ok := against[support]; ok && other != opposed {
				return true
			}
			against[support] = opposed
		}
	}
	return false
}

// The program counts by the weighted inclusive Gregory method with a Droop quota, one
// elected in a round, and breaks a tie by the order of the contest: the first of those
// tied is elected, and the last goes out. It knows an option only while a ballot names
// it; therefore each ballot ranks all. It computes in floating point where package
// ballot rounds down, so elections are left out in which a difference smaller than a
// millionth of a vote, or the equality of two fractions, decides.
func TestBeleniosFindsTheSameSingleTransferableVote(t *testing.T) {
	compared := 0
	for i := range elections() {
		w := &world{Rand: rand.New(rand.NewPCG(3, uint64(i)))}
		n := 2 + w.IntN(5)
		seats := 1 + w.IntN(min(3, n))
		profile := w.profile(n, 1+w.IntN(30), false)
		c := &ballot.Contest{ID: "belenios", Method: ballot.WeightedSTV, Seats: seats, Options: options("abcdef"[:n]),
			Variant: ballot.Variant{Decimals: 9, OneByOne: true}}
		lot := &ballot.Lot{Order: []int{0, 1, 2, 3, 4, 5}[:n]}
		tally := tallyOfRanks(t, c, profile)
		r, err := ballot.Count(tally, ballot.Options{Lot: lot})
		require.NoError(t, err)
		if slices.ContainsFunc(r.Rounds, tooClose) {
			continue
		}
		compared++
		var answer struct{ Winners []int }
		ask(t, &answer, profile, "stv", "--nseats", strconv.Itoa(seats))
		require.ElementsMatch(t, answer.Winners, r.Elected, "%v", profile)
		again, err := recount.Count(tally, ballot.Options{Lot: lot})
		require.NoError(t, err)
		require.ElementsMatch(t, answer.Winners, again.Elected, "%v", profile)
	}
	t.Logf("%d elections compared", compared)
	require.Greater(t, compared, elections()/2)
}

// tooClose reports whether votes of a round, or a quota, are so close that rounding
// could put them in another order.
func tooClose(r ballot.Round) bool {
	amounts := append(slices.Clone(r.Votes), r.Quota)
	for i, a := range amounts {
		for _, b := range amounts[:i] {
			d := new(big.Rat).Sub(a.Rat(), b.Rat())
			if a.IsZero() || b.IsZero() || d.Abs(d).Cmp(big.NewRat(1, 1_000_000)) > 0 {
				continue
			}
			if d.Sign() != 0 || !a.Rat().IsInt() {
				return true
			}
		}
	}
	return false
}
