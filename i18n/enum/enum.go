// Package enum gives the enumerations of this module one way to print, parse and
// refuse names, so that all behave alike:
//
//	var roles = enum.New("role", Member, "member", "deputy")
//
// The zero of an enumeration is invalid unless its first value is zero.
package enum

import (
	"errors"
	"fmt"
	"strings"
)

// ErrUnknown is wrapped by the errors of every ParseX function and text
// decoder of the module's enumerations; their messages list the names allowed.
var ErrUnknown = errors.New("unknown name")

// An Enum is the table behind an enumeration of this module: names by value,
// with "" at zero where zero is invalid.
type Enum[T ~uint8] struct {
	what  string
	names []string
}

// New builds the table of an enumeration whose values count up from first
// (0 or 1) in the order of names; what is its name in error messages.
func New[T ~uint8](what string, first T, names ...string) Enum[T] {
	return Enum[T]{what, append(make([]string, first), names...)}
}

// Name returns the name of v, and "what(number)" outside the enumeration.
func (e Enum[T]) Name(v T) string {
	if e.Valid(v) {
		return e.names[v]
	}
	return fmt.Sprintf("%s(%d)", e.what, uint8(v))
}

// Valid reports whether v belongs to the enumeration.
func (e Enum[T]) Valid(v T) bool { return int(v) < len(e.names) && e.names[v] != "" }

// Parse is the inverse of [Enum.Name] on valid values.
func (e Enum[T]) Parse(s string) (T, error) {
	for i, n := range e.names {
		if n != "" && n == s {
			return T(i), nil
		}
	}
	return 0, fmt.Errorf("%w %q for %s: want one of %s", ErrUnknown, s, e.what, strings.Join(e.Allowed(), ", "))
}

// Marshal is the body of a MarshalText method: it refuses what is not valid.
func (e Enum[T]) Marshal(v T) ([]byte, error) {
	if !e.Valid(v) {
		return nil, fmt.Errorf("%w: %s", ErrUnknown, e.Name(v))
	}
	return []byte(e.names[v]), nil
}

// Unmarshal is the body of an UnmarshalText method: dst is written last, and
// only when text is a name.
func (e Enum[T]) Unmarshal(text []byte, dst *T) error {
	v, err := e.Parse(string(text))
	if err == nil {
		*dst = v
	}
	return err
}

// Allowed lists the names in the order of the values.
func (e Enum[T]) Allowed() []string {
	if e.names[0] == "" {
		return e.names[1:]
	}
	return e.names
}
