package chart

// heading is the line above a bar: a symbol, the label, and at the right a total.
type heading struct {
	label, total   string
	won, out, late bool
}

const headingHeight = 22.0

// heading draws a label whose top is y, in two lines if need be, and returns where it
// ends. Labels have lines of their own because nothing would be left of the bar beside
// them on a small screen.
func (p *pen) heading(y float64, h heading) float64 {
	x := left
	switch {
	case h.late:
		p.warning(x, y+2)
	case h.won:
		p.check(x, y+2)
	case h.out:
		p.cross(x, y+2)
	}
	if h.late || h.won || h.out {
		x += icon
	}
	base := y + 15
	room := right - x
	if h.total != "" {
		taken := min(width(clean(h.total), normal)*1.1, wide/2)
		p.text(label{x: right, y: base, size: normal, room: taken, anchor: "end", bold: true}, h.total)
		room -= taken + 8
	}
	return y + headingHeight + p.lines(label{x: x, y: base, size: normal, room: room, below: right - x}, h.label)
}

const legendHeight = 22.0

// legend draws the keys of the series from y on and returns where it ends. With more
// series than looks, keys have letters, see letter.
func (p *pen) legend(y float64, names []string) float64 {
	x := left
	for i, name := range names {
		name = clean(name)
		need := min(24+width(name, small), wide)
		if x > left && x+need > right {
			x = left
			y += legendHeight
		}
		key := box{x, y + 0.5, 16, 16}
		p.segment(i, key, "")
		if l := letter(i, len(names)); l != "" {
			p.onSeries(i, key, x+8, l)
		}
		p.text(label{x: x + 22, y: y + 13.5, size: small, room: need - 22, anchor: ""}, name)
		x += need + 12
	}
	if len(names) == 0 {
		return y
	}
	return y + legendHeight + 4
}

// letter tells series apart when there are more of them than looks.
func letter(i, n int) string {
	if n <= len(palette) {
		return ""
	}
	return string(rune('A' + i%26))
}

// limit draws the line of a threshold or a quota.
func (p *pen) limit(x, y1, y2 float64) {
	p.line("dfc-limit", markStroke, x, y1, x, y2, ` stroke-width="2" stroke-dasharray="5 2"`)
}
