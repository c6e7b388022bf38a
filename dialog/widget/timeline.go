package widget

import (
	"context"
	"html/template"
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
	AsOf     string
	Plan     []string // when a workstream can run, in sentences
	PlanH    string
	Sentence string
	Chart    template.HTML
	Columns  []string
	TableH   string
	Rows     []workstreamView
	Empty    string
}

// A workstreamView is a row of the table.
type workstreamView struct {
	Title, State       string
	Start, End, Length string
	Late               bool
	Remarks            []remarkView
}

type remarkView struct{ Rule, Text string }

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
		PlanH: v.text("widget.timeline.plan"), TableH: v.text("widget.timeline.table")}
	plan := workstream.NewPlan(d.Cycle, d.Following, d.Policies, d.Day)
	for line := range strings.Lines(plan.Text(v.l)) {
		if line = strings.TrimSpace(line); line != "" {
			t.Plan = append(t.Plan, shown(line))
		}
	}
	if len(d.Workstreams) == 0 {
		t.Empty = v.text("widget.timeline.empty")
		return &body{kind: Timeline, title: t.Title, name: "timeline.tmpl", data: t}, nil
	}
	for _, key := range []string{"workstream", "state", "start", "end", "length", "remarks"} {
		t.Columns = append(t.Columns, v.text("widget.timeline.column."+key))
	}
	remarks := v.remarks(&d)
	late := 0
	for i := range d.Workstreams {
		row := v.workstream(&d, i, remarks[i])
		if row.Late {
			late++
		}
		t.Rows = append(t.Rows, row)
	}
	t.Sentence = v.text("widget.timeline.sentence", i18n.Int("n", len(t.Rows)), i18n.Text("late", v.text("widget.timeline.late", i18n.Int("n", late))))
	t.Chart = v.gantt(t.UID+"-chart", &t, &d, plan)
	return &body{kind: Timeline, title: t.Title, name: "timeline.tmpl", data: t}, nil
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

// timeRules are the rules whose breach means that a workstream is late or outside its
// window.
var timeRules = map[dialog.RuleID]bool{workstream.RuleDuration: true, workstream.RuleStart: true, workstream.RuleEnd: true,
	workstream.RulePresented: true, workstream.RuleOverdue: true, workstream.RulePeriod: true}

func (v view) workstream(d *TimelineData, i int, findings []dialog.Finding) workstreamView {
	w := &d.Workstreams[i]
	row := workstreamView{Title: v.workstreamTitle(w), State: v.text("common.unknown")}
	if s, _ := w.StateOn(d.Day); s != 0 {
		row.State = v.text(s.TextKey())
	}
	p := running(w)
	row.Start, row.End = v.l.Date(p.Start.I18n()), v.l.Date(p.End.I18n())
	if months, days, ok := p.Length(); ok {
		row.Length = v.text("duration.months-days", i18n.Int("months", months), i18n.Int("days", days))
		if days == 0 {
			row.Length = v.text("duration.months", i18n.Int("months", months))
		}
	}
	for _, f := range findings {
		if timeRules[f.Rule] && f.Severity != dialog.SeverityNotice {
			row.Late = true
		}
		if timeRules[f.Rule] {
			row.Remarks = append(row.Remarks, remarkView{string(f.Rule), shown(f.Message(v.l))})
		}
	}
	return row
}

// workstreamTitle is the title in the language of the page, else the ID.
func (v view) workstreamTitle(w *workstream.Workstream) string {
	return v.words(w.Title, w.ID)
}

// running is when a workstream runs: as it did, and where that is not known, as planned.
func running(w *workstream.Workstream) dialog.Period {
	p := w.Actual()
	if p.Start.IsZero() {
		p.Start = w.Planned.Start
	}
	if p.End.IsZero() {
		p.End = w.Planned.End
	}
	return p
}
