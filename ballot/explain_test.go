package ballot_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// updateVariable is the environment variable that makes tests write their golden files
// instead of comparing them, when it is not empty.
const updateVariable = "BALLOT_UPDATE"

// golden compares text with the content of a file below testdata/explain.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "explain", name)
	if os.Getenv(updateVariable) != "" {
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, got, 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "set %s=1 to write the file", updateVariable)
	require.Equal(t, string(want), string(got), "set %s=1 to write the file anew", updateVariable)
}

// explained returns an explanation; a text that is missing fails the test.
func explained(t *testing.T, r *ballot.Result, language string, f ballot.ExplainFormat) []byte {
	t.Helper()
	c, err := i18n.New(i18n.Options{OnMissing: func(m i18n.Missing) { t.Errorf("missing: %+v", m) }})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, r.Explain(&b, c.Localizer(language), f))
	return b.Bytes()
}

// workstreams are four options.
func workstreams() []ballot.Option {
	return []ballot.Option{{ID: "a", Name: "Sichere Lieferketten"}, {ID: "b", Name: "Digitale Bildung"},
		{ID: "c", Name: "Meldewege"}, {ID: "d", Name: "Offene Standards"}}
}

// Several are equal ballots, with the number of people who cast it.
type several struct {
	n uint64
	b ballot.Ballot
}

// outcome counts the ballots of a contest.
func outcome(t *testing.T, c ballot.Contest, o ballot.Options, ballots ...several) *ballot.Result {
	t.Helper()
	if c.ID == "" {
		c.ID, c.Title = "vote-2032", "Workstreams 2032"
	}
	tally := tallyOf(t, &c)
	for _, x := range ballots {
		_, err := tally.Add(x.b, x.n) // valid or not
		require.NoError(t, err)
	}
	return counted(t, tally, o)
}

// rankings are ballots that make a circle at the top, and one that ends early.
func rankings() []several {
	return []several{{7, ballot.Rank(0, 1, 2, 3)}, {6, ballot.Rank(1, 2, 0)}, {5, ballot.Rank(2, 0, 1)},
		{2, ballot.Rank(3, 2)},
		{1, ballot.RankEqually([]int{0, 1})}, {1, ballot.Ballot{Spoilt: true}}}
}

// approvals are ballots of two camps.
func approvals() []several {
	return []several{{9, ballot.Choose(0, 1)}, {4, ballot.Choose(0, 1, 2)}, {6, ballot.Choose(3)},
		{2, ballot.Choose(2, 3)}, {1, ballot.Ballot{}}}
}

func choices() []several {
	return []several{{9, ballot.Choose(0)}, {4, ballot.Choose(1)}, {4, ballot.Choose(2)}, {1, ballot.Choose(0, 1)}}
}

var methodCases = []struct {
	name    string
	contest ballot.Contest
	options ballot.Options
	ballots []several
}{
	{"plurality", ballot.Contest{Method: ballot.Plurality, Seats: 1}, ballot.Options{}, choices()},
	{"approval", ballot.Contest{Method: ballot.Approval, Seats: 2}, ballot.Options{}, approvals()},
	{"sav", ballot.Contest{Method: ballot.Satisfaction, Seats: 2}, ballot.Options{}, approvals()},
	{"score", ballot.Contest{Method: ballot.Score, Seats: 1, Variant: ballot.Variant{MaxPoints: 5}}, ballot.Options{},
		[]several{{3, ballot.Grade(5, 3, 0, 1)}, {2, ballot.Grade(0, 4, 5, 1)}, {1, ballot.Grade(6)}}},
	{"borda", ballot.Contest{Method: ballot.Borda, Seats: 2,
		Variant: ballot.Variant{Truncated: ballot.TruncatedAverage}}, ballot.Options{}, rankings()},
	{"instant-runoff", ballot.Contest{Method: ballot.InstantRunoff, Seats: 1}, ballot.Options{}, rankings()},
	{"scottish-stv", ballot.Contest{Method: ballot.ScottishSTV, Seats: 2, Tie: ballot.TieByEarlier}, ballot.Options{},
		[]several{{11, ballot.Rank(0, 1)}, {4, ballot.Rank(1, 2)}, {3, ballot.Rank(2)}, {4, ballot.Rank(3, 2)}}},
	{"wigm-stv", ballot.Contest{Method: ballot.WeightedSTV, Seats: 2, Variant: ballot.Variant{Decimals: 4}},
		ballot.Options{}, rankings()},
	{"meek-stv", ballot.Contest{Method: ballot.MeekSTV, Seats: 2}, ballot.Options{},
		[]several{{11, ballot.Rank(0, 1)}, {4, ballot.Rank(1, 2)}, {3, ballot.Rank(2)}, {3, ballot.Rank(3, 2)}}},
	{"schulze", ballot.Contest{Method: ballot.Schulze, Seats: 1}, ballot.Options{}, rankings()},
	{"ranked-pairs", ballot.Contest{Method: ballot.RankedPairs, Seats: 1}, ballot.Options{}, rankings()},
	{"sequential-pav", ballot.Contest{Method: ballot.SequentialPAV, Seats: 2}, ballot.Options{}, approvals()},
	{"pav", ballot.Contest{Method: ballot.ProportionalPAV, Seats: 2}, ballot.Options{}, approvals()},
	{"phragmen", ballot.Contest{Method: ballot.Phragmen, Seats: 3}, ballot.Options{Lot: byHand(1, 0, 2, 3)},
		approvals()},
	{"equal-shares", ballot.Contest{Method: ballot.EqualShares, Seats: 3}, ballot.Options{}, approvals()},
	{"motion", ballot.Contest{Method: ballot.Motion, Eligible: 30, Quorum: &ballot.Quorum{Share: ballot.Share(1, 3)},
		Majority: &ballot.Requirement{Overall: new(ballot.SimpleMajority())}}, ballot.Options{},
		[]several{{7, ballot.Choose(ballot.Yes)}, {4, ballot.Choose(ballot.No)}, {2, ballot.Choose(ballot.Abstain)}}},
}

func byHand(order ...int) *ballot.Lot { return &ballot.Lot{Order: order, Key: "Ziehung im Plenum"} }

func TestEveryMethodIsExplainedInBothLanguages(t *testing.T) {
	for _, tc := range methodCases {
		c := tc.contest
		if c.Method != ballot.Motion {
			c.Options = workstreams()
		}
		c.Validity.Blank = ballot.Ignore
		if c.Method.Kind() == ballot.Ranking && c.Method != ballot.ScottishSTV {
			c.Validity.Overvote = ballot.End
		}
		r := outcome(t, c, tc.options, tc.ballots...)
		for _, lang := range []string{"de", "en"} {
			golden(t, tc.name+"."+lang+".txt", explained(t, r, lang, ballot.ExplainText))
		}
		golden(t, tc.name+".de.md", explained(t, r, "de", ballot.ExplainMarkdown))
	}
}
