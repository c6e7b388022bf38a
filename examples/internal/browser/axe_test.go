package browser_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func TestAxeFindsTheMistakesOfAllLevels(t *testing.T) {
	for name, c := range map[string]struct{ body, css, rule, selector string }{
		"a picture without a text":         {`<img src="/icon.svg">`, "", "image-alt", "img"},
		"contrast below 4.5":               {`<p id="p">Pale</p>`, "p { color: #aaa }", "color-contrast", "#p"},
		"contrast below 7":                 {`<p id="p">Grey</p>`, "p { color: #666 }", "color-contrast-enhanced", "#p"},
		"targets that are small and close": {`<a href="/1">1</a><br><a href="/2">2</a>`, "a { font-size: 8px }", "target-size", ""},
		"a second main part":               {`<main>Two</main>`, "", "landmark-no-duplicate-main", ""},
		"links of the same name":           {`<p>A text with a <a href="/1">link</a> and a <a href="/2">link</a>.</p>`, "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			site := pages(t, map[string]string{
				"/": flawless(c.body + `<link rel="stylesheet" href="/s.css">`), "/s.css": c.css,
			})
			tab := browser.Start(t).Tab(t, browser.Options{})
			tab.Open(site.A + "/")
			report := tab.Axe(t)
			if c.rule == "" {
				require.Empty(t, said(t, func(t testing.TB) { report.NoViolations(t) }))
				text := said(t, func(t testing.TB) { report.NothingOpen(t) })
				require.Contains(t, text, "identical-links-same-purpose")
				require.Empty(t, said(t, func(t testing.TB) { report.NothingOpen(t, "identical-links-same-purpose") }))
				return
			}
			text := said(t, func(t testing.TB) { report.NoViolations(t) })
			require.Contains(t, text, c.rule+" (")
			require.Contains(t, text, "\n  "+c.selector)
			require.Contains(t, text, "Fix ")
			tab.Quiet()
		})
	}
}

func TestAxeLooksIntoAFrameThatItIsAskedAbout(t *testing.T) {
	site, outer := framed(t)
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(outer(site.B + "/inner"))
	report := tab.Frame("iframe").Axe(t)
	report.NoViolations(t)
	require.Equal(t, site.B+"/inner", report.URL)
	tab.Axe(t).NoViolations(t)
}

func TestWhatIsMissingSkipsOrFailsAsAsked(t *testing.T) {
	site := pages(t, map[string]string{"/": flawless("")})
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(site.A + "/")
	t.Setenv("DFC_AXE", "")
	t.Setenv("DFC_REQUIRE_BROWSER", "")
	require.Contains(t, said(t, func(t testing.TB) { tab.Axe(t) }), "skipped: axe-core is not there")
	t.Setenv("PATH", t.TempDir())
	require.Contains(t, said(t, func(t testing.TB) { browser.Start(t) }), "skipped: there is no Chromium")
	t.Setenv("DFC_REQUIRE_BROWSER", "1")
	require.Equal(t, "axe-core is not there: set DFC_AXE to the path of axe.min.js", said(t, func(t testing.TB) { tab.Axe(t) }))
	require.Equal(t, "there is no Chromium: set DFC_BROWSER", said(t, func(t testing.TB) { browser.Start(t) }))
}
