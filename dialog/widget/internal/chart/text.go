package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean returns s without what XML forbids, and without the characters that turn the
// direction of writing: a name must not rearrange the text around it. Line breaks and
// other controls become spaces, broken UTF-8 becomes U+FFFD.
func clean(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	thin := 0
	for _, r := range s {
		switch {
		case turns(r), r == 0xfffe, r == 0xffff:
			continue
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			r = ' '
		}
		// Marks without a width pile up over the neighbouring rows.
		if em(r) > 0 {
			thin = 0
		} else if thin++; thin > 4 {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plain reports whether s is printable Latin text, as nearly all is.
func plain(s string) bool {
	for _, r := range s {
		if r < ' ' || r > 0x24f || r >= 0x7f && r < 0xa0 {
			return false
		}
	}
	return true
}

// turns reports whether r embeds, overrides or isolates a direction of writing.
func turns(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// escaped appends s, which is clean.
func (p *pen) escaped(s string) {
	for {
		i := strings.IndexAny(s, `<>&"'`)
		if i < 0 {
			p.raw(s)
			return
		}
		p.raw(s[:i])
		switch s[i] {
		case '<':
			p.raw("&lt;")
		case '>':
			p.raw("&gt;")
		case '&':
			p.raw("&amp;")
		case '"':
			p.raw("&#34;")
		case '\'':
			p.raw("&#39;")
		}
		s = s[i+1:]
	}
}

// latin are widths of letters in hundredths of the font size. They are those of DejaVu
// Sans, which is wide: text of other fonts is then cut early rather than late.
var latin = func() (w [0x80]float64) {
	for i := range w {
		w[i] = 64
	}
	for letters, width := range map[string]float64{
		" .,:;'|!ijlI": 33, "()[]/\\-\"`": 40, "ftrJ": 42, "sz": 53, "w+<>=~#": 84,
		"ABCKPRSTVXYZ": 69, "DGHNOQU&": 79, "mMW@%": 100,
	} {
		for _, r := range letters {
			w[r] = width
		}
	}
	return w
}()

// em estimates the width of a letter in hundredths of the font size.
func em(r rune) float64 {
	switch {
	case r < 0x80:
		return latin[r]
	case r < 0x300:
		return 70
	case r >= 0x200b && r <= 0x200f, unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x2e80 && r < 0xfb00, r >= 0x1f000, r >= 0xff00 && r < 0xff61, r >= 0x1100 && r < 0x1160:
		return 105
	default:
		return 72
	}
}

// boldness is how much wider than the estimate bold text is: at most 1.114 for the states
// of a workstream and for numbers, in both languages, measured in DejaVu Sans Bold.
const boldness = 1.12

// width estimates how wide s is drawn.
func width(s string, size float64) float64 {
	sum := 0.0
	for _, r := range s {
		sum += em(r)
	}
	return sum * size / 100
}

// cut shortens s to a width, and reports whether it had to.
func cut(s string, size, room float64) (string, bool) {
	const dots = 100
	room = room*100/size + 1e-6 // what was measured to fit must not fail by rounding
	sum, fits := 0.0, 0
	for i, r := range s {
		sum += em(r)
		if sum > room {
			if room < dots {
				return "", true
			}
			return strings.TrimRight(s[:fits], " ") + "…", true
		}
		if sum <= room-dots {
			fits = i + utf8.RuneLen(r)
		}
	}
	return s, false
}

// wrap breaks s at spaces into two lines, of which the second may be too long.
func wrap(s string, size, room float64) (first, second string) {
	if width(s, size) <= room {
		return s, ""
	}
	at, sum := 0, 0.0
	for i, r := range s {
		if r == ' ' && i > 0 {
			at = i
		}
		if sum += em(r) * size / 100; sum > room {
			break
		}
	}
	if at == 0 {
		return s, ""
	}
	return s[:at], s[at+1:]
}

// label is text at a place. Its y is the base line.
type label struct {
	x, y, size, room float64
	// below is the room of a second line, if it differs.
	below       float64
	anchor      string
	class, fill string
	bold        bool
	// tip is shown instead of the whole text when it does not fit.
	tip string
}

// text draws s, cut to the room that the label has. It reports whether anything stands.
func (p *pen) text(l label, s string) bool {
	s = clean(s)
	size := l.size
	if l.bold {
		size *= boldness
	}
	shown, short := cut(s, size, l.room)
	if shown == "" {
		return false
	}
	if l.class == "" {
		l.class, l.fill = "dfc-text", ink
	}
	p.raw(`<text class="`, l.class, `" fill="`, l.fill, `"`)
	p.attr("font-size", l.size)
	if l.bold {
		p.raw(` font-weight="bold"`)
	}
	if l.anchor != "" {
		p.raw(` text-anchor="`, l.anchor, `"`)
	}
	p.attr("x", l.x)
	p.attr("y", l.y)
	p.raw(`>`)
	if l.tip != "" {
		p.title(clean(l.tip))
	} else if short {
		p.title(s)
	}
	p.escaped(shown)
	p.raw(`</text>`)
	return true
}

// title appends a tooltip, the first child of what it belongs to.
func (p *pen) title(s string) {
	if s == "" {
		return
	}
	p.raw(`<title>`)
	p.escaped(s)
	p.raw(`</title>`)
}

// lines draws text in two lines if one does not do, and returns how much the second
// takes.
func (p *pen) lines(l label, s string) float64 {
	s = clean(s)
	size := l.size
	if l.bold {
		size *= boldness
	}
	first, second := wrap(s, size, l.room)
	if second == "" {
		p.text(l, s)
		return 0
	}
	if l.below == 0 {
		l.below = l.room
	}
	if width(second, size) > l.below {
		l.tip = s
	}
	p.text(l, first)
	l.y, l.room = l.y+lineHeight, l.below
	p.text(l, second)
	return lineHeight
}

// middle draws text centred on x, moved as far as it takes to stay between the margins.
func (p *pen) middle(l label, s string) {
	half := min(width(clean(s), l.size), l.room) / 2
	l.x = max(left+half, min(l.x, right-half))
	l.anchor = "middle"
	p.text(l, s)
}
