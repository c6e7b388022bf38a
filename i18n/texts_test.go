package i18n_test

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

var languages = []string{"de", "en"}

func TestBothLanguagesHaveTheSameKeys(t *testing.T) {
	c := i18n.Default()
	for _, pair := range [][2]string{{"de", "en"}, {"en", "de"}} {
		for key := range c.Keys(pair[0]) {
			assert.True(t, c.Has(pair[1], key), "%s: %s is missing in %s.yaml", c.Position(pair[0], key), key, pair[1])
		}
	}
}

// The checks that New applies to the files of a host hold for ours too: forms
// exist, plurals are complete, placeholders agree in type.
func TestEmbeddedTextsPassTheChecksForHosts(t *testing.T) {
	_, err := i18n.New(i18n.Options{Texts: []fs.FS{os.DirFS(".")}})
	require.NoError(t, err)
}

func TestBothLanguagesNameTheSamePlaceholders(t *testing.T) {
	c := i18n.Default()
	for key := range c.Keys("de") {
		if strings.HasPrefix(key, "date.range.") || !c.Has("en", key) {
			continue // the parts of a range differ with the language
		}
		assert.Equal(t, placeholderNames(c, "de", key), placeholderNames(c, "en", key), "%s: %s and %s name different placeholders", key, c.Position("de", key), c.Position("en", key))
	}
}

func placeholderNames(c *i18n.Catalogue, lang, key string) []string {
	names := map[string]bool{}
	for _, p := range c.Placeholders(lang, key) {
		names[p.Name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// placeholderType tells from a form what the argument must be, "" when the form does not tell.
func placeholderType(c *i18n.Catalogue, form string) string {
	switch {
	case form == "":
		return ""
	case form == "plain", form == "ordinal", strings.Contains(form, "."):
		return "number"
	case c.Has("de", "date.form."+form+".day"):
		return "date"
	}
	return "term"
}

// All texts of a rule are rendered with the same arguments, in each language.
func TestPlaceholdersOfARuleAreOfOneType(t *testing.T) {
	c := i18n.Default()
	types := map[string]string{}
	for _, lang := range languages {
		for key := range c.Keys(lang) {
			owner := key
			if strings.HasPrefix(key, "rule.") {
				owner = key[:strings.LastIndexByte(key, '.')]
			}
			for _, p := range c.Placeholders(lang, key) {
				kind := placeholderType(c, p.Form)
				id := owner + " {" + p.Name + "}"
				if kind != "" && types[id] != "" && !strings.HasPrefix(key, "date.") {
					assert.Equal(t, types[id], kind, "%s: %s, form %q", c.Position(lang, key), id, p.Form)
				}
				if kind != "" {
					types[id] = kind
				}
			}
		}
	}
}

func TestPluralFormsAreThoseOfTheLanguage(t *testing.T) {
	c := i18n.Default()
	for _, lang := range languages {
		tag := language.Make(lang)
		wanted := map[*plural.Rules][]string{plural.Cardinal: formsOf(plural.Cardinal, tag), plural.Ordinal: formsOf(plural.Ordinal, tag)}
		for key := range c.Keys(lang) {
			var have []string
			for category := range c.Forms(lang, key) {
				have = append(have, category)
			}
			want := []string{""}
			switch {
			case key == "ordinal":
				want = wanted[plural.Ordinal]
			case have[0] != "":
				want = wanted[plural.Cardinal]
			}
			assert.ElementsMatch(t, want, have, "%s: %s", c.Position(lang, key), key)
		}
	}
}

func formsOf(rules *plural.Rules, tag language.Tag) []string {
	names := map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}
	forms := map[string]bool{}
	for n := range 1000 {
		forms[names[rules.MatchPlural(tag, n, 0, 0, 0, 0)]] = true
	}
	return slices.Sorted(maps.Keys(forms))
}

var ruleKey = regexp.MustCompile(`^rule\.[A-Z]{3}-\d{2}\.(title|message|hint|open)$`)

func TestRulesHaveTitleMessageAndHint(t *testing.T) {
	c := i18n.Default()
	for _, lang := range languages {
		for key := range c.Keys(lang) {
			if !strings.HasPrefix(key, "rule.") {
				continue
			}
			if !assert.Regexp(t, ruleKey, key, c.Position(lang, key)) {
				continue
			}
			base := key[:strings.LastIndexByte(key, '.')]
			for _, part := range []string{".title", ".message", ".hint"} {
				assert.True(t, c.Has(lang, base+part), "%s: %s%s is missing", c.Position(lang, key), base, part)
			}
			for _, template := range c.Forms(lang, key) {
				if strings.HasSuffix(key, ".title") {
					assert.NotRegexp(t, `[.!?]$`, template, "%s: a title is no sentence", c.Position(lang, key))
				} else {
					assert.Regexp(t, `[.!?]$`, template, "%s: %s ends with a full stop", c.Position(lang, key), key)
				}
			}
		}
	}
}
