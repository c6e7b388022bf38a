package strict

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Kind says what is wrong, so that callers can choose rule and sentence.
type Kind uint8

// The kinds of problems. The comment names the fields of [Problem] that are set
// besides Path, Line and Column.
const (
	Syntax       Kind = iota + 1 // not YAML or JSON at this place: Cause, Detail, First (the other end: where the construct began, or where it was noticed)
	Empty                        // no document: an empty file, or only comments
	Encoding                     // not UTF-8: Offset, Value (the bytes in hexadecimal), Detail
	TooLarge                     // more bytes or entries than allowed: Limit, Want (ShapeBytes or ShapeEntries)
	TooDeep                      // nested more deeply than Limit
	Anchor                       // an anchor, alias or merge key: Value (as written, "&a", "*a" or "<<")
	Tag                          // an explicit type, such as "!!str": Value
	Documents                    // a second document in the file
	UnknownKey                   // Value (the key), Allowed, Nearest
	DuplicateKey                 // Value (the key), First (where it stood before)
	KeyType                      // the key is not a scalar, or it is null: Got
	WrongType                    // Want, Got, Value (of a scalar); Allowed and Nearest for true and false
	Null                         // no value where one is needed: Want
	BadValue                     // the field's type refused the text: Value, Err, Allowed, Nearest
)

var kindNames = [...]string{
	Syntax: "syntax", Empty: "empty", Encoding: "encoding", TooLarge: "too-large", TooDeep: "too-deep", Anchor: "anchor", Tag: "tag",
	Documents: "documents", UnknownKey: "unknown-key", DuplicateKey: "duplicate-key", KeyType: "key-type", WrongType: "wrong-type",
	Null: "null", BadValue: "bad-value",
}

// String returns the name of the kind, such as "unknown-key".
func (k Kind) String() string { return name(kindNames[:], k, "kind") }

// A Shape is what a value looks like in the file, or what a field wants.
type Shape uint8

// The shapes.
const (
	ShapeText    Shape = iota + 1 // characters, quoted or not
	ShapeWhole                    // a whole number
	ShapeNumber                   // a number that is not whole
	ShapeBool                     // true or false
	ShapeNull                     // nothing, "null" or "~"
	ShapeList                     // a sequence
	ShapeMapping                  // keys and values
	ShapeTexts                    // a text or a mapping, a field that takes either
	ShapeItems                    // a text or a list, a field that takes either
	ShapeBytes                    // the unit of a limit
	ShapeEntries                  // the unit of a limit
)

var shapeNames = [...]string{
	ShapeText: "text", ShapeWhole: "whole number", ShapeNumber: "number", ShapeBool: "true or false", ShapeNull: "nothing",
	ShapeList: "list", ShapeMapping: "mapping", ShapeTexts: "text or mapping", ShapeItems: "text or list",
	ShapeBytes: "bytes", ShapeEntries: "entries",
}

// String returns an English name of the shape.
func (s Shape) String() string { return name(shapeNames[:], s, "shape") }

// A Cause narrows a syntax problem down to one of the mistakes that people make
// often, each with a remedy of its own. Zero: none of these.
type Cause uint8

// The causes.
const (
	CauseTab       Cause = iota + 1 // a tab where YAML wants spaces
	CauseIndicator                  // a value that begins with a reserved character (@ ` % and others): quote it
	CauseColon                      // a second ": " on a line, or a line too far to the right
	CauseUnclosed                   // a quote or bracket that is never closed; the position is where it was opened
	CauseKey                        // a key without its ":"; the position is that of the key
	CauseIndent                     // the line is not aligned with its neighbours
	CauseControl                    // a control character: Value names it
	CauseEscape                     // an unknown backslash sequence in a quoted text, or half a surrogate pair
	CauseTrailing                   // something follows the end of the document
)

var causeNames = [...]string{
	CauseTab: "tab", CauseIndicator: "indicator", CauseColon: "colon", CauseUnclosed: "unclosed", CauseKey: "key", CauseIndent: "indent",
	CauseControl: "control", CauseEscape: "escape", CauseTrailing: "trailing",
}

// String returns the name of the cause, such as "unclosed".
func (c Cause) String() string { return name(causeNames[:], c, "cause") }

func name[T ~uint8](names []string, v T, what string) string {
	if int(v) < len(names) && names[v] != "" {
		return names[v]
	}
	return what + "(" + strconv.Itoa(int(v)) + ")"
}

// A Position is a place in the file. Both numbers count from 1, columns in
// characters; a byte order mark is not counted. Zero: unknown.
type Position struct{ Line, Column int }

// IsZero reports whether the place is unknown.
func (p Position) IsZero() bool { return p == Position{} }

// A Problem is one thing that is wrong with a file. It holds values, not
// sentences; which of them depends on the kind.
type Problem struct {
	Kind         Kind
	Cause        Cause    // of a syntax problem
	Path         string   // subject, such as "cycles[0].workstreams[2].actual.end"; "" for the whole file
	Line, Column int      // from 1; 0 where there is no place
	Value        string   // the culprit, at most 80 characters of it
	Want, Got    Shape    // of a wrong type
	Allowed      []string // what could stand there, in the order of the Go type
	Nearest      string   // the one of Allowed that was probably meant; "" where none is close
	First        Position // the other place: of the first of two equal keys, or the other end of a broken construct
	Limit        int      // the limit that is exceeded
	Offset       int      // in bytes, of what is not UTF-8
	Detail       string   // in English: what the parser says
	Err          error    // what the field's type says
}

// Position returns line and column.
func (p Problem) Position() Position { return Position{p.Line, p.Column} }

// Unwrap returns the error of the field's type, if that is the reason.
func (p Problem) Unwrap() error { return p.Err }

// Error returns one English line. The text may change; programs read the fields.
func (p Problem) Error() string {
	var b strings.Builder
	if p.Line > 0 {
		fmt.Fprintf(&b, "%d:%d: ", p.Line, p.Column)
	}
	if p.Path != "" {
		b.WriteString(p.Path)
		b.WriteString(": ")
	}
	b.WriteString(p.message())
	if p.Nearest != "" {
		fmt.Fprintf(&b, ", did you mean %q?", p.Nearest)
	}
	if len(p.Allowed) > 0 && p.Kind != WrongType {
		fmt.Fprintf(&b, " (allowed: %s)", strings.Join(p.Allowed, ", "))
	}
	return b.String()
}

func (p Problem) message() string {
	switch p.Kind {
	case Empty:
		return "the file holds no document"
	case Encoding:
		return fmt.Sprintf("not UTF-8: %s at byte %d, %s", p.Value, p.Offset, p.Detail)
	case TooLarge:
		return fmt.Sprintf("more than %d %s", p.Limit, p.Want)
	case TooDeep:
		return fmt.Sprintf("nested more than %d levels deep", p.Limit)
	case Anchor:
		return fmt.Sprintf("anchors, aliases and merge keys are not allowed, found %s: write the values out", p.Value)
	case Tag:
		return fmt.Sprintf("explicit types are not allowed, found %s: leave it out", p.Value)
	case Documents:
		return "a second document in the same file"
	case UnknownKey:
		return fmt.Sprintf("unknown key %q", p.Value)
	case DuplicateKey:
		return fmt.Sprintf("key %q stands twice, first at %d:%d", p.Value, p.First.Line, p.First.Column)
	case KeyType:
		return fmt.Sprintf("a key must be a text, not %s", p.Got)
	case WrongType:
		return fmt.Sprintf("want %s, got %s %q", p.Want, p.Got, p.Value)
	case Null:
		return fmt.Sprintf("no value, want %s: fill it in or leave the key out", p.Want)
	case BadValue:
		return fmt.Sprintf("cannot read %q: %v", p.Value, p.Err)
	}
	return p.Detail
}

// Sort orders problems by place, then by path and kind.
func Sort(ps []Problem) {
	slices.SortStableFunc(ps, func(p, q Problem) int {
		return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column), strings.Compare(p.Path, q.Path), cmp.Compare(p.Kind, q.Kind))
	})
}

// maxValue is the number of characters of a culprit that a problem keeps: files
// may hold scalars of megabytes, and a report must not.
const maxValue = 80

// cut shortens s to maxValue characters, the last of them "…" where something is
// missing. Escaping what cannot be printed is the writer's business.
func cut(s string) string {
	n, last := 0, 0
	for i := range s {
		if n == maxValue-1 {
			last = i
		}
		if n++; n > maxValue {
			return strings.Clone(s[:last]) + "…"
		}
	}
	return s
}
