// Package script tests the script of the widgets in a browser, on pages that hosts make.
package script

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func TestMain(m *testing.M) { browser.Main(m) }

// A host is a server with a ballot and a result, and pages around them.
type host struct {
	contest *ballot.Contest
	level   box.Level
	broken  atomic.Bool // connections to the widgets end
	casts   atomic.Int64

	mu    sync.Mutex
	dests map[string]string // Sec-Fetch-Dest by path
}

func (h *host) Paper(context.Context, string) (*widget.Paper, error) {
	return &widget.Paper{Contest: h.contest, State: box.Voting, Level: h.level, Details: "/details"}, nil
}

func (h *host) Standing(context.Context, string, string) error {
	if h.casts.Load() > 0 {
		return box.ErrVoted
	}
	return nil
}

func (h *host) Cast(context.Context, string, widget.Cast) (string, error) {
	h.casts.Add(1)
	return "dfc receipt of the test\n", nil
}

func (h *host) result(context.Context, string) (*widget.Result, error) {
	t, err := ballot.NewTally(h.contest)
	if err != nil {
		return nil, err
	}
	if _, err := t.Add(ballot.Choose(0), 3); err != nil {
		return nil, err
	}
	r, err := ballot.Count(t, ballot.Options{})
	return &widget.Result{Result: r}, err
}

func contest(m ballot.Method, most int) *ballot.Contest {
	return &ballot.Contest{ID: "x", Title: "Abstimmung", Method: m, Seats: 1, Validity: ballot.Validity{MaxChoices: most},
		Options: []ballot.Option{{ID: "a", Name: "Eins"}, {ID: "b", Name: "Zwei"}, {ID: "c", Name: "Drei"}}}
}

// serve starts a host at one origin and a page of somebody else at another. Bodies are
// those of the pages "/" of both; the host's gets the fragment of its ballot where it asks.
func (h *host) serve(t *testing.T, own, foreign func(widgets string) string) (widgets, site string) {
	h.dests = map[string]string{}
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	port := server.URL[strings.LastIndexByte(server.URL, ':'):]
	widgets, site = "http://a.localhost"+port, "http://b.localhost"+port
	set, err := widget.New(widget.Config{Origin: widgets, FrameOrigins: []string{site}, FetchOrigins: []string{site},
		Ballots: h, Results: h.result, Voter: func(*http.Request) (string, error) { return "p", nil }})
	require.NoError(t, err)
	mux := http.NewServeMux()
	mux.HandleFunc(set.Prefix()+"/", func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.dests[r.URL.Path] = r.Header.Get("Sec-Fetch-Dest")
		h.mu.Unlock()
		if h.broken.Load() {
			panic(http.ErrAbortHandler)
		}
		set.ServeHTTP(w, r)
	})
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if strings.HasPrefix(r.Host, "b.") {
			fmt.Fprintf(w, `<!DOCTYPE html><html lang="de"><title>Fremd</title><link rel="icon" href="data:,"><script src="%s/dfc/dfc.js" defer></script><body><main>%s</main>`, widgets, foreign(widgets))
			return
		}
		f := ""
		if h.level == box.LevelOpen {
			html, err := set.Fragment(r.Context(), widget.Ballot, "x", nil)
			if err != nil {
				t.Error(err)
			}
			f = string(html)
		}
		fmt.Fprintf(w, `<!DOCTYPE html><html lang="de"><title>Eigen</title><link rel="icon" href="data:,">%s<body><main><h1>Seite</h1>%s</main>`, set.Head(), strings.ReplaceAll(own(widgets), "BALLOT", f))
	})
	handler = mux
	return widgets, site
}

func only(body string) func(string) string {
	return func(widgets string) string { return strings.ReplaceAll(body, "WIDGETS", widgets) }
}

func TestAReceiptIsDownloadedAndNotRead(t *testing.T) {
	h := &host{contest: contest(ballot.Approval, 2), level: box.LevelOperator}
	widgets, _ := h.serve(t, only(""), only(""))
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(widgets + "/dfc/ballot/x?lang=de")
	tab.Click("input[name=o][value='1']")
	tab.Click("button[type=submit]")
	tab.Click("button.dfc-primary")
	assert.Contains(t, tab.Text("main"), "Ihre Stimme ist in der Urne.")
	read := func() (s string) {
		tab.Eval(`(async () => { const a = []; for (const p of ['', '/done', '/receipt', '/check']) { const r = await fetch('/dfc/ballot/x' + p); a.push(r.status) } return a.join(' ') })()`, &s)
		return s
	}
	assert.Equal(t, "403 403 403 403", read(), "no script reads a secret ballot")
	h.mu.Lock()
	delete(h.dests, "/dfc/ballot/x/receipt")
	h.mu.Unlock()
	tab.Click("a[href*='/receipt']")
	for range 50 {
		h.mu.Lock()
		dest := h.dests["/dfc/ballot/x/receipt"]
		h.mu.Unlock()
		if dest != "" {
			assert.Equal(t, "document", dest, "a download is asked for as a page is")
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Error("nothing was asked for")
}

// open opens the page of the host in a tab.
func open(t *testing.T, address string) *browser.Tab {
	tab := browser.Start(t).Tab(t, browser.Options{})
	tab.Open(address)
	return tab
}

func TestAFormThatFailsOnTheWayIsSentByTheBrowser(t *testing.T) {
	h := &host{contest: contest(ballot.Approval, 2), level: box.LevelOpen}
	widgets, _ := h.serve(t, only("BALLOT<p id='events'></p>"), only(""))
	tab := open(t, widgets)
	tab.Eval(`for (const n of ['submit', 'error']) addEventListener('dfc:' + n, () => document.querySelector('#events').textContent += n + ' ')`, nil)
	tab.Click("input[name=o][value='1']")
	tab.Click("button[type=submit]")
	tab.WaitText("dfc-ballot", "Schritt 2")
	assert.Equal(t, "Zwei", tab.Text(".dfc-chosen li"))
	tab.Click("button[formaction]")
	tab.WaitText("dfc-ballot", "Schritt 1")
	assert.True(t, tab.Checked("input[name=o][value='1']"), "changed in place, with what was marked")
	tab.Click("button[type=submit]")
	tab.WaitText("dfc-ballot", "Schritt 2")

	// The script's request fails, the browser's own does not.
	tab.Eval(`window.fetch = () => new Promise((_, no) => setTimeout(() => no(new TypeError('lost')), 20))`, nil)
	tab.Click("button.dfc-primary")
	tab.WaitText("main", "Ihre Stimme ist in der Urne.")
	assert.EqualValues(t, 1, h.casts.Load())
	assert.Contains(t, tab.URL(), "/dfc/ballot/x/done")
}

func TestAChangedSourceIsLoaded(t *testing.T) {
	h := &host{contest: contest(ballot.Approval, 2), level: box.LevelOperator}
	_, site := h.serve(t, only(""), only(`<dfc-results src="WIDGETS/dfc/fragment/results/x"></dfc-results>`))
	tab := open(t, site)
	tab.WaitText("main", "Gewählt")
	tab.Eval(`document.querySelector('dfc-results').setAttribute('src', document.querySelector('dfc-results').getAttribute('src') + '?lang=en')`, nil)
	tab.WaitText("main", "Elected")
	tab.Eval(`(() => { const e = document.createElement('dfc-results'); e.id = 'late'; document.body.append(e);
		e.setAttribute('src', document.querySelector('dfc-results').getAttribute('src')) })()`, nil)
	tab.WaitText("#late", "Elected")
	var links string
	tab.Eval(`[...document.querySelectorAll('#late a')].map(a => a.href).join(' ')`, &links)
	require.NotEmpty(t, links)
	for _, link := range strings.Fields(links) {
		assert.NotContains(t, link, site, "no link leads to the site around the widget")
	}
	tab.Click("#late a[href$='.json?lang=en']")
	tab.WaitText("body", "elected")
	tab.Quiet()
}

func TestAFrameThatIsPutBackHasTheHeightOfItsPage(t *testing.T) {
	h := &host{contest: contest(ballot.Approval, 2), level: box.LevelOperator}
	_, site := h.serve(t, only(""), only(`<dfc-ballot><iframe src="WIDGETS/dfc/ballot/x?lang=de" title="x" width="600" height="33"></iframe></dfc-ballot>`))
	tab := open(t, site)
	tab.Wait("iframe:not([height='33'])")
	tab.Eval(`(async () => { const e = document.querySelector('dfc-ballot'); e.remove(); await new Promise(r => setTimeout(r, 50));
		e.firstElementChild.height = 33; document.querySelector('main').append(e) })()`, nil)
	tab.Wait("iframe:not([height='33'])")
}

// A frame with an error takes the focus only where the person already is in it.
func TestAnErrorInAFrameDoesNotTakeTheFocusFromThePage(t *testing.T) {
	h := &host{contest: contest(ballot.Approval, 1), level: box.LevelOperator}
	_, site := h.serve(t, only(""), only(`<input id="field"><dfc-ballot><iframe src="WIDGETS/dfc/ballot/x?lang=de" title="x" width="600" height="900"></iframe></dfc-ballot>`))
	tab := open(t, site)
	frame := tab.Frame("iframe")
	frame.Click("input[name=o][value='0']")
	frame.Click("input[name=o][value='1']")
	frame.Click("button[type=submit]")
	frame.WaitText("main", "Erlaubt ist höchstens 1")
	assert.Contains(t, frame.Focused().HTML, "dfc-errors")
	tab.Click("#field")
	frame.Eval("document.querySelector('form').requestSubmit()", nil)
	frame.Wait("input[name=o][value='0']:checked")
	frame.WaitText("main", "Erlaubt ist höchstens 1")
	assert.Contains(t, tab.Focused().HTML, `id="field"`)
}

func TestTheScriptAndAWidgetMayStandTwice(t *testing.T) {
	h := &host{contest: contest(ballot.InstantRunoff, 2), level: box.LevelOpen}
	widgets, _ := h.serve(t, only("BALLOT<hr>BALLOT<script src='WIDGETS/dfc/dfc.js' defer></script>"), only(""))
	tab := open(t, widgets)
	assert.Equal(t, 6, tab.Count(".dfc-moves"), "two widgets of three options")
	tab.Quiet()
}

func TestRanksMoveWithinWhatIsAllowed(t *testing.T) {
	h := &host{contest: contest(ballot.InstantRunoff, 2), level: box.LevelOpen}
	widgets, _ := h.serve(t, only("BALLOT"), only(""))
	tab := open(t, widgets)
	press := func(option int, up bool) string {
		n := 2*option + 1
		if up {
			n--
		}
		var ranks string
		tab.Eval(fmt.Sprintf(`document.querySelectorAll('.dfc-moves button')[%d].click(); [...document.querySelectorAll('select')].map(s => s.value || '-').join('')`, n), &ranks)
		return ranks
	}
	const up, down = true, false
	for i, c := range []struct {
		option int
		up     bool
		want   string
		said   string
	}{
		{0, down, "---", ""},
		{0, up, "1--", "Eins: Rang 1"},
		{0, down, "---", "Eins: kein Rang"},
		{0, up, "1--", "Eins: Rang 1"},
		{1, up, "12-", "Zwei: Rang 2"},
		{2, up, "12-", "Geben Sie bis zu 2 Optionen"},
		{1, up, "21-", "Zwei: Rang 1"},
		{1, up, "21-", ""},
		{1, down, "12-", "Zwei: Rang 2"},
		{1, down, "1--", "Zwei: kein Rang"},
		{2, up, "1-2", "Drei: Rang 2"},
	} {
		assert.Equal(t, c.want, press(c.option, c.up), "step %d", i)
		assert.Contains(t, tab.Text("[aria-live]"), c.said, "step %d", i)
	}
	assert.Equal(t, 3, tab.Count("select:first-of-type option")/3, "no rank, and two")
	tab.Click("p > button[type=submit]")
	tab.WaitText("dfc-ballot", "Schritt 2")
}
