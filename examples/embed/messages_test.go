package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

// pause lets messages arrive.
const pause = "new Promise(r => setTimeout(() => r(1), 300))"

func TestAFrameIsAsHighAsItsPageAndNoHigherThanThat(t *testing.T) {
	_, _, site := sites(t)
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(site + "/de/frame")
	frame := tab.Frame("iframe")
	frame.Wait("form")
	high := still(tab, false)
	var inner float64
	frame.Eval("document.documentElement.getBoundingClientRect().height", &inner)
	assert.InDelta(t, inner, high, 2)
	frame.Eval("parent.postMessage({dfc: 'height', height: 50000}, '*'); "+pause, nil)
	assert.Equal(t, 20000.0, height(tab), "what a page may ask for is bounded")
}

// The page around a frame believes the frame's window, and only while the page of the
// widgets is in it.
func TestTheHeightOfAFrameIsItsOwnPagesAffair(t *testing.T) {
	_, widgets, site := sites(t)
	t.Run("another window of the same origin", func(t *testing.T) {
		tab := browser.Start(t).Tab(t, browser.Options{})
		tab.Open(site + "/de/frame")
		tab.Frame("iframe").Wait("form")
		before := still(tab, false)
		tab.Eval(`(() => { const f = document.body.appendChild(document.createElement('iframe')); f.title = 'second'; f.src = '`+widgets+`/dfc/eligibility'; })()`, nil)
		second := tab.Frame("iframe[title=second]")
		second.Wait("form")
		second.Eval("parent.postMessage({dfc: 'height', height: 5}, '*'); "+pause, nil)
		assert.Equal(t, before, height(tab))
	})
	t.Run("another page in the same window", func(t *testing.T) {
		stranger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			page := `<script>parent.postMessage({dfc: 'height', height: 5}, '*')</script>posted`
			if r.URL.Path == "/" {
				page = `<script src="` + widgets + `/dfc/dfc.js" defer></script><dfc-ballot><iframe src="` + widgets + `/dfc/ballot/ws-2026" height="700" title="x"></iframe></dfc-ballot>`
			}
			_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="en"><title>x</title><body>` + page))
		}))
		defer stranger.Close()
		tab := browser.Start(t).Tab(t, browser.Options{})
		tab.Open(strings.Replace(stranger.URL, "127.0.0.1", "c.localhost", 1))
		before := height(tab)
		tab.Eval("document.querySelector('iframe').contentWindow.location = '/posts'; "+pause, nil)
		assert.Equal(t, before, height(tab))
	})
}

// Whatever a frame tells the page around it, it is never what was chosen.
func TestMessagesOfAFrameCarryNoChoice(t *testing.T) {
	_, _, site := sites(t)
	tab := browser.Start(t).Tab(t, browser.Options{Before: `addEventListener('message', e => {
		const root = document.documentElement;
		root.dataset.told = (root.dataset.told || '') + JSON.stringify(Object.entries(e.data).map(([k, v]) => typeof v === 'number' ? k : k + ':' + v)) + '\n';
	})`})
	tab.Open(site + "/de/frame")
	frame := tab.Frame("iframe")
	shows(t, frame, "main", "Schritt 1 von 3")
	still(tab, false)
	tick(t, frame, 1, true)
	submit(t, frame, "main", "Schritt 2 von 3")
	var told string
	tab.Eval("document.documentElement.dataset.told", &told)
	known := map[string]bool{`["dfc:height","height"]`: true, `["dfc:load"]`: true, `["dfc:submit"]`: true}
	for line := range strings.Lines(told) {
		assert.True(t, known[strings.TrimSpace(line)], line)
	}
	assert.Contains(t, told, "dfc:submit")
}

func TestAPageCanKeepAFormFromBeingSent(t *testing.T) {
	_, widgets, _ := sites(t)
	tab := browser.Start(t).Tab(t, browser.Options{Before: "addEventListener('dfc:submit', e => e.preventDefault())"})
	tab.Open(widgets + "/?lang=de")
	tab.Click("dfc-eligibility button")
	assert.Equal(t, 1, tab.Count("dfc-eligibility select"), "the form stands as it stood")
	assert.Equal(t, widgets+"/?lang=de", tab.URL())
}

// Browsers that cannot make HTML harmless themselves get it through the policy "dfc".
func TestAnElementLoadsInABrowserWithoutASanitizer(t *testing.T) {
	_, _, site := sites(t)
	tab := browser.Start(t).Tab(t, browser.Options{Before: "delete Element.prototype.setHTML"})
	tab.Open(site + "/de/element")
	tab.WaitText("main", "Gewählt sind")
	tab.Quiet()
}

// A frame without an origin has its forms refused as those of another site.
func TestASandboxNeedsItsOrigin(t *testing.T) {
	_, _, site := sites(t)
	for sandbox, want := range map[string]string{
		"allow-forms allow-scripts allow-same-origin": "Sie haben noch nichts ausgewählt.", "allow-forms allow-scripts": "Das Formular kam von einer fremden Website.",
	} {
		tab := browser.Start(t).Tab(t, browser.Options{})
		tab.Open(site + "/de/frame")
		tab.Eval(`(() => { const f = document.querySelector('iframe'), g = f.cloneNode(); g.setAttribute('sandbox', '`+sandbox+`'); f.replaceWith(g); })()`, nil)
		frame := tab.Frame("iframe")
		shows(t, frame, "main", "Schritt 1 von 3")
		submit(t, frame, "main", want)
	}
}
