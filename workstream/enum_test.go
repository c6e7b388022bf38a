package workstream_test

import (
	"encoding"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

type enum interface {
	comparable
	encoding.TextMarshaler
	String() string
	Allowed() []string
}

// checkEnum: names are read and written back; everything else is refused, with
// the list of names, and leaves the value alone.
func checkEnum[T enum, P interface {
	*T
	encoding.TextUnmarshaler
}](t *testing.T, parse func(string) (T, error), first T, names ...string) {
	t.Helper()
	var zero T
	assert.Equal(t, names, zero.Allowed())
	_, err := zero.MarshalText()
	require.ErrorIs(t, err, dialog.ErrUnknownName, "zero is invalid")
	for i, name := range names {
		v, err := parse(name)
		require.NoError(t, err)
		if i == 0 {
			assert.Equal(t, first, v)
		}
		text, err := v.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, name, string(text))
		for _, bad := range []string{"", " " + name, name + "\n", "no-such-name"} {
			kept := v
			require.ErrorIs(t, P(&kept).UnmarshalText([]byte(bad)), dialog.ErrUnknownName)
			assert.Equal(t, v, kept)
		}
		require.NoError(t, P(&zero).UnmarshalText([]byte(name)))
		assert.Equal(t, v, zero)
	}
}

func TestEnumerationsAreReadAndWrittenBack(t *testing.T) {
	checkEnum[workstream.State, *workstream.State](t, workstream.ParseState, workstream.Proposed,
		"proposed", "selected", "not-selected", "running", "completed", "presented", "withdrawn", "cancelled", "unpublished")
	checkEnum[workstream.OutcomeKind, *workstream.OutcomeKind](t, workstream.ParseOutcomeKind, workstream.Study,
		"study", "concept", "it-implementation", "real-world-laboratory")
	checkEnum[workstream.Role, *workstream.Role](t, workstream.ParseRole, workstream.AsParticipant,
		"participant", "bsi", "intermediary")
}

func TestStatesAndOutcomesHaveNamesInBothLanguages(t *testing.T) {
	for _, l := range []*i18n.Localizer{i18n.German(), i18n.English()} {
		for _, name := range workstream.State(0).Allowed() {
			s, err := workstream.ParseState(name)
			require.NoError(t, err)
			assert.True(t, l.Has(s.TextKey()), "%s: %s", l.Tag(), s.TextKey())
		}
		for _, name := range workstream.OutcomeKind(0).Allowed() {
			k, err := workstream.ParseOutcomeKind(name)
			require.NoError(t, err)
			assert.True(t, l.Has(k.TextKey()), "%s: %s", l.Tag(), k.TextKey())
		}
	}
}

func FuzzNamesAreReadOnlyInTheFormInWhichTheyAreWritten(f *testing.F) {
	for _, seed := range []string{"proposed", "not-selected", "study", "bsi", "", "state(0)", "Running", "running\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if s, err := workstream.ParseState(text); err == nil {
			assert.Equal(t, text, s.String())
		}
		if k, err := workstream.ParseOutcomeKind(text); err == nil {
			assert.Equal(t, text, k.String())
		}
		if r, err := workstream.ParseRole(text); err == nil {
			assert.Equal(t, text, r.String())
		}
	})
}
