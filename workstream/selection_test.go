package workstream_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

func votePolicies(t *testing.T, settings ...dialog.Setting) *dialog.Policies {
	t.Helper()
	table, err := workstream.Policy()
	require.NoError(t, err)
	ps, err := dialog.NewPolicies(table)
	require.NoError(t, err)
	ps, err = ps.With(settings)
	require.NoError(t, err)
	return ps
}

func set(parameter, value string) dialog.Setting {
	return dialog.Setting{Parameter: parameter, Value: dialog.PolicyValue{value}, Basis: dialog.BasisChoice}
}

func proposals(ids ...string) (all []workstream.Workstream) {
	for _, id := range ids {
		all = append(all, workstream.Workstream{ID: id, Proposal: workstream.Proposal{Title: dialog.Text{"de": "Vorschlag " + id}}})
	}
	return all
}

// castFor adds n ballots of a group that approve these proposals.
func castFor(t *testing.T, tally *ballot.Tally, group string, n uint64, ids ...string) {
	t.Helper()
	c := tally.Contest()
	var options []int
	for _, id := range ids {
		options = append(options, c.Index(id))
	}
	reason, err := tally.Add(ballot.Choose(options...).In(c.GroupIndex(group)), n)
	require.NoError(t, err)
	require.Equal(t, ballot.Valid, reason)
}

var vote = workstream.Vote{ID: "ws-2025", On: dialog.MustDate("2025-11-15"), Voters: workstream.GroupsOnly}

// One large group wants A and B; four smaller ones want C and D.
func largeAgainstFour(t *testing.T, ps *dialog.Policies, v workstream.Vote) (*workstream.Selection, error) {
	list := proposals("a", "b", "c", "d")
	c, err := v.Contest(ps, list)
	require.NoError(t, err)
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	castFor(t, tally, "business", 30, "a", "b")
	for _, g := range []string{"civil-society", "science", "culture-and-media", "government"} {
		castFor(t, tally, g, 5, "c")
		castFor(t, tally, g, 1, "d", "c")
	}
	return v.Select(tally, list, ballot.Options{Lot: &ballot.Lot{Order: []int{0, 1, 2, 3}}})
}

func ids(s *workstream.Selection) (all []string) {
	for _, w := range s.Workstreams {
		all = append(all, w.ID)
	}
	return all
}

func TestGroupsSelectWithEqualWeight(t *testing.T) {
	s, err := largeAgainstFour(t, votePolicies(t), vote)
	require.NoError(t, err)
	assert.Equal(t, "c", ids(s)[0], "four groups of five outweigh one, whatever its size")
	assert.Len(t, s.Workstreams, 2, "two places since 2022")
	require.NotNil(t, s.Approval, "approval is counted beside it")
	assert.Equal(t, ballot.Approval, s.Approval.Contest.Method)
	for _, w := range s.Workstreams {
		assert.Equal(t, workstream.Selected, w.State())
		step, _ := w.Step(workstream.Selected)
		assert.Equal(t, vote.On, step.On)
	}
	assert.Equal(t, "Vorschlag a", s.Result.Contest.Options[0].Name)
}

func TestSimpleVoteCountsHeads(t *testing.T) {
	ps := votePolicies(t, set("workstream-vote", workstream.Simple))
	s, err := largeAgainstFour(t, ps, vote)
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b"}, ids(s))
	assert.Nil(t, s.Approval)
	c, err := vote.Contest(ps, proposals("a", "b", "c"))
	require.NoError(t, err)
	assert.Equal(t, 2, c.Validity.MaxChoices, "as many votes as places")
}

func TestFloorKeepsOutWhatFewGroupsWant(t *testing.T) {
	s, err := largeAgainstFour(t, votePolicies(t, set("workstream-vote-floor", "yes")), vote)
	require.NoError(t, err)
	assert.Equal(t, []string{"c"}, ids(s), "only C has half of the weight and a third of three groups")
	assert.Equal(t, 1, s.Result.Vacant)
	assert.Equal(t, []int{0, 1, 3}, s.Result.Below)
}

func TestPlacesFollowTheDay(t *testing.T) {
	for day, places := range map[string]int{"2021-02-23": 5, "2025-11-15": 2} {
		v := vote
		v.On = dialog.MustDate(day)
		c, err := v.Contest(votePolicies(t), proposals("a"))
		require.NoError(t, err)
		assert.Equal(t, places, c.Seats, day)
	}
}

func TestWhetherBSIVotesMustBeSaid(t *testing.T) {
	v := vote
	v.Voters = 0
	_, err := v.Contest(votePolicies(t), proposals("a"))
	require.ErrorIs(t, err, workstream.ErrVoters)
	v.Voters = workstream.WithBSI
	c, err := v.Contest(votePolicies(t), proposals("a"))
	require.NoError(t, err)
	assert.Equal(t, 5, c.GroupIndex(workstream.BSIGroup))
}

func TestSelectionStaysOpenWithoutALot(t *testing.T) {
	list := proposals("a", "b", "c")
	list[2].Steps = []workstream.Step{{To: workstream.Withdrawn}}
	v := vote
	v.Places = 1
	c, err := v.Contest(votePolicies(t), list)
	require.NoError(t, err)
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	castFor(t, tally, "science", 4, "a", "c")
	castFor(t, tally, "business", 4, "b", "c")
	s, err := v.Select(tally, list, ballot.Options{})
	require.NoError(t, err)
	assert.True(t, s.Open)
	assert.Empty(t, s.Workstreams, "the withdrawn proposal takes no part, and the two others are tied")
	assert.Equal(t, [][]int{{0}, {1}}, s.Result.Sets)

	_, err = v.Select(tally, list[:2], ballot.Options{})
	assert.ErrorIs(t, err, ballot.ErrForeign)
}

func TestNobodyVotesAndNothingIsSelected(t *testing.T) {
	c, err := vote.Contest(votePolicies(t), nil)
	require.NoError(t, err, "no proposal is no error")
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	s, err := vote.Select(tally, nil, ballot.Options{})
	require.NoError(t, err)
	assert.Empty(t, s.Workstreams)
	assert.Equal(t, 2, s.Result.Vacant)
}

// The facts of a comparable body: thirty votes of one group against five of each of
// four others. Per head A wins 30:20; by groups it loses 1/5 to 4/5.
func TestOneLargeGroupDoesNotOutvoteFour(t *testing.T) {
	list := proposals("a", "b")
	for kind, want := range map[string]string{workstream.Balanced: "b", workstream.Simple: "a"} {
		v := vote
		v.Places = 1
		c, err := v.Contest(votePolicies(t, set("workstream-vote", kind)), list)
		require.NoError(t, err)
		tally, err := ballot.NewTally(c)
		require.NoError(t, err)
		castFor(t, tally, "business", 30, "a")
		for _, g := range []string{"civil-society", "science", "culture-and-media", "government"} {
			castFor(t, tally, g, 5, "b")
		}
		s, err := v.Select(tally, list, ballot.Options{})
		require.NoError(t, err)
		assert.Equal(t, []string{want}, ids(s), kind)
		require.Len(t, s.NotSelected, 1)
		assert.Equal(t, workstream.NotSelected, s.NotSelected[0].State())
		assert.Empty(t, list[0].Steps, "the proposals given stay as they are")
		if kind == workstream.Balanced {
			assert.Equal(t, "1", s.Approval.Rounds[0].Votes[0].String(), "a group of thirty has the weight of one")
			assert.Equal(t, "4", s.Approval.Rounds[0].Votes[1].String())
		}
	}
}

func TestFewerProposalsThanPlacesAreAllSelected(t *testing.T) {
	for _, kind := range []string{workstream.Balanced, workstream.Simple} {
		for floor, want := range map[string][]string{"no": {"a", "b"}, "yes": {"a"}} {
			ps := votePolicies(t, set("workstream-vote", kind), set("workstream-vote-floor", floor))
			v, list := vote, proposals("a", "b")
			v.Places = 4
			c, err := v.Contest(ps, list)
			require.NoError(t, err)
			tally, err := ballot.NewTally(c)
			require.NoError(t, err)
			for _, g := range dialog.Groups() {
				castFor(t, tally, g.String(), 4, "a")
			}
			s, err := v.Select(tally, list, ballot.Options{})
			require.NoError(t, err)
			assert.Equal(t, want, ids(s), "%s, floor %s", kind, floor)
			assert.Equal(t, 4-len(want), s.Result.Vacant, "the rest stays vacant")
			assert.False(t, s.Open)
		}
	}
}

func TestATieSelectsOnlyWhatIsInEverySet(t *testing.T) {
	v, list := vote, proposals("a", "b", "c", "d")
	c, err := v.Contest(votePolicies(t), list)
	require.NoError(t, err)
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	castFor(t, tally, "science", 6, "a")
	castFor(t, tally, "business", 3, "b")
	castFor(t, tally, "business", 3, "c")
	s, err := v.Select(tally, list, ballot.Options{})
	require.NoError(t, err)
	assert.True(t, s.Open)
	assert.Equal(t, []string{"a"}, ids(s))
	require.Len(t, s.NotSelected, 1, "B and C wait for the lot")
	assert.Equal(t, "d", s.NotSelected[0].ID)

	s, err = v.Select(tally, list, ballot.Options{Lot: &ballot.Lot{Order: []int{2, 1, 0, 3}}})
	require.NoError(t, err)
	assert.False(t, s.Open)
	assert.Equal(t, []string{"a", "c"}, ids(s))
}

func TestOnlyProposalsCanBeVotedOn(t *testing.T) {
	list := proposals("a", "b")
	list[1].Steps = steps(t, "selected 2024-11-15", "running")
	_, err := vote.Contest(votePolicies(t), list)
	require.ErrorIs(t, err, workstream.ErrNotProposed)
	assert.ErrorContains(t, err, `"b" (running)`)
	_, err = vote.Contest(votePolicies(t), proposals("a", "a"))
	assert.ErrorIs(t, err, ballot.ErrContest, "an ID is given once")
}

func TestBallotsOfAnotherVoteAreRefused(t *testing.T) {
	list := proposals("a")
	c, err := vote.Contest(votePolicies(t), list)
	require.NoError(t, err)
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	other := vote
	other.ID = "ws-2024"
	_, err = other.Select(tally, list, ballot.Options{})
	require.ErrorIs(t, err, ballot.ErrForeign)
	_, err = vote.Select(nil, list, ballot.Options{})
	assert.ErrorIs(t, err, ballot.ErrForeign)
}

func TestTheGroupsOfTheElectorateAreThoseOfTheDialogue(t *testing.T) {
	v := vote
	v.Eligible = map[string]int{"science": 12}
	c, err := v.Contest(votePolicies(t), proposals("a"))
	require.NoError(t, err)
	require.Len(t, c.Groups, dialog.GroupCount)
	for i, g := range dialog.Groups() {
		assert.Equal(t, g.String(), c.Groups[i].ID)
	}
	assert.Equal(t, 12, c.Groups[1].Eligible)
}

func TestEveryRuleOfTheVoteIsAParameter(t *testing.T) {
	long := proposals("a")
	long[0].Title = dialog.Text{"de": "Zwei\nZeilen"}
	v := vote
	v.Eligible = map[string]int{}
	for _, g := range dialog.Groups() {
		v.Eligible[g.String()] = 20
	}
	c, err := v.Contest(votePolicies(t, set("workstream-vote-weight", "by-eligible"), set("workstream-vote-completion", "none"),
		set("workstream-vote-blank-ballots-count", "no"), set("workstream-vote-merge-below", "0"), set("workstream-vote-floor", "yes"),
		set("workstream-vote-floor-share", "quarter"), set("workstream-vote-floor-groups", "2"),
		set("workstream-vote-floor-group-share", "two-thirds")), long)
	require.NoError(t, err)
	assert.Equal(t, "Zwei Zeilen", c.Options[0].Name)
	assert.Equal(t, ballot.ByEligible, c.Weighting.Rule)
	assert.Equal(t, ballot.NoneLeft, c.Variant.Completion)
	assert.Equal(t, ballot.Refuse, c.Validity.Blank)
	assert.Zero(t, c.Merge)
	assert.Equal(t, ballot.Share(1, 4), c.Floor.Overall.Share)
	assert.Equal(t, ballot.Share(2, 3), c.Floor.Groups.Share)
	assert.Equal(t, 2, c.Floor.Groups.In)

	c, err = v.Contest(votePolicies(t, set("workstream-vote-floor", "yes"), set("workstream-vote-floor-groups", "0")), long)
	require.NoError(t, err)
	assert.Nil(t, c.Floor.Groups)

	v.Eligible = nil
	_, err = v.Contest(votePolicies(t, set("workstream-vote-weight", "by-eligible")), long)
	assert.ErrorIs(t, err, ballot.ErrContest, "how many people are entitled must be said then")
}
