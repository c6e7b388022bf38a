package ballot_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

func TestTallyEncodingKeepsUnknownGroupsApartFromThoseOfTheContest(t *testing.T) {
	c := &ballot.Contest{ID: "x", Method: ballot.Approval, Seats: 1, Options: []ballot.Option{{ID: "a"}}}
	digest := c.Digest()
	reasons := 1 + int(ballot.Overvote)
	for _, account := range []struct {
		group  int
		reason ballot.Reason
		ok     bool
	}{{0, ballot.Overvote, true}, {0, ballot.UnknownGroup, false}, {1, ballot.UnknownGroup, true}, {1,
		ballot.Overvote, false},
		{0, ballot.NotOnRoll, true}, {1, ballot.NotOnRoll, true}, {1, ballot.Valid, false}} {
		data := append([]byte("dfc-tally-1\n"), digest[:]...)
		numbers := make([]byte, 1+2*(reasons+1)+1) // no merged groups, two accounts with their blank ballots, no entries
		numbers[1+account.group*(reasons+1)+int(account.reason)] = 7
		_, err := ballot.UnmarshalTally(c, append(data, numbers...))
		if account.ok {
			require.NoError(t, err)
		} else {
			require.ErrorIs(t, err, ballot.ErrMalformed, "group %d, %s", account.group, account.reason)
		}
	}
}
