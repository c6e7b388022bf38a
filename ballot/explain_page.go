package ballot

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// A page takes an explanation and lays it out. Its methods take text as it is to be
// read; what that needs to stand for itself is the page's concern.
type page interface {
	title(text string)
	heading(text string)
	subheading(text string)
	strong(text string)
	paragraph(text string)
	list(items []string)
	table(t *table)
	flush() error
}

// A table has as many cells in each row as it has columns.
type table struct {
	columns []column
	rows    [][]string
}

type column struct {
	title string
	right bool // numbers stand at the right
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// pageWidth is the width of paragraphs in plain text, in columns.
const pageWidth = 100

// A textPage writes plain text.
type textPage struct {
	*bufio.Writer
	headed bool // nothing stands below a heading yet
}

func newTextPage(w io.Writer) *textPage { return &textPage{Writer: bufio.NewWriter(w)} }

func (p *textPage) flush() error { return p.Flush() }

// line writes a line without blanks at its end; bufio keeps the first error for flush.
func (p *textPage) line(s string) {
	_, _ = p.WriteString(strings.TrimRight(s, " "))
	_ = p.WriteByte('\n')
}

func (p *textPage) underlined(text, with string) {
	p.line(text)
	p.line(strings.Repeat(with, displayWidth(text)))
}

func (p *textPage) title(text string) { p.underlined(text, "=") }

func (p *textPage) heading(text string) {
	p.line("")
	p.underlined(text, "-")
	p.headed = true
}

func (p *textPage) subheading(text string) {
	p.line("")
	p.line(text)
	p.headed = true
}

func (p *textPage) strong(text string) { p.paragraph(text) }

func (p *textPage) paragraph(text string) {
	p.headed = false
	p.line("")
	p.wrapped("", "", text)
}

func (p *textPage) list(items []string) {
	if p.headed {
		p.line("")
	}
	p.headed = false
	for _, item := range items {
		p.wrapped("  – ", "    ", item)
	}
}

// wrapped writes text in lines of the width, the first behind one indent, the others
// behind another.
func (p *textPage) wrapped(first, rest, text string) {
	var b strings.Builder
	b.WriteString(first)
	width, begun := displayWidth(first), false
	for word := range strings.FieldsSeq(text) {
		n := displayWidth(word)
		switch {
		case begun && width+1+n > pageWidth:
			p.line(b.String())
			b.Reset()
			b.WriteString(rest)
			width = displayWidth(rest)
		case begun:
			b.WriteByte(' ')
			width++
		}
		b.WriteString(word)
		width += n
		begun = true
	}
	p.line(b.String())
}

func (p *textPage) table(t *table) {
	widths := make([]int, len(t.columns))
	header := make([]string, len(t.columns))
	for i, c := range t.columns {
		header[i] = c.title
		widths[i] = displayWidth(c.title)
		for _, row := range t.rows {
			widths[i] = max(widths[i], displayWidth(row[i]))
		}
	}
	rule := make([]string, len(t.columns))
	for i, n := range widths {
		rule[i] = strings.Repeat("-", n)
	}
	p.headed = false
	p.line("")
	for _, row := range append([][]string{header, rule}, t.rows...) {
		p.row(t.columns, widths, row)
	}
}

func (p *textPage) row(columns []column, widths []int, cells []string) {
	var b strings.Builder
	for i, cell := range cells {
		b.WriteString("  ")
		fill := strings.Repeat(" ", widths[i]-displayWidth(cell))
		if columns[i].right {
			b.WriteString(fill + cell)
		} else {
			b.WriteString(cell + fill)
		}
	}
	p.line(b.String())
}

// A markdownPage writes CommonMark with the tables of GitHub.
type markdownPage struct{ *bufio.Writer }

func newMarkdownPage(w io.Writer) markdownPage { return markdownPage{bufio.NewWriter(w)} }

func (p markdownPage) flush() error { return p.Flush() }

func (p markdownPage) print(format string, args ...any) { fmt.Fprintf(p.Writer, format, args...) }

func (p markdownPage) title(text string)      { p.print("# %s\n", literal(text)) }
func (p markdownPage) heading(text string)    { p.print("\n## %s\n", literal(text)) }
func (p markdownPage) subheading(text string) { p.print("\n### %s\n", literal(text)) }
func (p markdownPage) strong(text string)     { p.print("\n**%s**\n", literal(text)) }
func (p markdownPage) paragraph(text string)  { p.print("\n%s\n", literal(text)) }

func (p markdownPage) list(items []string) {
	p.print("\n")
	for _, item := range items {
		p.print("- %s\n", literal(item))
	}
}

func (p markdownPage) table(t *table) {
	p.print("\n|")
	for _, c := range t.columns {
		p.print(" %s |", literal(c.title))
	}
	p.print("\n|")
	for _, c := range t.columns {
		if c.right {
			p.print("---:|")
		} else {
			p.print("---|")
		}
	}
	for _, row := range t.rows {
		p.print("\n|")
		for _, cell := range row {
			p.print(" %s |", literal(cell))
		}
	}
	p.print("\n")
}

// markup are the characters that mean something in CommonMark, GitHub's additions or
// HTML wherever they stand in a line.
const markup = "\\`*_{}[]<>#!|~&@$"

// literal makes text stand in Markdown for itself, on one line.
func literal(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(markup, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return links.Replace(b.String())
}

// links keeps GitHub from making links of addresses.
var links = strings.NewReplacer("://", `\://`, "www.", `www\.`)

// shown makes text from outside fit to be shown: what is not visible, or would reorder
// what follows, is shown by its code, and text written from right to left is isolated,
// so that numbers beside it stay where they are.
func shown(s string) string {
	if !strings.ContainsFunc(s, beyondLatin) {
		return s
	}
	var b strings.Builder
	fromRight := false
	for _, r := range s {
		if unseen(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
			continue
		}
		fromRight = fromRight || unicode.In(r, fromRightToLeft...)
		b.WriteRune(r)
	}
	if fromRight {
		return isolate + b.String() + endIsolate
	}
	return b.String()
}

// beyondLatin reports whether a character is none of those that nearly all names consist
// of, and that all can be seen and go from left to right.
func beyondLatin(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r > 0x24f }

const (
	isolate    = "\u2068" // FIRST STRONG ISOLATE
	endIsolate = "\u2069" // POP DIRECTIONAL ISOLATE
)

var fromRightToLeft = []*unicode.RangeTable{unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana,
	unicode.Nko,
	unicode.Samaritan, unicode.Mandaic, unicode.Adlam, unicode.Mende_Kikakui}

// unseen reports whether a character must not reach a terminal or page as it is.
func unseen(r rune) bool {
	switch r {
	case '\u00ad', '\u200c', '\u200d': // soft hyphen, and joiners, which belong to words of some scripts
		return false
	case '\u2028', '\u2029':
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// displayWidth is the number of columns that text takes up on a terminal.
func displayWidth(s string) (n int) {
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.Is(wide, r):
			n += 2
		default:
			n++
		}
	}
	return n
}

// wide are the characters that take up two columns (Unicode Standard Annex 11, classes
// W and F, in whole blocks).
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{{0x1100, 0x115f, 1}, {0x2e80, 0x303e, 1}, {0x3041, 0xa4cf, 1}, {0xac00, 0xd7a3, 1},
		{0xf900, 0xfaff, 1}, {0xfe30, 0xfe6f, 1}, {0xff00, 0xff60, 1}, {0xffe0, 0xffe6, 1}},
	R32: []unicode.Range32{{0x1f300, 0x1f64f, 1}, {0x1f900, 0x1f9ff, 1}, {0x20000, 0x3fffd, 1}},
}
