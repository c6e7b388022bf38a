package ballot

import (
	"slices"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// maxSets is the number of possible sets that are listed.
const maxSets = 20

// outcome writes the title and, first of all, what came out.
func (e *explainer) outcome() {
	title := e.c.Title
	if title == "" {
		title = e.c.ID
	}
	e.title(e.Text("ballot.heading.title", i18n.Text("title", shown(title))))
	switch r := e.r; {
	case r.Outcome == Elected && len(r.Elected) == 0:
		e.strong(e.Text("ballot.outcome.nobody"))
	case r.Outcome == Elected && len(r.Elected) > 1:
		e.strong(e.Text("ballot.outcome.elected-several", e.names("names", r.Elected)))
	default:
		e.strong(e.Text(r.Outcome.TextKey(), e.names("names", r.Elected)))
	}
	if e.r.Outcome == Tied {
		e.possibleSets()
	}
	if e.r.Vacant > 0 {
		e.say("ballot.vacant.seats", i18n.Int("n", e.r.Vacant), i18n.Term("why", "ballot.vacant."+e.vacancy()))
	}
	if e.decidedByLot() {
		e.say("ballot.outcome.by-lot")
	}
}

// possibleSets lists who could be elected.
func (e *explainer) possibleSets() {
	r := e.r
	e.say("ballot.tied.sets", i18n.Int("n", len(r.Sets)))
	var items []string
	for _, set := range r.Sets[:min(len(r.Sets), maxSets)] {
		if len(set) == 0 {
			items = append(items, e.Text("ballot.tied.nobody"))
			continue
		}
		items = append(items, e.Text("ballot.tied.set", e.names("names", set)))
	}
	e.list(items)
	if more := len(r.Sets) - maxSets; more > 0 {
		e.say("ballot.tied.more", i18n.Int("n", more))
	}
	if r.Incomplete {
		e.say("ballot.tied.incomplete")
	}
	if len(r.Elected) > 0 {
		e.say("ballot.tied.certain", e.names("names", r.Elected))
	}
	if e.c.Tie == TieOpen {
		e.say("ballot.tied.open")
	} else {
		e.say("ballot.tied.lot")
	}
}

// decidedByLot reports whether the lot made the outcome.
func (e *explainer) decidedByLot() bool {
	return slices.ContainsFunc(e.r.Ties, func(t Tie) bool { return t.By == ByLot && t.Decisive == MadeOutcome })
}

// vacancy says why seats stayed vacant.
func (e *explainer) vacancy() string {
	standing := e.base.standing()
	switch {
	case e.base.uncontested():
		return "few-options"
	case !e.base.anybody():
		return "no-preference"
	case slices.ContainsFunc(e.r.Rounds, func(r Round) bool {
		return slices.ContainsFunc(slices.Concat(r.Elected,
			r.Deemed), e.isNone)
	}):
		return "none-of-these"
	case len(standing) < e.c.Seats:
		return "few-options"
	case e.c.Method == EqualShares && e.c.Variant.Completion == NoneLeft:
		return "not-affordable"
	case e.c.Cap > 0:
		return "cap"
	}
	return "nobody-left"
}

func (e *explainer) isNone(o int) bool { return o < len(e.c.Options) && e.c.Options[o].None }
