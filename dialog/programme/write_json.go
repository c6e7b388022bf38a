package programme

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// ReportVersion is the version of the JSON form of reports. It rises when a
// field changes its meaning or goes; new fields may come in any version.
//
// A document is an object with "version", "language" (of all sentences in it)
// and "reports". A report has
//
//   - "programme", and "title" and "file" where they are known;
//   - "as_of", the day of the check;
//   - "verdict": clean, warnings, breached or unreadable, and "summary", the same
//     as a sentence;
//   - "counts" of "errors", "warnings", "notices", "open" and "waived";
//   - "findings" (breaches) and "open" (what could not be checked), in the order
//     of [dialog.Finding.Compare];
//   - "waived": objects of a "finding" and the "waiver" that covers it, which has
//     "rule", "on" (absent for all subjects), "until", "by" and "reason";
//   - "rules", in catalogue order: "id", "title", the kind of subject that it is
//     checked "on", and how many of them were "checked", of which it "held", was
//     "broken" or stayed "open";
//   - "policies" in force on that day, by name: "parameter", "value" (a list of
//     words), "from" (the first day; unknown: from the start), "basis" and
//     "reference";
//   - "office", the address of the programme office, where asking it may help.
//
// A finding has "rule", "severity", "basis" (see [dialog.Basis]), "path" of its
// subject, its place as "file", "line" and "column" (counted from 1 in
// characters, absent where unknown), "message" and "hint" in the language of the
// document, and "args", the values in the message, see [i18n.Arg.MarshalJSON].
//
// Dates are written as in programme files: to the day, the month, the year, or
// "unknown". Lists are never null. Texts from the file stand unchanged; a host
// that shows them escapes them for the place where it does.
const ReportVersion = 1

type jsonDocument struct {
	Version  int          `json:"version"`
	Language string       `json:"language"`
	Reports  []jsonReport `json:"reports"`
}

type jsonReport struct {
	Programme  string        `json:"programme"`
	Title      string        `json:"title,omitempty"`
	File       string        `json:"file,omitempty"`
	AsOf       dialog.Date   `json:"as_of"`
	Verdict    string        `json:"verdict"`
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
	Finding jsonFinding `json:"finding"`
	Waiver  jsonWaiver  `json:"waiver"`
}

type jsonWaiver struct {
	Rule   dialog.RuleID `json:"rule"`
	On     string        `json:"on,omitempty"`
	Until  dialog.Date   `json:"until"`
	By     string        `json:"by"`
	Reason string        `json:"reason"`
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
	From      dialog.Date  `json:"from"`
	Basis     dialog.Basis `json:"basis"`
	Reference string       `json:"reference"`
}

// writeJSON writes reports as one JSON document, see [ReportVersion].
func writeJSON(w io.Writer, l *i18n.Localizer, reports []*Report) error {
	doc := jsonDocument{Version: ReportVersion, Language: l.Tag().String(), Reports: make([]jsonReport, 0, len(reports))}
	for _, r := range reports {
		doc.Reports = append(doc.Reports, newJSONReport(r, l))
	}
	return encodeJSON(w, doc)
}

func newJSONReport(r *Report, l *i18n.Localizer) jsonReport {
	out := jsonReport{
		Programme: r.Name, Title: localized(l, r.Title), File: r.File, AsOf: r.AsOf, Verdict: r.Verdict().String(), Summary: r.verdictLine(l),
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
		waiver := jsonWaiver{x.Waiver.Rule, x.Waiver.On, x.Waiver.Until, x.Waiver.By, localized(l, x.Waiver.Reason)}
		out.Waived = append(out.Waived, jsonWaived{newJSONFinding(x.Finding, l), waiver})
	}
	for _, x := range r.Rules {
		out.Rules = append(out.Rules, jsonRule{
			x.Rule.ID, ruleTitle(l, x.Rule.ID), x.Rule.On, x.Tally.Checked(), x.Tally.Held, x.Tally.Broken, x.Tally.Open,
		})
	}
	for _, s := range r.Policies {
		out.Policies = append(out.Policies, jsonSetting{s.Parameter, listed(s.Value), s.From, s.Basis, localized(l, s.Reference)})
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
	return jsonFinding{f.Rule, f.Severity, f.Basis, f.Path, f.Position, f.Message(l), f.Hint(l), listed(f.Args)}
}

// listed is a list that JSON does not write as null.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// encodeJSON writes v with indentation. What [hidden] reports stands as an
// escape: a program reads it unchanged, a terminal or a page does not obey it.
// It occurs within strings only, because the syntax of JSON is ASCII; so it can
// be escaped after encoding.
func encodeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	const first = 0x7f // hidden ones before it are escaped already, but for the line breaks between values
	rest := b.Bytes()
	for at := 0; at < len(rest); {
		if rest[at] < first {
			at++
			continue
		}
		r, n := utf8.DecodeRune(rest[at:])
		if !hidden(r) {
			at += n
			continue
		}
		if _, err := w.Write(rest[:at]); err != nil {
			return err
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			if _, err := fmt.Fprintf(w, `\u%04x`, unit); err != nil {
				return err
			}
		}
		rest, at = rest[at+n:], 0
	}
	_, err := w.Write(rest)
	return err
}
