package ballot_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// encoded is all that a tally holds.
func encoded(t require.TestingT, tally *ballot.Tally) []byte {
	data, err := tally.MarshalBinary()
	require.NoError(t, err)
	return data
}

func TestTallyIsFullAtItsLimitAndKeepsWhatItHas(t *testing.T) {
	c := &ballot.Contest{ID: "full", Method: ballot.Approval, Seats: 1, Options: numbered(2)}
	tally := tallyOf(t, c)
	cast(t, tally, ballot.Choose(0), ballot.MaxBallots-1)
	before := encoded(t, tally)
	for name, b := range map[string]ballot.Ballot{"clean": ballot.Choose(1), "judged": ballot.Choose(1, 1),
		"spoilt": {Spoilt: true}} {
		_, err := tally.Add(b, 2)
		require.ErrorIs(t, err, ballot.ErrTooMany, name)
		_, err = tally.Add(b, ^uint64(0))
		require.ErrorIs(t, err, ballot.ErrTooMany, name)
		assert.Equal(t, before, encoded(t, tally), name)
	}
	other := tallyOf(t, c)
	cast(t, other, ballot.Choose(1), 2)
	require.ErrorIs(t, tally.Merge(other), ballot.ErrTooMany)
	require.ErrorIs(t, tally.Merge(tally), ballot.ErrTooMany)
	assert.Equal(t, before, encoded(t, tally))
	require.NoError(t, other.Retract(ballot.Choose(1), 1))
	require.NoError(t, tally.Merge(other))
	assert.Equal(t, uint64(ballot.MaxBallots), tally.Len())
}

func TestRetractionOfWhatWasNotAddedChangesNothing(t *testing.T) {
	c := &ballot.Contest{ID: "back", Method: ballot.Schulze, Seats: 1, Options: numbered(3), Groups: bodies(2),
		Validity: ballot.Validity{Blank: ballot.Ignore, Unknown: ballot.Ignore, Skipped: ballot.End}}
	tally := tallyOf(t, c)
	cast(t, tally, ballot.Rank(0, 1), 2)
	cast(t, tally, ballot.Rank(), 2)
	cast(t, tally, ballot.Rank(9).In(1), 2)
	add(t, tally, ballot.Ballot{Spoilt: true}, 2)
	before := encoded(t, tally)
	for name, b := range map[string]ballot.Ballot{
		"another ranking":         ballot.Rank(1, 0),
		"another group":           ballot.Rank(0, 1).In(1),
		"an unknown group":        ballot.Rank(0, 1).In(2),
		"another reason":          ballot.Rank(0, 0),
		"one that ends":           ballot.RankEqually([]int{0}, []int{1}, nil, []int{2}),
		"blank of another group":  ballot.Rank().In(1),
		"marks without a name":    ballot.Rank(9),
		"spoilt in another group": {Spoilt: true, Group: 1},
		"not on the roll":         off(ballot.Rank(0, 1)),
	} {
		require.ErrorIs(t, tally.Retract(b, 1), ballot.ErrNotThere, name)
		assert.Equal(t, before, encoded(t, tally), name)
	}
	require.ErrorIs(t, tally.Retract(ballot.Rank(0, 1), 3), ballot.ErrNotThere)
	assert.Equal(t, before, encoded(t, tally))
	require.NoError(t, tally.Retract(ballot.Rank(1), 0), "nothing can always be taken back")
	assert.Equal(t, before, encoded(t, tally))
}

func TestTalliesOfOtherContestsDoNotMix(t *testing.T) {
	one, other := sound(ballot.Approval), sound(ballot.Approval)
	other.Title = "another"
	tally, foreign := tallyOf(t, one), tallyOf(t, other)
	cast(t, tally, ballot.Choose(0), 3)
	cast(t, foreign, ballot.Choose(0), 3)
	before := encoded(t, tally)
	require.ErrorIs(t, tally.Merge(foreign), ballot.ErrForeign)
	assert.Equal(t, before, encoded(t, tally))
	_, err := ballot.UnmarshalTally(other, before)
	require.ErrorIs(t, err, ballot.ErrForeign)

	same := tallyOf(t, sound(ballot.Approval))
	cast(t, same, ballot.Choose(0), 3)
	require.NoError(t, tally.Merge(same), "contests are the same that say the same")
	assert.Equal(t, uint64(6), tally.Len())
}

func TestTallyIsCountedByAnotherMethodOnlyWhereBallotsAreJudgedAlike(t *testing.T) {
	tally := tallyOf(t, sound(ballot.Approval))
	cast(t, tally, ballot.Choose(0, 2).In(1), 5)
	again, err := tally.For(sound(ballot.Phragmen))
	require.NoError(t, err)
	cast(t, again, ballot.Choose(1), 1)
	assert.Equal(t, uint64(5), tally.Len(), "the other tally is one of its own")
	for name, change := range map[string]func(c *ballot.Contest){
		"kind":     func(c *ballot.Contest) { c.Method = ballot.Schulze },
		"validity": func(c *ballot.Contest) { c.Validity.Blank = ballot.Ignore },
		"options":  func(c *ballot.Contest) { c.Options = numbered(4) },
		"groups":   func(c *ballot.Contest) { c.Groups = nil },
	} {
		c := sound(ballot.Approval)
		change(c)
		_, err := tally.For(c)
		require.ErrorIs(t, err, ballot.ErrForeign, name)
	}
	broken := sound(ballot.Phragmen)
	broken.ID = ""
	_, err = tally.For(broken)
	require.ErrorIs(t, err, ballot.ErrContest)
}

// Ballots with flaws of every kind, in tallies of every key.
func TestTallyIsReadFromItsEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tally := drawTally(t)
		data := encoded(t, tally)
		again, err := ballot.UnmarshalTally(tally.Contest(), data)
		require.NoError(t, err)
		require.Equal(t, data, encoded(t, again))
		require.Equal(t, tally.Digest(), again.Digest())
		require.Equal(t, tally.Accounts(), again.Accounts())
		require.Equal(t, tally.Len(), again.Len())

		broken := slices.Clone(data)
		switch i := rapid.IntRange(0, len(data)-1).Draw(t, "at"); rapid.IntRange(0, 2).Draw(t, "how") {
		case 0:
			broken = broken[:i]
		case 1:
			broken = append(broken, 0)
		default:
			broken[i] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		}
		again, err = ballot.UnmarshalTally(tally.Contest(), broken)
		if err == nil { // another tally, then, in its one encoding
			require.Equal(t, broken, encoded(t, again))
			require.NotEqual(t, tally.Digest(), again.Digest())
		}
	})
}

func TestResultIsReadFromItsRecord(t *testing.T) {
	for _, m := range ballot.Methods() {
		r := smallResult(t, m)
		data, err := json.Marshal(r)
		require.NoError(t, err)
		again, differences, err := ballot.Recheck(data)
		require.NoError(t, err, m)
		assert.Empty(t, differences, m)
		text, err := json.Marshal(again)
		require.NoError(t, err)
		assert.Equal(t, string(data), string(text), m)
		assert.Equal(t, r.Ballots, again.Tally().Digest())
	}
}
