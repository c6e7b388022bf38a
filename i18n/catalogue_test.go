package i18n_test

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func TestHostOverridesSingleTexts(t *testing.T) {
	first := fstest.MapFS{"de.yaml": {Data: []byte("common.unknown: fehlt\nunit.seat: {one: '{n} Platz', other: '{n} Plätze'}")}}
	second := fstest.MapFS{"de.yaml": {Data: []byte("common.unknown: offen")}, "README.md": {Data: []byte("no text")}}
	c, err := i18n.New(i18n.Options{Texts: []fs.FS{first, second}})
	require.NoError(t, err)
	l := c.Localizer("de")
	assert.Equal(t, "offen", l.Text("common.unknown"), "the later file system wins")
	assert.Equal(t, "2 Plätze", l.Text("unit.seat", i18n.Int("n", 2)), "the earlier one still holds for other texts")
	assert.Equal(t, "2 Stimmen", l.Text("unit.vote", i18n.Int("n", 2)), "the embedded texts hold for the rest")
	assert.Equal(t, "unbekannt", i18n.German().Text("common.unknown"), "the default catalogue is untouched")
}

func TestRegionalFileHoldsTheDifferencesOnly(t *testing.T) {
	var reports []i18n.Missing
	texts := fstest.MapFS{"de-AT.yaml": {Data: []byte("month.1: Jänner")}}
	c, err := i18n.New(i18n.Options{Texts: []fs.FS{texts}, OnMissing: func(m i18n.Missing) { reports = append(reports, m) }})
	require.NoError(t, err)
	l := c.Localizer("de-AT")
	assert.Equal(t, "de-AT", l.Tag().String())
	assert.Equal(t, "3. Jänner 2025", l.Date(day(2025, 1, 3)), "German patterns with the Austrian month")
	assert.Equal(t, "3 Monate", l.Text("unit.month", i18n.Int("n", 3)))
	assert.Empty(t, reports, "what the parent language serves is not missing")
	assert.False(t, c.Has("de-AT", "unit.month"))
	assert.Equal(t, []string{"month.1"}, slices.Collect(c.Keys("de-AT")))
}

const french = `
date: {day: "{day} {month} {year}", month: "{month} {year}", year: "{year}", unknown: inconnue}
date.form.on: {day: "le {date}", month: "en {date}", year: "en {date}", unknown: à une date inconnue}
month: {1: janvier, 2: février, 3: mars, 4: avril, 5: mai, 6: juin, 7: juillet, 8: août, 9: septembre, 10: octobre, 11: novembre, 12: décembre}
list: {two: "{0} et {1}", start: "{0}, {1}", middle: "{0}, {1}", end: "{0} et {1}"}
unit.month: {one: "{n} mois", other: "{n} mois"}
unit.vote: {one: "{n} voix", other: "{n} voix"}
rule.DEN-05.message: "La {number:ordinal} Denkwerkstatt finit {end:on}, mais commence {start:on}."
ordinal: {one: "{n}re", other: "{n}e"}
`

func TestHostAddsALanguage(t *testing.T) {
	var reports []i18n.Missing
	texts := fstest.MapFS{"fr.yaml": {Data: []byte(french)}}
	c, err := i18n.New(i18n.Options{Texts: []fs.FS{texts}, OnMissing: func(m i18n.Missing) { reports = append(reports, m) }})
	require.NoError(t, err)
	var names []string
	for _, tag := range c.Languages() {
		names = append(names, tag.String())
	}
	assert.Equal(t, []string{"de", "en", "fr"}, names)

	l := c.Localizer("fr-BE, en;q=0.5")
	assert.Equal(t, "14 novembre 2025", l.Date(day(2025, 11, 14)))
	assert.Equal(t, "0 mois", l.Text("unit.month", i18n.Int("n", 0)))
	assert.Equal(t, "A, B et C", l.Join("A", "B", "C"))
	assert.Equal(t, "1\u00a0234", l.Number(1234), "digits and grouping come from x/text")
	assert.Equal(t, "La 1re Denkwerkstatt finit le 14 novembre 2025, mais commence en mai 2025.",
		l.Text("rule.DEN-05.message", i18n.Int("number", 1), i18n.Day("end", day(2025, 11, 14)), i18n.Day("start", day(2025, 5, 0))))
	assert.Empty(t, reports)

	assert.Equal(t, "1,234 seats", l.Text("unit.seat", i18n.Int("n", 1234)), "an English text keeps its English numbers")
	assert.Equal(t, []i18n.Missing{{Language: "fr", Key: "unit.seat", Used: "en"}}, reports)
}

func TestPolishHasFewAndManyAndAFurtherCase(t *testing.T) {
	months := strings.Fields("stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia")
	var file strings.Builder
	file.WriteString(`
date.day: "{day} {month:genitive} {year}"
unit.month: {one: "{n} miesiąc", few: "{n} miesiące", many: "{n} miesięcy", other: "{n} miesiąca"}
rule.PAR-01.message: "Osoba „{participant}” reprezentuje {group:instrumental}."
group.science: {_: nauka, instrumental: nauką}
`)
	for i, month := range months {
		fmt.Fprintf(&file, "month.%d.genitive: %s\n", i+1, month)
	}
	c, err := withTexts(t, map[string]string{"pl.yaml": file.String()})
	require.NoError(t, err)
	l := c.Localizer("pl")
	for n, want := range map[int]string{1: "1 miesiąc", 2: "2 miesiące", 5: "5 miesięcy", 12: "12 miesięcy", 22: "22 miesiące", 112: "112 miesięcy"} {
		assert.Equal(t, want, l.Text("unit.month", i18n.Int("n", n)))
	}
	assert.Equal(t, "14 listopada 2025", l.Date(day(2025, 11, 14)))
	assert.Equal(t, "Osoba „P” reprezentuje nauką.", l.Text("rule.PAR-01.message", i18n.Text("participant", "P"), i18n.Term("group", "group.science")))
}

func TestHostBringsItsOwnFormsOfDatesAndNouns(t *testing.T) {
	c, err := withTexts(t, map[string]string{"de.yaml": `
rule.DEN-05.message: "{number:unit.denkwerkstatt-genitive} {end:by}"
unit.denkwerkstatt-genitive: {one: "{n} Denkwerkstatt", other: "{n} Denkwerkstätten"}
date.form.by: {day: "spätestens am {date}", month: "spätestens im {date}", year: "spätestens {date}", unknown: irgendwann}
`})
	require.NoError(t, err)
	assert.Equal(t, "2 Denkwerkstätten spätestens im Mai 2025",
		c.Localizer("de").Text("rule.DEN-05.message", i18n.Int("number", 2), i18n.Day("end", day(2025, 5, 0))))
}

func TestTextInSeveralLanguagesFallsBackAlongTheParents(t *testing.T) {
	c, err := withTexts(t, map[string]string{"de.yaml": placeholderTexts["de.yaml"], "de-AT.yaml": "month.1: Jänner", "fr.yaml": "validation.required: « {field} »"})
	require.NoError(t, err)
	title := i18n.Multi("field", map[string]string{"de": "Titel", "en": "Title", "aa": "x"})
	assert.Equal(t, "„Titel“ fehlt.", c.Localizer("de-AT").Text("validation.required", title))
	assert.Equal(t, "« Titel »", c.Localizer("fr").Text("validation.required", title), "German comes before English")
}

func TestLanguagesWithOtherDigitsOrGroupsAreLeftToTheirRules(t *testing.T) {
	c, err := withTexts(t, map[string]string{"hi.yaml": "common.unknown: अज्ञात", "fa.yaml": "date.year: '{year}'", "es.yaml": "common.unknown: desconocido"})
	require.NoError(t, err)
	assert.Equal(t, "12,34,567", c.Localizer("hi").Number(1_234_567))
	assert.Equal(t, "۲۰۲۵", c.Localizer("fa").Date(day(2025, 0, 0)))
	assert.Equal(t, "12.345", c.Localizer("es").Number(12_345))
}

func TestFaultsOfAFileAreNamedWithPlaceAndWayOut(t *testing.T) {
	cases := []struct{ name, file, want string }{
		{"unknown key", "de.yaml: 'unit.mnth: {one: a, other: b}'", `de.yaml:1:1: unit.mnth: unknown key; did you mean "unit.month"?`},
		{"quite unknown key", "de.yaml: 'zzzzzzzzzzzzzzzz: a'", `de.yaml:1:19: zzzzzzzzzzzzzzzz: unknown key; see the keys of the German file`},
		{"unknown placeholder", "fr.yaml: 'unit.day: {one: \"{m} jour\", other: \"{n} jours\"}'", `fr.yaml:1:1: unit.day: unknown placeholder {m}; use {n}`},
		{"placeholder where there is none", "fr.yaml: 'common.unknown: \"{x}\"'", `fr.yaml:1:17: common.unknown: unknown placeholder {x}; the text has none`},
		{"incomplete plural", "pl.yaml: 'unit.day: {one: \"{n} dzień\", other: \"{n} dnia\"}'", `pl.yaml:1:1: unit.day: incomplete plural: no few, many; write one, few, many, other`},
		{"no plural", "fr.yaml: 'unit.day: jours'", `fr.yaml:1:11: unit.day: a text that counts needs plural forms; write one, other`},
		{"plural of nothing", "fr.yaml: 'common.unknown: {one: a, other: b}'", `fr.yaml:1:1: common.unknown: plural forms, but there is no {n} to count; write one text`},
		{"unknown form", "de.yaml: 'rule.PAR-01.message: \"{group:datvie}\"'", `de.yaml:1:22: rule.PAR-01.message: {group:datvie}: no date and no term has the form "datvie"; see the forms of date.form and group in the German file`},
		{"unknown unit", "de.yaml: 'rule.DEN-03.message: \"{days:unit.dya}\"'", `de.yaml:1:22: rule.DEN-03.message: {days:unit.dya}: no text in plural has the key "unit.dya"; did you mean "unit.day"?`},
		{"unit that counts not", "de.yaml: 'rule.DEN-03.message: \"{days:common.unknown}\"'", `de.yaml:1:22: rule.DEN-03.message: {days:common.unknown}: no text in plural has the key "common.unknown"; see the keys of the German file`},
		{"other type", "de.yaml: 'rule.DEN-05.message: \"{end:unit.day}\"'", `de.yaml:1:22: rule.DEN-05.message: {end:unit.day} takes a number, but the argument is a date; use a form for it`},
		{"form of a day", "fr.yaml: 'date.day: \"{day:genitive}\"'", `fr.yaml:1:11: date.day: {day:genitive}: only months have forms; write {day}`},
		{"month without the form", "fr.yaml: 'date.day: \"{month:genitive}\"'", `fr.yaml:1:11: date.day: {month:genitive}: there is no text month.1.genitive; write it for all twelve months`},
		{"form that no text uses", "fr.yaml: 'group.science.locative: science'", `fr.yaml:1:25: group.science.locative: unknown key; did you mean "group.science.dative"?`},
		{"list pattern", "fr.yaml: 'list.two: \"{1} et {0}\"'", `fr.yaml:1:11: list.two: not a pattern for a list; use {0} and then {1}, once each`},
		{"counts with itself", "fr.yaml: 'unit.day: {one: a, other: \"{n:unit.day}\"}'", `fr.yaml:1:1: unit.day: {n:unit.day}: the text counts with itself; write the noun here`},

		{"open brace", "de.yaml: 'common.unknown: \"ein {x\"'", `de.yaml:1:22: common.unknown: opening brace without a closing one; write {name} or {name:form}, and {{ for a literal brace`},
		{"closing brace", "de.yaml: 'common.unknown: ein }'", `de.yaml:1:21: common.unknown: closing brace without an opening one; write }} for a literal brace`},
		{"bad name", "de.yaml: 'common.unknown: \"ä {ö}\"'", `de.yaml:1:21: common.unknown: "ö" is not the name of a placeholder; write {name} or {name:form}, and {{ for a literal brace`},
		{"bad form", "de.yaml: 'common.unknown: \"{x:}\"'", `de.yaml:1:21: common.unknown: "" is not a form; write {name} or {name:form}, and {{ for a literal brace`},
		{"empty", "de.yaml: 'common.unknown: \"\"'", `de.yaml:1:17: common.unknown: the text is empty; write it in quotes, or remove the key so that another language serves`},
		{"null", "de.yaml: 'common.unknown:'", `de.yaml:1:16: common.unknown: the text is empty; write it in quotes, or remove the key so that another language serves`},
		{"list", "de.yaml: 'common.unknown: [a]'", `de.yaml:1:17: common.unknown: neither a text nor a mapping; write the text in quotes, and no list, anchor or alias`},
		{"bad key", "de.yaml: 'common.ü: a'", `de.yaml:1:1: "common.ü" is not a key; use ASCII letters, digits, - and _, joined by dots`},
		{"twice", "de.yaml: \"common.unknown: a\\ncommon: {unknown: b}\"", `de.yaml:2:10: common.unknown: the key stands here twice, first at de.yaml:1:17; keep one`},
		{"form twice", "de.yaml: 'unit.day: {one: a, one: b, other: c}'", `de.yaml:1:20: unit.day: the plural form "one" stands here twice; keep one`},
		{"line break", "de.yaml: \"common.unknown: |\\n  a\\n\"", `de.yaml:1:17: common.unknown: the text ends with a line break; write >- or |- for a text of several lines`},
		{"no mapping", "de.yaml: '- a'", `de.yaml:1:1: the file is not a mapping of keys to texts; see the package documentation of i18n`},
		{"no YAML", "de.yaml: 'a: b: c'", `de.yaml:1:5: not well-formed YAML: mapping values are not allowed in this context`},
		{"two documents", "de.yaml: \"a: b\\n---\\nc: d\"", `a second document; remove the line ---`},
		{"not UTF-8", "de.yaml: \"a: b\\nü: \xff\"", "de.yaml:2:4: not UTF-8; save the file in that encoding"},
		{"name", "deutsch_.yaml: ''", `deutsch_.yaml: the name is not that of a language: `},
		{"extension", "de.yml: ''", `de.yml: the name is not that of a language; name the file after the language tag, such as fr.yaml or de-AT.yaml`},
		{"nothing", "README.md: ''", `no texts here; put files such as fr.yaml at the root of the file system (see fs.Sub)`},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			name, data, _ := strings.Cut(tc.file, ": ")
			if strings.HasPrefix(data, `"`) {
				data = strings.NewReplacer(`\n`, "\n").Replace(data)
			}
			_, err := withTexts(t, map[string]string{name: data[1 : len(data)-1]})
			require.Error(t, err)
			fault := (*i18n.TextError)(nil)
			require.ErrorAs(t, err, &fault)
			assert.Contains(t, err.Error(), tc.want)
		})
	}
}

func TestAllFaultsAreReportedInOrder(t *testing.T) {
	_, err := withTexts(t, map[string]string{
		"fr.yaml": "unit.day: jours\nnope.nope.nope: x",
		"pl.yaml": "common.unknown: '{x}'",
	})
	var joined interface{ Unwrap() []error }
	require.ErrorAs(t, err, &joined)
	assert.Len(t, joined.Unwrap(), 3)
	assert.Equal(t, 3, len(strings.Split(err.Error(), "\n")), "one line each")
}

func TestEmptyFileIsNoFault(t *testing.T) {
	for _, data := range []string{"", "# nothing yet\n", "---\n"} {
		c, err := withTexts(t, map[string]string{"fr.yaml": data})
		require.NoError(t, err)
		assert.Equal(t, "3 months", c.Localizer("fr").Text("unit.month", i18n.Int("n", 3)))
	}
}

func TestUnreadableFileSystemIsReported(t *testing.T) {
	_, err := i18n.New(i18n.Options{Texts: []fs.FS{nil}})
	require.Error(t, err)
	_, err = i18n.New(i18n.Options{Texts: []fs.FS{brokenFS{}}})
	require.ErrorIs(t, err, errBroken)
}

var errBroken = errors.New("broken")

type brokenFS struct{}

func (brokenFS) Open(string) (fs.File, error) { return nil, errBroken }

func TestCatalogueShowsItsTexts(t *testing.T) {
	c := i18n.Default()
	assert.True(t, c.Has("de", "unit.month"))
	assert.False(t, c.Has("de", "nope"))
	assert.False(t, c.Has("xx", "unit.month"))
	assert.Contains(t, slices.Collect(c.Keys("en")), "unit.month")
	assert.Empty(t, slices.Collect(c.Keys("xx")))
	var forms []string
	for category, template := range c.Forms("de", "unit.month") {
		forms = append(forms, category+": "+template)
	}
	assert.Equal(t, []string{"one: {n} Monat", "other: {n} Monate"}, forms)
	assert.Equal(t, []i18n.Placeholder{{Name: "n"}}, c.Placeholders("de", "unit.month"))
	assert.Nil(t, c.Placeholders("de", "nope"))
	assert.Regexp(t, `^de\.yaml:\d+:\d+$`, c.Position("de", "unit.month"))
	assert.Empty(t, c.Position("de", "nope"))
}
