package programme

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// Explain describes a rule in some lines: what it demands, what a finding says,
// what to do, how grave a breach is and where the rule comes from. It is false
// for an ID that no rule has.
func Explain(id dialog.RuleID, l *i18n.Localizer) (string, bool) {
	rule, ok := Rules().Lookup(id)
	if !ok {
		return "", false
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n\n", id, ruleTitle(l, id))
	for _, line := range ruleFacts(rule, l) {
		fmt.Fprintf(&b, "%s %s\n", line[0], line[1])
	}
	return b.String(), true
}

// ruleFacts are the lines of a description, each a label and a text.
func ruleFacts(rule dialog.Rule, l *i18n.Localizer) [][2]string {
	facts := [][2]string{
		{l.Text("explain.message"), sample(l, "rule."+string(rule.ID)+".message")},
		{l.Text("explain.hint"), l.Text("rule." + string(rule.ID) + ".hint")},
		{l.Text("explain.severity"), l.Text("severity." + rule.Severity.String())},
		{l.Text("explain.on"), l.Text("subject." + string(rule.On))},
		{l.Text("explain.basis"), l.Text("basis." + rule.Basis.String())},
	}
	if rule.Section != "" {
		facts = append(facts, [2]string{l.Text("explain.section"), l.Text("source." + rule.Section)})
	}
	facts = append(facts, [2]string{l.Text("explain.since"), l.Date(rule.Since.I18n())})
	if !rule.Retired.IsZero() {
		facts = append(facts, [2]string{l.Text("explain.retired"), l.Date(rule.Retired.I18n())})
	}
	return facts
}

// placeholder is a placeholder of a text, such as "{max:unit.month}".
var placeholder = regexp.MustCompile(`\{([a-z-]+)(:[a-z.-]+)?\}`)

// sample is the text of a message with the names of its values in angle quotes.
func sample(l *i18n.Localizer, key string) string {
	for _, template := range i18n.Default().Forms(l.Tag().String(), key) {
		return placeholder.ReplaceAllString(template, "‹$1›")
	}
	return l.Text(key)
}
