package states_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/gallery/states"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func TestMain(m *testing.M) { browser.Main(m) }

// statusMessage is what Chromium says of an answer with an error status, which is not an
// error of the page.
const statusMessage = "status of 4"

// open serves the gallery and opens a tab.
func open(t *testing.T, o browser.Options) (*browser.Tab, func(state, query string) string) {
	t.Helper()
	g, err := states.New()
	require.NoError(t, err)
	site := browser.Serve(t, g)
	return browser.Start(t).Tab(t, o), func(state, query string) string { return site.A + "/state/" + state + "?" + query }
}

func TestEveryStateIsAccessible(t *testing.T) {
	for _, look := range []struct {
		name, query string
		options     browser.Options
	}{
		{"german, light", "lang=de&theme=light", browser.Options{}},
		{"english, dark", "lang=en&theme=dark", browser.Options{Dark: true}},
	} {
		t.Run(look.name, func(t *testing.T) {
			tab, address := open(t, look.options)
			for _, s := range states.All() {
				t.Run(s.Name, func(t *testing.T) {
					tab := tab.For(t)
					tab.Open(address(s.Name, look.query))
					assert.Equal(t, s.Code, tab.Response().Status)
					report := tab.Axe(t)
					report.NoViolations(t)
					assert.Empty(t, undecided(report))
					tab.Quiet(statusMessage)
				})
			}
		})
	}
}

// The index, and the page of each widget with all of its states, light and dark.
func TestEveryWidgetHasAPageWithAllItsStates(t *testing.T) {
	for _, o := range []browser.Options{{Width: 1400}, {Width: 320, Dark: true}} {
		tab, address := open(t, o)
		site, _, _ := strings.Cut(address("", ""), "/state/")
		for _, path := range []string{"/?lang=de", "/ballot?lang=de", "/results?lang=en", "/committee?lang=de", "/timeline?lang=en", "/findings?lang=de", "/eligibility?lang=en"} {
			tab.Open(site + path)
			tab.Axe(t).NoViolations(t)
			assert.Empty(t, tab.Overflow(), path)
			for _, s := range states.All() {
				if strings.HasPrefix(path, "/"+s.Kind.String()) {
					assert.Equal(t, 2, tab.Count("iframe[src^='/state/"+s.Name+"?']"), "%s: %s, light and dark", path, s.Name)
				}
			}
		}
		tab.Open(site + "/committee?lang=de")
		tab.Wait("iframe[src*=full]:not([height='480'])") // the frame has the height of what is in it
		tab.Quiet(statusMessage)
	}
}

// undecided is what axe-core leaves open, but for the contrast of text in charts: it does
// not see which shape is behind a text. The tests of dialog/widget/internal/chart compute
// it for every series, and those of dialog/widget for the tokens.
func undecided(r browser.Report) (out []string) {
	for _, f := range r.Incomplete {
		for _, n := range f.Nodes {
			if !strings.HasPrefix(f.Rule, "color-contrast") || !strings.HasPrefix(n.HTML, "<text ") {
				out = append(out, f.Rule+": "+n.HTML)
			}
		}
	}
	return out
}

func TestEveryStateFitsOnANarrowScreenAndWithLargeText(t *testing.T) {
	for name, o := range map[string]browser.Options{
		"320 px":            {Width: 320, Height: 640},
		"200 % text":        {Width: 1280, TextScale: 2},
		"320 px, no script": {Width: 320, Height: 640, NoScript: true},
	} {
		t.Run(name, func(t *testing.T) {
			tab, address := open(t, o)
			for _, s := range states.All() {
				tab.Open(address(s.Name, "lang=de"))
				assert.Empty(t, tab.Overflow(), s.Name)
				assert.Empty(t, tab.Clipped(), s.Name)
			}
			tab.Quiet(statusMessage)
		})
	}
}

// From the ballot with an error to the check by keyboard alone: the summary has the
// focus, its link leads to the field, a mark is taken away.
func TestAnErrorIsCorrectedByKeyboard(t *testing.T) {
	for _, noScript := range []bool{false, true} {
		t.Run(fmt.Sprintf("without script %v", noScript), func(t *testing.T) {
			tab, address := open(t, browser.Options{NoScript: noScript})
			tab.Open(address("ballot-approval-error", "lang=de"))
			assert.True(t, strings.HasPrefix(tab.Title(), "Fehler: "), tab.Title())
			assert.Contains(t, tab.Focused().HTML, "dfc-errors")
			tab.Keys("Tab", "Enter")
			tab.Keys("Tab") // from the target of the link to the field
			if !strings.Contains(tab.Focused().HTML, `type="checkbox"`) {
				t.Fatal(tab.Focused())
			}
			tab.Keys("Space")
			require.False(t, tab.Checked("input[value='0']") && tab.Checked("input[value='1']"), "one mark is gone")
			tab.Keys("Enter")
			assert.Contains(t, tab.Text("h1"), "Auswahl der Workstreams")
			assert.Contains(t, tab.Text(".dfc-step"), "2")
			assert.Equal(t, 3, tab.Count(".dfc-chosen li"))
			tab.Quiet(statusMessage)
		})
	}
}
