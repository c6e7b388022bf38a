package widget_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// A story is what people do before one ballot: mark, go back, cast, cast again, sign out
// and let the next one sit down, while the server restarts, its disk is full and the vote
// is closed; and a model, which says what each of them must be told.
type story struct {
	*election
	restart     func()
	credentials map[string]string // by person, where voters are known by them alone
	browsers    []*seat
	closed      bool
	cast        map[string]int    // voter: option
	receipts    map[string]string // of what the server still knows, by voter and key
	until       map[string]int64  // how long it does
}

// A seat is a browser with who sits there, and the forms of its tabs.
type seat struct {
	voter   string
	cookies map[string]*http.Cookie
	tabs    []tab
	kept    kept
	marked  marked
}

// What is marked is what a browser may keep of a form.
type marked struct {
	voter  string
	option int
	until  int64
}

// A tab shows the check of somebody's marks.
type tab struct {
	form   url.Values
	option int
}

// What is kept in a browser is the receipt that was last given out there.
type kept struct {
	voter, form, receipt string
	until                int64
}

var people = []string{"p0", "p1", "p2"}

func newStory(t testing.TB, credentials bool) *story {
	s := &story{cast: map[string]int{}, receipts: map[string]string{}, until: map[string]int64{}}
	config := widget.Config{}
	s.election = newElection(t, func(c *widget.Config) {
		c.Secret = []byte("the same after a restart")
		if credentials {
			byCredential(c)
		}
		config = *c
	})
	if credentials {
		s.credentials = map[string]string{}
		for _, p := range people {
			c, err := s.box.Issue(context.Background(), p, box.Low)
			require.NoError(t, err)
			s.credentials[p] = c.Reveal()
		}
	}
	s.restart = func() {
		var err error
		s.set, err = widget.New(config)
		require.NoError(t, err)
		clear(s.receipts)
	}
	for range 2 {
		s.browsers = append(s.browsers, &seat{voter: "p0", cookies: map[string]*http.Cookie{}})
	}
	return s
}

// visit sends a request from a browser, and follows where it leads.
func (s *story) visit(b *seat, r *http.Request) *httptest.ResponseRecorder {
	s.voter.Store(b.voter)
	for {
		for _, c := range b.cookies {
			r.AddCookie(c)
		}
		if s.credentials != nil && r.Method == http.MethodGet && r.URL.Path == "/dfc/ballot/ws" && !s.closed {
			b.kept = kept{} // the ballot begins anew
		}
		w := do(s.set, r)
		for _, c := range w.Result().Cookies() {
			if b.cookies[c.Name] = c; c.MaxAge < 0 {
				delete(b.cookies, c.Name)
			}
		}
		if w.Code != http.StatusSeeOther {
			return w
		}
		r = httptest.NewRequest(http.MethodGet, w.Header().Get("Location"), nil)
	}
}

// refused is what somebody is told who cannot vote; "" for who can. Where voters are known
// by their credentials, that is told when they cast.
func (s *story) refused(voter string, casting bool) string {
	_, voted := s.cast[voter]
	switch {
	case s.closed:
		return "Die Abstimmung ist beendet."
	case s.credentials != nil && !casting:
		return ""
	case voter == "" && s.credentials != nil:
		return "Dieser Wahlschein gilt nicht."
	case voter == "":
		return "Stimmberechtigte"
	case voted:
		return "Sie haben schon abgestimmt."
	}
	return ""
}

func (s *story) mark(t *rapid.T, b *seat) {
	option := rapid.IntRange(0, 2).Draw(t, "option")
	w := s.visit(b, request("/dfc/ballot/ws/check", values("o", strconv.Itoa(option)).Encode()))
	if why := s.refused(b.voter, false); why != "" {
		require.Contains(t, w.Body.String(), why)
		return
	}
	require.Equal(t, http.StatusOK, w.Code)
	form := formOf(w)
	require.Equal(t, strconv.Itoa(option), form.Get("o"))
	b.tabs = append(b.tabs, tab{form, option})
	b.marked = marked{b.voter, option, s.now.Load() + int64(time.Hour.Seconds())}
}

func (s *story) tab(t *rapid.T, b *seat) tab {
	if len(b.tabs) == 0 {
		t.Skip("no tab")
	}
	return rapid.SampledFrom(b.tabs).Draw(t, "tab")
}

// change goes back from the check: the marks are still there.
func (s *story) change(t *rapid.T, b *seat) {
	tab := s.tab(t, b)
	w := s.visit(b, request("/dfc/ballot/ws", tab.form.Encode()))
	if why := s.refused(b.voter, false); why != "" {
		require.Contains(t, w.Body.String(), why)
		return
	}
	require.Contains(t, w.Body.String(), `value="`+strconv.Itoa(tab.option)+`" checked`)
}

func (s *story) castTab(t *rapid.T, b *seat) {
	tab := s.tab(t, b)
	tab.form.Set("credential", s.credentials[b.voter])
	w := s.visit(b, request("/dfc/ballot/ws/cast", tab.form.Encode()))
	form := b.voter + " " + tab.form.Get("key")
	receipt := between(w.Body.String(), "<pre", "</pre>")
	day := s.now.Load() + int64((24 * time.Hour).Seconds())
	if known, ok := s.receipts[form]; ok && s.now.Load() <= s.until[form] {
		require.Equal(t, known, receipt, "the same form has the same receipt")
		b.kept = kept{b.voter, form, receipt, day}
		return
	}
	why := s.refused(b.voter, true)
	if _, voted := s.cast[b.voter]; (voted || s.closed) && b.voter != "" && b.kept.form == form && s.now.Load() <= b.kept.until {
		require.Equal(t, b.kept.receipt, receipt, "also where the server has forgotten it")
		return
	}
	if why == "" && s.store.broken.Load() {
		why = "konnte nicht gespeichert werden"
	}
	if why != "" {
		require.Contains(t, w.Body.String(), why)
		require.Empty(t, receipt)
		return
	}
	require.Contains(t, w.Body.String(), taken)
	require.NotEmpty(t, receipt)
	s.cast[b.voter], s.receipts[form] = tab.option, receipt
	s.until[form] = s.now.Load() + int64((10 * time.Minute).Seconds())
	b.kept = kept{b.voter, form, receipt, day}
}

// marks are what whoever sits at a browser finds marked there; -1 for nothing. Where voters
// are not known, nobody finds anything.
func (s *story) marks(b *seat) int {
	kept := false
	for name := range b.cookies {
		kept = kept || strings.HasPrefix(name, "dfc-marks-")
	}
	if !kept || s.credentials != nil || b.marked.voter != b.voter || s.now.Load() > b.marked.until {
		return -1
	}
	return b.marked.option
}

// look opens a page: nobody sees marks, or a receipt, but those that this browser keeps for
// whoever sits there.
func (s *story) look(t *rapid.T, b *seat, page string) {
	body := s.visit(b, httptest.NewRequest(http.MethodGet, "/dfc/ballot/ws"+page, nil)).Body.String()
	if why := s.refused(b.voter, false); why != "" && page != "/done" {
		require.Contains(t, body, why)
	}
	if found := s.marks(b); page == "" && found >= 0 && s.refused(b.voter, false) == "" {
		require.Contains(t, body, `value="`+strconv.Itoa(found)+`" checked`)
	} else if page != "/done" || found < 0 {
		require.NotContains(t, body, " checked")
	}
	want := ""
	if page == "/done" && s.now.Load() <= b.kept.until && (s.credentials != nil || b.kept.voter == b.voter) {
		want = b.kept.receipt
	}
	require.Equal(t, want, between(body, "<pre", "</pre>"))
}

// tellsAsItWas ends the vote: what the box has is what people were told.
func (s *story) tellsAsItWas(t *rapid.T) {
	ctx := context.Background()
	s.store.broken.Store(false)
	require.NoError(t, s.box.Close(ctx))
	r, err := s.box.Count(ctx, nil)
	require.NoError(t, err)
	want := make([]int, 3)
	for _, option := range s.cast {
		want[option]++
	}
	got := make([]int, 3)
	for _, group := range r.Support {
		for option, n := range group {
			got[option] += int(n)
		}
	}
	require.Equal(t, want, got)
	require.Equal(t, len(s.cast), s.box.Status().Voted)
}

func TestEveryStoryEndsAsPeopleWereTold(t *testing.T) {
	for name, credentials := range map[string]bool{"known voters": false, "by credential": true} {
		t.Run(name, func(t *testing.T) { rapid.Check(t, func(rt *rapid.T) { tell(t, rt, credentials) }) })
	}
}

func tell(t *testing.T, rt *rapid.T, credentials bool) {
	s := newStory(t, credentials)
	seat := func(t *rapid.T) *seat { return rapid.SampledFrom(s.browsers).Draw(t, "browser") }
	rt.Repeat(map[string]func(*rapid.T){
		"sit":    func(t *rapid.T) { seat(t).voter = rapid.SampledFrom(append(people, "")).Draw(t, "voter") },
		"mark":   func(t *rapid.T) { s.mark(t, seat(t)) },
		"change": func(t *rapid.T) { s.change(t, seat(t)) },
		"again":  func(t *rapid.T) { s.mark(t, seat(t)) },
		"cast":   func(t *rapid.T) { s.castTab(t, seat(t)) },
		"twice":  func(t *rapid.T) { s.castTab(t, seat(t)) },
		"look": func(t *rapid.T) {
			s.look(t, seat(t), rapid.SampledFrom([]string{"", "/check", "/done"}).Draw(t, "page"))
		},
		"wait":    func(t *rapid.T) { s.now.Add(int64(rapid.SampledFrom([]int{1, 599, 3601, 90000}).Draw(t, "seconds"))) },
		"restart": func(*rapid.T) { s.restart() },
		"disk":    func(*rapid.T) { s.store.broken.Store(!s.store.broken.Load()) },
		"close": func(t *rapid.T) {
			if s.store.broken.Load() || len(s.cast) == 0 {
				t.Skip("not yet")
			}
			require.NoError(t, s.box.Close(context.Background()))
			s.closed = true
		},
	})
	s.tellsAsItWas(rt)
}
