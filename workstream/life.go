package workstream

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// checkSteps is WST-06: every step is one that [State.Next] allows. The first
// impossible one ends the check, because what follows it stands on nothing.
func (k *checker) checkSteps() {
	var from State
	for i, s := range k.w.Steps {
		if !from.CanBecome(s.To) {
			k.breakStep(from, s.To, i)
			return
		}
		from = s.To
	}
	if len(k.w.Steps) > 0 {
		k.Held(RuleSteps)
	}
}

func (k *checker) breakStep(from, to State, i int) {
	state := "state.beginning"
	if from != 0 {
		state = from.TextKey()
	}
	possible := terms(from.Next())
	if len(possible) == 0 {
		possible = []string{"state.none"}
	}
	k.Break(RuleSteps, k.at(".steps[%d].to", i), k.w.title(),
		i18n.Term("from", state), to.arg("to"), i18n.Terms("possible", possible...))
}

// checkStepOrder is WST-07: no step certainly lies before an earlier one. Steps
// without a date are passed over. The rule is held when no date leaves the order
// open, and neither held nor broken otherwise.
func (k *checker) checkStepOrder() {
	var latest *Step // of the steps so far the one that starts last at the earliest
	compared, certain := false, true
	for i := range k.w.Steps {
		s := &k.w.Steps[i]
		if s.On.IsZero() {
			continue
		}
		if latest != nil {
			compared = true
			switch s.On.Before(latest.On) {
			case dialog.Yes:
				k.Break(RuleStepOrder, k.at(".steps[%d].on", i), k.w.title(),
					s.To.arg("to"), i18n.Day("on", s.On.I18n()),
					latest.To.arg("from"), i18n.Day("before", latest.On.I18n()))
				return
			case dialog.Unknown:
				certain = false
			}
		}
		// A step lies certainly before an earlier one exactly when it lies before the
		// one whose first possible day is the last. The step right before it may be
		// known to the year only, and say nothing.
		if latest == nil || s.On.First().Compare(latest.On.First()) >= 0 {
			latest = s
		}
	}
	if compared && certain {
		k.Held(RuleStepOrder)
	}
}

// checkReason is WST-08: who stops a workstream says why.
func (k *checker) checkReason() {
	for i := range k.w.Steps {
		s := &k.w.Steps[i]
		if s.To != Withdrawn && s.To != Cancelled {
			continue
		}
		if s.Reason.IsEmpty() {
			k.Break(RuleStepReason, k.at(".steps[%d]", i), k.w.title(), s.To.arg("to"))
		} else {
			k.Held(RuleStepReason)
		}
	}
}

// checkPeriod is WST-12: neither as planned nor as it happened does it end
// before it starts. A period that lacks a date is passed over. The rule is held
// when no date leaves the answer open, and neither held nor broken otherwise.
func (k *checker) checkPeriod() {
	compared, certain := false, true
	for i, p := range [...]dialog.Period{k.w.Planned, k.w.Actual()} {
		if p.Start.IsZero() || p.End.IsZero() {
			continue
		}
		compared = true
		switch p.End.Before(p.Start) {
		case dialog.Yes:
			certain = false
			path := ".planned.end"
			if i > 0 {
				_, step := k.w.Step(Completed)
				path = fmt.Sprintf(".steps[%d].on", step)
			}
			k.Break(RulePeriod, k.at("%s", path), k.w.title(), i18n.Day("start", p.Start.I18n()), i18n.Day("end", p.End.I18n()))
		case dialog.Unknown:
			certain = false
		}
	}
	if compared && certain {
		k.Held(RulePeriod)
	}
}
