package ballot_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

var councilTemplate = ballot.Contest{ID: "ward", Method: ballot.ScottishSTV, Tie: ballot.TieByEarlier}

var rankedTemplate = ballot.Contest{ID: "ranked", Method: ballot.Schulze, Seats: 1,
	Validity: ballot.Validity{Blank: ballot.Ignore, Overvote: ballot.AsEqual, Skipped: ballot.Ignore}}

// useCSV ends the errors about what a format cannot express.
const useCSV = ": CSV and the JSON of results can"

const bltEverything = "\uFEFF# a comment\r\n4 2 # four for two\r\n-2\r\n3 1 3\r\n4 0\r\n" +
	"(voter 7) 1 4=3 - 1 0\r\n7 0\r\n0\r\n\"A \\\"the first\\\"\" \"B\\\\\" # two on a line\r\nC of # no comment in quotes\r\n" +
	"\"D # in quotes\"\r\nCouncil of all  \r\n"

func TestBLTFileIsReadWithAllThatTheFormatHas(t *testing.T) {
	template := rankedTemplate
	template.ID = ""
	tally, err := ballot.ReadBLT(strings.NewReader(bltEverything), &template, ballot.FileOptions{})
	require.NoError(t, err)
	c := tally.Contest()
	assert.Equal(t, []ballot.Option{{ID: "1", Name: `A "the first"`}, {ID: "2", Name: `B\`, Withdrawn: true},
		{ID: "3", Name: "C of"}, {ID: "4", Name: "D # in quotes"}}, c.Options)
	assert.Equal(t, "Council of all", c.Title)
	assert.Equal(t, "Council of all", c.ID, "without an ID in the template the title is the ID")
	assert.Equal(t, 1, c.Seats, "seats of the template are kept")
	assert.Equal(t, ballot.Ignore, c.Validity.Withdrawn)
	assert.Equal(t, ballot.Refuse, template.Validity.Withdrawn, "the template stays as it is")
	assert.Empty(t, template.Options)

	want, err := ballot.NewTally(c)
	require.NoError(t, err)
	add(t, want, ballot.Rank(0, 2, 3), 3)
	add(t, want, ballot.RankEqually([]int{3, 2}, nil, []int{0}), 1)
	add(t, want, ballot.Ballot{}, 7)
	assert.Equal(t, want.Digest(), tally.Digest())
}

func TestBLTOptionsOfTheTemplateAreKept(t *testing.T) {
	template := rankedTemplate
	template.Options = []ballot.Option{{ID: "a", Name: "Anna"}, {ID: "b", Withdrawn: true}, {ID: "c"},
		{ID: "d"}}
	tally, err := ballot.ReadBLT(strings.NewReader(bltEverything), &template, ballot.FileOptions{})
	require.NoError(t, err)
	assert.Equal(t, template.Options, tally.Contest().Options)
	assert.Equal(t, ballot.Refuse, tally.Contest().Validity.Withdrawn,
		"a declared contest decides about marks")

	template.Options = template.Options[:3]
	_, err = ballot.ReadBLT(strings.NewReader(bltEverything), &template, ballot.FileOptions{Name: "w.blt"})
	require.EqualError(t, err, `w.blt:1:1: want 3 candidates, as the contest declares, found "4"`)
	template.Options = append(template.Options, ballot.Option{ID: "d"})
	template.Options[1].Withdrawn = false
	_, err = ballot.ReadBLT(strings.NewReader(bltEverything), &template, ballot.FileOptions{})
	require.EqualError(t, err, `3:1: want an option that the contest declares withdrawn, found "-2"`)
}

func TestBLTErrorSaysWhereAndWhatWasExpected(t *testing.T) {
	const names = "\n\"A\"\n\"B\"\n\"C\"\n\"T\"\n"
	for _, c := range []struct{ file, want string }{
		{"", `1:1: want the number of candidates, from 1 to 1024, found "the end of the file"`},
		{"x", `1:1: want the number of candidates, from 1 to 1024, found "x"`},
		{"0 1", `1:1: want the number of candidates, from 1 to 1024, found "0"`},
		{"4097 1", `1:1: want the number of candidates, from 1 to 1024, found "4097"`},
		{"+3 1", `1:1: want the number of candidates, from 1 to 1024, found "+3"`},
		{"3", `1:2: want the number of seats, from 1 to 1024, found "the end of the file"`},
		{"3 0", `1:3: want the number of seats, from 1 to 1024, found "0"`},
		{"3 1.5", `1:3: want the number of seats, from 1 to 1024, found "1.5"`},
		{"3 4\n0", `1:3: want at most 3 seats, as many as candidates stand, or a contest that leaves seats vacant, found "4"`},
		{"3 3\n-1\n0", `1:3: want at most 2 seats, as many as candidates stand, or a contest that leaves seats vacant, found "3"`},
		{"3 1\n-4\n0", `2:2: want a candidate who has withdrawn, from 1 to 3, found "4"`},
		{"3 1\n-x\n0", `2:1: want -1 to -3 for a candidate who has withdrawn, found "-x"`},
		{"3 1\n1 2 0\n-1\n0", `3:1: want a number of ballots up to 4611686018427387904, or 0 after the last, found "-1"`},
		{"3 1\n+1 2 0\n0", `2:1: want a number of ballots up to 4611686018427387904, or 0 after the last, found "+1"`},
		{"3 1\n1.5 2 0\n0", `2:1: want a number of ballots up to 4611686018427387904, or 0 after the last, found "1.5"`},
		{"3 1\n99999999999999999999999 2 0\n0",
			`2:1: want a number of ballots up to 4611686018427387904, or 0 after the last, found "99999999999999999999999"`},
		{"3 1\n18446744073709551617 2 0\n0",
			`2:1: want a number of ballots up to 4611686018427387904, or 0 after the last, found "18446744073709551617"`},
		{"3 1\n4611686018427387904 1 0\n1 2 0\n0",
			`3:1: want at most 4611686018427387904 ballots in all, 0 more, found "1"`},
		{"3 1\n1 4 0\n0", `2:3: want a candidate from 1 to 3, or 0 at the end of the ballot, found "4"`},
		{"3 1\n1 1= 0\n0", `2:3: want a candidate from 1 to 3, or 0 at the end of the ballot, found "1="`},
		{"3 1\n1 1=0 0\n0", `2:3: want a candidate from 1 to 3, or 0 at the end of the ballot, found "1=0"`},
		{"3 1\n1 -2 0\n0", `2:3: want a candidate from 1 to 3, or 0 at the end of the ballot, found "-2"`},
		{"3 1\n1 2é 0\n0", `2:3: want a candidate from 1 to 3, or 0 at the end of the ballot, found "2é"`},
		{"3 1\n1 2 # é\n 3 é", `3:4: want a candidate from 1 to 3, or 0 at the end of the ballot, found "é"`},
		{"3 1\n1 2", `2:4: want a candidate from 1 to 3, or 0 at the end of the ballot, found "the end of the file"`},
		{"3 1\n(7 1 2 0\n0", `2:1: want an ID of a ballot that ends with ), found "(7 1 2 0"`},
		{"3 1\n1 2 0\n", `3:1: want a number of ballots up to 4611686018427387904, or 0 after the last, found "the end of the file"`},
		{"3 1\n0\n\"A\"", `3:4: want the name of candidate 2 of 3, found "the end of the file"`},
		{"3 1\n0\n\"A\n\"B\"", `3:3: want a closing quote, found "the end of the line"`},
		{"3 1\n0\n\"Á", `3:3: want a closing quote, found "the end of the file"`},
		{"3 1\n0\n\"Á\" (x)", `3:5: want the next line, or the next name in quotes, found "(x)"`},
		{"3 1\n0\nA\nB\xff\nC", "4:1: want a name or title in UTF-8, found \"B\\xff\""},
		{"3 1\n0" + names + "more", `7:1: want nothing after 3 names and the title, found "more"`},
	} {
		tally, err := ballot.ReadBLT(strings.NewReader(c.file), &councilTemplate, ballot.FileOptions{})
		assert.Nil(t, tally, "%q", c.file)
		require.ErrorIs(t, err, ballot.ErrMalformed, "%q", c.file)
		assert.EqualError(t, err, c.want, "%q", c.file)
	}
}

func TestBLTRefusesContestsThatItCannotFill(t *testing.T) {
	const file = "2 1\n1 1 0\n0\nA\nB\n"
	for _, c := range []struct {
		template ballot.Contest
		want     string
	}{
		{ballot.Contest{ID: "x", Method: ballot.Motion},
			"method: unusable: \"motion\" (want a method whose ballots BLT can hold: " +
				"of kind ranking, approval, single-choice)"},
		{ballot.Contest{ID: "x", Method: ballot.Schulze, Groups: []ballot.Group{{ID: "g"}}},
			`groups: unusable: "1" (want none: BLT does not tell groups apart)`},
		{ballot.Contest{Method: ballot.Schulze}, `id: missing: "" (want a name for the contest)`},
	} {
		_, err := ballot.ReadBLT(strings.NewReader(file), &c.template, ballot.FileOptions{})
		require.ErrorIs(t, err, ballot.ErrContest)
		assert.EqualError(t, err, c.want)
	}
	_, err := ballot.ReadBLT(strings.NewReader(file), nil, ballot.FileOptions{})
	require.ErrorIs(t, err, ballot.ErrContest)
}

func TestBLTBallotsReadAlikeInEveryLayout(t *testing.T) {
	template := rankedTemplate
	template.Validity.Skipped, template.Validity.MaxSkipped = ballot.End, 1
	rapid.Check(t, func(t *rapid.T) {
		token := rapid.SampledFrom([]string{"1", "2", "3", "10", "11", "12", "4=5", "1=12", "-", "-", "007"})
		space := rapid.SampledFrom([]string{" ", " ", " ", "\t", "\n", "  ", "\r\n", " # 1 2 0\n"})
		one, other := "12 1\n", "12 1\n"
		for range rapid.IntRange(0, 9).Draw(t, "ballots") {
			one, other = one+"2", other+space.Draw(t, "space")+"2"
			for _, mark := range rapid.SliceOfN(token, 0, 9).Draw(t, "ballot") {
				one, other = one+" "+mark, other+space.Draw(t, "space")+mark
			}
			one, other = one+" 0\n", other+space.Draw(t, "space")+"0 "
		}
		end := "0\n" + strings.Repeat("\"x\"\n", 13)
		a, err := ballot.ReadBLT(strings.NewReader(one+end), &template, ballot.FileOptions{})
		require.NoError(t, err)
		b, err := ballot.ReadBLT(strings.NewReader(other+end), &template, ballot.FileOptions{})
		require.NoError(t, err)
		assert.Equal(t, a.Digest(), b.Digest(), "%q\n%q", one, other)
	})
}

func TestBLTRanksAfterSkippedOnesKeepTheirNumber(t *testing.T) {
	template := rankedTemplate
	template.Validity.Skipped, template.Validity.MaxSkipped = ballot.Refuse, 2
	for line, valid := range map[string]uint64{"1 1 - - 2 0": 1, "1 1 - - - 2 0": 0, "1 - 1 - - 2=3 0": 1,
		"1 - 1 - - - 2=3 0": 0} {
		tally, err := ballot.ReadBLT(strings.NewReader("3 1\n"+line+"\n0\nA\nB\nC\n"), &template,
			ballot.FileOptions{})
		require.NoError(t, err)
		assert.Equal(t, valid, tally.Accounts()[0].Valid, line)
	}
}

func TestBLTNumbersOfBallotsReachTheLimitOfATally(t *testing.T) {
	tally, err := ballot.ReadBLT(strings.NewReader("2 1\n4611686018427387903 1 0 1 2 0\n0\nA\nB\n"),
		&councilTemplate, ballot.FileOptions{})
	require.NoError(t, err)
	assert.EqualValues(t, ballot.MaxBallots, tally.Len())
}

func TestBLTWritesWhatItReads(t *testing.T) {
	tally, err := ballot.ReadBLT(strings.NewReader(bltEverything), &rankedTemplate, ballot.FileOptions{})
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, ballot.WriteBLT(&out, tally))
	assert.Equal(t, "4 1\n-2\n7 0\n1 3=4 1 0\n3 1 3 4 0\n0\n\"A \\\"the first\\\"\"\n\"B\\\\\"\n\"C of\"\n\"D # in quotes\"\n\"Council of all\"\n",
		out.String())
	again, err := ballot.ReadBLT(&out, &rankedTemplate, ballot.FileOptions{})
	require.NoError(t, err)
	assert.Equal(t, tally.Digest(), again.Digest())
}

func TestBLTKeepsBallotsForWithdrawnCandidatesApartFromBlankOnes(t *testing.T) {
	template := ballot.Contest{ID: "x", Method: ballot.ScottishSTV,
		Validity: ballot.Validity{Blank: ballot.Ignore}}
	tally, err := ballot.ReadBLT(strings.NewReader("3 1\n-2\n4 0\n2 2 0\n0\nA\nB\nC\n"), &template,
		ballot.FileOptions{})
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, ballot.WriteBLT(&out, tally))
	assert.Contains(t, out.String(), "\n4 0\n2 2 0\n0\n")
	again, err := ballot.ReadBLT(&out, &template, ballot.FileOptions{})
	require.NoError(t, err)
	assert.Equal(t, tally.Digest(), again.Digest())
}

func TestBLTRefusesToWriteWhatItCannotExpress(t *testing.T) {
	options := []ballot.Option{{ID: "a"}, {ID: "b"}}
	for _, c := range []struct {
		contest ballot.Contest
		cast    ballot.Ballot
		want    string
	}{
		{ballot.Contest{ID: "x", Method: ballot.Score, Options: options, Seats: 1,
			Variant: ballot.Variant{MaxPoints: 3}}, ballot.Grade(1),
			"BLT cannot express ballots of kind score" + useCSV},
		{ballot.Contest{ID: "x", Method: ballot.Schulze, Options: options, Seats: 1,
			Groups: []ballot.Group{{ID: "g"}}}, ballot.Rank(1),
			"BLT cannot express 1 groups" + useCSV},
		{ballot.Contest{ID: "x", Method: ballot.Schulze, Options: options, Seats: 1}, ballot.Rank(1, 1),
			"BLT cannot express 2 invalid ballots (duplicate-option)" + useCSV},
		{ballot.Contest{ID: "x", Method: ballot.Schulze, Options: options, Seats: 1,
			Validity: ballot.Validity{Duplicate: ballot.End}},
			ballot.Rank(1, 1), "BLT cannot express 2 ballots that a flaw ends" + useCSV},
		{ballot.Contest{ID: "x", Method: ballot.Schulze, Options: options, Seats: 1,
			Validity: ballot.Validity{Unknown: ballot.Ignore}},
			ballot.Rank(ballot.UnknownOption),
			"BLT cannot express 2 ballots on which no mark counts" + useCSV},
		{ballot.Contest{ID: "x", Method: ballot.Schulze, Seats: 1, Vacant: true}, ballot.Ballot{},
			"BLT cannot express a contest without options" + useCSV},
	} {
		tally, err := ballot.NewTally(&c.contest)
		require.NoError(t, err)
		add(t, tally, c.cast, 2)
		err = ballot.WriteBLT(new(bytes.Buffer), tally)
		require.ErrorIs(t, err, ballot.ErrUnwritable)
		assert.EqualError(t, err, c.want)
	}
}

func TestBLTFilesOfCouncilsAreReadAndWrittenAlike(t *testing.T) {
	for _, file := range councilFiles(t) {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		tally, err := ballot.ReadBLT(bytes.NewReader(data), &councilTemplate,
			ballot.FileOptions{Name: filepath.Base(file)})
		require.NoError(t, err)
		assert.Equal(t, tally.Accounts()[0].Valid, tally.Len(), "%s: every ballot is valid", file)
		var out bytes.Buffer
		require.NoError(t, ballot.WriteBLT(&out, tally), file)
		text := out.String()
		again, err := ballot.ReadBLT(&out, &councilTemplate, ballot.FileOptions{})
		require.NoError(t, err, file)
		assert.Equal(t, tally.Digest(), again.Digest(), file)
		var twice bytes.Buffer
		require.NoError(t, ballot.WriteBLT(&twice, again))
		assert.Equal(t, text, twice.String(), "the form is canonical")
	}
}

// councilFiles are the BLT files of the collection of real elections.
func councilFiles(tb testing.TB) []string {
	tb.Helper()
	dir := os.Getenv("DFC_ELECTIONS")
	if dir == "" {
		tb.Skip("DFC_ELECTIONS is not set: no collection of real elections to read (want the absolute path of its folder)")
	}
	require.True(tb, filepath.IsAbs(dir), "DFC_ELECTIONS must be an absolute path, found %q", dir)
	files, err := filepath.Glob(filepath.Join(dir, "scottish", "blt", "*.blt"))
	require.NoError(tb, err)
	require.NotEmpty(tb, files, "no files in %s/scottish/blt", dir)
	return files
}

func add(tb rapid.TB, tally *ballot.Tally, b ballot.Ballot, n uint64) {
	tb.Helper()
	_, err := tally.Add(b, n)
	require.NoError(tb, err)
}

// BenchmarkReadBLT reads lines as councils publish them: one number of ballots, up to
// ten ranks.
func BenchmarkReadBLT(b *testing.B) {
	const lines = 20_000
	file := bltFile(lines)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		_, err := ballot.ReadBLT(bytes.NewReader(file), &councilTemplate, ballot.FileOptions{})
		require.NoError(b, err)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/lines, "ns/ballot")
}

// bltFile makes a file with so many lines of ballots for ten candidates, by a linear
// congruence, so that it is the same each time.
func bltFile(lines int) []byte {
	out := bytes.NewBufferString("10 3\n")
	state := uint64(1)
	for range lines {
		out.WriteString("1")
		order := []byte("123456789")
		for range 1 + state>>60%7 {
			state = state*6364136223846793005 + 1442695040888963407
			k := int(state >> 33 % uint64(len(order)))
			out.WriteString(" " + string(order[k]))
			order = append(order[:k], order[k+1:]...)
		}
		out.WriteString(" 0\n")
	}
	out.WriteString("0\n")
	for range 11 {
		out.WriteString("\"name\"\n")
	}
	return out.Bytes()
}
