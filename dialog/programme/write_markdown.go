package programme

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// writeMarkdown writes a report as CommonMark with the tables of GitHub. Every
// text that may come from a file is escaped.
func writeMarkdown(b *bufio.Writer, r *Report, l *i18n.Localizer) {
	p := func(format string, args ...any) { fmt.Fprintf(b, format, args...) }
	p("# %s\n\n", escaped(r.title(l)))
	if !r.AsOf.IsZero() {
		p("%s  \n", escaped(l.Text("report.as-of", i18n.Day("date", r.AsOf.I18n()))))
	}
	if r.File != "" {
		p("%s\n", escaped(plain(l.Text("report.file", i18n.Text("file", r.File)))))
	}
	p("\n**%s**\n", escaped(r.verdictLine(l)))
	if r.asksOffice() {
		p("\n%s\n", escaped(l.Text("contact.ask", i18n.Text("address", OfficeAddress))))
	}
	for _, s := range []dialog.Severity{dialog.SeverityError, dialog.SeverityWarning, dialog.SeverityNotice} {
		if findings := r.ofSeverity(s); len(findings) > 0 {
			p("\n## %s\n", escaped(l.Text("report.findings-"+s.String(), i18n.Int("n", len(findings)))))
			for _, g := range groupByRule(findings) {
				markdownGroup(b, r, l, g)
			}
		}
	}
	if len(r.Waived) > 0 {
		p("\n## %s\n\n", escaped(l.Text("report.waived", i18n.Int("n", len(r.Waived)))))
		for _, x := range r.Waived {
			p("- `%s` %s: %s %s\n", x.Finding.Rule, code(place(x.Finding)), escaped(plain(x.Finding.Message(l))), escaped(waiverLine(l, x.Waiver)))
		}
	}
	if r.Unreadable {
		return
	}
	if len(r.Open) > 0 {
		p("\n## %s\n", escaped(l.Text("report.open", i18n.Int("n", len(r.Open)))))
		for _, g := range groupByRule(r.Open) {
			p("\n### `%s` %s\n\n", g.rule.ID, escaped(ruleTitle(l, g.rule.ID)))
			for _, f := range g.findings {
				p("- %s: %s\n", code(place(f)), escaped(plain(f.Message(l))))
			}
		}
	}
	markdownTables(b, r, l)
}

func markdownGroup(b *bufio.Writer, r *Report, l *i18n.Localizer, g ruleGroup) {
	fmt.Fprintf(b, "\n### `%s` %s\n\n", g.rule.ID, escaped(ruleTitle(l, g.rule.ID)))
	for i, f := range g.findings {
		fmt.Fprintf(b, "- %s: %s\n", code(place(f)), escaped(plain(f.Message(l))))
		if i >= maxExcerpts || f.Severity == dialog.SeverityNotice {
			continue
		}
		if excerpt := r.Excerpt(f.Position); excerpt != "" {
			fence := strings.Repeat("`", max(3, longestRun(excerpt, '`')+1))
			fmt.Fprintf(b, "\n  %stext\n", fence)
			for line := range strings.Lines(excerpt) {
				fmt.Fprintf(b, "  %s", line)
			}
			fmt.Fprintf(b, "  %s\n\n", fence)
		}
	}
	first := g.findings[0]
	fmt.Fprintf(b, "\n%s %s  \n%s\n", escaped(l.Text("report.hint")), escaped(plain(first.Hint(l))), escaped(basisLine(l, first, g.rule)))
}

func markdownTables(b *bufio.Writer, r *Report, l *i18n.Localizer) {
	p := func(format string, args ...any) { fmt.Fprintf(b, format, args...) }
	p("\n## %s\n\n| %s | %s | %s |\n|---|---|---|\n", escaped(l.Text("report.rules")),
		escaped(l.Text("report.column-rule")), escaped(l.Text("report.column-title")), escaped(l.Text("report.column-result")))
	for _, x := range r.Rules {
		p("| `%s` | %s | %s |\n", x.Rule.ID, cell(ruleTitle(l, x.Rule.ID)), cell(tallyLine(l, x)))
	}
	if len(r.Policies) == 0 {
		return
	}
	p("\n## %s\n\n| %s | %s | %s |\n|---|---|---|\n", escaped(l.Text("report.policies")),
		escaped(l.Text("report.column-parameter")), escaped(l.Text("report.column-value")), escaped(l.Text("report.column-reference")))
	for _, s := range r.Policies {
		p("| `%s` | %s | %s |\n", s.Parameter, cell(settingLine(l, s)), cell(plain(localized(l, s.Reference))))
	}
}

// localized returns a text in the language of l, or in another one.
func localized(l *i18n.Localizer, t dialog.Text) string {
	if t.IsEmpty() {
		return ""
	}
	return l.Text("report.value", t.Arg("value", ""))
}

// markdownSpecial are the characters that mean something in CommonMark or HTML.
const markdownSpecial = "\\`*_{}[]<>()#+!|~&"

// escaped makes a text stand in Markdown for itself.
func escaped(s string) string {
	if !strings.ContainsAny(s, markdownSpecial) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(markdownSpecial, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// cell is escaped text on one line, for a table.
func cell(s string) string { return escaped(strings.Join(strings.Fields(s), " ")) }

// code is text in a code span, which ends with the longest run of backticks only.
func code(s string) string {
	if s == "" {
		return "–"
	}
	run := strings.Repeat("`", longestRun(s, '`')+1)
	if run == "`" {
		return run + s + run
	}
	return run + " " + s + " " + run
}

// longestRun is the length of the longest run of c in s.
func longestRun(s string, c byte) int {
	longest, n := 0, 0
	for i := range len(s) {
		if s[i] != c {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}
