package ballot_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

var fiveGroups = []ballot.Group{{ID: "research"}, {ID: "users"}}

func approvalTemplate() *ballot.Contest {
	return &ballot.Contest{ID: "a", Method: ballot.Approval, Seats: 1, Groups: fiveGroups,
		Validity: ballot.Validity{Blank: ballot.Ignore}}
}

func TestCSVTableOfEachKindIsRead(t *testing.T) {
	half, err := ballot.ParseFraction("1/2")
	require.NoError(t, err)
	for name, c := range map[string]struct {
		template ballot.Contest
		file     string
		cast     []ballot.Ballot
	}{
		"approvals with semicolons, as spreadsheets set to German write them": {*approvalTemplate(),
			"\uFEFFws-01;group;ws-02;spoilt\r\nx;users;1;\r\n0;research;X;\r\n;research;;\r\n;users;;x\r\n1;nobody;;\r\n",
			[]ballot.Ballot{ballot.Choose(0, 1).In(1), ballot.Choose(1), {}, {Group: 1, Spoilt: true},
				ballot.Choose(0).In(-1)}},
		"single choices": {ballot.Contest{ID: "p", Method: ballot.Plurality, Seats: 1},
			"a,b\nx,\n,x\n,\nx,x\n",
			[]ballot.Ballot{ballot.Choose(0), ballot.Choose(1), {}, ballot.Choose(0, 1)}},
		"rankings": {ballot.Contest{ID: "r", Method: ballot.Borda, Seats: 1,
			Validity: ballot.Validity{Overvote: ballot.AsEqual}},
			"a,b,c\n1,2,1\n ,1, 3 \n0,1,2\n",
			[]ballot.Ballot{ballot.RankEqually([]int{0, 2}, []int{1}), ballot.RankEqually([]int{1}, nil,
				[]int{2}),
				{Marks: []ballot.Mark{{Option: 0, Value: 0}, {Option: 1, Value: 1}}}}},
		"points": {ballot.Contest{ID: "s", Method: ballot.Score, Seats: 1,
			Variant: ballot.Variant{MinPoints: -2, MaxPoints: 3}},
			"a,b\n-2,3\n4,\n-2,-2\n", []ballot.Ballot{ballot.Grade(-2, 3), ballot.Grade(4), ballot.Grade(-2,
				-2)}},
		"a motion": {ballot.Contest{ID: "m", Method: ballot.Motion,
			Majority: &ballot.Requirement{Overall: &ballot.Majority{Basis: ballot.OfCast, Share: half}}},
			"vote\nyes\nno\nabstain\n\"\"\nyes\n",
			[]ballot.Ballot{ballot.Choose(ballot.Yes), ballot.Choose(ballot.No),
				ballot.Choose(ballot.Abstain), {}, ballot.Choose(ballot.Yes)}},
	} {
		t.Run(name, func(t *testing.T) {
			tally, err := ballot.ReadCSV(strings.NewReader(c.file), &c.template, ballot.FileOptions{})
			require.NoError(t, err)
			want, err := ballot.NewTally(tally.Contest())
			require.NoError(t, err)
			for _, b := range c.cast {
				add(t, want, b, 1)
			}
			assert.Equal(t, want.Accounts(), tally.Accounts())
			assert.Equal(t, want.Digest(), tally.Digest())
			assertCSVKeeps(t, tally)
		})
	}
}

// assertCSVKeeps writes a tally and reads it with its contest.
func assertCSVKeeps(tb rapid.TB, tally *ballot.Tally) {
	var out bytes.Buffer
	require.NoError(tb, ballot.WriteCSV(&out, tally))
	text := out.String()
	again, err := ballot.ReadCSV(strings.NewReader(text), tally.Contest(), ballot.FileOptions{})
	require.NoError(tb, err, text)
	require.Equal(tb, tally.Accounts(), again.Accounts(), text)
	require.Equal(tb, tally.Digest(), again.Digest(), text)
	out.Reset()
	require.NoError(tb, ballot.WriteCSV(&out, again))
	require.Equal(tb, text, out.String())
}

func TestCSVWritesOneLineForEqualBallotsAndOneForEachReason(t *testing.T) {
	c := ballot.Contest{ID: "r", Method: ballot.InstantRunoff, Seats: 1, Groups: fiveGroups,
		Options:  []ballot.Option{{ID: "n"}, {ID: "a,b"}, {ID: "option x"}},
		Validity: ballot.Validity{Blank: ballot.Ignore, Skipped: ballot.End, Unknown: ballot.Ignore}}
	tally, err := ballot.NewTally(&c)
	require.NoError(t, err)
	add(t, tally, ballot.Rank(1, 0), 3)
	add(t, tally, ballot.RankEqually([]int{2}, nil, []int{1}).In(1), 4)
	add(t, tally, ballot.Ballot{Group: 1}, 5)
	add(t, tally, ballot.Rank(ballot.UnknownOption), 6)
	add(t, tally, ballot.Rank(1, 1), 7)
	add(t, tally, ballot.Ballot{Spoilt: true, Group: 1}, 8)
	add(t, tally, ballot.Rank(1).In(9), 9)
	add(t, tally, ballot.Ballot{Group: 9, Unlisted: true}, 10)
	var out bytes.Buffer
	require.NoError(t, ballot.WriteCSV(&out, tally))
	assert.Equal(t, `n,group,spoilt,ends,option n,"a,b",option option x
7,research,duplicate-option,,,,
8,users,spoilt,,,,
10,,not-on-roll,,,,
9,,unknown-group,,,,
5,users,,,,,
6,research,,nobody,,,
3,research,,,2,1,
4,users,,skipped-rank,,,1
`, out.String())
	assertCSVKeeps(t, tally)
}

func TestCSVErrorSaysWhereAndWhatWasExpected(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"", `1:1: want a header with the names of the columns, found "the end of the file"`},
		{"a,b\n", `1:1: want a column "group", because the contest has groups, found "a,b"`},
		{"group,a,a\n", `1:9: want each column once, found "a"`},
		{"group,a,option a\n", `1:9: want each option once, found "option a"`},
		{"group,ä,\n", `1:9: want the ID of an option, of at most 1024, found ""`},
		{"group,a\nusers\n", `2:1: want 2 fields, as in the header, not 1, found "users"`},
		{"group,a\nusers,x,\n", `2:1: want 2 fields, as in the header, not 3, found "users,x,"`},
		{"group,a\nusers,2\n", `2:7: want x or 1 for an option chosen, nothing or 0 for another, found "2"`},
		{"group,ä\n\"ü\",\"ä\"\n", `2:5: want x or 1 for an option chosen, nothing or 0 for another, found "ä"`},
		{"group,a\nüsers,\"x\"y\n",
			`2:9: want quotes around the whole field, and a quote within as "", found "\"y"`},
		{"group,a\nüsers,x\"\n", `2:8: want quotes around the whole field, and a quote within as "", found "\""`},
		{"group,a\nusers,\"x\n", `3:1: want a closing quote, found "the end of the file"`},
		{"n,group,a\n+1,users,x\n", `2:1: want a number of ballots up to 4611686018427387904, found "+1"`},
		{"n,group,a\n1.5,users,x\n", `2:1: want a number of ballots up to 4611686018427387904, found "1.5"`},
		{"n,group,a\n4611686018427387905,users,x\n",
			`2:1: want a number of ballots up to 4611686018427387904, found "4611686018427387905"`},
		{"n,group,a\n4611686018427387904,users,x\n1,users,\n",
			`3:1: want at most 4611686018427387904 ballots in all, 0 more, found "1"`},
		{"group,a,spoilt\nusers,x,valid\n",
			`2:9: want x, nothing, or the code of a reason such as overvote, found "valid"`},
		{"group,a,ends\nusers,x,overvote\n",
			`2:9: want nothing, nobody, or for rankings overvote, skipped-rank or duplicate-option, found "overvote"`},
		{"group,a,ends\nusers,x,nobody\n",
			`2:9: want a ballot without other flaws, and without marks for nobody, found "nobody"`},
	} {
		tally, err := ballot.ReadCSV(strings.NewReader(c.file), approvalTemplate(), ballot.FileOptions{})
		assert.Nil(t, tally, "%q", c.file)
		require.ErrorIs(t, err, ballot.ErrMalformed, "%q", c.file)
		assert.EqualError(t, err, c.want, "%q", c.file)
	}
}

func TestCSVColumnsAreThoseOfADeclaredContest(t *testing.T) {
	template := approvalTemplate()
	template.Options = []ballot.Option{{ID: "b", Name: "B"}, {ID: "a"}, {ID: "gone", Withdrawn: true}}
	tally, err := ballot.ReadCSV(strings.NewReader("a,b,group\nx,,users\n"), template, ballot.FileOptions{})
	require.NoError(t, err)
	assert.Equal(t, template.Digest(), tally.Contest().Digest())
	_, err = ballot.ReadCSV(strings.NewReader("a,group\nx,users\n"), template,
		ballot.FileOptions{Name: "x.csv"})
	require.EqualError(t, err, `x.csv:1:1: want a column for each option, also for "b", found "a,group"`)
	_, err = ballot.ReadCSV(strings.NewReader("a,b,c,group\n"), template, ballot.FileOptions{})
	require.EqualError(t, err, `1:5: want the ID of an option of the contest, found "c"`)
	template.Groups = nil
	_, err = ballot.ReadCSV(strings.NewReader("a,b,group\n"), template, ballot.FileOptions{})
	require.EqualError(t, err, `1:5: want a contest that declares the groups, or no such column, found "group"`)
}

func TestCSVKeepsEveryTally(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := drawTally(t)
		assertCSVKeeps(t, tally)
	})
}

// drawTally draws a contest of any kind and ballots for it, flawed ones among them.
func drawTally(t *rapid.T) *ballot.Tally {
	treatment := func(name string,
		of ...ballot.Treatment) ballot.Treatment {
		return rapid.SampledFrom(of).Draw(t, name)
	}
	c := &ballot.Contest{ID: "drawn", Seats: 1, Vacant: true,
		Method: rapid.SampledFrom([]ballot.Method{ballot.Plurality, ballot.Approval, ballot.Score,
			ballot.Schulze, ballot.InstantRunoff}).Draw(t, "method")}
	n := rapid.SampledFrom([]int{0, 1, 3, 18}).Draw(t, "options")
	for i := range n {
		c.Options = append(c.Options, ballot.Option{ID: string(rune('a' + i)), Withdrawn: rapid.IntRange(0,
			4).Draw(t, "withdrawn") == 0})
	}
	c.Validity.Blank = treatment("blank", ballot.Refuse, ballot.Ignore)
	c.Validity.Unknown = treatment("unknown", ballot.Refuse, ballot.Ignore)
	c.Validity.Withdrawn = treatment("withdrawn", ballot.Refuse, ballot.Ignore)
	switch c.Method {
	case ballot.Score:
		c.Variant = ballot.Variant{MinPoints: -1, MaxPoints: 3}
	case ballot.Schulze:
		c.Validity.Overvote = treatment("overvote", ballot.Refuse, ballot.End, ballot.AsEqual)
		c.Validity.Skipped = treatment("skipped", ballot.Refuse, ballot.End, ballot.Ignore)
	case ballot.InstantRunoff:
		c.Validity.Overvote = treatment("overvote", ballot.EndIfSeveral, ballot.End, ballot.Ignore)
		c.Validity.Duplicate = treatment("duplicate", ballot.Refuse, ballot.End, ballot.Ignore)
	}
	groups := rapid.SampledFrom([]int{0, 2}).Draw(t, "groups")
	c.Groups = fiveGroups[:groups:groups]
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	for range rapid.IntRange(0, 12).Draw(t, "ballots") {
		b := ballot.Ballot{Group: rapid.IntRange(-1, 2).Draw(t, "group"), Spoilt: rapid.IntRange(0,
			9).Draw(t, "spoilt") == 0}
		b.Unlisted = b.Group >= 0 && b.Group < max(1, groups) && rapid.IntRange(0, 9).Draw(t, "unlisted") == 0
		for range rapid.IntRange(0, 4).Draw(t, "marks") {
			b.Marks = append(b.Marks, ballot.Mark{Option: rapid.IntRange(-2, n).Draw(t, "option"),
				Value: rapid.IntRange(-2, 5).Draw(t, "value")})
		}
		add(t, tally, b, rapid.Uint64Range(1, 1<<40).Draw(t, "n"))
	}
	return tally
}
