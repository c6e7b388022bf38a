package programme_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/programmetest"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// full is a report with everything that a report can hold, made by hand so that
// it does not change with the rules: every severity, every basis, every kind of
// place, open points, waived breaches, policies from the start and from a day on.
func full() *programme.Report {
	day := func(name, s string) i18n.Arg { return i18n.Day(name, dialog.MustDate(s).I18n()) }
	at := func(line, column int) dialog.Position {
		return dialog.Position{File: "programme/2032 März.yaml", Line: line, Column: column}
	}
	gap := func(number int) []i18n.Arg {
		return []i18n.Arg{i18n.Int("number", number), i18n.Term("missing", "fact.denkwerkstatt-dates")}
	}
	r := &programme.Report{
		Name: "beispiel", Title: dialog.Text{"de": "Beispielprogramm", "en": "Sample programme"},
		File: "programme/2032 März.yaml", AsOf: dialog.MustDate("2032-01-31"),
		Findings: []dialog.Finding{
			{Rule: "DEN-01", Severity: dialog.SeverityWarning, Basis: dialog.BasisSource, Path: "denkwerkstaetten", Position: at(4, 1), Args: []i18n.Arg{day("year", "2030")}},
			{Rule: "DEN-01", Severity: dialog.SeverityWarning, Basis: dialog.BasisSource, Path: "denkwerkstaetten", Position: at(4, 1), Args: []i18n.Arg{day("year", "2031")}},
			{Rule: "DEN-02", Severity: dialog.SeverityNotice, Basis: dialog.BasisChoice, Path: "denkwerkstaetten[1]", Position: at(0, 0), Args: []i18n.Arg{i18n.Int("number", 16), i18n.Int("count", 2), day("year", "2029")}},
			{Rule: "PAR-01", Severity: dialog.SeverityError, Basis: dialog.BasisHistory, Path: "participants[0].organisation", Position: at(9, 12), Args: []i18n.Arg{
				i18n.Text("participant", "{0} [hier](sarif:/runs/0)"), i18n.Term("group", "group.civil-society"),
			}},
			{Rule: "WST-01", Severity: dialog.SeverityError, Basis: dialog.BasisLaw, Path: "cycles[0].workstreams[0]", Position: at(21, 9), Args: []i18n.Arg{
				i18n.Multi("workstream", map[string]string{"de": "Probe", "en": "Trial"}), i18n.Term("length", "duration.months"), i18n.Int("months", 10),
				day("start", "2030-12-01"), day("end", "2031-10"), i18n.Int("min", 3), i18n.Int("max", 9),
			}},
		},
		Open: []dialog.Finding{
			{Rule: "DEN-03", Severity: dialog.SeverityNotice, Basis: dialog.BasisChoice, Open: true, Path: "denkwerkstaetten[2]", Position: at(6, 5), Args: gap(17)},
			{Rule: "DEN-03", Severity: dialog.SeverityNotice, Basis: dialog.BasisChoice, Open: true, Path: "denkwerkstaetten[3]", Args: gap(18)},
		},
		Waived: []programme.Waived{{
			Finding: dialog.Finding{Rule: "COM-02", Severity: dialog.SeverityError, Basis: dialog.BasisSource, Path: "committees[0].seats[0]", Position: at(30, 5), Args: []i18n.Arg{
				day("elected", "2030-11-14"), i18n.Term("group", "group.science"), i18n.Term("role", committee.Deputy.TextKey()),
			}},
			Waiver: dialog.Waiver{Rule: "COM-02", On: "committees[0]", Until: dialog.MustDate("2032-06-30"), By: "Geschäftsstelle", Reason: dialog.Text{"de": "Nachwahl im Mai", "en": "by-election in May"}},
		}},
		Policies: []dialog.Setting{
			{Parameter: "participant-organisation-required", Value: dialog.PolicyValue{}, From: dialog.MustDate("2031-01-01"), Basis: dialog.BasisChoice, Reference: dialog.Text{"de": "Beschluss", "en": "decision"}},
			{Parameter: "workstream-months-max", Value: dialog.PolicyValue{"9"}, Basis: dialog.BasisSource, Reference: dialog.Plain("Quelle")},
		},
	}
	tallies := map[dialog.RuleID]dialog.Tally{
		"DEN-01": {Held: 2, Broken: 2}, "DEN-02": {Held: 3, Broken: 1}, "DEN-03": {Open: 2}, "DEN-04": {Held: 1234},
		"PAR-01": {Broken: 1}, "WST-01": {Held: 1, Broken: 1, Open: 1}, "COM-02": {Broken: 1},
	}
	for rule := range programme.Rules().All() {
		if tally, used := tallies[rule.ID]; used {
			r.Rules = append(r.Rules, programme.RuleResult{Rule: rule, Tally: tally})
		}
	}
	return r
}

// inFormat writes reports in a format.
func inFormat(t testing.TB, f programme.Format, l *i18n.Localizer, reports ...*programme.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, programme.Write(&b, f, l, programme.WriteOptions{}, reports...))
	return b.Bytes()
}

func localizers() []*i18n.Localizer { return []*i18n.Localizer{i18n.German(), i18n.English()} }

func TestReportsWithEverythingLookAsBefore(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		for format, ending := range map[programme.Format]string{
			programme.FormatText: "txt", programme.FormatMarkdown: "md", programme.FormatJSON: "json", programme.FormatJUnit: "xml",
		} {
			t.Run(lang+"/"+format.String(), func(t *testing.T) {
				programmetest.Golden(t, "testdata/reports/full."+lang+"."+ending, full(), format, lang)
			})
		}
	}
	t.Run("de/sarif", func(t *testing.T) {
		programmetest.Golden(t, "testdata/reports/full.de.sarif", full(), programme.FormatSARIF, "de")
	})
}

var allFormats = []programme.Format{
	programme.FormatText, programme.FormatMarkdown, programme.FormatJSON, programme.FormatSARIF, programme.FormatJUnit,
}

func TestTheSameReportIsWrittenTheSame(t *testing.T) {
	for _, format := range allFormats {
		first := inFormat(t, format, i18n.German(), full(), full())
		for range 5 {
			assert.Equal(t, string(first), string(inFormat(t, format, i18n.German(), full(), full())), format)
		}
	}
}

// broken is a writer that fails after some bytes.
type broken struct {
	left int
	err  error
}

func (b *broken) Write(p []byte) (int, error) {
	if len(p) > b.left {
		return b.left, b.err
	}
	b.left -= len(p)
	return len(p), nil
}

func TestAnErrorOfTheWriterIsReturned(t *testing.T) {
	full, cause := full(), errors.New("disk full")
	for _, format := range allFormats {
		size := len(inFormat(t, format, i18n.German(), full))
		for _, left := range []int{0, 1, size / 2, size - 1} {
			err := programme.Write(&broken{left, cause}, format, i18n.German(), programme.WriteOptions{}, full)
			assert.ErrorIs(t, err, cause, "%s: after %d of %d bytes", format, left, size)
		}
	}
}

func TestAFormatOutsideTheEnumerationIsRefused(t *testing.T) {
	for _, format := range []programme.Format{0, programme.FormatJUnit + 1} {
		var b bytes.Buffer
		err := programme.Write(&b, format, i18n.German(), programme.WriteOptions{}, full())
		require.ErrorIs(t, err, dialog.ErrUnknownName)
		assert.Zero(t, b.Len())
	}
}

func TestNoReportAndAnEmptyReportCanBeWritten(t *testing.T) {
	for _, format := range allFormats {
		inFormat(t, format, i18n.German())
		inFormat(t, format, i18n.German(), &programme.Report{})
	}
}

// many is a report of n findings, a tenth of them open.
func many(n int) *programme.Report {
	r := full()
	breach, open := r.Findings[0], r.Open[0]
	r.Findings, r.Open = nil, nil
	for i := range n {
		f := breach
		if i%10 == 0 {
			f = open
		}
		f.Path = fmt.Sprintf("denkwerkstaetten[%d]", i)
		f.Position.Line = i + 1
		if f.Open {
			r.Open = append(r.Open, f)
		} else {
			r.Findings = append(r.Findings, f)
		}
	}
	return r
}

// The time of a report grows with the number of its findings.
func BenchmarkWrite(b *testing.B) {
	for _, format := range allFormats {
		for _, n := range []int{1_000, 10_000} {
			r := many(n)
			b.Run(fmt.Sprintf("format=%s/findings=%d", format, n), func(b *testing.B) {
				for b.Loop() {
					if err := programme.Write(io.Discard, format, i18n.German(), programme.WriteOptions{}, r); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/finding")
			})
		}
	}
}
