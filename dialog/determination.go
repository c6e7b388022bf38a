package dialog

import (
	"slices"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Determination (Feststellung der Geschäftsstelle) records that the programme
// office decided, where the rules leave room, whether an organisation belongs to
// a group: who, when and why. With Rule it settles that one rule, and Outcome says
// whether its criterion is fulfilled; without, it settles the group as a whole.
type Determination struct {
	Organisation string  `yaml:"organisation" json:"organisation" validate:"required,slug"` // ID
	Group        Group   `yaml:"group" json:"group" validate:"required"`
	Outcome      Outcome `yaml:"outcome" json:"outcome" validate:"required"`                        // eligible or not-eligible
	Rule         RuleID  `yaml:"rule,omitempty" json:"rule,omitempty" validate:"omitempty,rule_id"` // of the group
	By           string  `yaml:"by,omitempty" json:"by,omitempty" validate:"max=200"`               // the office or role that decided
	On           Date    `yaml:"on,omitempty" json:"on,omitzero"`
	Reason       Text    `yaml:"reason,omitempty" json:"reason,omitempty" validate:"max=8"`
}

// missing lists what DET-01 asks for and d lacks, as keys of package i18n.
func (d *Determination) missing() (keys []string) {
	if !groups.Valid(d.Group) {
		keys = append(keys, "fact.determination-group")
	} else if d.Rule != "" && !hasRule(d.Group, d.Rule) {
		keys = append(keys, "fact.determination-rule")
	}
	if d.Outcome != Eligible && d.Outcome != NotEligible {
		keys = append(keys, "fact.determination-outcome")
	}
	if d.By == "" {
		keys = append(keys, "fact.determination-by")
	}
	if d.On.IsZero() {
		keys = append(keys, "fact.determination-on")
	}
	if d.Reason.IsEmpty() {
		keys = append(keys, "fact.determination-reason")
	}
	return keys
}

// Complete reports whether d says who decided what, when and why, and names no
// rule of another group. Only a complete determination decides anything.
func (d *Determination) Complete() bool { return len(d.missing()) == 0 }

func hasRule(g Group, id RuleID) bool {
	for _, k := range demands[g].criteria {
		if k.rule == id {
			return true
		}
	}
	return false
}

// Resolve returns the assessment as the determination decides it. It decides
// only what the rules leave open: an assessment that is not undetermined, and a
// rule that is settled, stay as they are, and so does the assessment when d is
// nil, incomplete or about another group. The caller sees to it that d is about
// the same organisation and in force. [Assessment.Determination] shows afterwards
// that a person decided, as does the evidence of the reasons.
func (a Assessment) Resolve(d *Determination) Assessment {
	if a.outcome != Undetermined || d == nil || d.Group != a.group || !d.Complete() {
		return a
	}
	if a.group == Business || a.group == CivilSociety && d.Rule == "" {
		a.outcome, a.whole, a.determination = d.Outcome, true, d
		return a
	}
	for _, k := range a.criteria() {
		if (d.Rule == "" || k.rule == d.Rule) && a.unknown(k.fact) {
			a.answers = a.with(k.fact, k.met(Yes) == d.Outcome.truth()) // the answer yes where that has the outcome
			a.outcome, a.determination = a.decide(a.group), d
		}
	}
	return a
}

// resolveAll applies the determinations made up to a day, the latest first; of
// two on the same day, the first in the list. A date that is not known to the day
// counts unless it is certainly later.
func (a Assessment) resolveAll(ds []*Determination, asOf Date) Assessment {
	if a.outcome != Undetermined || len(ds) == 0 {
		return a
	}
	made := make([]*Determination, 0, len(ds))
	for _, d := range ds {
		if d != nil && d.On.After(asOf) != Yes {
			made = append(made, d)
		}
	}
	slices.SortStableFunc(made, func(d, e *Determination) int { return e.On.Compare(d.On) })
	for _, d := range made {
		a = a.Resolve(d)
	}
	return a
}

// CheckDetermination checks a determination, whose subject path is path: DET-01,
// that it says who decided what, when and why; DET-02, that it does not
// contradict what the rules settle without it. o is the organisation that it is
// about; without one, only DET-01 is checked.
func CheckDetermination(c *Check, d *Determination, path string, o *Organisation) {
	name := i18n.Text("organisation", d.Organisation)
	if o != nil {
		name = o.nameArg()
	}
	if missing := d.missing(); len(missing) > 0 {
		c.Break(RuleDetermination, path, name, i18n.Terms("missing", missing...))
	} else {
		c.Held(RuleDetermination)
	}
	if o == nil || !groups.Valid(d.Group) || d.Outcome != Eligible && d.Outcome != NotEligible {
		return
	}
	if settled := settledWithout(d, o); settled != Unknown && settled != d.Outcome.truth() {
		c.Break(RuleDetermineOpen, path+".outcome", name, i18n.Term("group", d.Group.TextKey()),
			i18n.Term("outcome", d.Outcome.TextKey()), i18n.Day("on", d.On.I18n()))
		return
	}
	c.Held(RuleDetermineOpen)
}

// settledWithout returns what the rules say, without d, about what d decides.
func settledWithout(d *Determination, o *Organisation) Truth {
	a := Assess(o, d.Group)
	for _, k := range demands[d.Group].criteria {
		if k.rule == d.Rule && d.Group == CivilSociety {
			return k.met(a.value(k.fact))
		}
	}
	return a.outcome.truth()
}
