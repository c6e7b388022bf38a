package dialog_test

import (
	"encoding"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// word is what every enumeration of this package can do.
type word interface {
	encoding.TextMarshaler
	String() string
	Allowed() []string
}

// readable is a pointer to one.
type readable[T any] interface {
	*T
	encoding.TextUnmarshaler
}

// checkEnum: every allowed name is read and written back, others are refused with
// the list of names and leave the value alone.
func checkEnum[T interface {
	word
	comparable
}, P readable[T]](t *testing.T, zero string) {
	t.Helper()
	var none T
	require.NotEmpty(t, none.Allowed())
	for _, name := range none.Allowed() {
		var v T
		require.NoError(t, P(&v).UnmarshalText([]byte(name)))
		text, err := v.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, name, string(text))
		assert.Equal(t, name, v.String())
		for _, bad := range []string{"", name + " ", "bsi?", "\x00"} {
			before := v
			err := P(&v).UnmarshalText([]byte(bad))
			require.ErrorIs(t, err, dialog.ErrUnknownName)
			assert.ErrorContains(t, err, name, "the message lists what is allowed")
			assert.Equal(t, before, v)
		}
	}
	text, err := none.MarshalText()
	if zero == "" {
		assert.ErrorIs(t, err, dialog.ErrUnknownName, "zero is invalid, never the safe-looking default")
	} else {
		require.NoError(t, err)
		assert.Equal(t, zero, string(text))
	}
}

func TestEnumerationsAreReadAndWrittenBack(t *testing.T) {
	checkEnum[dialog.Group, *dialog.Group](t, "")
	checkEnum[dialog.Severity, *dialog.Severity](t, "")
	checkEnum[dialog.Basis, *dialog.Basis](t, "")
	checkEnum[dialog.Outcome, *dialog.Outcome](t, "")
	checkEnum[dialog.Truth, *dialog.Truth](t, "unknown")
	assert.Equal(t, "group(9)", dialog.Group(9).String())
	for word, want := range map[string]dialog.Truth{"true": dialog.Yes, "false": dialog.No} {
		got, err := dialog.ParseTruth(word)
		require.NoError(t, err)
		assert.Equal(t, want, got, "JSON users write it so")
	}
}

func TestThereAreFiveGroupsInTheOrderOfTheSource(t *testing.T) {
	var names []string
	for _, g := range dialog.Groups() {
		names = append(names, g.String())
	}
	assert.Equal(t, []string{"civil-society", "science", "culture-and-media", "business", "government"}, names)
	_, err := dialog.ParseGroup("bsi")
	assert.ErrorIs(t, err, dialog.ErrUnknownName, "BSI is the counterpart, not a sixth group")
}
