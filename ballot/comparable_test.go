package ballot_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// Cases from the rules of comparable bodies, by their names.

// motionOf counts a motion with so many yes, no and abstentions.
func motionOf(t *testing.T, c ballot.Contest, yes, no, abstain uint64) *ballot.Result {
	t.Helper()
	c.ID, c.Method = "motion", ballot.Motion
	tally := tallyOf(t, &c)
	cast(t, tally, ballot.Choose(ballot.Yes), yes)
	cast(t, tally, ballot.Choose(ballot.No), no)
	cast(t, tally, ballot.Choose(ballot.Abstain), abstain)
	return counted(t, tally, ballot.Options{})
}

func needs(m ballot.Majority) ballot.Contest {
	return ballot.Contest{Majority: &ballot.Requirement{Overall: &m}}
}

func TestBGBSection32CountsVotesCast(t *testing.T) {
	c := needs(ballot.SimpleMajority())
	assert.Equal(t, ballot.Rejected, motionOf(t, c, 10, 10, 5).Outcome, "equality is no majority")
	assert.Equal(t, ballot.Adopted, motionOf(t, c, 1, 0, 99).Outcome, "abstentions do not count")
	assert.Equal(t, ballot.Rejected, motionOf(t, c, 0, 0, 5).Outcome, "nobody is no majority")

	c.ID, c.Method = "invalid", ballot.Motion
	tally := tallyOf(t, &c)
	cast(t, tally, ballot.Choose(ballot.Yes), 2)
	cast(t, tally, ballot.Choose(ballot.No), 1)
	reason, err := tally.Add(ballot.Ballot{Spoilt: true}, 50)
	require.NoError(t, err)
	assert.Equal(t, ballot.Spoilt, reason)
	assert.Equal(t, ballot.Adopted, counted(t, tally, ballot.Options{}).Outcome, "invalid votes do not count")
}

func TestBGBSection34VoidsABarredVote(t *testing.T) {
	c := needs(ballot.SimpleMajority())
	c.ID, c.Method = "barred", ballot.Motion
	tally := tallyOf(t, &c)
	cast(t, tally, ballot.Choose(ballot.Yes), 2)
	cast(t, tally, ballot.Choose(ballot.No), 2)
	barred := ballot.Choose(ballot.Yes)
	barred.Unlisted = true
	reason, err := tally.Add(barred, 1)
	require.NoError(t, err)
	assert.Equal(t, ballot.NotOnRoll, reason)
	assert.Equal(t, ballot.Rejected, counted(t, tally, ballot.Options{}).Outcome, "a vote that is barred is void")

	// Voting for oneself in an election is allowed: nothing tells such a ballot apart.
	election := &ballot.Contest{ID: "own", Method: ballot.Plurality, Seats: 1, Options: numbered(2)}
	own := tallyOf(t, election)
	cast(t, own, ballot.Choose(0), 1)
	assert.Equal(t, []int{0}, counted(t, own, ballot.Options{}).Elected)
}

func TestRobertsRulesBasesOfAMajority(t *testing.T) {
	majorityOfPresent := needs(ballot.Majority{Share: ballot.Share(1, 2), Basis: ballot.OfPresent})
	twoThirdsOfCast := needs(ballot.TwoThirds(ballot.OfCast))
	assert.Equal(t, ballot.Adopted, motionOf(t, majorityOfPresent, 7, 4, 2).Outcome, "7 of 13")
	assert.Equal(t, ballot.Rejected, motionOf(t, twoThirdsOfCast, 7, 4, 2).Outcome, "7 of 11")
	assert.Equal(t, ballot.Adopted, motionOf(t, twoThirdsOfCast, 2, 1, 10).Outcome, "2 of 3")
	assert.Equal(t, ballot.Rejected, motionOf(t, majorityOfPresent, 2, 1, 10).Outcome, "2 of 13")
}

// participants counts a motion on which so many groups of one support and object; the
// others are silent.
func participants(t *testing.T, q ballot.GroupMajority, groups, support, object int) ballot.Outcome {
	t.Helper()
	c := &ballot.Contest{ID: "community", Method: ballot.Motion, Majority: &ballot.Requirement{Groups: &q}}
	for i := range groups {
		c.Groups = append(c.Groups, ballot.Group{ID: optionName(i)})
	}
	tally := tallyOf(t, c)
	for i := range support {
		cast(t, tally, ballot.Choose(ballot.Yes).In(i), 1)
	}
	for i := range object {
		cast(t, tally, ballot.Choose(ballot.No).In(support+i), 1)
	}
	return counted(t, tally, ballot.Options{}).Outcome
}

func TestICANNEmpoweredCommunityCountsSupportAndObjection(t *testing.T) {
	one := 1
	action := ballot.GroupMajority{Majority: ballot.SimpleMajority(), In: 3, Objections: &one}
	assert.Equal(t, ballot.Adopted, participants(t, action, 5, 3, 1), "three support, one objects, one is silent")
	assert.Equal(t, ballot.Rejected, participants(t, action, 5, 3, 2), "two object")
	assert.Equal(t, ballot.Rejected, participants(t, action, 5, 2, 0), "two are too few")
	recall := action
	recall.In = 4
	assert.Equal(t, ballot.Adopted, participants(t, recall, 5, 4, 1), "recall of the board")
	assert.Equal(t, ballot.Rejected, participants(t, recall, 5, 3, 0))
}

func TestFSCChambersWeighAThirdEach(t *testing.T) {
	c := &ballot.Contest{ID: "fsc", Method: ballot.Approval, Seats: 1, Options: numbered(2),
		Weighting: ballot.Weighting{Rule: ballot.ByTurnout}}
	for range 3 { // chambers of a third, halves of north and south, a tenth for individuals
		for range 2 {
			c.Groups = append(c.Groups, ballot.Group{ID: optionName(len(c.Groups)), Share: ballot.Share(1, 60)},
				ballot.Group{ID: optionName(len(c.Groups) + 1), Share: ballot.Share(9, 60)})
		}
	}
	tally := tallyOf(t, c)
	for g := range c.Groups {
		cast(t, tally, ballot.Choose(g%2).In(g), uint64(1+g))
	}
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, []string{"1/10", "9/10"}, texts(r.Rounds[0].Votes), "whatever the turnout")
	assert.Equal(t, "1/60", r.Weights[0].String())
	assert.Equal(t, "3/40", r.Weights[1].String(), "9/60 for two ballots")
}

func TestFSCCanadaNeedsHalfInEachOfFourChambers(t *testing.T) {
	each := ballot.GroupMajority{Majority: ballot.SimpleMajority()}
	assert.Equal(t, ballot.Adopted, participants(t, each, 4, 4, 0))
	assert.Equal(t, ballot.Rejected, participants(t, each, 4, 3, 0), "a silent chamber does not support")
	each.Voting = true
	assert.Equal(t, ballot.Adopted, participants(t, each, 4, 3, 0), "unless only those that vote count")
	assert.Equal(t, ballot.Rejected, participants(t, each, 4, 3, 1))
}

func TestGroupsOnAnEqualFootingOutweighOneLargeGroup(t *testing.T) {
	for _, c := range []struct {
		rule ballot.WeightRule
		want []string
		wins int
	}{{ballot.PerHead, []string{"30", "20"}, 0}, {ballot.ByTurnout, []string{"1", "4"}, 1}} {
		contest := &ballot.Contest{ID: "balanced", Method: ballot.Plurality, Seats: 1, Options: numbered(2),
			Weighting: ballot.Weighting{Rule: c.rule}}
		for i := range 5 {
			contest.Groups = append(contest.Groups, ballot.Group{ID: optionName(i)})
		}
		tally := tallyOf(t, contest)
		cast(t, tally, ballot.Choose(0).In(0), 30)
		for g := 1; g < 5; g++ {
			cast(t, tally, ballot.Choose(1).In(g), 5)
		}
		r := counted(t, tally, ballot.Options{})
		assert.Equal(t, c.want, texts(r.Rounds[0].Votes), "%s: of five groups", c.rule)
		assert.Equal(t, []int{c.wins}, r.Elected)
	}
}

func TestW3CDrawsAmongTheTiedAndSeatsOneOfAnAffiliation(t *testing.T) {
	c := &ballot.Contest{ID: "w3c", Method: ballot.Approval, Seats: 2, Cap: 1, Options: numbered(4)}
	c.Options[0].Affiliation, c.Options[1].Affiliation = "one", "one"
	tally := tallyOf(t, c)
	cast(t, tally, ballot.Choose(0, 1), 9)
	cast(t, tally, ballot.Choose(2, 3), 5)
	lot, err := ballot.DrawLot(ballot.LotKey([]uint64{9319}, []uint64{2, 5, 8, 10, 12}), 4, ballot.RFC3797)
	require.NoError(t, err)
	r := counted(t, tally, ballot.Options{Lot: lot})
	require.Len(t, r.Ties, 2)
	assert.Equal(t, []int{0, 1}, r.Ties[0].Options, "the tied only: of one affiliation, one can sit")
	assert.Equal(t, []int{2, 3}, r.Ties[1].Options)
	assert.Len(t, r.Elected, 2)
	assert.Equal(t, ballot.MadeOutcome, r.Ties[0].Decisive)

	few := &ballot.Contest{ID: "w3c", Method: ballot.Approval, Seats: 2, Vacant: true, Uncontested: true, Options: numbered(2)}
	assert.Equal(t, []int{0, 1}, counted(t, tallyOf(t, few), ballot.Options{}).Elected, "uncontested seats need no vote")
}

func TestNomComSeatsTwoOfAnAffiliationAndNeedsSeven(t *testing.T) {
	c := &ballot.Contest{ID: "nomcom", Method: ballot.Approval, Seats: 10, Cap: 2, Options: numbered(14),
		Quorum: &ballot.Quorum{Ballots: 7}}
	for i := range 5 {
		c.Options[i].Affiliation = "large"
	}
	tally := tallyOf(t, c)
	for i := range 14 { // the five of the large affiliation are the most popular
		cast(t, tally, ballot.Choose(i), uint64(100-i))
	}
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, []int{0, 1, 5, 6, 7, 8, 9, 10, 11, 12}, sortedInts(r.Elected))

	small := tallyOf(t, c)
	cast(t, small, ballot.Choose(0), 6)
	assert.Equal(t, ballot.NoQuorum, counted(t, small, ballot.Options{}).Outcome)
	cast(t, small, ballot.Choose(1), 1)
	assert.NotEqual(t, ballot.NoQuorum, counted(t, small, ballot.Options{}).Outcome)
}

func TestAPrIGFNeedsTwentyVotesAndFiveInThreeOfFourGroups(t *testing.T) {
	m := ballot.SimpleMajority()
	c := &ballot.Contest{ID: "aprigf", Method: ballot.Motion, Majority: &ballot.Requirement{Overall: &m},
		Quorum: &ballot.Quorum{Ballots: 20, Groups: 3, GroupBallots: 5}}
	for i := range 4 {
		c.Groups = append(c.Groups, ballot.Group{ID: optionName(i)})
	}
	for _, x := range []struct {
		by   [4]uint64
		want ballot.Outcome
	}{
		{[4]uint64{10, 5, 5, 0}, ballot.Adopted},
		{[4]uint64{9, 5, 5, 0}, ballot.NoQuorum},
		{[4]uint64{40, 5, 4, 4}, ballot.NoQuorum},
	} {
		tally := tallyOf(t, c)
		for g, n := range x.by {
			cast(t, tally, ballot.Choose(ballot.Yes).In(g), n)
		}
		assert.Equal(t, x.want, counted(t, tally, ballot.Options{}).Outcome, "%v", x.by)
	}
}

func TestRFC3797SelectsAsItsSectionSixShows(t *testing.T) {
	key := ballot.LotKey([]uint64{9319}, []uint64{2, 5, 8, 10, 12}, []uint64{9, 18, 26, 34, 41, 45})
	assert.Equal(t, "9319./2.5.8.10.12./9.18.26.34.41.45./", key)
	lot, err := ballot.DrawLot(key, 25, ballot.RFC3797MD5)
	require.NoError(t, err)
	assert.Equal(t, fromOne([]int{17, 7, 2, 16, 25, 23, 8, 24, 19, 13}), lot.Order[:10])
}

// The example of 45 voters in Schulze (2011), section 3.1: A to E, and E wins.
func TestSchulzeExampleOf45Voters(t *testing.T) {
	tally := tallyOf(t, &ballot.Contest{ID: "schulze", Method: ballot.Schulze, Seats: 1, Options: numbered(5)})
	for order, n := range map[string]uint64{"ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8} {
		var options []int
		for _, letter := range order {
			options = append(options, int(letter-'A'))
		}
		cast(t, tally, ballot.Rank(options...), n)
	}
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, [][]int{{4}, {0}, {2}, {1}, {3}}, r.Ranking, "E, A, C, B, D")
	assert.Equal(t, "28", r.Paths[0][1].String(), "the strongest path from A to B")
	assert.Equal(t, -1, r.Condorcet)
}

// Weight belongs to valid ballots: ballots that a group spoils do not raise what half of
// all weight is.
func TestSpoiltBallotsHaveNoWeight(t *testing.T) {
	half := ballot.Majority{Share: ballot.Share(1, 2), Basis: ballot.OfPresent, AtLeast: true}
	c := &ballot.Contest{ID: "floor", Method: ballot.Approval, Seats: 1, Options: numbered(2), Groups: []ballot.Group{{ID: "a"}, {ID: "b"}},
		Weighting: ballot.Weighting{Rule: ballot.ByTurnout}, Floor: &ballot.Requirement{Overall: &half}}
	tally := tallyOf(t, c)
	cast(t, tally, ballot.Choose(0).In(0), 4)
	cast(t, tally, ballot.Choose(1).In(1), 4)
	_, err := tally.Add(ballot.Ballot{Spoilt: true}, 4)
	require.NoError(t, err)
	r := counted(t, tally, ballot.Options{})
	assert.Empty(t, r.Below, "each has half of the weight")
	assert.Equal(t, "2", r.Checks[0].Of.String())
}
