package widget_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

func do(set http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	set.ServeHTTP(w, r)
	return w
}

func get(set http.Handler, path string) *httptest.ResponseRecorder {
	return do(set, httptest.NewRequest(http.MethodGet, path, nil))
}

// request is a form that is sent.
func request(path, body string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func post(set http.Handler, path string, form url.Values, cookies ...*http.Cookie) *httptest.ResponseRecorder {
	r := request(path, form.Encode())
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return do(set, r)
}

// values are pairs of a form.
func values(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

const strict = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; " +
	"require-trusted-types-for 'script'; trusted-types dfc; frame-ancestors 'none'"

func TestEveryAnswerHasItsHeaders(t *testing.T) {
	e := newElection(t)
	for name, c := range map[string]struct {
		w     *httptest.ResponseRecorder
		code  int
		cache string
	}{
		"page":       {get(e.set, "/dfc/eligibility"), http.StatusOK, "no-store"},
		"ballot":     {get(e.set, "/dfc/ballot/ws"), http.StatusOK, "no-store"},
		"error":      {post(e.set, "/dfc/ballot/ws/check", values("o", "0", "o", "1", "o", "2")), http.StatusUnprocessableEntity, "no-store"},
		"check":      {post(e.set, "/dfc/ballot/ws/check", values("o", "0")), http.StatusOK, "no-store"},
		"redirect":   {get(e.set, "/dfc/ballot/ws/check"), http.StatusSeeOther, "no-store"},
		"not found":  {get(e.set, "/dfc/nothing"), http.StatusNotFound, "no-store"},
		"results":    {get(e.set, "/dfc/results/ws"), http.StatusOK, "no-cache"},
		"fragment":   {get(e.set, "/dfc/fragment/results/ws"), http.StatusOK, "no-cache"},
		"JSON":       {get(e.set, "/dfc/results/ws.json"), http.StatusOK, "no-cache"},
		"CSV":        {get(e.set, "/dfc/results/ws.csv"), http.StatusOK, "no-cache"},
		"SVG":        {get(e.set, "/dfc/results/ws.svg"), http.StatusOK, "no-cache"},
		"script":     {get(e.set, "/dfc/dfc.js"), http.StatusOK, "no-cache"},
		"for good":   {get(e.set, between(string(e.set.Head()), `src="`, `"`)), http.StatusOK, "public, max-age=31536000, immutable"},
		"bad method": {do(e.set, httptest.NewRequest(http.MethodDelete, "/dfc/ballot/ws", nil)), http.StatusMethodNotAllowed, "no-store"},
	} {
		t.Run(name, func(t *testing.T) {
			h := c.w.Header()
			assert.Equal(t, c.code, c.w.Code)
			assert.Equal(t, strict, h.Get("Content-Security-Policy"))
			assert.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
			assert.Equal(t, "same-origin", h.Get("Referrer-Policy"))
			assert.Equal(t, "camera=(), geolocation=(), microphone=()", h.Get("Permissions-Policy"))
			if c.code == http.StatusOK && c.cache == "no-store" {
				assert.Equal(t, "Accept-Language, Cookie, Sec-Fetch-Dest, Dfc-Fragment", h.Get("Vary"))
			}
			assert.Equal(t, c.cache, h.Get("Cache-Control"))
			assert.NotContains(t, c.w.Body.String(), "style=")
			if c.code == http.StatusOK && c.cache == "no-cache" {
				r := httptest.NewRequest(http.MethodGet, "/dfc/results/ws.csv", nil)
				r.Header.Set("If-None-Match", get(e.set, "/dfc/results/ws.csv").Header().Get("ETag"))
				assert.Equal(t, http.StatusNotModified, do(e.set, r).Code)
			}
		})
	}
	assert.Equal(t, "GET, HEAD", do(e.set, httptest.NewRequest(http.MethodPut, "/dfc/results/ws", nil)).Header().Get("Allow"))
	for lang, want := range map[string]string{"de": "de", "en": "en", "fr": "de", "en-GB": "en"} {
		assert.Equal(t, want, get(e.set, "/dfc/eligibility?lang="+lang).Header().Get("Content-Language"), lang)
	}
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

func TestHeadIsGetWithoutBody(t *testing.T) {
	e := newElection(t)
	for _, path := range []string{"/dfc/eligibility", "/dfc/ballot/ws", "/dfc/results/ws", "/dfc/results/ws.json", "/dfc/dfc.css", "/dfc/nothing"} {
		full, head := get(e.set, path), do(e.set, httptest.NewRequest(http.MethodHead, path, nil))
		assert.Equal(t, full.Code, head.Code, path)
		assert.Empty(t, head.Body.String(), path)
		for _, name := range []string{"Content-Type", "Content-Length", "ETag"} {
			assert.Equal(t, full.Header().Get(name), head.Header().Get(name), "%s %s", path, name)
		}
		assert.Equal(t, fmt.Sprint(full.Body.Len()), head.Header().Get("Content-Length"), path)
	}
}

func TestOnlyDeclaredOriginsFetchAndFrame(t *testing.T) {
	e := newElection(t, func(c *widget.Config) {
		c.Origin, c.FrameOrigins, c.FetchOrigins = "https://wahl.example.org", []string{"https://a.example"}, []string{"https://b.example"}
	})
	assert.True(t, strings.HasSuffix(e.set.Policy(), "frame-ancestors https://a.example"))
	for _, c := range []struct{ origin, path, want string }{
		{"https://b.example", "/dfc/fragment/results/ws", "https://b.example"}, {"https://a.example", "/dfc/fragment/results/ws", ""},
		{"https://b.example", "/dfc/results/ws.json", "https://b.example"}, {"https://b.example", "/dfc/ballot/ws", ""},
		{"https://b.example", "/dfc/fragment/eligibility", ""}, {"null", "/dfc/fragment/results/ws", ""},
	} {
		r := httptest.NewRequest(http.MethodGet, c.path, nil)
		r.Header.Set("Origin", c.origin)
		h := do(e.set, r).Header()
		assert.Equal(t, c.want, h.Get("Access-Control-Allow-Origin"), "%s %s", c.origin, c.path)
		assert.Empty(t, h.Get("Access-Control-Allow-Credentials"))
	}
}

func TestFormsOfOtherSitesCastNothing(t *testing.T) {
	e := newElection(t)
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		r := request("/dfc/ballot/ws/cast", values("o", "0", "key", key(1)).Encode())
		r.Header.Set(name, value)
		assert.Equal(t, http.StatusForbidden, do(e.set, r).Code, name)
	}
	assert.Equal(t, 0, e.box.Status().Voted)
}

func TestTricksWithPathsAndFormsAreAnswered(t *testing.T) {
	e := newElection(t)
	for _, path := range []string{"/dfc/", "/dfc/ballot/", "/dfc/ballot//check", "/dfc/ballot/ws/", "/dfc/ballot/..", "/dfc/ballot/%2e%2e", "/dfc/ballot/a%2Fb", "/dfc/ballot/%00",
		"/dfc/ballot/%ff", "/dfc/ballot/ws/cast/x", "/dfc/results/.json", "/dfc/results/x.json", "/dfc/assets/", "/dfc/assets/..%2fset.go", "/dfc/assets/dfc.js", "/dfc/fragment",
		"/dfc/fragment/ballot", "/dfc/fragment/eligibility/x", "/dfc/fragment/nothing/x", "/dfc/" + strings.Repeat("a", 10000), "/dfc/ballot/" + strings.Repeat("ä", 201), "/other"} {
		assert.Equal(t, http.StatusNotFound, get(e.set, path).Code, "%.60s", path)
	}
	assert.Equal(t, http.StatusOK, get(e.set, "/dfc/eligibility?lang=%ff&lang=;%zz").Code)
	for name, c := range map[string]struct {
		r    *http.Request
		want int
	}{
		"too large":      {request("/dfc/eligibility", "kind="+strings.Repeat("a", 65<<10)), http.StatusRequestEntityTooLarge},
		"broken UTF-8":   {request("/dfc/eligibility", "kind=%ff"), http.StatusBadRequest},
		"NUL":            {request("/dfc/eligibility", "kind=%00"), http.StatusBadRequest},
		"broken escape":  {request("/dfc/eligibility", "kind=%zz"), http.StatusBadRequest},
		"unknown kind":   {request("/dfc/eligibility", "kind=club"), http.StatusBadRequest},
		"no such option": {request("/dfc/ballot/ws/check", "o=99"), http.StatusBadRequest},
		"no number":      {request("/dfc/ballot/ws/check", "o=01"), http.StatusBadRequest},
		"other fields":   {request("/dfc/ballot/ws/check", "v0=1"), http.StatusBadRequest},
	} {
		assert.Equal(t, c.want, do(e.set, c.r).Code, name)
	}
	r := request("/dfc/eligibility", `{"kind":"club"}`)
	r.Header.Set("Content-Type", "application/json")
	assert.Equal(t, http.StatusUnsupportedMediaType, do(e.set, r).Code)
}

func FuzzPaths(f *testing.F) {
	e := newElection(f)
	f.Add("ballot/ws/check", "o=1&key=x", true)
	f.Add("committee/x?on=2026-02-30", "", false)
	f.Add("results/ws.svg", "", false)
	f.Fuzz(func(t *testing.T, path, body string, send bool) {
		u := &url.URL{Path: "/dfc/" + path}
		r, err := http.NewRequest(http.MethodGet, u.String(), nil)
		if err != nil {
			return
		}
		if send {
			r = request("/dfc/", body)
			r.URL = u
		}
		if w := do(e.set, r); w.Code >= 500 {
			t.Fatal(path, body, w.Code)
		}
	})
}

func FuzzSelfCheck(f *testing.F) {
	set, err := widget.New(widget.Config{})
	require.NoError(f, err)
	f.Add("kind=trade-union&answer=state:no&fact=citizens&citizens=yes&change=state")
	f.Fuzz(func(t *testing.T, body string) {
		if w := do(set, request("/dfc/eligibility", body)); w.Code >= 500 || strings.Contains(w.Body.String(), "<script>") {
			t.Fatal(fmt.Sprint(w.Code, w.Body))
		}
	})
}
