package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func request(h http.Handler, method, path, accept string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.Header.Set("Accept-Language", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestWhatLeadsNowhereIsAPageInTheVisitorsLanguage(t *testing.T) {
	h, widgets, _ := sites(t)
	s, err := newSite(widgets, widgets)
	require.NoError(t, err)
	for name, c := range map[string]struct {
		handler              http.Handler
		method, path, accept string
		status               int
		want                 string
	}{
		"site, German":                {s, http.MethodGet, "/nirgends", "de", http.StatusNotFound, "Nicht gefunden"},
		"site, English":               {s, http.MethodGet, "/nirgends", "en", http.StatusNotFound, "Not found"},
		"language of the path":        {s, http.MethodGet, "/en/nirgends", "de", http.StatusNotFound, "Not found"},
		"no part of a page is a page": {s, http.MethodGet, "/de/parts", "de", http.StatusNotFound, "Nicht gefunden"},
		"a language without pages":    {s, http.MethodGet, "/fr/element", "en", http.StatusNotFound, "Not found"},
		"site is only read, German":   {s, http.MethodPost, "/de/element", "de", http.StatusMethodNotAllowed, "nur lesen"},
		"site is only read, English":  {s, http.MethodDelete, "/", "en", http.StatusMethodNotAllowed, "only be read"},
		"widgets, German":             {h, http.MethodGet, "/nirgends", "de", http.StatusNotFound, "Nicht gefunden"},
		"widgets, English":            {h, http.MethodGet, "/nirgends", "en", http.StatusNotFound, "Not found"},
		"host's page is only read":    {h, http.MethodPost, "/", "en", http.StatusMethodNotAllowed, "only be read"},
		"a page":                      {s, http.MethodHead, "/en/both", "de", http.StatusOK, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := request(c.handler, c.method, c.path, c.accept)
			assert.Equal(t, c.status, w.Code)
			assert.Contains(t, w.Body.String(), c.want)
			if c.status != http.StatusOK {
				assert.Contains(t, w.Body.String(), `<a href="/?lang=`, "a way out")
				assert.Equal(t, "text/html; charset=utf-8", w.Header().Get("Content-Type"))
				assert.NotEmpty(t, w.Header().Get("Content-Security-Policy"))
			}
			if c.status == http.StatusMethodNotAllowed {
				assert.Equal(t, "GET, HEAD", w.Header().Get("Allow"))
			}
		})
	}
}

func TestVisitorsAreNotToldWhyTheServerFails(t *testing.T) {
	set, err := widget.New(widget.Config{}) // has no results
	require.NoError(t, err)
	for lang, want := range map[string]string{"de": "es liegt nicht an Ihnen", "en": "it is not your fault"} {
		w := request(templatePage(set, ""), http.MethodGet, "/", lang)
		assert.Equal(t, http.StatusInternalServerError, w.Code)
		assert.Contains(t, w.Body.String(), want)
		assert.NotContains(t, w.Body.String(), widget.ErrNotFound.Error())
	}
}

func TestTheFirstPageIsInTheVisitorsLanguage(t *testing.T) {
	s, err := newSite("http://a.localhost:1", "http://127.0.0.1:1")
	require.NoError(t, err)
	for accept, want := range map[string]string{"en-GB,en;q=0.9": "/en/both", "de-AT": "/de/both", "fr": "/de/both", "": "/de/both"} {
		w := request(s, http.MethodGet, "/", accept)
		assert.Equal(t, http.StatusFound, w.Code)
		assert.Equal(t, want, w.Header().Get("Location"), accept)
		assert.Equal(t, "Accept-Language", w.Header().Get("Vary"))
	}
	assert.Equal(t, "/en/both", request(s, http.MethodGet, "/?lang=en", "de").Header().Get("Location"))
}

func TestProblemsAreAccessible(t *testing.T) {
	_, widgets, site := sites(t)
	for _, address := range []string{widgets, site} {
		tab := browser.Start(t).Tab(t, browser.Options{Language: "de", Width: 320})
		tab.Open(address + "/nirgends")
		tab.Axe(t).NoViolations(t)
		assert.Empty(t, tab.Overflow())
		tab.Click("a")
		tab.Wait("h2")
		tab.Quiet("status of 404")
	}
}
