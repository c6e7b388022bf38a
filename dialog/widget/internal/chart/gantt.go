package chart

// Gantt is a chart of periods: rows of bars between days. Days are numbers, of which
// the caller keeps the origin.
type Gantt struct {
	Head
	// From and To are the first and last day shown. When To is not after From, the
	// chart shows all that is in it.
	From, To int
	// Ticks are days with a line through all rows, such as the first of each month.
	Ticks []Mark
	// Today is a day with a bolder line.
	Today *Mark
	Rows  []GanttRow
	// Keys name the looks for the legend; of those that occur, it has the named ones.
	Keys Keys
}

// Keys are the names of what a Gantt chart consists of.
type Keys struct {
	Window, Planned, Actual, Late, Open, Today string
}

// Mark is a day with a label.
type Mark struct {
	Day   int
	Label string
}

// GanttRow is a row of bars.
type GanttRow struct {
	Label string
	// Total is written behind the label, such as the dates of the bars.
	Total string
	// Window is the time that the row has, drawn as a bracket behind the bars.
	Window *Window
	Bars   []Bar
	// Marks are days in the row, drawn as diamonds with labels below.
	Marks []Mark
}

// Window is the earliest and the latest day of something.
type Window struct{ Earliest, Latest int }

// Bar is a period that includes both of its days. It is actual unless planned; those
// that are planned are outlines behind the others.
type Bar struct {
	From, To int
	// Open has no end yet: from To on the bar fades into an arrow.
	Open          bool
	Planned, Late bool
	Text          string
}

// SVG returns the chart.
func (c Gantt) SVG() []byte { return c.Append(nil) }

// Append appends the chart to dst.
func (c Gantt) Append(dst []byte) []byte {
	return c.frame(dst, "gantt", c.draw)
}

const (
	laneHeight = 26.0
	rowGap     = 12.0
)

func (c Gantt) draw(p *pen) float64 {
	d := c.days()
	y := c.above(p, d, p.keys(4, c.keys(p, d)))
	for _, r := range c.Rows {
		y = p.heading(y, heading{label: r.Label, total: r.Total, late: r.late()})
		y = c.row(p, d, r, y) + rowGap
	}
	return y
}

func (r GanttRow) late() bool {
	for _, b := range r.Bars {
		if b.Late {
			return true
		}
	}
	return false
}

// above draws the labels of the ticks and of today.
func (c Gantt) above(p *pen, d days, y float64) float64 {
	end := 0.0
	for _, t := range c.Ticks {
		need := width(clean(t.Label), small)
		l := label{x: d.start(t.Day), y: y + 14, size: small, room: need}
		from := l.x
		if from+need > right { // the last one ends where the chart does
			from, l.x, l.anchor = right-need, right, "end"
		}
		// A label that would run into the one before it is left out; its line stays.
		if !d.shows(t.Day) || t.Label == "" || from < max(end, left) {
			continue
		}
		p.text(l, t.Label)
		end = from + need + 6
	}
	if len(c.Ticks) > 0 {
		y += 20
	}
	if c.Today != nil && c.Today.Label != "" && d.shows(c.Today.Day) {
		p.middle(label{x: d.noon(c.Today.Day), y: y + 14, size: small, room: wide}, c.Today.Label)
		y += 22
	}
	return y + 2
}

// row draws the bars of a row, what lies behind and in front of them, and the labels
// below. It returns where it ends.
func (c Gantt) row(p *pen, d days, r GanttRow, y float64) float64 {
	p.line("dfc-grid", gridStroke, left, y+laneHeight+3, right, y+laneHeight+3, ` stroke-width="0.5"`)
	if r.Window != nil {
		d.window(p, *r.Window, y)
	}
	for _, t := range c.Ticks {
		if d.shows(t.Day) {
			x := d.start(t.Day)
			p.line("dfc-grid", gridStroke, x, y-3, x, y+laneHeight+3, ` stroke-width="1"`)
		}
	}
	blocked := c.blocked(d, r)
	for _, planned := range []bool{true, false} {
		for _, b := range r.Bars {
			if b.Planned == planned {
				d.bar(p, b, y, blocked)
			}
		}
	}
	if c.Today != nil && d.shows(c.Today.Day) {
		x := d.noon(c.Today.Day)
		p.mark("dfc-today", x, y-5, y+laneHeight+5, ` stroke-width="2"`)
	}
	return d.marks(p, r.Marks, y)
}

// blocked returns where lines and diamonds stand in front of the bars of a row.
func (c Gantt) blocked(d days, r GanttRow) []span {
	all := make([]span, 0, len(r.Marks)+1)
	if c.Today != nil && d.shows(c.Today.Day) {
		x := d.noon(c.Today.Day)
		all = append(all, span{x - 3, x + 3})
	}
	for _, m := range r.Marks {
		if d.shows(m.Day) {
			x := d.noon(m.Day)
			all = append(all, span{x - 9, x + 9})
		}
	}
	return all
}
