package dialog

import (
	"iter"

	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// An Outcome answers whether an organisation belongs to a group. The zero value
// is invalid.
type Outcome uint8

// The outcomes.
const (
	Eligible     Outcome = iota + 1 // it belongs to the group, whatever is still unknown
	NotEligible                     // it does not, whatever is still unknown
	Undetermined                    // what is known does not decide it
)

var outcomes = enum.New("outcome", Eligible, "eligible", "not-eligible", "undetermined")

// String returns "eligible", "not-eligible" or "undetermined".
func (o Outcome) String() string { return outcomes.Name(o) }

// TextKey returns the key of the outcome's name in package i18n.
func (o Outcome) TextKey() string { return "outcome." + o.String() }

// ParseOutcome is the inverse of [Outcome.String].
func ParseOutcome(s string) (Outcome, error) { return outcomes.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (o Outcome) MarshalText() ([]byte, error) { return outcomes.Marshal(o) }

// UnmarshalText reads a name, see [ParseOutcome].
func (o *Outcome) UnmarshalText(text []byte) error { return outcomes.Unmarshal(text, o) }

// Allowed lists the names in the order of the constants.
func (Outcome) Allowed() []string { return outcomes.Allowed() }

func (o Outcome) truth() Truth {
	switch o {
	case Eligible:
		return Yes
	case NotEligible:
		return No
	}
	return Unknown
}

// A criterion asks for one answer to one fact.
type criterion struct {
	rule    RuleID
	fact    Fact
	want    Truth
	reasons *[16]Reason // by the bits of the fact's lane in answers
}

// met reports whether an answer fulfils the criterion.
func (k criterion) met(t Truth) Truth {
	if k.want == No {
		return t.Not()
	}
	return t
}

// A demand is what a group asks for: all of its criteria, or any of them.
type demand struct {
	criteria []criterion
	any      bool
	yes, no  factSet // the facts that are wanted as yes and as no
}

// demands lists what each group asks for. For civil society all must hold; they
// paraphrase the source, section "Zielsetzung des Dialogs": a field between the
// state (CIV-03), business (CIV-04) and private life (CIV-01), made of people's
// engagement (CIV-02), not profit-oriented (CIV-05), free of party-political
// interest (CIV-06). The source does not define the other groups; they ask for
// one thing each, and business for one of two.
var demands = complete([GroupCount + 1]demand{
	CivilSociety: {criteria: []criterion{
		{rule: RuleOrganised, fact: FactOrganised, want: Yes},
		{rule: RuleCitizens, fact: FactCitizens, want: Yes},
		{rule: RuleOutsideState, fact: FactState, want: No},
		{rule: RuleOutsideMarket, fact: FactBusinessInterest, want: No},
		{rule: RuleNotForProfit, fact: FactForProfit, want: No},
		{rule: RuleNoParty, fact: FactPartyPolitical, want: No},
	}},
	Science:         {criteria: []criterion{{rule: RuleScience, fact: FactResearch, want: Yes}}},
	CultureAndMedia: {criteria: []criterion{{rule: RuleCulture, fact: FactCultureMedia, want: Yes}}},
	Business:        {criteria: []criterion{{rule: RuleBusiness, fact: FactForProfit, want: Yes}, {rule: RuleBusiness, fact: FactBusinessInterest, want: Yes}}, any: true},
	Government:      {criteria: []criterion{{rule: RuleGovernment, fact: FactState, want: Yes}}},
})

// complete fills in what follows from the criteria.
func complete(ds [GroupCount + 1]demand) [GroupCount + 1]demand {
	for i := range ds {
		for j := range ds[i].criteria {
			k := &ds[i].criteria[j]
			if k.want == Yes {
				ds[i].yes |= setOf(k.fact)
			} else {
				ds[i].no |= setOf(k.fact)
			}
			k.reasons = new([16]Reason)
			for lane := range k.reasons {
				v := Truth(lane & 3)
				k.reasons[lane] = Reason{Rule: k.rule, Fact: k.fact, Value: v, Met: k.met(v), Evidence: evidenceOf[lane]}
			}
		}
	}
	return ds
}

// An Assessment says whether an organisation belongs to a group and why. It is a
// small value without pointers into the organisation; making one and asking
// [Assessment.Next] allocates nothing.
type Assessment struct {
	answers
	verdict
	determination *Determination // the last that decided something
}

type verdict struct {
	group   Group
	outcome Outcome
	kind    OrganisationKind
	whole   bool // the determination settles the group, not a single rule
}

// Assess applies the rules of one group to an organisation. For a group outside
// the enumeration the outcome is the invalid zero.
func Assess(o *Organisation, g Group) Assessment {
	a := o.answers()
	return Assessment{answers: a, verdict: verdict{group: g, outcome: a.decide(g), kind: o.Kind}}
}

// decide finds the outcome that all ways of filling in the unknown facts share,
// Undetermined where they differ. The criteria of a group ask for different
// facts, so every way is possible, and one certain failure (where any criterion
// is enough, one certain success) is all it takes.
func (a answers) decide(g Group) Outcome {
	if g == 0 || g > GroupCount {
		return 0
	}
	d := &demands[g]
	met, failed := a.yes()&d.yes|a.no()&d.no, a.no()&d.yes|a.yes()&d.no
	switch open := (d.yes | d.no) &^ a.known(); {
	case d.any && met != 0:
		return Eligible
	case !d.any && failed != 0:
		return NotEligible
	case open != 0:
		return Undetermined
	case d.any:
		return NotEligible
	}
	return Eligible
}

// criteria lists those of the group, none for a group outside the enumeration.
func (a Assessment) criteria() []criterion {
	if a.group > GroupCount {
		return nil
	}
	return demands[a.group].criteria
}

// Group returns the group in question.
func (a Assessment) Group() Group { return a.group }

// Outcome returns the answer.
func (a Assessment) Outcome() Outcome { return a.outcome }

// Determination returns the decision of the programme office that decided the
// outcome or a part of it, nil where the rules alone did.
func (a Assessment) Determination() *Determination { return a.determination }

// Rule returns the rule that explains the outcome best: the first broken one,
// or, of an undetermined outcome, the one that the next question belongs to.
// For an eligible organisation it is the rule of a group that has only one, and
// empty for civil society, where all have to hold.
func (a Assessment) Rule() RuleID {
	if a.outcome == Undetermined {
		q, _ := a.Next()
		return q.Rule
	}
	for _, k := range a.criteria() {
		if a.outcome == NotEligible && k.met(a.value(k.fact)) == No || a.group != CivilSociety {
			return k.rule
		}
	}
	return ""
}

// telling is, for business, the index of the criterion that says most: one that
// is met, else one that is open, asked first, else the first.
func (a Assessment) telling() int {
	list := a.criteria()
	for i, k := range list {
		if k.met(a.value(k.fact)) == Yes {
			return i
		}
	}
	for _, f := range questionOrder[a.kind.index()][a.group] {
		for i, k := range list {
			if k.fact == f && a.unknown(f) {
				return i
			}
		}
	}
	return 0
}

// Reasons yields one reason per criterion of the group, in the order of the rules.
func (a Assessment) Reasons() iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		list := a.criteria()
		for i := range list {
			if !yield(list[i].reasons[a.lane(list[i].fact)&15]) {
				return
			}
		}
	}
}

// Questions yields the facts that are still open and would decide an
// undetermined outcome, best first: asking them in this order until the outcome
// is decided takes the least number of questions to be expected under
// [OrganisationKind.Prior]. A decided outcome has no questions.
func (a Assessment) Questions() iter.Seq[Question] {
	return func(yield func(Question) bool) {
		if a.outcome != Undetermined {
			return
		}
		for _, f := range questionOrder[a.kind.index()][a.group] {
			if a.unknown(f) && !yield(a.question(f)) {
				return
			}
		}
	}
}

// Next returns the first of [Assessment.Questions].
func (a Assessment) Next() (Question, bool) {
	if a.outcome == Undetermined {
		for _, f := range questionOrder[a.kind.index()][a.group] {
			if a.unknown(f) {
				return a.question(f), true
			}
		}
	}
	return Question{}, false
}

func (a Assessment) question(f Fact) Question {
	for _, k := range a.criteria() {
		if k.fact == f {
			return Question{Fact: f, Rule: k.rule, Kind: a.kind}
		}
	}
	return Question{}
}
