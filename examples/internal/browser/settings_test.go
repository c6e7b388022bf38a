package browser_test

import (
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func TestTheSettingsOfAPersonReachThePage(t *testing.T) {
	var language string
	site := browser.Serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			language = r.Header.Get("Accept-Language")
		}
	}))
	tab := browser.Start(t).Tab(t, browser.Options{
		Language: "de-DE,de,en", Width: 320, Height: 500, Dark: true, ForcedColours: true, ReducedMotion: true,
	})
	tab.Open(site.A + "/")
	require.Equal(t, "de-DE,de;q=0.9,en;q=0.8", language)
	var got []any
	tab.Eval(`[innerWidth, innerHeight, navigator.language, ...["(prefers-color-scheme: dark)",
		"(forced-colors: active)", "(prefers-reduced-motion: reduce)"].map(q => matchMedia(q).matches)]`, &got)
	require.Equal(t, []any{320.0, 500.0, "de-DE", true, true, true}, got)

	plain := browser.Start(t).Tab(t, browser.Options{})
	plain.Open(site.A + "/")
	require.Equal(t, "en-US,en;q=0.9", language)
	plain.Eval(`["(prefers-color-scheme: dark)", "(forced-colors: active)",
		"(prefers-reduced-motion: reduce)"].map(q => matchMedia(q).matches)`, &got)
	require.Equal(t, []any{false, false, false}, got)
}

func TestWithScriptsOffAPageShowsWhatItHasForThat(t *testing.T) {
	site := pages(t, map[string]string{
		"/":     flawless(`<p id="script">off</p><noscript><p id="without">Without</p></noscript><script src="/s.js"></script>`),
		"/s.js": `document.querySelector("#script").textContent = "on"`,
	})
	tab := browser.Start(t).Tab(t, browser.Options{NoScript: true})
	tab.Open(site.A + "/")
	require.Equal(t, "off", tab.Text("#script"))
	require.True(t, tab.Visible("#without"))
	report := tab.Axe(t)
	report.NoViolations(t)
	tab.Reload()
	require.Equal(t, "off", tab.Text("#script"), "scripts are off again after axe-core")
	tab.Quiet()
}

func TestTextIsTwiceAsLargeWhereThePageLetsIt(t *testing.T) {
	site := pages(t, map[string]string{
		"/": flawless(`<p id="rem">rem</p><p id="px">px</p><p><small id="em">em</small></p><link rel="stylesheet" href="/s.css">`),
		"/s.css": `#rem { font-size: 1rem } #px { font-size: 16px } #em { font-size: .5em }
			@media (min-width: 50em) { main { color: red } }`,
	})
	sizes := func(o browser.Options) (list []string) {
		tab := browser.Start(t).Tab(t, o)
		tab.Open(site.A + "/")
		tab.Eval(`[..."#rem #px #em".split(" ").map(s => getComputedStyle(document.querySelector(s)).fontSize),
			getComputedStyle(document.querySelector("main")).color]`, &list)
		return list
	}
	require.Equal(t, []string{"16px", "16px", "8px", "rgb(255, 0, 0)"}, sizes(browser.Options{}))
	require.Equal(t, []string{"32px", "16px", "16px", "rgb(0, 0, 0)"}, sizes(browser.Options{TextScale: 2}))
}

func TestOnlyWhatSticksOutIsNamed(t *testing.T) {
	site := pages(t, map[string]string{
		"/": flawless(`<div id="wide">Wide</div><div id="scrolls"><table id="held"><tr><td>Held</td></tr></table></div>
			<p id="word">Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung</p>
			<link rel="stylesheet" href="/s.css">`),
		"/s.css": `#wide { width: 400px } #scrolls { overflow-x: auto } #held { width: 900px }`,
		"/good":  flawless(`<p>Short words that break where there is no more room for them in the line.</p>`),
	})
	tab := browser.Start(t).Tab(t, browser.Options{Width: 320})
	tab.Open(site.A + "/")
	found := tab.Overflow()
	require.Len(t, found, 2)
	require.Contains(t, found[0], "#wide reaches 408 px of 320")
	require.Contains(t, found[1], "#word")
	tab.Open(site.A + "/good")
	require.Empty(t, tab.Overflow())
}

func TestTextThatIsCutOffIsNamed(t *testing.T) {
	site := pages(t, map[string]string{
		"/": flawless(`<p id="low">One line, and another one, and one more, so that it becomes three</p><p id="hidden">For screen readers only</p>
			<p id="narrow">Verleihungsurkunde</p><p>Whole</p>
			<svg viewBox="0 0 100 20" width="100" height="20"><text id="label" x="60" y="15">12345678</text></svg>
			<link rel="stylesheet" href="/s.css">`),
		"/s.css": `#low { height: 1em; overflow: hidden; width: 300px } #narrow { width: 100px; overflow: hidden; text-overflow: ellipsis }
			#hidden { position: absolute; width: 1px; height: 1px; overflow: hidden }`,
	})
	tab := browser.Start(t).Tab(t, browser.Options{TextScale: 2})
	tab.Open(site.A + "/")
	found := tab.Clipped()
	require.Len(t, found, 3, "%v", found)
	require.Contains(t, found[0], "#low")
	require.Contains(t, found[1], "#narrow")
	require.Contains(t, found[2], "#label")
}

func TestPicturesTellWhatIsChosen(t *testing.T) {
	site := pages(t, map[string]string{"/": flawless(`<label>Yes <input type="checkbox" id="c"></label>`)})
	tab := browser.Start(t).Tab(t, browser.Options{ForcedColours: true})
	tab.Open(site.A + "/")
	before := tab.Screenshot("#c")
	require.Zero(t, browser.Differ(before, tab.Screenshot("#c")))
	tab.Click("#c")
	after := tab.Screenshot("#c")
	require.Greater(t, browser.Differ(before, after), 0.1)
	require.Equal(t, 1.0, browser.Differ(before, tab.Screenshot("")), "pictures of different sizes")
	browser.SavePNG(t, filepath.Join(t.TempDir(), "a", "b.png"), after)
}
