package workstream_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

func TestStepsFollowEachOtherInTime(t *testing.T) {
	for _, tc := range []struct {
		name   string
		steps  []string
		want   verdict
		reason string
	}{
		{"rising", []string{"selected 2031-11-15", "running 2031-12-01", "completed 2032-05-31"}, held, "every step after the one before"},
		{"on one day", []string{"selected 2031-11-15", "running 2031-11-15"}, held, "not before"},
		{"a day before", []string{"selected 2031-11-15", "running 2031-11-14"}, broken, "certainly before"},
		{"a month before", []string{"selected 2031-11", "running 2031-10"}, broken, "on every day of the two months"},
		{"in one month", []string{"selected 2031-11", "running 2031-11"}, nothing, "the order cannot be told"},
		{"a step without a date between", []string{"selected 2031-11-15", "running", "completed 2031-11-14"}, broken, "it is passed over"},
		{"a step known to the year between", []string{"selected 2032-03-10", "running 2032", "completed 2032-02-01"}, broken, "the first and the last are certain"},
		{"a step known to the year that leaves the order open", []string{"selected 2031-11-15", "running 2032", "completed 2032-05-31"}, nothing, "running may have come after"},
		{"one date", []string{"selected 2031-11-15", "running"}, nothing, "nothing to compare"},
		{"no dates", []string{"selected", "running"}, nothing, "nothing to compare"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := check(t, setup{lists: []workstream.Workstream{{ID: "one", Steps: steps(t, tc.steps...)}}})
			assert.Equal(t, tc.want, verdictOf(c, workstream.RuleStepOrder), tc.reason)
		})
	}
}

func TestAStepBeforeAnEarlierOneNamesBoth(t *testing.T) {
	c := check(t, setup{lists: []workstream.Workstream{{ID: "one", Steps: steps(t, "selected 2032-03-10", "running 2032", "completed 2032-02-01")}}})
	f := find(t, c, workstream.RuleStepOrder)
	assert.Equal(t, "cycles[0].workstreams[0].steps[2].on", f.Path)
	assert.Contains(t, f.Error(), "In “one” the step “completed” (1 February 2032) lies before the earlier step “selected” (10 March 2032).")
}

func TestWhoeverEndsAWorkstreamEarlySaysWhy(t *testing.T) {
	for _, tc := range []struct {
		life   []string
		reason dialog.Text
		want   verdict
	}{
		{[]string{"selected", "withdrawn"}, dialog.Plain("moved away"), held},
		{[]string{"selected", "withdrawn"}, nil, broken},
		{[]string{"selected", "withdrawn"}, dialog.Text{"de": ""}, broken},
		{[]string{"selected", "running", "cancelled"}, nil, broken},
		{[]string{"proposed", "withdrawn"}, nil, broken},
		{[]string{"proposed", "not-selected"}, nil, nothing}, // the vote is the reason
		{[]string{"selected", "unpublished"}, nil, nothing},
	} {
		w := workstream.Workstream{ID: "one", Steps: steps(t, tc.life...)}
		w.Steps[len(w.Steps)-1].Reason = tc.reason
		c := check(t, setup{lists: []workstream.Workstream{w}})
		assert.Equal(t, tc.want, verdictOf(c, workstream.RuleStepReason), "%v", tc.life)
	}
}

func TestAWorkstreamDoesNotEndBeforeItStarts(t *testing.T) {
	for _, tc := range []struct {
		name                                 string
		plannedStart, plannedEnd, start, end string
		want                                 verdict
	}{
		{"neither", "2031-12-01", "2032-05-31", "2031-12-01", "2032-05-31", held},
		{"one day", "2031-12-01", "2031-12-01", "unknown", "unknown", held},
		{"planned", "2031-12-02", "2031-12-01", "2031-12-01", "2032-05-31", broken},
		{"as it happened", "2031-12-01", "2032-05-31", "2031-12-02", "2031-12-01", broken},
		{"both", "2031-12-02", "2031-12-01", "2031-12-02", "2031-12-01", "{Held:0 Broken:2 Open:0}"},
		{"known to the month", "2031-12", "2031-12", "unknown", "unknown", nothing},
		{"months the wrong way round", "2032-01", "2031-12", "unknown", "unknown", broken},
		{"unknown", "unknown", "2031-12-01", "2031-12-01", "unknown", nothing},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := ran(t, tc.start, tc.end)
			w.Planned = period(tc.plannedStart, tc.plannedEnd)
			assert.Equal(t, tc.want, verdictOf(check(t, setup{lists: []workstream.Workstream{w}}), workstream.RulePeriod))
		})
	}
}

func TestAWorkstreamContinuesOneOfAnEarlierCycle(t *testing.T) {
	earlier := func(id string) dialog.Truth {
		return map[string]dialog.Truth{"before": dialog.Yes, "one": dialog.No, "beside": dialog.No}[id]
	}
	for id, want := range map[string]string{
		"before":  "",
		"one":     "“Example” continues “one”, but that is itself.",
		"beside":  "“Example” continues “beside”, but that one does not belong to an earlier cycle.",
		"nowhere": "“Example” continues “nowhere”, but there is no workstream with this ID.",
	} {
		w := good(t)
		w.Continues = []string{"before", id}
		c := check(t, setup{env: workstream.Env{Earlier: earlier}, lists: []workstream.Workstream{w}})
		if want == "" {
			assert.Equal(t, dialog.Tally{Held: 2}, c.Tally(workstream.RuleContinuation))
			continue
		}
		f := find(t, c, workstream.RuleContinuation)
		assert.Contains(t, f.Error(), want)
		assert.Equal(t, "cycles[0].workstreams[0].continues[1]", f.Path)
	}
	w := good(t)
	w.Continues = []string{"before"}
	assert.Equal(t, broken, verdictOf(check(t, setup{lists: []workstream.Workstream{w}}), workstream.RuleContinuation), "nobody knows it")
}
