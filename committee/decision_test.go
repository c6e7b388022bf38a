package committee_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
