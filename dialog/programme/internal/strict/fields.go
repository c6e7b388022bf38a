package strict

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"
)

// A ScalarSetter is a map, slice or struct type that may also be written as one
// plain scalar, such as a text that is given in one language only.
type ScalarSetter interface{ SetScalar(string) }

var (
	textType   = reflect.TypeFor[encoding.TextUnmarshaler]()
	setterType = reflect.TypeFor[ScalarSetter]()
)

// A typeInfo is what the decoder needs to know about a Go type.
type typeInfo struct {
	text   bool     // a scalar that reads itself
	setter bool     // takes a scalar besides what its kind takes
	names  []string // of the fields of a struct, in order
	fields map[string]field
}

type field struct {
	index []int // for reflect.Value.FieldByIndex
	order int   // in names
}

// A Field is one key of a mapping that a struct type describes.
type Field struct {
	Name   string
	Struct reflect.StructField
	Owner  reflect.Type // the struct that declares it, which differs where it is embedded
	Index  []int        // from the outer struct
}

// Fields returns the keys that a struct type takes, in the order of its fields.
// They come from `yaml:"name"` tags; a field without one, or with the name "-",
// is not part of the file, but the fields of an embedded struct (without a name,
// or with the option inline) are. Package schema reads types the same way.
func Fields(t reflect.Type) []Field {
	var out []Field
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		inline := strings.Contains(","+options+",", ",inline,")
		switch {
		case f.Type.Kind() == reflect.Struct && (inline || f.Anonymous && name == ""):
			for _, inner := range Fields(f.Type) {
				inner.Index = append([]int{i}, inner.Index...)
				out = append(out, inner)
			}
		case name != "" && name != "-" && f.IsExported():
			out = append(out, Field{Name: name, Struct: f, Owner: t, Index: []int{i}})
		}
	}
	return out
}

// IsText reports whether a scalar of type t reads its own text.
func IsText(t reflect.Type) bool { return reflect.PointerTo(t).Implements(textType) }

// TakesScalar reports whether t, a map, slice or struct, is also a plain scalar.
func TakesScalar(t reflect.Type) bool { return reflect.PointerTo(t).Implements(setterType) }

// Allowed returns the names that a type takes, where it says so with a method
// Allowed() []string on the type or its pointer; nil where it does not.
func Allowed(t reflect.Type) []string {
	if a, ok := reflect.New(t).Interface().(interface{ Allowed() []string }); ok {
		return a.Allowed()
	}
	return nil
}

func newTypeInfo(t reflect.Type) *typeInfo {
	info := &typeInfo{text: IsText(t), setter: TakesScalar(t)}
	if info.text || t.Kind() != reflect.Struct {
		return info
	}
	info.fields = map[string]field{}
	for _, f := range Fields(t) {
		if _, dup := info.fields[f.Name]; dup {
			panic(fmt.Sprintf("strict: Decode: %v has two fields %q", t, f.Name))
		}
		info.fields[f.Name] = field{index: f.Index, order: len(info.names)}
		info.names = append(info.names, f.Name)
	}
	return info
}
