package programme_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// jsonFinding and the other types mirror the documented form, as a program that
// reads reports would declare it.
type (
	jsonFinding struct {
		Rule, Severity, Basis, Path, File, Message, Hint string
		Line, Column                                     int
		Args                                             []i18n.Arg
	}
	jsonReport struct {
		Programme, Title, File, Verdict, Summary, Office string
		AsOf                                             string `json:"as_of"`
		Counts                                           struct{ Errors, Warnings, Notices, Open, Waived int }
		Findings, Open                                   []jsonFinding
		Waived                                           []struct {
			Finding jsonFinding
			Waiver  struct{ Rule, On, Until, By, Reason string }
		}
		Rules []struct {
			ID, Title, On               string
			Checked, Held, Broken, Open int
		}
		Policies []struct {
			Parameter, From, Basis, Reference string
			Value                             []string
		}
	}
	jsonDocument struct {
		Version  int
		Language string
		Reports  []jsonReport
	}
)

// readJSON reads a document and refuses fields that the mirror does not have.
func readJSON(t testing.TB, data []byte) jsonDocument {
	t.Helper()
	var doc jsonDocument
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&doc))
	return doc
}

func TestJSONSaysAllThatTheReportHolds(t *testing.T) {
	report := full()
	doc := readJSON(t, inFormat(t, programme.FormatJSON, i18n.English(), report, realReport(t)))
	assert.Equal(t, 1, doc.Version)
	assert.Equal(t, "en", doc.Language)
	require.Len(t, doc.Reports, 2, "in the order given")
	assert.Equal(t, "dialog-fuer-cybersicherheit", doc.Reports[1].Programme)

	r := doc.Reports[0]
	assert.Equal(t, []string{"beispiel", "Sample programme", "programme/2032 März.yaml", "2032-01-31", "breached"},
		[]string{r.Programme, r.Title, r.File, r.AsOf, r.Verdict})
	assert.Equal(t, programme.OfficeAddress, r.Office)
	assert.Equal(t, struct{ Errors, Warnings, Notices, Open, Waived int }{2, 2, 1, 2, 1}, r.Counts)
	require.Len(t, r.Findings, len(report.Findings))
	for i, f := range report.Findings {
		got := r.Findings[i]
		assert.Equal(t, []string{string(f.Rule), f.Severity.String(), f.Basis.String(), f.Path}, []string{got.Rule, got.Severity, got.Basis, got.Path})
		assert.Equal(t, f.Position, dialog.Position{File: got.File, Line: got.Line, Column: got.Column})
	}
	assert.Equal(t, struct{ Rule, On, Until, By, Reason string }{"COM-02", "committees[0]", "2032-06-30", "Geschäftsstelle", "by-election in May"}, r.Waived[0].Waiver)
	assert.Equal(t, "2031-01-01", r.Policies[0].From)
	assert.Equal(t, "unknown", r.Policies[1].From, "from the start")
	assert.Equal(t, []string{"9"}, r.Policies[1].Value)
}

func TestTheSentenceCanBeMadeAgainFromTheJSON(t *testing.T) {
	for _, l := range localizers() {
		r := readJSON(t, inFormat(t, programme.FormatJSON, l, full())).Reports[0]
		for _, f := range r.Findings {
			assert.Equal(t, f.Message, l.Text("rule."+f.Rule+".message", f.Args...))
			assert.Equal(t, f.Hint, l.Text("rule."+f.Rule+".hint", f.Args...))
		}
		for _, f := range r.Open {
			assert.Equal(t, f.Message, l.Text("rule."+f.Rule+".open", f.Args...))
		}
	}
}

func TestListsInJSONAreNeverNull(t *testing.T) {
	short := &programme.Report{
		Findings: []dialog.Finding{{Rule: "DOC-02", Severity: dialog.SeverityError, Basis: dialog.BasisChoice}},
		Policies: []dialog.Setting{{Parameter: "workstream-months-max", Basis: dialog.BasisChoice}},
	}
	assert.NotContains(t, string(inFormat(t, programme.FormatJSON, i18n.German(), short, &programme.Report{})), "null")
	assert.NotContains(t, string(inFormat(t, programme.FormatJSON, i18n.German())), "null")
}

func TestJSONTellsAnUnreadableFileFromABrokenOne(t *testing.T) {
	r := readJSON(t, inFormat(t, programme.FormatJSON, i18n.German(), checked(t, "x.yaml", []byte("a: ["))))
	assert.Equal(t, "unreadable", r.Reports[0].Verdict)
	assert.Equal(t, 1, r.Reports[0].Counts.Errors)
}

func TestJSONRefusesASeverityOutsideTheEnumeration(t *testing.T) {
	r := full()
	r.Findings[0].Severity = 0
	var b strings.Builder
	assert.Error(t, programme.Write(&b, programme.FormatJSON, i18n.German(), programme.WriteOptions{}, r))
	assert.Empty(t, b.String(), "nothing is written before it is known that all can be")
}

// Hidden characters must not act on a terminal, yet a program reads them unchanged.
func TestHiddenCharactersAreEscapedInJSONAndReadUnchanged(t *testing.T) {
	for name, text := range map[string]string{
		"escape sequence":               "a\x1b[31mb",
		"control of eight bits":         "a\u009b31mb",
		"delete":                        "a\u007fb",
		"override of the direction":     "a\u202eb",
		"isolate of the direction":      "a\u2066b\u2069",
		"line separator":                "a\u2028b",
		"tag beyond 16 bits":            "a\U000e0041b",
		"byte order mark":               "\ufeffa",
		"at the ends":                   "\u202ea\u202e",
		"nothing hidden, all else kept": "ä😀\u00ad<&>\\u202e \"quoted\" \n",
	} {
		t.Run(name, func(t *testing.T) {
			r := &programme.Report{Name: text, File: text, Title: dialog.Plain(text)}
			data := inFormat(t, programme.FormatJSON, i18n.German(), r)
			assertHarmless(t, string(data))
			got := readJSON(t, data).Reports[0]
			assert.Equal(t, []string{text, text, text}, []string{got.Programme, got.File, got.Title})
		})
	}
	assertHarmless(t, string(inFormat(t, programme.FormatJSON, i18n.German(), hostile(t))))
}

// assertHarmless asserts that nothing acts on a terminal or turns the direction.
func assertHarmless(t assert.TestingT, s string) {
	for _, r := range s {
		if r != '\n' && (r < 0x20 || 0x7f <= r && r < 0xa0 || r == 0x200b || 0x200e <= r && r <= 0x200f ||
			0x2028 <= r && r <= 0x202e || 0x2060 <= r && r <= 0x206f || r == 0xfeff || 0xe0000 <= r && r <= 0xe007f) {
			assert.Fail(t, "a hidden character", "%U", r)
			return
		}
	}
}

func TestAnyTextComesBackFromJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		r := full()
		r.Findings[0].Path, r.Waived[0].Waiver.By = text, text
		var b strings.Builder
		require.NoError(t, programme.Write(&b, programme.FormatJSON, i18n.English(), programme.WriteOptions{}, r))
		assertHarmless(t, b.String())
		var doc jsonDocument
		require.NoError(t, json.Unmarshal([]byte(b.String()), &doc))
		want := strings.ToValidUTF8(text, "\ufffd")
		assert.Equal(t, want, doc.Reports[0].Findings[0].Path)
		assert.Equal(t, want, doc.Reports[0].Waived[0].Waiver.By)
	})
}

func TestTheDocumentationOfJSONNamesEveryField(t *testing.T) {
	doc := commentOf(t, "write_json.go", "ReportVersion")
	var value any
	require.NoError(t, json.Unmarshal(inFormat(t, programme.FormatJSON, i18n.English(), full()), &value))
	fields := map[string]bool{}
	collect(value, fields)
	assert.Greater(t, len(fields), 35)
	for name := range fields {
		if name == "name" || name == "type" || name == "de" || name == "en" {
			continue // within arguments, documented at i18n.Arg.MarshalJSON
		}
		assert.Contains(t, doc, fmt.Sprintf("%q", name), "the comment of ReportVersion does not name the field")
	}
}

func collect(value any, fields map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			fields[name] = true
			collect(inner, fields)
		}
	case []any:
		for _, inner := range v {
			collect(inner, fields)
		}
	}
}

// commentOf returns the comment of a constant.
func commentOf(t *testing.T, file, name string) string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	require.NoError(t, err)
	for _, decl := range f.Decls {
		if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.CONST && d.Specs[0].(*ast.ValueSpec).Names[0].Name == name {
			return d.Doc.Text()
		}
	}
	require.Fail(t, "there is no constant "+name)
	return ""
}
