package programme_test

import (
	"testing"

	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/en"
	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
)

func TestAHostUsesTheTagsOfAllPackagesOnItsOwnForm(t *testing.T) {
	type form struct {
		Group  string `validate:"stakeholder_group"`
		Months int    `validate:"workstream_months"`
	}
	v := validator.New(validator.WithRequiredStructEnabled())
	require.NoError(t, programme.RegisterValidations(v))
	require.NoError(t, v.Struct(form{"science", 3}))
	require.NoError(t, v.Struct(form{"science", 9}))
	for locale, want := range map[string]string{
		"de": "„10“ ist bei „Months“ nicht möglich: verlangt ist eine Dauer in Monaten, wie sie üblich ist.",
		"en": "“10” is not possible for “Months”: a usual duration in months is wanted.",
	} {
		trans, _ := ut.New(en.New(), de.New(), en.New()).GetTranslator(locale)
		require.NoError(t, programme.RegisterTranslations(v, trans))
		var faults validator.ValidationErrors
		require.ErrorAs(t, v.Struct(form{"science", 10}), &faults)
		assert.Equal(t, want, faults[0].Translate(trans))
	}
}
