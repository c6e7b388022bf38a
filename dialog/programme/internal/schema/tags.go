package schema

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
)

// ErrTag is wrapped by the error for a validator tag that has no keywords.
var ErrTag = errors.New("no keywords for this validator tag: add it to Options.Tags, with nil where a schema cannot say it")

// A tag is one condition of a `validate` tag, such as max=200.
type tag struct{ name, param string }

// tags are the conditions of a field, of the keys of a map and of the entries
// below a "dive".
type tags struct {
	own       []tag
	required  bool
	omitEmpty bool
	keys      *tags
	dive      *tags
}

func parseTags(s string) *tags {
	out := &tags{}
	if s == "" || s == "-" {
		return out
	}
	parts := strings.Split(s, ",")
	for i := 0; i < len(parts); i++ {
		name, param, _ := strings.Cut(parts[i], "=")
		switch name {
		case "required":
			out.required = true
		case "omitempty", "omitnil", "omitzero":
			out.omitEmpty = true
		case "dive":
			rest := parts[i+1:]
			if end := slices.Index(rest, "endkeys"); end > 0 && rest[0] == "keys" {
				out.keys = parseTags(strings.Join(rest[1:end], ","))
				rest = rest[end+1:]
			}
			out.dive = parseTags(strings.Join(rest, ","))
			return out
		default:
			out.own = append(out.own, tag{name, param})
		}
	}
	return out
}

// constrain adds what the tags say to the schema of a type.
func (g *generator) constrain(base object, t reflect.Type, ts *tags) (object, error) {
	extra, err := g.keywords(t, ts)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(base)
	if ts.omitEmpty && len(extra) > 0 && !isCollection(t) {
		// omitempty lets the zero value pass, whatever follows.
		loose := object{{"const", zeroOf(t)}}
		tight := slices.Clone(base)
		mergeKeywords(&tight, extra)
		return object{{"anyOf", []object{loose, tight}}}, nil
	}
	mergeKeywords(&out, extra)
	if ts.dive != nil {
		if err := g.dive(&out, t, ts); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// mergeKeywords adds keywords; a "not" is joined with one that is there.
func mergeKeywords(o *object, extra object) {
	for _, m := range extra {
		if old := o.get(m.key); m.key == "not" && old != nil {
			o.set("not", object{{"anyOf", []any{old, m.value}}})
			continue
		}
		o.set(m.key, m.value)
	}
}

func (g *generator) dive(out *object, t reflect.Type, ts *tags) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if !isCollection(t) || t.Kind() == reflect.Struct {
		return fmt.Errorf("%w: dive into %v", ErrTag, t)
	}
	elem, err := g.base(t.Elem())
	if err != nil {
		return err
	}
	tight, err := g.constrain(elem, t.Elem(), ts.dive)
	if err != nil {
		return err
	}
	if len(ts.dive.own) > 0 || ts.dive.required || ts.dive.dive != nil {
		key := "items"
		if t.Kind() == reflect.Map {
			key = "additionalProperties"
		}
		out.set(key, tight)
		if strict.TakesScalar(t) {
			// The short form is one entry, and it obeys the same conditions.
			out.set("if", object{{"not", object{{"type", []string{"object", "array"}}}}})
			out.set("then", tight)
		}
	}
	if ts.keys != nil {
		names, err := g.constrain(object{}, t.Key(), ts.keys)
		if err != nil {
			return err
		}
		out.set("propertyNames", names)
	}
	return nil
}

// keywords translates the conditions on a value of type t itself.
func (g *generator) keywords(t reflect.Type, ts *tags) (object, error) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	var out object
	narrow := false // limits that a number or truth value could break by its letters
	for _, c := range ts.own {
		more, builtin, err := builtinKeywords(t, c)
		if err != nil {
			return nil, err
		}
		if !builtin {
			f, known := g.options.Tags[c.name]
			if !known {
				return nil, fmt.Errorf("%w: %s", ErrTag, c.name)
			}
			more = f.object()
			narrow = narrow || f != nil && f["type"] == nil
		}
		narrow = narrow || tightLength(more)
		mergeKeywords(&out, more)
	}
	if ts.required && !impliesNonZero(out) {
		mergeKeywords(&out, nonZero(t))
	}
	if narrow && t.Kind() == reflect.String && !strict.IsText(t) && out.get("enum") == nil && out.get("type") == nil {
		out.set("type", "string")
	}
	return out, nil
}

// nonZero is what "required" asks of a value beyond being there: the validator
// means that it is not the zero value, except for lists and mappings.
func nonZero(t reflect.Type) object {
	switch k := t.Kind(); {
	case strict.IsText(t):
		if zero := zeroTexts(t); zero != nil {
			return object{{"not", object{{"enum", spellings(zero)}}}}
		}
	case k == reflect.String:
		return object{{"minLength", 1}}
	case k == reflect.Bool:
		return object{{"const", true}}
	case reflect.Int <= k && k <= reflect.Uint64:
		return object{{"not", object{{"const", 0}}}}
	}
	return nil
}

// impliesNonZero reports whether the other conditions say it already.
func impliesNonZero(o object) bool {
	smallest, _ := o.get("minimum").(int)
	shortest, _ := o.get("minLength").(int)
	return smallest > 0 || shortest > 0
}

// freeLength is the length up to which a number's or truth value's letters are
// taken to fit without being counted.
const freeLength = 32

func tightLength(o object) bool {
	low, _ := o.get("minLength").(int)
	high, limited := o.get("maxLength").(int)
	return low > 1 || limited && high < freeLength
}

// builtinKeywords translates the validator's own conditions; ok is false for a
// tag that is not among them.
func builtinKeywords(t reflect.Type, c tag) (out object, ok bool, err error) {
	switch c.name {
	case "unique":
		return object{{"uniqueItems", true}}, true, nil
	case "oneof":
		names := oneOf(c.param)
		if k := t.Kind(); reflect.Int <= k && k <= reflect.Uint64 {
			var numbers []any
			for _, n := range names {
				numbers = append(numbers, json.Number(n))
			}
			return object{{"enum", numbers}}, true, nil
		}
		return object{{"enum", spellings(names)}}, true, nil
	}
	low, high, exclusive := limitsOf(c.name)
	if !low && !high {
		return nil, false, nil
	}
	n, err := strconv.Atoi(c.param)
	if err != nil {
		return nil, true, fmt.Errorf("%w: %s=%s", ErrTag, c.name, c.param)
	}
	lowKey, highKey := lengthKeywords(t)
	if lowKey == "" {
		return nil, true, fmt.Errorf("%w: %s of %v", ErrTag, c.name, t)
	}
	// min, max and len count whole things, so that "more than n" is "at least n+1".
	if low {
		out.set(lowKey, n+exclusive)
		if strict.TakesScalar(t) && n+exclusive > 1 {
			out.set("type", typeName(t)) // the short form is one entry
		}
	}
	if high {
		out.set(highKey, n-exclusive)
		if strict.TakesScalar(t) && n-exclusive < 1 {
			out.set("type", typeName(t))
		}
	}
	return out, true, nil
}

// limitsOf says which ends a condition limits, and by how much it leaves out the
// limit itself.
func limitsOf(name string) (low, high bool, exclusive int) {
	switch name {
	case "min", "gte":
		return true, false, 0
	case "gt":
		return true, false, 1
	case "max", "lte":
		return false, true, 0
	case "lt":
		return false, true, 1
	case "len", "eq":
		return true, true, 0
	}
	return false, false, 0
}

// lengthKeywords are the keywords for what min and max count in a type.
func lengthKeywords(t reflect.Type) (low, high string) {
	switch k := t.Kind(); {
	case strict.IsText(t):
		return "", ""
	case k == reflect.String:
		return "minLength", "maxLength"
	case k == reflect.Slice:
		return "minItems", "maxItems"
	case k == reflect.Map:
		return "minProperties", "maxProperties"
	case reflect.Int <= k && k <= reflect.Uint64:
		return "minimum", "maximum"
	}
	return "", ""
}

func typeName(t reflect.Type) string {
	if t.Kind() == reflect.Slice {
		return "array"
	}
	return "object"
}

// oneOf splits the names of a oneof condition; names with spaces are in single quotes.
func oneOf(param string) []string {
	var out []string
	for rest := strings.TrimSpace(param); rest != ""; rest = strings.TrimSpace(rest) {
		var name string
		if quoted, ok := strings.CutPrefix(rest, "'"); ok {
			name, rest, _ = strings.Cut(quoted, "'")
		} else {
			name, rest, _ = strings.Cut(rest, " ")
		}
		out = append(out, name)
	}
	return out
}

// spellings returns the values that a file may have where the decoder reads one
// of the names: without quotes, YAML makes a number of 1 and a truth value of true.
func spellings(names []string) []any {
	var out []any
	for _, n := range names {
		out = append(out, n)
	}
	for _, n := range names {
		var v any
		d := json.NewDecoder(strings.NewReader(n))
		d.UseNumber()
		if d.Decode(&v) != nil || d.More() {
			continue
		}
		switch v.(type) {
		case json.Number, bool:
			out = append(out, v)
		}
	}
	return out
}

func isCollection(t reflect.Type) bool {
	k := t.Kind()
	return !strict.IsText(t) && (k == reflect.Slice || k == reflect.Map || k == reflect.Struct)
}

// zeroOf is the zero value of a scalar as it stands in a file.
func zeroOf(t reflect.Type) any {
	switch {
	case t.Kind() == reflect.Pointer:
		return nil
	case strict.IsText(t):
		if z := zeroTexts(t); z != nil {
			return z[0]
		}
		return ""
	case t.Kind() == reflect.String:
		return ""
	case t.Kind() == reflect.Bool:
		return false
	}
	return 0
}

// mustStand reports whether a key must be there: the validator looks at the zero
// value of a missing one, and goes into structs by itself.
func (g *generator) mustStand(t reflect.Type, validate string) bool {
	ts := parseTags(validate)
	switch {
	case ts.required:
		return true
	case ts.omitEmpty, t.Kind() == reflect.Pointer && len(ts.own) == 0:
		return false
	case t.Kind() == reflect.Struct && !strict.IsText(t):
		for _, f := range strict.Fields(t) {
			if g.mustStand(f.Struct.Type, f.Struct.Tag.Get("validate")) {
				return true
			}
		}
		return false
	}
	for _, c := range ts.own {
		if g.refusesZero(t, c) {
			return true
		}
	}
	return false
}

// refusesZero reports whether a condition fails for the zero value. A tag of the
// application is taken to fail, as all that look at a text do, unless it has no
// keywords: then it is not about the value alone.
func (g *generator) refusesZero(t reflect.Type, c tag) bool {
	low, high, exclusive := limitsOf(c.name)
	if low || high {
		n, _ := strconv.Atoi(c.param)
		return low && n+exclusive > 0 || high && n-exclusive < 0
	}
	switch c.name {
	case "unique":
		return false
	case "oneof":
		zero := fmt.Sprint(zeroOf(t))
		return !slices.Contains(oneOf(c.param), zero)
	}
	return g.options.Tags[c.name] != nil
}
