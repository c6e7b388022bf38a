package programme

import (
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// The elements of JUnit XML, as build servers read them: the format that Ant's
// junitreport task introduced. Attributes are those of the strictest reader, the
// schema junit-10 of Jenkins' xunit plugin, which refuses others: a test case
// has no file and line, they stand in its text.
type (
	junitSuites struct {
		XMLName  xml.Name      `xml:"testsuites"`
		Name     string        `xml:"name,attr"`
		Tests    int           `xml:"tests,attr"`
		Failures int           `xml:"failures,attr"`
		Errors   int           `xml:"errors,attr"`
		Suites   []*junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		File     string      `xml:"file,attr,omitempty"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		ClassName string        `xml:"classname,attr"` // readers split it at the last dot: file and rule
		Failure   *junitOutcome `xml:"failure"`
		Skipped   *junitOutcome `xml:"skipped"`
		Output    string        `xml:"system-out,omitempty"`
	}
	junitOutcome struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit writes reports with a test suite for each report and area of rules.
// A rule that holds wherever it was applied is one test case; another one is a
// test case for every place where it is broken or could not be checked. A breach
// of severity error is a failure; a weaker or waived one is a passed case that
// says so in its output; an open point is a skipped one.
func writeJUnit(w io.Writer, l *i18n.Localizer, reports []*Report) error {
	doc := junitSuites{Name: "policycheck"}
	for _, r := range reports {
		for _, s := range junitOf(r, l) {
			doc.Tests += s.Tests
			doc.Failures += s.Failures
			doc.Suites = append(doc.Suites, s)
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// reportName names what was checked: the file, else the programme.
func reportName(r *Report) string {
	if r.File != "" {
		return r.File
	}
	return r.Name
}

// A junitReport collects the suites of one report.
type junitReport struct {
	l      *i18n.Localizer
	name   string
	file   string
	suites []*junitSuite
	areas  map[string]*junitSuite
	places map[dialog.RuleID][]junitCase // where a rule is broken or open
}

func junitOf(r *Report, l *i18n.Localizer) []*junitSuite {
	j := &junitReport{
		l: l, name: xmlText(reportName(r)), file: xmlText(r.File),
		areas: map[string]*junitSuite{}, places: map[dialog.RuleID][]junitCase{},
	}
	for _, list := range [][]dialog.Finding{r.Findings, r.Open} {
		for _, f := range list {
			j.place(f)
		}
	}
	for _, x := range r.Waived {
		j.pass(x.Finding, waiverLine(l, x.Waiver))
	}
	for _, x := range r.Rules {
		if cases := j.places[x.Rule.ID]; len(cases) > 0 {
			j.add(x.Rule.ID, cases...)
			delete(j.places, x.Rule.ID)
		} else if x.Tally.Checked() > 0 {
			j.add(x.Rule.ID, junitCase{Output: xmlText(tallyLine(l, x))})
		}
	}
	// A report made by hand may lack the counts of a rule; no breach gets lost.
	for _, id := range slices.Sorted(maps.Keys(j.places)) {
		j.add(id, j.places[id]...)
	}
	return j.suites
}

// place turns a finding or open point into a test case, named by its path.
func (j *junitReport) place(f dialog.Finding) {
	message := xmlText(f.Message(j.l))
	switch {
	case f.Open:
		j.put(f, junitCase{Skipped: &junitOutcome{Message: message, Text: xmlText(place(f))}})
	case f.Severity == dialog.SeverityError:
		j.put(f, junitCase{Failure: &junitOutcome{Message: message, Type: string(f.Rule), Text: xmlText(j.details(f)...)}})
	default:
		j.pass(f)
	}
}

// pass turns a breach that fails no build into a test case with more lines of output.
func (j *junitReport) pass(f dialog.Finding, more ...string) {
	lines := append(j.details(f), more...)
	lines[0] = j.l.Text("severity."+f.Severity.String()) + ": " + lines[0]
	j.put(f, junitCase{Output: xmlText(lines...)})
}

func (j *junitReport) put(f dialog.Finding, c junitCase) {
	c.Name = f.Path
	j.places[f.Rule] = append(j.places[f.Rule], c)
}

// details are the lines about a breach: what, where, what to do, and on whose word.
func (j *junitReport) details(f dialog.Finding) []string {
	lines := []string{f.Message(j.l), place(f), f.Hint(j.l)}
	if rule, ok := Rules().Lookup(f.Rule); ok {
		lines = append(lines, basisLine(j.l, f, rule))
	}
	return lines
}

// add appends the test cases of a rule to the suite of its area and names them.
// Servers keep one of several cases with the same name, so the second breach on
// a path is numbered.
func (j *junitReport) add(id dialog.RuleID, cases ...junitCase) {
	area, _, _ := strings.Cut(string(id), "-")
	s := j.areas[area]
	if s == nil {
		s = &junitSuite{Name: j.name + ": " + area, File: j.file}
		j.areas[area] = s
		j.suites = append(j.suites, s)
	}
	title := xmlText(string(id) + " " + ruleTitle(j.l, id))
	seen := map[string]int{}
	for _, c := range cases {
		path := c.Name
		c.Name, c.ClassName = title, j.name+"."+string(id)
		if path != "" {
			c.Name += xmlText(" [" + path + "]")
		}
		if seen[path]++; seen[path] > 1 {
			c.Name += fmt.Sprintf(" (%d)", seen[path])
		}
		s.append(c)
	}
}

func (s *junitSuite) append(c junitCase) {
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
	if c.Skipped != nil {
		s.Skipped++
	}
	s.Cases = append(s.Cases, c)
}

// xmlText joins lines and removes what XML 1.0 cannot hold (section 2.2), after
// making visible what people cannot see.
func xmlText(lines ...string) string {
	shown := make([]string, len(lines))
	for i, s := range lines {
		shown[i] = strings.Map(func(r rune) rune {
			if r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 {
				return r
			}
			return -1
		}, plain(s))
	}
	return strings.Join(shown, "\n")
}
