package app

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"runtime/debug"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

//go:embed templates/*.tmpl
var templateFiles embed.FS

var templates = template.Must(template.New("").ParseFS(templateFiles, "templates/*.tmpl"))

var (
	errMethod      = errors.New("address does not take this method")
	errNotFound    = errors.New("no such page")
	errForbidden   = errors.New("not for this role")
	errCrossOrigin = errors.New("form of another site")
	errForm        = errors.New("form cannot be read")
)

// answers say what an error means to a visitor, for those that are no refusals.
var answers = []struct {
	err    error
	status int
	key    string
}{
	{errForm, http.StatusBadRequest, "portal.error.form"},
	{errCrossOrigin, http.StatusForbidden, "portal.error.cross-origin"},
	{errForbidden, http.StatusForbidden, "portal.error.forbidden"},
	{errNotFound, http.StatusNotFound, "portal.error.not-found"},
	{widget.ErrNotFound, http.StatusNotFound, "portal.error.not-found"},
	{errMethod, http.StatusMethodNotAllowed, "portal.error.method"},
	{errNotNow, http.StatusConflict, "portal.error.not-now"},
	{errBroken, http.StatusInternalServerError, "portal.error.broken"},
}

// answer says what an error means to a visitor.
func (q *request) answer(err error) {
	if err == nil {
		return
	}
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		q.message(http.StatusRequestEntityTooLarge, "portal.error.too-large")
		return
	}
	for _, a := range answers {
		if errors.Is(err, a.err) {
			q.message(a.status, a.key)
			return
		}
	}
	q.a.o.Log.Error("request", "path", q.r.URL.Path, "error", err)
	q.message(http.StatusInternalServerError, "portal.error.internal")
}

// recovered answers for a page that panics, as far as it has not answered itself.
func (q *request) recovered() {
	switch p := recover(); p {
	case nil:
	case http.ErrAbortHandler:
		panic(p)
	default:
		q.a.o.Log.Error("panic", "path", q.r.URL.Path, "panic", p, "stack", string(debug.Stack()))
		q.message(http.StatusInternalServerError, "portal.error.internal")
	}
}

// messageData is what message.tmpl gets.
type messageData struct {
	Text string
	Kept []string // what was filled in and not taken, to be copied
}

func (q *request) message(status int, key string) {
	d := messageData{Text: q.T(key)}
	for _, name := range []string{"title", "vision", "aim", "target"} {
		if text := q.r.PostForm.Get(name); text != "" {
			d.Kept = append(d.Kept, text)
		}
	}
	if err := q.show(status, "message.tmpl", key+".title", d); err != nil {
		q.a.o.Log.Error("message", "error", err)
	}
}

// show sends a page.
func (q *request) show(status int, name, title string, data any) error {
	return q.send(status, name, q.T(title), page{request: q, Heading: q.T(title), Data: data})
}

// wrong sends a form again, as it was filled in, with what is wrong.
func (q *request) wrong(name, title string, data any, err error) error {
	p := page{q, q.T(title), data, q.r.PostForm, nil}
	for _, r := range refusals(err) {
		p.Flaws = append(p.Flaws, flaw{r.field, r.in(q.l)})
	}
	return q.send(http.StatusUnprocessableEntity, name, q.l.Text("widget.title.error", i18n.Text("title", q.T(title))), p)
}

func (q *request) send(status int, name, title string, p page) error {
	var body, out bytes.Buffer
	if err := templates.ExecuteTemplate(&body, name, p); err != nil {
		return err
	}
	if err := q.wrap(&out, title, template.HTML(body.String())); err != nil {
		return err
	}
	q.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	q.w.Header().Set("Content-Language", q.l.Tag().String())
	q.w.WriteHeader(status)
	_, _ = q.w.Write(out.Bytes())
	return nil
}

// layoutData is what layout.tmpl gets.
type layoutData struct {
	*request
	Title      string
	Head, Body template.HTML
	Nav        []option
	Path       string
	Switch     bool // the other language can be chosen without losing what was filled in
}

func (q *request) wrap(w io.Writer, title string, body template.HTML) error {
	return templates.ExecuteTemplate(w, "layout.tmpl", layoutData{request: q, Title: title, Head: q.a.set.Head(), Body: body,
		Nav: q.nav(), Path: q.r.URL.Path, Switch: q.r.Method != http.MethodPost})
}

// nav is the main menu.
func (q *request) nav() []option {
	list := []option{{Value: "/proposals", Label: q.T("portal.proposals.title")}, {Value: "/votes", Label: q.T("portal.votes.title")},
		{Value: "/dfc/committee/dialogkomitee", Label: q.T("widget.committee.title")}, {Value: "/dfc/findings/programm", Label: q.T("portal.findings.title")},
		{Value: "/dfc/eligibility", Label: q.T("portal.nav.eligibility")}}
	switch q.Role() {
	case "public":
		list = append(list, option{Value: "/register", Label: q.T("portal.register.title")}, option{Value: "/signin", Label: q.T("portal.signin.title")})
	case office:
		list = append(list, option{Value: "/office", Label: q.T("portal.office.title")})
	default:
		list = append(list, option{Value: "/me", Label: q.T("portal.me.title")})
	}
	for i := range list {
		list[i].Selected = list[i].Value == q.r.URL.Path
	}
	return list
}

// layout goes around the pages of the widgets.
func (a *App) layout(w io.Writer, r *http.Request, p *widget.Page) error {
	who, err := a.who(r)
	if err != nil {
		return fmt.Errorf("who is signed in: %w", err)
	}
	q := &request{a: a, r: r, l: p.Localizer, s: a.now(), who: who}
	return q.wrap(w, p.Title, p.Body)
}
