package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// handwritten is what a host would write by hand for civil society: the same
// outcome and the same six reasons, without a table.
type handwritten struct {
	outcome dialog.Outcome
	reasons [6]dialog.Reason
}

func assessByHand(o *dialog.Organisation) (h handwritten) {
	ask := func(i int, rule dialog.RuleID, f dialog.Fact, stated dialog.Truth, want dialog.Truth) {
		r := &h.reasons[i]
		r.Rule, r.Fact, r.Value, r.Evidence = rule, f, stated, dialog.EvidenceStated
		if stated == dialog.Unknown {
			r.Value, r.Evidence = o.Kind.Presumption(f), dialog.EvidencePresumed
		}
		switch r.Value {
		case dialog.Unknown:
			r.Evidence = dialog.EvidenceMissing
		case want:
			r.Met = dialog.Yes
		default:
			r.Met = dialog.No
		}
	}
	ask(0, dialog.RuleOrganised, dialog.FactOrganised, o.Facts.Organised, dialog.Yes)
	ask(1, dialog.RuleCitizens, dialog.FactCitizens, o.Facts.Citizens, dialog.Yes)
	ask(2, dialog.RuleOutsideState, dialog.FactState, o.Facts.State, dialog.No)
	ask(3, dialog.RuleOutsideMarket, dialog.FactBusinessInterest, o.Facts.BusinessInterest, dialog.No)
	ask(4, dialog.RuleNotForProfit, dialog.FactForProfit, o.Facts.ForProfit, dialog.No)
	ask(5, dialog.RuleNoParty, dialog.FactPartyPolitical, o.Facts.PartyPolitical, dialog.No)
	h.outcome = dialog.Eligible
	for i := range h.reasons {
		switch h.reasons[i].Met {
		case dialog.No:
			h.outcome = dialog.NotEligible
			return h
		case dialog.Unknown:
			h.outcome = dialog.Undetermined
		}
	}
	return h
}

// The yardstick is fair only if it says the same.
func TestHandwrittenAssessmentSaysTheSame(t *testing.T) {
	for _, k := range allKinds() {
		for fs := range worlds {
			o := dialog.Organisation{Kind: k, Facts: fs}
			a, h := dialog.Assess(&o, dialog.CivilSociety), assessByHand(&o)
			if a.Outcome() != h.outcome {
				t.Fatalf("%s %+v: %s, by hand %s", k, fs, a.Outcome(), h.outcome)
			}
			i := 0
			for r := range a.Reasons() {
				if r != h.reasons[i] {
					t.Fatalf("%s %+v: %+v, by hand %+v", k, fs, r, h.reasons[i])
				}
				i++
			}
		}
	}
}

// BenchmarkAssess reads all six reasons of each assessment, so that neither side
// puts off work that the other has done.
func BenchmarkAssess(b *testing.B) {
	for _, facts := range []string{"known", "mixed"} {
		list := randomOrganisations(1024, facts == "known")
		b.Run("facts="+facts+"/impl=dfc", func(b *testing.B) {
			b.ReportAllocs()
			var n int
			for i := 0; b.Loop(); i++ {
				a := dialog.Assess(&list[i&1023], dialog.CivilSociety)
				for r := range a.Reasons() {
					n += int(r.Met) + int(r.Evidence)
				}
				n += int(a.Outcome())
			}
			require.NotZero(b, n)
		})
		b.Run("facts="+facts+"/impl=handwritten", func(b *testing.B) {
			b.ReportAllocs()
			var n int
			for i := 0; b.Loop(); i++ {
				h := assessByHand(&list[i&1023])
				for _, r := range h.reasons {
					n += int(r.Met) + int(r.Evidence)
				}
				n += int(h.outcome)
			}
			require.NotZero(b, n)
		})
		b.Run("facts="+facts+"/impl=dfc-outcome-only", func(b *testing.B) {
			b.ReportAllocs()
			var n int
			for i := 0; b.Loop(); i++ {
				n += int(dialog.Assess(&list[i&1023], dialog.CivilSociety).Outcome())
			}
			require.NotZero(b, n)
		})
	}
}

func BenchmarkSuggest(b *testing.B) {
	list := randomOrganisations(1024, false)
	b.ReportAllocs()
	var n int
	for i := 0; b.Loop(); i++ {
		n += int(dialog.Suggest(&list[i&1023]).Fit())
	}
	require.NotZero(b, n)
}

func BenchmarkCheckOrganisation(b *testing.B) {
	eligible := make([]dialog.Organisation, 100_000)
	for i := range eligible {
		eligible[i] = hackerClub()
	}
	for _, bb := range []struct {
		name string
		list []dialog.Organisation
	}{{"eligible", eligible}, {"random", randomOrganisations(100_000, false)}} {
		b.Run("organisations=100000/facts="+bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c := newGroupCheck(b)
				for i := range bb.list {
					dialog.CheckOrganisation(c, &bb.list[i], "organisations[0]")
				}
			}
		})
	}
}
