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

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// carriedBy marks a ballot in a browser that keeps cookies, and returns the cookie with the
// marks and the address of the check.
func (e *election) carriedBy(t *testing.T, form url.Values) (*http.Cookie, string) {
	t.Helper()
	w := post(e.set, "/dfc/ballot/ws/check?lang=en", form, keeps)
	require.Equal(t, http.StatusSeeOther, w.Code, "the check has an address of its own: %s", w.Body)
	for _, c := range w.Result().Cookies() {
		if strings.HasPrefix(c.Name, "dfc-marks-") {
			assert.True(t, c.HttpOnly)
			assert.Equal(t, "/dfc/ballot/ws", c.Path)
			return c, w.Header().Get("Location")
		}
	}
	t.Fatal("no cookie has the marks")
	return nil, ""
}

// page opens an address with a cookie.
func (e *election) page(address string, c *http.Cookie) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.AddCookie(c)
	r.AddCookie(keeps)
	return do(e.set, r)
}

const showsTwo = `value="2" checked`

func TestMarksAreFoundByWhoeverMadeThem(t *testing.T) {
	e := newElection(t, secret)
	cookie, check := e.carriedBy(t, values("o", "2"))
	assert.Equal(t, "/dfc/ballot/ws/check?lang=en", check, "nothing of the choice stands in the address")
	page := e.page(check, cookie).Body.String()
	assert.Contains(t, page, "<li>Drei</li>")
	assert.Contains(t, page, `href="/dfc/ballot/ws?lang=en"`)
	assert.Contains(t, e.page("/dfc/ballot/ws", cookie).Body.String(), showsTwo, "the back button leads to the ballot as it was marked")
	assert.Contains(t, newElection(t, secret).page("/dfc/ballot/ws", cookie).Body.String(), showsTwo, "another server of the host reads it")
	assert.NotContains(t, newElection(t).page("/dfc/ballot/ws", cookie).Body.String(), showsTwo, "others do not")
	e.voter.Store("p5")
	assert.NotContains(t, e.page("/dfc/ballot/ws", cookie).Body.String(), showsTwo, "another voter in the same browser does not see it")
	e.voter.Store("p0")
	e.now.Add(3601)
	assert.NotContains(t, e.page("/dfc/ballot/ws", cookie).Body.String(), showsTwo, "it is over after an hour")
	w := post(e.set, "/dfc/ballot/ws/cast", values("o", "2", "key", key(1)), cookie, keeps)
	require.Equal(t, http.StatusSeeOther, w.Code)
	for _, c := range w.Result().Cookies() {
		if c.Name == cookie.Name {
			assert.Negative(t, c.MaxAge, "the marks go when they are cast")
			return
		}
	}
	t.Error("the marks stay after the cast")
}

// By credential nobody is known, and so only the address of the form finds its marks.
func TestMarksByCredentialAreFoundByTheirFormAlone(t *testing.T) {
	e := newElection(t, byCredential)
	cookie, check := e.carriedBy(t, values("o", "2"))
	assert.Regexp(t, `^/dfc/ballot/ws/check\?lang=en&form=[A-Za-z0-9_-]{22}$`, check)
	page := e.page(check, cookie).Body.String()
	assert.Contains(t, page, "<li>Drei</li>")
	change := strings.ReplaceAll(between(page[strings.Index(page, "dfc-button"):], `href="`, `"`), "&amp;", "&")
	assert.Contains(t, e.page(change, cookie).Body.String(), showsTwo)
	next := e.page("/dfc/ballot/ws", cookie)
	assert.NotContains(t, next.Body.String(), showsTwo, "whoever opens the ballot anew has an empty one")
	assert.Negative(t, next.Result().Cookies()[0].MaxAge, "and takes the marks away")
	assert.Equal(t, http.StatusSeeOther, e.page("/dfc/ballot/ws/check", cookie).Code)
	assert.Equal(t, http.StatusSeeOther, e.page("/dfc/ballot/ws/check?form="+key(1), cookie).Code)
}

// Sizes can be seen from outside, also of what is sealed.
func TestTheLengthOfWhatIsCarriedSaysNothing(t *testing.T) {
	for name, forms := range map[string][]url.Values{
		"known":         {values("o", "0"), values("o", "0", "o", "2"), values("abstain", "1"), values("spoil", "1")},
		"by credential": {values("o", "1"), values("o", "1", "o", "2"), values("spoil", "1")},
	} {
		t.Run(name, func(t *testing.T) {
			e := newElection(t, map[string]func(*widget.Config){"known": secret, "by credential": byCredential}[name])
			lengths := map[int]bool{}
			for _, form := range forms {
				cookie, _ := e.carriedBy(t, form)
				lengths[len(cookie.Value)] = true
			}
			assert.Len(t, lengths, 1)
		})
	}
}

// A ballot that no cookie has room for is checked all the same, and an earlier one does not
// come back in its place.
func TestABallotTooLongForACookieIsCheckedAllTheSame(t *testing.T) {
	c := &ballot.Contest{ID: "ws", Method: ballot.InstantRunoff, Seats: 1}
	for i := range 400 {
		c.Options = append(c.Options, ballot.Option{ID: fmt.Sprintf("o%d", i), Name: fmt.Sprintf("Option %d", i)})
	}
	e := electionOf(t, c)
	cookie, _ := e.carriedBy(t, values("v0", "1"))
	form := url.Values{}
	for i := range 400 {
		form.Set(fmt.Sprintf("v%d", i), fmt.Sprint(i+1))
	}
	w := post(e.set, "/dfc/ballot/ws/check", form, cookie, keeps)
	require.Equal(t, http.StatusOK, w.Code)
	assert.Equal(t, 400, strings.Count(w.Body.String(), `<input type="hidden" name="v`))
	dropped := w.Result().Cookies()[0]
	assert.Equal(t, cookie.Name, dropped.Name)
	assert.Negative(t, dropped.MaxAge)
}
