package programme_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// junitSuites and the other types read what build servers read.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		File     string      `xml:"file,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name      string        `xml:"name,attr"`
		ClassName string        `xml:"classname,attr"`
		Failure   *junitOutcome `xml:"failure"`
		Skipped   *junitOutcome `xml:"skipped"`
		Output    string        `xml:"system-out"`
	}
	junitOutcome struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

func inJUnit(t testing.TB, l *i18n.Localizer, reports ...*programme.Report) junitSuites {
	t.Helper()
	var doc junitSuites
	require.NoError(t, xml.Unmarshal(inFormat(t, programme.FormatJUnit, l, reports...), &doc))
	return doc
}

// cases are the test cases of a rule.
func (d junitSuites) cases(id string) []junitCase {
	var found []junitCase
	for _, s := range d.Suites {
		for _, c := range s.Cases {
			if strings.HasPrefix(c.Name, id+" ") {
				found = append(found, c)
			}
		}
	}
	return found
}

// grammar is what the schema junit-10 of Jenkins' xunit plugin allows, the
// strictest reader that is in wide use: attributes (with "!" where required) and
// elements, each in the order of the schema. The plugin fails a build on others.
var grammar = map[string]struct{ attributes, elements []string }{
	"testsuites": {[]string{"name", "time", "tests", "failures", "errors"}, []string{"testsuite"}},
	"testsuite": {
		[]string{"name!", "tests!", "failures!", "errors!", "group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
		[]string{"testsuite", "properties", "testcase", "system-out", "system-err"},
	},
	"testcase": {
		[]string{"name!", "time", "classname", "group"},
		[]string{"skipped", "error", "failure", "rerunFailure", "rerunError", "flakyFailure", "flakyError", "system-out", "system-err"},
	},
	"failure":    {[]string{"type", "message"}, nil},
	"skipped":    {[]string{"type", "message"}, nil},
	"system-out": {nil, nil},
}

func TestJUnitKeepsToTheSchemaOfJenkins(t *testing.T) {
	for _, reports := range [][]*programme.Report{
		nil, {full()}, {realReport(t), full()}, {hostile(t)}, {bare()}, {checked(t, "a.yaml", []byte("a: ["))}, {{}},
	} {
		d := xml.NewDecoder(bytes.NewReader(inFormat(t, programme.FormatJUnit, i18n.German(), reports...)))
		allowed := []string{"testsuites"}
		var open []string
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			require.NoError(t, err)
			switch e := token.(type) {
			case xml.StartElement:
				require.Contains(t, allowed, e.Name.Local, "in %v", open)
				checkAttributes(t, e)
				open, allowed = append(open, e.Name.Local), grammar[e.Name.Local].elements
			case xml.EndElement:
				open, allowed = open[:len(open)-1], nil
				if len(open) > 0 {
					allowed = grammar[open[len(open)-1]].elements
				}
			}
		}
	}
}

func checkAttributes(t *testing.T, e xml.StartElement) {
	t.Helper()
	allowed := grammar[e.Name.Local].attributes
	var given []string
	for _, a := range e.Attr {
		name := a.Name.Local
		given = append(given, name)
		assert.True(t, slices.Contains(allowed, name) || slices.Contains(allowed, name+"!"), "%s has %s", e.Name.Local, name)
	}
	for _, a := range allowed {
		if required, ok := strings.CutSuffix(a, "!"); ok {
			assert.Contains(t, given, required)
		}
	}
}

func TestJUnitCountsWhatItHolds(t *testing.T) {
	for _, l := range localizers() {
		doc := inJUnit(t, l, full(), realReport(t), hostile(t), checked(t, "a.yaml", []byte("a: [")))
		var tests, failures int
		for _, s := range doc.Suites {
			assert.Len(t, s.Cases, s.Tests, s.Name)
			assert.NotEmpty(t, s.Cases, "%s: no suite is empty", s.Name)
			failed, skipped := 0, 0
			for _, c := range s.Cases {
				if c.Failure != nil {
					failed++
					assert.Nil(t, c.Skipped, c.Name)
				}
				if c.Skipped != nil {
					skipped++
				}
			}
			assert.Equal(t, []int{failed, skipped, 0}, []int{s.Failures, s.Skipped, s.Errors}, s.Name)
			tests, failures = tests+s.Tests, failures+s.Failures
		}
		assert.Equal(t, []int{tests, failures, 0}, []int{doc.Tests, doc.Failures, doc.Errors})
	}
}

func TestOnlyErrorsFailABuild(t *testing.T) {
	doc := inJUnit(t, i18n.English(), full())
	assert.Equal(t, 2, doc.Failures, "PAR-01 and WST-01")
	failure := doc.cases("PAR-01")[0].Failure
	require.NotNil(t, failure)
	assert.Contains(t, failure.Message, "names no organisation")
	assert.Equal(t, "PAR-01", failure.Type)
	lines := strings.Split(failure.Text, "\n")
	require.Len(t, lines, 4)
	assert.Equal(t, failure.Message, lines[0])
	assert.Equal(t, "programme/2032 März.yaml:9:12", lines[1])
	assert.Contains(t, lines[2], "Give the organisation's ID")
	assert.Contains(t, lines[3], "Basis: ")

	warning := doc.cases("DEN-01")[0]
	assert.Nil(t, warning.Failure)
	assert.True(t, strings.HasPrefix(warning.Output, "warning: There was no Denkwerkstatt in 2030"), warning.Output)
	assert.Contains(t, doc.cases("DEN-02")[0].Output, "not of BSI", "whose word it is")
}

func TestAWaivedErrorPassesAndSaysWhoWaivedIt(t *testing.T) {
	c := inJUnit(t, i18n.German(), full()).cases("COM-02")[0]
	assert.Nil(t, c.Failure)
	assert.True(t, strings.HasPrefix(c.Output, "Fehler: "), "it stays an error: %s", c.Output)
	assert.Contains(t, c.Output, "Ausnahme bis 30. Juni 2032, entschieden von Geschäftsstelle: Nachwahl im Mai")
}

func TestAnOpenPointIsSkippedWithItsReason(t *testing.T) {
	cases := inJUnit(t, i18n.English(), full()).cases("DEN-03")
	require.Len(t, cases, 2)
	for _, c := range cases {
		require.NotNil(t, c.Skipped)
		assert.Contains(t, c.Skipped.Message, "cannot be said")
		assert.NotEmpty(t, c.Skipped.Text, "where")
	}
}

func TestARuleThatHoldsIsOnePassedCase(t *testing.T) {
	cases := inJUnit(t, i18n.German(), full()).cases("DEN-04")
	require.Len(t, cases, 1)
	assert.Equal(t, "Denkwerkstätten: 1.234 eingehalten", cases[0].Output)
	assert.Empty(t, inJUnit(t, i18n.German(), full()).cases("DEN-05"), "a rule that was not applied is no case")
}

func TestABreachIsNotLostWhenItsRuleWasNotCounted(t *testing.T) {
	doc := inJUnit(t, i18n.German(), bare())
	assert.Equal(t, 1, doc.Failures)
	require.Len(t, doc.Suites, 1)
	assert.Equal(t, ": XXX", doc.Suites[0].Name)
}

// Servers take cases of one name for the same case and keep one of them.
func TestNoTwoTestCasesShareTheirNames(t *testing.T) {
	other := full()
	other.File = "other.yaml"
	names := map[[2]string]bool{}
	for _, s := range inJUnit(t, i18n.German(), full(), other, realReport(t), hostile(t)).Suites {
		for _, c := range s.Cases {
			name := [2]string{c.ClassName, c.Name}
			assert.False(t, names[name], "%v", name)
			names[name] = true
		}
	}
	cases := inJUnit(t, i18n.German(), full()).cases("DEN-01")
	assert.True(t, strings.HasSuffix(cases[1].Name, " [denkwerkstaetten] (2)"), cases[1].Name)
}

// character is what may stand in XML 1.0 (section 2.2).
var character = regexp.MustCompile(`^[\x09\x0A\x0D\x20-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]*$`)

func TestAnyTextGivesXML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.String(),
			rapid.StringOf(rapid.SampledFrom([]rune("a<>&\"']\x00\x0b\x1b\ufffe\uffff\u202e\u2028\n\r\t"))),
			rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) }),
		).Draw(t, "text")
		r := full()
		r.File, r.Findings[3].Path, r.Findings[3].Position.File, r.Findings[0].Path = text, text, text, text
		r.Findings[3].Args[0] = i18n.Text("participant", text)
		r.Waived[0].Waiver.By = text
		var b bytes.Buffer
		require.NoError(t, programme.Write(&b, programme.FormatJUnit, i18n.German(), programme.WriteOptions{}, r))
		assert.Regexp(t, character, b.String())
		assertHarmless(t, b.String())
		var doc junitSuites
		require.NoError(t, xml.Unmarshal(b.Bytes(), &doc))
		assert.Equal(t, 9, doc.Tests, "no test case was smuggled in")
		assert.Equal(t, 2, doc.Failures)
		for _, c := range doc.cases("PAR-01") {
			assert.Len(t, strings.Split(c.Failure.Text, "\n"), 4, "no line was smuggled in")
		}
	})
}

func TestAnUnreadableFileFailsInJUnit(t *testing.T) {
	doc := inJUnit(t, i18n.German(), checked(t, "a.yaml", []byte("a: [")))
	assert.Equal(t, 1, doc.Failures)
	require.Len(t, doc.Suites, 1)
	assert.Equal(t, "a.yaml: DOC", doc.Suites[0].Name)
	assert.Equal(t, "a.yaml", doc.Suites[0].File)
	assert.Equal(t, "a.yaml."+string(programme.RuleSyntax), doc.Suites[0].Cases[0].ClassName)
}
