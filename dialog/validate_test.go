package dialog_test

import (
	"testing"

	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/en"
	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// form is a form of a host.
type form struct {
	Group   string      `validate:"stakeholder_group"`
	Kind    string      `validate:"organisation_kind"`
	Fact    string      `validate:"dfc_fact"`
	Date    string      `validate:"civil_date"`
	Day     string      `validate:"civil_day"`
	Cycle   string      `validate:"cycle_label"`
	ID      string      `validate:"slug"`
	Rule    string      `validate:"rule_id"`
	Known   dialog.Date `validate:"required"`
	Name    string      `validate:"required,min=2,max=5"`
	Mail    string      `validate:"email"`
	Choice  string      `validate:"oneof=a b"`
	Entries []string    `validate:"min=1,max=2"`
	Code    string      `validate:"len=3"`
	Number  int         `validate:"min=3,max=9"`
	Other   string      `validate:"uppercase"`
}

func good() form {
	return form{
		Group: "civil-society", Kind: "foundation", Fact: "unknown", Date: "2025-11", Day: "2025-11-14", Cycle: "2024/2025", ID: "a-1", Rule: "WST-01",
		Known: dialog.MustDate("2025"), Name: "abc", Mail: "a@example.org", Choice: "a", Entries: []string{"x"}, Code: "abc", Number: 3, Other: "A",
	}
}

func hostValidator(t *testing.T) *validator.Validate {
	t.Helper()
	v := validator.New(validator.WithRequiredStructEnabled())
	require.NoError(t, dialog.RegisterValidations(v))
	return v
}

func TestTagsWorkOnFormsOfAHost(t *testing.T) {
	v := hostValidator(t)
	require.NoError(t, v.Struct(good()))
	bad := form{
		Group: "bsi", Kind: "verein", Fact: "vielleicht", Date: "2025-02-30", Day: "2025-11", Cycle: "2024/2026", ID: "a b", Rule: "wst-1",
		Name: "a", Mail: "a", Choice: "c", Code: "ab", Number: 10, Other: "a",
	}
	var faults validator.ValidationErrors
	require.ErrorAs(t, v.Struct(bad), &faults)
	assert.Len(t, faults, 16, "every field is wrong")
}

func TestMessagesComeInBothLanguagesAndNeverLeakGo(t *testing.T) {
	for _, tc := range []struct {
		locale string
		says   []string
	}{
		{"de", []string{
			"„bsi“ ist bei „Group“ nicht möglich: verlangt ist eine der fünf Gruppen", "„Known“ fehlt.",
			"verlangt sind mindestens 2 Zeichen", "möglich sind a und b", "verlangt ist mindestens 1 Eintrag", "verlangt ist höchstens 9",
		}},
		{"en", []string{
			"“bsi” is not possible for “Group”: one of the five groups", "“Known” is missing.",
			"at least 2 characters are wanted", "possible are a and b", "at least 1 entry is wanted", "at most 9 is wanted",
		}},
	} {
		v := hostValidator(t)
		trans, found := ut.New(en.New(), de.New(), en.New()).GetTranslator(tc.locale)
		require.True(t, found)
		require.NoError(t, dialog.RegisterTranslations(v, trans))
		var faults validator.ValidationErrors
		require.ErrorAs(t, v.Struct(form{Group: "bsi", Name: "a", Choice: "c", Number: 10, Code: "abcd"}), &faults)
		all := ""
		for _, fe := range faults {
			if fe.Tag() == "uppercase" {
				continue // a tag that the module has no text for keeps the validator's own words
			}
			text := fe.Translate(trans)
			assert.NotContains(t, text, "Key:", "the validator's own words")
			assert.NotContains(t, text, "{", "an argument is missing")
			all += text + "\n"
		}
		for _, s := range tc.says {
			assert.Contains(t, all, s)
		}
	}
}

func TestIDsAreShortAndPlain(t *testing.T) {
	for id, want := range map[string]bool{
		"a": true, "A1": true, "a-b_c.d": true, "0": true, "": false, "-a": false, "ä": false, "a b": false, "a/b": false, "a\n": false,
	} {
		assert.Equal(t, want, dialog.IsID(id), "%q", id)
	}
}
