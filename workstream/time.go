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
	start, chosen := k.w.start(), k.env.Cycle.Chosen()
	k.truth(over(chosen, start.date), RuleStart, start, func() []i18n.Arg {
		return []i18n.Arg{k.w.title(), i18n.Day("start", start.date.I18n()), dates(chosen)}
	})
}

// over reports whether the Denkwerkstatt is over before the day begins. Where its
// last day is not known, it may go on for any time after the first.
func over(p dialog.Period, day dialog.Date) dialog.Truth {
	if p.End.IsZero() && day.After(p.Start) != dialog.No {
		return dialog.Unknown
	}
	return day.After(lastKnown(p))
}

// checkEnd is WST-04: it ends before the first day of the next Denkwerkstatt. A
// planned end counts until the Denkwerkstatt begins; a workstream that is not
// completed by then ends too late, whatever was planned.
func (k *checker) checkEnd() {
	if k.env.Cycle.Closing == nil {
		return
	}
	end, presented := k.w.end(), k.env.Cycle.Presented()
	before, begun := end.date.Before(presented.Start), dialog.No
	if k.w.unfinished() {
		begun = k.AsOf().Before(presented.Start).Not()
	}
	switch {
	case begun == dialog.Yes:
		k.Break(RuleEnd, k.at(".steps"), k.w.title(), dates(presented),
			i18n.Term("fact", "workstream.not-completed"), i18n.Day("on", k.AsOf().I18n()))
	case presented.Start.IsZero(), begun == dialog.Unknown && before == dialog.Yes:
		k.Undetermined(RuleEnd, k.place(end), factDenkwerkstatt, k.w.title())
	default:
		k.truth(before, RuleEnd, end, func() []i18n.Arg {
			return []i18n.Arg{k.w.title(), dates(presented), i18n.Term("fact", "workstream.ends-on"), i18n.Day("end", end.date.I18n())}
		})
	}
}

// checkPresented is WST-05: its results are presented at the next Denkwerkstatt.
// Until the last day of that Denkwerkstatt is over nothing is owed.
func (k *checker) checkPresented() {
	if k.env.Cycle.Closing == nil {
		return
	}
	const fact = "fact.workstream-presentation"
	due := k.env.Cycle.Presented()
	if s, i := k.w.Step(Presented); s != nil {
		k.truth(due.Contains(s.On), RulePresented, moment{date: s.On, step: i, name: fact}, func() []i18n.Arg {
			return []i18n.Arg{k.w.title(), dates(due), i18n.Term("fact", "workstream.presented-on"), i18n.Day("on", s.On.I18n())}
		})
		return
	}
	switch over(due, k.AsOf()) {
	case dialog.No:
	case dialog.Unknown:
		k.Undetermined(RulePresented, k.at(".steps"), factDenkwerkstatt, k.w.title())
	default:
		if k.w.Unpublished() || len(k.w.Steps) == 0 { // nothing says that it was not
			k.Undetermined(RulePresented, k.at(".steps"), fact, k.w.title())
			return
		}
		k.Break(RulePresented, k.at(".steps"), k.w.title(), dates(due), i18n.Term("fact", "workstream.not-presented"))
	}
}

// checkSelected is WST-11: it was selected at the Denkwerkstatt that opens its cycle.
func (k *checker) checkSelected() {
	s, i := k.w.Step(Selected)
	if k.env.Cycle.Opening == nil || s == nil {
		return
	}
	chosen := k.env.Cycle.Chosen()
	k.truth(chosen.Contains(s.On), RuleSelected, moment{date: s.On, step: i, name: "fact.workstream-selection"}, func() []i18n.Arg {
		return []i18n.Arg{k.w.title(), i18n.Day("on", s.On.I18n()), dates(chosen)}
	})
}

// checkOverdue is WST-15: a workstream that is not completed is not past its
// planned end. Where the dates leave that open, it is neither broken nor held.
func (k *checker) checkOverdue() {
	if !k.w.unfinished() {
		return
	}
	switch k.AsOf().After(k.w.Planned.End) {
	case dialog.No:
		k.Held(RuleOverdue)
	case dialog.Yes:
		days, _ := k.w.Planned.End.Last().DaysUntil(k.AsOf())
		k.Break(RuleOverdue, k.at(".planned.end"), k.w.title(),
			i18n.Day("end", k.w.Planned.End.I18n()), i18n.Int("days", days))
	}
}

// dates is the argument "dates": the days of a Denkwerkstatt.
func dates(p dialog.Period) i18n.Arg {
	return i18n.Span("dates", p.Start.I18n(), p.End.I18n())
}
