package box

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// What decodes encodes to the same bytes, so that an entry has one form only.
func FuzzJournalEntry(f *testing.F) {
	for _, receipts := range []ReceiptKind{Presence, Tracker} {
		p := papersForTest(receipts)
		b := &Box{papers: p, opening: openingForTest(receipts)}
		r := func(place int, marks string) *request {
			return &request{place: place, paper: p.pack(make([]byte, p.tag), 0, marks), token: [32]byte{byte(place)}}
		}
		for _, a := range []*act{b.actOf([]*request{r(1, "0"), r(2, "spoilt"), r(7, "0,1")}),
			{kind: ended}, {kind: opened, hashes: make([][32]byte, 2)}, {kind: issued, places: []int{3}, hashes: make([][32]byte, 1)}} {
			e := a.encode()
			f.Add(e.Roll, e.Ballots, receipts == Tracker)
		}
	}
	f.Fuzz(func(t *testing.T, roll, ballots []byte, tracker bool) {
		receipts := Presence
		if tracker {
			receipts = Tracker
		}
		p := papersForTest(receipts)
		a, err := decodeAct(Entry{Roll: roll, Ballots: ballots}, &p, !tracker, 8)
		if err != nil {
			require.ErrorIs(t, err, ErrDamaged)
			return
		}
		again := a.encode()
		require.True(t, bytes.Equal(roll, again.Roll) && bytes.Equal(ballots, again.Ballots))
	})
}

func FuzzCredential(f *testing.F) {
	f.Add(Credential{}.Reveal())
	f.Add(newCredential().Reveal())
	f.Add("oooo-llll")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCredential(text)
		if err != nil {
			require.ErrorIs(t, err, ErrCredential)
			return
		}
		again, err := ParseCredential(c.Reveal())
		require.NoError(t, err)
		require.Equal(t, c, again)
	})
}

func FuzzSigner(f *testing.F) {
	s, err := GenerateSigner("box.example.org")
	require.NoError(f, err)
	secret, err := s.Secret()
	require.NoError(f, err)
	f.Add(secret)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSigner(text)
		if err != nil {
			return
		}
		again, err := s.Secret()
		require.NoError(t, err)
		require.Equal(t, text, again)
	})
}

// Whatever stands in the documents of a store, a box opens or says that it is damaged; and
// what opens as closed can be counted or says why not.
func FuzzDocuments(f *testing.F) {
	b, store := boxForF(f)
	ctx := context.Background()
	require.NoError(f, b.Close(ctx))
	_, err := b.Count(ctx, nil)
	require.NoError(f, err)
	for d, data := range store.documents {
		f.Add(uint8(d), data)
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		s := &plainStore{documents: map[Document][]byte{}}
		for d, original := range store.documents {
			s.documents[d] = original
		}
		s.documents[Document(which)] = data
		if _, err := Open(ctx, s, b.vault); err != nil {
			return
		}
		delete(s.documents, ResultDocument)
		if again, err := Open(ctx, s, b.vault); err == nil && again.Status().State == Closed {
			r, err := again.Count(ctx, nil)
			require.True(t, err != nil || r.Outcome == ballot.Elected || r.Outcome == ballot.Tied)
		}
	})
}

func boxForF(f *testing.F) (b *Box, s *plainStore) {
	s, v := &plainStore{documents: map[Document][]byte{}}, plainVault{}
	b, err := Create(context.Background(), s, v, declarationForTest())
	require.NoError(f, err)
	return b, s
}
