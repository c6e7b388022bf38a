// Package states has every widget in every state: what the gallery shows and what the
// tests in a browser look at.
package states

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// A State is one look of a widget: the request that leads to it.
type State struct {
	Name string // such as "ballot-ranked-error"
	Kind widget.Kind
	Path string     // below the prefix
	Form url.Values // of a POST; nil for a GET
	Code int        // the status of the answer
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// All returns all states, in the order in which the gallery shows them.
func All() []State {
	const ok, wrong, conflict = http.StatusOK, http.StatusUnprocessableEntity, http.StatusConflict
	e, b, r, c, t, f := widget.Eligibility, widget.Ballot, widget.Results, widget.Committee, widget.Timeline, widget.Findings
	club := []string{"kind", "registered-association"}
	return []State{
		{"eligibility-begin", e, "eligibility", nil, ok},
		{"eligibility-question", e, "eligibility", form(club...), ok},
		{"eligibility-note", e, "eligibility", form("kind", "trade-union"), ok},
		{"eligibility-error", e, "eligibility", form(append(club, "fact", "state")...), wrong},
		{"eligibility-group", e, "eligibility", form("kind", "university", "group", "science"), ok},
		{"eligibility-eligible", e, "eligibility", form("kind", "registered-association", "answer", "citizens:yes", "answer", "state:no", "answer", "business_interest:no",
			"answer", "for_profit:no", "answer", "party_political:no", "answer", "research:no", "answer", "culture_media:no"), ok},
		{"eligibility-none", e, "eligibility", form("kind", "political-party"), ok},
		{"eligibility-open", e, "eligibility", form("kind", "other", "answer", "organised:unknown", "answer", "citizens:unknown", "answer", "state:unknown", "answer", "business_interest:unknown",
			"answer", "for_profit:unknown", "answer", "party_political:unknown", "answer", "research:unknown", "answer", "culture_media:unknown"), ok},

		{"ballot-approval", b, "ballot/approval", nil, ok},
		{"ballot-approval-marked", b, "ballot/approval/check", form("o", "0", "o", "2"), ok},
		{"ballot-approval-error", b, "ballot/approval/check", form("o", "0", "o", "1", "o", "2", "o", "3"), wrong},
		{"ballot-approval-check", b, "ballot/approval/check", form("o", "0", "o", "2"), ok},
		{"ballot-approval-blank", b, "ballot/approval/check", form(), ok},
		{"ballot-approval-spoilt", b, "ballot/approval/check", form("spoil", "1"), ok},
		{"ballot-withdrawn", b, "ballot/withdrawn", nil, ok},
		{"ballot-single", b, "ballot/single", nil, ok},
		{"ballot-single-error", b, "ballot/single/check", form("x", ""), wrong},
		{"ballot-single-check", b, "ballot/single/check", form("o", "1"), ok},
		{"ballot-motion", b, "ballot/motion", nil, ok},
		{"ballot-motion-check", b, "ballot/motion/check", form("o", "2"), ok},
		{"ballot-score", b, "ballot/score", nil, ok},
		{"ballot-score-check", b, "ballot/score/check", form("v0", "5", "v1", "0"), ok},
		{"ballot-ranked", b, "ballot/ranked", nil, ok},
		{"ballot-ranked-error", b, "ballot/ranked/check", form("v0", "1", "v1", "3", "v2", "1"), wrong},
		{"ballot-ranked-check", b, "ballot/ranked/check", form("v2", "1", "v0", "2"), ok},
		{"ballot-long", b, "ballot/approval-long", nil, ok},
		{"ballot-long-check", b, "ballot/approval-long/check", form("o", "0", "o", "1", "o", "2"), ok},
		{"ballot-200", b, "ballot/approval-200", nil, ok},
		{"ballot-ranked-200", b, "ballot/ranked-200", nil, ok},
		{"ballot-ranked-200-error", b, "ballot/ranked-200/check", form("v7", "eins", "v8", "500"), wrong},
		{"ballot-letter", b, "ballot/letter", nil, ok},
		{"ballot-letter-check", b, "ballot/letter/check", form("o", "0"), ok},
		{"ballot-letter-error", b, "ballot/letter/cast", form("o", "0", "key", "AAAAAAAAAAAAAAAAAAAAAA", "credential", "7QK2"), wrong},
		{"ballot-done", b, "ballot/approval/done", nil, ok},
		{"ballot-closed", b, "ballot/closed", nil, ok},
		{"ballot-closed-meanwhile", b, "ballot/closed/cast", form("o", "0", "key", "AAAAAAAAAAAAAAAAAAAAAA"), conflict},
		{"ballot-prepared", b, "ballot/prepared", nil, ok},
		{"ballot-voted", b, "ballot/voted", nil, ok},
		{"ballot-stranger", b, "ballot/stranger", nil, http.StatusForbidden},

		{"results-approval", r, "results/approval", nil, ok},
		{"results-rounds", r, "results/rounds", nil, ok},
		{"results-ranked", r, "results/ranked", nil, ok},
		{"results-single", r, "results/single", nil, ok},
		{"results-motion", r, "results/motion", nil, ok},
		{"results-score", r, "results/score", nil, ok},
		{"results-tied", r, "results/tied", nil, ok},
		{"results-no-quorum", r, "results/no-quorum", nil, ok},
		{"results-vacant", r, "results/vacant", nil, ok},
		{"results-empty", r, "results/empty", nil, ok},
		{"results-long", r, "results/approval-long", nil, ok},
		{"results-rounds-long", r, "results/rounds-long", nil, ok},
		{"results-200", r, "results/approval-200", nil, ok},
		{"results-error", r, "results/nothing", nil, http.StatusNotFound},

		{"committee-full", c, "committee/full", nil, ok},
		{"committee-vacant", c, "committee/vacant", nil, ok},
		{"committee-earlier", c, "committee/vacant?on=2025-12-01", nil, ok},
		{"committee-none", c, "committee/none", nil, ok},
		{"committee-long", c, "committee/long", nil, ok},
		{"committee-error", c, "committee/full?on=gestern", nil, wrong},

		{"timeline-cycle", t, "timeline/cycle", nil, ok},
		{"timeline-unknown", t, "timeline/unknown", nil, ok},
		{"timeline-long", t, "timeline/long", nil, ok},
		{"timeline-many", t, "timeline/many", nil, ok},
		{"timeline-empty", t, "timeline/empty", nil, ok},

		{"findings-clean", f, "findings/clean", nil, ok},
		{"findings-breached", f, "findings/breached", nil, ok},
		{"findings-real", f, "findings/real", nil, ok},
	}
}

// Gallery serves the states under /state/NAME, the widgets under /dfc and an index.
type Gallery struct {
	set    *widget.Set
	states map[string]State
}

// New makes the gallery.
func New() (*Gallery, error) {
	all := papers(votes())
	set, err := widget.New(widget.Config{
		Ballots: all, Results: all.result, Committees: committees, Timelines: timelines, Reports: reports,
		Voter: func(*http.Request) (string, error) { return "visitor", nil }, SignIn: "/", Page: page,
	})
	if err != nil {
		return nil, err
	}
	g := &Gallery{set: set, states: map[string]State{}}
	for _, s := range All() {
		g.states[s.Name] = s
	}
	return g, nil
}

// ServeHTTP serves the gallery.
func (g *Gallery) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, isState := strings.CutPrefix(r.URL.Path, "/state/")
	switch {
	case isState:
		s, ok := g.states[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		g.state(w, r, s)
	case r.URL.Path == "/":
		w.Header().Set("Content-Security-Policy", g.set.Policy())
		_ = index.Execute(w, struct {
			Head   template.HTML
			States []State
		}{g.set.Head(), All()})
	default:
		g.set.ServeHTTP(w, r)
	}
}

// state answers with what the request of the state leads to, in the language and theme of
// this request.
func (g *Gallery) state(w http.ResponseWriter, r *http.Request, s State) {
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
	inner.Header.Set("Accept-Language", r.Header.Get("Accept-Language"))
	if s.Form != nil {
		inner.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if s.Name == "ballot-done" {
		g.cast(inner)
	}
	first := httptest.NewRecorder()
	g.set.ServeHTTP(first, inner)
	res := first.Result()
	if res.StatusCode == http.StatusSeeOther { // a form leads to a page of its own
		next := httptest.NewRequest(http.MethodGet, res.Header.Get("Location"), nil)
		if s.Name == "ballot-approval-marked" { // and from there one can go back
			next.URL.Path = strings.TrimSuffix(next.URL.Path, "/check")
		}
		next.URL.RawQuery = r.URL.RawQuery
		for _, c := range res.Cookies() {
			next.AddCookie(c)
		}
		g.set.ServeHTTP(w, next)
		return
	}
	maps.Copy(w.Header(), res.Header)
	w.WriteHeader(res.StatusCode)
	_, _ = io.Copy(w, res.Body)
}

// cast casts a ballot, so that there is a receipt to show.
func (g *Gallery) cast(r *http.Request) {
	inner := httptest.NewRequest(http.MethodPost, g.set.Prefix()+"/ballot/approval/cast", strings.NewReader(form("o", "0", "key", "AAAAAAAAAAAAAAAAAAAAAA").Encode()))
	inner.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	g.set.ServeHTTP(w, inner)
	for _, c := range w.Result().Cookies() {
		r.AddCookie(c)
	}
}

// page is the layout of the gallery: the theme is that of the query, else that of the
// visitor's system.
func page(w io.Writer, r *http.Request, p *widget.Page) error {
	scheme := "light dark"
	if theme := r.URL.Query().Get("theme"); theme == "light" || theme == "dark" {
		scheme = theme
	}
	return layout.Execute(w, struct {
		*widget.Page
		Scheme string
	}{p, scheme})
}

var layout = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="{{.Scheme}}"><title>{{.Title}}</title>{{.Head}}</head>
<body class="dfc-page"><main>{{.Body}}</main></body></html>
`))

var index = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Galerie der Widgets</title>{{.Head}}</head>
<body class="dfc-page"><main><h1>Galerie der Widgets</h1><ul>
{{range .States}}<li><a href="/state/{{.Name}}?lang=de">{{.Name}}</a> · <a href="/state/{{.Name}}?lang=en" hreflang="en" lang="en">English<span class="dfc-hidden"> {{.Name}}</span></a> · <a href="/state/{{.Name}}?lang=de&amp;theme=dark">dunkel<span class="dfc-hidden"> {{.Name}}</span></a></li>
{{end}}</ul></main></body></html>
`))

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
