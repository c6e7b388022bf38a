package ballot_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

const pabulibFile = "\uFEFFMETA\r\nkey;value\r\ndescription;Workstreams, first call\r\ncountry;Germany\r\nvote_type;approval\r\n" +
	"budget;2500.50\r\nnum_projects;3\r\nnum_votes;4\r\nPROJECTS\r\nproject_id;cost;votes;name\r\nws-01;1000.00;2;\"Terms; and \"\"more\"\"\"\r\n" +
	"ws-02;1000;2;Training\r\nws-03;1000.0;0;\r\nVOTES\r\nvoter_id;age;neighborhood;vote\r\n7;34;users;\"ws-01,ws-02\"\r\n" +
	"8;;research; ws-01 , ws-02 \r\n9;99;users;\r\n10;1;users;ws-02,ws-09\r\n"

var pabulibTemplate = ballot.Contest{Method: ballot.EqualShares,
	Validity: ballot.Validity{Blank: ballot.Ignore}}

func TestPabulibFileIsReadWithItsGroups(t *testing.T) {
	template := pabulibTemplate
	template.Groups = fiveGroups
	tally, err := ballot.ReadPabulib(strings.NewReader(pabulibFile), &template,
		ballot.FileOptions{GroupColumn: "neighborhood"})
	require.NoError(t, err)
	c := tally.Contest()
	assert.Equal(t, []ballot.Option{{ID: "ws-01", Name: `Terms; and "more"`}, {ID: "ws-02",
		Name: "Training"}, {ID: "ws-03"}}, c.Options)
	assert.Equal(t, 2, c.Seats, "the budget pays for two projects")
	assert.Equal(t, "Workstreams, first call", c.Title)
	want, err := ballot.NewTally(c)
	require.NoError(t, err)
	add(t, want, ballot.Choose(0, 1).In(1), 1)
	add(t, want, ballot.Choose(0, 1), 1)
	add(t, want, ballot.Ballot{Group: 1}, 1)
	add(t, want, ballot.Choose(1, ballot.UnknownOption).In(1), 1)
	assert.Equal(t, want.Accounts(), tally.Accounts())
	assert.Equal(t, want.Digest(), tally.Digest())
}

func TestPabulibWritesWhatItReads(t *testing.T) {
	template := pabulibTemplate
	template.Groups, template.Validity.Unknown = fiveGroups, ballot.Ignore
	tally, err := ballot.ReadPabulib(strings.NewReader(pabulibFile), &template,
		ballot.FileOptions{GroupColumn: "neighborhood"})
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, ballot.WritePabulib(&out, tally))
	assert.Equal(t, `META
key;value
description;Workstreams, first call
num_projects;3
num_votes;4
budget;2
vote_type;approval
PROJECTS
project_id;cost;name
ws-01;1;"Terms; and ""more"""
ws-02;1;Training
ws-03;1;
VOTES
voter_id;vote;group
1;;users
2;ws-01,ws-02;research
3;ws-02;users
4;ws-01,ws-02;users
`, out.String())
	for _, template := range []*ballot.Contest{&template, tally.Contest()} {
		again, err := ballot.ReadPabulib(bytes.NewReader(out.Bytes()), template, ballot.FileOptions{})
		require.NoError(t, err)
		assert.Equal(t, tally.Digest(), again.Digest())
	}
}

func TestPabulibErrorSaysWhereAndWhatWasExpected(t *testing.T) {
	const meta, projects = "META\nkey;value\ndescription;D\nvote_type;approval\nbudget;2\n",
		"PROJECTS\nproject_id;cost\na;1\nb;1\n"
	for _, c := range []struct{ file, want string }{
		{"", `1:1: want the section META, found "the end of the file"`},
		{"key;value\n", `1:1: want the section META, found "key;value"`},
		{"META\nkey;value\nbudget;2;3\n",
			`3:1: want a key and a value, or the section PROJECTS, found "budget;2;3"`},
		{"META\nkey;value\nbudget;2\nbudget;3\n", `4:1: want each key once, found "budget"`},
		{"META\nkey;value\n", `3:1: want a key and a value, or the section PROJECTS, found "the end of the file"`},
		{"META\nvote_type;ordinal\n",
			`2:11: want vote_type approval: other ballots of this library cannot be read, found "ordinal"`},
		{"META\nbudget;2\nPROJECTS\n", `3:1: want the key vote_type before the projects, found "PROJECTS"`},
		{meta + "PROJECTS\n", `7:1: want the section VOTES, found "the end of the file"`},
		{meta + "PROJECTS\nid;cost\n", `7:1: want a header of projects with project_id, found "id;cost"`},
		{meta + "PROJECTS\nproject_id;cost\na\n", `8:1: want 2 fields, as in the header, not 1, found "a"`},
		{meta + "PROJECTS\nproject_id;cost\na;1\na;1\n",
			`9:1: want an ID of a project without commas, each once, found "a"`},
		{meta + "PROJECTS\ncost;project_id\n1;ä,b\n",
			`8:3: want an ID of a project without commas, each once, found "ä,b"`},
		{meta + "PROJECTS\nproject_id;cost\nä;1\nb;2\nVOTES\n",
			`9:3: want projects that all cost the same, or seats in the template: costs are not weighed, found "2"`},
		{meta + "PROJECTS\nproject_id;cost\na;1e9\nVOTES\n",
			`8:3: want projects that all cost the same, or seats in the template: costs are not weighed, found "1e9"`},
		{meta + "PROJECTS\nproject_id;cost\na;3\nVOTES\n",
			`5:8: want a budget that pays for one project, or seats in the template: costs are not weighed, found "2"`},
		{meta + "PROJECTS\nproject_id\na\nVOTES\n",
			`9:1: want projects with a cost, or seats in the template: costs are not weighed, found "VOTES"`},
		{"META\nvote_type;approval\n" + projects + "VOTES\n",
			`8:1: want a budget in META, or seats in the template: costs are not weighed, found "the end of the file"`},
		{meta + "num_projects;3\n" + projects + "VOTES\n",
			`6:14: want num_projects 2, as many as the file has, found "3"`},
		{meta + "num_votes;3\n" + projects + "VOTES\nvoter_id;vote\n1;a\n",
			`6:11: want num_votes 1, as many as the file has, found "3"`},
		{meta + projects + "VOTES\n", `11:1: want a header of votes, found "the end of the file"`},
		{meta + projects + "VOTES\nvote\n",
			`11:1: want a header of votes with voter_id and vote, found "vote"`},
		{meta + projects + "VOTES\nvoter_id;vote\n1;a;b\n",
			`12:1: want 2 fields, as in the header, not 3, found "1;a;b"`},
		{meta + projects + "VOTES\nvoter_id;vote\n1;\"a\n",
			`13:1: want a closing quote, found "the end of the file"`},
	} {
		tally, err := ballot.ReadPabulib(strings.NewReader(c.file), &pabulibTemplate, ballot.FileOptions{})
		assert.Nil(t, tally, "%q", c.file)
		require.ErrorIs(t, err, ballot.ErrMalformed, "%q", c.file)
		assert.EqualError(t, err, c.want, "%q", c.file)
	}
}

func TestPabulibTakesTheSeatsOfTheTemplateWhateverProjectsCost(t *testing.T) {
	template := pabulibTemplate
	template.ID, template.Seats = "pb", 1
	file := "META\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1\nb;much\nVOTES\nvoter_id;vote\n1;b\n"
	tally, err := ballot.ReadPabulib(strings.NewReader(file), &template, ballot.FileOptions{})
	require.NoError(t, err)
	assert.EqualValues(t, 1, tally.Len())
	template.Groups = fiveGroups
	_, err = ballot.ReadPabulib(strings.NewReader(file), &template, ballot.FileOptions{Name: "x.pb"})
	require.EqualError(t, err, `x.pb:8:1: want a column "group", because the contest has groups, found "voter_id;vote"`)
	template.Method = ballot.Schulze
	_, err = ballot.ReadPabulib(strings.NewReader(file), &template, ballot.FileOptions{})
	require.ErrorIs(t, err, ballot.ErrContest)
}

func TestPabulibRefusesToWriteWhatItCannotExpress(t *testing.T) {
	type cast struct {
		ballot ballot.Ballot
		n      uint64
	}
	for want, change := range map[string]func(*ballot.Contest) cast{
		"Pabulib cannot express 1 invalid ballots (overvote)" + useCSV: func(*ballot.Contest) cast {
			return cast{ballot.Choose(ballot.SeveralOptions), 1}
		},
		"Pabulib cannot express 10000001 ballots, one to a line" + useCSV: func(*ballot.Contest) cast {
			return cast{ballot.Choose(0), 10_000_001}
		},
		"Pabulib cannot express 3 ballots on which no mark counts" + useCSV: func(c *ballot.Contest) cast {
			c.Validity.Unknown = ballot.Ignore
			return cast{ballot.Choose(ballot.UnknownOption), 3}
		},
		"Pabulib cannot express an option with a comma, or with space around its ID or name: a,b" + useCSV: func(c *ballot.Contest) cast {
			c.Options[0].ID = "a,b"
			return cast{ballot.Ballot{}, 0}
		},
	} {
		c := pabulibTemplate
		c.ID, c.Seats, c.Options = "x", 1, []ballot.Option{{ID: "a"}, {ID: "b"}}
		b := change(&c)
		tally, err := ballot.NewTally(&c)
		require.NoError(t, err)
		add(t, tally, b.ballot, b.n)
		err = ballot.WritePabulib(new(bytes.Buffer), tally)
		require.ErrorIs(t, err, ballot.ErrUnwritable)
		assert.EqualError(t, err, want)
	}
}
