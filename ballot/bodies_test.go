package ballot_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// The cases of this file are rules of bodies that decide as this programme does, each
// with the figures that the rule is known by.

// answers casts so many votes of a motion, in one group.
func answers(t *testing.T, tally *ballot.Tally, group int, yes, no, abstain uint64) {
	t.Helper()
	for option, n := range []uint64{yes, no, abstain} {
		cast(t, tally, ballot.Choose(option).In(group), n)
	}
}

// decided counts a motion without groups.
func decided(t *testing.T, m ballot.Majority, yes, no, abstain uint64) ballot.Outcome {
	t.Helper()
	tally := tallyOf(t, &ballot.Contest{ID: "motion", Method: ballot.Motion, Majority: &ballot.Requirement{Overall: &m}})
	answers(t, tally, 0, yes, no, abstain)
	return counted(t, tally, ballot.Options{}).Outcome
}

// § 32 (1) sentence 3 BGB: the majority of the votes cast decides.
func TestGermanAssociationsCountVotesCastOnly(t *testing.T) {
	m := ballot.SimpleMajority()
	assert.Equal(t, ballot.Rejected, decided(t, m, 10, 10, 5), "equality keeps things as they are")
	assert.Equal(t, ballot.Adopted, decided(t, m, 1, 0, 99), "abstentions are not votes cast")
	assert.Equal(t, ballot.Rejected, decided(t, m, 0, 0, 99), "nobody is a majority of nothing")

	tally := tallyOf(t, &ballot.Contest{ID: "motion", Method: ballot.Motion, Majority: &ballot.Requirement{Overall: &m}})
	answers(t, tally, 0, 11, 10, 0)
	add(t, tally, ballot.Ballot{Spoilt: true}, 50)
	add(t, tally, ballot.Choose(ballot.Yes, ballot.No), 50)
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, ballot.Adopted, r.Outcome, "invalid votes are not votes cast either")
	assert.Equal(t, "21", r.Checks[0].Of.String())
}

// § 34 BGB: a member has no vote on a transaction with that member.
func TestBarredVoteIsVoid(t *testing.T) {
	for _, basis := range []ballot.Basis{ballot.OfCast, ballot.OfPresent} {
		m := ballot.Majority{Share: ballot.Share(1, 2), Basis: basis}
		tally := tallyOf(t, &ballot.Contest{ID: "motion", Method: ballot.Motion, Majority: &ballot.Requirement{Overall: &m}})
		answers(t, tally, 0, 10, 10, 0)
		barred := ballot.Choose(ballot.Yes)
		barred.Unlisted = true
		reason, err := tally.Add(barred, 1)
		require.NoError(t, err)
		assert.Equal(t, ballot.NotOnRoll, reason)
		r := counted(t, tally, ballot.Options{})
		assert.Equal(t, ballot.Rejected, r.Outcome)
		assert.Equal(t, "20", r.Checks[0].Of.String(), "%s: the barred vote is not in the basis", basis)
	}
}

// § 34 BGB does not reach elections: who stands votes, for themself too.
func TestCandidatesVoteInTheirOwnElection(t *testing.T) {
	tally := tallyOf(t, &ballot.Contest{ID: "chair", Method: ballot.Plurality, Seats: 1, Options: numbered(2)})
	cast(t, tally, ballot.Choose(0), 10)
	cast(t, tally, ballot.Choose(1), 10)
	cast(t, tally, ballot.Choose(1), 1) // the vote of who stands as option 1
	assert.Equal(t, []int{1}, counted(t, tally, ballot.Options{}).Elected)
}

// Robert's Rules of Order Newly Revised, 44:1 to 44:9: the same votes, other bases.
func TestRobertsRulesNameTheBasisOfAMajority(t *testing.T) {
	ofPresent := ballot.Majority{Share: ballot.Share(1, 2), Basis: ballot.OfPresent}
	assert.Equal(t, ballot.Adopted, decided(t, ofPresent, 7, 4, 2), "7 of 13 present")
	assert.Equal(t, ballot.Rejected, decided(t, ballot.TwoThirds(ballot.OfCast), 7, 4, 2), "7 of 11 cast")
	assert.Equal(t, ballot.Adopted, decided(t, ballot.TwoThirds(ballot.OfCast), 2, 1, 10), "2 of 3 cast")
	assert.Equal(t, ballot.Rejected, decided(t, ofPresent, 2, 1, 10), "2 of 13 present")
}

// bodies names so many groups.
func bodies(n int) []ballot.Group {
	groups := make([]ballot.Group, n)
	for i := range groups {
		groups[i].ID = fmt.Sprintf("body-%d", i+1)
	}
	return groups
}

// ICANN Bylaws, Annex D: five decisional participants each speak with one voice; so
// many must support, and no more than one may object. Recalling the board asks for four.
func TestICANNEmpoweredCommunityCountsSupportAndObjection(t *testing.T) {
	one := 1
	for _, test := range []struct {
		need, support, object int
		want                  ballot.Outcome
	}{
		{3, 3, 1, ballot.Adopted},
		{3, 3, 2, ballot.Rejected},
		{3, 2, 0, ballot.Rejected},
		{4, 4, 1, ballot.Adopted},
		{4, 3, 0, ballot.Rejected},
	} {
		m := ballot.GroupMajority{Majority: ballot.SimpleMajority(), In: test.need, Objections: &one}
		tally := tallyOf(t, &ballot.Contest{ID: "petition", Method: ballot.Motion, Groups: bodies(5),
			Majority: &ballot.Requirement{Groups: &m}})
		for g := range test.support + test.object {
			answer := ballot.Yes
			if g >= test.support {
				answer = ballot.No
			}
			cast(t, tally, ballot.Choose(answer).In(g), 1)
		}
		r := counted(t, tally, ballot.Options{})
		assert.Equal(t, test.want, r.Outcome, "%d of %d support, %d object", test.support, test.need, test.object)
	}
}

// FSC Statutes: three chambers of a third each, halved between North and South, where
// individuals have a tenth and organisations nine tenths.
func TestFSCPoolsHaveTheirSharesExactly(t *testing.T) {
	c := &ballot.Contest{ID: "assembly", Method: ballot.Plurality, Seats: 1, Options: numbered(2),
		Weighting: ballot.Weighting{Rule: ballot.ByTurnout}}
	for chamber := range 3 {
		for half := range 2 {
			name := fmt.Sprintf("%d-%d", chamber, half)
			c.Groups = append(c.Groups, ballot.Group{ID: name + "-individuals", Share: ballot.Share(1, 60)},
				ballot.Group{ID: name + "-organisations", Share: ballot.Share(9, 60)})
		}
	}
	tally := tallyOf(t, c)
	for g := range c.Groups {
		cast(t, tally, ballot.Choose(g%2).In(g), uint64(7+g))
	}
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, []string{"1/10", "9/10"}, texts(r.Rounds[0].Votes))
	assert.Equal(t, "1/420", r.Weights[0].String(), "seven individuals share 1/60")
	assert.Equal(t, "3/160", r.Weights[1].String(), "eight organisations share 9/60")
}

// FSC Canada: a decision needs more than half in each of four chambers.
func TestFSCCanadaNeedsEachOfFourChambers(t *testing.T) {
	m := ballot.GroupMajority{Majority: ballot.SimpleMajority()}
	c := &ballot.Contest{ID: "standard", Method: ballot.Motion, Groups: bodies(4), Majority: &ballot.Requirement{Groups: &m}}
	for _, test := range []struct {
		last [2]uint64
		want ballot.Outcome
	}{{[2]uint64{4, 3}, ballot.Adopted}, {[2]uint64{3, 3}, ballot.Rejected}, {[2]uint64{}, ballot.Rejected}} {
		tally := tallyOf(t, c)
		for g := range 3 {
			answers(t, tally, g, 100, 1, 0)
		}
		answers(t, tally, 3, test.last[0], test.last[1], 5)
		assert.Equal(t, test.want, counted(t, tally, ballot.Options{}).Outcome, "last chamber %v", test.last)
	}
}

// A large group outvotes four small ones by heads, and does not on an equal footing.
func TestThirtyVotesOfOneGroupAgainstFiveOfEachOfFourOthers(t *testing.T) {
	c := &ballot.Contest{ID: "balance", Method: ballot.Plurality, Seats: 1, Options: numbered(2), Groups: bodies(5)}
	tally := tallyOf(t, c)
	cast(t, tally, ballot.Choose(0).In(0), 30)
	for g := 1; g < 5; g++ {
		cast(t, tally, ballot.Choose(1).In(g), 5)
	}
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, []int{0}, r.Elected)
	assert.Equal(t, []string{"30", "20"}, texts(r.Rounds[0].Votes))

	balanced := *c
	balanced.Groups = bodies(5)
	for g := range balanced.Groups {
		balanced.Groups[g].Share = ballot.Share(1, 5)
	}
	balanced.Weighting.Rule = ballot.ByTurnout
	tally = tallyOf(t, &balanced)
	cast(t, tally, ballot.Choose(0).In(0), 30)
	for g := 1; g < 5; g++ {
		cast(t, tally, ballot.Choose(1).In(g), 5)
	}
	r = counted(t, tally, ballot.Options{})
	assert.Equal(t, []int{1}, r.Elected)
	assert.Equal(t, []string{"1/5", "4/5"}, texts(r.Rounds[0].Votes))
}

// W3C Process: no more candidates than seats are elected without a vote.
func TestW3CFillsUncontestedSeatsWithoutAVote(t *testing.T) {
	tally := tallyOf(t, &ballot.Contest{ID: "board", Method: ballot.MeekSTV, Seats: 4, Vacant: true, Uncontested: true,
		Options: numbered(3)})
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, ballot.Elected, r.Outcome)
	assert.Equal(t, []int{0, 1, 2}, r.Elected)
	assert.Equal(t, 1, r.Vacant)
	assert.Empty(t, r.Rounds, "nothing was counted")
}

// W3C Process: two people of one affiliation cannot both hold a seat.
func TestW3CSeatsOneOfAnAffiliation(t *testing.T) {
	options := numbered(4)
	for i := range options {
		options[i].Affiliation = fmt.Sprintf("employer-%d", i/2)
	}
	tally := tallyOf(t, &ballot.Contest{ID: "board", Method: ballot.Approval, Seats: 2, Cap: 1, Options: options})
	for o, n := range []uint64{9, 8, 7, 6} {
		cast(t, tally, ballot.Choose(o), n)
	}
	assert.Equal(t, []int{0, 2}, counted(t, tally, ballot.Options{}).Elected, "option 1 has the second most votes")
}

// W3C draws a tie after RFC 3797 with the tied names alone as the pool.
func TestW3CDrawsAmongTheTiedNamesOnly(t *testing.T) {
	tally := tallyOf(t, &ballot.Contest{ID: "board", Method: ballot.Approval, Seats: 2, Options: numbered(5)})
	for o, n := range []uint64{5, 9, 5, 1, 5} {
		cast(t, tally, ballot.Choose(o), n)
	}
	tied := []int{0, 2, 4}
	pool, err := ballot.DrawLot(ballot.LotKey([]uint64{4, 8, 15}, []uint64{16, 23, 42}), len(tied), ballot.RFC3797MD5)
	require.NoError(t, err)
	lot := &ballot.Lot{Key: pool.Key}
	for _, place := range pool.Order {
		lot.Order = append(lot.Order, tied[place])
	}
	first := lot.Order[0]
	lot.Order = append(lot.Order, 1, 3) // places of who is not tied, which matter to nobody
	r := counted(t, tally, ballot.Options{Lot: lot})
	assert.Equal(t, []int{1, first}, r.Elected)
	require.Len(t, r.Ties, 1)
	assert.Equal(t, ballot.Tie{For: ballot.ForSeat, Options: tied, Chosen: first, By: ballot.ByLot,
		Decisive: ballot.MadeOutcome}, r.Ties[0])
}

// RFC 8713, sections 4.3 and 4.17: ten voting volunteers are drawn, and no more than two
// have one primary affiliation.
func TestNomComSeatsTwoOfAnAffiliation(t *testing.T) {
	options := numbered(25)
	for i := range options {
		options[i].Affiliation = fmt.Sprintf("sponsor-%d", i%6)
	}
	tally := tallyOf(t, &ballot.Contest{ID: "nomcom", Method: ballot.Approval, Seats: 10, Cap: 2, Options: options})
	cast(t, tally, ballot.Choose(indices(25)...), 1) // all volunteers are equal: the lot alone decides
	lot, err := ballot.DrawLot("9319./2.5.8.10.12./9.18.26.34.41.45./", 25, ballot.RFC3797MD5)
	require.NoError(t, err)
	r := counted(t, tally, ballot.Options{Lot: lot})
	var want []int
	seated := map[int]int{}
	for _, o := range lot.Order {
		if seated[o%6] < 2 && len(want) < 10 {
			seated[o%6]++
			want = append(want, o)
		}
	}
	assert.Equal(t, want, r.Elected)
	assert.NotEqual(t, lot.Order[:10], want, "somebody was passed over")
}

// RFC 8713, section 4.11: seven voting members are a quorum.
func TestNomComDecidesWithSevenOfTen(t *testing.T) {
	m := ballot.SimpleMajority()
	c := &ballot.Contest{ID: "slate", Method: ballot.Motion, Eligible: 10, Quorum: &ballot.Quorum{Ballots: 7},
		Majority: &ballot.Requirement{Overall: &m}}
	tally := tallyOf(t, c)
	answers(t, tally, 0, 5, 0, 1)
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, ballot.NoQuorum, r.Outcome)
	assert.Empty(t, r.Rounds, "nothing is counted without a quorum")
	answers(t, tally, 0, 0, 0, 1)
	assert.Equal(t, ballot.Adopted, counted(t, tally, ballot.Options{}).Outcome, "an abstention counts for the quorum")
}

// Draft charter of the Asia Pacific Regional IGF: 20 votes, and five in each of three of
// four stakeholder groups.
func TestAPrIGFNeedsVotesInThreeOfFourGroups(t *testing.T) {
	c := &ballot.Contest{ID: "council", Method: ballot.Plurality, Seats: 1, Options: numbered(2), Groups: bodies(4),
		Quorum: &ballot.Quorum{Ballots: 20, Groups: 3, GroupBallots: 5}}
	for _, test := range []struct {
		votes []uint64
		want  ballot.Outcome
	}{
		{[]uint64{10, 5, 5, 0}, ballot.Elected},
		{[]uint64{5, 5, 5, 4}, ballot.NoQuorum},   // 19 votes
		{[]uint64{40, 40, 4, 4}, ballot.NoQuorum}, // two groups
		{[]uint64{5, 5, 5, 5}, ballot.Elected},
	} {
		tally := tallyOf(t, c)
		for g, n := range test.votes {
			cast(t, tally, ballot.Choose(0).In(g), n)
		}
		r := counted(t, tally, ballot.Options{})
		assert.Equal(t, test.want, r.Outcome, "%v", test.votes)
		assert.Len(t, r.Checks, 2)
	}
}

// RFC 3797, section 6, with the numbers of the volunteers from 1.
func TestRFC3797SelectsThePublishedVolunteers(t *testing.T) {
	key := ballot.LotKey([]uint64{9319}, []uint64{2, 5, 8, 10, 12}, []uint64{9, 18, 26, 34, 41, 45})
	require.Equal(t, "9319./2.5.8.10.12./9.18.26.34.41.45./", key)
	lot, err := ballot.DrawLot(key, 25, ballot.RFC3797MD5)
	require.NoError(t, err)
	want := []int{17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4}
	for place, o := range want {
		assert.Equal(t, o, lot.Order[place]+1, "selection %d", place+1)
	}
	require.NoError(t, lot.Check(25))
	other := *lot
	other.Order = slices.Clone(lot.Order)
	other.Order[0], other.Order[1] = other.Order[1], other.Order[0]
	require.ErrorIs(t, other.Check(25), ballot.ErrLot, "a drawn lot must be what its key draws")
}
