package widget

import (
	"context"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// A TimelineData is what a source returns of a cycle.
type TimelineData struct {
	Title       dialog.Text   // empty for the label of the cycle
	Cycle       dialog.Cycle  //
	Following   *dialog.Cycle // the cycle after it, nil where not known
	Workstreams []workstream.Workstream
	Policies    *dialog.Policies // nil for the built-in ones
	Day         dialog.Date      // seen from; zero for today
}

// A timelineView is what timeline.tmpl gets.
type timelineView struct {
	frame
	AsOf      string
	Sentences []string
	Chart     template.HTML
	Columns   []string
	TableH    string
	Rows      []workstreamView
	RemarksH  string
	Remarks   []remarksView
	Empty     string
	PlanH     string   // "" for a cycle that is over
	Plan      []string // when a workstream can run, in sentences
	Starts    []startView
	StartsH   [2]string
}

// A workstreamView is a row of the table.
type workstreamView struct {
	Title, State, Mark string
	Start, End, Length string
	Late               bool
	broken             bool // a rule on times or duration
}

// A remarksView is what the rules have to say of a workstream.
type remarksView struct {
	Title string
	Items []remarkView
}

type remarkView struct{ Rule, Text string }

// A startView is the latest start for a duration.
type startView struct{ Length, Latest string }

func (v view) timeline(ctx context.Context, id string) (*body, error) {
	data, err := v.s.c.Timelines(ctx, id)
	if err != nil {
		return nil, err
	}
	d := *data
	if d.Day.IsZero() {
		d.Day = v.s.today()
	}
	if d.Policies == nil {
		if d.Policies, err = programme.DefaultPolicies(); err != nil {
			return nil, err
		}
	}
	title := v.words(d.Title, v.text("widget.timeline.title", i18n.Text("cycle", d.Cycle.Label)))
	t := timelineView{frame: v.frame(Timeline, id, title), AsOf: v.text("report.as-of", i18n.Day("date", d.Day.I18n())),
		TableH: v.text("widget.timeline.table"), RemarksH: v.text("widget.timeline.remarks")}
	plan := workstream.NewPlan(d.Cycle, d.Following, d.Policies, d.Day)
	if start := d.Cycle.Presented().Start; start.IsZero() || start.After(d.Day) != dialog.No {
		t.plan(v, plan)
	}
	t.workstreams(v, &d)
	if len(t.Rows) == 0 {
		t.Empty = v.text("widget.timeline.empty")
	} else {
		t.Chart = v.gantt(t.UID+"-chart", &t, &d, plan)
	}
	return &body{kind: Timeline, title: t.Title, name: "timeline.tmpl", data: t}, nil
}

// plan says when a workstream of the cycle can run.
func (t *timelineView) plan(v view, plan workstream.Plan) {
	t.PlanH = v.text("widget.timeline.plan")
	t.StartsH = [2]string{v.text("widget.timeline.column.length"), v.text("widget.timeline.latest-start")}
	row := map[string]bool{} // sentences that the table has
	for n, start := range plan.Possible() {
		row[v.text("planner.latest", i18n.Int("months", n), i18n.Day("start", start.I18n()))] = true
		t.Starts = append(t.Starts, startView{v.text("unit.month", i18n.Int("n", n)), v.day(start)})
	}
	for line := range strings.Lines(plan.Text(v.l)) {
		if line = strings.TrimSpace(line); line != "" && !row[line] {
			t.Plan = append(t.Plan, shown(line))
		}
	}
}

// day is a date that does not break at the end of a line.
func (v view) day(d dialog.Date) string { return strings.ReplaceAll(v.l.Date(d.I18n()), " ", "\u00a0") }

// numberGap is the blank between a number and what it counts.
var numberGap = regexp.MustCompile(`(\d) `)

// workstreams makes the rows of those that belong to the cycle, names the others, and
// leaves only the former in the data.
func (t *timelineView) workstreams(v view, d *TimelineData) {
	findings := v.remarks(d)
	var kept []workstream.Workstream
	var proposed, out []string
	broken := 0
	for i := range d.Workstreams {
		w := &d.Workstreams[i]
		switch s, _ := w.StateOn(d.Day); {
		case s == workstream.Proposed:
			proposed = append(proposed, v.workstreamTitle(w))
			continue
		case s == workstream.NotSelected, s == workstream.Withdrawn && !selected(w):
			out = append(out, v.workstreamTitle(w))
			continue
		}
		row, remarks := v.workstream(d, i, findings[i])
		if row.broken {
			broken++
		}
		if len(remarks) > 0 {
			t.Remarks = append(t.Remarks, remarksView{row.Title, remarks})
		}
		kept, t.Rows = append(kept, *w), append(t.Rows, row)
	}
	d.Workstreams = kept
	for _, key := range []string{"workstream", "state", "start", "end", "length"} {
		t.Columns = append(t.Columns, v.text("widget.timeline.column."+key))
	}
	if len(kept) > 0 {
		times := v.text("widget.timeline.on-time")
		if broken > 0 {
			times = v.text("widget.timeline.late", i18n.Int("n", broken))
		}
		t.Sentences = append(t.Sentences, v.text("widget.timeline.sentence", i18n.Int("n", len(kept)), i18n.Text("late", times)))
	}
	for _, others := range []struct {
		key    string
		titles []string
	}{{"widget.timeline.proposed", proposed}, {"widget.timeline.not-selected", out}} {
		if len(others.titles) > 0 {
			t.Sentences = append(t.Sentences, v.text(others.key, v.titles(others.titles)))
		}
	}
}

// maxTitles is the number of titles that a sentence lists.
const maxTitles = 20

// titles lists titles, or says how many there are.
func (v view) titles(all []string) i18n.Arg {
	if len(all) > maxTitles {
		return i18n.Text("titles", v.text("unit.proposal", i18n.Int("n", len(all))))
	}
	quoted := make([]string, len(all))
	for i, title := range all {
		quoted[i] = v.text("ballot.quoted", i18n.Text("name", title))
	}
	return i18n.List("titles", quoted...)
}

func selected(w *workstream.Workstream) bool {
	s, _ := w.Step(workstream.Selected)
	return s != nil
}

// remarks are the findings of the rules on the workstreams of the cycle, by workstream.
func (v view) remarks(d *TimelineData) map[int][]dialog.Finding {
	c := dialog.NewCheck(programme.Rules(), d.Day)
	workstream.Check(c, workstream.Env{Cycle: d.Cycle, Policies: d.Policies}, d.Workstreams, "cycle")
	out := map[int][]dialog.Finding{}
	for _, f := range c.Findings() {
		rest, ok := strings.CutPrefix(f.Path, "cycle.workstreams[")
		digits, _, closed := strings.Cut(rest, "]")
		if i, err := strconv.Atoi(digits); ok && closed && err == nil && !f.Open {
			out[i] = append(out[i], f)
		}
	}
	return out
}

// timeRules are the rules on times and durations; true for those whose breach means that
// a workstream is late.
var timeRules = map[dialog.RuleID]bool{workstream.RuleEnd: true, workstream.RulePresented: true, workstream.RuleOverdue: true,
	workstream.RuleDuration: false, workstream.RuleStart: false, workstream.RulePeriod: false}

func (v view) workstream(d *TimelineData, i int, findings []dialog.Finding) (row workstreamView, remarks []remarkView) {
	w := &d.Workstreams[i]
	row = workstreamView{Title: v.workstreamTitle(w), State: v.text("common.unknown")}
	if s, _ := w.StateOn(d.Day); s != 0 {
		row.State = v.text(s.TextKey())
	}
	p := running(w)
	row.Start, row.End = v.day(p.Start), v.day(p.End)
	if months, days, ok := p.Length(); ok {
		row.Length = v.text("duration.months-days", i18n.Int("months", months), i18n.Int("days", days))
		if days == 0 {
			row.Length = v.text("duration.months", i18n.Int("months", months))
		}
		row.Length = numberGap.ReplaceAllString(row.Length, "$1\u00a0")
	}
	for _, f := range findings {
		late, ok := timeRules[f.Rule]
		if !ok {
			continue
		}
		remarks = append(remarks, remarkView{string(f.Rule), shown(f.Message(v.l))})
		if f.Severity != dialog.SeverityNotice {
			row.broken, row.Late = true, row.Late || late
		}
	}
	switch {
	case row.Late:
		row.Mark = v.text("widget.timeline.is-late")
	case row.broken:
		row.Mark = v.text("widget.timeline.is-broken")
	}
	return row, remarks
}

// workstreamTitle is the title in the language of the page, else the ID.
func (v view) workstreamTitle(w *workstream.Workstream) string {
	return v.words(w.Title, w.ID)
}

// ran is when a workstream ran. One that was stopped ended on that day.
func ran(w *workstream.Workstream) dialog.Period {
	p := w.Actual()
	for _, end := range []workstream.State{workstream.Cancelled, workstream.Withdrawn} {
		if s, _ := w.Step(end); s != nil && p.End.IsZero() {
			p.End = s.On
		}
	}
	return p
}

// running is when a workstream runs: as it did, and where that is not known, as planned.
func running(w *workstream.Workstream) dialog.Period {
	p := ran(w)
	if p.Start.IsZero() {
		p.Start = w.Planned.Start
	}
	if p.End.IsZero() {
		p.End = w.Planned.End
	}
	return p
}
