package app_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/portal/app"
)

// A portal is one that a test runs; it can be stopped and started again.
type portal struct {
	t       testing.TB
	options app.Options
	app     atomic.Pointer[app.App]
	server  *httptest.Server
	office  string // access code
	day     atomic.Value
}

// start starts a portal in an empty folder, on a day.
func start(t testing.TB, day string, change ...func(*portal)) *portal {
	p := &portal{t: t}
	p.on(day)
	p.options = app.Options{Data: t.TempDir(), Now: func() time.Time { return p.day.Load().(time.Time) }}
	for _, f := range change {
		f(p)
	}
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.app.Load().ServeHTTP(w, r) }))
	p.open()
	p.office = p.app.Load().OfficeCode
	require.NotEmpty(t, p.office, "the first start makes the office's code")
	t.Cleanup(func() {
		p.server.Close()
		require.NoError(t, p.app.Load().Close())
	})
	return p
}

// on sets the clock to noon of a day.
func (p *portal) on(day string) {
	d, err := time.Parse(time.DateOnly, day)
	require.NoError(p.t, err)
	p.day.Store(d.Add(12 * time.Hour))
}

func (p *portal) open() {
	a, err := app.Open(context.Background(), p.options)
	require.NoError(p.t, err)
	p.app.Store(a)
}

// restart ends the portal and starts it again on its data.
func (p *portal) restart() {
	require.NoError(p.t, p.app.Load().Close())
	p.open()
	require.Empty(p.t, p.app.Load().OfficeCode, "only the first start makes a code")
}

// A visitor is a browser without a screen.
type visitor struct {
	t      testing.TB
	base   string
	client *http.Client
	code   string // access code
}

func (p *portal) visitor() *visitor {
	jar, err := cookiejar.New(nil)
	require.NoError(p.t, err)
	return &visitor{p.t, p.server.URL, &http.Client{Jar: jar}, ""}
}

// signedIn is a visitor with a session.
func (p *portal) signedIn(code string) *visitor {
	v := p.visitor()
	v.code = code
	v.again()
	return v
}

// again signs in again: a session lasts for twelve hours.
func (v *visitor) again() { v.send("/signin", http.StatusOK, "code", v.code) }

// later lets days go by, after which everybody signs in again.
func (p *portal) later(day string, visitors ...*visitor) {
	p.on(day)
	for _, v := range visitors {
		v.again()
	}
}

// get fetches a page.
func (v *visitor) get(path string, status int) string {
	v.t.Helper()
	res, err := v.client.Get(v.base + path)
	require.NoError(v.t, err)
	return v.read(res, path, status)
}

// send sends a form and follows to where it leads.
func (v *visitor) send(path string, status int, pairs ...string) string {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	res, err := v.client.PostForm(v.base+path, form)
	require.NoError(v.t, err)
	return v.read(res, path, status)
}

func (v *visitor) read(res *http.Response, path string, status int) string {
	v.t.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(v.t, err)
	require.Equal(v.t, status, res.StatusCode, "%s: %s", path, text(string(body)))
	return string(body)
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	blanks = regexp.MustCompile(`\s+`)
	code   = regexp.MustCompile(`[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}`)
	hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)
)

// text is what one reads on a page.
func text(html string) string {
	return strings.TrimSpace(blanks.ReplaceAllString(tags.ReplaceAllString(html, " "), " "))
}

// register registers somebody, and returns what is said to that and the access code.
func (p *portal) register(person, organisation, kind, group string, facts ...string) (page, access string) {
	v := p.visitor()
	form := append([]string{"person", person, "organisation", organisation, "kind", kind, "group", group}, facts...)
	page = v.send("/register", http.StatusOK, form...)
	return text(page), code.FindString(page)
}

// close ends the open votes as the programme office does; where one is tied, it announces
// where the lot comes from, and enters the numbers.
func (p *portal) close(office *visitor, action string) string {
	p.t.Helper()
	page := office.post("/office/"+action, "sure", "1")
	for _, m := range regexp.MustCompile(`id="source-([a-z0-9-]+)" name=`).FindAllStringSubmatch(page, -1) {
		office.send("/office/draw", http.StatusOK, "id", m[1], "source", "Lotto 6 aus 49", "on", p.day.Load().(time.Time).Format(time.DateOnly))
	}
	form := []string{"sure", "1"}
	for _, m := range regexp.MustCompile(`id="source-([a-z0-9-]+)" name=`).FindAllStringSubmatch(page, -1) {
		form = append(form, "lot-"+m[1], "4 8 15 16 23 42")
	}
	if len(form) == 2 {
		return page
	}
	return office.send("/office/"+action, http.StatusOK, form...)
}

// post sends a form and returns the answer, whatever it is.
func (v *visitor) post(path string, pairs ...string) string {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	res, err := v.client.PostForm(v.base+path, form)
	require.NoError(v.t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(v.t, err)
	return string(body)
}

// vote takes somebody through the ballot to the receipt.
func (v *visitor) vote(id string, marks ...string) string {
	v.t.Helper()
	v.get("/dfc/ballot/"+id, http.StatusOK)
	check := v.send("/dfc/ballot/"+id+"/check", http.StatusOK, marks...)
	var fields []string
	for _, m := range hidden.FindAllStringSubmatch(check, -1) {
		fields = append(fields, m[1], m[2])
	}
	return v.send("/dfc/ballot/"+id+"/cast", http.StatusOK, fields...)
}
