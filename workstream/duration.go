package workstream

import (
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// checkDuration is WST-01: the workstream lasts as many months as is typical.
// The source speaks of an average, so by default one outside it is a warning.
func (k *checker) checkDuration() {
	start, end := k.start(), k.end()
	p := dialog.Period{Start: start.date, End: end.date}
	if p.End.Before(p.Start) == dialog.Yes {
		return // WST-12 says so
	}
	long, short := p.AtLeast(k.policy.min.Value), p.AtMost(k.policy.max.Value)
	switch {
	case long == dialog.No:
		k.breakDuration(p, k.policy.min, end)
	case short == dialog.No:
		k.breakDuration(p, k.policy.max, end)
	case long == dialog.Yes && short == dialog.Yes:
		k.Held(RuleDuration)
	case p.Start.Precision() != dialog.PrecisionDay:
		k.Undetermined(RuleDuration, start.path(), start.name, k.w.title())
	default:
		k.Undetermined(RuleDuration, end.path(), end.name, k.w.title())
	}
}

func (k *checker) breakDuration(p dialog.Period, limit dialog.Value[int], end moment) {
	k.BreakAs(RuleDuration, k.policy.severity, limit.Setting.Basis, end.path(), append(length(p), k.w.title(),
		i18n.Day("start", p.Start.I18n()), i18n.Day("end", p.End.I18n()),
		i18n.Int("min", k.policy.min.Value), i18n.Int("max", k.policy.max.Value))...)
}

// length returns the argument "length", whole months and days as far as the
// dates say, with those that its text names.
func length(p dialog.Period) []i18n.Arg {
	months, days, ok := p.Length()
	key := "duration.months-days"
	switch {
	case !ok:
		return []i18n.Arg{i18n.Span("length", p.Start.I18n(), p.End.I18n())}
	case days == 0:
		key = "duration.months"
	case months == 0:
		key = "duration.days"
	}
	return []i18n.Arg{i18n.Term("length", key), i18n.Int("months", months), i18n.Int("days", days)}
}

// A Mean is the mean duration of several workstreams, compared exactly.
type Mean struct {
	Count int // workstreams
	Days  int // sum of their lengths in days
	// Below and Above sum, over the workstreams, the days by which each ends
	// after the day on which the least (most) number of months from its start
	// ends. A negative Below means a mean below the least, a positive Above one
	// above the most. Months have no fixed length, so this is the one exact way.
	Below, Above int
}

// MeanOf sums up the workstreams that count, by their actual dates and where
// there are none by the planned ones. It is false when one of them lacks a date
// to the day.
func MeanOf(ws []Workstream, least, most int) (Mean, bool) {
	var m Mean
	for i := range ws {
		if !ws[i].Counts() {
			continue
		}
		k := checker{w: &ws[i]}
		p := dialog.Period{Start: k.start().date, End: k.end().date}
		days, ok := p.Days()
		shortest, err1 := dialog.PeriodEnd(p.Start, least, dialog.CountStart)
		longest, err2 := dialog.PeriodEnd(p.Start, most, dialog.CountStart)
		if !ok || err1 != nil || err2 != nil {
			return m, false
		}
		below, _ := shortest.DaysUntil(p.End)
		above, _ := longest.DaysUntil(p.End)
		m.Count++
		m.Days += days
		m.Below += below
		m.Above += above
	}
	return m, true
}

// checkMean is WST-02: the workstreams of the cycle last as long as is typical
// on average.
func (k *checker) checkMean(ws []Workstream) {
	m, known := MeanOf(ws, k.policy.min.Value, k.policy.max.Value)
	cycle := i18n.Text("cycle", k.env.Cycle.Label)
	switch {
	case !known:
		k.Undetermined(RuleMean, k.path, "fact.workstream-dates", cycle)
	case m.Count == 0:
	case m.Below < 0:
		k.breakMean(m, k.policy.min, cycle)
	case m.Above > 0:
		k.breakMean(m, k.policy.max, cycle)
	default:
		k.Held(RuleMean)
	}
}

func (k *checker) breakMean(m Mean, limit dialog.Value[int], cycle i18n.Arg) {
	k.BreakAs(RuleMean, k.policy.meanGrav, limit.Setting.Basis, k.path, cycle,
		i18n.Int("count", m.Count), i18n.Int("days", m.Days/m.Count),
		i18n.Int("min", k.policy.min.Value), i18n.Int("max", k.policy.max.Value))
}
