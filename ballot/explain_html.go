package ballot

import (
	"bufio"
	"html"
	"io"
	"strconv"
)

// An htmlPage writes HTML for the middle of a page.
type htmlPage struct {
	*bufio.Writer
	level int    // of the title
	about string // the last heading: tables are named after it
}

func newHTMLPage(w io.Writer, level int) *htmlPage {
	return &htmlPage{Writer: bufio.NewWriter(w), level: level}
}

func (p *htmlPage) flush() error { return p.Flush() }

// raw writes markup; bufio keeps the first error for flush.
func (p *htmlPage) raw(parts ...string) {
	for _, s := range parts {
		_, _ = p.WriteString(s)
	}
}

func (p *htmlPage) element(name, text string) {
	p.raw("<", name, ">", html.EscapeString(text), "</", name, ">\n")
}

func (p *htmlPage) headed(n int, text string) {
	p.about = text
	p.element("h"+strconv.Itoa(min(p.level+n, 6)), text)
}

func (p *htmlPage) title(text string)      { p.headed(0, text) }
func (p *htmlPage) heading(text string)    { p.headed(1, text) }
func (p *htmlPage) subheading(text string) { p.headed(2, text) }
func (p *htmlPage) paragraph(text string)  { p.element("p", text) }
func (p *htmlPage) strong(text string) {
	p.raw("<p><strong>", html.EscapeString(text), "</strong></p>\n")
}

func (p *htmlPage) list(items []string) {
	p.raw("<ul>\n")
	for _, item := range items {
		p.element("li", item)
	}
	p.raw("</ul>\n")
}

// table writes a table whose first column names the rows. It can be wider than the page:
// its box scrolls, and for that takes the focus and has a name (WCAG 2.2, 1.4.10, 2.1.1).
func (p *htmlPage) table(t *table) {
	p.raw(`<div class="dfc-wide" role="group" tabindex="0" aria-label="`, html.EscapeString(p.about), "\"><table>\n<thead><tr>")
	for _, c := range t.columns {
		p.raw(`<th scope="col"`, class(c), ">", html.EscapeString(c.title), "</th>")
	}
	p.raw("</tr></thead>\n<tbody>\n")
	for _, row := range t.rows {
		p.raw("<tr>")
		for i, cell := range row {
			open, end := "<td", "</td>"
			if i == 0 {
				open, end = `<th scope="row"`, "</th>"
			}
			p.raw(open, class(t.columns[i]), ">", html.EscapeString(cell), end)
		}
		p.raw("</tr>\n")
	}
	p.raw("</tbody></table></div>\n")
}

func class(c column) string {
	if c.right {
		return ` class="dfc-n"`
	}
	return ""
}
