package widget

import (
	"bytes"
	"context"
	"html/template"
	"slices"
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Result is what a source returns of a vote that was counted.
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
	Level     string
	Outcome   []string // sentences, the first is the outcome
	Open      bool     // nothing is decided
	SeatsH    string
	Seats     []string
	SeatChart template.HTML
	Groups    figure
	Rounds    figure
	MethodH   string
	Full      template.HTML // the whole count, explained
	FilesH    string
	Files     []fileView
}

type fileView struct{ Label, URL string }

// A figure is a chart, the sentence that says what it shows, and the same as a table.
type figure struct {
	Heading  string
	Sentence string
	Chart    template.HTML
	Columns  []string
	Rows     []figureRow
	TableH   string
}

type figureRow struct {
	Label string
	Cells []string
}

func (v view) results(ctx context.Context, id string) (*body, error) {
	data, err := v.s.c.Results(ctx, id)
	if err != nil {
		return nil, err
	}
	t := v.tabulate(data, id)
	title := t.title(data)
	r := resultsView{frame: v.frame(Results, id, title), Outcome: t.outcome(), Open: t.r.Outcome == ballot.Tied || t.r.Outcome == ballot.NoQuorum,
		MethodH: v.text("widget.results.method")}
	if data.Level != 0 {
		r.Level = v.text(data.Level.TextKey())
	}
	if r.Seats = t.seats(); len(r.Seats) > 0 {
		r.SeatsH = v.text("widget.results.seats")
		r.SeatChart = t.seatChart(r.UID + "-seats")
	}
	r.Groups, r.Rounds = t.groups(r.UID+"-groups"), t.rounds(r.UID+"-rounds")
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

func (t tabulation) options() int { return len(t.c.Options) }

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

// outcome says what came out, and what else one must know for that.
func (t tabulation) outcome() (out []string) {
	say := func(key string, args ...i18n.Arg) { out = append(out, t.text(key, args...)) }
	switch r := t.r; {
	case r.Outcome == ballot.Elected && len(r.Elected) == 0:
		say("ballot.outcome.nobody")
	case r.Outcome == ballot.Elected && len(r.Elected) > 1:
		say("ballot.outcome.elected-several", t.names(r.Elected))
	default:
		say(r.Outcome.TextKey(), t.names(r.Elected))
	}
	if t.r.Outcome == ballot.Tied && len(t.r.Elected) > 0 {
		say("ballot.tied.certain", t.names(t.r.Elected))
	}
	if t.r.Vacant > 0 {
		say("widget.results.vacant", i18n.Int("n", t.r.Vacant))
	}
	if slices.ContainsFunc(t.r.Ties, func(tie ballot.Tie) bool { return tie.By == ballot.ByLot && tie.Decisive == ballot.MadeOutcome }) {
		say("ballot.outcome.by-lot")
	}
	cast, valid := t.turnout()
	say("widget.results.turnout", whole("cast", cast), whole("valid", valid), whole("invalid", cast-valid))
	return out
}

// turnout counts all ballots, and those that count.
func (t tabulation) turnout() (cast, valid uint64) {
	for _, a := range t.r.Accounts {
		cast, valid = cast+a.Cast, valid+a.Valid
	}
	return cast, valid
}

// whole is a count of any size.
func whole(name string, n uint64) i18n.Arg { return i18n.Decimal(name, strconv.FormatUint(n, 10)) }

// seats lists who is elected, and what stays vacant.
func (t tabulation) seats() (out []string) {
	if t.c.Method == ballot.Motion || t.r.Outcome != ballot.Elected {
		return nil
	}
	for _, i := range t.r.Elected {
		out = append(out, t.label(i))
	}
	for range t.r.Vacant {
		out = append(out, t.text("widget.results.seat-vacant"))
	}
	return out
}

// answers are the options, or the answers to a motion, that have a row.
func (t tabulation) answers() int {
	if len(t.r.Support) > 0 {
		return len(t.r.Support[0])
	}
	return 0
}

// groups is the support of each option by group: ballots for it, or first ranks.
func (t tabulation) groups(uid string) figure {
	n := t.answers()
	if n == 0 {
		return figure{}
	}
	f := figure{Heading: t.text("widget.results.groups"), TableH: t.text("widget.results.as-table"), Columns: []string{t.text("ballot.column.option")}}
	key := "ballot.round.support"
	if t.c.Kind() == ballot.Ranking {
		key = "ballot.round.first-ranks"
	}
	shownGroups := t.visibleGroups()
	if len(shownGroups) == 1 {
		f.Heading = t.text("ballot.column.votes")
	}
	for _, g := range shownGroups {
		f.Columns = append(f.Columns, t.group(g))
	}
	f.Columns = append(f.Columns, t.text("widget.results.total"))
	most, best := uint64(0), []int(nil)
	for o := range n {
		row, total := figureRow{Label: t.label(o)}, uint64(0)
		for _, g := range shownGroups {
			total += t.r.Support[g][o]
			row.Cells = append(row.Cells, t.count(t.r.Support[g][o]))
		}
		switch {
		case total > most:
			most, best = total, []int{o}
		case total == most && total > 0:
			best = append(best, o)
		}
		row.Cells = append(row.Cells, t.count(total))
		f.Rows = append(f.Rows, row)
	}
	f.Sentence = t.text(key)
	if most > 0 {
		f.Sentence = t.text("widget.results.most", i18n.Int("n", len(best)), t.names(best), whole("votes", most))
	}
	f.Chart = t.groupChart(uid, f, shownGroups)
	return f
}

// visibleGroups are the groups with a column: those that the contest declares, or the
// one of all ballots; the last, of ballots without a group, only where it has some.
func (t tabulation) visibleGroups() (out []int) {
	for g, support := range t.r.Support {
		declared := g < len(t.c.Groups) || len(t.c.Groups) == 0
		if declared && !t.mergedAway(g) || slices.ContainsFunc(support, func(n uint64) bool { return n > 0 }) {
			out = append(out, g)
		}
	}
	return out
}

// mergedAway reports whether the ballots of a group were counted under another.
func (t tabulation) mergedAway(g int) bool {
	return slices.ContainsFunc(t.r.Merged, func(set []int) bool { return slices.Contains(set[min(1, len(set)):], g) })
}

// group is the name of a group: one of the five, of BSI, or as the contest has it.
func (t tabulation) group(g int) string {
	if g >= len(t.c.Groups) {
		if len(t.c.Groups) == 0 {
			return t.text("ballot.column.votes")
		}
		return t.text("ballot.ballots.no-group")
	}
	names := []string{t.groupName(g)}
	for _, set := range t.r.Merged {
		if len(set) > 0 && set[0] == g {
			names = nil
			for _, other := range set {
				names = append(names, t.groupName(other))
			}
		}
	}
	return t.l.Join(names...)
}

func (t tabulation) groupName(g int) string {
	id := t.c.Groups[g].ID
	if key := "group." + id; t.l.Has(key) {
		return t.text(key)
	}
	return shown(id)
}

func (t tabulation) count(n uint64) string { return t.l.Decimal(strconv.FormatUint(n, 10)) }

// rounds is the course of a count that goes in rounds.
func (t tabulation) rounds(uid string) figure {
	if len(t.r.Rounds) < 2 || t.c.Kind() != ballot.Ranking || t.c.Method == ballot.RankedPairs || t.c.Method == ballot.Schulze {
		return figure{}
	}
	f := figure{Heading: t.text("widget.results.rounds"), TableH: t.text("widget.results.as-table"), Columns: []string{t.text("ballot.column.option")},
		Sentence: t.text("widget.results.rounds-sentence", i18n.Int("n", len(t.r.Rounds)))}
	for i := range t.r.Rounds {
		f.Columns = append(f.Columns, t.text("widget.results.round", i18n.Int("n", i+1)))
	}
	for o := range t.options() {
		row := figureRow{Label: t.label(o)}
		for i := range t.r.Rounds {
			row.Cells = append(row.Cells, t.cell(i, o))
		}
		f.Rows = append(f.Rows, row)
	}
	f.Chart = t.roundChart(uid, f)
	return f
}

// cell is what an option has in a round, and what happens to it.
func (t tabulation) cell(round, option int) string {
	r := &t.r.Rounds[round]
	s := ""
	if option < len(r.Votes) && !r.Votes[option].IsZero() {
		s = t.number(r.Votes[option])
	}
	switch {
	case slices.Contains(r.Elected, option) || slices.Contains(r.Deemed, option):
		s += " " + t.text("ballot.fate.elected")
	case slices.Contains(r.Excluded, option):
		s += " " + t.text("ballot.fate.excluded")
	case s == "":
		return "–"
	}
	return s
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
	var out bytes.Buffer
	if err := t.r.Explain(&out, t.l, ballot.ExplainHTML(level)); err != nil {
		return "", err
	}
	return template.HTML(out.String()), nil // Explain escapes
}
