package chart

import "math"

// ink draws text and outlines. All fills under text are light, so that one ink has at
// least 7:1 on each of them, and outlines show against fills and paper alike.
const (
	ink   = "#111111"
	paper = "#ffffff"

	wonFill    = "#1b7f3b"
	outFill    = "#a32020"
	lateFill   = "#ff9e80"
	windowFill = "#e4e7eb"
	gridStroke = "#8a9099"
	axisStroke = "#4a5058"
	markStroke = "#b3004b"
)

// series is how one series looks. The colours are after Okabe and Ito, lightened. Those
// that some eyes confuse (2 and 7, 3 and 5) have patterns that nobody does.
type series struct {
	class, on, fill string
	// A pattern of stripes lies over the fill; the first series has none.
	stripeClass, stripe, pattern string
}

var palette = [8]series{
	{"dfc-c1", "dfc-on-c1", "#7fb2e5", "dfc-s1", "", ""},
	{"dfc-c2", "dfc-on-c2", "#f2a93b", "dfc-s2", "#ffdf9e", "M-2 2l4-4M0 8l8-8M6 10l4-4"},
	{"dfc-c3", "dfc-on-c3", "#5cc4a0", "dfc-s3", "#c4f0df", "M-2 6l4 4M0 0l8 8M6-2l4 4"},
	{"dfc-c4", "dfc-on-c4", "#f3e55b", "dfc-s4", "#c9b200", "M2 2h2M6 6h2"},
	{"dfc-c5", "dfc-on-c5", "#d79ad0", "dfc-s5", "#f8dff5", "M4 0v8"},
	{"dfc-c6", "dfc-on-c6", "#cdd1d6", "dfc-s6", "#a3a8ae", "M0 4h8"},
	{"dfc-c7", "dfc-on-c7", "#f28c78", "dfc-s7", "#ffd3ca", "M0 4h8M4 0v8"},
	{"dfc-c8", "dfc-on-c8", "#b4e2f2", "dfc-s8", "#6fb4d2", "M0 0l8 8M0 8l8-8"},
}

// look returns how series i looks; there are eight looks, and then they begin again.
func look(i int) series { return palette[i%len(palette)] }

// patterns defines the patterns of the first n series.
func (p *pen) patterns(n int) {
	n = min(n, len(palette))
	if n < 2 {
		return
	}
	p.raw(`<defs>`)
	for i := 1; i < n; i++ {
		s := palette[i]
		p.raw(`<pattern id="`)
		p.patternID(i)
		p.raw(`" patternUnits="userSpaceOnUse" width="8" height="8"><path class="`, s.stripeClass,
			`" fill="none" stroke="`, s.stripe, `" stroke-width="2" d="`, s.pattern, `"/></pattern>`)
	}
	p.raw(`</defs>`)
}

func (p *pen) patternID(i int) {
	p.raw(p.id, "-p")
	p.num(float64(i + 1))
}

// segment draws a rectangle in the look of series i. The pattern is a second
// rectangle: a style sheet that colours the first must not wipe it away.
func (p *pen) segment(i int, r box, tip string) {
	i %= len(palette)
	s := palette[i]
	p.raw(`<rect class="`, s.class, edgeClass, `" fill="`, s.fill, `"`)
	p.box(r)
	p.raw(edgeAttrs)
	p.tipped("rect", tip)
	if s.pattern == "" || r.w <= 1 {
		return
	}
	// It leaves the outline free, and the tooltip to the rectangle below.
	r = box{r.x + 0.5, r.y + 0.5, r.w - 1, r.h - 1}
	p.raw(`<rect pointer-events="none" fill="url(#`)
	p.patternID(i)
	p.raw(`)"`)
	p.box(r)
	p.raw(`/>`)
}

// tipped ends an element that may have a tooltip.
func (p *pen) tipped(element, tip string) {
	if tip = clean(tip); tip == "" {
		p.raw(`/>`)
		return
	}
	p.raw(`>`)
	p.title(tip)
	p.raw(`</`, element, `>`)
}

// sound returns a value that can be drawn: not negative, and small enough to add up.
func sound(v float64) float64 {
	if math.IsNaN(v) || v < 0 {
		return 0
	}
	return min(v, 1e15)
}

// part returns which part of room the value takes.
func part(v, most, room float64) float64 {
	if most <= 0 {
		return 0
	}
	return min(sound(v)/most, 1) * room
}
