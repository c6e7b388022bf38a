package states

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// Gallery serves an index, a page with all states of a widget under /KIND, each state
// alone under /state/NAME, and the widgets themselves under /dfc.
type Gallery struct {
	set    *widget.Set
	states map[string]State
	mux    *http.ServeMux
}

// New makes the gallery.
func New() (*Gallery, error) {
	all := papers(votes())
	set, err := widget.New(widget.Config{
		Ballots: all, Results: all.result, Committees: committees, Timelines: timelines, Reports: reports,
		Voter: visitor, SignIn: "/", Page: around,
	})
	if err != nil {
		return nil, err
	}
	g := &Gallery{set: set, states: map[string]State{}, mux: http.NewServeMux()}
	for _, s := range All() {
		g.states[s.Name] = s
	}
	g.mux.Handle(set.Prefix()+"/", set)
	g.mux.HandleFunc("GET /{$}", g.index)
	g.mux.HandleFunc("GET /gallery.css", styles)
	g.mux.HandleFunc("GET /state/{name}", g.state)
	for _, k := range widget.Kinds() {
		g.mux.HandleFunc("GET /"+k.String(), func(w http.ResponseWriter, r *http.Request) { g.widget(w, r, k) })
	}
	return g, nil
}

// visitor is who looks at the gallery: nobody for one vote, else always the same.
func visitor(r *http.Request) (string, error) {
	if strings.HasSuffix(r.URL.Path, "/"+signedOut) {
		return "", nil
	}
	if strings.HasSuffix(r.URL.Path, "/cast") || strings.HasSuffix(r.URL.Path, "/done") {
		return hasVoted, nil
	}
	return "visitor", nil
}

// ServeHTTP serves the gallery.
func (g *Gallery) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.mux.ServeHTTP(w, r) }

// state answers with what the request of the state leads to, in the language and theme of
// this request.
func (g *Gallery) state(w http.ResponseWriter, r *http.Request) {
	s, ok := g.states[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	inner := g.request(s, r)
	if vote, ok := strings.CutSuffix(s.Path, "/done"); ok {
		g.cast(inner, vote)
	}
	answer := httptest.NewRecorder()
	g.set.ServeHTTP(answer, inner)
	res := answer.Result()
	maps.Copy(w.Header(), res.Header)
	// Pages of the gallery show the states in frames. A real ballot is never framed by its
	// own origin, which the package refuses to allow; here nobody's choice can be read.
	w.Header().Set("Content-Security-Policy", strings.Replace(g.set.Policy(), "frame-ancestors 'none'", "frame-ancestors 'self'", 1))
	w.WriteHeader(res.StatusCode)
	_, _ = io.Copy(w, res.Body)
}

// request is the one that leads to a state.
func (g *Gallery) request(s State, r *http.Request) *http.Request {
	target := g.set.Prefix() + "/" + s.Path
	separator := "?"
	if strings.Contains(target, "?") {
		separator = "&"
	}
	if query := r.URL.RawQuery; query != "" {
		target += separator + query
	}
	method, body := http.MethodGet, io.Reader(nil)
	if s.Form != nil {
		method, body = http.MethodPost, strings.NewReader(s.Form.Encode())
	}
	inner := httptest.NewRequest(method, target, body)
	inner.Host = r.Host
	for _, name := range []string{"Accept-Language", "Sec-Fetch-Dest"} {
		inner.Header.Set(name, r.Header.Get(name))
	}
	if s.Form != nil {
		inner.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return inner
}

// cast casts a ballot, so that there is a receipt to show.
func (g *Gallery) cast(r *http.Request, vote string) {
	inner := httptest.NewRequest(http.MethodPost, g.set.Prefix()+"/"+vote+"/cast", strings.NewReader(form("o", "0", "key", "AAAAAAAAAAAAAAAAAAAAAA").Encode()))
	inner.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	g.set.ServeHTTP(w, inner)
	for _, c := range w.Result().Cookies() {
		r.AddCookie(c)
	}
}

// Render returns the page of a state, for tests without a browser.
func (g *Gallery) Render(s State, lang string) (int, string, error) {
	w := httptest.NewRecorder()
	g.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/state/"+s.Name+"?lang="+lang, nil))
	var out bytes.Buffer
	if _, err := out.ReadFrom(w.Result().Body); err != nil {
		return 0, "", fmt.Errorf("state %s: %w", s.Name, err)
	}
	return w.Code, strconv.Itoa(w.Code) + "\n" + out.String(), nil
}
