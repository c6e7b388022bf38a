package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func TestWithoutTheWidgetsALinkRemains(t *testing.T) {
	s, err := newSite("http://a.localhost:1", "http://127.0.0.1:1") // nobody listens there
	require.NoError(t, err)
	for lang, want := range map[string]string{"de": "Ergebnis der Abstimmung", "en": "Result of the vote"} {
		w := request(s, http.MethodGet, "/"+lang+"/include", "fr")
		assert.Equal(t, http.StatusOK, w.Code)
		assert.Contains(t, w.Body.String(), `<p><a href="http://a.localhost:1/dfc/results/ws-2025">`+want+`</a></p>`)
	}
	w := request(s, http.MethodGet, "/dfc/results/ws-2025.csv?lang=en", "")
	assert.Equal(t, http.StatusInternalServerError, w.Code)
	assert.Contains(t, w.Body.String(), "it is not your fault")
	assert.NotContains(t, w.Body.String(), "127.0.0.1", "where the widgets are is nobody's business")
}

// checkLinks follows what an included fragment links to, at whichever of the two sites.
func checkLinks(t *testing.T, tab *browser.Tab) {
	var hrefs []string
	tab.Eval(`[...document.querySelectorAll('dfc-results a[href*="/dfc/"]')].map(a => a.href)`, &hrefs)
	assert.NotEmpty(t, hrefs)
	local := strings.NewReplacer("a.localhost", "127.0.0.1", "b.localhost", "127.0.0.1")
	for _, href := range hrefs {
		get(t, local.Replace(href))
	}
}

// What a fragment links to is there, too, and ballots are not.
func TestTheSitePassesOnWhatTheWidgetsShow(t *testing.T) {
	_, widgets, site := sites(t)
	tab := browser.Start(t).Tab(t, browser.Options{Language: "de"})
	tab.Open(site + "/de/include")
	checkLinks(t, tab)
	tab.Open(site + "/dfc/ballot/ws-2026?lang=de")
	assert.Equal(t, widgets+"/dfc/ballot/ws-2026?lang=de", tab.URL())
}
