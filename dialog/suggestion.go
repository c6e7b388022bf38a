package dialog

import (
	"iter"

	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// A Fit says which group fits an organisation best. The values of the groups are
// those of [Group]; the zero value is invalid.
type Fit uint8

// The fits.
const (
	FitCivilSociety    = Fit(CivilSociety)
	FitScience         = Fit(Science)
	FitCultureAndMedia = Fit(CultureAndMedia)
	FitBusiness        = Fit(Business)
	FitGovernment      = Fit(Government)
	FitNone            = Fit(GroupCount + 1) // it belongs to no group
	FitUndetermined    = Fit(GroupCount + 2) // what is known does not decide it
)

var fits = enum.New("fit", FitCivilSociety, append(groups.Allowed(), "none", "undetermined")...)

// String returns the text form of the group, "none" or "undetermined".
func (f Fit) String() string { return fits.Name(f) }

// TextKey returns the key of the group's name in package i18n, "fit.none" or
// "fit.undetermined".
func (f Fit) TextKey() string {
	if g, ok := f.Group(); ok {
		return g.TextKey()
	}
	return "fit." + f.String()
}

// Group returns the group that fits, and false where none does or it is open.
func (f Fit) Group() (Group, bool) {
	g := Group(f)
	return g, groups.Valid(g)
}

// ParseFit is the inverse of [Fit.String].
func ParseFit(s string) (Fit, error) { return fits.Parse(s) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (f Fit) MarshalText() ([]byte, error) { return fits.Marshal(f) }

// UnmarshalText reads a text form, see [ParseFit].
func (f *Fit) UnmarshalText(text []byte) error { return fits.Unmarshal(text, f) }

// Allowed lists the text forms in the order of the values.
func (Fit) Allowed() []string { return fits.Allowed() }

// precedence is the order in which [Suggest] goes through the facts; the first
// that is yes names the group. The source is silent where an organisation could
// stand in two groups, so the order is a choice of this module (basis "choice"),
// from the special to the general:
//
// A main activity in culture and media or in science tells more than who owns or
// funds it: a state university is science first, a newspaper for profit is media.
// Speaking for businesses comes before the state, so that a chamber under public
// law is business. Profit comes after the state, so that an authority that
// charges fees is government. Civil society comes last, because it is defined by
// what it is not.
var precedence = [...]struct {
	fact Fact
	fit  Fit
	rule RuleID
}{
	{FactCultureMedia, FitCultureAndMedia, RuleCulture},
	{FactResearch, FitScience, RuleScience},
	{FactBusinessInterest, FitBusiness, RuleBusiness},
	{FactState, FitGovernment, RuleGovernment},
	{FactForProfit, FitBusiness, RuleBusiness},
}

// A Suggestion says which group fits an organisation best, and why. Like
// [Assessment] it is a small value.
type Suggestion struct {
	answers
	kind OrganisationKind
	fit  Fit
}

// Suggest finds the group that fits an organisation best, see [Suggestion.Reasons]
// for the order of precedence. It is undetermined where the unknown facts could
// make a difference, and only there.
func Suggest(o *Organisation) Suggestion {
	s := Suggestion{answers: o.answers(), kind: o.Kind}
	s.fit = s.from(0).single()
	return s
}

// A fitSet has bit f set for each Fit f that is possible.
type fitSet uint8

// single returns the only member, FitUndetermined where there are several.
func (s fitSet) single() Fit {
	for f := FitCivilSociety; f <= FitNone; f++ {
		if s == 1<<f {
			return f
		}
	}
	return FitUndetermined
}

// from returns what is possible when the facts of precedence before index i are
// no. The facts are independent of one another, so every combination of answers
// to the unknown ones is possible, and the set is exact.
func (s Suggestion) from(i int) (possible fitSet) {
	for _, p := range precedence[i:] {
		switch s.value(p.fact) {
		case Yes:
			return possible | 1<<p.fit
		case Unknown:
			possible |= 1 << p.fit
		}
	}
	// What is left of civil society's criteria once the facts above are no.
	wanted := setOf(FactOrganised) | setOf(FactCitizens)
	switch {
	case s.no()&wanted != 0 || s.yes().has(FactPartyPolitical):
		return possible | 1<<FitNone
	case s.yes()&wanted == wanted && s.no().has(FactPartyPolitical):
		return possible | 1<<FitCivilSociety
	}
	return possible | 1<<FitCivilSociety | 1<<FitNone
}

// Fit returns the answer.
func (s Suggestion) Fit() Fit { return s.fit }

// Rule returns the rule that explains the answer best: the one that the group
// rests on; for none, the first broken rule of civil society; for an
// undetermined answer, the one that the next question belongs to. It is empty
// for civil society, where all have to hold.
func (s Suggestion) Rule() RuleID {
	switch s.fit {
	case FitUndetermined:
		q, _ := s.Next()
		return q.Rule
	case FitCivilSociety:
		return ""
	case FitNone:
		return s.civil().Rule()
	}
	for _, p := range precedence {
		if p.fit == s.fit {
			return p.rule
		}
	}
	return ""
}

// civil is the assessment for civil society under the same answers.
func (s Suggestion) civil() Assessment {
	return Assessment{answers: s.answers, verdict: verdict{group: CivilSociety, outcome: s.decide(CivilSociety), kind: s.kind}}
}

// Reasons yields the answers on which the suggestion rests, in the order of
// precedence (cultural or media work, research, speaking for businesses, the
// state, profit, then the criteria of civil society) up to the one that decides.
func (s Suggestion) Reasons() iter.Seq[Reason] {
	return func(yield func(Reason) bool) {
		for _, p := range precedence {
			v := s.value(p.fact)
			r := Reason{Rule: p.rule, Fact: p.fact, Value: v, Met: v, Evidence: s.evidence(p.fact)}
			if !yield(r) || v == Yes {
				return
			}
		}
		for r := range s.civil().Reasons() {
			if !inPrecedence(r.Fact) && !yield(r) {
				return
			}
		}
	}
}

func inPrecedence(f Fact) bool {
	return f == FactCultureMedia || f == FactResearch || f == FactBusinessInterest || f == FactState || f == FactForProfit
}

// Questions yields the open facts that can still make a difference, in the order
// of precedence and then in the order of [Assessment.Questions].
func (s Suggestion) Questions() iter.Seq[Question] {
	return func(yield func(Question) bool) {
		for i, p := range precedence {
			switch {
			case s.value(p.fact) == Yes:
				return
			case s.unknown(p.fact) && s.from(i+1) != 1<<p.fit:
				if !yield(Question{Fact: p.fact, Rule: p.rule, Kind: s.kind}) {
					return
				}
			}
		}
		if s.from(len(precedence)).single() != FitUndetermined {
			return
		}
		c := s.civil()
		for _, f := range questionOrder[s.kind.index()][CivilSociety] {
			if s.unknown(f) && !inPrecedence(f) && !yield(c.question(f)) {
				return
			}
		}
	}
}

// Next returns the first of [Suggestion.Questions].
func (s Suggestion) Next() (Question, bool) {
	for q := range s.Questions() {
		return q, true
	}
	return Question{}, false
}
