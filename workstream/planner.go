package workstream

import (
	"iter"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Plan says when a workstream of a cycle can run: it starts after the
// Denkwerkstatt that chose it and ends before the next one (WST-03, WST-04), and
// lasts a typical number of months (WST-01). A date is zero where it depends on a
// Denkwerkstatt whose days are not known. See [NewPlan].
type Plan struct {
	Cycle     dialog.Cycle
	Following *dialog.Cycle // the cycle after it, nil where not known
	Earliest  dialog.Date   // first possible day: the day after the Denkwerkstatt, or today if that is later
	End       dialog.Date   // last possible day: the day before the next Denkwerkstatt
	Min, Max  int           // typical durations in months
	Months    int           // whole months that are left from Earliest to End
	Days      int           // days that are left beyond them
	Cautious  bool          // the Denkwerkstätten are not known to the day, and the reading that leaves least time is shown
	most      int           // whole months that are left in the reading that leaves most time
}

// NewPlan plans a workstream of the cycle as seen on the day today; an unknown
// day does not count. Of a Denkwerkstatt that is known to the month or year only,
// the cautious reading counts: chosen on its last possible day, presented on its
// first one. The policy of the day on which the workstream is chosen applies.
func NewPlan(c dialog.Cycle, following *dialog.Cycle, ps *dialog.Policies, today dialog.Date) Plan {
	chosen, presented := c.Chosen().End, c.Presented().Start
	on := chosen.Last()
	if on.IsZero() {
		on = today
	}
	p := Plan{Cycle: c, Following: following, Min: MonthsMin.At(ps, on).Value, Max: MonthsMax.At(ps, on).Value}
	p.Earliest = later(chosen.Last().AddDays(1), today.Last())
	p.End = presented.First().AddDays(-1)
	p.Months, p.Days = left(p.Earliest, p.End)
	p.Cautious = p.Known() && (chosen.Precision() != dialog.PrecisionDay || presented.Precision() != dialog.PrecisionDay)
	p.most, _ = left(later(chosen.First().AddDays(1), today.First()), presented.Last().AddDays(-1))
	return p
}

// later returns the later one of two days, d where today is unknown.
func later(d, today dialog.Date) dialog.Date {
	if today.After(d) == dialog.Yes {
		return today
	}
	return d
}

// left returns the whole months and further days of a period, none where it ends
// before it starts or an end is not known.
func left(start, end dialog.Date) (months, days int) {
	months, days, _ = dialog.Period{Start: start, End: end}.Length()
	return months, days
}

// Known reports whether both limits are known.
func (p Plan) Known() bool { return !p.Earliest.IsZero() && !p.End.IsZero() }

// LatestStart returns the last day on which a workstream of n months can start
// and still end in time, zero when there is none or the limits are not known.
func (p Plan) LatestStart(n int) dialog.Date {
	if !p.Known() {
		return dialog.Date{}
	}
	s := dialog.LatestStart(p.End, n)
	if s.IsZero() || s.Before(p.Earliest) == dialog.Yes {
		return dialog.Date{}
	}
	return s
}

// Possible yields the typical durations in months that still fit, rising, with
// the latest start of each.
func (p Plan) Possible() iter.Seq2[int, dialog.Date] {
	return func(yield func(int, dialog.Date) bool) {
		for n := p.Min; n <= p.Max; n++ {
			s := p.LatestStart(n)
			if s.IsZero() || !yield(n, s) {
				return // what is longer does not fit either
			}
		}
	}
}

// TooLate reports whether not even the shortest typical duration fits any more:
// Unknown when a limit is not known, or when it depends on the days of a
// Denkwerkstatt that are not known exactly.
func (p Plan) TooLate() dialog.Truth {
	switch {
	case !p.Known():
		return dialog.Unknown
	case p.Months >= p.Min:
		return dialog.No
	case p.most < p.Min:
		return dialog.Yes
	}
	return dialog.Unknown
}

// Text describes the plan in sentences, one a line.
func (p Plan) Text(l *i18n.Localizer) string {
	cycle := i18n.Text("cycle", p.Cycle.Label)
	if !p.Known() {
		return l.Text("planner.unknown", cycle)
	}
	switch p.TooLate() {
	case dialog.Yes:
		return p.tooLate(l, cycle)
	case dialog.Unknown:
		return l.Text("planner.open", cycle, i18n.Int("min", p.Min))
	}
	lines := []string{
		l.Text("planner.frame", cycle, i18n.Day("earliest", p.Earliest.I18n()), i18n.Day("end", p.End.I18n())),
		l.Text("planner.left", length("length", dialog.Period{Start: p.Earliest, End: p.End})...),
	}
	for n, start := range p.Possible() {
		lines = append(lines, l.Text("planner.latest", i18n.Int("months", n), i18n.Day("start", start.I18n())))
	}
	if p.Cautious {
		lines = append(lines, l.Text("planner.cautious"))
	}
	return strings.Join(lines, "\n")
}

func (p Plan) tooLate(l *i18n.Localizer, cycle i18n.Arg) string {
	limit := i18n.Int("min", p.Min)
	if p.Following == nil || p.Following.Chosen().End.IsZero() {
		return l.Text("planner.too-late", cycle, limit)
	}
	start := p.Following.Chosen().End
	if start.Precision() == dialog.PrecisionDay {
		start = start.AddDays(1)
	}
	return l.Text("planner.too-late-next", cycle, limit, i18n.Text("next", p.Following.Label), i18n.Day("start", start.I18n()))
}
