package dialog

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// Tags for form structs of hosts, see [RegisterValidations]. On a string field
// each accepts exactly what the matching ParseX function reads.
const (
	TagGroup            = "stakeholder_group" // one of the five groups, such as "civil-society"
	TagOrganisationKind = "organisation_kind" // a kind of organisation, such as "foundation"
	TagTruth            = "dfc_fact"          // "yes", "no" or "unknown"
	TagDate             = "civil_date"        // a date to the day, month or year, or "unknown"
	TagDay              = "civil_day"         // a date to the day
	TagCycle            = "cycle_label"       // two consecutive years, "2024/2025"
	TagID               = "slug"              // an ID of a programme file
	TagRule             = "rule_id"           // the shape of a rule ID, "WST-01"
)

// maxID is the longest ID in characters.
const maxID = 64

// RegisterValidations adds the tags of this package to a validator, so that a
// host can use them on its own form structs, and teaches it the types of this
// package ("required" on a Date means that it is known). Domain packages have
// functions of the same name for their own tags.
func RegisterValidations(v *validator.Validate) error {
	text := func(ok func(string) bool) validator.Func {
		return func(fl validator.FieldLevel) bool { return ok(textOf(fl.Field())) }
	}
	checks := map[string]func(string) bool{
		TagGroup:            func(s string) bool { _, err := ParseGroup(s); return err == nil },
		TagOrganisationKind: func(s string) bool { _, err := ParseOrganisationKind(s); return err == nil },
		TagTruth:            func(s string) bool { _, err := ParseTruth(s); return err == nil },
		TagDate:             func(s string) bool { _, err := ParseDate(s); return err == nil },
		TagDay:              func(s string) bool { d, err := ParseDate(s); return err == nil && d.Precision() == PrecisionDay },
		TagCycle:            func(s string) bool { _, _, err := ParseCycleLabel(s); return err == nil },
		TagID:               IsID,
		TagRule:             isRuleID,
	}
	for tag, ok := range checks {
		if err := v.RegisterValidation(tag, text(ok)); err != nil {
			return fmt.Errorf("register validation %s: %w", tag, err)
		}
	}
	v.RegisterCustomTypeFunc(func(f reflect.Value) any {
		if d := f.Interface().(Date); !d.IsZero() {
			return d.String()
		}
		return ""
	}, Date{})
	return nil
}

// textOf returns the text of a string field or of a value with a String method.
func textOf(f reflect.Value) string {
	if s, ok := f.Interface().(fmt.Stringer); ok {
		return s.String()
	}
	return f.String()
}

// IsID reports whether s can be an ID in a programme file: 1 to 64 letters,
// digits, hyphens, underscores and dots, beginning with a letter or digit.
func IsID(s string) bool {
	for i, r := range []byte(s) {
		letter := 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
		if !letter && (i == 0 || r != '-' && r != '_' && r != '.') {
			return false
		}
	}
	return 0 < len(s) && len(s) <= maxID
}

// isRuleID reports whether s has the shape of a [RuleID].
func isRuleID(s string) bool {
	area, number, ok := strings.Cut(s, "-")
	return ok && len(area) == 3 && len(number) == 2 && strings.Trim(area, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && strings.Trim(number, "0123456789") == ""
}

// ValidationMessage says in one sentence what a validator's error is about, from
// the texts of package i18n. Tags without a text of their own give a general
// sentence that names the tag, never a Go identifier alone.
func ValidationMessage(fe validator.FieldError, l *i18n.Localizer) string {
	if fe.Tag() == "required" {
		return l.Text("validation.required", i18n.Text("field", fe.Field()))
	}
	return l.Text("validation.message", ValidationArgs(fe)...)
}

// ValidationArgs returns the arguments of a sentence about a validator's error:
// "field", "value", and "want", which is what the tag asks for.
func ValidationArgs(fe validator.FieldError) []i18n.Arg {
	args := []i18n.Arg{i18n.Text("field", fe.Field()), i18n.Text("value", fmt.Sprint(fe.Value()))}
	key := "validation.want." + fe.Tag()
	if fe.Tag() == "min" || fe.Tag() == "max" {
		key += sizeOf(fe.Kind())
	}
	if !i18n.German().Has(key) {
		return append(args, i18n.Term("want", "validation.want.other"), i18n.Text("tag", fe.Tag()))
	}
	args = append(args, i18n.Term("want", key), i18n.List("allowed", strings.Fields(fe.Param())...))
	if n, err := strconv.Atoi(fe.Param()); err == nil {
		args = append(args, i18n.Int("n", n))
	}
	return args
}

// sizeOf says what min and max count: characters, entries, or the number itself.
func sizeOf(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "-characters"
	case reflect.Slice, reflect.Map, reflect.Array:
		return "-entries"
	}
	return ""
}

// RegisterTranslations makes a validator's own Translate method speak with the
// texts of package i18n, in the language of the translator, for the tags of this
// module and for those built-in tags that it has texts for.
func RegisterTranslations(v *validator.Validate, trans ut.Translator) error {
	l := i18n.Default().Localizer(strings.ReplaceAll(trans.Locale(), "_", "-"))
	for _, tag := range []string{
		"required", "min", "max", "len", "oneof", "email",
		TagGroup, TagOrganisationKind, TagTruth, TagDate, TagDay, TagCycle, TagID, TagRule,
	} {
		if err := RegisterTranslation(v, trans, tag, l); err != nil {
			return err
		}
	}
	return nil
}

// RegisterTranslation is [RegisterTranslations] for one tag of another package.
func RegisterTranslation(v *validator.Validate, trans ut.Translator, tag string, l *i18n.Localizer) error {
	err := v.RegisterTranslation(tag, trans,
		func(ut.Translator) error { return nil },
		func(_ ut.Translator, fe validator.FieldError) string { return ValidationMessage(fe, l) })
	if err != nil {
		return fmt.Errorf("register translation of %s: %w", tag, err)
	}
	return nil
}
