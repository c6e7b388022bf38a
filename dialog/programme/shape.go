package programme

import (
	"errors"
	"reflect"
	"strings"
	"sync"

	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// shape applies the rules about the file: what the reader found, what the struct
// tags ask for, and IDs that stand twice.
func (c *checker) shape() {
	found := map[dialog.RuleID]bool{}
	add := func(f dialog.Finding) {
		found[f.Rule] = true
		c.Add(f)
	}
	if c.programme.source != nil {
		for _, f := range c.programme.source.findings {
			add(f)
		}
	}
	for _, f := range c.tags() {
		add(f)
	}
	for _, f := range duplicateIDs(c.programme) {
		add(f)
	}
	for _, f := range c.dangling() {
		add(f)
	}
	for _, rule := range documentRules() {
		if rule.On == dialog.OnFile && !found[rule.ID] {
			c.Held(rule.ID)
		}
	}
}

// tags applies the struct tags to the programme. What the reader has already
// reported at the same place is left out.
func (c *checker) tags() []dialog.Finding {
	known := map[string]bool{}
	if c.programme.source != nil {
		for _, f := range c.programme.source.findings {
			known[f.Path] = true
		}
	}
	return tagFindings(c.programme, known)
}

// tagFindings runs the validator over a struct and turns what it says into
// findings, but for paths that are known or lie below a known one.
func tagFindings(v any, known map[string]bool) []dialog.Finding {
	validate, err := structTags()
	if err != nil {
		panic("dialog/programme: tagFindings: " + err.Error()) // a tag of our own that the validator does not know
	}
	var faults validator.ValidationErrors
	if !errors.As(validate.Struct(v), &faults) {
		return nil
	}
	var out []dialog.Finding
	for _, fe := range faults {
		_, path, _ := strings.Cut(fe.Namespace(), ".") // without the name of the struct
		if covered(known, path) {
			continue
		}
		f := dialog.Finding{Rule: RuleLimits, Path: path, Args: dialog.ValidationArgs(fe)}
		if fe.Tag() == "required" {
			f.Rule, f.Args = RuleRequired, []i18n.Arg{i18n.Text("field", fe.Field())}
		}
		out = append(out, f)
	}
	return out
}

// RegisterTranslations makes a validator's own messages speak with the texts of
// package i18n for the tags of all packages, see [dialog.RegisterTranslations].
func RegisterTranslations(v *validator.Validate, trans ut.Translator) error {
	if err := dialog.RegisterTranslations(v, trans); err != nil {
		return err
	}
	l := i18n.Default().Localizer(strings.ReplaceAll(trans.Locale(), "_", "-"))
	return dialog.RegisterTranslation(v, trans, workstream.TagMonths, l)
}

// covered reports whether a path, or one above it, is among the known ones.
func covered(known map[string]bool, path string) bool {
	if len(known) == 0 {
		return false
	}
	for i := len(path); i > 0; i-- {
		if (i == len(path) || path[i] == '.' || path[i] == '[') && known[path[:i]] {
			return true
		}
	}
	return known[""]
}

// structTags returns the validator of programme files, built once; it caches
// what it knows of the structs and is safe for concurrent use.
var structTags = sync.OnceValues(func() (*validator.Validate, error) {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		return name
	})
	return v, RegisterValidations(v)
})

// RegisterValidations adds the tags of all packages to a validator, see
// [dialog.RegisterValidations].
func RegisterValidations(v *validator.Validate) error {
	for _, register := range []func(*validator.Validate) error{dialog.RegisterValidations, workstream.RegisterValidations} {
		if err := register(v); err != nil {
			return err
		}
	}
	return nil
}
