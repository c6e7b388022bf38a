package schema_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/schema"
)

// colour stands for an enumeration whose zero value is invalid.
type colour uint8

var colours = []string{"red", "green", "1"}

func (c *colour) UnmarshalText(text []byte) error {
	i := slices.Index(colours, string(text))
	if i < 0 {
		return fmt.Errorf("unknown colour")
	}
	*c = colour(i + 1)
	return nil
}

func (colour) Allowed() []string { return colours }

// fact stands for an enumeration whose zero value is "unknown".
type fact uint8

var facts = []string{"unknown", "yes", "no"}

func (f fact) MarshalText() ([]byte, error) { return []byte(facts[f]), nil }

func (f *fact) UnmarshalText(text []byte) error {
	i := slices.Index(facts, string(text))
	if i < 0 {
		return fmt.Errorf("unknown fact")
	}
	*f = fact(i)
	return nil
}

func (fact) Allowed() []string { return facts }

// day stands for a type with a pattern.
type day string

func (d *day) UnmarshalText(text []byte) error {
	if !regexp.MustCompile(d.SchemaPattern()).Match(text) {
		return fmt.Errorf("not a day")
	}
	*d = day(text)
	return nil
}

func (day) SchemaPattern() string { return `^[0-9]{4}-[0-9]{2}-[0-9]{2}$` }

// year stands for a type that may be a bare number, which Options.Types describes.
type year struct{ text string }

func (y *year) UnmarshalText(text []byte) error {
	if !regexp.MustCompile(`^[1-9][0-9]{3}$`).Match(text) {
		return fmt.Errorf("not a year")
	}
	y.text = string(text)
	return nil
}

type texts map[string]string

func (t *texts) SetScalar(s string) { *t = texts{"": s} }

type words []string

func (w *words) SetScalar(s string) { *w = words{s} }

type base struct {
	Note string `yaml:"note,omitempty" validate:"max=200"`
}

type span struct {
	Start year `yaml:"start" validate:"required"`
	End   year `yaml:"end,omitempty"`
}

type loose struct {
	Any string `yaml:"any,omitempty"`
}

type node struct {
	Name  string `yaml:"name" validate:"required,max=4"`
	Nodes []node `yaml:"nodes,omitempty" validate:"dive"`
}

type sample struct {
	base     `yaml:",inline"`
	ID       string         `yaml:"id" validate:"required,slug"`
	Parent   string         `yaml:"parent,omitempty" validate:"omitempty,slug"`
	Number   int            `yaml:"number" validate:"required,min=-3,max=999"`
	Big      int            `yaml:"big,omitempty"`
	Small    uint8          `yaml:"small,omitempty"`
	Rank     int            `yaml:"rank,omitempty" validate:"omitempty,oneof=2 4"`
	Level    int            `yaml:"level" validate:"min=1"`
	Flag     bool           `yaml:"flag,omitempty"`
	Agreed   bool           `yaml:"agreed" validate:"required"`
	Colour   colour         `yaml:"colour" validate:"required"`
	Tint     colour         `yaml:"tint,omitempty"`
	Fact     fact           `yaml:"fact,omitempty"`
	Known    fact           `yaml:"known" validate:"required"`
	Day      day            `yaml:"day,omitempty"`
	Span     span           `yaml:"span"`
	Loose    loose          `yaml:"loose,omitempty"`
	Maybe    *int           `yaml:"maybe,omitempty"`
	Other    *span          `yaml:"other,omitempty"`
	Kind     string         `yaml:"kind,omitempty" validate:"omitempty,oneof=a 'b c' 7"`
	Title    texts          `yaml:"title" validate:"required,max=2"`
	Summary  texts          `yaml:"summary,omitempty" validate:"omitempty,min=2"`
	Words    words          `yaml:"words,omitempty" validate:"max=2,dive,max=3"`
	Tags     []string       `yaml:"tags,omitempty" validate:"max=2,unique,dive,required"`
	Limits   map[string]int `yaml:"limits,omitempty" validate:"dive,keys,max=3,endkeys,gt=0,lt=10"`
	Nodes    []node         `yaml:"nodes,omitempty" validate:"dive"`
	Either   string         `yaml:"either,omitempty" validate:"crossfield"`
	Internal string         `yaml:"-" validate:"nosuchtag"`
}

func options() schema.Options {
	return schema.Options{
		ID: "https://example.org/sample.schema.json", Title: "Sample", Description: "A sample.",
		Describe: func(owner reflect.Type, key string) string {
			if key == "number" || owner == reflect.TypeFor[texts]() || owner == reflect.TypeFor[base]() {
				return strings.TrimSpace(owner.Name() + " " + key + " <described>")
			}
			return ""
		},
		Types: map[reflect.Type]schema.Fragment{
			reflect.TypeFor[year](): {"anyOf": []any{
				schema.Fragment{"type": "string", "pattern": "^[1-9][0-9]{3}$"},
				schema.Fragment{"type": "integer", "minimum": 1000, "maximum": 9999},
			}},
		},
		Tags: map[string]schema.Fragment{"slug": {"pattern": "^[a-z][a-z0-9-]*$"}, "crossfield": nil},
	}
}

func newValidator() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	slug := regexp.MustCompile("^[a-z][a-z0-9-]*$")
	must := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	must(v.RegisterValidation("slug", func(fl validator.FieldLevel) bool { return slug.MatchString(fl.Field().String()) }))
	must(v.RegisterValidation("crossfield", func(validator.FieldLevel) bool { return true }))
	must(v.RegisterValidation("nosuchtag", func(validator.FieldLevel) bool { return true }))
	v.RegisterCustomTypeFunc(func(f reflect.Value) any { return f.Interface().(year).text }, year{})
	return v
}
