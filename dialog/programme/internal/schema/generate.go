package schema

import (
	"encoding"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
)

// Draft is the version of JSON Schema that is written.
const Draft = "https://json-schema.org/draft/2020-12/schema"

// A Fragment is a piece of a schema, by keyword. Its keys are written in
// alphabetical order.
type Fragment map[string]any

// Options say what the types do not. The zero value makes a schema without
// identity and descriptions.
type Options struct {
	ID          string // $id
	Title       string
	Description string

	// Describe returns what a person should know about a key of a struct type, or,
	// where key is "", about the type itself; "" for nothing.
	Describe func(owner reflect.Type, key string) string

	// Types gives the schema of types that read their own text in a form that is
	// neither a list of names nor one pattern, such as dates, which may be the bare
	// number of a year.
	Types map[reflect.Type]Fragment

	// Tags gives the keywords for validator tags of the application, by name; nil
	// for a tag that a schema cannot express. A tag that is in neither place is an
	// error, so that none is forgotten.
	Tags map[string]Fragment
}

// A Patterned type reads its own text, which a regular expression describes.
type Patterned interface{ SchemaPattern() string }

// ErrType is wrapped by the error for a Go type that the decoder does not take either.
var ErrType = errors.New("no schema for this type")

// Generate returns the schema of files that are decoded into a struct of type t,
// indented and with a line break at the end. Equal input makes equal bytes.
func Generate(t reflect.Type, o Options) ([]byte, error) {
	g := &generator{options: o, names: map[reflect.Type]string{}, defs: map[string]object{}}
	root, err := g.base(t)
	if err != nil {
		return nil, fmt.Errorf("generate schema: %w", err)
	}
	out := object{{"$schema", Draft}}
	for _, m := range (object{{"$id", o.ID}, {"title", o.Title}, {"description", o.Description}}) {
		if m.value != "" {
			out.set(m.key, m.value)
		}
	}
	out.merge(root)
	var defs object
	for _, name := range slices.Sorted(maps.Keys(g.defs)) {
		defs.set(name, g.defs[name])
	}
	if len(defs) > 0 {
		out.set("$defs", defs)
	}
	return indented(out)
}

type generator struct {
	options Options
	names   map[reflect.Type]string // of the definitions
	defs    map[string]object
}

// base returns the schema of a type without the tags of a field.
func (g *generator) base(t reflect.Type) (object, error) {
	if t.Kind() == reflect.Pointer {
		inner, err := g.base(t.Elem())
		return object{{"anyOf", []object{inner, {{"type", "null"}}}}}, err
	}
	if !g.defined(t) {
		return g.inline(t)
	}
	name, known := g.names[t]
	if !known {
		name = g.nameOf(t)
		g.names[t] = name
		g.defs[name] = nil // taken, also for types that contain themselves
		def, err := g.inline(t)
		if err != nil {
			return nil, err
		}
		if d := g.describe(t, ""); d != "" {
			def = append(object{{"description", d}}, def...)
		}
		g.defs[name] = def
	}
	return object{{"$ref", "#/$defs/" + name}}, nil
}

// defined reports whether a type gets a definition of its own: named types with
// something to say beyond their kind.
func (g *generator) defined(t reflect.Type) bool {
	if t.Name() == "" {
		return false
	}
	_, given := g.options.Types[t]
	k := t.Kind()
	return given || strict.IsText(t) || k == reflect.Struct || k == reflect.Map || k == reflect.Slice
}

// nameOf returns the name of a type's definition: its Go name, with the package
// before it where two packages have a type of that name.
func (g *generator) nameOf(t reflect.Type) string {
	name := t.Name()
	if _, taken := g.defs[name]; !taken {
		return name
	}
	pkg := t.PkgPath()
	name = pkg[strings.LastIndexByte(pkg, '/')+1:] + "." + name
	for base, i := name, 2; ; i++ {
		if _, taken := g.defs[name]; !taken {
			return name
		}
		name = fmt.Sprintf("%s.%d", base, i)
	}
}

func (g *generator) describe(owner reflect.Type, key string) string {
	if g.options.Describe == nil {
		return ""
	}
	return g.options.Describe(owner, key)
}

func (g *generator) inline(t reflect.Type) (object, error) {
	if f, ok := g.options.Types[t]; ok {
		return f.object(), nil
	}
	if strict.IsText(t) {
		return textual(t), nil
	}
	switch k := t.Kind(); {
	case k == reflect.Struct:
		o, err := g.structure(t)
		return orScalar(t, o), err
	case k == reflect.Map && t.Key().Kind() == reflect.String:
		elem, err := g.base(t.Elem())
		return orScalar(t, object{{"type", "object"}, {"additionalProperties", elem}}), err
	case k == reflect.Slice:
		elem, err := g.base(t.Elem())
		return orScalar(t, object{{"type", "array"}, {"items", elem}}), err
	case k == reflect.String:
		return scalar(), nil
	case k == reflect.Bool:
		return object{{"type", "boolean"}}, nil
	case reflect.Int <= k && k <= reflect.Uint64:
		low, high := bounds(t)
		return object{{"type", "integer"}, {"minimum", low}, {"maximum", high}}, nil
	}
	return nil, fmt.Errorf("%w: %v", ErrType, t)
}

// scalar is what a text field takes: the decoder keeps the letters of numbers
// and truth values, and refuses only null, lists and mappings.
func scalar() object { return object{{"type", []string{"string", "number", "boolean"}}} }

// orScalar adds the short form of types that also take a plain scalar.
func orScalar(t reflect.Type, o object) object {
	if !strict.TakesScalar(t) {
		return o
	}
	return object{{"oneOf", []object{scalar(), o}}}
}

// textual is the schema of a type that reads its own text: its names, or its
// pattern, or anything.
func textual(t reflect.Type) object {
	if names := strict.Allowed(t); names != nil {
		return object{{"enum", spellings(names)}}
	}
	if p, ok := reflect.New(t).Interface().(Patterned); ok {
		return object{{"type", "string"}, {"pattern", p.SchemaPattern()}}
	}
	return scalar()
}

// bounds are those of a Go integer type. JSON has none of its own.
func bounds(t reflect.Type) (low any, high any) {
	bits := t.Bits()
	if reflect.Zero(t).CanUint() {
		return uint64(0), uint64(math.MaxUint64) >> (64 - bits)
	}
	return int64(-1) << (bits - 1), int64(math.MaxInt64) >> (64 - bits)
}

func (g *generator) structure(t reflect.Type) (object, error) {
	var properties object
	var required []string
	for _, f := range strict.Fields(t) {
		p, err := g.field(f)
		if err != nil {
			return nil, fmt.Errorf("%v, key %s: %w", t, f.Name, err)
		}
		properties.set(f.Name, p)
		if g.mustStand(f.Struct.Type, f.Struct.Tag.Get("validate")) {
			required = append(required, f.Name)
		}
	}
	out := object{{"type", "object"}, {"properties", properties}}
	if len(required) > 0 {
		out.set("required", required)
	}
	out.set("additionalProperties", false)
	return out, nil
}

// field is the schema of a field with its tags and its description. Keywords
// beside a $ref hold as well, and most hold only for values of one type: the
// length of a list says nothing about the text that may stand in its place.
func (g *generator) field(f strict.Field) (object, error) {
	out, err := g.base(f.Struct.Type)
	if err != nil {
		return nil, err
	}
	out, err = g.constrain(out, f.Struct.Type, parseTags(f.Struct.Tag.Get("validate")))
	if err != nil {
		return nil, err
	}
	if d := g.describe(f.Owner, f.Name); d != "" {
		out = append(object{{"description", d}}, out...)
	}
	return out, nil
}

// object orders the keywords of a fragment.
func (f Fragment) object() object {
	var o object
	for _, k := range slices.Sorted(maps.Keys(f)) {
		o.set(k, f[k])
	}
	return o
}

// zeroTexts returns the text of a type's zero value, where the type reads that
// text back, such as "unknown" for a date: it stands for "not there", and a
// required field does not take it.
func zeroTexts(t reflect.Type) []string {
	m, ok := reflect.Zero(t).Interface().(encoding.TextMarshaler)
	if !ok {
		return nil
	}
	text, err := m.MarshalText()
	if err != nil {
		return nil
	}
	v := reflect.New(t)
	if v.Interface().(encoding.TextUnmarshaler).UnmarshalText(text) != nil || !v.Elem().IsZero() {
		return nil
	}
	return []string{string(text)}
}
