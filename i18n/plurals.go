package i18n

import (
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// formCount is the number of plural categories of CLDR; [plural.Form] counts
// them from 0, which is plural.Other.
const formCount = 6

var formNames = [formCount]string{
	plural.Other: "other", plural.Zero: "zero", plural.One: "one",
	plural.Two: "two", plural.Few: "few", plural.Many: "many",
}

// formOrder is the order in which CLDR names the categories.
var formOrder = [formCount]plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many, plural.Other}

func parseForm(s string) (plural.Form, bool) {
	for form, name := range formNames {
		if s == name {
			return plural.Form(form), true
		}
	}
	return 0, false
}

// A pluralRule picks the form for a count in one language. The forms of small
// counts are looked up once.
type pluralRule struct {
	rules *plural.Rules // plural.Cardinal or plural.Ordinal
	tag   language.Tag
	small [256]plural.Form
}

func newPluralRule(rules *plural.Rules, tag language.Tag) pluralRule {
	r := pluralRule{rules: rules, tag: tag}
	for n := range r.small {
		r.small[n] = r.rules.MatchPlural(tag, n, 0, 0, 0, 0)
	}
	return r
}

// form returns the form for a whole number; the sign does not matter.
func (r *pluralRule) form(n int) plural.Form {
	if n < 0 {
		n = max(-n, 0) // the smallest int has no opposite, any form will do for it
	}
	if n < len(r.small) {
		return r.small[n]
	}
	return r.rules.MatchPlural(r.tag, n, 0, 0, 0, 0)
}

// integerForms returns the forms that whole numbers take, and "other", which
// every text in plural has. The rules of CLDR for whole numbers look at the
// number itself when it is small, at its last two digits, and at whether it is a
// multiple of a million: the numbers up to 200 and the powers of ten show all.
func (r *pluralRule) integerForms() (forms [formCount]bool) {
	forms[plural.Other] = true
	for n := range 201 {
		forms[r.form(n)] = true
	}
	for n := 1000; n <= 1_000_000_000; n *= 10 {
		forms[r.form(n)] = true
	}
	return forms
}
