package bench

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// Criteria is the number of criteria that civil society has: CIV-01 to CIV-06.
const Criteria = 6

// A Decision is what every contender has to say about an organisation: the
// outcome for civil society and, in the order of the rules, why.
type Decision struct {
	Outcome dialog.Outcome
	Reasons [Criteria]Reason
}

// A Reason is one rule and whether the organisation fulfils it.
type Reason struct {
	Rule dialog.RuleID
	Met  dialog.Truth
}

// A criterion is a fact, which has the same name in the policies as in programme
// files, and the rule about it.
type criterion struct {
	fact dialog.Fact
	rule dialog.RuleID
}

var criteria = [Criteria]criterion{
	{dialog.FactOrganised, dialog.RuleOrganised},
	{dialog.FactCitizens, dialog.RuleCitizens},
	{dialog.FactState, dialog.RuleOutsideState},
	{dialog.FactBusinessInterest, dialog.RuleOutsideMarket},
	{dialog.FactForProfit, dialog.RuleNotForProfit},
	{dialog.FactPartyPolitical, dialog.RuleNoParty},
}

// ByLibrary is the decision of package dialog.
func ByLibrary(o *dialog.Organisation) Decision {
	a := dialog.Assess(o, dialog.CivilSociety)
	d := Decision{Outcome: a.Outcome()}
	i := 0
	for r := range a.Reasons() {
		if i < len(d.Reasons) {
			d.Reasons[i] = Reason{r.Rule, r.Met}
			i++
		}
	}
	return d
}

// ByHand is the decision as a host would write it without the library, and the
// least that any of them can cost. It knows stated facts only.
func ByHand(fs *dialog.Facts) Decision {
	d := Decision{Reasons: [Criteria]Reason{
		{dialog.RuleOrganised, fs.Organised},
		{dialog.RuleCitizens, fs.Citizens},
		{dialog.RuleOutsideState, fs.State.Not()},
		{dialog.RuleOutsideMarket, fs.BusinessInterest.Not()},
		{dialog.RuleNotForProfit, fs.ForProfit.Not()},
		{dialog.RuleNoParty, fs.PartyPolitical.Not()},
	}}
	d.Outcome = d.conclude()
	return d
}

// OutcomeByHand is the outcome of [ByHand] without the reasons.
func OutcomeByHand(fs *dialog.Facts) dialog.Outcome {
	switch {
	case fs.Organised == dialog.No, fs.Citizens == dialog.No, fs.State == dialog.Yes,
		fs.BusinessInterest == dialog.Yes, fs.ForProfit == dialog.Yes, fs.PartyPolitical == dialog.Yes:
		return dialog.NotEligible
	case fs.Organised == dialog.Unknown, fs.Citizens == dialog.Unknown, fs.State == dialog.Unknown,
		fs.BusinessInterest == dialog.Unknown, fs.ForProfit == dialog.Unknown, fs.PartyPolitical == dialog.Unknown:
		return dialog.Undetermined
	}
	return dialog.Eligible
}

// conclude derives the outcome from the reasons: one failure decides, else one
// open criterion leaves it open.
func (d *Decision) conclude() dialog.Outcome {
	o := dialog.Eligible
	for i := range d.Reasons {
		switch d.Reasons[i].Met {
		case dialog.No:
			return dialog.NotEligible
		case dialog.Unknown:
			o = dialog.Undetermined
		}
	}
	return o
}

// set reads the i-th reason from the words that an engine answers with.
func (d *Decision) set(i int, rule, met string) error {
	if i >= Criteria {
		return fmt.Errorf("reason %d of %d", i+1, Criteria)
	}
	t, err := dialog.ParseTruth(met)
	if err != nil {
		return fmt.Errorf("reason %s: %w", rule, err)
	}
	d.Reasons[i] = Reason{dialog.RuleID(rule), t}
	return nil
}
