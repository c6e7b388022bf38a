package i18n

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// A locale is everything that one language needs to render: its texts (those of
// other languages in their place where it has none), and its rules.
type locale struct {
	tag       language.Tag
	name      string // the tag as a string
	parents   []string
	texts     map[string]*text
	numbers   numberFormat
	plurals   pluralRule
	ordinals  pluralRule
	collation *collation
	dates     datePatterns
	lists     listPatterns
}

// A text is a compiled text. It is rendered with the rules of the locale that
// it was compiled for, which is not the one that was asked for when a text is
// missing there: an English sentence keeps its English dates and plurals.
type text struct {
	key    string
	served string  // the language of the file that the text comes from
	in     *locale // whose rules apply
	plural bool
	plain  string // the whole text when it has no placeholder and no plural, else ""
	forms  [formCount][]segment
}

func newLocale(tag language.Tag) *locale {
	l := &locale{
		tag: tag, name: tag.String(),
		texts:     map[string]*text{},
		numbers:   newNumberFormat(tag),
		plurals:   newPluralRule(plural.Cardinal, tag),
		ordinals:  newPluralRule(plural.Ordinal, tag),
		collation: newCollation(tag),
	}
	for p := tag.Parent(); p != language.Und; p = p.Parent() {
		l.parents = append(l.parents, p.String())
	}
	return l
}

// rule returns the rule that picks the form of a text: cardinal but for the
// text that writes ordinals.
func (l *locale) rule(key string) *pluralRule {
	if key == ordinalForm {
		return &l.ordinals
	}
	return &l.plurals
}

// adopt compiles the texts of one language for the locale, where it has none yet.
func (l *locale) adopt(name string, texts map[string]*source) {
	for key, s := range texts {
		if l.texts[key] != nil {
			continue
		}
		t := &text{key: key, served: name, in: l, plural: s.plural}
		for form, segments := range s.forms {
			t.forms[form] = slices.Clone(segments)
		}
		if segments := t.forms[plural.Other]; !t.plural && len(segments) == 1 && segments[0].name == "" {
			t.plain = segments[0].literal
		}
		l.texts[key] = t
	}
}

// borrow takes over the texts of another locale, where there are none.
func (l *locale) borrow(other map[string]*text) {
	for key, t := range other {
		if l.texts[key] == nil {
			l.texts[key] = t
		}
	}
}

// link resolves what placeholders refer to, once all texts are in place.
func (l *locale) link() {
	for p := range l.dates.plain {
		l.dates.plain[p] = l.texts[datePrefix+precisionNames[p]]
	}
	l.dates.forms = l.dateForms()
	for r := range l.dates.ranges {
		l.dates.ranges[r] = l.texts[dateRangePrefix+rangeNames[r]]
	}
	for name, joint := range map[string]*listJoint{
		"two": &l.lists.two, "start": &l.lists.start, "middle": &l.lists.middle, "end": &l.lists.end,
	} {
		var segments []segment
		if t := l.texts["list."+name]; t != nil {
			segments = t.forms[plural.Other]
		}
		*joint, _ = newListJoint(segments)
	}
	for _, t := range l.texts {
		if t.in == l {
			t.link()
		}
	}
}

// dateForms collects date.form.<name>.<precision>.
func (l *locale) dateForms() map[string]*dateForm {
	forms := map[string]*dateForm{}
	for key, t := range l.texts {
		name, last, _ := strings.Cut(strings.TrimPrefix(key, dateFormPrefix), ".")
		p := slices.Index(precisionNames[:], last)
		if !strings.HasPrefix(key, dateFormPrefix) || p < 0 {
			continue
		}
		if forms[name] == nil {
			forms[name] = &dateForm{}
		}
		forms[name][p] = t
	}
	return forms
}

// months returns the names of the months in a form, "" for the plain one.
func (l *locale) months(form string) *[12]string {
	var names [12]string
	for i := range names {
		key := monthPrefix + strconv.Itoa(i+1)
		t := l.texts[key]
		if f := l.texts[key+"."+form]; form != "" && f != nil {
			t = f
		}
		names[i] = strconv.Itoa(i + 1)
		if t != nil {
			names[i] = t.plain
		}
	}
	return &names
}

func (t *text) link() {
	fields := dateFields(t.key)
	for _, segments := range t.forms {
		for i := range segments {
			s := &segments[i]
			if s.name == "" {
				continue
			}
			if s.field = fields[s.name]; s.field != fieldNone {
				s.months = t.in.months(s.form)
				continue
			}
			if s.form == "" {
				s.dates = &t.in.dates.plain
				continue
			}
			s.dates = t.in.dates.forms[s.form]
			if count := t.in.texts[s.form]; count != nil && count.plural {
				s.count = count
			}
		}
	}
}
