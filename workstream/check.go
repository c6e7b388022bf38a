package workstream

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// An Env is what the rules need to know around the workstreams of one cycle.
type Env struct {
	Cycle    dialog.Cycle
	Policies *dialog.Policies // must not be nil
	// GroupOf returns the group of a participant, 0 where it is not known. Nil
	// knows nobody.
	GroupOf func(participant string) dialog.Group
	// Earlier says whether an ID belongs to a workstream of an earlier cycle:
	// Unknown when no workstream bears it. Nil knows no workstream.
	Earlier func(workstream string) dialog.Truth
}

// Check applies the rules of this package to the workstreams of one cycle; path
// is the subject path of the cycle, such as "cycles[0]". The policy of the last
// day of the Denkwerkstatt that chose them applies; where that day is not known,
// the one of the day of the check.
func Check(c *dialog.Check, env Env, ws []Workstream, path string) {
	if env.GroupOf == nil {
		env.GroupOf = func(string) dialog.Group { return 0 }
	}
	if env.Earlier == nil {
		env.Earlier = func(string) dialog.Truth { return dialog.Unknown }
	}
	on := lastKnown(env.Cycle.Chosen())
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

// lastKnown is the end of the period, or its start where no end is known.
func lastKnown(p dialog.Period) dialog.Date {
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

// place is the subject path of a moment.
func (k *checker) place(m moment) string {
	if m.field != "" {
		return k.at("%s", m.field)
	}
	return k.at(".steps[%d].on", m.step)
}

// truth records the outcome of a rule that compares the moment with the days of
// a Denkwerkstatt. Where it is open, the moment is what is missing, unless it is
// known to the day: then it can only be the Denkwerkstatt.
func (k *checker) truth(holds dialog.Truth, rule dialog.RuleID, m moment, args func() []i18n.Arg) {
	switch holds {
	case dialog.Yes:
		k.Held(rule)
	case dialog.No:
		k.Break(rule, k.place(m), args()...)
	default:
		missing := m.name
		if m.date.Precision() == dialog.PrecisionDay {
			missing = factDenkwerkstatt
		}
		k.Undetermined(rule, k.place(m), missing, k.w.title())
	}
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
	for _, s := range states {
		keys = append(keys, s.TextKey())
	}
	return keys
}
