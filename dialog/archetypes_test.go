package dialog_test

import (
	"encoding/json"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

func TestArchetypesComeOutAsExpected(t *testing.T) {
	list, err := dialog.Archetypes()
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(list), 60, "the table of hard cases shrank")
	for _, a := range list {
		t.Run(a.ID, func(t *testing.T) {
			assert.NoError(t, a.Verify(), "%s\nwhy: %s", a.Description["en"], a.Why["en"])
		})
	}
}

func TestArchetypesCoverEveryKindAndAreExplainedInBothLanguages(t *testing.T) {
	list, err := dialog.Archetypes()
	require.NoError(t, err)
	covered := map[dialog.OrganisationKind]bool{}
	for _, a := range list {
		covered[a.Kind] = true
		for _, lang := range []string{"de", "en"} {
			assert.NotEmpty(t, a.Description[lang], "%s: description in %s", a.ID, lang)
			assert.NotEmpty(t, a.Why[lang], "%s: why in %s", a.ID, lang)
		}
	}
	for _, k := range dialog.OrganisationKinds() {
		assert.True(t, covered[k], "no archetype of kind %s", k)
	}
}

// The law behind the facts of an archetype: none contradicts its kind, so that
// nobody copies a contradiction from the table.
func TestArchetypesDoNotContradictTheirKind(t *testing.T) {
	list, err := dialog.Archetypes()
	require.NoError(t, err)
	for _, a := range list {
		c := newGroupCheck(t)
		dialog.CheckOrganisation(c, a.Organisation(), "organisations[0]")
		assert.Empty(t, c.Findings(), a.ID)
		assert.Equal(t, 1, c.Tally(dialog.RuleKindAgrees).Held, a.ID)
	}
}

func TestLoadArchetypesRefusesWhatItCannotRead(t *testing.T) {
	const head = "version: 1\narchetypes:\n"
	const good = "  - {id: a, kind: foundation, facts: {citizens: yes}, expected: {group: undetermined, civil_society: undetermined, rule: CIV-04, asked: culture_media}}\n"
	for _, tt := range []struct{ name, file, want, reason string }{
		{"unknown key", head + "  - {id: a, colour: red}\n", "colour", "a misspelt key would be an unnoticed fact"},
		{"unknown fact", head + "  - {id: a, facts: {charitable: yes}}\n", "charitable", "tax status is not a fact"},
		{"unknown kind", head + "  - {id: a, kind: club}\n", "registered-association", "the message lists what is allowed"},
		{"unknown answer", head + "  - {id: a, facts: {state: perhaps}}\n", "unknown, yes, no", "the message lists what is allowed"},
		{"ID twice", head + good + good, `"a" stands twice`, "an ID names one case"},
		{"no ID", head + "  - {kind: foundation}\n", "entry 1 has no id", "a failure could not be found"},
		{"nothing expected", head + "  - {id: a, kind: foundation}\n", "want expected.group", "a case without expectation tests nothing"},
		{"wrong version", "version: 2\n", "version 2: want version 1", "another format"},
		{"not YAML", "archetypes: [", "archetypes.yaml", "the message names the file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := dialog.LoadArchetypes(fstest.MapFS{"archetypes.yaml": {Data: []byte(tt.file)}}, "archetypes.yaml")
			require.Error(t, err, tt.reason)
			assert.ErrorContains(t, err, tt.want, tt.reason)
		})
	}
	list, err := dialog.LoadArchetypes(fstest.MapFS{"f": {Data: []byte(head + good)}}, "f")
	require.NoError(t, err)
	require.Len(t, list, 1)
	assert.NoError(t, list[0].Verify())
	_, err = dialog.LoadArchetypes(fstest.MapFS{}, "missing.yaml")
	assert.ErrorContains(t, err, "missing.yaml")
}

func TestVerifyNamesEachDifference(t *testing.T) {
	a := dialog.Archetype{ID: "wrong", Kind: dialog.KindPoliticalParty,
		Expected: dialog.Expectation{Group: dialog.FitCivilSociety, CivilSociety: dialog.Eligible}}
	err := a.Verify()
	require.ErrorIs(t, err, dialog.ErrArchetype)
	assert.ErrorContains(t, err, `wrong (political-party): group is "none", expected "civil-society"`)
	assert.ErrorContains(t, err, `civil_society is "not-eligible", expected "eligible"`)
	assert.ErrorContains(t, err, `rule is "CIV-06", expected ""`)
}

// What is read, written and read again says the same, and no file makes the
// rules panic.
func FuzzLoadArchetypes(f *testing.F) {
	f.Add("version: 1\narchetypes:\n  - {id: a, kind: foundation, facts: {state: no}, expected: {group: none, civil_society: eligible, asked: research}}\n")
	f.Add("version: 1\narchetypes: [{id: b, expected: {group: undetermined, civil_society: undetermined, rule: CIV-01}, why: {de: x}}]")
	f.Add("version: 1\narchetypes: [{id: &a a, kind: *a}]")
	load := func(data []byte) ([]dialog.Archetype, error) {
		return dialog.LoadArchetypes(fstest.MapFS{"f": {Data: data}}, "f")
	}
	f.Fuzz(func(t *testing.T, data string) {
		list, err := load([]byte(data))
		if err != nil {
			return
		}
		out, err := json.Marshal(map[string]any{"version": 1, "archetypes": list})
		require.NoError(t, err)
		again, err := load(out) // JSON is YAML
		require.NoError(t, err)
		require.Len(t, again, len(list))
		for i := range list {
			assert.Equal(t, list[i].Facts, again[i].Facts)
			assert.Equal(t, list[i].Expected, again[i].Expected)
			assert.Equal(t, list[i].Kind, again[i].Kind)
			assert.Equal(t, list[i].Verify() == nil, again[i].Verify() == nil)
		}
	})
}
