package box

import (
	"context"
	"fmt"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

func openingForTest(receipts ReceiptKind) *verify.Opening {
	return &verify.Opening{Level: LevelOperator, Receipts: receipts}
}

func declarationForTest() Declaration {
	return Declaration{Name: "box.example.org", Level: LevelOperator, Assurance: Low,
		Contest: &ballot.Contest{ID: "c", Method: ballot.Approval, Seats: 1, Options: []ballot.Option{{ID: "a"}, {ID: "b"}}},
		Roll:    []Voter{{Person: "1"}, {Person: "2"}}}
}

// boxForTest is an open box with one vote in it.
func boxForTest(t *testing.T) (*Box, *plainStore) {
	t.Helper()
	ctx := context.Background()
	s, v := &plainStore{documents: map[Document][]byte{}}, plainVault{}
	b, err := Create(ctx, s, v, declarationForTest())
	require.NoError(t, err)
	c, err := b.Issue(ctx, "1", High)
	require.NoError(t, err)
	_, err = b.Cast(ctx, c, Vote{Ballot: ballot.Choose(1)})
	require.NoError(t, err)
	return b, s
}

// A plainStore is the least that a store can be; those of boxtest cannot be imported from
// inside the package.
type plainStore struct {
	entries   []Entry
	documents map[Document][]byte
}

func (s *plainStore) Append(_ context.Context, n uint64, e Entry) error {
	if n != uint64(len(s.entries)) {
		return ErrConflict
	}
	s.entries = append(s.entries, e)
	return nil
}

func (s *plainStore) Entries(_ context.Context, n uint64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for ; n < uint64(len(s.entries)); n++ {
			if !yield(s.entries[n], nil) {
				return
			}
		}
	}
}

func (s *plainStore) Wipe(context.Context) error {
	s.entries = nil
	return nil
}

func (s *plainStore) Put(_ context.Context, d Document, data []byte) error {
	s.documents[d] = data
	return nil
}

func (s *plainStore) Get(_ context.Context, d Document) ([]byte, error) {
	data, ok := s.documents[d]
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrNoDocument, d)
	}
	return data, nil
}

func (s *plainStore) Close() error { return nil }

type plainVault map[Secret][]byte

func (v plainVault) Put(_ context.Context, s Secret, value []byte) error {
	v[s] = value
	return nil
}

func (v plainVault) Get(_ context.Context, s Secret) ([]byte, error) {
	value, ok := v[s]
	if !ok {
		return nil, ErrNoSecret
	}
	return value, nil
}

func (v plainVault) Destroy(_ context.Context, s Secret) error {
	delete(v, s)
	return nil
}
