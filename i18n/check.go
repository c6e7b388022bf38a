package i18n

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// An original is what the embedded files say about one key: the measure for
// what a host's file may say.
type original struct {
	plural bool
	names  map[string]usage // the placeholders, of all languages
}

// A usage is what the forms of a placeholder tell about its argument.
type usage uint8

const (
	usageOpen  usage = iota // no form, or one that fits several
	usageCount              // a number
	usageDate
	usageTerm
)

func (u usage) String() string {
	return [...]string{"any value", "a number", "a date", "a term"}[u]
}

// original takes stock of the embedded texts; call it before others are read.
func (c *Catalogue) original() map[string]original {
	all := map[string]original{}
	for _, name := range []string{germanName, englishName} {
		for key, s := range c.sources[name] {
			o, ok := all[key]
			if !ok {
				o = original{plural: s.plural, names: map[string]usage{}}
				all[key] = o
			}
			for p := range s.placeholders {
				o.names[p.name] = max(o.names[p.name], c.usage(name, p.form))
			}
			if s.plural {
				o.names["n"] = usageCount
			}
		}
	}
	return all
}

// usage tells from a form what the argument must be.
func (c *Catalogue) usage(name, form string) usage {
	switch {
	case form == "":
		return usageOpen
	case form == plainForm, form == ordinalForm, strings.Contains(form, "."):
		return usageCount
	case c.hasDateForm(name, form):
		return usageDate // "before" and the like are no names of cases
	}
	return usageTerm
}

func (c *Catalogue) hasDateForm(name, form string) bool {
	for _, name := range []string{name, germanName, englishName} {
		if c.sources[name][dateFormPrefix+form+".day"] != nil {
			return true
		}
	}
	return false
}

// check holds one file of a host against the originals.
func (c *Catalogue) check(originals map[string]original, a addition) []*TextError {
	k := checker{catalogue: c, originals: originals, name: a.name, in: c.byName[a.name].in, forms: map[string]bool{}}
	for _, s := range c.sources[a.name] {
		for p := range s.placeholders {
			if p.form != "" {
				k.forms[p.form] = true
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(a.texts)) {
		k.text(key, a.texts[key])
	}
	return k.faults
}

type checker struct {
	catalogue *Catalogue
	originals map[string]original
	name      string
	in        *locale
	forms     map[string]bool // that the texts of the language use
	faults    []*TextError
}

func (k *checker) fault(s *source, key, problem, remedy string) {
	k.faults = append(k.faults, s.fault(key, problem, remedy))
}

func (k *checker) text(key string, s *source) {
	o, ok := k.originals[key]
	if !ok {
		if o, ok = k.form(key); !ok {
			k.fault(s, key, "unknown key", k.nearest(key, false))
			return
		}
	}
	k.plurals(key, s, o)
	if strings.HasPrefix(key, "list.") && key != "list.none" {
		if _, ok := newListJoint(s.forms[0]); !ok {
			k.fault(s, key, "not a pattern for a list", "use {0} and then {1}, once each")
		}
		return
	}
	for p := range s.placeholders {
		k.placeholder(key, s, o, p)
	}
}

// form accepts a key that the originals do not have when a text of the same
// language refers to it: a further case of a term or a month, a further date
// form, a further noun to count.
func (k *checker) form(key string) (original, bool) {
	if k.forms[key] {
		return original{plural: true, names: map[string]usage{"n": usageCount}}, true
	}
	if rest, ok := strings.CutPrefix(key, dateFormPrefix); ok {
		name, last, _ := strings.Cut(rest, ".")
		return original{names: map[string]usage{"date": usageOpen}}, k.forms[name] && slices.Contains(precisionNames[:], last)
	}
	dot := strings.LastIndexByte(key, '.')
	if dot < 0 {
		return original{}, false
	}
	base, ok := k.originals[key[:dot]]
	return base, ok && k.forms[key[dot+1:]]
}

// plurals checks that a text has the plural forms of its language.
func (k *checker) plurals(key string, s *source, o original) {
	if !s.plural {
		if o.plural {
			k.fault(s, key, "a text that counts needs plural forms", "write "+k.wantedForms(key))
		}
		return
	}
	if _, ok := o.names["n"]; !ok {
		k.fault(s, key, "plural forms, but there is no {n} to count", "write one text")
		return
	}
	needed := k.in.rule(key).integerForms()
	var missing []string
	for _, form := range formOrder {
		if needed[form] && s.forms[form] == nil {
			missing = append(missing, formNames[form])
		}
	}
	if missing != nil {
		k.fault(s, key, "incomplete plural: no "+strings.Join(missing, ", "), "write "+k.wantedForms(key))
	}
}

// wantedForms names the plural forms of the language: "one, few, many, other".
func (k *checker) wantedForms(key string) string {
	var names []string
	needed := k.in.rule(key).integerForms()
	for _, form := range formOrder {
		if needed[form] {
			names = append(names, formNames[form])
		}
	}
	return strings.Join(names, ", ")
}

func (k *checker) placeholder(key string, s *source, o original, p segment) {
	want, ok := o.names[p.name]
	if !ok {
		remedy := "the text has none"
		if len(o.names) > 0 {
			remedy = "use {" + strings.Join(slices.Sorted(maps.Keys(o.names)), "}, {") + "}"
		}
		k.fault(s, key, "unknown placeholder "+p.literal, remedy)
		return
	}
	if p.form == "" {
		return
	}
	if fields := dateFields(key); fields != nil {
		k.dateField(key, s, fields[p.name], p)
		return
	}
	have := k.catalogue.usage(k.name, p.form)
	if have == usageCount && p.form != plainForm {
		if t := k.in.texts[p.form]; t == nil || !t.plural {
			k.fault(s, key, fmt.Sprintf("%s: no text in plural has the key %q", p.literal, p.form), k.nearest(p.form, true))
			return
		} else if k.circle(t, map[*text]bool{}) {
			k.fault(s, key, p.literal+": the text counts with itself", "write the noun here")
			return
		}
	}
	if have == usageTerm && !k.hasTermForm(p.form) {
		k.fault(s, key, fmt.Sprintf("%s: no date and no term has the form %q", p.literal, p.form), "see the forms of date.form and group in the German file")
		return
	}
	if want != usageOpen && have != usageOpen && want != have {
		k.fault(s, key, fmt.Sprintf("%s takes %s, but the argument is %s", p.literal, have, want), "use a form for it")
	}
}

// dateField checks the form of a part of a date: months have forms, nothing else.
func (k *checker) dateField(key string, s *source, field dateField, p segment) {
	if field != fieldMonth && field != fieldToMonth {
		k.fault(s, key, p.literal+": only months have forms", "write {"+p.name+"}")
		return
	}
	for month := range 12 {
		formed := fmt.Sprintf("%s%d.%s", monthPrefix, month+1, p.form)
		if k.in.texts[formed] == nil {
			k.fault(s, key, p.literal+": there is no text "+formed, "write it for all twelve months")
			return
		}
	}
}

// hasTermForm reports whether some text has the form.
func (k *checker) hasTermForm(form string) bool {
	for key := range k.in.texts {
		if base, ok := strings.CutSuffix(key, "."+form); ok && k.in.texts[base] != nil {
			return true
		}
	}
	return false
}

// circle reports whether counting with t comes back to a text already counted with.
func (k *checker) circle(t *text, on map[*text]bool) bool {
	if on[t] {
		return true
	}
	on[t] = true
	defer delete(on, t)
	for _, segments := range t.forms {
		for _, s := range segments {
			if s.count != nil && k.circle(s.count, on) {
				return true
			}
		}
	}
	return false
}

// nearest suggests the known key that takes the fewest edits, if it is near;
// where a count is wanted, one of a text in plural.
func (k *checker) nearest(key string, plural bool) string {
	best, distance := "", len(key)/3+1
	for _, known := range slices.Sorted(maps.Keys(k.originals)) {
		if plural && !k.originals[known].plural {
			continue
		}
		if d := editDistance(key, known, distance); d < distance {
			best, distance = known, d
		}
	}
	if best == "" {
		return "see the keys of the German file"
	}
	return fmt.Sprintf("did you mean %q?", best)
}

// editDistance counts the insertions, deletions and replacements that turn a into b
// (Levenshtein); limit when there are at least so many.
func editDistance(a, b string, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit)
}

func compareFaults(a, b *TextError) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Key, b.Key))
}
