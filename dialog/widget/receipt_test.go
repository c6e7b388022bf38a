package widget_test

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

const bound = "the same after a restart"

func secret(c *widget.Config) { c.Secret = []byte(bound) }

// open asks for a page of the vote.
func (e *election) open(page string, cookies ...*http.Cookie) *httptest.ResponseRecorder {
	return do(e.set, with(httptest.NewRequest(http.MethodGet, "/dfc/ballot/ws"+page, nil), cookies))
}

// receiptOf is the cookie with which a vote was answered.
func receiptOf(t *testing.T, w *httptest.ResponseRecorder) *http.Cookie {
	cookies := w.Result().Cookies()
	require.Len(t, cookies, 1)
	require.True(t, strings.HasPrefix(cookies[0].Name, "dfc-receipt-"))
	return cookies[0]
}

func TestAReceiptIsShownToItsVoterInTheSameBrowser(t *testing.T) {
	e := newElection(t)
	w := post(e.set, "/dfc/ballot/ws/cast", values("o", "2", "key", key(1)), keeps)
	require.Equal(t, http.StatusSeeOther, w.Code)
	assert.Equal(t, "/dfc/ballot/ws/done", w.Header().Get("Location"), "nothing of it stands in the address")
	cookie := receiptOf(t, w)
	assert.Zero(t, cookie.MaxAge, "it goes with the browser")
	assert.True(t, cookie.HttpOnly)
	assert.Equal(t, "/dfc/ballot/ws", cookie.Path)
	assert.Contains(t, e.open("/receipt", cookie).Body.String(), "wahl.example.org/ws")
	page := e.open("/done").Body.String() // another browser of the same voter
	assert.Contains(t, page, taken)
	assert.NotContains(t, page, "<pre")
	e.voter.Store("p1")
	next := e.open("/done", cookie)
	assert.Equal(t, http.StatusSeeOther, next.Code, "the next person at the same browser has not voted, and is not told so")
	assert.NotContains(t, next.Body.String(), "<pre")
	assert.Equal(t, http.StatusNotFound, e.open("/receipt", cookie).Code)
	e.voter.Store("")
	assert.Equal(t, http.StatusForbidden, e.open("/done", cookie).Code, "who has signed out signs in again")
}

func TestAReceiptSaysHowLongItIsShown(t *testing.T) {
	e := newElection(t)
	cookie := receiptOf(t, post(e.set, "/dfc/ballot/ws/cast", values("o", "2", "key", key(1)), keeps))
	for _, c := range []struct {
		after int64
		want  string
	}{{0, "noch 24 Stunden lang"}, {1, "noch 23 Stunden lang"}, {22*3600 + 1, "noch eine Stunde lang"}, {23*3600 + 1, "noch weniger als eine Stunde lang"}, {24 * 3600, "weniger als eine Stunde"}} {
		e.now.Add(c.after)
		assert.Contains(t, e.open("/done", cookie).Body.String(), c.want)
		e.now.Add(-c.after)
	}
	e.now.Add(24*3600 + 1)
	page := e.open("/done", cookie).Body.String()
	assert.Contains(t, page, taken)
	assert.NotContains(t, page, "<pre", "whatever the browser does, the server takes it no longer")
}

// A receipt in a cookie is one that this host gave out for this vote and voter, or none.
func TestNobodyForgesAReceipt(t *testing.T) {
	e := newElection(t, secret)
	cookie := receiptOf(t, post(e.set, "/dfc/ballot/ws/cast", values("o", "2", "key", key(1)), keeps))
	shows := func(e *election, value string) bool {
		c := *cookie
		c.Value = value
		return strings.Contains(e.open("/done", &c).Body.String(), "<pre")
	}
	require.True(t, shows(e, cookie.Value))
	data, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	require.NoError(t, err)
	for i := range data {
		data[i] ^= 1
		assert.False(t, shows(e, base64.RawURLEncoding.EncodeToString(data)), "nobody changes it")
		data[i] ^= 1
	}
	assert.False(t, shows(e, ""))
	assert.False(t, shows(e, "AAAA"))
	other := newElection(t)
	post(other.set, "/dfc/ballot/ws/cast", values("o", "1", "key", key(1)))
	assert.False(t, shows(other, cookie.Value), "another host does not take it")
	empty := newElection(t, secret)
	w := empty.open("/done", cookie)
	assert.Equal(t, http.StatusSeeOther, w.Code, "a box that was restored from an older copy has no such vote")
}

func TestAReceiptOutlivesARestart(t *testing.T) {
	var config widget.Config
	e := newElection(t, secret, func(c *widget.Config) { config = *c })
	form := values("o", "1", "key", key(1))
	cookie := receiptOf(t, post(e.set, "/dfc/ballot/ws/cast", form, keeps))
	var err error
	e.set, err = widget.New(config)
	require.NoError(t, err)
	assert.Contains(t, e.open("/done", cookie).Body.String(), "<pre")
	again := post(e.set, "/dfc/ballot/ws/cast", form, cookie)
	assert.Equal(t, http.StatusSeeOther, again.Code, "the same form again leads to its receipt")
	assert.Equal(t, "/dfc/ballot/ws/done", again.Header().Get("Location"))
	other := post(e.set, "/dfc/ballot/ws/cast", values("o", "2", "key", key(2)), cookie)
	assert.Equal(t, http.StatusConflict, other.Code, "another form was not cast, and is not said to be")
	assert.Equal(t, http.StatusConflict, post(e.set, "/dfc/ballot/ws/cast", form).Code, "without the receipt, nobody knows which form it was")
	require.NoError(t, e.box.Close(context.Background()))
	assert.Equal(t, http.StatusSeeOther, post(e.set, "/dfc/ballot/ws/cast", form, cookie).Code)
	assert.Contains(t, post(e.set, "/dfc/ballot/ws/cast", values("o", "2", "key", key(2)), cookie).Body.String(), "wurde nicht gezählt")
	assert.Contains(t, e.open("/done", cookie).Body.String(), "<pre", "after the close, too")
}

// Two people, one after the other, at one browser.
func TestByCredentialTheNextPersonStartsAnew(t *testing.T) {
	e := newElection(t, byCredential)
	credential := func(person string) string {
		c, err := e.box.Issue(context.Background(), person, box.Low)
		require.NoError(t, err)
		return c.Reveal()
	}
	check := post(e.set, "/dfc/ballot/ws/check", values("o", "1"))
	require.Equal(t, http.StatusOK, check.Code)
	jar := check.Result().Cookies()
	assert.NotContains(t, e.open("", jar...).Body.String(), " checked", "what was marked is in that tab alone")
	assert.Equal(t, http.StatusSeeOther, e.open("/check", jar...).Code)

	form := formOf(check)
	form.Set("credential", credential("p1"))
	w := post(e.set, "/dfc/ballot/ws/cast", form, jar...)
	require.Equal(t, http.StatusSeeOther, w.Code)
	jar = append(jar, receiptOf(t, w))
	done := e.open("/done", jar...).Body.String()
	assert.Contains(t, done, "<pre")
	assert.Contains(t, done, "Quittung aus diesem Browser entfernen")

	next := e.open("", jar...)
	dropped := next.Result().Cookies()
	require.Len(t, dropped, 1)
	assert.Equal(t, jar[len(jar)-1].Name, dropped[0].Name)
	assert.Negative(t, dropped[0].MaxAge, "who opens the ballot does not see the receipt of the one before")
	gone := e.open("/done", jar[:len(jar)-1]...).Body.String()
	assert.NotContains(t, gone, taken, "and is not told to have voted")
	removed := post(e.set, "/dfc/ballot/ws/done", url.Values{}, jar...)
	assert.Negative(t, removed.Result().Cookies()[0].MaxAge)
	assert.Contains(t, removed.Body.String(), "Ihre Stimme bleibt in der Urne")

	used := values("o", "2", "key", key(9), "credential", form.Get("credential"))
	w = post(e.set, "/dfc/ballot/ws/cast", used, jar...)
	assert.Equal(t, http.StatusConflict, w.Code, "a used credential does not lead to somebody's receipt")
	w = post(e.set, "/dfc/ballot/ws/cast", values("o", "2", "key", key(10), "credential", credential("p2")), jar...)
	assert.Equal(t, http.StatusSeeOther, w.Code)
	assert.NotEqual(t, between(done, "<pre", "</pre>"), between(e.open("/done", receiptOf(t, w)).Body.String(), "<pre", "</pre>"))
}

// Whose browser keeps no cookies here, as many do in frames, votes and sees the receipt.
func TestWithoutCookiesAVoteIsCastAndTold(t *testing.T) {
	for name, change := range map[string]func(*widget.Config){"known": secret, "by credential": byCredential} {
		t.Run(name, func(t *testing.T) {
			e := newElection(t, change)
			check := post(e.set, "/dfc/ballot/ws/check", values("o", "1"))
			require.Equal(t, http.StatusOK, check.Code)
			form := formOf(check)
			c, err := e.box.Issue(context.Background(), "p0", box.Low)
			require.NoError(t, err)
			form.Set("credential", c.Reveal())
			back := post(e.set, "/dfc/ballot/ws", form)
			assert.Contains(t, back.Body.String(), `value="1" checked`, "one can go back")
			w := post(e.set, "/dfc/ballot/ws/cast", form)
			assert.Equal(t, http.StatusOK, w.Code)
			assert.Contains(t, w.Body.String(), taken)
			assert.Contains(t, w.Body.String(), "Nur diese Seite zeigt sie")
			assert.NotContains(t, w.Body.String(), "/receipt", "there is nothing to be saved from")
			receipt := between(w.Body.String(), "<pre", "</pre>")
			require.NotEmpty(t, receipt)
			again := post(e.set, "/dfc/ballot/ws/cast", form)
			assert.Equal(t, receipt, between(again.Body.String(), "<pre", "</pre>"), "to load the page again shows the same")
			assert.Equal(t, 1, e.box.Status().Voted)
		})
	}
}
