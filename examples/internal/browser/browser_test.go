package browser_test

import (
	"fmt"
	"net/http"
	"path"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func TestMain(m *testing.M) { browser.Main(m) }

// policy is as strict as can be, so that what works here works everywhere.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; " +
	"form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types dfc"

// flawless is a page without a mistake; body goes into its main part.
func flawless(body string) string {
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon.svg"></head>
<body><main><h1>A page</h1>` + body + `</main></body></html>`
}

// pages serves each page under its path, with the policy.
func pages(t *testing.T, list map[string]string) browser.Site {
	return browser.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		switch path.Ext(r.URL.Path) {
		case ".css":
			w.Header().Set("Content-Type", "text/css")
		case ".js":
			w.Header().Set("Content-Type", "text/javascript")
		case ".svg":
			w.Header().Set("Content-Type", "image/svg+xml")
			fmt.Fprint(w, `<svg xmlns="http://www.w3.org/2000/svg"/>`)
			return
		case ".gone":
			panic(http.ErrAbortHandler)
		}
		text, ok := list[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, text)
	}))
}

func TestAFlawlessPageIsQuietAndPasses(t *testing.T) {
	site := pages(t, map[string]string{
		"/":     flawless(`<p><a href="/next">Go to the next page</a></p>`),
		"/next": flawless(`<p id="here">You are here.</p>`),
	})
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(site.A + "/")
	require.Equal(t, "A page", tab.Text("h1"))
	tab.Click("a")
	require.Equal(t, "You are here.", tab.Text("#here"))
	require.Equal(t, site.A+"/next", tab.URL())
	tab.Back()
	require.Equal(t, site.A+"/", tab.URL())
	report := tab.Axe(t)
	report.NoViolations(t)
	report.NothingOpen(t)
	tab.Quiet()
}
