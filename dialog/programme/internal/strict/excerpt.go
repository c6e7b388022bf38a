package strict

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// maxExcerpt is the width of an excerpt's lines in cells of a terminal.
const maxExcerpt = 100

// tabWidth is what a tab takes in an excerpt. Columns count it as one character.
const tabWidth = 4

// Excerpt returns the line with up to context lines before and after it, each
// with its number, "> " before the culprit and "^" under its column:
//
//	   2 | cycles:
//	>  3 |   - lable: 2031/2032
//	           ^
//	   4 |     workstreams: []
//
// Long lines are cut around the column. Characters that cannot be seen or that
// turn the direction of writing are written out, such as <U+202E>, so that what
// is shown is what is there. The text ends with a line break; it is empty where
// the file has no such line.
func (d *Document) Excerpt(line, column, context int) string {
	// A problem at the end of the file stands on a line that is not there.
	if line < 1 || line > len(d.text.starts) {
		return ""
	}
	first, last := max(1, line-context), min(max(d.text.lines(), line), line+context)
	digits := max(3, len(strconv.Itoa(last)))
	var b strings.Builder
	for n := first; n <= last; n++ {
		mark, at := " ", 1
		if n == line {
			mark, at = ">", column
		}
		shown, before := window(d.text.line(n), at)
		b.WriteString(strings.TrimRight(fmt.Sprintf("%s%*d | %s", mark, digits, n, shown), " "))
		b.WriteByte('\n')
		if n == line {
			fmt.Fprintf(&b, "%s^\n", strings.Repeat(" ", 1+digits+3+before))
		}
	}
	return b.String()
}

// window renders the part of a line around a column. It returns the text and the
// number of cells before the column.
func window(line []byte, column int) (shown string, before int) {
	// Enough of the line to fill the window on both sides, and no more of a line of megabytes.
	from := back(line, column, maxExcerpt)
	var b strings.Builder
	c := 0
	type cell struct {
		text  string
		width int
	}
	var parts []cell
	at := -1 // index in parts of the column
	for rest := line[from.offset:]; len(rest) > 0 && len(parts) < 2*maxExcerpt; c++ {
		r, n := utf8.DecodeRune(rest)
		if from.column+c == column {
			at = len(parts)
		}
		s, w := visible(r)
		parts = append(parts, cell{s, w})
		rest = rest[n:]
	}
	if at < 0 {
		at = len(parts)
	}
	// The window: as far left as possible while the column stays within its first two thirds.
	start, left := at, 0
	for start > 0 && left+parts[start-1].width <= maxExcerpt*2/3 {
		start--
		left += parts[start].width
	}
	if start > 0 || from.column > 1 {
		b.WriteString("…")
		left++
	}
	end, used := start, 0
	for end < len(parts) && used+parts[end].width <= maxExcerpt {
		b.WriteString(parts[end].text)
		used += parts[end].width
		end++
	}
	if end < len(parts) || from.more(line, len(parts)) {
		b.WriteString("…")
	}
	return b.String(), left
}

// A cursor is a character of a line.
type cursor struct{ offset, column int }

// back returns the character n before column, or the first one.
func back(line []byte, column, n int) cursor {
	c := cursor{0, 1}
	for c.column < column-n && c.offset < len(line) {
		_, size := utf8.DecodeRune(line[c.offset:])
		c.offset += size
		c.column++
	}
	return c
}

// more reports whether the line goes on n characters after the cursor.
func (c cursor) more(line []byte, n int) bool {
	return utf8.RuneCount(line[c.offset:min(len(line), c.offset+utf8.UTFMax*(n+1))]) > n
}

// visible returns how a character is shown and how many cells that takes.
func visible(r rune) (string, int) {
	switch {
	case r == '\t':
		return strings.Repeat(" ", tabWidth), tabWidth
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
		return string(r), 0
	case r != ' ' && !unicode.IsPrint(r):
		s := fmt.Sprintf("<U+%04X>", r)
		return s, len(s)
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return string(r), 2
	}
	return string(r), 1
}
