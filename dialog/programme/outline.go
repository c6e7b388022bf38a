package programme

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A ruleGroup is findings of one rule, which people read under one heading.
type ruleGroup struct {
	rule     dialog.Rule
	findings []dialog.Finding
}

// groupByRule puts findings under their rules, in the order in which the rules
// first occur.
func groupByRule(findings []dialog.Finding) []ruleGroup {
	var groups []ruleGroup
	index := map[dialog.RuleID]int{}
	for _, f := range findings {
		i, ok := index[f.Rule]
		if !ok {
			i = len(groups)
			index[f.Rule] = i
			rule, _ := Rules().Lookup(f.Rule)
			groups = append(groups, ruleGroup{rule: rule})
		}
		groups[i].findings = append(groups[i].findings, f)
	}
	return groups
}

// ofSeverity returns the breaches of a severity.
func (r *Report) ofSeverity(s dialog.Severity) []dialog.Finding {
	var out []dialog.Finding
	for _, f := range r.Findings {
		if f.Severity == s {
			out = append(out, f)
		}
	}
	return out
}

// title is the heading of a report.
func (r *Report) title(l *i18n.Localizer) string {
	fallback := r.Name
	if fallback == "" {
		fallback = r.File
	}
	return plain(l.Text("report.title", r.Title.Arg("title", fallback)))
}

// verdictLine sums the report up in one line.
func (r *Report) verdictLine(l *i18n.Localizer) string {
	if r.Unreadable {
		return l.Text("verdict.unreadable", i18n.Int("errors", r.Count(dialog.SeverityError)))
	}
	return l.Text("verdict."+r.Verdict().String(),
		i18n.Int("errors", r.Count(dialog.SeverityError)), i18n.Int("warnings", r.Count(dialog.SeverityWarning)),
		i18n.Int("notices", r.Count(dialog.SeverityNotice)), i18n.Int("open", len(r.Open)))
}

// asksOffice reports whether a reader is told to ask: where something is not
// known or not determined, the programme office may know.
func (r *Report) asksOffice() bool { return len(r.Open) > 0 || len(r.Findings) > 0 && !r.Unreadable }

// ruleTitle is what a rule demands, in a few words.
func ruleTitle(l *i18n.Localizer, id dialog.RuleID) string {
	return l.Text("rule." + string(id) + ".title")
}

// basisLine says where the limit of a finding comes from.
func basisLine(l *i18n.Localizer, f dialog.Finding, rule dialog.Rule) string {
	if f.Basis == dialog.BasisSource && rule.Section != "" {
		return l.Text("report.basis-section", i18n.Term("section", "source."+rule.Section))
	}
	return l.Text("report.basis", i18n.Term("basis", "basis."+f.Basis.String()))
}

// tallyLine says on what a rule was checked and how that ended.
func tallyLine(l *i18n.Localizer, x RuleResult) string {
	t := x.Tally
	var parts []string
	for _, part := range []struct {
		n   int
		key string
	}{{t.Held, "report.held"}, {t.Broken, "report.broken"}, {t.Open, "report.open-count"}} {
		if part.n > 0 {
			parts = append(parts, l.Text(part.key, i18n.Int("n", part.n)))
		}
	}
	if len(parts) == 0 {
		return l.Text("report.not-applied")
	}
	return l.Text("report.tally", i18n.Term("subject", "subject."+string(x.Rule.On)), i18n.Text("result", strings.Join(parts, ", ")))
}

// settingLine says what value a policy has, since when, and where it comes from.
func settingLine(l *i18n.Localizer, s dialog.Setting) string {
	key, args := "report.setting-start", []i18n.Arg{settingValue(l, s), i18n.Term("basis", "basis."+s.Basis.String())}
	if !s.From.IsZero() {
		key = "report.setting"
		args = append(args, i18n.Day("from", s.From.I18n()))
	}
	return plain(l.Text(key, args...))
}

// settingValue is the argument "value": the value in the words of the language.
func settingValue(l *i18n.Localizer, s dialog.Setting) i18n.Arg {
	policies, err := DefaultPolicies()
	if err != nil {
		return i18n.Text("value", s.Value.String())
	}
	spec, _ := policies.Spec(s.Parameter)
	var prefix string
	switch spec.Kind {
	case dialog.KindNumber:
		n, _ := strconv.Atoi(s.Value.String()) // checked when the policies were made
		return i18n.Text("value", l.Text("unit."+spec.Unit, i18n.Int("n", n)))
	case dialog.KindSeverity:
		prefix = "severity."
	case dialog.KindSwitch:
		prefix = "truth."
	case dialog.KindWord:
		prefix = "policy.word."
	case dialog.KindGroups:
		prefix = "group."
	}
	keys := make([]string, len(s.Value))
	for i, word := range s.Value {
		keys[i] = prefix + word
	}
	return i18n.Terms("value", keys...)
}

// place is where a finding stands: its position, else its path.
func place(f dialog.Finding) string {
	if f.Position.IsZero() {
		return plain(f.Path)
	}
	return plain(f.Position.String())
}

// plain makes text from files harmless: characters that cannot be seen or that
// turn the direction of writing are written out, such as <U+202E>.
func plain(s string) string {
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if hidden(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hidden reports whether a character must not reach a terminal or page as it is.
func hidden(r rune) bool {
	switch {
	case r == '\u00ad' || r == '\ufffd':
		return false
	case r == '\u200c' || r == '\u200d': // joiners belong to words of some scripts
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029'
}
