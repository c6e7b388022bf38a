package ballot

import (
	"bufio"
	"fmt"
	"html"
	"io"
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

func (p *htmlPage) element(name, text string) {
	fmt.Fprintf(p.Writer, "<%s>%s</%s>\n", name, html.EscapeString(text), name)
}

func (p *htmlPage) headed(n int, text string) {
	p.about = text
	p.element(fmt.Sprintf("h%d", min(p.level+n, 6)), text)
}

func (p *htmlPage) title(text string)      { p.headed(0, text) }
func (p *htmlPage) heading(text string)    { p.headed(1, text) }
func (p *htmlPage) subheading(text string) { p.headed(2, text) }
func (p *htmlPage) paragraph(text string)  { p.element("p", text) }
func (p *htmlPage) strong(text string) {
	fmt.Fprintf(p.Writer, "<p><strong>%s</strong></p>\n", html.EscapeString(text))
}

func (p *htmlPage) list(items []string) {
	_, _ = p.WriteString("<ul>\n")
	for _, item := range items {
		p.element("li", item)
	}
	_, _ = p.WriteString("</ul>\n")
}

// table writes a table whose first column names the rows. It can be wider than the page:
// its box scrolls, and for that takes the focus and has a name (WCAG 2.2, 1.4.10, 2.1.1).
func (p *htmlPage) table(t *table) {
	fmt.Fprintf(p.Writer, "<div class=\"dfc-wide\" role=\"group\" tabindex=\"0\" aria-label=\"%s\"><table>\n<thead><tr>", html.EscapeString(p.about))
	for _, c := range t.columns {
		fmt.Fprintf(p.Writer, "<th scope=\"col\"%s>%s</th>", class(c), html.EscapeString(c.title))
	}
	_, _ = p.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range t.rows {
		_, _ = p.WriteString("<tr>")
		for i, cell := range row {
			if i == 0 {
				fmt.Fprintf(p.Writer, "<th scope=\"row\"%s>%s</th>", class(t.columns[i]), html.EscapeString(cell))
				continue
			}
			fmt.Fprintf(p.Writer, "<td%s>%s</td>", class(t.columns[i]), html.EscapeString(cell))
		}
		_, _ = p.WriteString("</tr>\n")
	}
	_, _ = p.WriteString("</tbody></table></div>\n")
}

func class(c column) string {
	if c.right {
		return ` class="dfc-n"`
	}
	return ""
}
