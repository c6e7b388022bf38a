package committee_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

var electionDay = dialog.MustDate("2025-11-14")

// electorate casts ballots, given as ranked IDs, for a group.
func electorate(t *testing.T, g dialog.Group, people []string, ballots ...[]string) committee.SeatVote {
	t.Helper()
	return electorateOf(t, policies(t), g, people, ballots...)
}

// electorateOf is electorate under other policies.
func electorateOf(t *testing.T, ps *dialog.Policies, g dialog.Group, people []string, ballots ...[]string) committee.SeatVote {
	t.Helper()
	e := committee.Electorate{Group: g}
	for _, id := range people {
		e.Candidates = append(e.Candidates, committee.Candidate{ID: id})
	}
	c, err := e.Contest(ps, electionDay)
	require.NoError(t, err)
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	for _, b := range ballots {
		var order []int
		for _, id := range b {
			order = append(order, c.Index(id))
		}
		reason, err := tally.Add(ballot.Rank(order...), 1)
		require.NoError(t, err)
		require.Equal(t, ballot.Valid, reason)
	}
	return committee.SeatVote{Group: g, Tally: tally}
}

func TestFiveElectoratesElectACommittee(t *testing.T) {
	e, err := committee.Elect(committee.Env{Policies: policies(t)}, electionDay, []committee.SeatVote{
		electorate(t, dialog.CivilSociety, []string{"p1", "p2", "p3"},
			[]string{"p1", "p2"}, []string{"p1", "p2"}, []string{"p2", "p3"}, []string{"p3", "p2"}, []string{"p1"}),
		electorate(t, dialog.Science, []string{"p4"}, []string{"p4"}, []string{"p4", committee.NoneOfThese}),
		electorate(t, dialog.CultureAndMedia, nil),
		electorate(t, dialog.Business, []string{"p5", "p6"}),
		electorate(t, dialog.Government, []string{"p7", "p8"}, []string{committee.NoneOfThese, "p7"}, []string{committee.NoneOfThese}),
	})
	require.NoError(t, err)
	assert.Equal(t, []committee.Seat{
		{Group: dialog.CivilSociety, Member: "p1", Deputy: "p2"},
		{Group: dialog.Science, Member: "p4"},
		{Group: dialog.CultureAndMedia},
		{Group: dialog.Business},
		{Group: dialog.Government},
	}, e.Committee.Seats, "a seat is vacant where nobody stood, nobody voted or none of these won")
	assert.Equal(t, electionDay, e.Committee.Elected)
	assert.Equal(t, ballot.Elected, e.Seats[dialog.CultureAndMedia-1].MemberCount.Outcome, "nobody standing is a result, not an error")
	assert.Nil(t, e.Seats[dialog.Government-1].DeputyCount, "none of these leaves the deputy's place vacant, too")

	filled := 0
	for _, f := range e.Findings {
		if f.Rule == committee.RuleFilled {
			filled++
		}
	}
	assert.Equal(t, 7, filled, "the rules say which places are not filled: %v", e.Findings)
}

func TestTieLeavesASeatOpenUntilALotIsDrawn(t *testing.T) {
	tied := electorate(t, dialog.Science, []string{"p1", "p2"}, []string{"p1"}, []string{"p2"})
	env := committee.Env{Policies: policies(t)}
	e, err := committee.Elect(env, electionDay, []committee.SeatVote{tied})
	require.NoError(t, err)
	seat := e.Seats[dialog.Science-1]
	assert.True(t, seat.Open)
	assert.Empty(t, seat.Member)
	assert.Equal(t, [][]int{{0}, {1}}, seat.MemberCount.Sets)

	tied.Lot = &ballot.Lot{Order: []int{1, 0, 2}}
	e, err = committee.Elect(env, electionDay, []committee.SeatVote{tied})
	require.NoError(t, err)
	seat = e.Seats[dialog.Science-1]
	assert.Equal(t, committee.Seat{Group: dialog.Science, Member: "p2", Deputy: "p1"}, seat.Seat)
	assert.False(t, seat.Open)
}

func TestGroupVotesOnce(t *testing.T) {
	v := electorate(t, dialog.Science, []string{"p1"}, []string{"p1"})
	_, err := committee.Elect(committee.Env{Policies: policies(t)}, electionDay, []committee.SeatVote{v, v})
	assert.ErrorContains(t, err, "science votes twice")
	_, err = committee.Elect(committee.Env{}, electionDay, []committee.SeatVote{{Tally: v.Tally}})
	assert.ErrorIs(t, err, dialog.ErrUnknownName)
}

func TestSuccessorWinsTheBallotsWithoutThoseWhoLeft(t *testing.T) {
	v := electorate(t, dialog.Science, []string{"p1", "p2", "p3"}, []string{"p1", "p3"}, []string{"p1", "p3"}, []string{"p2"})
	id, r, err := committee.Successor(v, "p1")
	require.NoError(t, err)
	assert.Equal(t, "p3", id)
	assert.Equal(t, []int{0}, r.Without)
	id, _, err = committee.Successor(v, "p1", "p2", "p3")
	require.NoError(t, err)
	assert.Empty(t, id, "nobody is left")
	_, _, err = committee.Successor(v, "p9")
	assert.ErrorIs(t, err, ballot.ErrOption)
}

func TestBlankBallotsCountAsThePolicySays(t *testing.T) {
	ps, err := policies(t).With([]dialog.Setting{{Parameter: "committee-blank-ballots-count", Value: dialog.PolicyValue{"no"}, Basis: dialog.BasisChoice}})
	require.NoError(t, err)
	for _, c := range []struct {
		ps   *dialog.Policies
		want ballot.Reason
	}{{policies(t), ballot.Valid}, {ps, ballot.Blank}} {
		contest, err := committee.Electorate{Group: dialog.Science}.Contest(c.ps, electionDay)
		require.NoError(t, err)
		tally, err := ballot.NewTally(contest)
		require.NoError(t, err)
		reason, err := tally.Add(ballot.Ballot{}, 1)
		require.NoError(t, err)
		assert.Equal(t, c.want, reason)
	}
}

func TestBallotsOfAnotherElectionAreRefused(t *testing.T) {
	env := committee.Env{Policies: policies(t)}
	v := electorate(t, dialog.Science, []string{"p1"}, []string{"p1"})
	_, err := committee.Elect(env, vacancyDay, []committee.SeatVote{v})
	require.ErrorIs(t, err, ballot.ErrForeign, "of another day")
	v.Group = dialog.Business
	_, err = committee.Elect(env, electionDay, []committee.SeatVote{v})
	require.ErrorIs(t, err, ballot.ErrForeign, "of another group")
	assert.ErrorContains(t, err, `seat of business`)

	e, err := committee.Elect(env, electionDay, []committee.SeatVote{{Group: dialog.Business}})
	require.NoError(t, err, "a group without ballots has a vacant seat")
	assert.Equal(t, committee.Seat{Group: dialog.Business}, e.Committee.Seats[dialog.Business-1])
}

func TestWhoCannotBeElectedDoesNotStand(t *testing.T) {
	for name, e := range map[string]committee.Electorate{
		"not published": {Group: dialog.Science, Candidates: []committee.Candidate{{ID: dialog.UnknownID}}},
		"twice":         {Group: dialog.Science, Candidates: []committee.Candidate{{ID: "p1"}, {ID: "p1"}}},
		"nobody's ID":   {Group: dialog.Science, Candidates: []committee.Candidate{{Name: "somebody"}}},
		"reserved":      {Group: dialog.Science, Candidates: []committee.Candidate{{ID: committee.NoneOfThese}}},
	} {
		_, err := e.Contest(policies(t), electionDay)
		assert.ErrorIs(t, err, ballot.ErrContest, name)
	}
	_, err := committee.Electorate{}.Contest(policies(t), electionDay)
	assert.ErrorIs(t, err, dialog.ErrUnknownName, "an electorate is that of a group")
}

// Whoever prefers "none of these" to all who stand is heard, and where nobody says
// so the seat is filled.
func TestNoneOfTheseWinsWithAMajority(t *testing.T) {
	none := committee.NoneOfThese
	for _, method := range []string{"schulze", "instant-runoff"} {
		env := committee.Env{Policies: policies(t, choice("committee-election", method))}
		for want, ballots := range map[string][][]string{
			"":   {{none, "p1"}, {none}, {"p1"}},
			"p1": {{none, "p1"}, {"p1", none}, {"p1"}},
		} {
			e, err := committee.Elect(env, electionDay, []committee.SeatVote{
				electorateOf(t, env.Policies, dialog.Science, []string{"p1"}, ballots...)})
			require.NoError(t, err)
			seat := e.Seats[dialog.Science-1]
			assert.Equal(t, want, seat.Member, method)
			assert.Empty(t, seat.Deputy)
			assert.False(t, seat.Open)
		}
	}
}

func TestTheDeputyMayBeNoneOfThese(t *testing.T) {
	e, err := committee.Elect(committee.Env{Policies: policies(t)}, electionDay, []committee.SeatVote{
		electorate(t, dialog.Science, []string{"p1", "p2"}, []string{"p1", committee.NoneOfThese}, []string{"p1", committee.NoneOfThese, "p2"})})
	require.NoError(t, err)
	seat := e.Seats[dialog.Science-1]
	assert.Equal(t, committee.Seat{Group: dialog.Science, Member: "p1"}, seat.Seat)
	assert.Equal(t, 1, seat.DeputyCount.Vacant)
}

func TestFindingsAreThoseOfTheNewCommittee(t *testing.T) {
	env := committee.Env{Policies: policies(t, choice("committee-consecutive-terms-max", "1")), Person: everybody,
		Denkwerkstaetten: []dialog.Denkwerkstatt{workshop("2025-11-13", "2025-11-14")}}
	before := committee.Committee{Elected: dialog.MustDate("2024-11-15"), Seats: []committee.Seat{{Group: dialog.Science, Member: "m2"}}}
	e, err := committee.Elect(env, electionDay, []committee.SeatVote{
		electorate(t, dialog.Science, []string{"m2", "d2"}, []string{"m2", "d2"})}, before)
	require.NoError(t, err)
	rules := map[dialog.RuleID]int{}
	for _, f := range e.Findings {
		rules[f.Rule]++
		assert.Contains(t, f.Path, "committees[1]")
	}
	assert.Equal(t, 1, rules[committee.RuleReelection], "the second term in a row")
	assert.Zero(t, rules[committee.RuleElectionDay])
	assert.Equal(t, 8, rules[committee.RuleFilled], "four seats without member and deputy")
}
