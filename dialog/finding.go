package dialog

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Position is a place in a file. Line and Column count from 1, columns in
// characters; zero means unknown.
type Position struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// IsZero reports whether nothing is known about the place.
func (p Position) IsZero() bool { return p == Position{} }

// String returns "file:line:column" without the parts that are unknown.
func (p Position) String() string {
	s := p.File
	if p.Line > 0 {
		if s != "" {
			s += ":"
		}
		s += strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}

// A Finding is one breach of a rule, or (where Open is set) one place where a
// rule could not be checked because a fact is unknown. It holds values, not
// sentences: the sentences are made from the catalogue of package i18n.
type Finding struct {
	Rule     RuleID
	Severity Severity
	Open     bool       // undetermined, not broken
	Path     string     // subject, such as "cycles[0].workstreams[2].actual.end"
	Args     []i18n.Arg // the values that the message names
	Basis    Basis      // of the value that decided: the policy's where one did, else the rule's
	Position Position   // zero when the programme did not come from a file
}

// Error returns one English line: position, severity and message, then the rule.
// The text may change; programs read the fields.
func (f Finding) Error() string {
	var b strings.Builder
	if !f.Position.IsZero() {
		b.WriteString(f.Position.String())
		b.WriteString(": ")
	} else if f.Path != "" {
		b.WriteString(f.Path)
		b.WriteString(": ")
	}
	b.WriteString(f.Message(i18n.English()))
	b.WriteString(" (")
	b.WriteString(string(f.Rule))
	b.WriteString(")")
	return b.String()
}

// Message says in one sentence what is wrong: the value, the limit, the place.
func (f Finding) Message(l *i18n.Localizer) string {
	return l.Text(f.textKey(), f.Args...)
}

func (f Finding) textKey() string {
	if f.Open {
		return "rule." + string(f.Rule) + ".open"
	}
	return "rule." + string(f.Rule) + ".message"
}

// Hint says what to do about it.
func (f Finding) Hint(l *i18n.Localizer) string {
	return l.Text("rule."+string(f.Rule)+".hint", f.Args...)
}

// Compare orders findings by file, line and column, then by path, then by rule,
// then by the English message. It is the order of every list of findings.
func (f Finding) Compare(g Finding) int {
	return cmp.Or(
		strings.Compare(f.Position.File, g.Position.File),
		cmp.Compare(f.Position.Line, g.Position.Line),
		cmp.Compare(f.Position.Column, g.Position.Column),
		ComparePaths(f.Path, g.Path),
		strings.Compare(string(f.Rule), string(g.Rule)),
	)
}

// SortFindings sorts in the order of [Finding.Compare]; equal ones keep their order.
func SortFindings(fs []Finding) { slices.SortStableFunc(fs, Finding.Compare) }

// ComparePaths orders subject paths, numbers in brackets by value, so that
// "workstreams[2]" comes before "workstreams[10]".
func ComparePaths(a, b string) int {
	for a != "" && b != "" {
		if n, m := digits(a), digits(b); n > 0 && m > 0 {
			if c := cmp.Or(cmp.Compare(n, m), strings.Compare(a[:n], b[:m])); c != 0 {
				return c
			}
			a, b = a[n:], b[m:]
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

// digits counts the leading digits; indices carry no leading zeros, so the
// longer run is the larger number.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}
