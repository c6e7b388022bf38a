package programme

import (
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// A Report is the answer of [Check]. It holds no sentences; the Write functions
// make them, in any language of package i18n.
type Report struct {
	Name     string           // ID of the programme
	Title    dialog.Text      // as people call it; may be empty
	File     string           // "" when the programme was made in Go
	AsOf     dialog.Date      // the day of the check
	Findings []dialog.Finding // breaches, in the order of [dialog.Finding.Compare]
	Open     []dialog.Finding // what could not be checked and why, in the same order
	Waived   []Waived         // breaches that a waiver covers
	Rules    []RuleResult     // every rule, in catalogue order
	Policies []dialog.Setting // in force on the day of the check, by name

	// Unreadable says that the file could not be understood, so that no rule but
	// those about the file was checked.
	Unreadable bool

	source *source
}

// Waived is a breach and the waiver that covers it.
type Waived struct {
	Finding dialog.Finding
	Waiver  dialog.Waiver
}

// A RuleResult says how often a rule was applied and how that ended.
type RuleResult struct {
	Rule  dialog.Rule
	Tally dialog.Tally
}

// Count returns the number of findings of a severity.
func (r *Report) Count(s dialog.Severity) int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Severity == s {
			n++
		}
	}
	return n
}

// A Verdict is the outcome of a report in one word.
type Verdict uint8

// The verdicts.
const (
	Clean    Verdict = iota + 1 // no finding of severity error or warning
	Warnings                    // warnings, no error
	Breached                    // at least one finding of severity error
)

var verdicts = enum.New("verdict", Clean, "clean", "warnings", "breached")

// String returns "clean", "warnings" or "breached".
func (v Verdict) String() string { return verdicts.Name(v) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (v Verdict) MarshalText() ([]byte, error) { return verdicts.Marshal(v) }

// UnmarshalText reads a name.
func (v *Verdict) UnmarshalText(text []byte) error { return verdicts.Unmarshal(text, v) }

// Verdict sums the report up.
func (r *Report) Verdict() Verdict {
	switch {
	case r.Count(dialog.SeverityError) > 0:
		return Breached
	case r.Count(dialog.SeverityWarning) > 0:
		return Warnings
	}
	return Clean
}

// Excerpt returns the lines of the file around a position, with the culprit line
// and column marked; "" where the report did not come from a file.
func (r *Report) Excerpt(p dialog.Position) string {
	if r.source == nil || p.Line == 0 {
		return ""
	}
	return r.source.excerpt(p)
}
