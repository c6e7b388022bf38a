package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler)) // tests make servers fail on purpose
	browser.Main(m)
}

// sites are the widgets on one site and pages that embed them on another.
func sites(t *testing.T) (h *host, widgets, site string) {
	// The servers have to know each other's address before they exist.
	var hosted, foreign http.Handler
	w := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { hosted.ServeHTTP(rw, r) }))
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { foreign.ServeHTTP(rw, r) }))
	t.Cleanup(w.Close)
	t.Cleanup(s.Close)
	widgets, site = origin("a", w.Listener), origin("b", s.Listener)
	h, err := newHost(context.Background(), t.TempDir(), widgets, site)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, h.close()) })
	embedding, err := newSite(widgets, w.URL)
	require.NoError(t, err)
	hosted, foreign = h, embedding
	return h, widgets, site
}

// upstreamOf is an origin as this program reaches it: resolvers need not know names below
// localhost, as browsers do.
func upstreamOf(origin string) string {
	return "http://127.0.0.1" + origin[strings.LastIndexByte(origin, ':'):]
}

func TestFourWaysToEmbed(t *testing.T) {
	_, widgets, site := sites(t)
	b := browser.Start(t)
	for _, c := range []struct {
		name, address, want string
		noScript            bool
	}{
		{"Go template, German", widgets + "/?lang=de", "Gewählt sind", false},
		{"Go template, English, no script", widgets + "/?lang=en", "Elected:", true},
		{"element, German", site + "/de/element", "Gewählt sind", false},
		{"element, English", site + "/en/element", "Elected:", false},
		{"element, no script", site + "/de/element", "Ergebnis der Abstimmung", true},
		{"both, German", site + "/de/both", "Gewählt sind", false},
		{"both, English", site + "/en/both", "Elected:", false},
		{"both, no script", site + "/de/both", "Ergebnis der Abstimmung", true},
		{"include, German", site + "/de/include", "Gewählt sind", false},
		{"include, no script", site + "/en/include", "Elected:", true},
		{"frame, German", site + "/de/frame", "Ereignisse", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := b.Tab(t, browser.Options{NoScript: c.noScript, Language: "de"})
			open(t, tab, c.address, c.want)
			tab.Quiet() // before axe-core, which loads style sheets in its own way
			tab.Axe(t).NoViolations(t)
			narrow := b.Tab(t, browser.Options{NoScript: c.noScript, Width: 320})
			open(t, narrow, c.address, c.want)
			if narrow.Count("iframe") > 0 {
				still(narrow, c.noScript)
			}
			assert.Empty(t, narrow.Overflow())
		})
	}
}

// A whole secret vote in a frame of another site.
func TestAVoteInAFrameOfAnotherSite(t *testing.T) {
	for name, noScript := range map[string]bool{"with script": false, "without script": true} {
		t.Run(name, func(t *testing.T) {
			h, _, site := sites(t)
			tab := browser.Start(t).Tab(t, browser.Options{NoScript: noScript})
			tab.Open(site + "/de/frame")
			frame := tab.Frame("iframe")
			shows(t, frame, "main", "Schritt 1 von 3")
			high := still(tab, noScript)
			for i := range 3 { // one too many
				tick(t, frame, i, true)
			}
			submit(t, frame, ".dfc-errors", "Erlaubt sind höchstens 2")
			if !noScript {
				assert.Contains(t, frame.Focused().HTML, "dfc-errors")
				assert.Greater(t, still(tab, noScript), high, "the frame grows with the summary of the error")
			}
			tick(t, frame, 2, false)
			submit(t, frame, "main", "Schritt 2 von 3")
			still(tab, noScript)
			enter(t, frame, h.credentials[0].Reveal())
			submit(t, frame, "main", "Ihre Stimme ist in der Urne.")
			var receipt string
			frame.Eval(`document.querySelector('pre').textContent`, &receipt)
			assert.Contains(t, receipt, "embed.example.org/ws-2026", "the receipt came back in a cookie of the frame")
			assert.Equal(t, 1, h.box.Status().Voted)
			if !noScript {
				tab.WaitText("#events", "dfc:complete")
				for _, name := range []string{"dfc:load", "dfc:submit", "dfc:error"} {
					assert.Contains(t, tab.Text("#events"), name)
				}
				assert.NotContains(t, tab.Text("#events"), "{", "events carry nothing")
			}
			for _, c := range tab.Cookies() {
				assert.True(t, c.Secure && c.HTTPOnly, c.Name)
				assert.NotEmpty(t, c.Partition, "%s is kept apart for this site", c.Name)
			}
			tab.Quiet("status of 422")
		})
	}
}

// A busy browser that has not yet drawn the page around a frame anew takes a click into the
// frame for one at another place. So each step here looks whether it was taken.

// again takes a step until it has had its effect.
func again(t *testing.T, step func(), done func() bool) {
	for range 5 {
		step()
		for range 20 {
			if done() {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	require.Fail(t, "the step has no effect")
}

// tick marks an option in the frame, or takes the mark away.
func tick(t *testing.T, frame *browser.Tab, option int, on bool) {
	css := "input[name=o][value='" + strconv.Itoa(option) + "']"
	again(t, func() { frame.Click(css) }, func() bool { return frame.Checked(css) == on })
}

// submit sends what is in the frame, and waits for the answer.
func submit(t *testing.T, frame *browser.Tab, css, text string) {
	before := len(frame.Responses())
	again(t, func() { frame.Click("button[type=submit]") }, func() bool { return len(frame.Responses()) > before })
	shows(t, frame, css, text)
}

// enter writes the credential into the frame.
func enter(t *testing.T, frame *browser.Tab, credential string) {
	const css = "input[name=credential]"
	again(t, func() { frame.Type(css, credential) }, func() bool { return frame.Value(css) == credential })
}

// stillJS waits until the frame has had the same height for a while.
const stillJS = `new Promise(done => {
	const frame = document.querySelector('iframe');
	let last, times = 0;
	const look = () => {
		const now = frame.getBoundingClientRect().height;
		times = now === last ? times + 1 : 0;
		last = now;
		times < 10 ? setTimeout(look, 30) : done(now);
	};
	look();
})`

// still is the height of the frame once it has that of what is in it. A click at what moves
// hits something else; without script nothing moves.
func still(tab *browser.Tab, noScript bool) (n float64) {
	if noScript {
		return height(tab)
	}
	tab.Eval(stillJS, &n)
	return n
}

// open loads a page that will show the text.
func open(t *testing.T, tab *browser.Tab, address, text string) {
	tab.Open(address)
	shows(t, tab, "main", text)
}

// shows waits for the text, and for the style sheets, too: on a busy machine a page can be
// looked at before they are there, above all one in a frame, and clicks go astray.
func shows(t *testing.T, tab *browser.Tab, css, text string) {
	tab.WaitText(css, text)
	require.Eventually(t, func() (complete bool) {
		tab.Eval(`document.readyState === "complete"`, &complete)
		return complete
	}, 20*time.Second, 20*time.Millisecond)
}

// height is that of the frame, in the page around it.
func height(tab *browser.Tab) (n float64) {
	tab.Eval("document.querySelector('iframe').getBoundingClientRect().height", &n)
	return n
}

func TestWhoMayNotIsKeptOut(t *testing.T) {
	h, widgets, site := sites(t)
	stranger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="en"><title>x</title><body><iframe src="` + widgets + `/dfc/ballot/ws-2026" title="x"></iframe>
<form method="post" action="` + widgets + `/dfc/ballot/ws-2026/cast"><input name="o" value="0"><input name="credential" value="` + h.credentials[1].Reveal() + `"><input name="key" value="AAAAAAAAAAAAAAAAAAAAAA"><button>x</button></form>`))
	}))
	defer stranger.Close()
	address := strings.Replace(stranger.URL, "127.0.0.1", "c.localhost", 1)

	t.Run("a stranger cannot frame a ballot", func(t *testing.T) {
		tab := browser.Start(t).Tab(t, browser.Options{})
		tab.Open(address)
		said := ""
		for _, m := range tab.Messages() {
			said += m.Text
		}
		assert.Contains(t, said, "frame-ancestors")
	})
	t.Run("a form of a stranger casts nothing", func(t *testing.T) {
		tab := browser.Start(t).Tab(t, browser.Options{})
		tab.Open(address)
		tab.Click("button")
		assert.Equal(t, http.StatusForbidden, tab.Response().Status)
		assert.Equal(t, 0, h.box.Status().Voted)
	})
	t.Run("a script of a stranger reads nothing", func(t *testing.T) {
		for at, want := range map[string]string{address: "refused", site + "/de/element": "read"} {
			tab := browser.Start(t).Tab(t, browser.Options{})
			tab.Open(at)
			var got string
			tab.Eval("fetch('"+widgets+"/dfc/fragment/results/ws-2025').then(r => r.text()).then(() => 'read', () => 'refused')", &got)
			assert.Equal(t, want, got, at)
			tab.Eval("fetch('"+widgets+"/dfc/ballot/ws-2026').then(r => r.text()).then(() => 'read', () => 'refused')", &got)
			assert.Equal(t, "refused", got, "ballots are fetched by nobody")
		}
	})
	t.Run("messages of others change no height", func(t *testing.T) {
		tab := browser.Start(t).Tab(t, browser.Options{})
		tab.Open(site + "/de/frame")
		tab.Frame("iframe").Wait("form")
		before := still(tab, false)
		tab.Eval("window.postMessage({dfc: 'height', height: 5}, '*'); new Promise(r => setTimeout(() => r(1), 300))", nil)
		assert.Equal(t, before, height(tab))
	})
}

// A form in a page of the host is answered there; without script, on its own page.
func TestAFormInAPageIsAnsweredInPlace(t *testing.T) {
	_, widgets, _ := sites(t)
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(widgets + "/?lang=de")
	tab.Click("dfc-eligibility button")
	tab.WaitText("dfc-eligibility", "Ihre Angaben")
	assert.Equal(t, widgets+"/?lang=de", tab.URL(), "the page stays")
	assert.Contains(t, tab.Focused().HTML, "<h2", "the focus is on what is new")
	tab.Click("dfc-eligibility fieldset ~ p button") // no answer is marked
	tab.WaitText("dfc-eligibility", "Wählen Sie eine der Antworten.")
	assert.Contains(t, tab.Focused().HTML, "dfc-errors")
	tab.Click("dfc-eligibility input[value=no]")
	tab.Click("dfc-eligibility fieldset ~ p button")
	tab.WaitText("dfc-eligibility dl", "Nein")
	assert.Contains(t, tab.Text("dfc-results"), "Gewählt sind", "the other widget stays as it is")
	tab.Quiet("status of 422")

	plain := browser.Start(t).Tab(t, browser.Options{NoScript: true})
	plain.Open(widgets + "/?lang=de")
	plain.Click("dfc-eligibility button")
	assert.Contains(t, plain.URL(), "/dfc/eligibility?lang=de")
	assert.Contains(t, plain.Text("main"), "Ihre Angaben")
}
