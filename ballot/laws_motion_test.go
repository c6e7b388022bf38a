package ballot_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// drawMotion draws a motion with any requirement, and its votes.
func drawMotion(t *rapid.T) *world {
	c := &ballot.Contest{ID: "motion", Method: ballot.Motion, Eligible: 40,
		Validity: ballot.Validity{Blank: ballot.Ignore}}
	drawGroups(t, c)
	q := &ballot.Requirement{}
	c.Majority = q
	if len(c.Groups) == 0 || rapid.Bool().Draw(t, "overall") {
		m := drawMajority(t)
		q.Overall = &m
	}
	if len(c.Groups) > 0 && (q.Overall == nil || rapid.Bool().Draw(t, "by groups")) {
		q.Groups = &ballot.GroupMajority{Majority: drawMajority(t), In: rapid.IntRange(0, len(c.Groups)).Draw(t,
			"in"),
			Voting: rapid.Bool().Draw(t, "voting")}
		if rapid.Bool().Draw(t, "objections count") {
			most := rapid.IntRange(0, len(c.Groups)).Draw(t, "objections")
			q.Groups.Objections = &most
		}
	}
	require.NoError(t, c.Validate())
	w := &world{c: c}
	for range rapid.IntRange(0, 9).Draw(t, "votes") {
		b := ballot.Choose(rapid.IntRange(0, 2).Draw(t, "vote")).In(rapid.IntRange(0, max(1,
			len(c.Groups))-1).Draw(t, "group"))
		w.ballots = append(w.ballots, several{rapid.Uint64Range(1, 3).Draw(t, "n"), b})
	}
	return w
}

func drawMajority(t *rapid.T) ballot.Majority {
	basis := rapid.SampledFrom([]ballot.Basis{ballot.OfCast, ballot.OfPresent, ballot.OfAll}).Draw(t, "basis")
	return rapid.SampledFrom([]ballot.Majority{ballot.SimpleMajority(), ballot.AbsoluteMajority(),
		ballot.TwoThirds(basis),
		ballot.FourFifths(basis), ballot.Unanimity(basis), ballot.Consent(),
		{Share: ballot.Share(1, 2), Basis: basis, AtLeast: true}, {Share: ballot.Share(1, 2), Basis: basis,
			Consent: true},
	}).Draw(t, "majority")
}

// A vote that turns to yes, or from no to an abstention, never makes a motion fail.
func TestMotionDoesNotFailBySupport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawMotion(t)
		if w.count(t, nil).Outcome != ballot.Adopted {
			return
		}
		i := rapid.IntRange(0, len(w.ballots)-1).Draw(t, "which")
		b := &w.ballots[i].b
		switch turned := b.Marks[0].Option; {
		case turned == ballot.No && rapid.Bool().Draw(t, "to an abstention"):
			*b = ballot.Choose(ballot.Abstain).In(b.Group)
		default:
			*b = ballot.Choose(ballot.Yes).In(b.Group)
		}
		require.Equal(t, ballot.Adopted, w.count(t, nil).Outcome)
	})
}

// Where abstentions are in the basis, an abstention in the place of a vote that was not
// cast can make a motion fail: so the law above is about votes that turn.
func TestAbstentionIsNoAbsence(t *testing.T) {
	c := needs(ballot.Majority{Share: ballot.Share(1, 2), Basis: ballot.OfPresent})
	require.Equal(t, ballot.Adopted, motionOf(t, c, 2, 1, 0).Outcome)
	require.Equal(t, ballot.Rejected, motionOf(t, c, 2, 1, 1).Outcome)
}

// Yes and no turned about: what had no majority one way may have none the other way, but
// a motion and its opposite are never both adopted by more than half.
func TestMotionAndItsOppositeAreNotBothAdopted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawMotion(t)
		m := ballot.SimpleMajority()
		w.c.Majority = &ballot.Requirement{Overall: &m}
		adopted := w.count(t, nil).Outcome == ballot.Adopted
		for i, x := range w.ballots {
			if o := x.b.Marks[0].Option; o != ballot.Abstain {
				w.ballots[i].b = ballot.Choose(ballot.Yes + ballot.No - o).In(x.b.Group)
			}
		}
		require.False(t, adopted && w.count(t, nil).Outcome == ballot.Adopted)
	})
}

// The checks of a record are its outcome: all that are asked of the whole are met, or not.
func TestChecksExplainTheOutcomeOfAMotion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawMotion(t).count(t, nil)
		met := true
		for _, c := range r.Checks {
			met = met && (c.Met || c.What == ballot.CheckGroup)
		}
		require.Equal(t, met, r.Outcome == ballot.Adopted)
		require.NotEqual(t, ballot.Tied, r.Outcome)
		require.Empty(t, r.Ties)
	})
}
