package browser_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

// framed serves a page on one site that shows a form of another, or the same, site.
func framed(t *testing.T) (site browser.Site, outer func(frame string) string) {
	site = browser.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/outer":
			fmt.Fprint(w, flawless(`<p style="height:1500px">Far above.</p>
				<iframe title="Form" width="300" height="200" src="`+r.FormValue("frame")+`"></iframe>`))
		case "/inner":
			http.SetCookie(w, &http.Cookie{
				Name: "inner", Value: "1", Secure: true, HttpOnly: true, Partitioned: true, SameSite: http.SameSiteNoneMode,
			})
			fmt.Fprint(w, flawless(`<form method="post" action="/sent"><label>Name <input id="name" name="name" autocomplete="name"></label>
				<p style="height:400px">Below the edge of the frame is the button.</p><button>Send</button></form>
				<p id="script">off</p><script>document.getElementById("script").textContent = "on"</script>`))
		case "/sent":
			_, err := r.Cookie("inner")
			fmt.Fprint(w, flawless(fmt.Sprintf(`<p id="sent">%s, cookie %v</p><script>console.log("sent")</script>`,
				r.FormValue("name"), err == nil)))
		case "/icon.svg":
		default:
			http.NotFound(w, r)
		}
	}))
	return site, func(frame string) string { return site.A + "/outer?frame=" + frame }
}

func TestAFormInAFrameOfAnotherSiteIsFilledIn(t *testing.T) {
	site, outer := framed(t)
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(outer(site.B + "/inner"))
	frame := tab.Frame("iframe")
	require.Equal(t, site.B+"/inner", frame.URL())
	require.Equal(t, "on", frame.Text("#script"))
	frame.Type("#name", "Zoë Öztürk")
	require.Equal(t, "name", frame.Focused().ID)
	require.Equal(t, "Zoë Öztürk", frame.Value("#name"))
	frame.Click("button")
	require.Equal(t, "Zoë Öztürk, cookie true", frame.Text("#sent"))
	require.NotZero(t, frame.Screenshot("#sent").Bounds().Dx())

	require.Equal(t, []browser.Cookie{{
		Name: "inner", Value: "1", Domain: "b.localhost", Path: "/", Secure: true, HTTPOnly: true, SameSite: "None",
		Partition: "http://a.localhost",
	}}, tab.Cookies())
	messages := tab.Messages()
	require.Len(t, messages, 1, "what a frame says belongs to the page: %v", messages)
	require.Equal(t, "sent", messages[0].Text)
	require.Equal(t, site.B+"/sent", frame.Response().URL)
}

func TestAFrameOfTheSameSiteIsATabAsWell(t *testing.T) {
	site, outer := framed(t)
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(outer(site.A + "/inner"))
	frame := tab.Frame("iframe")
	frame.Type("#name", "Zoë")
	frame.Keys("Enter")
	require.Equal(t, "Zoë, cookie true", frame.Text("#sent"))
}

func TestAFrameInAFrameIsFound(t *testing.T) {
	site, outer := framed(t)
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(outer(site.B + "/outer?frame=" + site.A + "/inner"))
	inner := tab.Frame("iframe").Frame("iframe")
	inner.Click("#name")
	require.Equal(t, "name", inner.Focused().ID)
}

func TestScriptsAreOffInFramesOfOtherSitesToo(t *testing.T) {
	site, outer := framed(t)
	tab := browser.Start(t).Tab(t, browser.Options{NoScript: true})
	tab.Open(outer(site.B + "/inner"))
	frame := tab.Frame("iframe")
	require.Equal(t, "off", frame.Text("#script"))
	frame.Type("#name", "Ada")
	frame.Click("button")
	require.Equal(t, "Ada, cookie true", frame.Text("#sent"))
	tab.Quiet()
}

func TestTheSettingsOfATabHoldInFramesOfOtherSites(t *testing.T) {
	site, outer := framed(t)
	tab := browser.Start(t).Tab(t, browser.Options{Dark: true, TextScale: 2, Language: "de"})
	tab.Open(outer(site.B + "/inner"))
	var got string
	tab.Frame("iframe").Eval(`[matchMedia("(prefers-color-scheme: dark)").matches,
		getComputedStyle(document.documentElement).fontSize, navigator.language].join()`, &got)
	require.Equal(t, "true,32px,de", got)
}
