package workstream_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// between is a cycle between two Denkwerkstätten.
func between(openingStart, openingEnd, closingStart, closingEnd string) dialog.Cycle {
	return dialog.Cycle{Label: "2031/2032", Opening: workshop(16, openingStart, openingEnd), Closing: workshop(17, closingStart, closingEnd)}
}

func TestAWorkstreamStartsAfterTheDenkwerkstattThatChoseIt(t *testing.T) {
	for _, tc := range []struct {
		name, first, last, start string
		want                     verdict
		missing                  string
	}{
		{"the day after its last day", "2031-11-14", "2031-11-15", "2031-11-16", held, ""},
		{"on its last day", "2031-11-14", "2031-11-15", "2031-11-15", broken, ""},
		{"on its first day", "2031-11-14", "2031-11-15", "2031-11-14", broken, ""},
		{"the day before", "2031-11-14", "2031-11-15", "2031-11-13", broken, ""},
		{"in the month after", "2031-11-14", "2031-11-15", "2031-12", held, ""},
		{"in the same month", "2031-11-14", "2031-11-15", "2031-11", open, "the start"},
		{"in the month before", "2031-11-14", "2031-11-15", "2031-10", broken, ""},
		{"unknown", "2031-11-14", "2031-11-15", "unknown", open, "the start"},
		{"after a Denkwerkstatt known to the month", "2031-11", "2031-11", "2031-12-01", held, ""},
		{"within its month", "2031-11", "2031-11", "2031-11-20", open, "the dates of the Denkwerkstatt"},
		{"Denkwerkstatt unknown", "unknown", "unknown", "2031-12-01", open, "the dates of the Denkwerkstatt"},
		{"last day unknown, started later than the first", "2031-11-14", "unknown", "2031-11-15", open, "the dates of the Denkwerkstatt"},
		{"last day unknown, started on the first", "2031-11-14", "unknown", "2031-11-14", broken, ""},
		{"first day unknown", "unknown", "2031-11-15", "2031-11-16", held, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for kind, w := range map[string]workstream.Workstream{"ran": ran(t, tc.start, "2032-06-30"), "planned": planned(t, tc.start, "2032-06-30")} {
				env := workstream.Env{Cycle: between(tc.first, tc.last, "2032-11-12", "2032-11-13")}
				c := check(t, setup{asOf: "2031-12-01", env: env, lists: []workstream.Workstream{w}})
				assert.Equal(t, tc.want, verdictOf(c, workstream.RuleStart), kind)
				if tc.missing != "" && kind == "ran" {
					assert.Contains(t, find(t, c, workstream.RuleStart).Message(i18n.English()), "Not known: "+tc.missing+".")
				}
			}
		})
	}
}

func TestAWorkstreamEndsBeforeTheNextDenkwerkstatt(t *testing.T) {
	for _, tc := range []struct {
		name, first, last, end string
		want                   verdict
		missing                string
	}{
		{"the day before its first day", "2032-11-12", "2032-11-13", "2032-11-11", held, ""},
		{"on its first day", "2032-11-12", "2032-11-13", "2032-11-12", broken, ""},
		{"on its last day", "2032-11-12", "2032-11-13", "2032-11-13", broken, ""},
		{"a year later", "2032-11-12", "2032-11-13", "2033-11-12", broken, ""},
		{"in the month before", "2032-11-12", "2032-11-13", "2032-10", held, ""},
		{"in the same month", "2032-11-12", "2032-11-13", "2032-11", open, "the end"},
		{"in the month after", "2032-11-12", "2032-11-13", "2032-12", broken, ""},
		{"unknown", "2032-11-12", "2032-11-13", "unknown", open, "the end"},
		{"before a Denkwerkstatt known to the month", "2032-11", "2032-11", "2032-10-31", held, ""},
		{"within its month", "2032-11", "2032-11", "2032-11-10", open, "the dates of the Denkwerkstatt"},
		{"Denkwerkstatt unknown", "unknown", "unknown", "2032-10-31", open, "the dates of the Denkwerkstatt"},
		{"last day unknown", "2032-11-12", "unknown", "2032-11-11", held, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for kind, w := range map[string]workstream.Workstream{"ran": ran(t, "2031-12-01", tc.end), "planned": planned(t, "2031-12-01", tc.end)} {
				env := workstream.Env{Cycle: between("2031-11-14", "2031-11-15", tc.first, tc.last)}
				c := check(t, setup{asOf: "2031-12-01", env: env, lists: []workstream.Workstream{w}})
				assert.Equal(t, tc.want, verdictOf(c, workstream.RuleEnd), kind)
				if tc.missing != "" && kind == "ran" {
					assert.Contains(t, find(t, c, workstream.RuleEnd).Message(i18n.English()), "Not known: "+tc.missing+".")
				}
			}
		})
	}
}

func TestAPlannedEndCountsUntilTheNextDenkwerkstattBegins(t *testing.T) {
	for _, tc := range []struct {
		asOf string
		want verdict
	}{
		{"2032-11-11", held}, // the plan may still come true
		{"2032-11-12", broken},
		{"2033-06-01", broken},
	} {
		for _, state := range []string{"selected 2031-11-15", "running 2031-12-01"} {
			w := planned(t, "2031-12-01", "2032-05-31")
			w.Steps = append(steps(t, "selected 2031-11-15"), steps(t, state)...)
			c := check(t, setup{asOf: tc.asOf, lists: []workstream.Workstream{w}})
			assert.Equal(t, tc.want, verdictOf(c, workstream.RuleEnd), "%s on %s", state, tc.asOf)
			if tc.want == broken {
				assert.Contains(t, find(t, c, workstream.RuleEnd).Error(), "“Example” is not completed on ")
			}
		}
	}
}

func TestAPlannedEndIsNoAnswerOnceTheNextDenkwerkstattMayHaveBegun(t *testing.T) {
	env := workstream.Env{Cycle: between("2031-11-14", "2031-11-15", "2032-11", "2032-11")}
	for asOf, want := range map[string]verdict{"2032-10-31": held, "2032-11-01": open, "2032-11-29": open, "2032-11-30": broken} {
		c := check(t, setup{asOf: asOf, env: env, lists: []workstream.Workstream{planned(t, "2031-12-01", "2032-05-31")}})
		assert.Equal(t, want, verdictOf(c, workstream.RuleEnd), asOf)
		if want == open {
			assert.Contains(t, find(t, c, workstream.RuleEnd).Error(), "Not known: the dates of the Denkwerkstatt.")
		}
	}
	c := check(t, setup{asOf: "2032-11-10", env: env, lists: []workstream.Workstream{planned(t, "2031-12-01", "2032-12-31")}})
	assert.Equal(t, broken, verdictOf(c, workstream.RuleEnd), "too late even as planned")
}

func TestResultsArePresentedAtTheFollowingDenkwerkstatt(t *testing.T) {
	for _, tc := range []struct {
		name, last, asOf, presented string
		want                        verdict
		reason                      string
	}{
		{"on its first day", "2032-11-13", "2033-01-01", "presented 2032-11-12", held, "both days belong to it"},
		{"on its last day", "2032-11-13", "2033-01-01", "presented 2032-11-13", held, "both days belong to it"},
		{"the day before", "2032-11-13", "2033-01-01", "presented 2032-11-11", broken, "not at the Denkwerkstatt"},
		{"the day after", "2032-11-13", "2033-01-01", "presented 2032-11-14", broken, "not at the Denkwerkstatt"},
		{"in the same month", "2032-11-13", "2033-01-01", "presented 2032-11", open, "the day decides"},
		{"in the month before", "2032-11-13", "2033-01-01", "presented 2032-10", broken, "not at the Denkwerkstatt"},
		{"on an unknown day", "2032-11-13", "2033-01-01", "presented", open, "the day decides"},
		{"last day unknown", "unknown", "2033-01-01", "presented 2032-11-13", open, "it may have ended the day before"},
		{"not, on its last day", "2032-11-13", "2032-11-13", "", nothing, "the day is not over"},
		{"not, on the day after", "2032-11-13", "2032-11-14", "", broken, "the day is over"},
		{"not, and its last day is unknown", "unknown", "2032-11-14", "", open, "it may still go on"},
		{"not, and its last day is known to the month", "2032-11", "2032-11-30", "", open, "it may still go on"},
		{"not, and the month is over", "2032-11", "2032-12-01", "", broken, "whatever day it was"},
		{"not published", "2032-11-13", "2032-11-14", "unpublished", open, "nobody says that it was not"},
		{"not published, and not due", "2032-11-13", "2032-11-13", "unpublished", nothing, "nothing is owed yet"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := ran(t, "2031-12-01", "2032-05-31")
			w.Steps = w.Steps[:3]
			if tc.presented != "" {
				w.Steps = append(w.Steps, steps(t, tc.presented)...)
			}
			env := workstream.Env{Cycle: between("2031-11-14", "2031-11-15", "2032-11-12", tc.last)}
			c := check(t, setup{asOf: tc.asOf, env: env, lists: []workstream.Workstream{w}})
			assert.Equal(t, tc.want, verdictOf(c, workstream.RulePresented), tc.reason)
		})
	}
}

func TestAWorkstreamWithoutStepsIsCheckedByItsPlan(t *testing.T) {
	w := workstream.Workstream{ID: "one", Proposal: complete(), Planned: period("2031-11-15", "2032-11-12")}
	c := check(t, setup{lists: []workstream.Workstream{w}})
	assert.Equal(t, broken, verdictOf(c, workstream.RuleDuration))
	assert.Equal(t, broken, verdictOf(c, workstream.RuleMean))
	assert.Equal(t, broken, verdictOf(c, workstream.RuleStart))
	assert.Equal(t, broken, verdictOf(c, workstream.RuleEnd))
	assert.Equal(t, open, verdictOf(c, workstream.RulePresented), "nothing says that it was not")
	assert.Equal(t, nothing, verdictOf(c, workstream.RuleOverdue), "nothing says that it is not completed")
	assert.Equal(t, nothing, verdictOf(c, workstream.RuleSelected))
}

func TestAWorkstreamIsSelectedAtTheDenkwerkstattThatOpensItsCycle(t *testing.T) {
	for on, want := range map[string]verdict{
		"2031-11-13": broken, "2031-11-14": held, "2031-11-15": held, "2031-11-16": broken,
		"2031-11": open, "2031-10": broken, "2031": open, "2030": broken, "unknown": open,
	} {
		w := planned(t, "2031-12-01", "2032-05-31")
		w.Steps = steps(t, "proposed", "selected "+on)
		c := check(t, setup{asOf: "2031-12-01", lists: []workstream.Workstream{w}})
		assert.Equal(t, want, verdictOf(c, workstream.RuleSelected), on)
	}
}

func TestAWorkstreamThatIsNotCompletedIsNotPastItsPlannedEnd(t *testing.T) {
	for _, tc := range []struct {
		name, end, asOf string
		want            verdict
	}{
		{"on the day", "2032-05-31", "2032-05-31", held},
		{"a day later", "2032-05-31", "2032-06-01", broken},
		{"within the month", "2032-05", "2032-05-20", nothing},
		{"before the month", "2032-05", "2032-04-30", held},
		{"after the month", "2032-05", "2032-06-01", broken},
		{"no planned end", "unknown", "2032-06-01", nothing},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := planned(t, "2031-12-01", tc.end)
			for range 2 { // selected, then running
				c := check(t, setup{asOf: tc.asOf, lists: []workstream.Workstream{w}})
				assert.Equal(t, tc.want, verdictOf(c, workstream.RuleOverdue), w.State())
				if tc.want == broken {
					assert.Contains(t, find(t, c, workstream.RuleOverdue).Error(), "that is 1 day ago.")
				}
				w.Steps = append(w.Steps, steps(t, "running 2031-12-01")...)
			}
		})
	}
	c := check(t, setup{lists: []workstream.Workstream{good(t)}})
	assert.Equal(t, nothing, verdictOf(c, workstream.RuleOverdue), "it is completed")
}

func TestWithoutItsDenkwerkstattACycleLeavesTheRestToOtherRules(t *testing.T) {
	c := check(t, setup{env: workstream.Env{Cycle: dialog.Cycle{Label: "2031/2032"}}, lists: []workstream.Workstream{good(t)}})
	for _, id := range []dialog.RuleID{workstream.RuleStart, workstream.RuleEnd, workstream.RulePresented, workstream.RuleSelected} {
		assert.Equal(t, nothing, verdictOf(c, id), "%s: CYC-02 says that it is not listed", id)
	}
	assert.Equal(t, held, verdictOf(c, workstream.RuleDuration), "what needs no Denkwerkstatt is checked")
}
