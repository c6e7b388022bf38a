package chart

import "math"

// days maps days to places. It counts in floats, where no day overflows.
type days struct{ from, to float64 }

// days returns the period that the chart shows.
func (c Gantt) days() days {
	if c.To > c.From {
		return days{float64(c.From), float64(c.To) + 1}.sound()
	}
	d := days{math.Inf(1), math.Inf(-1)}
	d.take(c.Ticks...)
	if c.Today != nil {
		d.take(*c.Today)
	}
	for _, r := range c.Rows {
		d.take(r.Marks...)
		if r.Window != nil {
			d.take(Mark{Day: r.Window.Earliest}, Mark{Day: r.Window.Latest})
		}
		for _, b := range r.Bars {
			d.take(Mark{Day: b.From}, Mark{Day: b.To})
		}
	}
	return d.sound()
}

// sound keeps a chart without days, and one of days that are all the same as floats,
// from dividing by zero.
func (d days) sound() days {
	if d.from >= d.to {
		return days{0, 1}
	}
	return d
}

func (d *days) take(all ...Mark) {
	for _, m := range all {
		d.from = min(d.from, float64(m.Day))
		d.to = max(d.to, float64(m.Day)+1)
	}
}

func (d days) place(day float64) float64 {
	return hundredth(left + wide*max(0, min((day-d.from)/(d.to-d.from), 1)))
}

// start, noon and end are places within a day.
func (d days) start(day int) float64 { return d.place(float64(day)) }
func (d days) noon(day int) float64  { return d.place(float64(day) + 0.5) }
func (d days) end(day int) float64   { return d.place(float64(day) + 1) }

func (d days) shows(day int) bool {
	return float64(day) >= d.from && float64(day) < d.to
}

// overlaps reports whether anything of a period is shown.
func (d days) overlaps(from, to int) bool {
	return float64(from) < d.to && float64(to)+1 > d.from
}

// span returns the places of a period. The shortest is 3 units wide: a day must be seen
// in a chart of years.
func (d days) span(from, to int) (x1, x2 float64) {
	x1, x2 = d.start(from), d.end(max(from, to))
	if x2-x1 < 3 {
		x2 = min(x1+3, right)
		x1 = x2 - 3
	}
	return x1, x2
}
