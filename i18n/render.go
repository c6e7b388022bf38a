package i18n

import (
	"golang.org/x/text/feature/plural"
)

// A renderer fills one text. It lives on the stack: rendering allocates only
// what dst needs to grow.
type renderer struct {
	catalogue *Catalogue
	asked     *locale // the language that was asked for
	args      []Arg
	n         int    // the count, within a text that a count form refers to
	counted   bool   // whether n or exact is set
	exact     string // the count, where it is a decimal number
	depth     int
}

// maxDepth bounds terms within terms: a term may be named by an argument, so
// that a circle cannot be excluded when the catalogue is built.
const maxDepth = 8

// lookup returns the text with this key in a locale, and reports where another
// language has to help out. Nil when no language has it.
func (r *renderer) lookup(l *locale, key string) *text {
	t := l.texts[key]
	switch {
	case t == nil:
		r.report(l, key, "", "")
	case t.in != l:
		r.report(l, key, t.served, "")
	}
	return t
}

func (r *renderer) report(l *locale, key, used, placeholder string) {
	if r.catalogue.onMissing != nil {
		r.catalogue.onMissing(Missing{Language: l.name, Key: key, Used: used, Placeholder: placeholder})
	}
}

// text appends a filled text.
func (r *renderer) text(dst []byte, t *text) []byte {
	segments := t.forms[plural.Other]
	if t.plural {
		if form, ok := r.form(t.in.rule(t.key)); !ok {
			r.report(r.asked, t.key, t.served, "n")
		} else if forms := t.forms[form]; forms != nil {
			segments = forms
		}
	}
	for i := range segments {
		s := &segments[i]
		if s.name == "" {
			dst = append(dst, s.literal...)
			continue
		}
		length := len(dst)
		var ok bool
		if dst, ok = r.value(dst, t, s); !ok {
			r.report(r.asked, t.key, t.served, s.name)
			dst = append(dst[:length], s.literal...)
		}
	}
	return dst
}

// form returns the plural form of the number that a text counts.
func (r *renderer) form(rule *pluralRule) (plural.Form, bool) {
	n, exact, ok := r.n, r.exact, r.counted
	if a := r.arg("n"); !ok && a != nil {
		n, exact, ok = a.n, a.text, a.kind == kindInt || a.kind == kindDecimal
	}
	if !ok || exact == "" {
		return rule.form(n), ok
	}
	d, ok := parseDecimal(exact)
	if !ok {
		return plural.Other, false
	}
	return rule.decimalForm(d), true
}

func (r *renderer) arg(name string) *Arg {
	for i := range r.args {
		if r.args[i].name == name {
			return &r.args[i]
		}
	}
	return nil
}

// value appends what fills a placeholder; false when no argument fits.
func (r *renderer) value(dst []byte, t *text, s *segment) ([]byte, bool) {
	if r.counted && s.name == "n" {
		if r.exact != "" {
			return r.decimal(dst, t, s, r.exact)
		}
		return r.number(dst, t, s, r.n)
	}
	a := r.arg(s.name)
	if a == nil {
		return dst, false
	}
	switch a.kind {
	case kindInt:
		return r.number(dst, t, s, a.n)
	case kindDecimal:
		return r.decimal(dst, t, s, a.text)
	case kindDay:
		return t.in.appendDate(dst, s.dates, a.from), s.dates != nil
	case kindTerm:
		return r.term(dst, t.in, a.text, s.form)
	case kindTerms:
		return r.terms(dst, t.in, a.items, s.form)
	}
	if s.form != "" { // the others have no forms
		return dst, false
	}
	switch a.kind {
	case kindText:
		return append(dst, a.text...), true
	case kindSpan:
		return t.in.appendRange(dst, a.from, a.to), true
	case kindList:
		if len(a.items) == 0 {
			return r.none(dst, t.in), true
		}
		return t.in.lists.append(dst, a.items), true
	case kindMulti:
		text, ok := r.asked.choose(a.multi)
		return append(dst, text...), ok
	}
	return dst, false
}

// Forms of numbers that name something rather than count.
const (
	plainForm   = "plain"   // without grouping: the line of a file
	ordinalForm = "ordinal" // "6.", "6th": also the key of the text that writes it
)

// number appends a number, alone or with the noun that the form refers to.
func (r *renderer) number(dst []byte, t *text, s *segment, n int) ([]byte, bool) {
	if s.form == "" {
		return t.in.numbers.append(dst, n), true
	}
	if s.form == plainForm {
		return t.in.numbers.appendPlain(dst, n), true
	}
	if s.count == nil || r.depth >= maxDepth {
		return dst, false
	}
	noun := *r
	noun.n, noun.exact, noun.counted, noun.depth = n, "", true, r.depth+1
	return noun.text(dst, s.count), true
}

// decimal appends an exact number, alone or with the noun that the form refers to.
func (r *renderer) decimal(dst []byte, t *text, s *segment, exact string) ([]byte, bool) {
	d, ok := parseDecimal(exact)
	switch {
	case !ok:
		return dst, false
	case s.form == "":
		return t.in.numbers.appendDecimal(dst, d), true
	case s.count == nil || r.depth >= maxDepth:
		return dst, false
	}
	noun := *r
	noun.exact, noun.counted, noun.depth = exact, true, r.depth+1
	return noun.text(dst, s.count), true
}

// term appends a text of the catalogue in a form. A form that the text does not
// have is reported, and the text itself serves; so is a key that does not exist,
// and the key serves.
func (r *renderer) term(dst []byte, l *locale, key, form string) ([]byte, bool) {
	if key == "" || r.depth >= maxDepth {
		return dst, false
	}
	var t *text
	if form != "" {
		var buffer [96]byte
		formed := append(append(append(buffer[:0], key...), '.'), form...)
		if t = l.texts[string(formed)]; t == nil {
			r.report(l, string(formed), l.name, "")
		} else if t.in != l {
			r.report(l, t.key, t.served, "")
		}
	}
	if t == nil {
		t = r.lookup(l, key)
	}
	if t == nil {
		return append(dst, key...), true
	}
	inner := *r
	inner.depth++
	return inner.text(dst, t), true
}

// terms appends an enumeration of texts.
func (r *renderer) terms(dst []byte, l *locale, keys []string, form string) ([]byte, bool) {
	if len(keys) == 0 {
		return r.none(dst, l), true
	}
	ok := true
	for i, key := range keys {
		dst = l.lists.before(dst, i, len(keys))
		var this bool
		dst, this = r.term(dst, l, key, form)
		ok = ok && this
	}
	return l.lists.after(dst, len(keys)), ok
}

// none appends what stands for an enumeration of nothing.
func (r *renderer) none(dst []byte, l *locale) []byte {
	if t := r.lookup(l, "list.none"); t != nil {
		return append(dst, t.plain...)
	}
	return append(dst, "–"...)
}

// choose picks a text in the locale's language, one of its parents, German,
// English, or the first by tag. Empty texts do not count.
func (l *locale) choose(texts map[string]string) (string, bool) {
	if s := texts[l.name]; s != "" {
		return s, true
	}
	for _, parent := range l.parents {
		if s := texts[parent]; s != "" {
			return s, true
		}
	}
	for _, name := range [...]string{germanName, englishName} {
		if s := texts[name]; s != "" {
			return s, true
		}
	}
	first := ""
	for name, s := range texts {
		if s != "" && (first == "" || name < first) {
			first = name
		}
	}
	return texts[first], first != ""
}
