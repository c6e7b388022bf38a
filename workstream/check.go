package workstream

import (
	"fmt"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// An Env is what the rules need to know around the workstreams of one cycle.
type Env struct {
	Cycle    dialog.Cycle
	Policies *dialog.Policies
	// GroupOf returns the group of a participant, 0 where it is not known.
	GroupOf func(participant string) dialog.Group
	// Earlier says whether an ID belongs to a workstream of an earlier cycle:
	// Unknown when no workstream bears it.
	Earlier func(workstream string) dialog.Truth
}

// Check applies the rules of this package to the workstreams of one cycle; path
// is the subject path of the cycle, such as "cycles[0]".
func Check(c *dialog.Check, env Env, ws []Workstream, path string) {
	on := lastDay(env.Cycle.Chosen())
	if on.IsZero() {
		on = c.AsOf()
	}
	k := checker{Check: c, env: env, policy: policyOn(env.Policies, on), path: path}
	for i := range ws {
		k.w, k.i = &ws[i], i
		k.checkLife()
		if k.w.Counts() {
			k.checkTime()
			k.checkContent()
		}
	}
	k.checkMean(ws)
}

// lastDay is the end of the period, or its start where no end is known.
func lastDay(p dialog.Period) dialog.Date {
	if p.End.IsZero() {
		return p.Start
	}
	return p.End
}

// A checker is one run over one cycle; w is the workstream at hand.
type checker struct {
	*dialog.Check
	env    Env
	policy policy
	path   string
	w      *Workstream
	i      int
}

// at builds a subject path below the workstream; only findings pay for it.
func (k *checker) at(format string, args ...any) string {
	return fmt.Sprintf("%s.workstreams[%d]", k.path, k.i) + fmt.Sprintf(format, args...)
}

// truth records the outcome of a rule that compares dates.
func (k *checker) truth(holds dialog.Truth, rule dialog.RuleID, path func() string, missing string, args func() []i18n.Arg) {
	switch holds {
	case dialog.Yes:
		k.Held(rule)
	case dialog.No:
		k.Break(rule, path(), args()...)
	default:
		k.Undetermined(rule, path(), missing, k.w.title())
	}
}

// A moment is a date of the workstream, where it stands in the file, and what it
// is called: what happened counts before what was planned.
type moment struct {
	date dialog.Date
	path func() string
	name string // key in package i18n
}

// start is the day on which the workstream began, or is to begin.
func (k *checker) start() moment {
	if s, i := k.w.Step(Running); s != nil {
		return moment{s.On, func() string { return k.at(".steps[%d].on", i) }, "fact.workstream-start"}
	}
	return moment{k.w.Planned.Start, func() string { return k.at(".planned.start") }, "fact.workstream-planned-start"}
}

// end is the day on which it ended, or is to end.
func (k *checker) end() moment {
	if s, i := k.w.Step(Completed); s != nil {
		return moment{s.On, func() string { return k.at(".steps[%d].on", i) }, "fact.workstream-end"}
	}
	if k.w.Unpublished() {
		return moment{dialog.Date{}, func() string { return k.at(".steps") }, "fact.workstream-end"}
	}
	return moment{k.w.Planned.End, func() string { return k.at(".planned.end") }, "fact.workstream-planned-end"}
}

// checkLife applies the rules about the steps: WST-06 to WST-08, WST-12, WST-13.
func (k *checker) checkLife() {
	k.checkSteps()
	k.checkStepOrder()
	k.checkReason()
	k.checkPeriod()
	k.checkContinuation()
}

// checkTime applies the rules about time: WST-01, WST-03 to WST-05, WST-11, WST-15.
func (k *checker) checkTime() {
	k.checkDuration()
	k.checkStart()
	k.checkEnd()
	k.checkPresented()
	k.checkSelected()
	k.checkOverdue()
}

// checkContent applies the rules about who and what: WST-09, WST-10, WST-14.
func (k *checker) checkContent() {
	if missing := k.w.Missing(); len(missing) > 0 {
		k.Break(RuleProfile, k.at(""), k.w.title(), i18n.Terms("missing", missing...))
	} else {
		k.Held(RuleProfile)
	}
	if k.w.State() == Presented {
		if k.w.Report == nil {
			k.Break(RuleReport, k.at(""), k.w.title())
		} else {
			k.Held(RuleReport)
		}
	}
	k.checkParticipation()
}

// checkParticipation is WST-14: people of enough groups take part.
func (k *checker) checkParticipation() {
	var groups dialog.GroupSet
	unknown, anybody := false, false
	add := func(g dialog.Group) {
		anybody = true
		if g == 0 {
			unknown = true
		} else {
			groups = groups.With(g)
		}
	}
	for _, g := range k.w.Lead {
		add(g)
	}
	for _, in := range k.w.Initiators {
		switch {
		case in.Role != AsParticipant: // BSI and intermediaries are of no group
		case in.Group != 0:
			add(in.Group)
		default:
			add(k.env.GroupOf(in.Participant))
		}
	}
	for _, id := range k.w.Participants {
		add(k.env.GroupOf(id))
	}
	switch {
	case groups.Len() >= k.policy.groups.Value:
		k.Held(RuleParticipation)
	case unknown || !anybody:
		k.Undetermined(RuleParticipation, k.at(""), "fact.workstream-groups", k.w.title())
	default:
		keys := make([]string, 0, dialog.GroupCount)
		for _, g := range groups.Groups() {
			keys = append(keys, g.TextKey())
		}
		k.BreakAs(RuleParticipation, 0, k.policy.groups.Setting.Basis, k.at(""), k.w.title(),
			i18n.Terms("groups", keys...), i18n.Int("limit", k.policy.groups.Value))
	}
}

// checkContinuation is WST-13: what it continues is a workstream of an earlier
// cycle. Because earlier is strict, links cannot form a circle.
func (k *checker) checkContinuation() {
	for i, id := range k.w.Continues {
		reason := ""
		switch {
		case id == k.w.ID:
			reason = "workstream.continues-itself"
		case k.env.Earlier(id) == dialog.Unknown:
			reason = "workstream.continues-unknown"
		case k.env.Earlier(id) == dialog.No:
			reason = "workstream.continues-later"
		}
		if reason == "" {
			k.Held(RuleContinuation)
		} else {
			k.Break(RuleContinuation, k.at(".continues[%d]", i), k.w.title(), i18n.Text("other", id), i18n.Term("reason", reason))
		}
	}
}

// terms returns the text keys of states.
func terms(states []State) []string {
	keys := make([]string, 0, len(states))
	for s := range slices.Values(states) {
		keys = append(keys, s.TextKey())
	}
	return keys
}
