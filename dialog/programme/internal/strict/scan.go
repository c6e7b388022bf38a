package strict

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// A text is a file as lines. YAML also breaks lines at U+0085, U+2028 and
// U+2029, JSON does not; positions are only right if both count alike.
type text struct {
	data   []byte // without byte order mark
	skip   int    // bytes of the byte order mark
	starts []int  // of the lines, in bytes; at least one
	json   bool
}

func newText(data []byte, json bool) *text {
	t := &text{data: data, json: json, starts: []int{0}}
	if bytes.HasPrefix(data, []byte("\uFEFF")) {
		t.skip = len("\uFEFF")
		t.data = data[t.skip:]
	}
	for i := 0; i < len(t.data); {
		n := t.breakAt(i)
		if n == 0 {
			i++
			continue
		}
		i += n
		t.starts = append(t.starts, i)
	}
	return t
}

// breakAt returns the length in bytes of the line break at i, 0 if there is none.
func (t *text) breakAt(i int) int {
	switch c := t.data[i]; {
	case c == '\n':
		return 1
	case c == '\r':
		if i+1 < len(t.data) && t.data[i+1] == '\n' {
			return 2
		}
		return 1
	case t.json || c != 0xC2 && c != 0xE2:
		return 0
	}
	switch rest := t.data[i:]; {
	case bytes.HasPrefix(rest, []byte("\u0085")):
		return 2
	case bytes.HasPrefix(rest, []byte("\u2028")), bytes.HasPrefix(rest, []byte("\u2029")):
		return 3
	}
	return 0
}

// line returns line n, from 1, without its line break; nil beyond the end.
func (t *text) line(n int) []byte {
	if n < 1 || n > len(t.starts) {
		return nil
	}
	end := len(t.data)
	if n < len(t.starts) {
		end = t.starts[n]
	}
	l := t.data[t.starts[n-1]:end]
	for i := range l {
		if t.breakAt(t.starts[n-1]+i) > 0 {
			return l[:i]
		}
	}
	return l
}

// lines is the number of lines; the empty one after a final line break is not counted.
func (t *text) lines() int {
	n := len(t.starts)
	if t.starts[n-1] == len(t.data) && n > 1 {
		n--
	}
	return n
}

// position converts a byte offset (after the byte order mark).
func (t *text) position(offset int) Position {
	offset = min(max(offset, 0), len(t.data))
	lo, hi := 0, len(t.starts) // starts[lo] <= offset < starts[hi]
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; t.starts[mid] <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	return Position{lo + 1, utf8.RuneCount(t.data[t.starts[lo]:offset]) + 1}
}

// offset is the inverse of position; columns beyond the line end at its end.
func (t *text) offset(p Position) int {
	l := t.line(p.Line)
	at := 0
	for c := 1; c < p.Column && at < len(l); c++ {
		_, n := utf8.DecodeRune(l[at:])
		at += n
	}
	if p.Line < 1 || p.Line > len(t.starts) {
		return len(t.data)
	}
	return t.starts[p.Line-1] + at
}

// encoding refuses what is not UTF-8, at its first byte.
func (t *text) encoding() (Problem, bool) {
	d := t.data
	if utf16 := utf16Name(d); utf16 != "" {
		return Problem{Kind: Encoding, Line: 1, Column: 1, Value: hex(d), Detail: "the file is probably " + utf16 + ": save it as UTF-8"}, true
	}
	if utf8.Valid(d) {
		return Problem{}, false
	}
	i := 0
	for {
		if r, n := utf8.DecodeRune(d[i:]); r == utf8.RuneError && n == 1 {
			break
		} else {
			i += n
		}
	}
	p := t.position(i)
	return Problem{
		Kind: Encoding, Line: p.Line, Column: p.Column, Offset: t.skip + i, Value: hex(d[i:]),
		Detail: "the file is probably in an older encoding such as Windows-1252: save it as UTF-8",
	}, true
}

func hex(d []byte) string { return fmt.Sprintf("% X", d[:min(2, len(d))]) }

// utf16Name recognises UTF-16 by its byte order mark or, since every YAML and
// JSON file begins with an ASCII character, by the zero beside it.
func utf16Name(d []byte) string {
	switch {
	case len(d) < 2:
	case d[0] == 0xFF && d[1] == 0xFE, d[0] != 0 && d[1] == 0 && len(d)%2 == 0:
		return "UTF-16 (little endian)"
	case d[0] == 0xFE && d[1] == 0xFF, d[0] == 0 && d[1] != 0 && len(d)%2 == 0:
		return "UTF-16 (big endian)"
	}
	return ""
}

// control refuses the characters that neither YAML (5.1, c-printable) nor JSON
// (RFC 8259, section 7) allow in a file, because the YAML reader does not say
// where they stand. JSON allows DEL and the C1 controls.
func (t *text) control() (Problem, bool) {
	for i := 0; i < len(t.data); i++ {
		c := t.data[i]
		var r rune
		switch {
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r':
			r = rune(c)
		case t.json || c < 0x7F:
			continue
		case c == 0x7F:
			r = rune(c)
		case c == 0xC2 && t.data[i+1] < 0xA0 && t.data[i+1] != 0x85: // valid UTF-8: a byte follows
			r = rune(t.data[i+1])
		case c == 0xEF && t.data[i+1] == 0xBF && t.data[i+2] >= 0xBE: // the noncharacters U+FFFE and U+FFFF
			r = 0xFF00 + rune(t.data[i+2]) + 0x40
		default:
			continue
		}
		p := t.position(i)
		return Problem{
			Kind: Syntax, Cause: CauseControl, Line: p.Line, Column: p.Column, Value: fmt.Sprintf("U+%04X", r),
			Detail: fmt.Sprintf("control character U+%04X is not allowed", r),
		}, true
	}
	return Problem{}, false
}

// entries estimates from above how many values YAML will make of the file, in
// all and on the line with the most: each value needs a character that introduces
// it. What the parser costs grows with these numbers, not with the bytes: about
// 170 bytes for each value, and 600 for each token of a line, because a bracket
// may turn out to be a key only at the end of its line.
func (t *text) entries() (all, longest int, line int) {
	here, quotes, current := 0, 0, 0
	for i, c := range t.data {
		switch c {
		case ',', '[', '{', '!':
			here++
		case '&', '*':
			here += 2 // these are tokens besides the one of the value
		case '"', '\'':
			if quotes++; quotes%2 == 0 {
				here++
			}
		case '-', ':', '?':
			if i+1 == len(t.data) || t.data[i+1] <= ' ' {
				here++
			}
		case '\n', '\r':
			current++
			all += here
			here = 0
			continue
		}
		if here > longest {
			longest, line = here, current+1
		}
	}
	return all + here, longest, line
}
