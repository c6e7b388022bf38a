package programme

import (
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// newReport returns the report of a check: counts, findings and open points.
func newReport(c *dialog.Check) *Report {
	r := &Report{AsOf: c.AsOf()}
	for rule := range c.Rules().All() {
		r.Rules = append(r.Rules, RuleResult{Rule: rule, Tally: c.Tally(rule.ID)})
	}
	for _, f := range c.Findings() {
		r.add(f)
	}
	return r
}

func (r *Report) add(f dialog.Finding) {
	if f.Open {
		r.Open = append(r.Open, f)
	} else {
		r.Findings = append(r.Findings, f)
	}
}

// finish locates the findings in the file, drops what only follows from a fault
// of the file, sets waived findings apart and sorts the rest.
func (c *checker) finish(r *Report) {
	faulty := faultyEntries(r.Findings)
	waived := make([]bool, len(c.programme.Waivers))
	findings := r.Findings
	r.Findings = nil
	for _, f := range findings {
		if follows(f, faulty) {
			if i := c.waiver(f, faulty); i >= 0 {
				waived[i] = true
			}
			r.tally(f.Rule).Broken--
			continue
		}
		r.source.locate(&f)
		if i := c.waiver(f, faulty); i >= 0 {
			waived[i] = true
			r.Waived = append(r.Waived, Waived{f, c.programme.Waivers[i]})
			continue
		}
		r.Findings = append(r.Findings, f)
	}
	r.Open = slices.DeleteFunc(r.Open, func(f dialog.Finding) bool {
		drop := follows(f, faulty)
		if drop {
			r.tally(f.Rule).Open--
		}
		return drop
	})
	for i := range r.Open {
		r.source.locate(&r.Open[i])
	}
	c.checkWaivers(r, waived, faulty)
	dialog.SortFindings(r.Findings)
	dialog.SortFindings(r.Open)
	slices.SortStableFunc(r.Waived, func(a, b Waived) int { return a.Finding.Compare(b.Finding) })
}

// maxWaivers is how many waivers a programme may have (DOC-11); further ones
// waive nothing.
const maxWaivers = 1000

// waiver returns the index of the waiver that covers a finding, -1 where there
// is none. Faults of the file cannot be waived, and a faulty waiver waives nothing.
func (c *checker) waiver(f dialog.Finding, faulty map[string]bool) int {
	if aboutFile(f.Rule) {
		return -1
	}
	if c.waivers == nil {
		c.waivers = map[dialog.RuleID][]int{}
		for i := range c.programme.Waivers[:min(len(c.programme.Waivers), maxWaivers)] {
			if !faulty[at("waivers", i)] {
				rule := c.programme.Waivers[i].Rule
				c.waivers[rule] = append(c.waivers[rule], i)
			}
		}
	}
	for _, i := range c.waivers[f.Rule] {
		if c.programme.Waivers[i].Matches(f, c.AsOf()) {
			return i
		}
	}
	return -1
}

// checkWaivers applies WVR-01 and WVR-02, after it is known what each covers.
func (c *checker) checkWaivers(r *Report, used []bool, faulty map[string]bool) {
	for i, w := range c.programme.Waivers[:min(len(c.programme.Waivers), maxWaivers)] {
		if faulty[at("waivers", i)] {
			continue
		}
		rule := i18n.Text("rule", string(w.Rule))
		f := dialog.Finding{Path: at("waivers", i)}
		switch {
		case c.AsOf().After(w.Until) == dialog.Yes:
			f.Rule, f.Args = dialog.RuleWaiverExpired, []i18n.Arg{rule, i18n.Day("until", w.Until.I18n())}
		case !used[i]:
			r.tally(dialog.RuleWaiverExpired).Held++
			on := i18n.Term("on", "waiver.everywhere")
			if w.On != "" {
				on = i18n.Text("on", w.On)
			}
			f.Rule, f.Args = dialog.RuleWaiverUsed, []i18n.Arg{rule, on}
		default:
			r.tally(dialog.RuleWaiverExpired).Held++
			r.tally(dialog.RuleWaiverUsed).Held++
			continue
		}
		r.tally(f.Rule).Broken++
		f.Severity, f.Basis = dialog.SeverityWarning, dialog.BasisChoice
		r.source.locate(&f)
		r.Findings = append(r.Findings, f)
	}
}

// tally returns the counts of a rule, for changing.
func (r *Report) tally(id dialog.RuleID) *dialog.Tally {
	i := slices.IndexFunc(r.Rules, func(x RuleResult) bool { return x.Rule.ID == id })
	return &r.Rules[i].Tally
}

// aboutFile reports whether a rule is about the file and its settings.
func aboutFile(id dialog.RuleID) bool {
	return strings.HasPrefix(string(id), "DOC-") || strings.HasPrefix(string(id), "POL-")
}

// faultyEntries collects the entries with a fault of the file: what other rules
// find there may only follow from it.
func faultyEntries(findings []dialog.Finding) map[string]bool {
	entries := map[string]bool{}
	for _, f := range findings {
		// An ID that stands twice, or leads nowhere, does not make the rest of its
		// entry unreadable.
		if strings.HasPrefix(string(f.Rule), "DOC-") && f.Rule != RuleUniqueIDs && f.Rule != RuleReferences {
			entries[entry(f.Path)] = true
		}
	}
	return entries
}

func follows(f dialog.Finding, faulty map[string]bool) bool {
	return len(faulty) > 0 && !aboutFile(f.Rule) && faulty[entry(f.Path)]
}

// entry is the part of a path that names an entry: a workstream of a cycle, else
// the entry of the list at the top, such as "participants[3]".
func entry(path string) string {
	depth := 1
	if strings.HasPrefix(path, "cycles[") && strings.Contains(path, ".workstreams[") {
		depth = 2
	}
	for i := range len(path) {
		if path[i] == ']' {
			if depth--; depth == 0 {
				return path[:i+1]
			}
		}
	}
	return path
}
