package dialog

import "github.com/dialog-cybersicherheit/dfc/i18n"

// An Organisation (Verein, Stiftung, Verband, Initiative, soziale Bewegung …) is
// what a participant stands for. Only ID is required; whatever is missing stays
// unknown and makes an assessment undetermined where it matters.
type Organisation struct {
	ID        string           `yaml:"id" json:"id" validate:"required,slug"`
	Name      Text             `yaml:"name,omitempty" json:"name,omitempty" validate:"max=8"`
	Aliases   []string         `yaml:"aliases,omitempty" json:"aliases,omitempty" validate:"max=20,dive,required,max=200"` // earlier or shorter names
	Kind      OrganisationKind `yaml:"kind,omitempty" json:"kind,omitempty"`
	Group     Group            `yaml:"group,omitempty" json:"group,omitempty"` // the group that it says it belongs to
	Facts     Facts            `yaml:"facts,omitempty" json:"facts,omitzero"`
	Reference Text             `yaml:"reference,omitempty" json:"reference,omitempty" validate:"max=8"` // where the facts come from
}

// Fact returns what counts as the answer to a fact: the stated answer, else what
// follows from the kind. stated tells the two apart.
func (o *Organisation) Fact(f Fact) (t Truth, stated bool) {
	if t = o.Facts.Get(f); t == Yes || t == No {
		return t, true
	}
	return o.Kind.Presumption(f), false
}

// nameArg is the organisation as messages name it: its name, else its ID.
func (o *Organisation) nameArg() i18n.Arg {
	if o.Name.IsEmpty() {
		return i18n.Text("organisation", o.ID)
	}
	return i18n.Multi("organisation", o.Name)
}

// CheckOrganisation checks an organisation, whose subject path is path:
//
//   - the rules of the group that it declares (CIV-01 to CIV-06, SCI-01, CUL-01,
//     BUS-01, GOV-01), with what the programme office has determined about it;
//   - GRP-01, where it is certain which group fits best. Where that is open, the
//     group's own rules say what is missing, and GRP-01 is not applied; nor is it
//     where the programme office has decided for the declared group;
//   - ORG-01.
//
// Determinations of other groups, incomplete ones and those made after the day
// of the check are left aside, as are nil ones.
func CheckOrganisation(c *Check, o *Organisation, path string, ds ...*Determination) {
	checkKind(c, o, path)
	if !groups.Valid(o.Group) {
		return
	}
	a := Assess(o, o.Group)
	if a.outcome == Undetermined && len(ds) > 0 {
		a = a.resolveAll(ds, c.AsOf())
	}
	checkGroup(c, o, path, a)
	switch {
	case a.determination != nil && a.outcome == Eligible:
		c.Held(RuleGroupFits)
	case !a.whole || a.group != CivilSociety: // else checkDecided has said it
		checkBestFit(c, o, path)
	}
}

// checkGroup writes one verdict per rule of the group.
func checkGroup(c *Check, o *Organisation, path string, a Assessment) {
	if a.whole {
		checkDecided(c, o, path, a)
		return
	}
	list := a.criteria()
	if a.group == Business { // two criteria, one rule
		checkCriterion(c, o, path, a, list[a.telling()], a.outcome.truth())
		return
	}
	for _, k := range list {
		checkCriterion(c, o, path, a, k, k.met(a.value(k.fact)))
	}
}

func checkCriterion(c *Check, o *Organisation, path string, a Assessment, k criterion, met Truth) {
	switch met {
	case Yes:
		c.Held(k.rule)
	case No:
		from := a.evidence(k.fact)
		if from == EvidenceMissing { // no answer, yet not met: a person decided the group as a whole
			from = EvidenceDetermined
		}
		c.Break(k.rule, factPath(path, k.fact), o.nameArg(), i18n.Term("kind", o.Kind.TextKey()), i18n.Term("evidence", from.TextKey()))
	default:
		c.Undetermined(k.rule, factPath(path, k.fact), k.fact.TextKey(), o.nameArg(), i18n.Term("kind", o.Kind.TextKey()))
	}
}

// checkDecided is checkGroup where a determination settles the group as a whole.
// One that says yes settles what was open. One that says no to civil society does
// not say which of the six criteria fails, so none is reported as broken; the
// declared group is.
func checkDecided(c *Check, o *Organisation, path string, a Assessment) {
	list := a.criteria()
	switch {
	case a.group == Business:
		checkCriterion(c, o, path, a, list[a.telling()], a.outcome.truth())
		return
	case a.outcome == NotEligible:
		c.BreakAs(RuleGroupFits, SeverityError, 0, path+".group", o.nameArg(), i18n.Term("group", o.Group.TextKey()),
			i18n.Term("best", "fit.excluded"), i18n.Term("kind", o.Kind.TextKey()))
	}
	for _, k := range list {
		if a.outcome == Eligible || k.met(a.value(k.fact)) == Yes {
			c.Held(k.rule)
		}
	}
}

// checkBestFit is GRP-01: the declared group is the one that fits best.
func checkBestFit(c *Check, o *Organisation, path string) {
	best, certain := Suggest(o).fit.Group()
	switch {
	case !certain:
	case best == o.Group:
		c.Held(RuleGroupFits)
	default:
		c.Break(RuleGroupFits, path+".group", o.nameArg(), i18n.Term("group", o.Group.TextKey()),
			i18n.Term("best", best.TextKey()), i18n.Term("kind", o.Kind.TextKey()))
	}
}

// checkKind is ORG-01: no stated fact contradicts the definition of the kind.
func checkKind(c *Check, o *Organisation, path string) {
	yes, no := o.Facts.sets()
	p := presumed[o.Kind.index()]
	contradicted := yes&p.no() | no&p.yes()
	if contradicted == 0 {
		c.Held(RuleKindAgrees)
		return
	}
	for _, f := range AllFacts() {
		if contradicted.has(f) {
			c.Break(RuleKindAgrees, factPath(path, f), o.nameArg(), i18n.Term("fact", f.TextKey()),
				i18n.Term("kind", o.Kind.TextKey()), i18n.Term("stated", truthKey(p.value(f).Not())), i18n.Term("presumed", truthKey(p.value(f))))
		}
	}
}

func factPath(path string, f Fact) string { return path + ".facts." + f.String() }

func truthKey(t Truth) string { return "truth." + t.String() }
