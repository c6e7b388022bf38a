package programme

import (
	"encoding/json"
	"io"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// ReportVersion is the version of the JSON form of reports. It rises when a
// field changes its meaning or goes; new fields may come in any version.
const ReportVersion = 1

type jsonDocument struct {
	Version  int          `json:"version"`
	Language string       `json:"language"` // of all sentences
	Reports  []jsonReport `json:"reports"`
}

type jsonReport struct {
	Programme  string        `json:"programme"`
	File       string        `json:"file,omitempty"`
	AsOf       dialog.Date   `json:"as_of"`
	Verdict    string        `json:"verdict"` // clean, warnings, breached or unreadable
	Summary    string        `json:"summary"`
	Counts     jsonCounts    `json:"counts"`
	Findings   []jsonFinding `json:"findings"`
	Open       []jsonFinding `json:"open"`
	Waived     []jsonWaived  `json:"waived"`
	Rules      []jsonRule    `json:"rules"`
	Policies   []jsonSetting `json:"policies"`
	OfficeMail string        `json:"office,omitempty"`
}

type jsonCounts struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Notices  int `json:"notices"`
	Open     int `json:"open"`
	Waived   int `json:"waived"`
}

type jsonFinding struct {
	Rule     dialog.RuleID   `json:"rule"`
	Severity dialog.Severity `json:"severity"`
	Basis    dialog.Basis    `json:"basis"`
	Path     string          `json:"path"`
	dialog.Position
	Message string     `json:"message"`
	Hint    string     `json:"hint"`
	Args    []i18n.Arg `json:"args"`
}

type jsonWaived struct {
	Finding jsonFinding   `json:"finding"`
	Waiver  dialog.Waiver `json:"waiver"`
}

type jsonRule struct {
	ID      dialog.RuleID  `json:"id"`
	Title   string         `json:"title"`
	On      dialog.Subject `json:"on"`
	Checked int            `json:"checked"`
	Held    int            `json:"held"`
	Broken  int            `json:"broken"`
	Open    int            `json:"open"`
}

type jsonSetting struct {
	Parameter string       `json:"parameter"`
	Value     []string     `json:"value"`
	From      dialog.Date  `json:"from"` // unknown: from the start
	Basis     dialog.Basis `json:"basis"`
	Reference string       `json:"reference"`
}

// writeJSON writes reports as one JSON document.
func writeJSON(w io.Writer, l *i18n.Localizer, reports []*Report) error {
	doc := jsonDocument{Version: ReportVersion, Language: l.Tag().String(), Reports: make([]jsonReport, 0, len(reports))}
	for _, r := range reports {
		doc.Reports = append(doc.Reports, newJSONReport(r, l))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}

func newJSONReport(r *Report, l *i18n.Localizer) jsonReport {
	out := jsonReport{
		Programme: r.Name, File: r.File, AsOf: r.AsOf, Verdict: r.Verdict().String(), Summary: r.verdictLine(l),
		Counts: jsonCounts{
			r.Count(dialog.SeverityError), r.Count(dialog.SeverityWarning), r.Count(dialog.SeverityNotice), len(r.Open), len(r.Waived),
		},
		Findings: jsonFindings(r.Findings, l), Open: jsonFindings(r.Open, l),
		Waived: []jsonWaived{}, Rules: []jsonRule{}, Policies: []jsonSetting{},
	}
	if r.Unreadable {
		out.Verdict = "unreadable"
	}
	if r.asksOffice() {
		out.OfficeMail = OfficeAddress
	}
	for _, x := range r.Waived {
		out.Waived = append(out.Waived, jsonWaived{newJSONFinding(x.Finding, l), x.Waiver})
	}
	for _, x := range r.Rules {
		out.Rules = append(out.Rules, jsonRule{
			x.Rule.ID, ruleTitle(l, x.Rule.ID), x.Rule.On, x.Tally.Checked(), x.Tally.Held, x.Tally.Broken, x.Tally.Open,
		})
	}
	for _, s := range r.Policies {
		out.Policies = append(out.Policies, jsonSetting{s.Parameter, s.Value, s.From, s.Basis, localized(l, s.Reference)})
	}
	return out
}

func jsonFindings(findings []dialog.Finding, l *i18n.Localizer) []jsonFinding {
	out := make([]jsonFinding, 0, len(findings))
	for _, f := range findings {
		out = append(out, newJSONFinding(f, l))
	}
	return out
}

func newJSONFinding(f dialog.Finding, l *i18n.Localizer) jsonFinding {
	return jsonFinding{f.Rule, f.Severity, f.Basis, f.Path, f.Position, f.Message(l), f.Hint(l), f.Args}
}
