package programme_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// What the standard of SARIF demands and its schema cannot say is tested here.
type (
	sarifText struct{ Text string }
	sarifRun  struct {
		Tool struct {
			Driver struct {
				Name, Language string
				Rules          []struct {
					ID                                      string
					ShortDescription, FullDescription, Help sarifText
					DefaultConfiguration                    struct{ Level string }
				}
			}
		}
		AutomationDetails    struct{ ID string }
		Language, ColumnKind string
		Results              []sarifResult
	}
	sarifResult struct {
		RuleID       string
		RuleIndex    *int
		Kind, Level  string
		Message      sarifText
		Suppressions []struct{ Kind, Status, Justification string }
		Locations    []struct {
			PhysicalLocation *struct {
				ArtifactLocation struct{ URI string }
				Region           *struct{ StartLine, StartColumn int }
			}
			LogicalLocations []struct{ FullyQualifiedName string }
		}
	}
)

// inSARIF writes reports and returns the runs, after the official schema has
// accepted the document.
func inSARIF(t testing.TB, l *i18n.Localizer, reports ...*programme.Report) []sarifRun {
	t.Helper()
	data := inFormat(t, programme.FormatSARIF, l, reports...)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	require.NoError(t, err)
	require.NoError(t, sarifSchema(t).Validate(doc))
	var log struct{ Runs []sarifRun }
	require.NoError(t, json.Unmarshal(data, &log))
	return log.Runs
}

func sarifSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat() // of URIs and dates
	schema, err := c.Compile("testdata/schemas/sarif-schema-2.1.0.json")
	require.NoError(t, err)
	return schema
}

// bare is a report with one finding that has no place and that no rule knows.
func bare() *programme.Report {
	return &programme.Report{Findings: []dialog.Finding{{Rule: "XXX-99", Severity: dialog.SeverityError, Basis: dialog.BasisChoice}}}
}

func TestEveryRunSaysWhoCheckedWhatInWhichLanguage(t *testing.T) {
	other := full()
	other.File = "other.yaml"
	runs := inSARIF(t, i18n.German(), full(), other, bare())
	require.Len(t, runs, 3)
	for _, run := range runs {
		assert.Equal(t, []string{"policycheck", "de", "de", "unicodeCodePoints"}, []string{run.Tool.Driver.Name, run.Tool.Driver.Language, run.Language, run.ColumnKind})
	}
	assert.Equal(t, "policycheck/programme/2032 März.yaml/2032-01-31", runs[0].AutomationDetails.ID)
	assert.Equal(t, "policycheck/other.yaml/2032-01-31", runs[1].AutomationDetails.ID, "another file is another category")
	assert.Equal(t, "en", inSARIF(t, i18n.English(), full())[0].Language)
}

func TestALanguageWithoutACodeOfTwoLettersIsLeftOut(t *testing.T) {
	c, err := i18n.New(i18n.Options{Texts: []fs.FS{fstest.MapFS{"hsb.yaml": {Data: []byte(`report.hint: "Što činić:"`)}}}})
	require.NoError(t, err)
	l := c.Localizer("hsb")
	require.Equal(t, "hsb", l.Tag().String(), "Upper Sorbian")
	assert.Empty(t, inSARIF(t, l, full())[0].Language, "the schema knows two letters only")
}

func TestEveryRuleIsDescribed(t *testing.T) {
	levels := map[dialog.Severity]string{dialog.SeverityError: "error", dialog.SeverityWarning: "warning", dialog.SeverityNotice: "note"}
	for _, l := range localizers() {
		rules := inSARIF(t, l, full())[0].Tool.Driver.Rules
		require.Len(t, rules, programme.Rules().Len())
		i := 0
		for rule := range programme.Rules().All() {
			got := rules[i]
			i++
			assert.Equal(t, string(rule.ID), got.ID)
			for _, text := range []sarifText{got.ShortDescription, got.FullDescription, got.Help} {
				assert.NotEmpty(t, text.Text)
				assert.NotContains(t, text.Text, "rule."+got.ID, "a text is missing")
			}
			assert.True(t, strings.HasPrefix(got.FullDescription.Text, got.ShortDescription.Text+". "), "the first sentence is the summary")
			assert.Equal(t, levels[rule.Severity], got.DefaultConfiguration.Level)
		}
	}
}

func TestTheIndexOfAResultLeadsToItsRule(t *testing.T) {
	for _, r := range []*programme.Report{full(), realReport(t), hostile(t), bare()} {
		run := inSARIF(t, i18n.German(), r)[0]
		for _, result := range run.Results {
			require.NotNil(t, result.RuleIndex)
			if result.RuleID == "XXX-99" {
				assert.Equal(t, -1, *result.RuleIndex, "not the first rule")
				continue
			}
			assert.Equal(t, result.RuleID, run.Tool.Driver.Rules[*result.RuleIndex].ID)
		}
	}
}

func TestResultsKeepNumberOrderAndLevels(t *testing.T) {
	var got []string
	for _, result := range inSARIF(t, i18n.English(), full())[0].Results {
		got = append(got, result.RuleID+" "+result.Kind+" "+result.Level)
	}
	assert.Equal(t, []string{
		"DEN-01 fail warning", "DEN-01 fail warning", "DEN-02 fail note", "PAR-01 fail error", "WST-01 fail error",
		"DEN-03 open none", "DEN-03 open none", "COM-02 fail error",
	}, got, "a kind other than fail has the level none (3.27.10)")
}

func TestSuppressionsArePresentOnAllResultsOrOnNone(t *testing.T) {
	for _, r := range []*programme.Report{full(), realReport(t), hostile(t)} {
		waived := 0
		for _, result := range inSARIF(t, i18n.German(), r)[0].Results {
			assert.NotNil(t, result.Suppressions, "3.27.23: either all null or all non-null")
			waived += len(result.Suppressions)
		}
		assert.Equal(t, len(r.Waived), waived)
	}
	results := inSARIF(t, i18n.German(), full())[0].Results
	last := results[len(results)-1].Suppressions[0]
	assert.Equal(t, "accepted", last.Status)
	assert.Contains(t, last.Justification, "Nachwahl im Mai")
	assert.Contains(t, last.Justification, "30. Juni 2032")
}

func TestTheBasisStandsInTheMessage(t *testing.T) {
	results := inSARIF(t, i18n.English(), full())[0].Results
	assert.Contains(t, results[2].Message.Text, "not of BSI", "viewers show no properties")
	assert.True(t, strings.HasPrefix(results[0].Message.Text, "There was no Denkwerkstatt in 2030;"), "the first sentence says what is wrong")
}

// placeholders and links are what a viewer would take for markup (3.11.5, 3.11.6).
var (
	placeholders = regexp.MustCompile(`(?:^|[^{])(?:{{)*{[0-9]+}`)
	links        = regexp.MustCompile(`\[[^\]]*\]\(`)
)

func TestTextsFromTheFileAreNoMarkupInAMessage(t *testing.T) {
	message := inSARIF(t, i18n.German(), full())[0].Results[3].Message.Text
	assert.Contains(t, message, "{{0}} [hier] (sarif:/runs/0)")
	for _, result := range inSARIF(t, i18n.German(), hostile(t))[0].Results {
		assertHarmless(t, result.Message.Text)
		assert.NotRegexp(t, links, result.Message.Text)
	}
	rapid.Check(t, func(t *rapid.T) {
		r := full()
		r.Findings[3].Args[0] = i18n.Text("participant", rapid.StringOf(rapid.SampledFrom([]rune("{}[]()0\\a\u202e"))).Draw(t, "name"))
		var b bytes.Buffer
		require.NoError(t, programme.Write(&b, programme.FormatSARIF, i18n.German(), programme.WriteOptions{}, r))
		var log struct{ Runs []sarifRun }
		require.NoError(t, json.Unmarshal(b.Bytes(), &log))
		text := log.Runs[0].Results[3].Message.Text
		assert.NotRegexp(t, placeholders, text)
		assert.NotRegexp(t, links, text)
		assertHarmless(t, text)
	})
}

func TestFileNamesAreWrittenAsURIs(t *testing.T) {
	for _, tc := range []struct{ name, file, want, reason string }{
		{"relative", "a/b.yaml", "a/b.yaml", "stays relative"},
		{"space and umlaut", "2032 März.yaml", "2032%20M%C3%A4rz.yaml", "percent-encoded UTF-8"},
		{"percent", "100%.yaml", "100%25.yaml", "no escape of its own"},
		{"query and fragment", "a?b#c.yaml", "a%3Fb%23c.yaml", "part of the path"},
		{"colon", "a:b.yaml", "./a:b.yaml", "not a scheme (RFC 3986, 4.2)"},
		{"brackets", "a[1].yaml", "a%5B1%5D.yaml", "reserved for addresses"},
		{"up", "../a.yaml", "../a.yaml", "stays relative"},
		{"standard input", "-", "-", "a name like any other"},
		{"absolute", "/srv/a b.yaml", "file:///srv/a%20b.yaml", "RFC 8089"},
		{"not UTF-8", "a\xffb.yaml", "a%FFb.yaml", "bytes are kept"},
		{"Windows, relative", `a\b.yaml`, "a/b.yaml", "separators"},
		{"Windows, drive", `C:\Daten\a b.yaml`, "file:///C:/Daten/a%20b.yaml", "RFC 8089, E.2"},
		{"Windows, drive and slashes", `C:/a.yaml`, "file:///C:/a.yaml", "RFC 8089, E.2"},
		{"Windows, other computer", `\\server\share\a.yaml`, "file://server/share/a.yaml", "RFC 8089, E.3.1"},
		{"two slashes", "//srv/a.yaml", "file:////srv/a.yaml", "not another computer"},
		{"control character", "a\nb.yaml", "a%0Ab.yaml", "percent-encoded"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := bare()
			r.Findings[0].Position.File = tc.file
			got := inSARIF(t, i18n.German(), r)[0].Results[0].Locations[0].PhysicalLocation
			assert.Equal(t, tc.want, got.ArtifactLocation.URI, tc.reason)
			assert.Nil(t, got.Region, "no line is known")
		})
	}
}

func TestAnyRelativeFileNameComesBackFromItsURI(t *testing.T) {
	schema := sarifSchema(t)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z äß%?#:\[\]@!$&'()*+,;=~"<>^{|}-]{1,8}(/[a-z.%?#: ]{1,8}){0,2}`).
			Filter(func(s string) bool { return !strings.HasPrefix(s[1:], ":/") }). // a drive, which is absolute
			Draw(t, "name")
		r := bare()
		r.Findings[0].Position = dialog.Position{File: name, Line: 1}
		var b bytes.Buffer
		require.NoError(t, programme.Write(&b, programme.FormatSARIF, i18n.German(), programme.WriteOptions{}, r))
		var log struct{ Runs []sarifRun }
		require.NoError(t, json.Unmarshal(b.Bytes(), &log))
		doc, err := jsonschema.UnmarshalJSON(&b)
		require.NoError(t, err)
		require.NoError(t, schema.Validate(doc))
		u, err := url.Parse(log.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI)
		require.NoError(t, err)
		require.Empty(t, u.Scheme+u.Host+u.RawQuery+u.Fragment)
		assert.Equal(t, name, strings.TrimPrefix(u.Path, "./"))
	})
}

func TestAFindingWithoutAPlaceHasNoLocation(t *testing.T) {
	assert.Nil(t, inSARIF(t, i18n.German(), bare())[0].Results[0].Locations)
	at := inSARIF(t, i18n.German(), full())[0].Results[6].Locations
	require.Len(t, at, 1)
	assert.Nil(t, at[0].PhysicalLocation, "a programme made in Go")
	assert.Equal(t, "denkwerkstaetten[3]", at[0].LogicalLocations[0].FullyQualifiedName)
}

func TestColumnsCountCharacters(t *testing.T) {
	const line = `participants: [{id: p, note: "ä😀ß", group: bsi}]`
	r := checked(t, "a.yaml", []byte("version: 1\nprogramme: beispiel\n"+line+"\n"))
	before, _, _ := strings.Cut(line, "bsi")
	for _, result := range inSARIF(t, i18n.German(), r)[0].Results {
		if result.RuleID == string(programme.RuleValue) {
			at := result.Locations[0].PhysicalLocation.Region
			assert.Equal(t, 3, at.StartLine)
			assert.Equal(t, len([]rune(before))+1, at.StartColumn, "unicodeCodePoints")
			return
		}
	}
	assert.Fail(t, "the unknown group was not found")
}
