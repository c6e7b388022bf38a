package committee_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// standing is a committee with members m1 to m5 and deputies d1 to d5.
func standing(t *testing.T) *committee.Standing {
	t.Helper()
	c := committee.Committee{Elected: electionDay}
	for i, g := range dialog.Groups() {
		n := string(rune('1' + i))
		c.Seats = append(c.Seats, committee.Seat{Group: g, Member: "m" + n, Deputy: "d" + n})
	}
	s, _ := committee.NewHistory([]committee.Committee{c}).On(electionDay)
	require.NotNil(t, s)
	return s
}

// meeting decides on a motion; votes are "m1 yes", and presences by person.
func meeting(t *testing.T, presence map[string]committee.Presence, votes ...committee.Vote) committee.Meeting {
	return committee.Meeting{ID: "b1", On: electionDay, Standing: standing(t), Votes: votes,
		Presence: func(person string) committee.Presence { return presence[person] }}
}

func says(person string, v committee.Voice) committee.Vote {
	return committee.Vote{Person: person, Voice: v}
}

const (
	yes     = committee.InFavour
	no      = committee.Against
	abstain = committee.Abstain
)

func TestCommitteeDecidesByVotesCast(t *testing.T) {
	for name, c := range map[string]struct {
		votes    []committee.Vote
		presence map[string]committee.Presence
		quorum   bool
		adopted  bool
	}{
		"three to two":          {votes: []committee.Vote{says("m1", yes), says("m2", yes), says("m3", yes), says("m4", no), says("m5", no)}, quorum: true, adopted: true},
		"equality changes none": {votes: []committee.Vote{says("m1", yes), says("m2", no), says("m3", abstain)}, quorum: true},
		"abstentions and silence count for the quorum only": {votes: []committee.Vote{says("m1", yes), says("m2", abstain)}, quorum: true, adopted: true},
		"a deputy acts for an absent member": {votes: []committee.Vote{says("d1", yes), says("m2", yes), says("m3", no)},
			presence: map[string]committee.Presence{"m1": committee.Absent}, quorum: true, adopted: true},
		"a deputy acts for a recused member": {votes: []committee.Vote{says("d1", no)},
			presence: map[string]committee.Presence{"m1": committee.Recused}, quorum: true},
		"two seats are no quorum": {votes: []committee.Vote{says("m1", yes), says("m2", yes)},
			presence: map[string]committee.Presence{"m3": committee.Absent, "d3": committee.Absent, "m4": committee.Recused, "d4": committee.Recused,
				"m5": committee.Absent, "d5": committee.Absent}},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := meeting(t, c.presence, c.votes...).Decide(policies(t))
			require.NoError(t, err)
			assert.Equal(t, c.quorum, d.Quorum)
			assert.Equal(t, c.adopted, d.Adopted)
			for i, v := range d.Votes {
				if v != nil {
					assert.Equal(t, d.Holders[i].Person, v.Person, "the record shows who voted what")
				}
			}
		})
	}
}

func TestVoteOfSomebodyWhoMayNotVoteIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		vote     committee.Vote
		presence map[string]committee.Presence
		want     error
		text     string
	}{
		"not on the committee": {vote: says("p9", yes), want: committee.ErrNotOnCommittee, text: `"p9"`},
		"a deputy while the member is there": {vote: says("d2", yes), want: committee.ErrNotActing,
			text: `"d2" for the seat of science`},
		"an absent member": {vote: says("m2", yes), presence: map[string]committee.Presence{"m2": committee.Absent},
			want: committee.ErrNotActing, text: `"d2" (deputy) acts for it`},
		"a recused member without a deputy": {vote: says("m2", yes),
			presence: map[string]committee.Presence{"m2": committee.Recused, "d2": committee.Absent},
			want:     committee.ErrNotActing, text: "nobody acts for it"},
		"no voice": {vote: committee.Vote{Person: "m1"}, want: dialog.ErrUnknownName, text: "vote(0)"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := meeting(t, c.presence, c.vote).Decide(policies(t))
			assert.Nil(t, d)
			var refused *committee.VoteError
			require.ErrorAs(t, err, &refused)
			require.ErrorIs(t, err, c.want)
			assert.ErrorContains(t, err, c.text)
		})
	}
	_, err := meeting(t, nil, says("m1", yes), says("m1", no)).Decide(policies(t))
	assert.ErrorIs(t, err, committee.ErrVotedTwice)
}

func TestMajorityIsPolicy(t *testing.T) {
	votes := func(yes_, no_, abstain_ int) (all []committee.Vote) {
		people := []string{"m1", "m2", "m3", "m4", "m5"}
		for i, v := range []committee.Voice{yes, no, abstain} {
			for range []int{yes_, no_, abstain_}[i] {
				all = append(all, says(people[len(all)], v))
			}
		}
		return all
	}
	for _, c := range []struct {
		majority, of string
		votes        []committee.Vote
		adopted      bool
	}{
		{"simple", "cast", votes(2, 1, 2), true},
		{"simple", "present", votes(2, 1, 2), false},
		{"simple", "all", votes(3, 0, 0), true},
		{"two-thirds", "cast", votes(2, 1, 2), true},
		{"two-thirds", "all", votes(3, 0, 0), false},
		{"four-fifths", "all", votes(4, 1, 0), true},
		{"four-fifths", "all", votes(3, 1, 0), false},
		{"unanimous", "cast", votes(1, 0, 4), true},
		{"unanimous", "present", votes(4, 0, 1), false},
		{"consent", "cast", votes(1, 0, 4), true},
		{"consent", "cast", votes(4, 1, 0), false},
		{"consent", "cast", votes(0, 0, 5), false},
	} {
		ps, err := policies(t).With([]dialog.Setting{
			{Parameter: "committee-majority", Value: dialog.PolicyValue{c.majority}, Basis: dialog.BasisChoice},
			{Parameter: "committee-majority-of", Value: dialog.PolicyValue{c.of}, Basis: dialog.BasisChoice}})
		require.NoError(t, err)
		d, err := meeting(t, nil, c.votes...).Decide(ps)
		require.NoError(t, err)
		assert.Equal(t, c.adopted, d.Adopted, "%s of %s: %v", c.majority, c.of, c.votes)
	}
}

func TestARefusedVoteSaysWhy(t *testing.T) {
	presence := map[string]committee.Presence{"m1": committee.Absent, "m2": committee.Recused, "d3": committee.Recused}
	for person, want := range map[string]error{
		"m1": committee.ErrAbsent, "m2": committee.ErrRecused, "d3": committee.ErrRecused, "d4": committee.ErrMemberActs,
		"stranger": committee.ErrNotOnCommittee, "": committee.ErrNotOnCommittee,
	} {
		d, err := meeting(t, presence, says("m4", yes), says(person, yes)).Decide(policies(t))
		assert.Nil(t, d, "nothing is counted")
		var refused *committee.VoteError
		require.ErrorAs(t, err, &refused)
		require.ErrorIs(t, err, want, person)
		assert.Equal(t, person, refused.Person)
		assert.Equal(t, want != committee.ErrNotOnCommittee, errors.Is(err, committee.ErrNotActing))
		if want != committee.ErrNotOnCommittee {
			assert.Equal(t, dialog.Group(person[1]-'0'), refused.Group)
		}
	}
}

func TestThePolicyMayKeepDeputiesOfRecusedMembersOut(t *testing.T) {
	ps := policies(t, choice("committee-deputy-for-recused", "no"))
	presence := map[string]committee.Presence{"m1": committee.Recused, "m2": committee.Absent}
	d, err := meeting(t, presence, says("d2", yes)).Decide(ps)
	require.NoError(t, err)
	assert.Equal(t, committee.Holder{Group: dialog.CivilSociety, Member: committee.Recused}, d.Holders[0])
	assert.Equal(t, "d2", d.Holders[1].Person, "an absent member is represented all the same")
	_, err = meeting(t, presence, says("d1", yes)).Decide(ps)
	assert.ErrorIs(t, err, committee.ErrNotActing)
}

func TestOnlyPeopleWithANameVote(t *testing.T) {
	s := standing(t)
	require.True(t, s.Apply(&committee.Event{Kind: committee.Resigned, Group: dialog.Science, Role: committee.Member, Person: "m2"}))
	require.True(t, s.Apply(&committee.Event{Kind: committee.Appointed, Group: dialog.Science, Role: committee.Member, Person: dialog.UnknownID}))
	m := meeting(t, nil, says(dialog.UnknownID, yes))
	m.Standing = s
	_, err := m.Decide(policies(t))
	assert.ErrorIs(t, err, committee.ErrNotOnCommittee)
}

func TestNobodyActsForTwoSeats(t *testing.T) {
	s := standing(t)
	require.True(t, s.Apply(&committee.Event{Kind: committee.Resigned, Group: dialog.Science, Role: committee.Deputy, Person: "d2"}))
	require.True(t, s.Apply(&committee.Event{Kind: committee.Appointed, Group: dialog.Science, Role: committee.Deputy, Person: "m1"}))
	m := meeting(t, map[string]committee.Presence{"m2": committee.Absent}, says("m1", yes))
	m.Standing = s
	_, err := m.Decide(policies(t))
	require.ErrorIs(t, err, committee.ErrTwoSeats)
	assert.ErrorContains(t, err, `seats of civil-society and science: "m1"`)
}

func TestAMeetingOfNobodyDecidesNothing(t *testing.T) {
	d, err := committee.Meeting{ID: "b1", On: electionDay}.Decide(policies(t))
	require.NoError(t, err)
	assert.False(t, d.Quorum)
	assert.False(t, d.Adopted)

	d, err = committee.Meeting{ID: "b1", On: electionDay}.Decide(policies(t, choice("committee-quorum", "0")))
	require.NoError(t, err)
	assert.True(t, d.Quorum, "the policy asks for none")
	assert.False(t, d.Adopted, "nobody is a majority of nothing")

	_, err = committee.Meeting{On: electionDay, Standing: standing(t)}.Decide(policies(t))
	assert.ErrorIs(t, err, ballot.ErrContest, "a motion has an ID")
}

// Cases of comparable bodies with five participants (ICANN's Empowered Community) and of
// the law of associations, as far as the majorities of the policy express them.
func TestDecisionsOfComparableBodies(t *testing.T) {
	cast := func(voices ...committee.Voice) (all []committee.Vote) {
		for i, v := range voices {
			all = append(all, says("m"+string(rune('1'+i)), v))
		}
		return all
	}
	for name, c := range map[string]struct {
		majority, of string
		votes        []committee.Vote
		adopted      bool
	}{
		"§ 32 BGB: one vote and only abstentions":     {"simple", "cast", cast(yes, abstain, abstain, abstain, abstain), true},
		"§ 32 BGB: as many votes against as for":      {"simple", "cast", cast(yes, yes, no, no, abstain), false},
		"Robert: a majority of the votes cast":        {"simple", "cast", cast(yes, no, abstain), false},
		"Robert: two thirds of cast":                  {"two-thirds", "cast", cast(yes, yes, no, abstain, abstain), true},
		"Robert: the same is no majority of present":  {"simple", "present", cast(yes, yes, no, abstain, abstain), false},
		"ICANN: recall of the board, four support":    {"four-fifths", "all", cast(yes, yes, yes, yes, no), true},
		"ICANN: recall of the board, three support":   {"four-fifths", "all", cast(yes, yes, yes), false},
		"consent is refused by one objection":         {"consent", "cast", cast(yes, yes, yes, yes, no), false},
		"consent needs somebody who is in favour":     {"consent", "cast", cast(abstain, abstain, abstain), false},
		"unanimity of all is refused by an absence":   {"unanimous", "all", cast(yes, yes, yes, yes), false},
		"unanimity of votes cast passes over silence": {"unanimous", "cast", cast(yes, yes, yes, yes), true},
	} {
		d, err := meeting(t, nil, c.votes...).Decide(policies(t, choice("committee-majority", c.majority), choice("committee-majority-of", c.of)))
		require.NoError(t, err, name)
		assert.Equal(t, c.adopted, d.Adopted, name)
	}
}

// Whoever is present: nothing is decided below three seats, and what is decided is the
// majority of votes cast.
func TestDecisionsFollowQuorumAndMajority(t *testing.T) {
	ps := policies(t)
	rapid.Check(t, func(rt *rapid.T) {
		presence := map[string]committee.Presence{}
		for _, person := range []string{"m1", "m2", "m3", "m4", "m5", "d1", "d2", "d3", "d4", "d5"} {
			presence[person] = rapid.SampledFrom([]committee.Presence{committee.Present, committee.Absent, committee.Recused}).Draw(rt, person)
		}
		m := committee.Meeting{ID: "b", On: electionDay, Standing: standing(t),
			Presence: func(person string) committee.Presence { return presence[person] }}
		seats, balance := 0, 0
		for _, h := range m.Standing.AtMeeting(m.Presence) {
			if h.Person == "" {
				continue
			}
			seats++
			switch v := rapid.SampledFrom([]committee.Voice{0, yes, no, abstain}).Draw(rt, "voice"); v {
			case yes:
				balance++
				m.Votes = append(m.Votes, says(h.Person, v))
			case no:
				balance--
				m.Votes = append(m.Votes, says(h.Person, v))
			case abstain:
				m.Votes = append(m.Votes, says(h.Person, v))
			}
		}
		d, err := m.Decide(ps)
		require.NoError(rt, err)
		assert.Equal(rt, seats >= 3, d.Quorum)
		assert.Equal(rt, seats >= 3 && balance > 0, d.Adopted)
	})
}
