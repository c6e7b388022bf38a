package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A printer tells a report to a person.
type printer struct {
	out io.Writer
	options
}

// print writes the kind of vote, faults, what was checked and what was not, the result,
// and the verdict as the last line.
func (p printer) print(r *verify.Report) error {
	if r.Opening != nil && r.Contest != nil {
		p.head(p.l.Text("verify.kind"))
		if r.Contest.Title != "" {
			p.item(visible(r.Contest.Title))
		}
		p.item(p.l.Text(r.Opening.Level.TextKey()))
		if r.Opening.Level != verify.LevelOpen { // there a receipt hides nothing
			p.item(p.l.Text(r.Opening.Receipts.TextKey()))
		}
		p.item(p.l.Text(r.Opening.Assurance.TextKey()))
	}
	p.votes(r)
	p.faults(r)
	p.claims("verify.checked", r.Checked())
	p.claims("verify.unchecked", r.NotChecked())
	if err := p.result(r); err != nil {
		return err
	}
	fmt.Fprintln(p.out)
	_, err := fmt.Fprintln(p.out, p.verdict(r))
	return err
}

func (p printer) verdict(r *verify.Report) string {
	switch {
	case !r.Accepted():
		return p.l.Text("verify.rejected", i18n.Int("n", len(r.Faults)))
	case !r.Trusted:
		return p.l.Text("verify.consistent")
	}
	return p.l.Text("verify.accepted")
}

func (p printer) head(text string) { fmt.Fprintf(p.out, "\n%s\n", text) }
func (p printer) item(text string) { fmt.Fprintf(p.out, "  %s\n", text) }

// votes lists the votes of an open vote, each with its name.
func (p printer) votes(r *verify.Report) {
	votes := r.Votes()
	if len(votes) == 0 {
		return
	}
	p.head(p.l.Text("verify.votes"))
	for _, v := range votes {
		p.item(visible(v.Name) + ": " + visible(p.marks(r.Contest, v.Ballot)))
	}
}

// marks says what a ballot says.
func (p printer) marks(c *ballot.Contest, b ballot.Ballot) string {
	switch {
	case b.Spoilt:
		return p.l.Text(ballot.Spoilt.TextKey())
	case len(b.Marks) == 0:
		return p.l.Text(ballot.Blank.TextKey())
	}
	labels := make([]string, len(b.Marks))
	for i, m := range b.Marks {
		labels[i] = c.OptionID(m.Option)
		if c.Method == ballot.Motion {
			labels[i] = p.l.Text("ballot.option." + labels[i])
		} else if kind := c.Kind(); kind == ballot.Ranking || kind == ballot.Points {
			labels[i] += fmt.Sprintf(" (%d)", m.Value)
		}
	}
	return strings.Join(labels, ", ")
}

func (p printer) faults(r *verify.Report) {
	if r.Accepted() {
		return
	}
	p.head(p.l.Text("verify.faults"))
	for _, f := range r.Faults {
		key, args := "verify.fault", []i18n.Arg{i18n.Term("section", f.Section.TextKey()), i18n.Text("text", f.Text(p.l))}
		if f.Line > 0 {
			key, args = "verify.fault-line", append(args, i18n.Int("line", f.Line))
		}
		p.item(p.l.Text(key, args...))
		p.item("  " + p.l.Text("verify.code", i18n.Text("code", f.Code())))
		if f.Value != "" {
			p.item("  " + p.l.Text("verify.found", i18n.Text("value", visible(f.Value))))
		}
	}
}

func (p printer) claims(heading string, claims []verify.Claim) {
	if len(claims) == 0 {
		return
	}
	p.head(p.l.Text(heading))
	for _, c := range claims {
		p.item(visible(c.Text(p.l)))
	}
}

// result tells what counting again has yielded, and nothing of a result that does not
// count.
func (p printer) result(r *verify.Report) error {
	p.head(p.l.Text("verify.result"))
	if !r.Accepted() || r.Result == nil {
		p.item(p.l.Text("verify.no-result"))
		return nil
	}
	if p.explain {
		return r.Result.Explain(p.out, p.l, ballot.ExplainText)
	}
	p.item(p.outcome(r.Result))
	for _, line := range turnout(p.l, r.Result) {
		p.item(line)
	}
	return nil
}

// outcome is one sentence; for all that led to it there is -explain.
func (p printer) outcome(r *ballot.Result) string {
	labels := make([]string, len(r.Elected))
	for i, o := range r.Elected {
		labels[i] = visible(r.Contest.Options[o].Label())
	}
	names := i18n.List("names", labels...)
	switch {
	case r.Outcome == ballot.Tied && len(labels) > 0:
		return p.l.Text(r.Outcome.TextKey()) + " " + p.l.Text("ballot.tied.certain", names)
	case r.Outcome != ballot.Elected:
		return p.l.Text(r.Outcome.TextKey())
	case len(labels) == 0:
		return p.l.Text("ballot.outcome.nobody")
	case len(labels) == 1:
		return p.l.Text("ballot.outcome.elected", names)
	}
	return p.l.Text("ballot.outcome.elected-several", names)
}

// turnout tells how many ballots were cast, and why some of them are invalid.
func turnout(l *i18n.Localizer, r *ballot.Result) []string {
	cast, valid, invalid := 0, 0, map[ballot.Reason]int{}
	for _, a := range r.Accounts {
		cast += int(a.Cast)
		valid += int(a.Valid)
		for _, c := range a.Invalid {
			invalid[c.Reason] += int(c.Ballots)
		}
	}
	lines := []string{l.Text("ballot.ballots.cast", i18n.Int("cast", cast), i18n.Int("valid", valid), i18n.Int("invalid", cast-valid))}
	for _, reason := range slices.Sorted(maps.Keys(invalid)) {
		lines = append(lines, l.Text("ballot.ballots.reason", i18n.Int("n", invalid[reason]), i18n.Term("reason", reason.TextKey())))
	}
	return lines
}

// visible writes characters that cannot be seen, or turn the text around them, as their
// code: a record may come from anybody.
func visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// A verdict is a report for programs.
type verdict struct {
	Accepted bool           `json:"accepted"`
	Trusted  bool           `json:"trusted"`
	Faults   []string       `json:"faults"` // codes, sorted
	Counted  bool           `json:"recounted"`
	Outcome  ballot.Outcome `json:"outcome,omitempty"`
	Elected  []string       `json:"elected,omitempty"`
}

func writeJSON(w io.Writer, r *verify.Report) error {
	v := verdict{Accepted: r.Accepted(), Trusted: r.Trusted, Faults: []string{}, Counted: r.Result != nil}
	for _, f := range r.Faults {
		v.Faults = append(v.Faults, f.Code())
	}
	slices.Sort(v.Faults)
	if r.Result != nil {
		v.Outcome = r.Result.Outcome
		for _, o := range r.Result.Elected {
			v.Elected = append(v.Elected, r.Contest.OptionID(o))
		}
	}
	return json.NewEncoder(w).Encode(v)
}
