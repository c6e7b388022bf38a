package dialog_test

import (
	"encoding"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// roundTrip checks an enumeration: every name parses to the value that prints
// it, and nothing else is taken.
func roundTrip[T interface {
	~uint8
	String() string
	Allowed() []string
	encoding.TextMarshaler
}](t *testing.T, what string, parse func(string) (T, error), unmarshal func(*T, []byte) error) {
	t.Helper()
	var zero T
	seen := map[string]bool{}
	for i, name := range zero.Allowed() {
		v, err := parse(name)
		require.NoError(t, err, "%s %s", what, name)
		assert.Equal(t, T(i+1), v, "%s %s: names stand in the order of the constants", what, name)
		assert.Equal(t, name, v.String())
		text, err := v.MarshalText()
		require.NoError(t, err)
		var back T
		require.NoError(t, unmarshal(&back, text))
		assert.Equal(t, v, back)
		assert.False(t, seen[name], "%s %s stands twice", what, name)
		seen[name] = true
	}
	for _, bad := range []string{"", " ", "unheard-of", "Eligible"} {
		v := T(1)
		require.ErrorIs(t, unmarshal(&v, []byte(bad)), dialog.ErrUnknownName)
		assert.Equal(t, T(1), v, "the target is written last")
	}
	for _, bad := range []T{zero, T(len(zero.Allowed()) + 1), 255} {
		_, err := bad.MarshalText()
		assert.ErrorIs(t, err, dialog.ErrUnknownName, "%s %d", what, bad)
	}
}

func TestEnumerationsOfEligibilityRoundTrip(t *testing.T) {
	roundTrip(t, "fact", dialog.ParseFact, (*dialog.Fact).UnmarshalText)
	roundTrip(t, "kind", dialog.ParseOrganisationKind, (*dialog.OrganisationKind).UnmarshalText)
	roundTrip(t, "outcome", dialog.ParseOutcome, (*dialog.Outcome).UnmarshalText)
	roundTrip(t, "evidence", dialog.ParseEvidence, (*dialog.Evidence).UnmarshalText)
	roundTrip(t, "fit", dialog.ParseFit, (*dialog.Fit).UnmarshalText)
	assert.Len(t, dialog.OrganisationKinds(), len(dialog.OrganisationKind(0).Allowed()))
	assert.Equal(t, "kind.unknown", dialog.OrganisationKind(0).TextKey())
}

func TestFactsGetAndSetAreInverse(t *testing.T) {
	for i, f := range dialog.AllFacts() {
		var fs dialog.Facts
		fs.Set(f, dialog.No)
		for j, g := range dialog.AllFacts() {
			want := dialog.Unknown
			if i == j {
				want = dialog.No
			}
			assert.Equal(t, want, fs.Get(g), "%s set, %s read", f, g)
		}
	}
	var fs dialog.Facts
	fs.Set(0, dialog.Yes)
	fs.Set(99, dialog.Yes)
	assert.Zero(t, fs)
	assert.Equal(t, dialog.Unknown, fs.Get(99))
}

func TestAValueThatIsNoTruthCountsAsUnknown(t *testing.T) {
	for _, f := range dialog.AllFacts() {
		for junk := 3; junk < 256; junk++ {
			o := hackerClub()
			o.Kind, o.Facts.Organised = dialog.KindOther, dialog.Yes
			without := o
			without.Facts.Set(f, dialog.Unknown)
			o.Facts.Set(f, dialog.Truth(junk))
			for _, g := range dialog.Groups() {
				require.Equal(t, dialog.Assess(&without, g), dialog.Assess(&o, g), "%s=%d", f, junk)
			}
			v, stated := o.Fact(f)
			require.Equal(t, dialog.Unknown, v)
			require.False(t, stated)
		}
	}
}

func TestOrganisationWritesOnlyWhatIsKnown(t *testing.T) {
	out, err := json.Marshal(dialog.Organisation{ID: "x", Kind: dialog.KindFoundation, Facts: dialog.Facts{State: dialog.No}})
	require.NoError(t, err)
	assert.JSONEq(t, `{"id": "x", "kind": "foundation", "facts": {"state": "no"}}`, string(out))
	out, err = json.Marshal(dialog.Organisation{ID: "x"})
	require.NoError(t, err)
	assert.JSONEq(t, `{"id": "x"}`, string(out))
	var back dialog.Organisation
	require.NoError(t, json.Unmarshal([]byte(`{"id": "x", "group": "science", "facts": {"for_profit": "yes"}}`), &back))
	assert.Equal(t, dialog.Organisation{ID: "x", Group: dialog.Science, Facts: dialog.Facts{ForProfit: dialog.Yes}}, back)
}
