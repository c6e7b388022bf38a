package i18n

// An Arg is a named, typed value for the placeholders of a text. Make one with
// [Text], [Int], [Decimal], [Day], [Span], [Term], [Terms], [List] or [Multi]; the
// zero Arg fits no placeholder. An Arg holds the value, not its wording, so that
// one finding can be told in any language.
type Arg struct {
	name  string
	kind  kind
	text  string // Text; the digits of a Decimal; the key of a Term
	n     int
	from  Date // Day; the start of a Span
	to    Date
	items []string // List; the keys of Terms
	multi map[string]string
}

// A kind tells how the value of an [Arg] is rendered.
type kind uint8

const (
	kindNone kind = iota
	kindText
	kindInt
	kindDay
	kindSpan
	kindTerm
	kindTerms
	kindList
	kindMulti
	kindDecimal
)

// Text is a plain string, rendered as it is: a name, a title, a path.
func Text(name, s string) Arg { return Arg{name: name, kind: kindText, text: s} }

// Int is a count or another number, rendered with the digits and the grouping
// of the language. A year is no number in this sense (it would be grouped):
// use [Day] with a [Date] that has only a year.
func Int(name string, n int) Arg { return Arg{name: name, kind: kindInt, n: n} }

// Decimal is an exact number of any size, given by its decimal digits such as
// "12", "-0.5" or "1433.98700", whose zeros at the end are kept. It is rendered
// with the digits, the grouping and the decimal mark of the language, and counts
// nouns as [Int] does. What is no such number fits no placeholder.
func Decimal(name, digits string) Arg { return Arg{name: name, kind: kindDecimal, text: digits} }

// Day is a date of any precision.
func Day(name string, d Date) Arg { return Arg{name: name, kind: kindDay, from: d} }

// Span is the time from one date to another, both included. Either may be
// unknown.
func Span(name string, from, to Date) Arg {
	return Arg{name: name, kind: kindSpan, from: from, to: to}
}

// Term is a word or phrase of the catalogue, given by its key, such as
// "group.science".
func Term(name, key string) Arg { return Arg{name: name, kind: kindTerm, text: key} }

// Terms is an enumeration of words of the catalogue, given by their keys.
// The slice is not copied.
func Terms(name string, keys ...string) Arg { return Arg{name: name, kind: kindTerms, items: keys} }

// List is an enumeration of plain strings. The slice is not copied.
func List(name string, items ...string) Arg { return Arg{name: name, kind: kindList, items: items} }

// Multi is a text that exists in several languages, by language tag, such as
// the title of a workstream. The localizer's language is rendered, else one of
// its parents, German, English, or the first by tag. The map is not copied.
func Multi(name string, byLanguage map[string]string) Arg {
	return Arg{name: name, kind: kindMulti, multi: byLanguage}
}

// Name returns the name of the placeholders that the argument fills.
func (a Arg) Name() string { return a.name }
