package dialog

import (
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// A Parameter declares one number or switch of the programme's policy: its name,
// what values it takes and which other parameter bounds it. Which value holds
// when is data, see [Policies]. T is the type of its values.
type Parameter[T any] struct {
	spec ParameterSpec
	read func(PolicyValue) (T, bool)
}

// A ParameterSpec is a Parameter without its type, as tables list them.
type ParameterSpec struct {
	Name     string
	Kind     string   // "number", "severity", "switch", "word" or "groups"
	Unit     string   // of a number: "month", "day", "group", "term"
	Min, Max int      // of a number, both allowed
	Words    []string // of a word: those allowed
	AtMost   string   // name of the parameter that this one must not exceed on any day
	takes    func(PolicyValue) bool
}

// Spec returns the declaration for a [PolicyTable].
func (p Parameter[T]) Spec() ParameterSpec { return p.spec }

// At returns the value in force on a day. Every parameter of a table has a value
// on every day, see [NewPolicies]; for a parameter of no table it is the zero value.
func (p Parameter[T]) At(ps *Policies, on Date) Value[T] {
	s, ok := ps.inForce(p.spec.Name, on)
	if !ok {
		return Value[T]{}
	}
	v, _ := p.read(s.Value) // checked when the policies were made
	return Value[T]{Value: v, Setting: s}
}

// A Value is what a parameter's policy says on a day, with where it comes from.
type Value[T any] struct {
	Value   T
	Setting Setting
}

// The kinds of parameter.
const (
	KindNumber   = "number"
	KindSeverity = "severity"
	KindSwitch   = "switch"
	KindWord     = "word"
	KindGroups   = "groups"
)

// want says in English what values the parameter takes.
func (s ParameterSpec) want() string {
	switch s.Kind {
	case KindNumber:
		return fmt.Sprintf("a whole number of %ss from %d to %d", s.Unit, s.Min, s.Max)
	case KindSeverity:
		return strings.Join(severities.Allowed(), ", ")
	case KindSwitch:
		return "yes or no"
	case KindWord:
		return strings.Join(s.Words, ", ")
	}
	return "a list of groups"
}

// NumberParameter declares a number from least to most in a unit ("month", "day").
func NumberParameter(name, unit string, least, most int) Parameter[int] {
	return parameter(ParameterSpec{Name: name, Kind: KindNumber, Unit: unit, Min: least, Max: most}, func(v PolicyValue) (int, bool) {
		n, err := strconv.Atoi(v.one())
		return n, err == nil && least <= n && n <= most
	})
}

// Below returns the parameter with the condition that it must not exceed upper on any day.
func (p Parameter[T]) Below(upper Parameter[T]) Parameter[T] {
	p.spec.AtMost = upper.spec.Name
	return p
}

// SeverityParameter declares how grave a breach is.
func SeverityParameter(name string) Parameter[Severity] {
	return parameter(ParameterSpec{Name: name, Kind: KindSeverity}, func(v PolicyValue) (Severity, bool) {
		s, err := ParseSeverity(v.one())
		return s, err == nil
	})
}

// SwitchParameter declares a question that is answered yes or no.
func SwitchParameter(name string) Parameter[bool] {
	return parameter(ParameterSpec{Name: name, Kind: KindSwitch}, func(v PolicyValue) (bool, bool) {
		t, err := ParseTruth(v.one())
		return t == Yes, err == nil && t != Unknown
	})
}

// WordParameter declares a choice between words. Each has a text in package i18n,
// with the key "policy.word." and the word.
func WordParameter(name string, words ...string) Parameter[string] {
	return parameter(ParameterSpec{Name: name, Kind: KindWord, Words: words}, func(v PolicyValue) (string, bool) {
		return v.one(), slices.Contains(words, v.one())
	})
}

// GroupsParameter declares a set of stakeholder groups, which may be empty.
func GroupsParameter(name string) Parameter[GroupSet] {
	return parameter(ParameterSpec{Name: name, Kind: KindGroups}, func(v PolicyValue) (GroupSet, bool) {
		var set GroupSet
		for _, word := range v {
			g, err := ParseGroup(word)
			if err != nil {
				return 0, false
			}
			set = set.With(g)
		}
		return set, true
	})
}

func parameter[T any](spec ParameterSpec, read func(PolicyValue) (T, bool)) Parameter[T] {
	spec.takes = func(v PolicyValue) bool { _, ok := read(v); return ok }
	return Parameter[T]{spec, read}
}

// A PolicyValue is the value of a setting as it stands in the file: one word, or
// a list of words for a set of groups.
type PolicyValue []string

// SetScalar makes v the single word s.
func (v *PolicyValue) SetScalar(s string) { *v = PolicyValue{s} }

// String returns the words, separated by commas.
func (v PolicyValue) String() string { return strings.Join(v, ", ") }

func (v PolicyValue) one() string {
	if len(v) == 1 {
		return v[0]
	}
	return v.String()
}

// A GroupSet is a set of stakeholder groups. The zero value is empty.
type GroupSet uint8

// With returns the set with g in it; a value that is no group is left out.
func (s GroupSet) With(g Group) GroupSet {
	if !groups.Valid(g) {
		return s
	}
	return s | 1<<g
}

// Has reports whether g is in the set.
func (s GroupSet) Has(g Group) bool { return s&(1<<g) != 0 }

// Groups returns the groups of the set in the order of [Groups].
func (s GroupSet) Groups() []Group {
	var out []Group
	for _, g := range Groups() {
		if s.Has(g) {
			out = append(out, g)
		}
	}
	return out
}

// Len returns the number of groups in the set.
func (s GroupSet) Len() int { return bits.OnesCount8(uint8(s)) }
