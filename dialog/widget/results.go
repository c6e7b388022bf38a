package widget

import (
	"context"
	"html/template"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Result is what a source returns of a vote that was counted. Beside the page there are,
// under its address:
//
//   - ID.json, the record of the count, see [ballot.Result.MarshalJSON];
//   - ID.csv, a line for each option: option (its ID), name, a column for each group (its ID,
//     "a+b" for groups that were merged; "no-group"), then the sum of all in a column
//     named after what is counted, votes, first-ranks, points or ballots, and elected
//     (true or false). Without groups, and where the count does not tell the groups apart, the
//     sum stands alone. Numbers are exact: 12, or a ratio such as 19/2;
//   - ID.svg, the chart.
type Result struct {
	Title  dialog.Text // empty for the title of the contest
	Result *ballot.Result
	Level  box.Level // 0 for the page to say nothing of it
	Files  []File    // to be downloaded, such as the record
}

// A File is something to be downloaded.
type File struct {
	Label dialog.Text
	URL   string
}

// A resultsView is what results.tmpl gets.
type resultsView struct {
	frame
	Outcome  []string // sentences, the first is the outcome
	Good     bool     // somebody is elected, or the motion is adopted
	Checks   []string // what was needed, and whether it was reached
	Level    string
	Few      string   // a warning: so few ballots tell how people voted
	ElectedH string   // heading of the list
	Elected  []string // where the outcome does not name them
	Support  figure
	Rounds   figure
	MethodH  string
	Full     template.HTML // the whole count, explained
	FilesH   string
	Files    []fileView
}

type fileView struct{ Label, URL string }

func (v view) results(ctx context.Context, id string) (*body, error) {
	data, err := v.s.c.Results(ctx, id)
	if err != nil {
		return nil, err
	}
	t := v.tabulate(data, id)
	title := t.title(data)
	r := resultsView{frame: v.frame(Results, id, title), Outcome: t.outcome(), Good: t.good(), Checks: t.checks(), Few: t.few(data.Level),
		MethodH: v.text("widget.results.method")}
	if data.Level != 0 {
		r.Level = v.text(data.Level.TextKey())
	}
	if t.listed() {
		r.ElectedH = v.text("widget.results.elected")
		for _, i := range t.r.Elected {
			r.Elected = append(r.Elected, t.label(i))
		}
	}
	r.Support, r.Rounds = t.supportFigure(r.UID+"-support", t.support()), t.roundsFigure(r.UID+"-rounds")
	if r.Full, err = t.explained(r.Level2()); err != nil {
		return nil, err
	}
	r.FilesH = v.text("widget.results.files")
	for _, f := range data.Files {
		r.Files = append(r.Files, fileView{v.words(f.Label, f.URL), v.resolve(f.URL)})
	}
	for _, form := range resultForms {
		r.Files = append(r.Files, fileView{v.text(form.key), v.url(Results, id+form.ext)})
	}
	return &body{kind: Results, title: title, name: "results.tmpl", data: r}, nil
}

// Level2 is the level of the headings below the first.
func (f frame) Level2() int { return min(f.Level+1, 6) }

// A tabulation reads a result for people.
type tabulation struct {
	view
	id string
	r  *ballot.Result
	c  *ballot.Contest
}

func (v view) tabulate(data *Result, id string) tabulation {
	return tabulation{v, id, data.Result, data.Result.Contest}
}

func (t tabulation) title(data *Result) string {
	return t.contestTitle(data.Title, t.c)
}

// label is the name of an option, or an answer to a motion.
func (t tabulation) label(i int) string {
	if t.c.Kind() == ballot.Votes {
		return ballotView{v: t.view, c: t.c}.label(i)
	}
	return optionLabel(t.view, t.c, i)
}

func (t tabulation) names(options []int) i18n.Arg {
	var names []string
	for _, i := range options {
		names = append(names, t.text("ballot.quoted", i18n.Text("name", t.label(i))))
	}
	return i18n.List("names", names...)
}

// whole is a count of any size.
func whole(name string, n uint64) i18n.Arg { return i18n.Decimal(name, strconv.FormatUint(n, 10)) }

func (t tabulation) count(n uint64) string { return t.l.Decimal(strconv.FormatUint(n, 10)) }

// capital begins a text with a capital letter, as it stands at the begin of a line.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsLower(r) {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// number is an exact number, with three decimals and "≈" where it is a ratio.
func (t tabulation) number(n ballot.Number) string {
	rat := n.Rat()
	if rat.IsInt() || n.Places() >= 0 {
		return t.l.Decimal(rat.FloatString(max(n.Places(), 0)))
	}
	return "≈ " + t.l.Decimal(rat.FloatString(3))
}

// explained is the whole count in words and tables.
func (t tabulation) explained(level int) (template.HTML, error) {
	var out strings.Builder // whose string is no copy
	out.Grow(8 << 10)
	if err := t.r.Explain(&out, t.l, ballot.ExplainHTML(level)); err != nil {
		return "", err
	}
	return template.HTML(out.String()), nil // Explain escapes
}
