package dialog

import "github.com/dialog-cybersicherheit/dfc/i18n"

// A Check collects what a run of rules finds: breaches, places that could not be
// checked, and how often each rule held. The domain packages write into it; the
// zero value is not usable, see [NewCheck].
type Check struct {
	catalogue Catalogue
	asOf      Date
	findings  []Finding
	tallies   []Tally // by catalogue index
}

// A Tally counts, for one rule, on how many subjects it held, was broken, or
// could not be checked because something is unknown.
type Tally struct {
	Held, Broken, Open int
}

// Checked is the number of subjects that the rule was applied to.
func (t Tally) Checked() int { return t.Held + t.Broken + t.Open }

// NewCheck starts a check of the rules in the catalogue, as things stood at the
// end of the day asOf.
func NewCheck(c Catalogue, asOf Date) *Check {
	return &Check{catalogue: c, asOf: asOf, tallies: make([]Tally, c.Len())}
}

// AsOf is the day of the check.
func (c *Check) AsOf() Date { return c.asOf }

// Held records that the rule was applied to one subject and holds.
func (c *Check) Held(id RuleID) { c.tally(id).Held++ }

// Break records that the rule is broken at path. The severity and basis are the
// rule's.
func (c *Check) Break(id RuleID, path string, args ...i18n.Arg) {
	c.BreakAs(id, 0, 0, path, args...)
}

// BreakAs is [Check.Break] with the severity and the basis that the policy in
// force gives; zero means the rule's own.
func (c *Check) BreakAs(id RuleID, s Severity, b Basis, path string, args ...i18n.Arg) {
	c.tally(id).Broken++
	c.add(Finding{Rule: id, Severity: s, Basis: b, Path: path, Args: args})
}

// Undetermined records that the rule cannot be checked at path, because the
// thing named by the text missing (a key of package i18n, such as
// "fact.workstream-end") is not known. The rule has a text "open", whose argument
// "missing" it is.
func (c *Check) Undetermined(id RuleID, path, missing string, args ...i18n.Arg) {
	c.tally(id).Open++
	c.add(Finding{Rule: id, Severity: SeverityNotice, Open: true, Path: path, Args: append(args, i18n.Term("missing", missing))})
}

// Add records a finding that was made elsewhere, such as by a reader of files. A
// severity or basis that is not set is the rule's.
func (c *Check) Add(f Finding) {
	if f.Open {
		c.tally(f.Rule).Open++
	} else {
		c.tally(f.Rule).Broken++
	}
	c.add(f)
}

func (c *Check) add(f Finding) {
	rule := c.catalogue.rules[c.catalogue.index[f.Rule]]
	if f.Severity == 0 {
		f.Severity = rule.Severity
	}
	if f.Basis == 0 {
		f.Basis = rule.Basis
	}
	c.findings = append(c.findings, f)
}

func (c *Check) tally(id RuleID) *Tally {
	i, ok := c.catalogue.index[id]
	if !ok {
		panic("dialog: Check: rule " + string(id) + " is not in the catalogue")
	}
	return &c.tallies[i]
}

// Tally returns the counts of one rule.
func (c *Check) Tally(id RuleID) Tally {
	i, ok := c.catalogue.index[id]
	if !ok {
		return Tally{}
	}
	return c.tallies[i]
}

// Rules returns the catalogue that is checked.
func (c *Check) Rules() Catalogue { return c.catalogue }

// Findings returns breaches and open points in the order of [Finding.Compare].
func (c *Check) Findings() []Finding {
	SortFindings(c.findings)
	return c.findings
}
