package committee

import (
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// checkTerm is COM-06: the term differs by at most the policy's tolerance from
// its nominal length. The day of the election counts (§ 187 (2) BGB), because it
// belongs to the new committee. One without successors is judged only once it
// has held on for too long.
func (k *checker) checkTerm() {
	nominal := TermMonths.At(k.env.Policies, k.c.Elected)
	tolerance := TermTolerance.At(k.env.Policies, k.c.Elected)
	t := k.history.Term(k.i)
	end := t.End
	if t.Open {
		end = k.AsOf()
	}
	want, err := dialog.PeriodEnd(t.Start, nominal.Value, dialog.CountStart)
	days, known := want.DaysUntil(end)
	switch {
	case err != nil || !known:
		k.Undetermined(RuleTerm, k.at(".elected"), "fact.committee-term", k.elected())
	case t.Open && days <= tolerance.Value:
		// Not over yet: nothing to judge.
	case -tolerance.Value <= days && days <= tolerance.Value:
		k.Held(RuleTerm)
	default:
		k.BreakAs(RuleTerm, 0, nominal.Setting.Basis, k.at(".elected"), k.elected(),
			i18n.Int("months", nominal.Value), i18n.Day("want", want.I18n()), i18n.Day("end", end.I18n()),
			i18n.Int("days", max(days, -days)), i18n.Int("tolerance", tolerance.Value))
	}
}

// checkFrame is COM-07, two committees never hold the same day, and COM-08, no
// day is without a committee.
func (k *checker) checkFrame() {
	if k.i+1 >= len(k.history.committees) {
		k.checkLastDay()
		return
	}
	next := k.history.committees[k.i+1].Elected
	args := func(d dialog.Date) []i18n.Arg {
		return []i18n.Arg{k.elected(), i18n.Day("end", d.I18n()), i18n.Day("next", next.I18n())}
	}
	switch {
	case next.After(k.c.Elected) == dialog.No:
		k.Break(RuleNoOverlap, k.at(".elected"), args(k.c.Elected)...)
		return
	case k.c.Until.IsZero() && next.After(k.c.Elected) == dialog.Unknown:
		k.Undetermined(RuleNoOverlap, k.at(".elected"), "fact.committee-elected", k.elected())
		return
	case k.c.Until.IsZero(): // it holds on until its successors are elected
		k.Held(RuleNoOverlap)
		k.Held(RuleNoGap)
		return
	}
	switch k.c.Until.Before(next) {
	case dialog.Yes:
		k.Held(RuleNoOverlap)
	case dialog.No:
		k.Break(RuleNoOverlap, k.at(".until"), args(k.c.Until)...)
		return
	default:
		k.Undetermined(RuleNoOverlap, k.at(".until"), "fact.committee-term", k.elected())
		k.Undetermined(RuleNoGap, k.at(".until"), "fact.committee-term", k.elected())
		return
	}
	days, known := k.c.Until.DaysUntil(next)
	switch {
	case !known:
		k.Undetermined(RuleNoGap, k.at(".until"), "fact.committee-term", k.elected())
	case days == 1:
		k.Held(RuleNoGap)
	default:
		k.Break(RuleNoGap, k.at(".until"), append(args(k.c.Until), i18n.Int("days", days-1))...)
	}
}

// checkLastDay is COM-08 for a committee without successors that says when it
// ended: after that day there is none.
func (k *checker) checkLastDay() {
	if k.AsOf().After(k.c.Until) != dialog.Yes {
		return
	}
	days, known := k.c.Until.DaysUntil(k.AsOf())
	if !known {
		k.Undetermined(RuleNoGap, k.at(".until"), "fact.committee-term", k.elected())
		return
	}
	k.Break(RuleNoGap, k.at(".until"), k.elected(), i18n.Day("end", k.c.Until.I18n()),
		i18n.Day("next", dialog.Date{}.I18n()), i18n.Int("days", days))
}
