package workstream

import (
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Plan says when a workstream of a cycle can run: it starts after the
// Denkwerkstatt that chose it and ends before the next one (WST-03, WST-04), and
// lasts a typical number of months (WST-01). A date is zero where it depends on a
// Denkwerkstatt whose days are not known.
type Plan struct {
	Cycle     dialog.Cycle
	Following *dialog.Cycle // the cycle after it, nil where not known
	Earliest  dialog.Date   // first possible day: the day after the Denkwerkstatt, or today if that is later
	End       dialog.Date   // last possible day: the day before the next Denkwerkstatt
	Min, Max  int           // typical durations in months
	Months    int           // whole months that are left from Earliest to End
	Days      int           // days that are left beyond them
}

// NewPlan plans a workstream of the cycle as seen on the day today. Of a
// Denkwerkstatt that is known to the month or year only, the cautious reading
// counts: chosen on its last possible day, presented on its first one.
func NewPlan(c dialog.Cycle, following *dialog.Cycle, ps *dialog.Policies, today dialog.Date) Plan {
	chosen := lastDay(c.Chosen()).Last()
	on := chosen
	if on.IsZero() {
		on = today
	}
	p := Plan{Cycle: c, Following: following, Min: MonthsMin.At(ps, on).Value, Max: MonthsMax.At(ps, on).Value}
	p.Earliest = chosen.AddDays(1)
	if !p.Earliest.IsZero() && today.After(p.Earliest) == dialog.Yes {
		p.Earliest = today
	}
	p.End = c.Presented().Start.First().AddDays(-1)
	if p.Known() && p.Earliest.Compare(p.End) <= 0 {
		p.Months, p.Days, _ = dialog.Period{Start: p.Earliest, End: p.End}.Length()
	}
	return p
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
	if s.IsZero() || s.Compare(p.Earliest) < 0 {
		return dialog.Date{}
	}
	return s
}

// TooLate reports whether not even the shortest typical duration fits any more:
// Unknown when a limit is not known.
func (p Plan) TooLate() dialog.Truth {
	if !p.Known() {
		return dialog.Unknown
	}
	return dialog.TruthOf(p.Months < p.Min)
}

// Text describes the plan in sentences, one a line.
func (p Plan) Text(l *i18n.Localizer) string {
	cycle := i18n.Text("cycle", p.Cycle.Label)
	if !p.Known() {
		return l.Text("planner.unknown", cycle)
	}
	if p.TooLate() == dialog.Yes {
		return p.tooLate(l, cycle)
	}
	lines := []string{
		l.Text("planner.frame", cycle, i18n.Day("earliest", p.Earliest.I18n()), i18n.Day("end", p.End.I18n())),
		l.Text("planner.left", length(dialog.Period{Start: p.Earliest, End: p.End})...),
	}
	for n := p.Min; n <= p.Max && !p.LatestStart(n).IsZero(); n++ {
		lines = append(lines, l.Text("planner.latest", i18n.Int("months", n), i18n.Day("start", p.LatestStart(n).I18n())))
	}
	return strings.Join(lines, "\n")
}

func (p Plan) tooLate(l *i18n.Localizer, cycle i18n.Arg) string {
	limit := i18n.Int("min", p.Min)
	if p.Following == nil || p.Following.Chosen().Start.IsZero() {
		return l.Text("planner.too-late", cycle, limit)
	}
	start := lastDay(p.Following.Chosen())
	if next := start.Last().AddDays(1); start.Precision() == dialog.PrecisionDay {
		start = next
	}
	return l.Text("planner.too-late-next", cycle, limit, i18n.Text("next", p.Following.Label), i18n.Day("start", start.I18n()))
}
