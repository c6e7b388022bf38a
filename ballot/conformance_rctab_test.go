package ballot_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// text is a value that the data write as a string, a number or a boolean.
type text string

func (s *text) UnmarshalJSON(b []byte) error {
	*s = text(strings.Trim(string(b), `"`))
	return nil
}

func (s text) number(unlimited int) int {
	n, err := strconv.Atoi(string(s))
	if err != nil {
		return unlimited
	}
	return n
}

type rctabFile struct {
	ID         string `json:"id"`
	Candidates []struct {
		Name     string `json:"name"`
		Excluded bool   `json:"excluded"`
	} `json:"candidates"`
	Rules    map[string]text `json:"rules"`
	WriteIns bool            `json:"has_uwi"`
	Ballots  []struct {
		N     uint64     `json:"n"`
		Ranks [][]string `json:"ranks"`
	} `json:"ballots"`
	Expected []struct {
		Results []rctabRound `json:"results"`
		Summary struct {
			Threshold string `json:"finalThreshold"`
		} `json:"summary"`
	} `json:"expected"`
}

type rctabRound struct {
	Inactive  map[string]string `json:"inactiveBallots"`
	Tally     map[string]string `json:"tally"`
	Threshold string            `json:"threshold"`
	Results   []struct {
		Elected    string          `json:"elected"`
		Eliminated string          `json:"eliminated"`
		Transfers  json.RawMessage `json:"transfers"`
	} `json:"tallyResults"`
}

const writeIns = "Undeclared Write-ins"

// contest translates the rules of the file, or says why it cannot.
func (f *rctabFile) contest() (c *ballot.Contest, lot []int, reason string) {
	r := f.Rules
	c = &ballot.Contest{ID: f.ID, Method: ballot.WeightedSTV, Seats: r["numberOfWinners"].number(1), Vacant: true,
		Validity: ballot.Validity{Blank: ballot.Ignore, Skipped: ballot.End, Duplicate: ballot.Ignore, Withdrawn: ballot.Ignore,
			Unknown: ballot.Ignore}}
	for _, o := range f.Candidates {
		c.Options = append(c.Options, ballot.Option{ID: o.Name, Withdrawn: o.Excluded})
	}
	if f.WriteIns {
		c.Options = append(c.Options, ballot.Option{ID: writeIns, WriteIns: true})
	}
	switch r["winnerElectionMode"] {
	case "singleWinnerMajority":
		c.Method = ballot.InstantRunoff
		c.Variant.Batch = r["batchElimination"] == "true"
		c.Variant.ToTheEnd = r["continueUntilTwoCandidatesRemain"] == "true"
		if r["doesFirstRoundDetermineThreshold"] == "true" {
			c.Variant.MajorityOf = ballot.OfFirst
		}
	case "multiWinnerAllowMultipleWinnersPerRound":
	case "multiWinnerAllowOnlyOneWinnerPerRound":
		c.Variant.OneByOne = true
	default:
		return nil, nil, "mode " + string(r["winnerElectionMode"])
	}
	if p := r["multiSeatBottomsUpPercentageThreshold"]; p != "" || strings.Contains(f.ID, "bottoms_up") {
		return nil, nil, "bottoms-up"
	}
	if c.Method == ballot.WeightedSTV {
		c.Variant.Decimals = r["decimalPlacesForVoteArithmetic"].number(4)
		decimal, hare := r["nonIntegerWinningThreshold"] == "true", r["hareQuota"] == "true"
		switch {
		case hare && decimal:
			c.Variant.Quota = ballot.HareDecimal
		case hare:
			c.Variant.Quota = ballot.HareWhole
		case decimal:
			c.Variant.Quota = ballot.DroopDecimal
		}
	}
	c.Variant.MinVotes = r["minimumVoteThreshold"].number(0)
	switch r["overvoteRule"] {
	case "alwaysSkipToNextRank":
		c.Validity.Overvote = ballot.Ignore
	case "exhaustImmediately":
		c.Validity.Overvote = ballot.End
	case "exhaustIfMultipleContinuing":
		c.Validity.Overvote = ballot.EndIfSeveral
	default:
		return nil, nil, "overvotes " + string(r["overvoteRule"])
	}
	if n := r["maxSkippedRanksAllowed"].number(-1); n >= 0 {
		c.Validity.MaxSkipped = n
	} else {
		c.Validity.Skipped = ballot.Ignore
	}
	if r["exhaustOnDuplicateCandidate"] == "true" {
		c.Validity.Duplicate = ballot.End
	}
	if r["treatBlankAsUndeclaredWriteIn"] == "true" {
		return nil, nil, "blank ballots as write-ins"
	}
	if n := r["stopTabulationEarlyAfterRound"].number(0); n > 0 {
		return nil, nil, "stopped early"
	}
	switch r["tiebreakMode"] {
	case "useCandidateOrder", "usePermutationInConfig":
		for i := range c.Options {
			lot = append(lot, i)
		}
	case "previousRoundCountsThenRandom", "previousRoundCountsThenInteractive":
		c.Tie = ballot.TieByEarlier
	}
	return c, lot, ""
}

func (f *rctabFile) tally(t *testing.T, c *ballot.Contest) *ballot.Tally {
	tally := tallyOf(t, c)
	for _, b := range f.Ballots {
		var marks []ballot.Mark
		for i, names := range b.Ranks {
			for _, name := range names {
				o := c.Index(name)
				if name == "overvote" {
					o = ballot.SeveralOptions
				}
				marks = append(marks, ballot.Mark{Option: o, Value: i + 1})
			}
		}
		cast(t, tally, ballot.Ballot{Marks: marks}, b.N)
	}
	return tally
}

// Instant-runoff and multi-winner elections with flawed ballots: the published report,
// round by round.
func TestConformanceRCTab(t *testing.T) {
	c := openCollection(t, "rctab")
	for _, file := range c.files("*.json") {
		f := jsonFile[rctabFile](c, file)
		contest, lot, reason := f.contest()
		if reason != "" {
			c.skip(reason)
			continue
		}
		if len(f.Expected) != 1 {
			c.skip("several contests in one file")
			continue
		}
		o := ballot.Options{}
		if lot != nil {
			o.Lot = &ballot.Lot{Order: lot}
		}
		r, err := ballot.Count(f.tally(t, contest), o)
		require.NoError(t, err)
		if slices.ContainsFunc(r.Ties, func(tie ballot.Tie) bool { return tie.By == ballot.Unbroken }) {
			c.skip("ties by the random generator of another language")
			continue
		}
		c.election(f.ID, func(t *testing.T) {
			want := f.Expected[0].Results
			rounds := tieOfTwo(r, len(want))
			require.Len(t, rounds, len(want))
			for i, round := range want {
				compareRCTab(t, contest, rounds[i], round, i+1)
			}
		})
	}
}

// tieOfTwo gives a tie between the last two the form that the program gives it: it
// elects the winner of the tie at once, where we let the loser go out and show one
// more round.
func tieOfTwo(r *ballot.Result, n int) []ballot.Round {
	rounds := slices.Clone(r.Rounds)
	if r.Contest.Method != ballot.InstantRunoff || len(rounds) != n+1 || len(r.Ties) == 0 {
		return rounds
	}
	last := &rounds[n-1]
	if tie := r.Ties[len(r.Ties)-1]; tie.Round == n-1 && len(tie.Options) == 2 {
		last.Elected, last.Excluded = rounds[n].Elected, nil
		return rounds[:n]
	}
	return rounds
}

func compareRCTab(t *testing.T, c *ballot.Contest, got ballot.Round, want rctabRound, number int) {
	t.Helper()
	at := fmt.Sprintf("round %d", number)
	votes := map[string]string{}
	for o, v := range got.Votes {
		if !v.IsZero() && (!v.Rat().IsInt() || v.Rat().Sign() != 0 || want.Tally[c.OptionID(o)] != "") {
			votes[c.OptionID(o)] = v.Rat().RatString()
		}
	}
	expected := map[string]string{}
	for name, v := range want.Tally {
		expected[name] = exact(t, v)
	}
	assert.Equal(t, expected, votes, at)
	assert.Equal(t, exact(t, want.Threshold), got.Quota.Rat().RatString(), at)
	ended := map[string]string{"exhaustedChoices": "", "overvotes": "", "repeatedRankings": "", "skippedRankings": ""}
	sum := new(big.Rat)
	for name, v := range want.Inactive {
		r, ok := new(big.Rat).SetString(v)
		require.True(t, ok)
		sum.Add(sum, r)
		ended[name] = v
	}
	assert.Equal(t, sum.RatString(), got.Exhausted.Rat().RatString(), at)
	if _, last := want.Inactive["finalRoundSurplus"]; last {
		got.Ended = nil // the last surpluses stand apart
	}
	for _, reason := range got.Ended {
		name := map[ballot.Reason]string{ballot.Overvote: "overvotes", ballot.SkippedRank: "skippedRankings",
			ballot.DuplicateName: "repeatedRankings"}[reason.Reason]
		whole, _, _ := strings.Cut(ended[name], ".")
		assert.Equal(t, whole, fmt.Sprint(reason.Ballots), "%s: %s", at, name)
	}
	elected, excluded := []string{}, []string{}
	for _, r := range want.Results {
		if r.Elected != "" {
			elected = append(elected, r.Elected)
		} else {
			excluded = append(excluded, r.Eliminated)
		}
	}
	names := func(lists ...[]int) []string {
		out := []string{}
		for _, o := range slices.Concat(lists...) {
			out = append(out, c.OptionID(o))
		}
		return out
	}
	assert.ElementsMatch(t, elected, names(got.Elected, got.Deemed), at)
	assert.ElementsMatch(t, excluded, names(got.Excluded), at)
}

func exact(t *testing.T, decimal string) string {
	r, ok := new(big.Rat).SetString(decimal)
	require.True(t, ok, decimal)
	return r.RatString()
}
