package main

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A fault is what is wrong with a field.
type fault struct {
	Field   string `json:"field"` // as the form names it; "" for the form as a whole
	Message string `json:"message"`
}

// faults turns an error of reading into messages in the language of l.
func faults(err error, l *i18n.Localizer, t texts) []fault {
	var invalid validator.ValidationErrors
	var unknown unknownFields
	var mistyped *json.UnmarshalTypeError
	switch {
	case errors.As(err, &invalid):
		var out []fault
		for _, f := range invalid {
			out = append(out, fault{f.Field(), dialog.ValidationMessage(labelled{f, t[f.Field()]}, l)})
		}
		return out
	case errors.As(err, &unknown):
		var out []fault
		for _, name := range unknown {
			out = append(out, fault{name, t.about("unknown", shorten(name))})
		}
		return out
	case isTooLarge(err):
		return []fault{{"", t["too-large"]}}
	case errors.Is(err, errUnreadable):
		return []fault{{"", t["unreadable"]}}
	case errors.As(err, &mistyped):
		return []fault{{mistyped.Field, t.about("text-wanted", t[mistyped.Field])}}
	}
	return []fault{{"", t["unreadable"]}}
}

// A labelled is a validator's error about a field that people know by its label on the
// page, in their language. The validator knows one name for each field, and once for all.
type labelled struct {
	validator.FieldError
	label string
}

// Field is what the message calls the field.
func (e labelled) Field() string { return e.label }

// Value is what the message quotes. Who entered 501 characters need not read them all.
func (e labelled) Value() any {
	if s, ok := e.FieldError.Value().(string); ok {
		return shorten(s)
	}
	return e.FieldError.Value()
}

// quoted is how many characters of a value a message repeats.
const quoted = 40

// shorten makes one line of a text, and a short one.
func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > quoted {
		return strings.TrimSpace(string(r[:quoted-1])) + "…"
	}
	return s
}
