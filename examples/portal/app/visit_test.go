package app_test

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sessionOf is the value of a visitor's session.
func (p *portal) sessionOf(v *visitor) string {
	u, err := url.Parse(p.server.URL)
	require.NoError(p.t, err)
	for _, c := range v.client.Jar.Cookies(u) {
		if c.Name == "session" {
			return c.Value
		}
	}
	return ""
}

// with is a visitor with a session of somebody else.
func (p *portal) with(session string) *visitor {
	v := p.visitor()
	jar, err := cookiejar.New(nil)
	require.NoError(p.t, err)
	u, err := url.Parse(p.server.URL)
	require.NoError(p.t, err)
	jar.SetCookies(u, []*http.Cookie{{Name: "session", Value: session, Path: "/"}})
	v.client.Jar = jar
	return v
}

func TestASessionEndsWithItsVisitor(t *testing.T) {
	p := start(t, "2026-10-01")
	office := p.signedIn(p.office)
	first := p.sessionOf(office)
	require.NotEmpty(t, first)
	p.with(first).get("/office", http.StatusOK)
	office.again()
	assert.NotEqual(t, first, p.sessionOf(office))
	assert.Contains(t, text(p.with(first).get("/office", http.StatusOK)), "Ihr Zugangscode", "who signs in again ends the session before")
	second := p.sessionOf(office)
	office.send("/signout", http.StatusOK)
	assert.Contains(t, text(p.with(second).get("/office", http.StatusOK)), "Ihr Zugangscode", "signing out ends it for everybody who has its cookie")
}

func TestCookiesAreOnlyForThePortal(t *testing.T) {
	for origin, secure := range map[string]bool{"": false, "https://dialog.example.org": true} {
		p := start(t, "2026-10-01", func(p *portal) { p.options.Origin = origin })
		r := httptest.NewRequest(http.MethodPost, "/signin?lang=en", strings.NewReader(url.Values{"code": {p.office}}.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		p.app.Load().ServeHTTP(w, r)
		require.Equal(t, http.StatusSeeOther, w.Code)
		names := map[string]bool{}
		for _, c := range w.Result().Cookies() {
			names[c.Name] = true
			assert.True(t, c.HttpOnly, c.Name)
			assert.Equal(t, secure, c.Secure, c.Name)
			assert.Equal(t, http.SameSiteLaxMode, c.SameSite, c.Name)
			assert.Equal(t, "/", c.Path)
		}
		assert.True(t, names[map[bool]string{false: "session", true: "__Host-session"}[secure]], names)
		assert.True(t, names["lang"])
	}
}

func TestTheLanguageThatWasChosenStays(t *testing.T) {
	p := start(t, "2026-10-01")
	v := p.visitor()
	assert.Contains(t, v.get("/", http.StatusOK), `lang="de"`)
	assert.Contains(t, v.get("/?lang=en", http.StatusOK), `<html lang="en">`)
	assert.Contains(t, v.get("/votes", http.StatusOK), `<html lang="en">`)
	assert.Contains(t, v.get("/dfc/eligibility", http.StatusOK), `<html lang="en">`, "on pages of the widgets, too")
	assert.Contains(t, v.send("/register", http.StatusUnprocessableEntity), `<html lang="en">`)
}

const strict = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; " +
	"require-trusted-types-for 'script'; trusted-types dfc; frame-ancestors 'none'"

var keyOrHole = regexp.MustCompile(`\b(?:portal|widget|ballot|box|report|verdict|contact)\.[a-z]+(?:[.-][a-z-]+)*|\{[a-z]+(?::[a-z.]+)?\}|%!|&lt;nil&gt;`)

// Every page, of every role, at every station of the cycle, in both languages: its
// headers, and that no key and no placeholder shows.
func TestEveryPageAtEveryStation(t *testing.T) {
	p := start(t, "2026-11-12")
	office := p.signedIn(p.office)
	public := p.visitor()
	var people []*visitor
	look := func(station string) {
		roles := map[string]*visitor{"public": public, "office": office}
		if len(people) > 0 {
			roles["participant"] = people[0]
		}
		paths := []string{"/", "/votes", "/proposals", "/about", "/me", "/office", "/register", "/signin", "/nothing", "/dfc/committee/dialogkomitee", "/dfc/findings/programm",
			"/dfc/eligibility", "/dfc/timeline/2024-2025"}
		for _, m := range regexp.MustCompile(`"(/votes/[a-z0-9-]+)"`).FindAllStringSubmatch(public.get("/votes", http.StatusOK), -1) {
			paths = append(paths, m[1], "/dfc/ballot/"+strings.TrimPrefix(m[1], "/votes/"), "/dfc/results/"+strings.TrimPrefix(m[1], "/votes/"))
		}
		for role, v := range roles {
			for _, path := range paths {
				for _, lang := range []string{"de", "en"} {
					name := fmt.Sprintf("%s, %s: %s in %s", station, role, path, lang)
					res, err := v.client.Get(v.base + path + "?lang=" + lang)
					require.NoError(t, err)
					page := v.read(res, path, res.StatusCode)
					assert.Less(t, res.StatusCode, 500, name)
					assert.Equal(t, strict, res.Header.Get("Content-Security-Policy"), name)
					assert.Equal(t, "nosniff", res.Header.Get("X-Content-Type-Options"), name)
					assert.Equal(t, "same-origin", res.Header.Get("Referrer-Policy"), name)
					assert.Equal(t, "text/html; charset=utf-8", res.Header.Get("Content-Type"), name)
					assert.Contains(t, page, `<html lang="`+lang+`">`, name)
					assert.Empty(t, keyOrHole.FindString(strings.ReplaceAll(text(page), "@bsi.bund.de", "")), name)
					assert.Equal(t, 1, strings.Count(page, "<h1"), name)
				}
			}
		}
		office.get("/?lang=de", http.StatusOK)
		public.get("/?lang=de", http.StatusOK)
		for _, v := range people {
			v.get("/?lang=de", http.StatusOK)
		}
	}
	look("at the first start")
	office.send("/office/announce", http.StatusOK, "start", "2026-11-12", "end", "2026-11-13")
	people = p.admitted(office, 10)
	people[0].propose("Eins", http.StatusOK)
	people[1].propose("Zwei", http.StatusOK)
	people[2].propose("Drei", http.StatusOK)
	p.register("Wartende", "Gewerkschaft", "trade-union", "civil-society", "organised", "unknown", "citizens", "unknown", "state", "unknown", "business_interest", "unknown", "for_profit", "unknown", "party_political", "unknown")
	look("preparing")
	office.send("/office/open-selection", http.StatusOK)
	look("voting")
	id := "auswahl-2026"
	people[0].vote(id, "o", "0")
	people[6].vote(id, "o", "1")
	people[2].vote(id, "o", "2")
	office.post("/office/close-selection", "sure", "1")
	look("after the close")
	p.close(office, "close-selection")
	for _, v := range people {
		v.send("/candidacy", http.StatusOK, "stand", "yes")
	}
	look("standing")
	office.send("/office/open-election", http.StatusOK)
	people[0].vote("committee-2026-11-12-science", "v0", "1")
	people[5].vote("committee-2026-11-12-science", "v1", "1")
	office.post("/office/close-election", "sure", "1")
	look("tied")
	p.close(office, "close-election")
	p.restart()
	look("running")
}

func TestSigningInLeadsBackToTheBallotAndNowhereElse(t *testing.T) {
	p, _, people, id := voting(t, 5)
	for next, want := range map[string]string{
		"/dfc/ballot/" + id + "?lang=en": "Selection of workstreams", "https://evil.example/": "Mein Bereich", "//evil.example/dfc/": "Mein Bereich",
		"/dfc/../office": "Mein Bereich", "/office": "Mein Bereich", "": "Mein Bereich",
	} {
		v := p.visitor()
		page := v.get("/signin?next="+url.QueryEscape(next), http.StatusOK)
		form := []string{"code", people[0].code}
		for _, m := range hidden.FindAllStringSubmatch(page, -1) {
			form = append(form, m[1], strings.ReplaceAll(m[2], "&amp;", "&"))
		}
		assert.Contains(t, text(v.send("/signin", http.StatusOK, form...)), want, next)
		v = p.visitor()
		assert.Contains(t, text(v.send("/signin", http.StatusOK, "code", people[0].code, "next", next)), want, next)
	}
}
