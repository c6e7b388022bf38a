package browser_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

const (
	patience = 10 * time.Second
	pause    = 50 * time.Millisecond
)

// contains looks for both texts in one line.
func contains(text, a, b string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		if strings.Contains(line, a) && strings.Contains(line, b) {
			return true
		}
	}
	return false
}

func TestAFormIsFilledInByKeyboardAlone(t *testing.T) {
	site := pages(t, map[string]string{
		"/": flawless(`<form action="/sent"><fieldset><legend>Choice</legend>
			<label><input type="radio" name="c" id="yes" value="yes"> Yes</label>
			<label><input type="radio" name="c" id="no" value="no"> No</label></fieldset>
			<label><input type="checkbox" id="sure" name="sure"> Sure</label><button>Send</button></form>`),
		"/sent": flawless(`<p id="sent">Sent</p>`),
	})
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(site.A + "/")
	require.Equal(t, "body", tab.Focused().HTML[1:5])
	tab.Keys("Tab", "ArrowDown")
	require.Equal(t, "#no", tab.Focused().Selector)
	require.Equal(t, "No", tab.Focused().Name)
	require.True(t, tab.Focused().Seen)
	require.True(t, tab.Checked("#no"))
	tab.Keys("Tab", "Space", "Tab", "Shift+Tab")
	require.True(t, tab.Checked("#sure"))
	tab.Keys("Tab", "Enter")
	require.Equal(t, site.A+"/sent?c=no&sure=on", tab.URL())
	require.Equal(t, "Sent", tab.Text("#sent"))
	tab.Quiet()
}

func TestAStepWaitsForTheSlowAnswerOfTheStepBefore(t *testing.T) {
	var asked atomic.Int32
	site := browser.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, `<!DOCTYPE html><title>Old</title><h1>Old</h1><form method="post" action="/slow"><button id="send">Send</button></form>
				<button id="fetch" type="button">Fetch</button><script>document.querySelector("#fetch").onclick = async () => {
				const answer = await fetch("/slow"); document.querySelector("h1").textContent = await answer.text() }</script>`)
		case "/slow":
			asked.Add(1)
			time.Sleep(700 * time.Millisecond)
			fmt.Fprint(w, `<!DOCTYPE html><title>New</title><h1>New</h1>`)
		}
	}))
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(site.A + "/")
	tab.Click("#fetch")
	require.Contains(t, tab.Text("h1"), "New")
	tab.Reload()
	require.Equal(t, "Old", tab.Text("h1"))
	tab.Click("#send")
	require.Equal(t, "New", tab.Title())
	tab.Back()
	require.Equal(t, "Old", tab.Title())
	tab.DoubleClick("#send")
	require.Equal(t, "New", tab.Title())
	require.GreaterOrEqual(t, asked.Load(), int32(3))
}

func TestAStepThatCannotBeTakenSaysWhatWasExpected(t *testing.T) {
	pictures := t.TempDir()
	t.Setenv("DFC_PICTURES", pictures)
	site := pages(t, map[string]string{
		"/":      flawless(`<button disabled id="b">Send</button><div id="cover"></div><link rel="stylesheet" href="/s.css">`),
		"/s.css": `#cover { position: fixed; inset: 0 }`,
	})
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(site.A + "/")
	for want, step := range map[string]func(*browser.Tab){
		"expected `#b` to be clickable":          func(tab *browser.Tab) { tab.Click("#b") },
		"expected an element `#missing`":         func(tab *browser.Tab) { tab.Text("#missing") },
		`there is no key "Return"`:               func(tab *browser.Tab) { tab.Keys("Return") },
		"there is no x":                          func(tab *browser.Tab) { tab.Eval(`throw new Error("there is no x")`, nil) },
		"expected a page in the frame `h1`":      func(tab *browser.Tab) { tab.Frame("h1") },
		"http://a.localhost:1/ cannot be opened": func(tab *browser.Tab) { tab.Open("http://a.localhost:1/") },
	} {
		text := said(t, func(t testing.TB) { step(tab.For(t).Patient(time.Second)) })
		require.Contains(t, text, want)
		require.Contains(t, text, "picture: "+pictures)
		if strings.Contains(want, "opened") {
			tab.Open(site.A + "/")
		}
	}
	require.Contains(t, said(t, func(t testing.TB) { tab.For(t).Patient(time.Second).Click("#b") }), `covered by <div id="cover">`)
	files, err := filepath.Glob(filepath.Join(pictures, "*.png"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	info, err := os.Stat(files[0])
	require.NoError(t, err)
	require.NotZero(t, info.Size())
}

func TestWhatAScriptDoesLaterIsWaitedFor(t *testing.T) {
	site := pages(t, map[string]string{
		"/":     flawless(`<p id="later">Not yet</p><script src="/s.js"></script>`),
		"/s.js": `setTimeout(() => { document.querySelector("#later").textContent = "Done now" }, 400)`,
	})
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(site.A + "/")
	tab.WaitText("#later", "Done")
	text := said(t, func(t testing.TB) { tab.For(t).Patient(time.Second).WaitText("#later", "Never") })
	require.Contains(t, text, "expected `#later` to show \"Never\" within 1s: it shows \"Done now\"")
}

func TestWorkersRunAndWindowsThatOpenDoNotHoldUpThePage(t *testing.T) {
	site := browser.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/w.js":
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, `postMessage("Worked")`)
		default:
			fmt.Fprint(w, flawless(`<p id="worker">Waits</p><a href="/other" target="_blank">Other window</a>
				<script>new Worker("/w.js").onmessage = e => { document.querySelector("#worker").textContent = e.data }</script>`))
		}
	}))
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(site.A + "/")
	tab.WaitText("#worker", "Worked")
	begin := time.Now()
	tab.Click("a")
	require.Less(t, time.Since(begin), patience)
	require.Equal(t, site.A+"/", tab.URL())
}

func TestABrowserThatCrashedIsStartedAgain(t *testing.T) {
	site := pages(t, map[string]string{"/": flawless("")})
	b := browser.Start(t)
	tab := b.Tab(t, browser.Options{})
	tab.Open(site.A + "/")
	b.Crash()
	require.Contains(t, said(t, func(t testing.TB) { tab.For(t).Click("h1") }), "the browser is gone")
	again := browser.Start(t).Tab(t, browser.Options{})
	again.Open(site.A + "/")
	require.Equal(t, "A page", again.Text("h1"))
}

func TestTabsShareNoCookies(t *testing.T) {
	site := browser.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "__Host-a", Value: "1", Secure: true, Path: "/"})
	}))
	b := browser.Start(t)
	one, two := b.Tab(t, browser.Options{}), b.Tab(t, browser.Options{})
	one.Open(site.A + "/")
	require.Len(t, one.Cookies(), 1)
	require.Empty(t, two.Cookies())
}
