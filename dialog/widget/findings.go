package widget

import (
	"cmp"
	"context"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A findingsView is what findings.tmpl gets.
type findingsView struct {
	frame
	AsOf, Verdict string
	Worst         string // severity of the worst finding, "" where there is none
	Severities    []severityView
	OpenH         string
	Open          []ruleView
	WaivedH       string
	Waived        []waivedView
	HintLabel     string
	Contact       contactView
}

type severityView struct {
	Name, Heading string
	Rules         []ruleView
}

// A contactView is a sentence around an address of e-mail.
type contactView struct{ Before, Address, After string }

// contact says whom to ask.
func (v view) contact(key, address string) contactView {
	before, after, _ := strings.Cut(v.text(key, i18n.Text("address", address)), address)
	return contactView{before, address, after}
}

// A ruleView is what a rule found.
type ruleView struct {
	ID, Title, Hint, Basis string
	Places                 []findingView
	More                   string // places that are not listed
}

type findingView struct{ Place, Message string }

type waivedView struct{ Rule, Message, Waiver string }

// maxPlaces is the number of places of a rule that a page lists; the report has all.
const maxPlaces = 50

func (v view) findings(ctx context.Context, id string) (*body, error) {
	r, err := v.s.c.Reports(ctx, id)
	if err != nil {
		return nil, err
	}
	f := findingsView{frame: v.frame(Findings, id, v.reportTitle(r)), HintLabel: v.text("report.hint"), Verdict: v.verdict(r),
		Contact: v.contact("contact.ask", programme.OfficeAddress)}
	if !r.AsOf.IsZero() {
		f.AsOf = v.text("report.as-of", i18n.Day("date", r.AsOf.I18n()))
	}
	for _, s := range []dialog.Severity{dialog.SeverityError, dialog.SeverityWarning, dialog.SeverityNotice} {
		if n := r.Count(s); n > 0 {
			f.Worst = cmp.Or(f.Worst, s.String())
			rules := v.byRule(r.Findings, func(f dialog.Finding) bool { return f.Severity == s })
			f.Severities = append(f.Severities, severityView{s.String(), v.text("report.findings-"+s.String(), i18n.Int("n", n)), rules})
		}
	}
	if len(r.Open) > 0 {
		f.OpenH = v.text("report.open", i18n.Int("n", len(r.Open)))
		f.Open = v.byRule(r.Open, func(dialog.Finding) bool { return true })
	}
	if len(r.Waived) > 0 {
		f.WaivedH = v.text("report.waived", i18n.Int("n", len(r.Waived)))
		for _, w := range r.Waived {
			f.Waived = append(f.Waived, waivedView{string(w.Finding.Rule), shown(w.Finding.Message(v.l)), v.text("report.waiver",
				i18n.Day("until", w.Waiver.Until.I18n()), i18n.Text("by", shown(w.Waiver.By)), w.Waiver.Reason.Arg("reason", ""))})
		}
	}
	return &body{kind: Findings, title: f.Title, name: "findings.tmpl", data: f}, nil
}

func (v view) reportTitle(r *programme.Report) string {
	return shown(v.text("report.title", r.Title.Arg("title", r.Name)))
}

// verdict is the last line of a report.
func (v view) verdict(r *programme.Report) string {
	key := "verdict." + r.Verdict().String()
	if r.Unreadable {
		key = "verdict.unreadable"
	}
	return v.text(key, i18n.Int("errors", r.Count(dialog.SeverityError)), i18n.Int("warnings", r.Count(dialog.SeverityWarning)),
		i18n.Int("notices", r.Count(dialog.SeverityNotice)), i18n.Int("open", len(r.Open)))
}

// byRule gathers findings under their rules, in their order.
func (v view) byRule(list []dialog.Finding, which func(dialog.Finding) bool) []ruleView {
	var out []ruleView
	at, left := map[dialog.RuleID]int{}, map[dialog.RuleID]int{}
	for _, f := range list {
		if !which(f) {
			continue
		}
		i, ok := at[f.Rule]
		if !ok {
			i = len(out)
			at[f.Rule] = i
			out = append(out, ruleView{ID: string(f.Rule), Title: v.text("rule." + string(f.Rule) + ".title"), Hint: shown(f.Hint(v.l)),
				Basis: v.text("report.basis", i18n.Term("basis", "basis."+f.Basis.String()))})
		}
		if len(out[i].Places) == maxPlaces {
			left[f.Rule]++
			continue
		}
		out[i].Places = append(out[i].Places, findingView{shown(placeOf(f)), shown(f.Message(v.l))})
	}
	for id, n := range left {
		out[at[id]].More = v.text("widget.findings.more", i18n.Int("n", n))
	}
	return out
}

// placeOf is where a finding is: in the file, where it came from one, else in the
// programme.
func placeOf(f dialog.Finding) string {
	if place := f.Position.String(); place != "" && f.Position.Line > 0 {
		return place
	}
	return f.Path
}
