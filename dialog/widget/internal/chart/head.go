package chart

import (
	"slices"
	"strconv"
)

// Head is what all charts have.
type Head struct {
	// ID begins the ids inside the SVG; it must be unique in the page.
	ID string
	// Title names the image, Desc says what is to be seen in it.
	Title, Desc string
	// Standalone makes a file of its own: with XML header, namespace, size, font and
	// background.
	Standalone bool
}

// All charts are 336 units wide. A screen of 320 pixels leaves a page 288 of them, on
// which small text has 12 pixels; at the 24rem that the style sheet allows at most, it has
// the 16 of the text around it.
const (
	total = 336.0
	left  = 8.0
	right = total - left
	wide  = right - left

	small  = 14.0
	normal = 15.0

	lineHeight = 18.0
)

// frame writes a chart around what body draws. The body returns the height it took,
// which is put into the opening tag afterwards: few charts know it before.
func (h Head) frame(dst []byte, kind string, body func(p *pen) float64) []byte {
	p := &pen{b: dst, id: ident(h.ID)}
	if h.Standalone {
		p.raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n")
	}
	p.raw(`<svg class="dfc-chart dfc-`, kind, `" role="img" aria-labelledby="`, p.id, `-t`)
	if h.Desc != "" {
		p.raw(` `, p.id, `-d`)
	}
	// A page may be written from right to left; the geometry here is not.
	p.raw(`" direction="ltr" viewBox="0 0 336 `)
	viewBox := len(p.b)
	p.raw(`"`)
	size := -1
	if h.Standalone {
		p.raw(` xmlns="http://www.w3.org/2000/svg" font-family="system-ui, Arial, sans-serif" width="672" height="`)
		size = len(p.b)
		p.raw(`"`)
	} else {
		p.raw(` width="100%"`)
	}
	p.raw(`><title id="`, p.id, `-t">`)
	p.escaped(clean(h.Title))
	p.raw(`</title>`)
	if h.Desc != "" {
		p.raw(`<desc id="`, p.id, `-d">`)
		p.escaped(clean(h.Desc))
		p.raw(`</desc>`)
	}
	if h.Standalone {
		p.raw(`<rect class="dfc-bg" fill="#ffffff" width="100%" height="100%"/>`)
	}
	height := int64(body(p) + 0.999)
	p.raw("</svg>\n")
	if size >= 0 {
		p.b = slices.Insert(p.b, size, strconv.AppendInt(nil, 2*height, 10)...)
	}
	return slices.Insert(p.b, viewBox, strconv.AppendInt(nil, height, 10)...)
}

// ident makes an id that XML, aria-labelledby and url() take from any ID, and a
// different one from each: other bytes than letters, digits, - and _ become .hex.
func ident(id string) string {
	b := []byte("dfc-")
	for i := range len(id) {
		switch c := id[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
			b = append(b, c)
		default:
			b = append(b, '.')
			b = strconv.AppendUint(b, uint64(c), 16)
			b = append(b, '.')
		}
	}
	return string(b)
}
