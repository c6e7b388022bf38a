package programme

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// The elements of JUnit XML, as build servers read them: the format that Ant's
// junitreport task introduced, with file and line as later tools write them.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		ClassName string        `xml:"classname,attr"`
		File      string        `xml:"file,attr,omitempty"`
		Line      int           `xml:"line,attr,omitempty"`
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
// A rule that was applied is a test case; so is every place where it is broken
// or could not be checked. A breach of severity error is a failure, a weaker one
// a passed case with its message as output, an open point a skipped one.
func writeJUnit(w io.Writer, l *i18n.Localizer, reports []*Report) error {
	doc := junitSuites{Name: "policycheck"}
	for _, r := range reports {
		for _, s := range junitOf(r, l) {
			doc.Tests += s.Tests
			doc.Failures += s.Failures
			doc.Skipped += s.Skipped
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

func junitOf(r *Report, l *i18n.Localizer) []junitSuite {
	name := r.File
	if name == "" {
		name = r.Name
	}
	found := map[dialog.RuleID][]dialog.Finding{}
	for _, list := range [][]dialog.Finding{r.Findings, r.Open} {
		for _, f := range list {
			found[f.Rule] = append(found[f.Rule], f)
		}
	}
	for _, x := range r.Waived {
		x.Finding.Severity = dialog.SeverityNotice // it counts as passed
		found[x.Finding.Rule] = append(found[x.Finding.Rule], x.Finding)
	}
	var suites []junitSuite
	for _, x := range r.Rules {
		if x.Tally.Checked() == 0 && len(found[x.Rule.ID]) == 0 {
			continue
		}
		area, _, _ := strings.Cut(string(x.Rule.ID), "-")
		suite := xmlText(name + ": " + area)
		if len(suites) == 0 || suites[len(suites)-1].Name != suite {
			suites = append(suites, junitSuite{Name: suite})
		}
		suites[len(suites)-1].add(x, found[x.Rule.ID], l)
	}
	return suites
}

func (s *junitSuite) add(x RuleResult, findings []dialog.Finding, l *i18n.Localizer) {
	title := string(x.Rule.ID) + " " + ruleTitle(l, x.Rule.ID)
	if len(findings) == 0 {
		s.append(junitCase{Name: title, ClassName: string(x.Rule.ID), Output: tallyLine(l, x)})
		return
	}
	for _, f := range findings {
		c := junitCase{
			Name: xmlText(title + " [" + f.Path + "]"), ClassName: string(f.Rule),
			File: xmlText(f.Position.File), Line: f.Position.Line,
		}
		message := xmlText(f.Message(l))
		switch {
		case f.Open:
			c.Skipped = &junitOutcome{Message: message}
		case f.Severity == dialog.SeverityError:
			c.Failure = &junitOutcome{Message: message, Type: string(f.Rule), Text: xmlText(place(f) + "\n" + f.Hint(l))}
		default:
			c.Output = l.Text("severity."+f.Severity.String()) + ": " + message
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

// xmlText removes what XML 1.0 cannot hold (section 2.2), after making visible
// what people cannot see.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 {
			return r
		}
		return -1
	}, strings.ReplaceAll(plain(strings.ReplaceAll(s, "\n", "\x00")), "<U+0000>", "\n"))
}
