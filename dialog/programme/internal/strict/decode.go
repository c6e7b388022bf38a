package strict

import (
	"fmt"
	"reflect"

	"go.yaml.in/yaml/v4"
)

// Decode fills the struct (or other value) that target points to and tells all
// that does not fit, in the order of the file. What fits is written even when
// something else does not, and entries of lists keep their indices, so that
// further checks can go on with the rest.
//
// It knows structs, pointers, slices, maps with string keys, strings, integers,
// bool, types with UnmarshalText, and [ScalarSetter]. A target that is not a
// pointer and a field of another type are mistakes of the program, not of the
// file: Decode panics.
func (d *Document) Decode(target any) []Problem {
	v := reflect.ValueOf(target)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic(fmt.Sprintf("strict: Decode: target is %T, want a pointer", target))
	}
	if d.root == nil {
		return nil
	}
	dec := &decoder{types: map[reflect.Type]*typeInfo{}, problems: list{max: d.limits.Problems}}
	dec.value(d.root, d.root, v.Elem(), nil)
	return dec.problems.all
}

type decoder struct {
	types    map[reflect.Type]*typeInfo // of this call: types are few, and nothing global changes
	problems list
}

func (d *decoder) info(t reflect.Type) *typeInfo {
	info := d.types[t]
	if info == nil {
		info = newTypeInfo(t)
		d.types[t] = info
	}
	return info
}

// report adds a problem at node n.
func (d *decoder) report(n *yaml.Node, at *place, p Problem) {
	if d.problems.full() {
		return
	}
	p.Path, p.Line, p.Column = at.String(), n.Line, n.Column
	d.problems.add(p)
}

// value decodes n into v. key is the node of its key, or n itself in a list: an
// absent value has no place of its own.
func (d *decoder) value(n, key *yaml.Node, v reflect.Value, at *place) {
	if n.Kind == yaml.AliasNode {
		return // Parse has refused it
	}
	if v.Kind() == reflect.Pointer {
		// Only a pointer can say that a value is not there, so only here null is one.
		if isNull(n) {
			v.SetZero()
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, key, v.Elem(), at)
		return
	}
	info := d.info(v.Type())
	if isNull(n) {
		if n.Value != "" {
			key = n
		}
		d.report(key, at, Problem{Kind: Null, Want: wants(info, v.Type())})
		return
	}
	switch {
	case info.text:
		d.text(n, v, at)
	case info.setter && n.Kind == yaml.ScalarNode:
		v.Addr().Interface().(ScalarSetter).SetScalar(n.Value)
	default:
		d.kind(n, v, info, at)
	}
}

// kind decodes by the kind of the Go type.
func (d *decoder) kind(n *yaml.Node, v reflect.Value, info *typeInfo, at *place) {
	switch want := wants(info, v.Type()); {
	case v.Kind() == reflect.Struct && n.Kind == yaml.MappingNode:
		d.structure(n, v, info, at)
	case v.Kind() == reflect.Map && n.Kind == yaml.MappingNode:
		d.mapping(n, v, at)
	case v.Kind() == reflect.Slice && n.Kind == yaml.SequenceNode:
		d.list(n, v, at)
	case n.Kind == yaml.ScalarNode && (want == ShapeText || want == ShapeWhole || want == ShapeBool):
		d.scalar(n, v, want, at)
	default:
		d.wrongType(n, want, at)
	}
}

func (d *decoder) wrongType(n *yaml.Node, want Shape, at *place) {
	d.report(n, at, Problem{Kind: WrongType, Want: want, Got: shapeOf(n), Value: n.Value})
}

func (d *decoder) structure(n *yaml.Node, v reflect.Value, info *typeInfo, at *place) {
	seen := make([]bool, len(info.names))
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if !usableKey(key) {
			continue
		}
		here := &place{parent: at, key: key.Value}
		f, known := info.fields[key.Value]
		if !known {
			d.unknown(n, key, info, here)
			continue
		}
		into := v.FieldByIndex(f.index)
		if seen[f.order] {
			// The first of equal keys counts; what is wrong inside the others is told too.
			into = reflect.New(into.Type()).Elem()
		}
		seen[f.order] = true
		d.value(n.Content[i+1], key, into, here)
	}
}

// unknown reports a key that the struct does not have. A suggestion that is
// already there would only lead to the next problem.
func (d *decoder) unknown(n, key *yaml.Node, info *typeInfo, at *place) {
	if d.problems.full() {
		return
	}
	near := nearest(key.Value, info.names)
	for i := 0; i < len(n.Content) && near != ""; i += 2 {
		if n.Content[i].Value == near {
			near = ""
		}
	}
	d.report(key, at, Problem{Kind: UnknownKey, Value: key.Value, Allowed: info.names, Nearest: near})
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, at *place) {
	t := v.Type()
	if t.Key().Kind() != reflect.String {
		panic(fmt.Sprintf("strict: Decode: %v: want a map with string keys", t))
	}
	m := reflect.MakeMapWithSize(t, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if !usableKey(key) {
			continue
		}
		k, e := reflect.ValueOf(key.Value).Convert(t.Key()), reflect.New(t.Elem()).Elem()
		d.value(n.Content[i+1], key, e, &place{parent: at, key: key.Value})
		if !m.MapIndex(k).IsValid() {
			m.SetMapIndex(k, e)
		}
	}
	v.Set(m)
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, at *place) {
	s := reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content))
	for i, c := range n.Content {
		d.value(c, c, s.Index(i), &place{parent: at, index: i, item: true})
	}
	v.Set(s)
}

// usableKey reports whether Parse has let a key pass.
func usableKey(k *yaml.Node) bool {
	return k.Kind == yaml.ScalarNode && !isNull(k) && k.Tag != mergeTag
}
