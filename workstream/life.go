package workstream

import (
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
		i18n.Term("from", state), i18n.Term("to", to.TextKey()), i18n.Terms("possible", possible...))
}

// checkStepOrder is WST-07: no step certainly lies before an earlier one. Steps
// without a date are passed over.
func (k *checker) checkStepOrder() {
	var before *Step
	compared := false
	for i := range k.w.Steps {
		s := &k.w.Steps[i]
		if s.On.IsZero() {
			continue
		}
		if before != nil {
			compared = true
			if s.On.Before(before.On) == dialog.Yes {
				k.Break(RuleStepOrder, k.at(".steps[%d].on", i), k.w.title(),
					i18n.Term("to", s.To.TextKey()), i18n.Day("on", s.On.I18n()),
					i18n.Term("from", before.To.TextKey()), i18n.Day("before", before.On.I18n()))
				return
			}
		}
		before = s
	}
	if compared {
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
			k.Break(RuleStepReason, k.at(".steps[%d]", i), k.w.title(), i18n.Term("to", s.To.TextKey()))
		} else {
			k.Held(RuleStepReason)
		}
	}
}

// checkPeriod is WST-12: neither as planned nor as it happened does it end
// before it starts.
func (k *checker) checkPeriod() {
	planned, actual := k.w.Planned, k.w.Actual()
	switch {
	case planned.End.Before(planned.Start) == dialog.Yes:
		k.breakPeriod(planned, k.at(".planned.end"))
	case actual.End.Before(actual.Start) == dialog.Yes:
		_, i := k.w.Step(Completed)
		k.breakPeriod(actual, k.at(".steps[%d].on", i))
	case planned.End.Before(planned.Start) == dialog.No || actual.End.Before(actual.Start) == dialog.No:
		k.Held(RulePeriod)
	}
}

func (k *checker) breakPeriod(p dialog.Period, path string) {
	k.Break(RulePeriod, path, k.w.title(), i18n.Day("start", p.Start.I18n()), i18n.Day("end", p.End.I18n()))
}
