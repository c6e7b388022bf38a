package widget

import (
	"html/template"
	"slices"
	"time"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget/internal/chart"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// svg marks a chart as HTML: package chart escapes every text and writes no script.
func svg(data []byte) template.HTML { return template.HTML(data) }

// seatChart draws the seats of an election, where there are several.
func (t tabulation) seatChart(uid string) template.HTML {
	n := len(t.r.Elected) + t.r.Vacant
	if n < 2 || n > 50 {
		return ""
	}
	c := chart.Seats{Head: chart.Head{ID: uid, Title: t.text("widget.results.seats"), Desc: t.text("widget.results.chart-seats", i18n.Int("n", n))}}
	for i := range n {
		s := chart.Seat{Label: t.l.Number(i + 1), Vacant: i >= len(t.r.Elected), Holder: t.text("widget.results.seat-vacant")}
		if !s.Vacant {
			s.Holder = t.label(t.r.Elected[i])
		}
		c.Seats = append(c.Seats, s)
	}
	return svg(c.SVG())
}

// groupChart draws the support of each option by group.
func (t tabulation) groupChart(uid string, f figure, groups []int) template.HTML {
	return svg(t.stacked(chart.Head{ID: uid, Title: f.Heading, Desc: t.text("widget.results.chart-groups")}, f, groups).SVG())
}

func (t tabulation) stacked(head chart.Head, f figure, groups []int) chart.Stacked {
	c := chart.Stacked{Head: head}
	if len(groups) > 1 {
		c.Series = f.Columns[1 : len(f.Columns)-1]
	}
	for o, row := range f.Rows {
		r := chart.Row{Label: row.Label, Total: row.Cells[len(row.Cells)-1], Won: slices.Contains(t.r.Elected, o)}
		for i, g := range groups {
			r.Parts = append(r.Parts, chart.Part{Value: float64(t.r.Support[g][o]), Text: row.Cells[i]})
		}
		c.Rows = append(c.Rows, r)
	}
	return c
}

// standalone is the chart by group as a file of its own.
func (t tabulation) standalone(data *Result) ([]byte, error) {
	f := t.groups("dfc")
	if len(f.Rows) == 0 {
		return nil, ErrNotFound
	}
	head := chart.Head{ID: "dfc", Title: t.title(data), Desc: t.text("widget.results.chart-groups"), Standalone: true}
	return t.stacked(head, f, t.visibleGroups()).SVG(), nil
}

// roundChart draws what each option has in each round.
func (t tabulation) roundChart(uid string, f figure) template.HTML {
	c := chart.Rounds{Head: chart.Head{ID: uid, Title: f.Heading, Desc: t.text("widget.results.chart-rounds")},
		QuotaLabel: t.text("widget.results.quota"), LeftOut: func(n int) string { return t.text("widget.results.rounds-left-out", i18n.Int("n", n)) }}
	for i := range t.r.Rounds {
		r := &t.r.Rounds[i]
		c.Rounds = append(c.Rounds, f.Columns[i+1])
		quota, _ := r.Quota.Rat().Float64()
		c.Quota = append(c.Quota, quota)
	}
	for o := range t.options() {
		c.Rows = append(c.Rows, t.roundRow(f.Rows[o].Label, o))
	}
	return svg(c.SVG())
}

func (t tabulation) roundRow(label string, option int) chart.RoundsRow {
	row := chart.RoundsRow{Label: label}
	for i := range t.r.Rounds {
		r := &t.r.Rounds[i]
		if row.Out > 0 {
			break
		}
		p := chart.Part{}
		if option < len(r.Votes) && !r.Votes[option].IsZero() {
			p.Value, _ = r.Votes[option].Rat().Float64()
			p.Text = t.number(r.Votes[option])
		}
		row.Cells = append(row.Cells, p)
		if row.Elected == 0 && (slices.Contains(r.Elected, option) || slices.Contains(r.Deemed, option)) {
			row.Elected = i + 1
		}
		if slices.Contains(r.Excluded, option) {
			row.Out = i + 1
		}
	}
	return row
}

// maxBars is the number of workstreams up to which a chart is drawn; the table has all.
const maxBars = 60

// gantt draws the workstreams between two Denkwerkstätten.
func (v view) gantt(uid string, t *timelineView, d *TimelineData, plan workstream.Plan) template.HTML {
	from, to, ok := span(d)
	if !ok || len(d.Workstreams) > maxBars {
		return ""
	}
	day := func(x dialog.Date) int { n, _ := from.DaysUntil(x); return n }
	c := chart.Gantt{Head: chart.Head{ID: uid, Title: t.Title, Desc: v.text("widget.timeline.chart")}, To: day(to), Ticks: v.months(from, to)}
	if now := d.Day.First(); now.Compare(from) >= 0 && now.Compare(to) <= 0 {
		c.Today = &chart.Mark{Day: day(now), Label: v.text("widget.timeline.today")}
	}
	c.Rows = append(c.Rows, v.denkwerkstaetten(d, day))
	for i := range d.Workstreams {
		row := chart.GanttRow{Label: t.Rows[i].Title, Total: t.Rows[i].State}
		if plan.Known() {
			row.Window = &chart.Window{Earliest: day(d.Cycle.Chosen().End.Last().AddDays(1)), Latest: day(plan.End)}
		}
		row.Bars = v.bars(&d.Workstreams[i], d, t.Rows[i].Late, day)
		c.Rows = append(c.Rows, row)
	}
	return svg(c.SVG())
}

// bars are when a workstream runs as planned, and as it did.
func (v view) bars(w *workstream.Workstream, d *TimelineData, late bool, day func(dialog.Date) int) (out []chart.Bar) {
	known := func(p dialog.Period) bool { return !p.Start.IsZero() && !p.End.IsZero() }
	if known(w.Planned) {
		b := chart.Bar{From: day(w.Planned.Start.First()), To: day(w.Planned.End.Last()), Planned: true, Late: late && !w.Began()}
		if !w.Began() { // otherwise the bar of what happened lies over the text
			b.Text = v.text("widget.timeline.planned")
		}
		out = append(out, b)
	}
	switch actual := w.Actual(); {
	case known(actual):
		out = append(out, chart.Bar{From: day(actual.Start.First()), To: day(actual.End.Last()), Late: late})
	case !actual.Start.IsZero():
		out = append(out, chart.Bar{From: day(actual.Start.First()), To: max(day(actual.Start.First()), day(d.Day.Last())), Open: true, Late: late})
	}
	return out
}

// denkwerkstaetten is the first row: the workshops between which the workstreams run.
func (v view) denkwerkstaetten(d *TimelineData, day func(dialog.Date) int) (row chart.GanttRow) {
	for _, w := range []*dialog.Denkwerkstatt{d.Cycle.Opening, d.Cycle.Closing} {
		if w != nil && !w.Period.Start.IsZero() {
			row.Marks = append(row.Marks, chart.Mark{Day: day(w.Period.Start.First()), Label: v.text("widget.timeline.chosen", i18n.Int("number", w.Number))})
		}
	}
	return row
}

// span is the time that a chart shows: from the first to the last day that anything is
// known of.
func span(d *TimelineData) (from, to dialog.Date, ok bool) {
	add := func(p dialog.Period) {
		for _, x := range []dialog.Date{p.Start, p.End} {
			if x.IsZero() {
				continue
			}
			if from.IsZero() || x.First().Compare(from) < 0 {
				from = x.First()
			}
			if to.IsZero() || x.Last().Compare(to) > 0 {
				to = x.Last()
			}
		}
	}
	for _, w := range []*dialog.Denkwerkstatt{d.Cycle.Opening, d.Cycle.Closing} {
		if w != nil {
			add(w.Period)
		}
	}
	for i := range d.Workstreams {
		add(d.Workstreams[i].Planned)
		add(d.Workstreams[i].Actual())
	}
	return from, to, !from.IsZero()
}

// months are the first days of the months, or of every third, half year or year where
// there are many.
func (v view) months(from, to dialog.Date) (out []chart.Mark) {
	months := (to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month())
	step := 1
	for _, s := range []int{3, 6, 12, 60} {
		if months/step > 8 {
			step = s
		}
	}
	for n := range months + 1 {
		index := int(from.Month()) - 1 + n
		if index%step != 0 {
			continue
		}
		first, err := dialog.NewDate(from.Year()+index/12, time.Month(index%12+1), 1)
		if err != nil || first.Compare(from) < 0 {
			continue
		}
		at, _ := from.DaysUntil(first)
		out = append(out, chart.Mark{Day: at, Label: v.text("widget.timeline.tick", i18n.Int("month", int(first.Month())), i18n.Int("year", first.Year()))})
	}
	return out
}
