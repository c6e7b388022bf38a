package widget_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// A slot is a Ballots whose Cast is cast.
type slot struct {
	paper
	cast func(context.Context) (string, error)
}

func (s slot) Cast(ctx context.Context, _ string, _ widget.Cast) (string, error) { return s.cast(ctx) }

func slotOf(t testing.TB, cast func(context.Context) (string, error), change ...func(*widget.Paper)) *widget.Set {
	p := &widget.Paper{Contest: contest(), State: box.Voting, Level: box.LevelOperator}
	for _, f := range change {
		f(p)
	}
	set, err := widget.New(widget.Config{Ballots: slot{paper{p: p}, cast}, Voter: func(*http.Request) (string, error) { return "p0", nil }})
	require.NoError(t, err)
	return set
}

const unknown = "nicht bekannt, ob Ihre Stimme in der Urne ist"

// Only who knows that nothing was cast may say so.
func TestAnUnknownOutcomeIsNotCalledARefusal(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"receipt not signed": {errors.New("the vote was taken, but its receipt could not be signed"), unknown},
		"time is over":       {fmt.Errorf("store: %w", context.DeadlineExceeded), unknown},
		"not stored":         {fmt.Errorf("%w: disk is full", box.ErrNotTaken), "konnte nicht gespeichert werden"},
	} {
		t.Run(name, func(t *testing.T) {
			set := slotOf(t, func(context.Context) (string, error) { return "", c.err })
			w := post(set, "/dfc/ballot/ws/cast", values("o", "1", "key", key(1)))
			assert.Equal(t, http.StatusServiceUnavailable, w.Code)
			assert.Contains(t, w.Body.String(), c.want)
			assert.Contains(t, w.Body.String(), key(1), "the same form can be sent again")
			assert.Contains(t, w.Body.String(), `name="o" value="1"`)
		})
	}
}

// A store that hangs keeps nobody waiting for ever, whether they cast or repeat a cast.
func TestAStoreThatHangsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		set := slotOf(t, func(ctx context.Context) (string, error) {
			<-ctx.Done()
			return "", ctx.Err()
		})
		began := time.Now()
		answers := make(chan *httptest.ResponseRecorder, 3)
		for range 3 {
			go func() { answers <- post(set, "/dfc/ballot/ws/cast", values("o", "1", "key", key(1))) }()
		}
		for range 3 {
			assert.Contains(t, (<-answers).Body.String(), unknown)
		}
		assert.Equal(t, time.Minute, time.Since(began))
	})
}

func TestACastThatPanicsLeavesNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		set := slotOf(t, func(context.Context) (string, error) {
			time.Sleep(time.Second)
			panic(http.ErrAbortHandler)
		})
		go func() {
			defer func() { _ = recover() }()
			post(set, "/dfc/ballot/ws/cast", values("o", "1", "key", key(1)))
		}()
		synctest.Wait()
		assert.Contains(t, post(set, "/dfc/ballot/ws/cast", values("o", "1", "key", key(1))).Body.String(), unknown)
	})
}

func TestAReceiptThatFitsNoCookieIsShownAtOnce(t *testing.T) {
	long := strings.Repeat("receipt ", 1000)
	set := slotOf(t, func(context.Context) (string, error) { return long, nil })
	w := post(set, "/dfc/ballot/ws/cast", values("o", "1", "key", key(1)), keeps)
	assert.Equal(t, http.StatusOK, w.Code)
	assert.Contains(t, w.Body.String(), taken)
	assert.Empty(t, w.Result().Cookies())
}

// What a script fetches is for the script, which must not read a secret ballot.
func TestASecretBallotIsForWindowsAndFrames(t *testing.T) {
	e := newElection(t)
	open := slotOf(t, func(context.Context) (string, error) { return "receipt", nil }, func(p *widget.Paper) { p.Level = box.LevelOpen })
	cookie := receiptOf(t, post(e.set, "/dfc/ballot/ws/cast", values("o", "1", "key", key(1)), keeps))
	for dest, want := range map[string]bool{"": true, "document": true, "iframe": true, "frame": true,
		"empty": false, "embed": false, "object": false, "image": false, "script": false, "serviceworker": false} {
		for _, page := range []string{"", "/check", "/done", "/receipt"} {
			r := httptest.NewRequest(http.MethodGet, "/dfc/ballot/ws"+page, nil)
			r.AddCookie(cookie)
			r.Header.Set("Sec-Fetch-Dest", dest)
			w := do(e.set, r)
			assert.Equal(t, want, w.Code != http.StatusForbidden, "%q %s", dest, page)
			if !want {
				assert.NotContains(t, w.Body.String(), "dfc-box-receipt")
			}
			assert.NotEqual(t, http.StatusForbidden, do(open, r).Code, "an open ballot is for pages of the host")
		}
	}
}

func TestAProxyMaySendAnotherHost(t *testing.T) {
	e := newElection(t, func(c *widget.Config) { c.Origin = "https://wahl.example.org" })
	cast := func(origin, site string) int {
		r := request("/dfc/ballot/ws/check", "o=1")
		r.Host = "backend:8080"
		r.Header.Set("Origin", origin)
		if site != "" {
			r.Header.Set("Sec-Fetch-Site", site)
		}
		return do(e.set, r).Code
	}
	assert.Equal(t, http.StatusOK, cast("https://wahl.example.org", ""), "from a browser that sends no Sec-Fetch-Site")
	assert.Equal(t, http.StatusForbidden, cast("https://evil.example", ""))
	assert.Equal(t, http.StatusForbidden, cast("https://evil.example", "cross-site"))
}
