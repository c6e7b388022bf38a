package i18n

import (
	"golang.org/x/text/language"
)

// A Localizer renders texts, dates, numbers and lists in one language. It is
// immutable and safe for concurrent use. The zero Localizer and nil are the
// English one of [Default].
type Localizer struct {
	catalogue *Catalogue
	in        *locale
}

// English returns the English localizer of [Default].
func English() *Localizer { return Default().byName[englishName] }

// German returns the German localizer of [Default].
func German() *Localizer { return Default().byName[germanName] }

// get returns a localizer that works.
func (l *Localizer) get() *Localizer {
	if l == nil || l.in == nil {
		return English()
	}
	return l
}

// Tag returns the language of the localizer, one of [Catalogue.Languages].
func (l *Localizer) Tag() language.Tag { return l.get().in.tag }

// Text renders the text with this key. What cannot be rendered stays visible and
// is reported to [Options.OnMissing]: an unknown key as the key, a placeholder
// without fitting argument as the placeholder. Arguments that the text does not
// name are ignored. It allocates the result alone, and nothing for a text
// without placeholders.
func (l *Localizer) Text(key string, args ...Arg) string {
	l = l.get()
	if t := l.in.texts[key]; t != nil && t.in == l.in && t.plain != "" {
		return t.plain
	}
	// A buffer on the stack would move to the heap: the compiler gives up on
	// terms within texts, which make rendering recursive.
	buffer := l.catalogue.buffers.Get().(*[]byte)
	*buffer = l.Append((*buffer)[:0], key, args...)
	s := string(*buffer)
	if cap(*buffer) <= maxPooled {
		l.catalogue.buffers.Put(buffer)
	}
	return s
}

// maxPooled bounds what a single long text makes the catalogue keep.
const maxPooled = 16 << 10

// Append appends what [Localizer.Text] returns. It does not allocate when dst
// has the room.
func (l *Localizer) Append(dst []byte, key string, args ...Arg) []byte {
	l = l.get()
	r := renderer{catalogue: l.catalogue, asked: l.in, args: args}
	switch t := r.lookup(l.in, key); {
	case t != nil:
		return r.text(dst, t)
	case key == "":
		return append(dst, "{}"...)
	}
	return append(dst, key...)
}

// Has reports whether there is a text with this key, in this language or in one
// that would serve instead. It reports nothing to [Options.OnMissing].
func (l *Localizer) Has(key string) bool { return l.get().in.texts[key] != nil }

// Date returns a date: "14. November 2025", "November 2025", "2025" or
// "unbekannt".
func (l *Localizer) Date(d Date) string {
	var buffer [64]byte
	in := l.get().in
	return string(in.appendDate(buffer[:0], &in.dates.plain, d))
}

// DateRange returns the time from one date to another, both included: "14. bis
// 15. November 2025". Where one is unknown it is "bis zum 15. November 2025" or
// "ab dem 14. November 2025".
func (l *Localizer) DateRange(from, to Date) string {
	var buffer [96]byte
	return string(l.get().in.appendRange(buffer[:0], from, to))
}

// Month returns the month of a date, "November 2025"; the year alone, or
// "unbekannt", where no more is known.
func (l *Localizer) Month(d Date) string {
	if d.isDate() {
		d.Day = 0
	}
	return l.Date(d)
}

// Number returns a number with the grouping of the language: "1.234".
func (l *Localizer) Number(n int) string {
	var buffer [32]byte
	return string(l.get().in.numbers.append(buffer[:0], n))
}

// Join returns an enumeration: "A, B und C". Of nothing it is "".
func (l *Localizer) Join(items ...string) string {
	var buffer [256]byte
	return string(l.get().in.lists.append(buffer[:0], items))
}

// Compare orders two strings as a dictionary of the language does: negative when
// a comes first. It is 0 for equal strings only.
func (l *Localizer) Compare(a, b string) int { return l.get().in.collation.compare(a, b) }

// Sort sorts in place, in the order of [Localizer.Compare].
func (l *Localizer) Sort(items []string) { l.get().in.collation.sort(items) }
