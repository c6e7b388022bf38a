package programme

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// defaultWidth is the width of text reports in columns.
const defaultWidth = 100

// Colours of a terminal, as ECMA-48 sequences.
const (
	colourNone  = "\x1b[0m"
	colourBold  = "\x1b[1m"
	colourError = "\x1b[1;31m"
	colourWarn  = "\x1b[1;33m"
	colourNote  = "\x1b[1;36m"
	colourGood  = "\x1b[1;32m"
)

// A textWriter writes one report as text.
type textWriter struct {
	*bufio.Writer
	r      *Report
	l      *i18n.Localizer
	colour bool
	width  int
}

func writeText(b *bufio.Writer, r *Report, l *i18n.Localizer, o WriteOptions) {
	w := &textWriter{b, r, l, o.Colour, o.Width}
	if w.width <= 0 {
		w.width = defaultWidth
	}
	w.head()
	w.findings()
	w.waived()
	if !r.Unreadable {
		w.open()
		w.rules()
		w.policies()
	}
	w.foot()
}

// in returns s in a colour.
func (w *textWriter) in(colour, s string) string {
	if !w.colour {
		return s
	}
	return colour + s + colourNone
}

func (w *textWriter) line(parts ...string) {
	for _, p := range parts {
		_, _ = w.WriteString(p) // bufio keeps the first error for Flush
	}
	_ = w.WriteByte('\n')
}

// heading writes the title of a section after an empty line.
func (w *textWriter) heading(key string, args ...i18n.Arg) {
	title := w.l.Text(key, args...)
	w.line()
	w.line(w.in(colourBold, title))
	w.line(strings.Repeat("-", utf8.RuneCountInString(title)))
}

// wrapped writes text in lines of the width, each behind the indent, the first
// behind the label.
func (w *textWriter) wrapped(indent, label, text string) {
	prefix, column := indent+label, utf8.RuneCountInString(indent+label)
	hanging := indent
	begun := false
	_, _ = w.WriteString(prefix)
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case begun && column+1+n > w.width:
			w.line()
			_, _ = w.WriteString(hanging)
			column = utf8.RuneCountInString(hanging)
		case begun:
			_ = w.WriteByte(' ')
			column++
		}
		_, _ = w.WriteString(word)
		column += n
		begun = true
	}
	w.line()
}

func (w *textWriter) head() {
	title := w.r.title(w.l)
	w.line(w.in(colourBold, title))
	w.line(strings.Repeat("=", utf8.RuneCountInString(title)))
	if !w.r.AsOf.IsZero() {
		w.line(w.l.Text("report.as-of", i18n.Day("date", w.r.AsOf.I18n())))
	}
	if w.r.File != "" {
		w.line(plain(w.l.Text("report.file", i18n.Text("file", w.r.File))))
	}
}

func (w *textWriter) findings() {
	for _, s := range []dialog.Severity{dialog.SeverityError, dialog.SeverityWarning, dialog.SeverityNotice} {
		findings := w.r.ofSeverity(s)
		if len(findings) == 0 {
			continue
		}
		w.heading("report.findings-"+s.String(), i18n.Int("n", len(findings)))
		for _, g := range groupByRule(findings) {
			w.line()
			w.group(g, s)
		}
	}
}

var severityColours = map[dialog.Severity]string{
	dialog.SeverityError: colourError, dialog.SeverityWarning: colourWarn, dialog.SeverityNotice: colourNote,
}

func (w *textWriter) group(g ruleGroup, s dialog.Severity) {
	w.wrapped("", w.in(severityColours[s], string(g.rule.ID))+"  ", ruleTitle(w.l, g.rule.ID))
	for i, f := range g.findings {
		w.line("  ", place(f))
		w.wrapped("    ", "", plain(f.Message(w.l)))
		if s != dialog.SeverityNotice && i < maxExcerpts {
			w.excerpt(f.Position)
		}
	}
	first := g.findings[0]
	w.wrapped("  ", w.l.Text("report.hint")+" ", plain(first.Hint(w.l)))
	w.wrapped("  ", "", basisLine(w.l, first, g.rule))
}

// excerpt writes the lines of the file around a position.
func (w *textWriter) excerpt(p dialog.Position) {
	for line := range strings.Lines(w.r.Excerpt(p)) {
		_, _ = w.WriteString("      ")
		_, _ = w.WriteString(line)
	}
}

func (w *textWriter) waived() {
	if len(w.r.Waived) == 0 {
		return
	}
	w.heading("report.waived", i18n.Int("n", len(w.r.Waived)))
	for _, x := range w.r.Waived {
		w.line()
		w.wrapped("", string(x.Finding.Rule)+"  ", ruleTitle(w.l, x.Finding.Rule))
		w.line("  ", place(x.Finding))
		w.wrapped("    ", "", plain(x.Finding.Message(w.l)))
		w.wrapped("  ", "", waiverLine(w.l, x.Waiver))
	}
}

// waiverLine says who waived something, why and until when.
func waiverLine(l *i18n.Localizer, x dialog.Waiver) string {
	return plain(l.Text("report.waiver", i18n.Text("by", x.By), x.Reason.Arg("reason", ""), i18n.Day("until", x.Until.I18n())))
}

// open writes what could not be checked: per rule the first case in full and
// where the others stand.
func (w *textWriter) open() {
	if len(w.r.Open) == 0 {
		return
	}
	w.heading("report.open", i18n.Int("n", len(w.r.Open)))
	for _, g := range groupByRule(w.r.Open) {
		w.line()
		w.wrapped("", string(g.rule.ID)+"  ", ruleTitle(w.l, g.rule.ID))
		w.line("  ", place(g.findings[0]))
		w.wrapped("    ", "", plain(g.findings[0].Message(w.l)))
		if more := g.findings[1:]; len(more) > 0 {
			w.wrapped("  ", "", w.l.Text("report.open-more", i18n.Int("n", len(more)), i18n.Text("places", otherPlaces(more))))
		}
	}
}

// maxExcerpts is how many findings of one rule are shown with the lines of the
// file: who has seen so many knows the mistake, and in a file of one long line
// each excerpt costs a search.
const maxExcerpts = 20

// maxPlaces is how many further places are named.
const maxPlaces = 20

// otherPlaces lists where further findings of a rule stand, without the name of
// the file.
func otherPlaces(findings []dialog.Finding) string {
	var b strings.Builder
	for i, f := range findings {
		if i == maxPlaces {
			b.WriteString(" …")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		f.Position.File = ""
		b.WriteString(place(f))
	}
	return b.String()
}

func (w *textWriter) rules() {
	w.heading("report.rules")
	var unused []string
	for _, x := range w.r.Rules {
		if x.Tally.Checked() == 0 {
			unused = append(unused, string(x.Rule.ID))
			continue
		}
		w.line(mark(x.Tally), " ", string(x.Rule.ID), "  ", tallyLine(w.l, x))
	}
	if len(unused) > 0 {
		w.wrapped("  ", "", w.l.Text("report.unused", i18n.List("rules", unused...)))
	}
}

// mark shows at a glance how a rule fared.
func mark(t dialog.Tally) string {
	switch {
	case t.Broken > 0:
		return "✗"
	case t.Open > 0:
		return "?"
	}
	return "✓"
}

func (w *textWriter) policies() {
	if len(w.r.Policies) == 0 {
		return
	}
	w.heading("report.policies")
	width := 0
	for _, s := range w.r.Policies {
		width = max(width, len(s.Parameter))
	}
	for _, s := range w.r.Policies {
		w.line(fmt.Sprintf("%-*s  ", width, s.Parameter), settingLine(w.l, s))
	}
}

func (w *textWriter) foot() {
	w.line()
	if w.r.asksOffice() {
		w.wrapped("", "", w.l.Text("contact.ask", i18n.Text("address", OfficeAddress)))
		w.line()
	}
	colour := map[Verdict]string{Clean: colourGood, Warnings: colourWarn, Breached: colourError}[w.r.Verdict()]
	w.line(w.in(colour, w.r.verdictLine(w.l)))
}
