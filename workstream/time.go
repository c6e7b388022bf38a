package workstream

import (
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// checkStart is WST-03: it starts after the last day of the Denkwerkstatt that
// chose it. Where the cycle's Denkwerkstatt is not listed, CYC-02 says so.
func (k *checker) checkStart() {
	if k.env.Cycle.Opening == nil {
		return
	}
	start, chosen := k.start(), k.env.Cycle.Chosen()
	k.truth(start.date.After(lastDay(chosen)), RuleStart, start.path, start.name, func() []i18n.Arg {
		return []i18n.Arg{k.w.title(), i18n.Day("start", start.date.I18n()), dates(chosen)}
	})
}

// checkEnd is WST-04: it ends before the first day of the next Denkwerkstatt.
func (k *checker) checkEnd() {
	if k.env.Cycle.Closing == nil {
		return
	}
	end, presented := k.end(), k.env.Cycle.Presented()
	missing := end.name
	if presented.Start.IsZero() {
		missing = "fact.denkwerkstatt-dates"
	}
	k.truth(end.date.Before(presented.Start), RuleEnd, end.path, missing, func() []i18n.Arg {
		return []i18n.Arg{k.w.title(), i18n.Day("end", end.date.I18n()), dates(presented)}
	})
}

// checkPresented is WST-05: its results are presented at the next Denkwerkstatt.
// Until the last day of that Denkwerkstatt is over nothing is owed.
func (k *checker) checkPresented() {
	if k.env.Cycle.Closing == nil {
		return
	}
	due := k.env.Cycle.Presented()
	if s, i := k.w.Step(Presented); s != nil {
		path := func() string { return k.at(".steps[%d].on", i) }
		k.truth(due.Contains(s.On), RulePresented, path, "fact.workstream-presentation", func() []i18n.Arg {
			return []i18n.Arg{k.w.title(), dates(due), i18n.Term("fact", "workstream.presented-on"), i18n.Day("on", s.On.I18n())}
		})
		return
	}
	switch over := k.AsOf().After(lastDay(due)); {
	case over == dialog.No:
	case over == dialog.Yes && !k.w.Unpublished():
		k.Break(RulePresented, k.at(".steps"), k.w.title(), dates(due), i18n.Term("fact", "workstream.not-presented"))
	default:
		k.Undetermined(RulePresented, k.at(".steps"), "fact.workstream-presentation", k.w.title())
	}
}

// checkSelected is WST-11: it was selected at the Denkwerkstatt that opens its cycle.
func (k *checker) checkSelected() {
	s, i := k.w.Step(Selected)
	if k.env.Cycle.Opening == nil || s == nil {
		return
	}
	chosen := k.env.Cycle.Chosen()
	path := func() string { return k.at(".steps[%d].on", i) }
	k.truth(chosen.Contains(s.On), RuleSelected, path, "fact.workstream-selection", func() []i18n.Arg {
		return []i18n.Arg{k.w.title(), i18n.Day("on", s.On.I18n()), dates(chosen)}
	})
}

// checkOverdue is WST-15: a running workstream is not past its planned end.
func (k *checker) checkOverdue() {
	if k.w.State() != Running || k.w.Planned.End.IsZero() {
		return
	}
	if k.AsOf().After(k.w.Planned.End) != dialog.Yes {
		k.Held(RuleOverdue)
		return
	}
	days, _ := k.w.Planned.End.Last().DaysUntil(k.AsOf())
	k.Break(RuleOverdue, k.at(".planned.end"), k.w.title(),
		i18n.Day("end", k.w.Planned.End.I18n()), i18n.Int("days", days))
}

// dates is the argument "dates": the days of a Denkwerkstatt.
func dates(p dialog.Period) i18n.Arg {
	return i18n.Span("dates", p.Start.I18n(), p.End.I18n())
}
