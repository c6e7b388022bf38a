package programme_test

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/programmetest"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// reals returns the report of the real programme.
func realReport(t testing.TB) *programme.Report {
	t.Helper()
	p, err := programme.Real()
	require.NoError(t, err)
	r, err := programme.Check(context.Background(), p, dialog.Date{})
	require.NoError(t, err)
	return r
}

func TestTheRealProgrammeBreaksNoRuleOfSeverityError(t *testing.T) {
	r := realReport(t)
	assert.Equal(t, programme.Warnings, r.Verdict())
	assert.Zero(t, r.Count(dialog.SeverityError))
	assert.Equal(t, 1, r.Count(dialog.SeverityWarning), "the year 2020 without a Denkwerkstatt")
	found := map[dialog.RuleID]int{}
	for _, f := range r.Findings {
		found[f.Rule]++
	}
	assert.Equal(t, 1, found[dialog.RuleYearly], "2020")
	assert.Equal(t, 1, found[dialog.RuleOncePerYear], "2017")
	assert.Equal(t, 1, found[dialog.RuleGap], "734 days from 2019 to 2021")
	for _, f := range r.Findings {
		if f.Rule == dialog.RuleGap {
			assert.Contains(t, f.Message(i18n.English()), "734 days")
		}
	}
}

func TestReportsOfTheRealProgramme(t *testing.T) {
	r := realReport(t)
	for _, lang := range []string{"de", "en"} {
		for format, ending := range map[programme.Format]string{
			programme.FormatText: "txt", programme.FormatMarkdown: "md", programme.FormatJSON: "json",
			programme.FormatSARIF: "sarif", programme.FormatJUnit: "xml",
		} {
			t.Run(lang+"/"+format.String(), func(t *testing.T) {
				programmetest.Golden(t, "testdata/reports/real."+lang+"."+ending, r, format, lang)
			})
		}
	}
}

// hostile is a programme whose texts try to break out of every format.
func hostile(t testing.TB) *programme.Report {
	t.Helper()
	text := "<script>alert(1)</script> | `code` [link](x) \u202egnirts\x1b[31m ]]> &amp; \"quoted\" \u2028"
	p := &programme.Programme{
		Version: 1, Name: "beispiel", Title: dialog.Plain(text),
		Denkwerkstaetten: []dialog.Denkwerkstatt{
			{Number: 16, Period: dialog.Period{Start: dialog.MustDate("2031-11-14"), End: dialog.MustDate("2031-11-15")}},
		},
		Participants: []dialog.Participant{{ID: "p", Name: text, Group: dialog.CivilSociety}},
		Waivers:      []dialog.Waiver{{Rule: "DEN-01", Until: dialog.MustDate("2040-01-01"), By: text, Reason: dialog.Plain(text)}},
	}
	r, err := programme.Check(context.Background(), p, dialog.MustDate("2033-12-31"))
	require.NoError(t, err)
	return r
}

func TestTextsFromFilesCannotBreakOutOfAReport(t *testing.T) {
	r := hostile(t)
	for _, format := range []programme.Format{programme.FormatText, programme.FormatMarkdown, programme.FormatJUnit} {
		var b bytes.Buffer
		require.NoError(t, programme.Write(&b, format, i18n.German(), programme.WriteOptions{}, r))
		assert.NotContains(t, b.String(), "\u202e", "%s: turns the direction of writing", format)
		assert.NotContains(t, b.String(), "\x1b", "%s: controls the terminal", format)
	}
	programmetest.Golden(t, "testdata/reports/hostile.md", r, programme.FormatMarkdown, "en")
	programmetest.Golden(t, "testdata/reports/hostile.txt", r, programme.FormatText, "de")
	programmetest.Golden(t, "testdata/reports/hostile.xml", r, programme.FormatJUnit, "de")
}

func TestSARIFValidatesAgainstTheOfficialSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/schemas/sarif-schema-2.1.0.json")
	require.NoError(t, err)
	for name, r := range map[string]*programme.Report{
		"real": realReport(t), "hostile": hostile(t), "unreadable": checked(t, "bad name %.yaml", []byte("a: [")),
		"too large": checked(t, "/large.yaml", bytes.Repeat([]byte("#"), programme.MaxBytes+1)),
	} {
		for _, l := range []*i18n.Localizer{i18n.German(), i18n.English()} {
			var b bytes.Buffer
			require.NoError(t, programme.Write(&b, programme.FormatSARIF, l, programme.WriteOptions{}, r, r))
			doc, err := jsonschema.UnmarshalJSON(&b)
			require.NoError(t, err)
			assert.NoError(t, schema.Validate(doc), name)
		}
	}
}

func TestTheSchemaRefusesWhatIsNotSARIF(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/schemas/sarif-schema-2.1.0.json")
	require.NoError(t, err)
	assert.Error(t, schema.Validate(map[string]any{"version": "2.1.0"}), "otherwise the test above could not fail")
}

func TestJSONReportsKeepTheirFields(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, programme.Write(&b, programme.FormatJSON, i18n.English(), programme.WriteOptions{}, realReport(t)))
	var doc struct {
		Version  int
		Language string
		Reports  []struct {
			Verdict  string
			Findings []struct {
				Rule, Path, Message, Hint, File string
				Line, Column                    int
			}
			Rules []struct {
				ID                          string
				Checked, Held, Broken, Open int
			}
		}
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &doc))
	assert.Equal(t, programme.ReportVersion, doc.Version)
	assert.Equal(t, "en", doc.Language)
	require.Len(t, doc.Reports, 1)
	assert.Equal(t, "warnings", doc.Reports[0].Verdict)
	assert.Equal(t, "DEN-01", doc.Reports[0].Findings[0].Rule)
	assert.Positive(t, doc.Reports[0].Findings[0].Line)
	for _, rule := range doc.Reports[0].Rules {
		assert.Equal(t, rule.Checked, rule.Held+rule.Broken+rule.Open, rule.ID)
	}
}
