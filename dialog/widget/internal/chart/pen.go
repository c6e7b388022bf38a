package chart

import (
	"math"
	"strconv"
)

// pen appends SVG to a buffer. Its methods take geometry in user units.
type pen struct {
	b []byte
	// id begins all ids of the chart, see ident.
	id string
}

func (p *pen) raw(parts ...string) {
	for _, s := range parts {
		p.b = append(p.b, s...)
	}
}

// num appends a number with at most two decimals. What is no number is 0: broken
// geometry is better than a broken document.
func (p *pen) num(v float64) {
	if math.IsNaN(v) || math.Abs(v) > 1e12 {
		v = 0
	}
	h := int64(math.Round(v * 100))
	if h < 0 {
		p.b = append(p.b, '-')
		h = -h
	}
	p.b = strconv.AppendInt(p.b, h/100, 10)
	switch rest := h % 100; {
	case rest == 0:
	case rest%10 == 0:
		p.b = append(p.b, '.', byte('0'+rest/10))
	default:
		p.b = append(p.b, '.', byte('0'+rest/10), byte('0'+rest%10))
	}
}

func (p *pen) attr(name string, v float64) {
	p.raw(" ", name, `="`)
	p.num(v)
	p.raw(`"`)
}

// box is a rectangle.
type box struct{ x, y, w, h float64 }

func (p *pen) box(r box) {
	p.attr("x", r.x)
	p.attr("y", r.y)
	p.attr("width", r.w)
	p.attr("height", r.h)
}

// edge outlines a shape so that neighbours stay apart without their colours.
const (
	edgeClass = " dfc-edge"
	edgeAttrs = ` stroke="` + ink + `" stroke-width="1"`
)

// rect draws an outlined rectangle; more are further attributes, tip is its tooltip.
func (p *pen) rect(class, fill string, r box, more, tip string) {
	p.raw(`<rect class="`, class, edgeClass, `" fill="`, fill, `"`)
	p.box(r)
	p.raw(edgeAttrs, more)
	p.tipped("rect", tip)
}

// area draws a rectangle without outline.
func (p *pen) area(class, fill string, r box, more string) {
	p.raw(`<rect class="`, class, `" fill="`, fill, `"`)
	p.box(r)
	p.raw(more, `/>`)
}

// line draws a straight line; more are further attributes.
func (p *pen) line(class, stroke string, x1, y1, x2, y2 float64, more string) {
	p.raw(`<line class="`, class, `" stroke="`, stroke, `"`)
	p.attr("x1", x1)
	p.attr("y1", y1)
	p.attr("x2", x2)
	p.attr("y2", y2)
	p.raw(more, `/>`)
}

// polygon opens a polygon moved to x, y; the caller closes it. Symbols are polygons
// and not letters because fonts lack the letters.
func (p *pen) polygon(class, fill string, x, y float64, points ...float64) {
	p.raw(`<polygon class="`, class, `" fill="`, fill, `" points="`)
	for i := 0; i+1 < len(points); i += 2 {
		if i > 0 {
			p.raw(" ")
		}
		p.num(x + points[i])
		p.raw(",")
		p.num(y + points[i+1])
	}
	p.raw(`"`)
}

// hundredth rounds to what num writes.
func hundredth(v float64) float64 { return math.Round(v*100) / 100 }
