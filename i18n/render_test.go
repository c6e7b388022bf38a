package i18n_test

import (
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// withTexts returns a catalogue with files of a host, such as "fr.yaml".
func withTexts(t testing.TB, files map[string]string) (*i18n.Catalogue, error) {
	t.Helper()
	texts := fstest.MapFS{}
	for name, data := range files {
		texts[name] = &fstest.MapFile{Data: []byte(data)}
	}
	o := i18n.Options{}
	if len(files) > 0 {
		o.Texts = append(o.Texts, texts)
	}
	return i18n.New(o)
}

// The texts of these tests stand in place of real ones: an override may use the
// placeholders of the original, and terms accept all.
var placeholderTexts = map[string]string{
	"de.yaml": `
validation.required: „{field}“ fehlt.
rule.DEN-05.message: Die {number}. Denkwerkstatt endet {end:on}, beginnt aber erst {start:on}.
rule.PAR-02.message: Die Person „{participant}“ ist {group:dative} zugeordnet, ihre Organisation „{organisation}“ aber {other:dative}.
rule.DEN-03.message: "{number} {number:plain} {number:ordinal} {limit:unit.month} {end} {end:on} {start:until} {{{days}}}"
rule.PAR-01.message: "{participant}: {group} {group:the} {group:dative}"
`,
}

func TestEachKindOfArgumentFillsItsPlaceholders(t *testing.T) {
	c, err := withTexts(t, placeholderTexts)
	require.NoError(t, err)
	german := c.Localizer("de")
	numbers := []i18n.Arg{i18n.Int("number", 1234), i18n.Int("limit", 1), i18n.Int("days", -3),
		i18n.Day("end", i18n.Date{Year: 2025, Month: 11, Day: 14}), i18n.Day("start", i18n.Date{Year: 2025})}
	cases := []struct {
		name, key, want, reason string
		args                    []i18n.Arg
	}{
		{"numbers and dates", "rule.DEN-03.message", "1.234 1234 1234. 1 Monat 14. November 2025 am 14. November 2025 bis 2025 {-3}",
			"grouping, plain digits, ordinal, plural, date and form; doubled braces are literal", numbers},
		{"term", "rule.PAR-01.message", "P: Wissenschaft die Wissenschaft der Wissenschaft", "a term is rendered in the form asked for",
			[]i18n.Arg{i18n.Text("participant", "P"), i18n.Term("group", "group.science")}},
		{"terms", "rule.PAR-01.message", "P: Wissenschaft, Wirtschaft und Staat die Wissenschaft, die Wirtschaft und der Staat der Wissenschaft, der Wirtschaft und dem Staat",
			"each term takes the form",
			[]i18n.Arg{i18n.Text("participant", "P"), i18n.Terms("group", "group.science", "group.business", "group.government")}},
		{"no terms", "rule.PAR-01.message", "P: – – –", "an empty enumeration stays visible",
			[]i18n.Arg{i18n.Text("participant", "P"), i18n.Terms("group")}},
		{"list", "rule.PAR-02.message", "Die Person „A und B“ ist dem Staat zugeordnet, ihre Organisation „A, B, C und D“ aber der Wirtschaft.", "lists join plain strings",
			[]i18n.Arg{i18n.List("participant", "A", "B"), i18n.List("organisation", "A", "B", "C", "D"), i18n.Term("group", "group.government"), i18n.Term("other", "group.business")}},
		{"span", "validation.required", "„14. bis 15. November 2025“ fehlt.", "a span is a range of dates",
			[]i18n.Arg{i18n.Span("field", i18n.Date{Year: 2025, Month: 11, Day: 14}, i18n.Date{Year: 2025, Month: 11, Day: 15})}},
		{"multi", "validation.required", "„Titel“ fehlt.", "the localizer's language is picked",
			[]i18n.Arg{i18n.Multi("field", map[string]string{"en": "Title", "de": "Titel"})}},
		{"multi without German", "validation.required", "„Title“ fehlt.", "English is the second choice",
			[]i18n.Arg{i18n.Multi("field", map[string]string{"en": "Title", "de": "", "aa": "x"})}},
		{"multi in others", "validation.required", "„Titre“ fehlt.", "else the first by tag",
			[]i18n.Arg{i18n.Multi("field", map[string]string{"pl": "Tytuł", "fr": "Titre"})}},
		{"braces in a value", "validation.required", "„{field} {{“ fehlt.", "a value is never read as a text",
			[]i18n.Arg{i18n.Text("field", "{field} {{")}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.want, german.Text(tc.key, tc.args...), tc.reason)
			assert.Equal(t, "> "+tc.want, string(german.Append([]byte("> "), tc.key, tc.args...)), "Append and Text agree")
		})
	}
}

func TestWhatCannotBeRenderedStaysVisibleAndIsReported(t *testing.T) {
	var mu sync.Mutex
	var reports []i18n.Missing
	texts := fstest.MapFS{"de.yaml": {Data: []byte(placeholderTexts["de.yaml"])}}
	c, err := i18n.New(i18n.Options{Texts: []fs.FS{texts}, OnMissing: func(m i18n.Missing) {
		mu.Lock()
		defer mu.Unlock()
		reports = append(reports, m)
	}})
	require.NoError(t, err)
	year := i18n.Date{Year: 2025}
	missing := func(key, used, placeholder string) i18n.Missing {
		return i18n.Missing{Language: "de", Key: key, Used: used, Placeholder: placeholder}
	}
	cases := []struct {
		name, key, want string
		args            []i18n.Arg
		reports         []i18n.Missing
	}{
		{"unknown key", "no.such-key", "no.such-key", nil, []i18n.Missing{missing("no.such-key", "", "")}},
		{"empty key", "", "{}", nil, []i18n.Missing{missing("", "", "")}},
		{"no argument", "validation.required", "„{field}“ fehlt.", nil, []i18n.Missing{missing("validation.required", "de", "field")}},
		{"zero argument", "validation.required", "„{field}“ fehlt.", []i18n.Arg{{}}, []i18n.Missing{missing("validation.required", "de", "field")}},
		{"date form for a number", "rule.DEN-05.message", "Die 1. Denkwerkstatt endet {end:on}, beginnt aber erst im Jahr 2025.",
			[]i18n.Arg{i18n.Int("number", 1), i18n.Int("end", 2), i18n.Day("start", year)}, []i18n.Missing{missing("rule.DEN-05.message", "de", "end")}},
		{"date form for a text", "rule.DEN-05.message", "Die 1. Denkwerkstatt endet {end:on}, beginnt aber erst im Jahr 2025.",
			[]i18n.Arg{i18n.Int("number", 1), i18n.Text("end", "x"), i18n.Day("start", year)}, []i18n.Missing{missing("rule.DEN-05.message", "de", "end")}},
		{"plural without a count", "unit.month", "{n} Monate", nil,
			[]i18n.Missing{missing("unit.month", "de", "n"), missing("unit.month", "de", "n")}},
		{"unknown term", "validation.required", "„no.term“ fehlt.", []i18n.Arg{i18n.Term("field", "no.term")}, []i18n.Missing{missing("no.term", "", "")}},
		{"empty term", "validation.required", "„{field}“ fehlt.", []i18n.Arg{i18n.Term("field", "")}, []i18n.Missing{missing("validation.required", "de", "field")}},
		{"term without the form", "rule.PAR-01.message", "P: Januar Januar Januar",
			[]i18n.Arg{i18n.Text("participant", "P"), i18n.Term("group", "month.1")}, []i18n.Missing{missing("month.1.the", "de", ""), missing("month.1.dative", "de", "")}},
		{"empty text in several languages", "validation.required", "„{field}“ fehlt.", []i18n.Arg{i18n.Multi("field", map[string]string{"de": ""})},
			[]i18n.Missing{missing("validation.required", "de", "field")}},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			reports = nil
			assert.Equal(t, tc.want, c.Localizer("de").Text(tc.key, tc.args...))
			assert.Equal(t, tc.reports, reports)
		})
	}
}

func TestTermThatNamesItselfComesToAnEnd(t *testing.T) {
	got := i18n.German().Text("validation.required", i18n.Term("field", "validation.required"))
	assert.Contains(t, got, "{field}", "the circle is cut, visibly")
}

func TestZeroValuesSpeakAsTheDefaultDoes(t *testing.T) {
	var none *i18n.Localizer
	assert.Equal(t, "3 months", none.Text("unit.month", i18n.Int("n", 3)))
	assert.Equal(t, "3 months", new(i18n.Localizer).Text("unit.month", i18n.Int("n", 3)))
	assert.Equal(t, "de", new(i18n.Catalogue).Localizer().Tag().String())
	assert.NotEmpty(t, new(i18n.Catalogue).Languages())
}

func TestHasReportsWhetherAnyLanguageServes(t *testing.T) {
	assert.True(t, i18n.English().Has("unit.month"))
	assert.False(t, i18n.English().Has("no.such-key"))
}

func TestOneCatalogueServesManyGoroutines(t *testing.T) {
	c, err := i18n.New(i18n.Options{OnMissing: func(i18n.Missing) {}})
	require.NoError(t, err)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 200 {
				for _, l := range []*i18n.Localizer{c.Localizer("en;q=0.5, de-AT"), c.Localizer("en-GB")} {
					names := []string{"Zoe", "Änne", "anton", "Bo"}
					l.Sort(names)
					assert.Equal(t, []string{"Änne", "anton", "Bo", "Zoe"}, names)
					assert.NotEmpty(t, l.Text("unit.month", i18n.Int("n", 3)))
					assert.NotEmpty(t, l.Text("no.such-key"))
					assert.NotEmpty(t, l.Number(1_000_000))
				}
			}
		})
	}
	group.Wait()
}
