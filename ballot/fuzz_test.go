package ballot_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A format is a reader with its writer.
type format struct {
	read  func(io.Reader, *ballot.Contest, ballot.FileOptions) (*ballot.Tally, error)
	write func(io.Writer, *ballot.Tally) error
}

// fuzzTemplates are contests that files are read for: of each kind of ballot, strict
// ones and lenient ones.
func fuzzTemplates(tb testing.TB) []*ballot.Contest {
	half, err := ballot.ParseFraction("1/2")
	require.NoError(tb, err)
	lenient := ballot.Validity{Blank: ballot.Ignore, Overvote: ballot.AsEqual, Skipped: ballot.End,
		Duplicate: ballot.Ignore, Unknown: ballot.Ignore}
	return []*ballot.Contest{
		{ID: "x", Method: ballot.ScottishSTV},
		{ID: "x", Method: ballot.Schulze, Seats: 1, Validity: lenient},
		{ID: "x", Method: ballot.Approval, Validity: ballot.Validity{Blank: ballot.Ignore,
			Unknown: ballot.Ignore}},
		{ID: "x", Method: ballot.EqualShares, Seats: 2, Vacant: true, Groups: fiveGroups},
		{ID: "x", Method: ballot.Score, Seats: 1, Variant: ballot.Variant{MinPoints: -1, MaxPoints: 5}},
		{ID: "x", Method: ballot.Plurality, Seats: 1, Options: []ballot.Option{{ID: "1"}, {ID: "2",
			Withdrawn: true}, {ID: "a"}}},
		{ID: "x", Method: ballot.Motion,
			Majority: &ballot.Requirement{Overall: &ballot.Majority{Basis: ballot.OfCast, Share: half}}},
	}
}

// fuzzFormat checks that what is read, written and read again is the same.
func fuzzFormat(f *testing.F, format format, seeds ...string) {
	templates := fuzzTemplates(f)
	for i := range templates {
		for _, s := range seeds {
			f.Add(uint8(i), []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		tally, err := format.read(bytes.NewReader(data), templates[int(which)%len(templates)],
			ballot.FileOptions{})
		if err != nil {
			require.Nil(t, tally)
			require.True(t, errors.Is(err, ballot.ErrMalformed) || errors.Is(err, ballot.ErrContest), "%v",
				err)
			return
		}
		var out bytes.Buffer
		if err := format.write(&out, tally); err != nil {
			require.ErrorIs(t, err, ballot.ErrUnwritable)
			return
		}
		text := out.String()
		again, err := format.read(&out, tally.Contest(), ballot.FileOptions{})
		require.NoError(t, err, "%q", text)
		require.Equal(t, tally.Digest(), again.Digest(), "%q", text)
		out.Reset()
		require.NoError(t, format.write(&out, again))
		require.Equal(t, text, out.String())
	})
}

func FuzzBLT(f *testing.F) {
	fuzzFormat(f, format{ballot.ReadBLT, ballot.WriteBLT}, bltEverything,
		"2 1\n-2\n3 1 2 0\n1 2 0\n0\n\"A\" \"B\"\n",
		"3 1\n4611686018427387904 1 1 0\n0\nA\nB\nC\nT",
		"3 2\n1 1=2 - 3 0 2 0 2 3 - - 1=2 0\n0\n\"\\\"\"\n\"\\\\\"\nC")
}

func FuzzPabulib(f *testing.F) {
	fuzzFormat(f, format{ballot.ReadPabulib, ballot.WritePabulib}, pabulibFile,
		strings.ReplaceAll(pabulibFile, "neighborhood", "group"),
		"META\nvote_type;approval\nbudget;1\nPROJECTS\nproject_id;cost\n1;1\na;1\nVOTES\nvoter_id;vote\n1;a\n2;\n")
}

func FuzzCSV(f *testing.F) {
	fuzzFormat(f, format{ballot.ReadCSV, ballot.WriteCSV},
		"n,group,spoilt,ends,1,2\n2,users,,,1,\n1,users,x,,,\n1,research,not-on-roll,,1,\n",
		"1;2;a;spoilt;ends\r\n1;2;;;overvote\r\n;;;;nobody\r\n;1;1;blank;\r\n", "vote\nyes\n\"\"\nno\n",
		"a,option n,option option \n-1,5,0\n")
}

func FuzzTallyEncoding(f *testing.F) {
	templates := fuzzTemplates(f)
	for i, c := range templates {
		if c.Method != ballot.Motion {
			c.Seats, c.Vacant = 1, true
			c.Options = []ballot.Option{{ID: "1"}, {ID: "2", Withdrawn: true}, {ID: "a"}}
		}
		if i == 3 {
			c.Merge = 5
		}
		tally, err := ballot.NewTally(c)
		require.NoError(f, err)
		for o := range 4 {
			add(f, tally, ballot.Rank(o, 2), 3)
			add(f, tally, ballot.Choose(o).In(o), 1)
		}
		for _, t := range []*ballot.Tally{tally, tally.Merged()} {
			data, err := t.MarshalBinary()
			require.NoError(f, err)
			f.Add(uint8(i), data[len("dfc-tally-1\n")+32:])
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		c := templates[int(which)%len(templates)]
		digest := c.Digest()
		data = append(append([]byte("dfc-tally-1\n"), digest[:]...), data...)
		tally, err := ballot.UnmarshalTally(c, data)
		if err != nil {
			require.Nil(t, tally)
			return
		}
		again, err := tally.MarshalBinary()
		require.NoError(t, err)
		require.Equal(t, data, again)
		sum := uint64(0)
		for _, a := range tally.Accounts() {
			sum += a.Cast
		}
		require.Equal(t, tally.Len(), sum)
		assertCanBeCast(t, tally)
	})
}

// assertCanBeCast checks that the entries of a tally come in order, and that ballots
// cast as they count are judged so.
func assertCanBeCast(t *testing.T, tally *ballot.Tally) {
	cast, err := ballot.NewTally(tally.Contest())
	require.NoError(t, err)
	for b := range tally.Ballots() {
		if b.Ends != ballot.Valid || len(b.Marks) == 0 {
			continue
		}
		reason, err := cast.Add(ballot.Ballot{Group: b.Group, Marks: b.Marks}, b.N)
		require.NoError(t, err)
		require.Equal(t, ballot.Valid, reason)
		require.NoError(t, tally.Retract(ballot.Ballot{Group: b.Group, Marks: b.Marks}, b.N))
	}
}

func FuzzContest(f *testing.F) {
	for _, c := range fuzzTemplates(f) {
		data, err := json.Marshal(c)
		require.NoError(f, err)
		f.Add(data)
		c.Seats, c.Vacant = max(1, c.Seats), true
		if data, err = c.Canonical(); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ballot.ReadContest(bytes.NewReader(data))
		if _, strict := ballot.DecodeContest(data); err != nil {
			require.Error(t, strict, "what cannot be read is no canonical encoding")
			return
		}
		require.NoError(t, c.Validate())
		canonical, err := c.Canonical()
		require.NoError(t, err)
		again, err := ballot.DecodeContest(canonical)
		require.NoError(t, err, "%s", canonical)
		require.Equal(t, c.Digest(), again.Digest())
		_, err = ballot.DecodeContest(data)
		require.Equal(t, bytes.Equal(canonical, data), err == nil,
			"nothing but the canonical encoding is decoded")
		_, err = ballot.NewTally(c)
		require.NoError(t, err)
	})
}
