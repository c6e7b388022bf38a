package main

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
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
	Months       months `form:"months" json:"months" binding:"omitempty,workstream_months"`
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

// entries are the fields by their names in the form.
func (f *form) entries() map[string]*string {
	return map[string]*string{
		"role": &f.Role, "organisation": &f.Organisation, "kind": &f.Kind, "group": &f.Group,
		"email": &f.Email, "arrival": &f.Arrival, "idea": &f.Idea, "months": (*string)(&f.Months),
	}
}

// tidy takes away what nobody means to enter: blanks around a text, so that one of blanks
// alone is missing, and the returns that browsers send with line feeds and that would
// count as characters.
func (f *form) tidy() {
	for _, s := range f.entries() {
		*s = strings.TrimSpace(strings.ReplaceAll(*s, "\r\n", "\n"))
	}
}

// months is a number as it was entered. Were it an int, "abc" and "6.5" would fail while
// the form is read, with no word on which field it was, and be gone.
type months string

// ValidatorValue gives the validator the number, and what is none as it is, which the tag
// refuses. So is 0, because a number 0 would count as nothing entered.
func (m months) ValidatorValue() any {
	if n, err := strconv.Atoi(string(m)); err == nil && n != 0 {
		return n
	}
	return string(m)
}

// UnmarshalJSON keeps the value as it stands there; a whole number is wanted.
func (m *months) UnmarshalJSON(data []byte) error {
	if string(data) != "null" {
		*m = months(data)
	}
	return nil
}
