package workstream

import (
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// checkDuration is WST-01: the workstream lasts as many months as is typical.
// The source speaks of an average, so by default one outside it is a warning.
func (k *checker) checkDuration() {
	p := k.w.period()
	if p.End.Before(p.Start) == dialog.Yes {
		return // WST-12 says so
	}
	long, short := p.AtLeast(k.policy.min.Value), p.AtMost(k.policy.max.Value)
	switch {
	case long == dialog.No:
		k.breakDuration(p, k.policy.min, tooShort(p))
	case short == dialog.No:
		k.breakDuration(p, k.policy.max, tooLong(p))
	case long == dialog.Yes && short == dialog.Yes:
		k.Held(RuleDuration)
	default:
		missing := k.w.end()
		if p.Start.Precision() != dialog.PrecisionDay {
			missing = k.w.start()
			if p.End.Precision() != dialog.PrecisionDay {
				missing.name = factDates
			}
		}
		k.Undetermined(RuleDuration, k.place(missing), missing.name, k.w.title())
	}
}

func (k *checker) breakDuration(p dialog.Period, limit dialog.Value[int], length []i18n.Arg) {
	k.BreakAs(RuleDuration, k.policy.severity, limit.Setting.Basis, k.place(k.w.end()), append(length, k.w.title(),
		i18n.Day("start", p.Start.I18n()), i18n.Day("end", p.End.I18n()),
		i18n.Int("min", k.policy.min.Value), i18n.Int("max", k.policy.max.Value))...)
}

// tooShort returns the argument "length" of a period that is too short whatever
// days it stands for: the longest that it can be.
func tooShort(p dialog.Period) []i18n.Arg {
	return bound(p, dialog.Period{Start: p.Start.First(), End: p.End.Last()}, "duration.at-most")
}

// tooLong does so for a period that is too long: the shortest that it can be.
func tooLong(p dialog.Period) []i18n.Arg {
	return bound(p, dialog.Period{Start: p.Start.Last(), End: p.End.First()}, "duration.at-least")
}

func bound(p, extreme dialog.Period, key string) []i18n.Arg {
	if p == extreme {
		return length("length", p)
	}
	return append(length("exact", extreme), i18n.Term("length", key))
}

// length returns the named argument for whole months and the days beyond them,
// with those that its text names. The period is known to the day and does not
// end before it starts.
func length(name string, p dialog.Period) []i18n.Arg {
	months, days, _ := p.Length()
	key := "duration.months-days"
	switch {
	case days == 0:
		key = "duration.months"
	case months == 0:
		key = "duration.days"
	}
	return []i18n.Arg{i18n.Term(name, key), i18n.Int("months", months), i18n.Int("days", days)}
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
// there are none by the planned ones; least and most are in months. It is false
// when one of them lacks a date to the day.
func MeanOf(ws []Workstream, least, most int) (Mean, bool) {
	var m Mean
	for i := range ws {
		if !ws[i].Counts() {
			continue
		}
		p := ws[i].period()
		days, ok := p.Days()
		shortest, err1 := dialog.PeriodEnd(p.Start, least, dialog.CountStart)
		longest, err2 := dialog.PeriodEnd(p.Start, most, dialog.CountStart)
		if !ok || err1 != nil || err2 != nil {
			return Mean{}, false
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

// rounded is the mean in days, to the nearest one.
func (m Mean) rounded() int { return (2*m.Days + m.Count) / (2 * m.Count) }

// checkMean is WST-02: the workstreams of the cycle last as long as is typical
// on average. Where one ends before it starts, WST-12 says so, and there is no
// mean worth telling.
func (k *checker) checkMean(ws []Workstream) {
	for i := range ws {
		if p := ws[i].period(); ws[i].Counts() && p.End.Before(p.Start) == dialog.Yes {
			return
		}
	}
	m, known := MeanOf(ws, k.policy.min.Value, k.policy.max.Value)
	switch {
	case !known:
		k.Undetermined(RuleMean, k.path, factDates, k.cycle())
	case m.Count == 0:
	case m.Below < 0:
		k.breakMean(m, k.policy.min)
	case m.Above > 0:
		k.breakMean(m, k.policy.max)
	default:
		k.Held(RuleMean)
	}
}

func (k *checker) breakMean(m Mean, limit dialog.Value[int]) {
	k.BreakAs(RuleMean, k.policy.meanGrav, limit.Setting.Basis, k.path, k.cycle(),
		i18n.Int("count", m.Count), i18n.Int("days", m.rounded()),
		i18n.Int("min", k.policy.min.Value), i18n.Int("max", k.policy.max.Value))
}

func (k *checker) cycle() i18n.Arg { return i18n.Text("cycle", k.env.Cycle.Label) }
