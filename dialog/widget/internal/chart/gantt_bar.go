package chart

import (
	"cmp"
	"slices"
)

// window draws the time that a row has as a bracket.
func (d days) window(p *pen, w Window, y float64) {
	if w.Latest < w.Earliest || !d.overlaps(w.Earliest, w.Latest) {
		return
	}
	x1, x2 := d.span(w.Earliest, w.Latest)
	p.area("dfc-window", windowFill, box{x1, y - 2, x2 - x1, laneHeight + 4}, "")
	// An end out of sight has no bracket.
	if d.shows(w.Earliest) {
		bracket(p, x1, y, 5)
	}
	if d.shows(w.Latest) {
		bracket(p, x2, y, -5)
	}
}

func bracket(p *pen, x, y, foot float64) {
	const more = ` stroke-width="2"`
	p.line("dfc-axis", axisStroke, x, y-3, x, y+laneHeight+3, more)
	p.line("dfc-axis", axisStroke, x, y-2, x+foot, y-2, more)
	p.line("dfc-axis", axisStroke, x, y+laneHeight+2, x+foot, y+laneHeight+2, more)
}

const (
	arrow = 10.0
	fade  = 24.0
)

// bar draws a bar whose lane begins at y. One that is planned fills the lane, one that
// is actual leaves its edges visible.
func (d days) bar(p *pen, b Bar, y float64, blocked []span) {
	if !d.overlaps(b.From, b.To) && (!b.Open || float64(b.From) >= d.to) {
		return
	}
	s := b.look()
	r := box{y: y + 3, h: laneHeight - 6}
	if b.Planned {
		r = box{y: y, h: laneHeight}
	}
	x1, x2 := d.span(b.From, b.To)
	if b.Open {
		x1, x2 = p.fade(s.class, s.fill, r, x1, x2)
	}
	r.x, r.w = x1, x2-x1
	p.rect(s.class, s.fill, r, s.more, b.Text)
	from, to := free(r.x+4, r.x+r.w-3, blocked...)
	if b.Late && !b.Planned && to-from >= icon {
		p.warning(from-2, r.y+3)
		from += icon - 2
	}
	p.number(label{x: from, y: r.y + r.h/2 + 5, size: small, room: to - from, class: s.on, fill: ink}, b.Text)
}

// barLook is how a bar looks; more are further attributes.
type barLook struct{ class, on, fill, more string }

func (b Bar) look() barLook {
	switch {
	case b.Planned:
		return barLook{"dfc-plan", "dfc-on-plan", paper, ` stroke-dasharray="4 2"`}
	case b.Late:
		return barLook{"dfc-late", "dfc-on-late", lateFill, ""}
	}
	return barLook{"dfc-c1", "dfc-on-c1", palette[0].fill, ""}
}

// fade draws the open end of a bar: steps of fading, then an arrow. It returns what is
// left for the bar itself when the end of the chart is near.
func (p *pen) fade(class, fill string, r box, x1, x2 float64) (from, to float64) {
	x2 = min(x2, right-fade-arrow)
	x1 = min(x1, x2-3)
	for i, opacity := range []string{"0.7", "0.45", "0.2"} {
		p.area(class, fill, box{x2 + float64(i)*fade/3, r.y, fade / 3, r.h}, ` fill-opacity="`+opacity+`"`)
	}
	for _, y := range []float64{r.y, r.y + r.h} {
		p.line("dfc-edge", ink, x2, y, x2+fade, y, ` stroke-width="1" stroke-dasharray="3 3"`)
	}
	p.arrowhead(x2+fade, r)
	return x1, x2
}

func (p *pen) arrowhead(x float64, r box) {
	p.polygon("dfc-ink", ink, x, r.y+r.h/2, 0, -r.h/2, arrow, 0, 0, r.h/2)
	p.raw(`/>`)
}

// lanes is how many lines of labels a row may have below its bars.
const lanes = 3

// marks draws the marked days of a row, each label in the first line that has room for
// it. It returns where the row ends.
func (d days) marks(p *pen, all []Mark, y float64) float64 {
	bottom := y + laneHeight + 4
	var ends [lanes]float64
	used := 0
	for _, m := range slices.SortedStableFunc(slices.Values(all), byDay) {
		if !d.shows(m.Day) {
			continue
		}
		x := d.noon(m.Day)
		p.polygon("dfc-ink", ink, x, y+laneHeight/2, 0, -7, 7, 0, 0, 7, -7, 0)
		p.tipped("polygon", m.Label)
		need := min(width(clean(m.Label), small), wide)
		from := max(left, min(x-need/2, right-need))
		for i := range ends {
			if need > 0 && from >= ends[i] {
				p.middle(label{x: x, y: bottom + 14 + lineHeight*float64(i), size: small, room: wide}, m.Label)
				ends[i] = from + need + 8
				used = max(used, i+1)
				break
			}
		}
	}
	return bottom + lineHeight*float64(used)
}

func byDay(a, b Mark) int { return cmp.Compare(a.Day, b.Day) }
