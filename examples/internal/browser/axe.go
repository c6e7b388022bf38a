package browser

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// Finding is what one rule of axe-core says about a page.
type Finding struct {
	Rule, Impact, Help, HelpURL string
	Tags                        []string
	Nodes                       []Node
}

// Node is an element that a finding is about.
type Node struct {
	Selector, HTML, Summary string
}

// Report is the result of axe-core.
type Report struct {
	// Version is that of axe-core, URL the page.
	Version, URL string
	// Violations are mistakes for sure.
	Violations []Finding
	// Incomplete is what axe-core could not decide and a person, or a test, has to.
	Incomplete []Finding
}

// axeJS runs all rules for WCAG 2.0 to 2.2, those of level AAA included, which axe-core
// leaves out unless asked, and the best practices. Frames are left out: they are tabs
// here, see Frame.
const axeJS = `() => axe.run(document, {
	iframes: false,
	resultTypes: ["violations", "incomplete"],
	runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa",
		"wcag22a", "wcag22aa", "wcag22aaa", "best-practice"]},
	rules: {"color-contrast-enhanced": {enabled: true}, "identical-links-same-purpose": {enabled: true},
		"meta-refresh-no-exceptions": {enabled: true}, "target-size": {enabled: true}},
}).then(result => {
	const finding = f => ({Rule: f.id, Impact: f.impact ?? "", Help: f.help, HelpURL: f.helpUrl, Tags: f.tags,
		Nodes: f.nodes.map(n => ({Selector: n.target.flat(Infinity).join(" "), HTML: n.html,
			Summary: n.failureSummary ?? ""}))});
	return {Version: axe.version, URL: result.url, Violations: result.violations.map(finding),
		Incomplete: result.incomplete.map(finding)};
})`

// Axe checks the page with axe-core. The test is skipped without DFC_AXE.
func (tab *Tab) Axe(t testing.TB) Report {
	t.Helper()
	path := os.Getenv("DFC_AXE")
	if path == "" {
		missing(t, "axe-core is not there: set DFC_AXE to the path of axe.min.js")
	}
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if tab.options.NoScript {
		// axe-core waits for timers. The page's own scripts are not made up for by that.
		tab.must("Emulation.setScriptExecutionDisabled", object{"value": false}, nil)
		defer tab.must("Emulation.setScriptExecutionDisabled", object{"value": true}, nil)
	}
	var report Report
	tab.Eval(string(source)+"\n;0", nil)
	if err := tab.apply(&report, axeJS); err != nil {
		tab.fail("axe-core: %v", err)
	}
	return report
}

// NoViolations fails the test when a rule is broken.
func (r Report) NoViolations(t testing.TB) {
	t.Helper()
	if len(r.Violations) > 0 {
		t.Errorf("axe-core %s found on %s:%s", r.Version, r.URL, describe(r.Violations))
	}
}

// NothingOpen fails the test when a rule other than these could not be decided. Name only
// rules that another check covers.
func (r Report) NothingOpen(t testing.TB, covered ...string) {
	t.Helper()
	var open []Finding
next:
	for _, f := range r.Incomplete {
		for _, rule := range covered {
			if f.Rule == rule {
				continue next
			}
		}
		open = append(open, f)
	}
	if len(open) > 0 {
		t.Errorf("axe-core %s could not decide on %s:%s", r.Version, r.URL, describe(open))
	}
}

func describe(list []Finding) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "\n%s (%s): %s", f.Rule, f.Impact, f.Help)
		for _, n := range f.Nodes {
			fmt.Fprintf(&b, "\n  %s  %s\n    %s", n.Selector, n.HTML, strings.ReplaceAll(n.Summary, "\n", "\n    "))
		}
	}
	return b.String()
}
