package dialog_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// union is undetermined for civil society at CIV-04 alone.
func union() dialog.Organisation {
	return dialog.Organisation{ID: "union", Kind: dialog.KindTradeUnion, Group: dialog.CivilSociety,
		Facts: dialog.Facts{ForProfit: dialog.No, PartyPolitical: dialog.No}}
}

func decided(change func(*dialog.Determination)) *dialog.Determination {
	d := &dialog.Determination{Organisation: "union", Group: dialog.CivilSociety, Outcome: dialog.Eligible,
		By: "programme office", On: dialog.MustDate("2025-03-01"), Reason: dialog.Plain("it speaks for employees")}
	if change != nil {
		change(d)
	}
	return d
}

func TestADeterminationDecidesOnlyWhatIsOpen(t *testing.T) {
	open := union()
	club := hackerClub()
	wide := dialog.Organisation{Kind: dialog.KindTradeUnion}
	for _, tt := range []struct {
		name   string
		o      *dialog.Organisation
		change func(*dialog.Determination)
		want   dialog.Outcome
		shown  bool
		reason string
	}{
		{"group as a whole", &open, nil, dialog.Eligible, true, "the office decides"},
		{"against", &open, func(d *dialog.Determination) { d.Outcome = dialog.NotEligible }, dialog.NotEligible, true, "either way"},
		{"one rule", &open, func(d *dialog.Determination) { d.Rule = "CIV-04" }, dialog.Eligible, true, "the only open one"},
		{"one rule against", &open, func(d *dialog.Determination) { d.Rule, d.Outcome = "CIV-04", dialog.NotEligible }, dialog.NotEligible, true, "one failure is enough"},
		{"one rule of several", &wide, func(d *dialog.Determination) { d.Rule = "CIV-04" }, dialog.Undetermined, true, "the others stay open"},
		{"a settled rule", &open, func(d *dialog.Determination) { d.Rule, d.Outcome = "CIV-05", dialog.NotEligible }, dialog.Undetermined, false, "the fact is stated"},
		{"settled outcome", &club, func(d *dialog.Determination) { d.Outcome = dialog.NotEligible }, dialog.Eligible, false, "nothing is open"},
		{"another group", &open, func(d *dialog.Determination) { d.Group = dialog.Business }, dialog.Undetermined, false, "not asked"},
		{"rule of another group", &open, func(d *dialog.Determination) { d.Rule = "SCI-01" }, dialog.Undetermined, false, "incomplete: it decides nothing"},
		{"nobody", &open, func(d *dialog.Determination) { d.By = "" }, dialog.Undetermined, false, "who decided?"},
		{"never", &open, func(d *dialog.Determination) { d.On = dialog.Date{} }, dialog.Undetermined, false, "when?"},
		{"no reason", &open, func(d *dialog.Determination) { d.Reason = nil }, dialog.Undetermined, false, "why?"},
		{"no decision", &open, func(d *dialog.Determination) { d.Outcome = dialog.Undetermined }, dialog.Undetermined, false, "undetermined is no decision"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := decided(tt.change)
			a := dialog.Assess(tt.o, dialog.CivilSociety).Resolve(d)
			assert.Equal(t, tt.want, a.Outcome(), tt.reason)
			if tt.shown {
				assert.Same(t, d, a.Determination(), tt.reason)
			} else {
				assert.Nil(t, a.Determination(), tt.reason)
			}
		})
	}
	a := dialog.Assess(&open, dialog.CivilSociety)
	assert.Equal(t, a, a.Resolve(nil))
}

func TestAnOutcomeThatAPersonDecidedShowsIt(t *testing.T) {
	o := union()
	a := dialog.Assess(&o, dialog.CivilSociety).Resolve(decided(func(d *dialog.Determination) { d.Rule = "CIV-04" }))
	reasons := slices.Collect(a.Reasons())
	assert.Equal(t, dialog.Reason{Rule: "CIV-04", Fact: dialog.FactBusinessInterest, Value: dialog.No, Met: dialog.Yes,
		Evidence: dialog.EvidenceDetermined}, reasons[3])
	assert.Equal(t, dialog.EvidenceStated, reasons[4].Evidence)
	_, open := a.Next()
	assert.False(t, open)
}

func TestADeterminationForAGroupWithOneRuleSettlesThatRule(t *testing.T) {
	for _, g := range []dialog.Group{dialog.Science, dialog.CultureAndMedia, dialog.Business, dialog.Government} {
		for _, want := range []dialog.Outcome{dialog.Eligible, dialog.NotEligible} {
			o := dialog.Organisation{ID: "o", Kind: dialog.KindOther, Group: g}
			d := decided(func(d *dialog.Determination) { d.Group, d.Outcome = g, want })
			assert.Equal(t, want, dialog.Assess(&o, g).Resolve(d).Outcome(), g)
			c := newGroupCheck(t)
			dialog.CheckOrganisation(c, &o, "o", d)
			if want == dialog.Eligible {
				assert.Empty(t, c.Findings(), g)
				continue
			}
			require.Len(t, c.Findings(), 1, g)
			assert.Contains(t, c.Findings()[0].Message(i18n.English()), "determined by the programme office")
		}
	}
}

func TestCheckOrganisationAppliesDeterminationsInForce(t *testing.T) {
	against := func(on string) *dialog.Determination {
		return decided(func(d *dialog.Determination) { d.Outcome, d.On = dialog.NotEligible, dialog.MustDate(on) })
	}
	for _, tt := range []struct {
		name   string
		ds     []*dialog.Determination
		want   []string
		reason string
	}{
		{"none", nil, []string{"CIV-04 o.facts.business_interest notice open"}, "open"},
		{"nil", []*dialog.Determination{nil}, []string{"CIV-04 o.facts.business_interest notice open"}, "the same"},
		{"one", []*dialog.Determination{decided(nil)}, nil, "decided"},
		{"after the day of the check", []*dialog.Determination{decided(func(d *dialog.Determination) { d.On = dialog.MustDate("2026-01-01") })},
			[]string{"CIV-04 o.facts.business_interest notice open"}, "not yet made"},
		{"against", []*dialog.Determination{against("2025-03-02")}, []string{"GRP-01 o.group error"}, "the declared group is excluded"},
		{"the later counts", []*dialog.Determination{against("2025-02-01"), decided(nil)}, nil, "March is later than February"},
		{"the later counts, in any order", []*dialog.Determination{decided(nil), against("2025-04")}, []string{"GRP-01 o.group error"}, "April is later than March"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := union()
			c := newGroupCheck(t)
			dialog.CheckOrganisation(c, &o, "o", tt.ds...)
			assert.Equal(t, tt.want, told(c.Findings()), tt.reason)
		})
	}
}

func TestCheckDeterminationAsksWhoWhenAndWhy(t *testing.T) {
	open, club := union(), hackerClub()
	party := dialog.Organisation{ID: "p", Kind: dialog.KindPoliticalParty}
	for _, tt := range []struct {
		name   string
		o      *dialog.Organisation
		change func(*dialog.Determination)
		want   []string
		reason string
	}{
		{"complete", &open, nil, nil, "decides what is open"},
		{"without organisation", nil, nil, nil, "nothing to compare with"},
		{"empty", &open, func(d *dialog.Determination) { *d = dialog.Determination{} }, []string{"DET-01 d error"}, "one finding names all that is missing"},
		{"nobody", &open, func(d *dialog.Determination) { d.By = "" }, []string{"DET-01 d error"}, "who?"},
		{"foreign rule", &open, func(d *dialog.Determination) { d.Rule = "GOV-01" }, []string{"DET-01 d error"}, "not a rule of civil society"},
		{"agrees with the rules", &club, nil, nil, "superfluous, not wrong"},
		{"against what is certain", &club, func(d *dialog.Determination) { d.Outcome = dialog.NotEligible }, []string{"DET-02 d.outcome error"}, "eligible without it"},
		{"for a party", &party, nil, []string{"DET-02 d.outcome error"}, "not eligible without it"},
		{"rule settled the other way", &open, func(d *dialog.Determination) { d.Rule, d.Outcome = "CIV-05", dialog.NotEligible }, []string{"DET-02 d.outcome error"}, "stated as met"},
		{"rule open", &open, func(d *dialog.Determination) { d.Rule, d.Outcome = "CIV-04", dialog.NotEligible }, nil, "that is what determinations are for"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newGroupCheck(t)
			dialog.CheckDetermination(c, decided(tt.change), "d", tt.o)
			assert.Equal(t, tt.want, told(c.Findings()), tt.reason)
		})
	}
	c := newGroupCheck(t)
	dialog.CheckDetermination(c, &dialog.Determination{Organisation: "x", Group: dialog.Science, Outcome: dialog.Eligible, By: "programme office"}, "d", nil)
	require.Len(t, c.Findings(), 1)
	assert.Equal(t, "In der Feststellung zu „x“ fehlt oder stimmt nicht: der Tag und die Begründung.", c.Findings()[0].Message(i18n.German()))
}

func TestTheLatestOfManyDeterminationsCounts(t *testing.T) {
	union := dialog.Organisation{ID: "union", Kind: dialog.KindTradeUnion}
	var made []dialog.Determination
	for i := range 100 {
		outcome := dialog.Eligible
		if i == 99 {
			outcome = dialog.NotEligible
		}
		made = append(made, dialog.Determination{
			Organisation: "union", Group: dialog.CivilSociety, Outcome: outcome, By: "Geschäftsstelle",
			On: dialog.MustDate("2030-01-01").AddDays(i), Reason: dialog.Plain("Beschluss"),
		})
	}
	r := dialog.NewRoster([]dialog.Organisation{union}, nil, made)
	member := &dialog.Participant{ID: "p", Group: dialog.CivilSociety, Organisation: "union"}
	if got := r.Eligible(member, dialog.MustDate("2031-01-01")); got != dialog.NotEligible {
		t.Fatalf("got %s, want the latest decision", got)
	}
}
