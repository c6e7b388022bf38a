package main

import (
	"errors"
	"fmt"
	"reflect"
	"sync"

	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A form is this program's own. The tags stakeholder_group, organisation_kind,
// workstream_months and civil_day are this module's.
type form struct {
	Role         string `form:"role" json:"role" binding:"required,max=100"`
	Organisation string `form:"organisation" json:"organisation" binding:"required,max=200"`
	Kind         string `form:"kind" json:"kind" binding:"required,organisation_kind"`
	Group        string `form:"group" json:"group" binding:"required,stakeholder_group"`
	Email        string `form:"email" json:"email" binding:"omitempty,email,max=200"`
	Arrival      string `form:"arrival" json:"arrival" binding:"omitempty,civil_day"`
	Idea         string `form:"idea" json:"idea" binding:"max=500"`
	Months       int    `form:"months" json:"months" binding:"omitempty,workstream_months"`
}

// setUp teaches gin's validator the tags of this module, and to call fields by their
// names in forms. The validator is gin's one and only, so this is done once.
var setUp = sync.OnceValue(func() error {
	v, ok := binding.Validator.Engine().(*validator.Validate)
	if !ok {
		return errors.New("gin validates with something else")
	}
	v.RegisterTagNameFunc(func(f reflect.StructField) string { return f.Tag.Get("form") })
	return programme.RegisterValidations(v)
})

// A fault is what is wrong with a field.
type fault struct {
	Field   string `json:"field"` // as the form names it; "" for the form as a whole
	Message string `json:"message"`
}

// faults turns an error of gin's binding into messages in the language of l.
func faults(err error, l *i18n.Localizer, t texts) []fault {
	var fields validator.ValidationErrors
	if !errors.As(err, &fields) {
		return []fault{{"", t["unreadable"]}}
	}
	var out []fault
	for _, f := range fields {
		out = append(out, fault{f.Field(), dialog.ValidationMessage(f, l)})
	}
	return out
}

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
