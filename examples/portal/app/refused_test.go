package app_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEveryRoleMayDoItsOwnOnly(t *testing.T) {
	p, office, people, id := voting(t, 5)
	public := p.visitor()
	_, access := p.register("Wartende", "Verein", "museum", "culture-and-media", facts["culture-and-media"]...)
	applicant := p.signedIn(access)
	before := office.get("/programme.json", http.StatusOK)
	for _, action := range []string{"announce", "admit", "decline", "dismiss", "replace-code", "open-selection", "close-selection", "open-election", "no-election",
		"close-election", "draw", "plan", "step", "undo", "next"} {
		for _, v := range []*visitor{public, people[0], applicant} {
			v.send("/office/"+action, http.StatusForbidden, "id", "1", "sure", "1", "reason", "x", "start", "2027-01-01", "end", "2027-01-02", "on", "2027-01-01")
		}
	}
	assert.Equal(t, before, office.get("/programme.json", http.StatusOK))
	for _, path := range []string{"/proposals", "/candidacy"} {
		applicant.send(path, http.StatusForbidden)
	}
	applicant.get("/office", http.StatusForbidden)
	assert.Contains(t, text(applicant.get("/dfc/ballot/"+id, http.StatusForbidden)), "Wenn das falsch ist", "whoever is not admitted has no vote")
	for _, path := range []string{"/proposals", "/candidacy"} {
		public.send(path, http.StatusForbidden)
		office.send(path, http.StatusForbidden)
	}
	people[0].get("/office", http.StatusForbidden)
	assert.Contains(t, text(public.get("/office", http.StatusOK)), "Zugangscode", "who is not signed in is sent to sign in")
	assert.Contains(t, text(office.get("/dfc/ballot/"+id, http.StatusForbidden)), "Wenn das falsch ist", "the office has no vote")
	office.send("/office/open-selection", http.StatusConflict)
	office.send("/office/next", http.StatusConflict)
	office.send("/office/admit", http.StatusConflict, "id", "1")
	people[0].send("/proposals", http.StatusConflict, "title", "zu spät", "vision", "x", "aim", "x", "target", "x", "outcome", "study")
	public.get("/votes/"+id+"/"+id+"-record.txt", http.StatusNotFound)
	public.get("/votes/"+id+"/"+id+"-opening.txt", http.StatusOK)
	public.get("/dfc/results/"+id, http.StatusNotFound)
	people[1].send("/signout", http.StatusOK)
	people[1].send("/candidacy", http.StatusForbidden)
}

func TestWrongCodesAreCountedAndSessionsEnd(t *testing.T) {
	p := start(t, "2026-10-01")
	v := p.visitor()
	for range 10 {
		v.send("/signin", http.StatusUnprocessableEntity, "code", "AAAA-AAAA-AAAA-AAAA-AAAA")
	}
	v.send("/signin", http.StatusTooManyRequests, "code", "AAAA-AAAA-AAAA-AAAA-AAAA")
	p.visitor().send("/signin", http.StatusOK, "code", p.office) // a right code passes, behind the same address
	p.on("2026-10-02")
	v.send("/signin", http.StatusOK, "code", strings.ToLower(strings.ReplaceAll(p.office, "-", " ")))
	v.get("/office", http.StatusOK)
	p.on("2026-10-03")
	assert.Contains(t, text(v.get("/office", http.StatusOK)), "Zugangscode", "after twelve hours")
}

func TestHostileFormsChangeNothing(t *testing.T) {
	p := start(t, "2026-10-01")
	office := p.signedIn(p.office)
	good := []string{"person", "Delegierte", "organisation", "Verein", "kind", "university", "group", "science", "research", "yes"}
	with := func(name, value string) []string {
		out := append([]string{}, good...)
		for i := 0; i < len(out); i += 2 {
			if out[i] == name {
				out[i+1] = value
			}
		}
		return out
	}
	v := p.visitor()
	v.send("/register", http.StatusUnprocessableEntity, with("person", strings.Repeat("x", 10000))...)
	v.send("/register", http.StatusUnprocessableEntity, with("kind", "verein")...)
	v.send("/register", http.StatusBadRequest, with("person", "a\xff")...)
	v.send("/register", http.StatusBadRequest, with("person", "a\x00")...)
	v.send("/register", http.StatusRequestEntityTooLarge, with("organisation", strings.Repeat("x", 70<<10))...)
	assert.Contains(t, text(office.get("/office", http.StatusOK)), "Keine Registrierung wartet")
	form := append(with("person", `<script>alert(1)</script>`), "key", "AAAAAAAAAAAAAAAAAAAAAA")
	first := v.send("/register", http.StatusOK, form...)
	assert.Equal(t, code.FindString(first), code.FindString(v.send("/register", http.StatusOK, form...)), "the same form has the same code")
	page := office.get("/office", http.StatusOK)
	assert.NotContains(t, page, "<script>")
	assert.Equal(t, 1, strings.Count(page, "&lt;script&gt;"), "the same form is one registration")
	office.send("/office/decline", http.StatusUnprocessableEntity, "id", "1")
	office.send("/office/decline", http.StatusOK, "id", "1", "reason", "Das ist kein Name.")
	office.send("/office/admit", http.StatusConflict, "id", "1")
	for _, id := range []string{"0", "-1", "99", "x", ""} {
		office.send("/office/admit", http.StatusConflict, "id", id)
	}

	r := httptest.NewRequest(http.MethodPost, "/register", strings.NewReader(url.Values{"person": {"x"}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	p.app.Load().ServeHTTP(w, r)
	assert.Equal(t, http.StatusForbidden, w.Code)
	for _, path := range []string{"/nothing", "/votes/..%2f..%2fetc", "/votes/x/record.txt", "/office/x", "/dfc/results/%ff"} {
		v.get(path, http.StatusNotFound)
	}
	h := w.Header()
	assert.Contains(t, h.Get("Content-Security-Policy"), "frame-ancestors 'none'")
	assert.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
	assert.Equal(t, "no-store", h.Get("Cache-Control"))
}
