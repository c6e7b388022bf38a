package widget

import (
	"html/template"
	"slices"
	"time"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget/internal/chart"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// svg marks a chart as HTML: package chart escapes every text and writes no script.
func svg(data []byte) template.HTML { return template.HTML(data) }

// supportChart draws what each option has.
func (t tabulation) supportChart(uid string, f figure, s support) template.HTML {
	return svg(t.stacked(chart.Head{ID: uid, Title: f.Heading, Desc: t.text("widget.results.chart-support")}, f, s).SVG())
}

func (t tabulation) stacked(head chart.Head, f figure, s support) chart.Stacked {
	c := chart.Stacked{Head: head}
	if s.split() {
		c.Series = f.Columns[1 : 1+len(s.groups)]
	}
	for _, o := range s.shown() {
		c.Rows = append(c.Rows, t.bar(f.Rows[o], s, o))
	}
	if t.c.Method == ballot.Motion {
		t.needs(&c, f)
	}
	return c
}

// bar is the bar of an option, whose row has the same numbers as text.
func (t tabulation) bar(row figureRow, s support, o int) chart.Row {
	n, values := 1, []float64{s.options[o].size}
	if s.split() {
		n, values = len(s.groups), s.options[o].sizes
	}
	r := chart.Row{Label: row.Label, Total: row.Cells[0], Won: slices.Contains(t.r.Elected, o)}
	if s.split() {
		r.Total = row.Cells[n]
	}
	for i, v := range values {
		r.Parts = append(r.Parts, chart.Part{Value: v, Text: row.Cells[i]})
	}
	return r
}

// needs draws what a motion needs: a line across the votes for it, and a bar of the ballots
// that count, with the line of the quorum.
func (t tabulation) needs(c *chart.Stacked, f figure) {
	majority, quorum := t.limit(ballot.CheckOverall), t.limit(ballot.CheckQuorum, ballot.CheckQuorumShare)
	if majority == 0 && quorum == 0 {
		return
	}
	c.NeedLabel = t.text("ballot.column.needed")
	c.Rows[ballot.Yes].Need = float64(majority)
	if quorum > 0 {
		row := f.Rows[len(f.Rows)-1]
		c.Rows = append(c.Rows, chart.Row{Label: row.Label, Total: row.Cells[len(row.Cells)-2], Need: float64(quorum), Parts: t.validParts(len(c.Series))})
	}
}

// validParts are the valid ballots, by group where bars have parts.
func (t tabulation) validParts(groups int) (parts []chart.Part) {
	if groups == 0 {
		n := t.turnout().valid
		return []chart.Part{{Value: float64(n), Text: t.count(n)}}
	}
	for _, g := range t.visibleGroups() {
		n := t.r.Accounts[g].Valid
		parts = append(parts, chart.Part{Value: float64(n), Text: t.count(n)})
	}
	return parts
}

// standalone is the chart as a file of its own.
func (t tabulation) standalone(data *Result) ([]byte, error) {
	s := t.support()
	f := t.supportFigure("dfc", s)
	if len(f.Rows) == 0 {
		return nil, ErrNotFound
	}
	head := chart.Head{ID: "dfc", Title: t.title(data), Desc: t.text("widget.results.chart-support"), Standalone: true}
	return t.stacked(head, f, s).SVG(), nil
}

// roundChart draws what each option has in each round.
func (t tabulation) roundChart(uid string, f figure, rows []chart.RoundsRow) template.HTML {
	c := chart.Rounds{Head: chart.Head{ID: uid, Title: f.Heading, Desc: t.text("widget.results.chart-rounds")},
		Rows: rows, QuotaLabel: t.text(t.quotaKey()), LeftOut: func(n int) string { return t.text("widget.results.rounds-left-out", i18n.Int("n", n)) }}
	for i := range t.r.Rounds {
		r := &t.r.Rounds[i]
		c.Rounds = append(c.Rounds, f.Columns[i+1])
		quota, _ := r.Quota.Rat().Float64()
		c.Quota = append(c.Quota, quota)
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
			p.Text = t.short(r.Votes[option])
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

// short is a number where room is scarce: without the zeros of a whole number of votes.
func (t tabulation) short(n ballot.Number) string {
	if r := n.Rat(); r.IsInt() {
		return t.l.Decimal(r.FloatString(0))
	}
	return t.number(n)
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
	c := chart.Gantt{Head: chart.Head{ID: uid, Title: t.Title, Desc: v.text("widget.timeline.chart")}, To: day(to), Ticks: v.months(from, to),
		Keys: chart.Keys{Window: v.text("widget.timeline.key.window"), Planned: v.text("widget.timeline.key.planned"), Actual: v.text("widget.timeline.key.actual"),
			Late: v.text("widget.timeline.key.late"), Open: v.text("widget.timeline.key.open"), Today: v.text("widget.timeline.key.today")}}
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
	switch actual := ran(w); {
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
		add(ran(&d.Workstreams[i]))
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
