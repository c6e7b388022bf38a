package browser_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func TestEveryMistakeThatABrowserNoticesIsHeard(t *testing.T) {
	for name, c := range map[string]struct {
		body, script, kind, text string
	}{
		"an error on the console":       {script: `console.error("out of", {what: 1})`, kind: "console error", text: "out of"},
		"a debugging line":              {script: `console.log("here")`, kind: "console log", text: "here"},
		"an exception":                  {script: `null.x`, kind: "exception", text: "Cannot read properties of null"},
		"a rejected promise":            {script: `Promise.reject(new Error("no"))`, kind: "exception", text: "Error: no"},
		"a style in an attribute":       {body: `<p style="color:red">Red</p>`, kind: "log error", text: "style-src"},
		"the same as an issue":          {body: `<p style="color:red">Red</p>`, kind: "issue", text: "ContentSecurityPolicyIssue"},
		"a script in the page":          {body: `<script>1</script>`, kind: "log error", text: "script-src"},
		"text that is made HTML":        {script: `document.body.innerHTML = "<p>x"`, kind: "exception", text: "TrustedHTML"},
		"a missing picture":             {body: `<img src="/missing.png" alt="Missing">`, kind: "log error", text: "404"},
		"a picture of another site":     {body: `<img src="http://c.localhost/x.png" alt="Other">`, kind: "request", text: "csp"},
		"a server that is gone":         {script: `fetch("/x.gone").catch(() => {})`, kind: "request", text: "ERR_EMPTY_RESPONSE"},
		"a field that nobody can name":  {body: `<form><label for="nothing">Name</label> <input name="x"></form>`, kind: "issue", text: "FormLabel"},
		"a dialog that holds things up": {script: `alert("Stop")`, kind: "dialog alert", text: "Stop"},
	} {
		t.Run(name, func(t *testing.T) {
			site := pages(t, map[string]string{
				"/": flawless(c.body + `<script src="/s.js"></script>`), "/s.js": c.script,
			})
			tab := browser.Start(t).Tab(t, browser.Options{})
			tab.Open(site.A + "/")
			var heard string
			require.Eventually(t, func() bool {
				heard = said(t, func(t testing.TB) { tab.For(t).Quiet() })
				return contains(heard, c.kind+": ", c.text)
			}, patience, pause, "%s", c.kind+": "+c.text)
			require.Empty(t, said(t, func(t testing.TB) { tab.For(t).Quiet(":") }), "everything is allowed")
		})
	}
}

func TestAnswersAreKeptWithStatusAndHeader(t *testing.T) {
	site := browser.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/there", http.StatusSeeOther)
			return
		}
		w.Header().Set("Content-Language", "en")
		w.WriteHeader(http.StatusUnprocessableEntity)
		fmt.Fprint(w, "Not like that")
	}))
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(site.A + "/")
	require.Equal(t, http.StatusUnprocessableEntity, tab.Response().Status)
	require.Equal(t, "en", tab.Response().Header.Get("Content-Language"))
	require.Equal(t, http.StatusSeeOther, tab.Responses()[0].Status)
}
