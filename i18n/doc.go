// Package i18n holds every sentence that a person reads, in German and English,
// and turns it into text with dates, numbers, plurals and lists as the language
// writes them. Hosts override single texts and add languages.
//
// Most callers need [Catalogue.Localizer], which picks a language, and
// [Localizer.Text], which renders a text by its key:
//
//	l := i18n.Default().Localizer(r.Header.Get("Accept-Language"))
//	l.Text("unit.month", i18n.Int("n", 3)) // "3 Monate"
//
// The package reads no clock, does no I/O beyond the file systems handed to
// [New], starts no goroutine and never logs. Everything is immutable once built
// and safe for concurrent use.
//
// # Languages
//
// German is the default, English the other language that is always there. A
// preference is a language tag or the value of a header Accept-Language
// (RFC 9110, section 12.5.4). For each range, heaviest first, an exact tag wins,
// then a parent (de-AT, de), then a language close enough for its readers.
//
// A text that a language lacks comes from its parents. A regional file such as
// de-AT.yaml holds the differences only, so that is no gap. Where the parents lack
// it too, English serves, then German, and [Options.OnMissing] is told; a sentence
// served so keeps its own dates, numbers and plurals. A key that exists nowhere is
// rendered as the key, and a placeholder without a fitting argument as the
// placeholder, "{end}"; both are reported. Nothing panics on input, and no gap is
// rendered as an empty string.
//
// # Files
//
// A file is named <tag>.yaml and holds one YAML mapping in UTF-8, without anchors and
// aliases:
//
//	unit:
//	  month: {one: "{n} Monat", other: "{n} Monate"}
//	rule.WST-01:
//	  title: Ein Workstream dauert drei bis neun Monate
//	  message: "Der Workstream „{workstream}“ dauert {months:unit.month} und endet {end:on}."
//	group.science: {_: Wissenschaft, dative: der Wissenschaft}
//
// Nested keys are joined by dots, and may be written joined. A key consists of
// ASCII letters, digits, "-" and "_". The key "_" is the text of the mapping itself,
// beside the forms of it. A key stands once.
//
// A mapping that has "other" and whose keys are all plural categories (zero, one,
// two, few, many, other) is one text in plural. The argument "n", a number, picks
// the form by the rules of CLDR. All forms that whole numbers take in the language
// must be there.
//
// A text is literal but for placeholders {name} and {name:form}; {{ and }} are
// literal braces. A name consists of the same characters as a key. What a form
// means depends on the argument:
//
//	number  {n}                 1.234
//	        {n:unit.month}      3 Monate: the text in plural with that key
//	        {n:ordinal}         6., in English 6th: the text in plural "ordinal"
//	        {n:plain}           1234: not grouped
//	decimal {n}                 1.433,98713: of any size, given by its digits
//	        {n:unit.month}      2,5 Monate
//	date    {end}               14. November 2025, November 2025, 2025, unbekannt
//	        {end:on}            am 14. November 2025, im November 2025, im Jahr 2025
//	        {end:before} and so on: each form of the section date.form
//	span    {dates}             14. bis 15. November 2025
//	term    {group}             Wissenschaft: the text with the key that the argument is
//	        {group:dative}      der Wissenschaft: the text of the key and ".dative"
//	terms   {groups:dative}     der Wissenschaft und der Wirtschaft
//	list    {names}             A, B und C
//	text    {title}             as it is
//	multi   {title}             as it is, in the language of the localizer
//
// # Dates and lists
//
// x/text has no dates, so their patterns are texts like others. date.day, date.month,
// date.year and date.unknown are the wordings at each precision, with {day}, {month}
// and {year}; month.1 to month.12 are the names. date.form.<form>.<precision> wraps
// one of those as {date}. date.range.<pattern> names two: {from} and {to}, or their
// parts {from-day}, {from-month}, {to-day}, {to-month}, and what they share, {month}
// and {year}. A month may have forms: {month:genitive} is month.11.genitive. Lists
// follow CLDR: list.two, list.start, list.middle and list.end, with {0} and {1}.
//
// # Files of a host
//
// [Options.Texts] takes the same format. A file may hold a part of the texts. Its
// keys must be known, or be forms that its own texts refer to (a further case); a
// placeholder must occur in the German or English text. Faults are [TextError]s with
// file, line, column and the way out. A new language brings its dates and lists the
// same way; its plural rules, numbers and order of letters come from x/text.
//
// # Compatibility
//
// Keys, placeholders and the format of the files follow SemVer; the wording of a text
// may change in any version.
package i18n
