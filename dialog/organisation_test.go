package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func newGroupCheck(t testing.TB) *dialog.Check {
	t.Helper()
	return dialog.NewCheck(dialog.NewCatalogue(dialog.Rules()), dialog.MustDate("2025-12-31"))
}

// hackerClub is eligible for civil society.
func hackerClub() dialog.Organisation {
	return dialog.Organisation{ID: "club", Kind: dialog.KindRegisteredAssociation, Group: dialog.CivilSociety,
		Name: dialog.Text{"de": "Beispielverein", "en": "Example club"},
		Facts: dialog.Facts{Citizens: dialog.Yes, State: dialog.No, BusinessInterest: dialog.No, ForProfit: dialog.No,
			PartyPolitical: dialog.No, Research: dialog.No, CultureMedia: dialog.No}}
}

// told is a finding as the tests below write it.
func told(fs []dialog.Finding) (out []string) {
	for _, f := range fs {
		s := string(f.Rule) + " " + f.Path + " " + f.Severity.String()
		if f.Open {
			s += " open"
		}
		out = append(out, s)
	}
	return out
}

func TestCheckOrganisationReportsWhatTheDeclaredGroupAsksFor(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*dialog.Organisation)
		want   []string
		reason string
	}{
		{"all well", func(*dialog.Organisation) {}, nil, "all six criteria hold"},
		{"no group declared", func(o *dialog.Organisation) { o.Group = 0; o.Facts.ForProfit = dialog.Yes }, nil, "nothing is claimed"},
		{"for profit", func(o *dialog.Organisation) { o.Facts.ForProfit = dialog.Yes },
			[]string{"CIV-05 o[3].facts.for_profit error", "GRP-01 o[3].group warning"}, "business fits, civil society does not"},
		{"profit not known", func(o *dialog.Organisation) { o.Facts.ForProfit = dialog.Unknown },
			[]string{"CIV-05 o[3].facts.for_profit notice open"}, "undetermined, with the fact that is missing"},
		{"two facts", func(o *dialog.Organisation) { o.Facts.State = dialog.Yes; o.Facts.PartyPolitical = dialog.Unknown },
			[]string{"CIV-06 o[3].facts.party_political notice open", "CIV-03 o[3].facts.state error", "GRP-01 o[3].group warning"}, "each rule on its own"},
		{"contradicts the kind", func(o *dialog.Organisation) { o.Facts.Organised = dialog.No },
			[]string{"CIV-01 o[3].facts.organised error", "ORG-01 o[3].facts.organised error"}, "an association has members"},
		{"science declared", func(o *dialog.Organisation) { o.Group = dialog.Science },
			[]string{"SCI-01 o[3].facts.research error", "GRP-01 o[3].group warning"}, "research is not its main activity"},
		{"culture declared", func(o *dialog.Organisation) { o.Group = dialog.CultureAndMedia; o.Facts.CultureMedia = dialog.Unknown },
			[]string{"CUL-01 o[3].facts.culture_media notice open"}, "GRP-01 is not applied while the best fit is open"},
		{"culture holds", func(o *dialog.Organisation) { o.Group = dialog.CultureAndMedia; o.Facts.CultureMedia = dialog.Yes }, nil, "media work is enough"},
		{"government declared", func(o *dialog.Organisation) { o.Group = dialog.Government },
			[]string{"GOV-01 o[3].facts.state error", "GRP-01 o[3].group warning"}, "not part of the state"},
		{"business declared", func(o *dialog.Organisation) { o.Group = dialog.Business },
			[]string{"BUS-01 o[3].facts.for_profit error", "GRP-01 o[3].group warning"}, "one rule, one finding, though two facts"},
		{"business open", func(o *dialog.Organisation) {
			o.Group, o.Facts.ForProfit, o.Facts.BusinessInterest = dialog.Business, dialog.Unknown, dialog.Unknown
		}, []string{"BUS-01 o[3].facts.business_interest notice open"}, "the path is that of the question to ask first"},
		{"business holds by one of two", func(o *dialog.Organisation) {
			o.Group, o.Facts.ForProfit, o.Facts.BusinessInterest = dialog.Business, dialog.Unknown, dialog.Yes
		}, nil, "one is enough"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := hackerClub()
			tt.change(&o)
			c := newGroupCheck(t)
			dialog.CheckOrganisation(c, &o, "o[3]")
			assert.Equal(t, tt.want, told(c.Findings()), tt.reason)
		})
	}
}

func TestCheckOrganisationCountsEachRuleOnce(t *testing.T) {
	o := hackerClub()
	c := newGroupCheck(t)
	dialog.CheckOrganisation(c, &o, "o[0]")
	for _, id := range []dialog.RuleID{"CIV-01", "CIV-02", "CIV-03", "CIV-04", "CIV-05", "CIV-06", "GRP-01", "ORG-01"} {
		assert.Equal(t, dialog.Tally{Held: 1}, c.Tally(id), id)
	}
	assert.Zero(t, c.Tally("SCI-01").Checked())
}

func TestFindingsReadAsSentencesInBothLanguages(t *testing.T) {
	o := hackerClub()
	o.Facts.ForProfit, o.Facts.State = dialog.Yes, dialog.Unknown
	c := newGroupCheck(t)
	dialog.CheckOrganisation(c, &o, "o[0]")
	var de, en []string
	for _, f := range c.Findings() {
		de, en = append(de, f.Message(i18n.German())), append(en, f.Message(i18n.English()))
	}
	require.Len(t, de, 2)
	assert.Equal(t, []string{
		"Die Tätigkeit von „Beispielverein“ ist auf Gewinn gerichtet (so angegeben; Art: eingetragener Verein).",
		"Ob „Beispielverein“ zur organisierten Zivilgesellschaft gehört, ist offen; nicht bekannt: Zugehörigkeit zum Staat.",
	}, de)
	assert.Equal(t, []string{
		"The activities of “Example club” are profit-oriented (so stated; kind: registered association).",
		"Whether “Example club” belongs to organised civil society is open; not known: belonging to the state.",
	}, en)
}

func TestAnOrganisationWithoutNameIsCalledByItsID(t *testing.T) {
	o := dialog.Organisation{ID: "party-1", Kind: dialog.KindPoliticalParty, Group: dialog.CivilSociety}
	c := newGroupCheck(t)
	dialog.CheckOrganisation(c, &o, "o[0]")
	require.Len(t, c.Findings(), 1, "no group fits a party, so GRP-01 has nothing better to name")
	assert.Equal(t, "The activities of “party-1” serve a party or a party-political interest (follows from the kind of organisation; kind: political party).",
		c.Findings()[0].Message(i18n.English()))
}

// Every key that this package can name has a text in both languages.
func TestTextsOfEligibilityAreComplete(t *testing.T) {
	var keys []string
	for _, k := range allKinds() {
		keys = append(keys, k.TextKey())
		for _, f := range dialog.AllFacts() {
			if key, ok := (dialog.Question{Fact: f, Kind: k}).NoteKey(); ok {
				keys = append(keys, key)
			}
		}
	}
	for _, f := range dialog.AllFacts() {
		keys = append(keys, f.TextKey(), dialog.Question{Fact: f}.TextKey())
	}
	for _, g := range dialog.Groups() {
		for _, v := range []dialog.Truth{dialog.Yes, dialog.No, dialog.Unknown} {
			var o dialog.Organisation
			for _, f := range dialog.AllFacts() {
				o.Facts.Set(f, v)
			}
			for r := range dialog.Assess(&o, g).Reasons() {
				keys = append(keys, r.TextKey(), "rule."+string(r.Rule)+".open")
			}
		}
	}
	for _, f := range (dialog.Fit)(0).Allowed() {
		v, err := dialog.ParseFit(f)
		require.NoError(t, err)
		keys = append(keys, v.TextKey())
	}
	for e := dialog.EvidenceStated; e <= dialog.EvidenceMissing; e++ {
		keys = append(keys, e.TextKey())
	}
	for o := dialog.Eligible; o <= dialog.Undetermined; o++ {
		keys = append(keys, o.TextKey())
	}
	for _, id := range []string{"CIV-01", "CIV-02", "CIV-03", "CIV-04", "CIV-05", "CIV-06", "SCI-01", "CUL-01", "BUS-01", "GOV-01", "GRP-01", "ORG-01", "DET-01", "DET-02"} {
		keys = append(keys, "rule."+id+".title", "rule."+id+".message", "rule."+id+".hint")
	}
	for _, l := range []*i18n.Localizer{i18n.German(), i18n.English()} {
		for _, key := range keys {
			assert.True(t, l.Has(key), "%s: %s", l.Tag(), key)
		}
	}
}
