package chart

import (
	"math"
	"slices"
)

// Stacked is a chart of horizontal bars: one per row, of one segment per series, such
// as the groups of voters. All bars have the same scale.
type Stacked struct {
	Head
	// Series are the names for the legend. Up to eight look different; when there are
	// more, letters tell them apart.
	Series []string
	Rows   []Row
	// NeedLabel explains the lines of what rows need.
	NeedLabel string
}

// Row is a bar. Won and Out put a symbol before the label.
type Row struct {
	Label string
	// Parts are in the order of the series.
	Parts []Part
	// Total is written behind the label.
	Total string
	// Need is what the bar has to reach, drawn as a line across it; 0 is nothing.
	Need     float64
	Won, Out bool
}

// Part is one segment. Its text stands in it if there is room, and is its tooltip if not.
type Part struct {
	Value float64
	Text  string
}

const barHeight = 22.0

// SVG returns the chart.
func (c Stacked) SVG() []byte { return c.Append(nil) }

// Append appends the chart to dst.
func (c Stacked) Append(dst []byte) []byte {
	_, parts := c.extent()
	return c.frame(slices.Grow(dst, 1<<10+len(c.Rows)*(512+parts*256)), "stacked", c.draw)
}

func (c Stacked) draw(p *pen) float64 {
	most, parts := c.extent()
	p.patterns(max(parts, len(c.Series)))
	y := p.legend(4, c.Series)
	if c.NeedLabel != "" {
		y = p.keys(y, []key{{func(x, y float64) { p.limit(x+8, y, y+16) }, c.NeedLabel}})
	}
	for _, r := range c.Rows {
		y = p.heading(y, heading{label: r.Label, total: r.Total, won: r.Won, out: r.Out})
		c.bar(p, r, y, most)
		y += barHeight + 12
	}
	return y
}

// extent returns the value at the right margin, and the parts of the longest row.
func (c Stacked) extent() (most float64, parts int) {
	for _, r := range c.Rows {
		most = max(most, sound(r.Need))
		sum := 0.0
		for _, q := range r.Parts {
			sum += sound(q.Value)
		}
		most = max(most, sum)
		parts = max(parts, len(r.Parts))
	}
	return most, parts
}

// bar draws the segments of a row. Their ends and not their widths are rounded, so
// that many small ones do not add up to a bar of another length.
func (c Stacked) bar(p *pen, r Row, y, most float64) {
	limit := math.Inf(-1)
	if sound(r.Need) > 0 {
		limit = left + part(r.Need, most, wide)
	}
	sum, from := 0.0, left
	for i, q := range r.Parts {
		sum += sound(q.Value)
		to := hundredth(left + part(sum, most, wide))
		if to > from {
			c.segment(p, i, box{from, y, to - from, barHeight}, q.Text, limit)
		}
		from = to
	}
	p.line("dfc-axis", axisStroke, left, y-2, left, y+barHeight+2, ` stroke-width="1"`)
	if sound(r.Need) > 0 {
		p.limit(limit, y-4, y+barHeight+4)
	}
}

func (c Stacked) segment(p *pen, i int, r box, text string, limit float64) {
	if l := letter(i, len(c.Series)); l != "" {
		if with := l + " " + text; width(clean(with), small)+6 <= r.w {
			text = with
		} else if width(l, small)+6 <= r.w {
			p.inside(i, r, l, c.tip(i, text), limit)
			return
		}
	}
	p.inside(i, r, text, c.tip(i, text), limit)
}

// tip names a segment whose text may not fit.
func (c Stacked) tip(i int, text string) string {
	if i < len(c.Series) && c.Series[i] != "" {
		return c.Series[i] + ": " + text
	}
	return text
}

// inside draws a segment with its text if that fits beside the line of the limit. Text
// is never cut there: half a number is a wrong number.
func (p *pen) inside(i int, r box, text, tip string, limit float64) {
	p.segment(i, r, tip)
	text = clean(text)
	need := width(text, small)
	from, to := free(r.x+2, r.x+r.w-2, span{limit - 3, limit + 3})
	if text == "" || need+2 > to-from {
		return
	}
	p.onSeries(i, r, (from+to)/2, text)
}

// onSeries writes text that fits into a segment, centred on x. A patch of the plain
// colour lies below it, or the pattern would run through the digits.
func (p *pen) onSeries(i int, r box, x float64, text string) {
	s := look(i)
	w := width(text, small)
	if s.pattern != "" {
		h := min(r.h-4, 18)
		patch := box{max(r.x+1, x-w/2-1), r.y + (r.h-h)/2, 0, h}
		patch.w = min(r.x+r.w-1, x+w/2+1) - patch.x
		p.area(s.class, s.fill, patch, ` pointer-events="none"`)
	}
	p.text(label{x: x, y: r.y + r.h/2 + 5, size: small, room: w + 1, anchor: "middle", class: s.on, fill: ink}, text)
}
