package box_test

import (
	"encoding"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A word has a text form and a sentence in each language.
type word interface {
	encoding.TextMarshaler
	fmt.Stringer
	TextKey() string
}

func TestEveryWordHasATextFormAndASentence(t *testing.T) {
	words := []word{box.LevelOpen, box.LevelOperator, box.Presence, box.Tracker, box.Low, box.Substantial, box.High}
	for s := box.Prepared; s <= box.Released; s++ {
		words = append(words, s)
	}
	for r := verify.TooLarge; r <= verify.ReceiptMismatch; r++ {
		words = append(words, r)
	}
	for _, w := range words {
		text, err := w.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, w.String(), string(text))
		assert.True(t, i18n.German().Has(w.TextKey()) && i18n.English().Has(w.TextKey()), w.TextKey())
	}
	assert.Len(t, verify.Reasons(), int(verify.ReceiptMismatch), "every reason has a code")
	for s := verify.WholeRecord; s <= verify.ReceiptFile; s++ {
		assert.True(t, i18n.German().Has(s.TextKey()), s.TextKey())
	}
	for _, w := range []word{box.Level(0), box.ReceiptKind(9), box.Assurance(0), box.State(6), verify.Reason(0)} {
		_, err := w.MarshalText()
		assert.Error(t, err, "%T", w)
	}
}

func TestWordsReadWhatTheyWrite(t *testing.T) {
	var l box.Level
	require.NoError(t, l.UnmarshalText([]byte("operator")))
	assert.Equal(t, box.LevelOperator, l)
	var k box.ReceiptKind
	require.NoError(t, k.UnmarshalText([]byte("tracker")))
	assert.Equal(t, box.Tracker, k)
	var a box.Assurance
	require.NoError(t, a.UnmarshalText([]byte("high")))
	assert.Equal(t, box.High, a)
	var s box.State
	require.NoError(t, s.UnmarshalText([]byte("counted")))
	assert.Equal(t, box.Counted, s)
	var r verify.Reason
	require.NoError(t, r.UnmarshalText([]byte("wrong-tree")))
	assert.Equal(t, verify.WrongTree, r)
	assert.ErrorContains(t, l.UnmarshalText([]byte("secret")), "open, operator", "it says what there is")
}

// Voters are told what to do next, whatever goes wrong.
func TestEveryErrorOfAVoterHasASentence(t *testing.T) {
	seen := map[string]bool{}
	for _, err := range []error{box.ErrNotOnRoll, box.ErrCredential, box.ErrVoted, box.ErrNotOpen, box.ErrClosed, box.ErrNotTaken, box.ErrBallot,
		&box.InvalidError{Reason: ballot.Blank}, errors.New("the network is down")} {
		key := box.TextKey(fmt.Errorf("while casting: %w", err))
		assert.True(t, i18n.German().Has(key) && i18n.English().Has(key), key)
		assert.False(t, seen[key], key)
		seen[key] = true
	}
	assert.Empty(t, box.TextKey(nil))
}
