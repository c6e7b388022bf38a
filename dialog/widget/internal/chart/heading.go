package chart

// heading is the line above a bar: a symbol, the label, and at the right a total.
type heading struct {
	label, total   string
	won, out, late bool
}

const headingHeight = 22.0

// heading draws a label whose top is y, in two lines if need be, and returns where it
// ends. Labels have lines of their own because nothing would be left of the bar beside
// them on a small screen. A total is never cut: one too long to stand beside the label
// has a line below it. A heading of nothing takes no room.
func (p *pen) heading(y float64, h heading) float64 {
	if h.label == "" && h.total == "" {
		return y
	}
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
	end := label{x: right, y: base, size: normal, room: wide, anchor: "end", bold: true}
	taken := width(clean(h.total), normal) * boldness
	beside := taken <= wide/2
	if beside && taken > 0 {
		p.text(end, h.total)
		room -= taken + 8
	}
	y += headingHeight + p.lines(label{x: x, y: base, size: normal, room: room, below: right - x}, h.label)
	if !beside {
		end.y = y + 12
		y += headingHeight + p.lines(end, h.total)
	}
	return y
}

const legendHeight = 22.0

// A key explains one look of a chart: draw shows it in a square of 16 units.
type key struct {
	draw  func(x, y float64)
	label string
}

// keys draws keys from y on, in as many lines as they need, and returns where they end.
func (p *pen) keys(y float64, all []key) float64 {
	x := left
	for _, k := range all {
		name := clean(k.label)
		need := min(24+width(name, small), wide)
		if x > left && x+need > right {
			x = left
			y += legendHeight
		}
		k.draw(x, y+0.5)
		p.text(label{x: x + 22, y: y + 13.5, size: small, room: need - 22}, name)
		x += need + 12
	}
	if len(all) == 0 {
		return y
	}
	return y + legendHeight + 4
}

// legend draws the keys of the series. With more series than looks, keys have letters,
// see letter.
func (p *pen) legend(y float64, names []string) float64 {
	all := make([]key, len(names))
	for i, name := range names {
		all[i] = key{func(x, y float64) {
			square := box{x, y, 16, 16}
			p.segment(i, square, "")
			if l := letter(i, len(names)); l != "" {
				p.onSeries(i, square, x+8, l)
			}
		}, name}
	}
	return p.keys(y, all)
}

// letter tells series apart when there are more of them than looks.
func letter(i, n int) string {
	if n <= len(palette) {
		return ""
	}
	return string(rune('A' + i%26))
}

// limit draws the line of what is needed, a threshold or a quota.
func (p *pen) limit(x, y1, y2 float64) {
	p.mark("dfc-limit", x, y1, y2, ` stroke-width="2" stroke-dasharray="5 2"`)
}

// mark draws a line in front of bars. It has a rim of the ground on both sides, because no
// one colour is seen on paper and on every series, light and dark.
func (p *pen) mark(class string, x, y1, y2 float64, more string) {
	p.line("dfc-halo", paper, x, y1, x, y2, ` stroke-width="5"`)
	p.line(class, markStroke, x, y1, x, y2, more)
}
