package committee_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

var vacancyDay = dialog.MustDate("2026-03-01")

// science is a vote that elects m as member and d as deputy, before p and q.
func science(t *testing.T) (committee.SeatVote, *committee.Standing) {
	t.Helper()
	v := electorate(t, dialog.Science, []string{"m", "d", "p", "q"},
		[]string{"m", "d", "p"}, []string{"m", "d", "p", "q"}, []string{"d", "m"}, []string{"q", "p"})
	e, err := committee.Elect(committee.Env{Policies: policies(t)}, electionDay, []committee.SeatVote{v})
	require.NoError(t, err)
	require.Equal(t, committee.Seat{Group: dialog.Science, Member: "m", Deputy: "d"}, e.Seats[dialog.Science-1].Seat)
	s, _ := committee.NewHistory([]committee.Committee{e.Committee}).On(electionDay)
	return v, s
}

func happened(kind committee.EventKind, r committee.Role, person string) committee.Event {
	return committee.Event{Kind: kind, On: vacancyDay, Group: dialog.Science, Role: r, Person: person}
}

func TestVacanciesAreFilledByTheStoredBallots(t *testing.T) {
	for name, c := range map[string]struct {
		left []string
		want []committee.Event
	}{
		"nobody left": {},
		"the member": {[]string{"m"}, []committee.Event{
			happened(committee.Resigned, committee.Member, "m"), happened(committee.Succeeded, committee.Member, "d"),
			happened(committee.Appointed, committee.Deputy, "p")}},
		"the deputy": {[]string{"d"}, []committee.Event{
			happened(committee.Resigned, committee.Deputy, "d"), happened(committee.Appointed, committee.Deputy, "p")}},
		"both": {[]string{"d", "m"}, []committee.Event{
			happened(committee.Resigned, committee.Deputy, "d"), happened(committee.Resigned, committee.Member, "m"),
			happened(committee.Appointed, committee.Member, "p"), happened(committee.Appointed, committee.Deputy, "q")}},
		"the member, and who would follow the deputy is not available": {[]string{"m", "p"}, []committee.Event{
			happened(committee.Resigned, committee.Member, "m"), happened(committee.Succeeded, committee.Member, "d"),
			happened(committee.Appointed, committee.Deputy, "q")}},
	} {
		t.Run(name, func(t *testing.T) {
			v, s := science(t)
			before := *s
			out, err := v.Succeed(policies(t), s, vacancyDay, c.left...)
			require.NoError(t, err)
			assert.Equal(t, c.want, out.Events)
			assert.False(t, out.Open)
			assert.Equal(t, before, *s, "the committee changes when the events are entered")
			for i := range out.Events {
				assert.True(t, s.Apply(&out.Events[i]), "every event is possible")
			}
		})
	}
}

func TestPlacesStayVacantWhenNobodyIsLeft(t *testing.T) {
	v, s := science(t)
	out, err := v.Succeed(policies(t), s, vacancyDay, "m", "d", "p", "q")
	require.NoError(t, err)
	assert.Len(t, out.Events, 2, "two people leave and nobody follows")
	assert.Len(t, out.Counts, 1, "without a member no deputy is looked for")

	out, err = (committee.SeatVote{Group: dialog.Science}).Succeed(policies(t), s, vacancyDay, "m")
	require.NoError(t, err)
	assert.Equal(t, committee.Succeeded, out.Events[1].Kind, "the deputy moves up without any ballots")
	assert.Empty(t, out.Counts)
}

func TestSeatsWithoutDeputiesGetNone(t *testing.T) {
	v, s := science(t)
	ps := policies(t, dialog.Setting{Parameter: "committee-deputies-required", Value: dialog.PolicyValue{"no"}, Basis: dialog.BasisChoice})
	out, err := v.Succeed(ps, s, vacancyDay, "d")
	require.NoError(t, err)
	assert.Equal(t, []committee.Event{happened(committee.Resigned, committee.Deputy, "d")}, out.Events)

	e, err := committee.Elect(committee.Env{Policies: ps}, electionDay, []committee.SeatVote{v})
	require.NoError(t, err)
	assert.Equal(t, committee.Seat{Group: dialog.Science, Member: "m"}, e.Seats[dialog.Science-1].Seat)
}

func TestWhoNeitherStoodNorHoldsAPlaceCannotLeave(t *testing.T) {
	v, s := science(t)
	for _, id := range []string{"stranger", committee.NoneOfThese, ""} {
		_, err := v.Succeed(policies(t), s, vacancyDay, id)
		require.ErrorIs(t, err, ballot.ErrOption, id)
		_, _, err = committee.Successor(v, id)
		require.ErrorIs(t, err, ballot.ErrOption, id)
	}
	// Somebody who was appointed from outside holds a place and did not stand.
	require.True(t, s.Apply(&committee.Event{Kind: committee.Resigned, Group: dialog.Science, Role: committee.Deputy, Person: "d"}))
	require.True(t, s.Apply(&committee.Event{Kind: committee.Appointed, Group: dialog.Science, Role: committee.Deputy, Person: "stranger"}))
	out, err := v.Succeed(policies(t), s, vacancyDay, "stranger", "d")
	require.NoError(t, err)
	assert.Equal(t, []committee.Event{happened(committee.Resigned, committee.Deputy, "stranger"),
		happened(committee.Appointed, committee.Deputy, "p")}, out.Events)
}

func TestATieLeavesTheVacancyOpen(t *testing.T) {
	v := electorate(t, dialog.Science, []string{"m", "p", "q"}, []string{"m", "p"}, []string{"m", "q"}, []string{"m", "q"}, []string{"m", "p"})
	s := &committee.Standing{}
	out, err := v.Succeed(policies(t), s, vacancyDay, "m")
	require.NoError(t, err)
	assert.True(t, out.Open)
	assert.Empty(t, out.Events)
	v.Lot = &ballot.Lot{Order: []int{2, 0, 1, 3}}
	out, err = v.Succeed(policies(t), s, vacancyDay, "m")
	require.NoError(t, err)
	assert.False(t, out.Open)
	assert.Equal(t, []committee.Event{happened(committee.Appointed, committee.Member, "q"),
		happened(committee.Appointed, committee.Deputy, "p")}, out.Events)
}
