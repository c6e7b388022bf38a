package main

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// An assessment is what the rules say of the organisation.
type assessment struct {
	Outcome  string   `json:"outcome"`  // "eligible", "not-eligible" or "undetermined"
	Text     string   `json:"text"`     // the same for people
	Reasons  []string `json:"reasons"`  //
	Question string   `json:"question"` // what would decide it; "" when it is decided
}

// assess says whether the organisation belongs to the group. Both words were validated.
func (f form) assess(l *i18n.Localizer) (assessment, error) {
	kind, err := dialog.ParseOrganisationKind(f.Kind)
	if err != nil {
		return assessment{}, fmt.Errorf("kind: %w", err)
	}
	group, err := dialog.ParseGroup(f.Group)
	if err != nil {
		return assessment{}, fmt.Errorf("group: %w", err)
	}
	a := dialog.Assess(&dialog.Organisation{Kind: kind}, group)
	out := assessment{Outcome: a.Outcome().String(), Text: l.Text("widget.eligibility.group-outcome."+a.Outcome().String(), i18n.Term("group", group.TextKey())), Reasons: []string{}}
	for r := range a.Reasons() {
		out.Reasons = append(out.Reasons, l.Text(r.TextKey()))
	}
	if q, open := a.Next(); open {
		out.Question = l.Text(q.TextKey())
	}
	return out, nil
}
