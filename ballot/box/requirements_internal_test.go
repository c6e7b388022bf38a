package box

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

func papersForTest(receipts ReceiptKind) papers {
	c := &ballot.Contest{ID: "c", Method: ballot.Approval, Seats: 1, Options: []ballot.Option{{ID: "a"}, {ID: "b"}}}
	return papersOf(c, LevelOperator, receipts)
}

// What lies in the two compartments is sorted, each by itself, so that nothing within an
// entry joins a person with a ballot.
func TestR5NothingJoinsPeopleAndBallotsOfAnEntry(t *testing.T) {
	p := papersForTest(Presence)
	b := &Box{papers: p}
	b.opening = openingForTest(Presence)
	requests := make([]*request, 6)
	for i := range requests {
		requests[i] = &request{place: 10 - i, paper: p.pack(nil, 0, []string{"0", "1", "-"}[i%3]), token: [32]byte{byte(40 * i)}}
	}
	want := b.actOf(requests).encode()
	for range 20 {
		shuffled := slices.Clone(requests)
		papers := make([][]byte, len(requests))
		for i, r := range requests {
			papers[(i+1)%len(papers)] = r.paper // somebody else's ballot
		}
		for i := range shuffled {
			r := *shuffled[i]
			r.paper = papers[i]
			shuffled[i] = &r
		}
		assert.Equal(t, want, b.actOf(shuffled).encode(), "who cast which ballot makes no difference to what is written")
		requests = shuffled
	}
}

func TestR5AllBallotsOfAContestHaveOneLength(t *testing.T) {
	for _, receipts := range []ReceiptKind{Presence, Tracker} {
		p := papersForTest(receipts)
		for _, marks := range []string{"-", "0", "0,1", "spoilt"} {
			assert.Len(t, p.pack(make([]byte, p.tag), 0, marks), p.length, "the length of what is encrypted shows")
		}
	}
}

// Each compartment has its own key: neither opens the other, and no entry opens under
// another number or for another box.
func TestR5CompartmentsAreSealedApart(t *testing.T) {
	secret, id := bytes.Repeat([]byte{1}, 32), bytes.Repeat([]byte{2}, 32)
	s, err := newSealer(secret, id)
	require.NoError(t, err)
	e := s.seal(5, Entry{Roll: []byte("roll"), Ballots: []byte("ballots")})
	plain, err := s.open(5, e)
	require.NoError(t, err)
	assert.Equal(t, Entry{Roll: []byte("roll"), Ballots: []byte("ballots")}, plain)
	_, err = s.open(5, Entry{Roll: e.Ballots, Ballots: e.Roll})
	assert.ErrorIs(t, err, ErrDamaged)
	_, err = s.open(6, e)
	assert.ErrorIs(t, err, ErrDamaged)
	other, err := newSealer(secret, bytes.Repeat([]byte{3}, 32))
	require.NoError(t, err)
	_, err = other.open(5, e)
	assert.ErrorIs(t, err, ErrDamaged)
}

func TestR12AResultOnWhichTheCountsDisagreeIsNotKept(t *testing.T) {
	ctx := context.Background()
	b, store := boxForTest(t)
	require.NoError(t, b.Close(ctx))
	disagree := errors.New("the counts differ")
	agree := b.agree
	b.agree = func(*ballot.Result) error { return disagree }
	_, err := b.Count(ctx, nil)
	assert.ErrorIs(t, err, disagree)
	_, err = store.Get(ctx, ResultDocument)
	assert.ErrorIs(t, err, ErrNoDocument)
	assert.ErrorIs(t, b.Release(ctx), ErrState)
	b.agree = agree
	_, err = b.Count(ctx, nil)
	assert.NoError(t, err)
}

func TestR1TheFirstEntryOfTheJournalHasTheDigestOfTheRoll(t *testing.T) {
	b, store := boxForTest(t)
	plain, err := b.seal.open(0, store.entries[0])
	require.NoError(t, err)
	assert.Equal(t, slices.Concat([]byte{opened}, b.opening.Roll[:], b.opening.Digest[:]), plain.Roll)
	assert.Empty(t, plain.Ballots)

	// A journal of another opening is refused, even where its key is the same.
	a := &act{kind: opened, hashes: [][32]byte{{1}, b.opening.Digest}}
	store.entries[0] = b.seal.seal(0, a.encode())
	_, err = Open(context.Background(), store, b.vault)
	assert.ErrorIs(t, err, ErrDamaged)
}
