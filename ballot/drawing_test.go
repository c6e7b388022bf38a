package ballot_test

import (
	"crypto/md5"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// rfcKey is the key of the example in RFC 3797, section 6.
const rfcKey = "9319./2.5.8.10.12./9.18.26.34.41.45./"

// bodies names so many groups.
func bodies(n int) []ballot.Group {
	groups := make([]ballot.Group, n)
	for i := range groups {
		groups[i].ID = fmt.Sprintf("body-%d", i+1)
	}
	return groups
}

// RFC 3797, section 6: what is hashed, and the sixteen volunteers selected first, with
// their numbers from 1.
func TestRFC3797SelectsThePublishedVolunteersByTheirHashes(t *testing.T) {
	for i, want := range []string{"990DD0A5692A029A98B5E01AA28F3459", "3691E55CB63FCC37914430B2F70B5EC6",
		"FE814EDF564C190AC1D25753979990FA", "1863CCACEB568C31D7DDBDF1D4E91387"} {
		index := string([]byte{0, byte(i)})
		assert.Equal(t, want, fmt.Sprintf("%X", md5.Sum([]byte(index+rfcKey+index))))
	}
	lot, err := ballot.DrawLot(rfcKey, 25, ballot.RFC3797MD5)
	require.NoError(t, err)
	want := []int{17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4}
	assert.Equal(t, fromOne(want), lot.Order[:len(want)])
	require.NoError(t, lot.Check(25))

	other := *lot
	other.Order = slices.Clone(lot.Order)
	other.Order[0], other.Order[1] = other.Order[1], other.Order[0]
	require.ErrorIs(t, other.Check(25), ballot.ErrLot, "a drawn lot is what its key draws")
	other.How = ballot.ByHand
	require.NoError(t, other.Check(25), "what was drawn elsewhere is taken as it was written down")
	require.ErrorIs(t, other.Check(24), ballot.ErrLot)
}

// W3C draws a tie with the tied names alone as the pool.
func TestDrawingAmongTheTiedNamesAloneIsALotByHand(t *testing.T) {
	tally := tallyOf(t, &ballot.Contest{ID: "board", Method: ballot.Approval, Seats: 2, Options: numbered(5)})
	for o, n := range []uint64{5, 9, 5, 1, 5} {
		cast(t, tally, ballot.Choose(o), n)
	}
	tied := []int{0, 2, 4}
	pool, err := ballot.DrawLot(ballot.LotKey([]uint64{4, 8, 15}, []uint64{16, 23, 42}), len(tied),
		ballot.RFC3797MD5)
	require.NoError(t, err)
	lot := &ballot.Lot{Key: pool.Key}
	for _, place := range pool.Order {
		lot.Order = append(lot.Order, tied[place])
	}
	lot.Order = append(lot.Order, 3, 1) // places of who is not tied, which matter to nobody
	r := counted(t, tally, ballot.Options{Lot: lot})
	assert.Equal(t, []int{1, lot.Order[0]}, r.Elected)
	assert.Equal(t, []ballot.Tie{{For: ballot.ForSeat, Options: tied, Chosen: lot.Order[0], By: ballot.ByLot,
		Decisive: ballot.MadeOutcome}}, r.Ties)
}

// RFC 8713, section 4: ten voting volunteers are drawn, of whom no more than
// two may have the same primary affiliation; who would be the third is passed over.
func TestNomComIsDrawnWithTwoOfAnAffiliation(t *testing.T) {
	options := numbered(25)
	for i := range options {
		options[i].Affiliation = fmt.Sprintf("sponsor-%d", i%6)
	}
	tally := tallyOf(t, &ballot.Contest{ID: "nomcom", Method: ballot.Approval, Seats: 10, Cap: 2,
		Options: options})
	cast(t, tally, ballot.Choose(numbersTo(25)...), 1) // all are equal: the lot alone decides
	lot, err := ballot.DrawLot(rfcKey, 25, ballot.RFC3797MD5)
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

// § 34 BGB: whoever is barred from voting is not among those of whom a majority is asked.
func TestBarredVoteIsInNoBasis(t *testing.T) {
	for _, basis := range []ballot.Basis{ballot.OfCast, ballot.OfPresent} {
		c := needs(ballot.Majority{Share: ballot.Share(1, 2), Basis: basis})
		c.ID, c.Method = "barred", ballot.Motion
		tally := tallyOf(t, &c)
		cast(t, tally, ballot.Choose(ballot.Yes), 10)
		cast(t, tally, ballot.Choose(ballot.No), 10)
		add(t, tally, off(ballot.Choose(ballot.Yes)), 1)
		r := counted(t, tally, ballot.Options{})
		assert.Equal(t, ballot.Rejected, r.Outcome)
		assert.Equal(t, "20", r.Checks[0].Of.String(), basis)
	}
}

// W3C fills uncontested seats without a vote, but not with two people of one affiliation.
func TestUncontestedOptionsAreCountedWhereOneAffiliationHasTooMany(t *testing.T) {
	options := numbered(3)
	options[0].Affiliation, options[1].Affiliation = "one", "one"
	tally := tallyOf(t, &ballot.Contest{ID: "board", Method: ballot.Approval, Seats: 3, Cap: 1, Uncontested: true,
		Options: options})
	cast(t, tally, ballot.Choose(1), 2)
	cast(t, tally, ballot.Choose(0), 1)
	r := counted(t, tally, ballot.Options{})
	assert.Equal(t, []int{1, 2}, sortedInts(r.Elected))
	assert.Equal(t, 1, r.Vacant)
	r = counted(t, tally, ballot.Options{Without: []int{0}})
	assert.Equal(t, []int{1, 2}, r.Elected)
	assert.Empty(t, r.Rounds, "the rest is uncontested")
}
