package main

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func TestBothLanguagesHaveAllTexts(t *testing.T) {
	own, err := loadTexts()
	require.NoError(t, err)
	assert.Equal(t, slices.Sorted(maps.Keys(own["de"])), slices.Sorted(maps.Keys(own["en"])))
	placeholder := regexp.MustCompile(`\{\w+\}`)
	for key, text := range own["de"] {
		assert.ElementsMatch(t, placeholder.FindAllString(text, -1), placeholder.FindAllString(own["en"][key], -1), key)
	}
	for _, tag := range i18n.Default().Languages() {
		base, _ := tag.Base()
		assert.Contains(t, own, base.String(), "messages and pages speak the same languages")
	}
}

// Every text is used, and every text that is used exists.
func TestNoTextIsLeftOver(t *testing.T) {
	own, err := loadTexts()
	require.NoError(t, err)
	var sources []byte
	for _, name := range []string{"parts.tmpl", "page.tmpl", "problem.tmpl", "faults.go", "serve.go", "refuse.go"} {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		sources = append(sources, data...)
	}
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`\.T\.(\w+)|t\["([\w.-]+)"\]|about\("([\w-]+)"|(?s:refuse\(http\.\w+, "([\w-]+)"\))`).FindAllSubmatch(sources, -1) {
		used[string(slices.Concat(m[1:]...))] = true
		if len(m[4]) > 0 {
			used[string(m[4])+".title"] = true
		}
	}
	for name := range new(form).entries() {
		used[name], used[name+".hint"] = true, true
	}
	assert.Equal(t, slices.Sorted(maps.Keys(used)), slices.Sorted(maps.Keys(own["de"])))
}

// targetsJS lists what is to be hit and is smaller than 44 pixels.
const targetsJS = `[...document.querySelectorAll('a, button, input, select, textarea')].filter(el => {
	const b = el.getBoundingClientRect();
	return b.width < 44 || b.height < 44;
}).map(el => el.outerHTML)`

func TestThePageIsAccessible(t *testing.T) {
	site := browser.Serve(t, handler(t))
	for name, o := range map[string]browser.Options{
		"German":                               {Language: "de"},
		"English, dark, narrow, script off":    {Language: "en", Dark: true, Width: 320, NoScript: true},
		"German, dark, text twice as large":    {Language: "de", Dark: true, TextScale: 2},
		"English, colours of the own choosing": {Language: "en", ForcedColours: true},
	} {
		t.Run(name, func(t *testing.T) {
			tab := browser.Start(t).Tab(t, o)
			check := func() {
				tab.Axe(t).NoViolations(t)
				assert.Empty(t, tab.Overflow())
				if !o.NoScript {
					var small []string
					tab.Eval(targetsJS, &small)
					assert.Empty(t, small)
				}
			}
			tab.Open(site.A + "/")
			check()
			tab.Type("#months", "abc")
			tab.Click("button")
			check()
			tab.Open(site.A + "/nirgends")
			check()
			tab.Quiet("status of 4")
		})
	}
}

// From the summary of the errors to a field, and to the assessment, by keyboard alone.
func TestErrorsLeadToTheirFields(t *testing.T) {
	site := browser.Serve(t, handler(t))
	tab := browser.Start(t).Tab(t, browser.Options{Language: "de", NoScript: true})
	tab.Open(site.A + "/")
	for name, value := range map[string]string{"role": "Delegierte", "organisation": "Hochschule", "months": "6.5"} {
		tab.Type("#"+name, value)
	}
	tab.Keys("Enter")
	assert.Contains(t, tab.Focused().HTML, "faults")
	assert.Contains(t, tab.Title(), "Fehler: ")
	tab.Keys("Tab", "Tab", "Tab", "Enter") // kind, group, months
	assert.Contains(t, tab.URL(), "#months")
	assert.Equal(t, "months", tab.Focused().ID)
	assert.Equal(t, "6.5", tab.Value("#months"))
	for attribute, want := range map[string]string{"aria-invalid": "true", "aria-describedby": "months-hint months-error"} {
		got, _ := tab.Attr("#months", attribute)
		assert.Equal(t, want, got)
	}
	assert.Contains(t, tab.Text("#months-error"), "„6.5“")

	tab.Type("#months", "6")
	tab.Click("#organisation")
	tab.Keys("Tab", "u", "n", "i") // Universität
	tab.Keys("Tab", "w", "i", "s") // Wissenschaft
	tab.Click("button")
	assert.Contains(t, tab.Focused().HTML, "result")
	assert.Contains(t, tab.Text(".result"), "Ihre Organisation gehört zur Gruppe „Wissenschaft“.")
	tab.Axe(t).NoViolations(t)
	tab.Quiet("status of 422")
}
