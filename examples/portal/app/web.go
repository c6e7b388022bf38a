package app

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

//go:embed templates/*.tmpl
var templateFiles embed.FS

//go:embed static/portal.css
var portalCSS []byte

var templates = template.Must(template.New("").ParseFS(templateFiles, "templates/*.tmpl"))

const maxBody = 64 << 10

// A request is one that a page is made for.
type request struct {
	a   *App
	w   http.ResponseWriter
	r   *http.Request
	l   *i18n.Localizer
	s   *state
	who string // "" for nobody, office, or a participant
}

// A page is what a template gets.
type page struct {
	*request
	Heading string
	Data    any
	Form    url.Values
	Flaws   []flaw
}

type flaw struct{ Field, Text string }

// T is a text of the catalogue.
func (q *request) T(key string) string { return q.l.Text(key) }

// Day is a date in words.
func (q *request) Day(d dialog.Date) string { return q.l.Date(d.I18n()) }

// Words is a text of the programme in the language of the page.
func (q *request) Words(t dialog.Text) string { return q.l.Text("report.value", t.Arg("value", "")) }

// Role is "public", "participant" or "office".
func (q *request) Role() string {
	switch q.who {
	case "":
		return "public"
	case office:
		return office
	}
	return "participant"
}

// routes are all addresses of the portal.
func (a *App) routes() (http.Handler, error) {
	mux := http.NewServeMux()
	mux.Handle(a.set.Prefix()+"/", a.set)
	get := func(pattern string, h func(*request) error) { mux.Handle("GET "+pattern, a.page(h)) }
	post := func(pattern, role string, h func(*request) error) { mux.Handle("POST "+pattern, a.form(role, h)) }
	get("/{$}", (*request).home)
	get("/votes", (*request).votes)
	get("/votes/{id}", (*request).vote)
	get("/votes/{id}/{file}", (*request).voteFile)
	get("/programme.json", (*request).programme)
	get("/portal.css", (*request).css)
	get("/register", (*request).registerForm)
	get("/signin", (*request).signInForm)
	get("/me", (*request).me)
	get("/office", (*request).office)
	post("/register", "", (*request).register)
	post("/signin", "", (*request).signIn)
	post("/signout", "", (*request).signOut)
	post("/proposals", "participant", (*request).propose)
	post("/candidacy", "participant", (*request).candidacy)
	for action, h := range officeActions {
		post("/office/"+action, office, h)
	}
	mux.Handle("/", a.page(func(q *request) error { return otherwise(mux, q) }))
	return a.outside(mux), nil
}

// otherwise answers what no pattern matches: with the methods that the address takes,
// where it takes any.
func otherwise(mux *http.ServeMux, q *request) error {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		r := q.r.Clone(q.r.Context())
		r.Method = method
		if _, pattern := mux.Handler(r); pattern != "/" {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 {
		return errNotFound
	}
	q.w.Header().Set("Allow", strings.Join(allowed, ", "))
	return errMethod
}

var (
	errMethod    = errors.New("address does not take this method")
	errNotFound  = errors.New("no such page")
	errForbidden = errors.New("not for this role")
)

// outside is around everything: what every answer has, what no request may be, and the
// language that was chosen.
func (a *App) outside(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(a.page(func(q *request) error { return errCrossOrigin }))
	guarded := guard.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", a.set.Policy())
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if q, err := url.ParseQuery(r.URL.RawQuery); err == nil && (q.Get("lang") == "de" || q.Get("lang") == "en") {
			c := &http.Cookie{Name: languageCookie, Value: q.Get("lang"), Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: a.secure()}
			http.SetCookie(w, c)
		}
		guarded.ServeHTTP(w, r)
	})
}

var errCrossOrigin = errors.New("form of another site")

// page serves what only shows something.
func (a *App) page(h func(*request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := &request{a: a, w: w, r: r, l: a.localizer(r), s: a.now()}
		var err error
		if q.who, err = a.who(r); err == nil {
			err = h(q)
		}
		q.answer(err)
	})
}

// form serves a form that a role may send.
func (a *App) form(role string, h func(*request) error) http.Handler {
	return a.page(func(q *request) error {
		if err := q.r.ParseForm(); err != nil {
			return fmt.Errorf("%w: %w", errForm, err)
		}
		for _, values := range q.r.PostForm {
			for _, v := range values {
				if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
					return errForm
				}
			}
		}
		if role != "" && q.Role() != role {
			return errForbidden
		}
		return h(q)
	})
}

var (
	errForm = errors.New("form cannot be read")
	errDay  = errors.New("not a day")
	errSure = errors.New("not confirmed")
)

// answer says what an error means to a visitor.
func (q *request) answer(err error) {
	tooLarge := (*http.MaxBytesError)(nil)
	switch {
	case err == nil:
	case errors.As(err, &tooLarge):
		q.message(http.StatusRequestEntityTooLarge, "portal.error.too-large")
	case errors.Is(err, errForm):
		q.message(http.StatusBadRequest, "portal.error.form")
	case errors.Is(err, errCrossOrigin):
		q.message(http.StatusForbidden, "portal.error.cross-origin")
	case errors.Is(err, errForbidden):
		q.message(http.StatusForbidden, "portal.error.forbidden")
	case errors.Is(err, errNotFound), errors.Is(err, widget.ErrNotFound):
		q.message(http.StatusNotFound, "portal.error.not-found")
	case errors.Is(err, errMethod):
		q.message(http.StatusMethodNotAllowed, "portal.error.method")
	case errors.Is(err, errProposals):
		q.message(http.StatusConflict, "portal.error.proposals")
	case errors.Is(err, errReason):
		q.message(http.StatusUnprocessableEntity, "portal.error.reason")
	case errors.Is(err, errSure):
		q.message(http.StatusUnprocessableEntity, "portal.error.sure")
	case errors.Is(err, errTied):
		q.message(http.StatusConflict, "portal.error.tied")
	case errors.Is(err, errNotNow), errors.Is(err, errConflict):
		q.message(http.StatusConflict, "portal.error.not-now")
	default:
		q.a.o.Log.Error("request", "path", q.r.URL.Path, "error", err)
		q.message(http.StatusInternalServerError, "portal.error.internal")
	}
}

func (q *request) message(status int, key string) {
	if err := q.show(status, "message.tmpl", key+".title", q.T(key)); err != nil {
		q.a.o.Log.Error("message", "error", err)
	}
}

// show sends a page.
func (q *request) show(status int, name, title string, data any) error {
	return q.send(status, name, q.T(title), page{request: q, Heading: q.T(title), Data: data})
}

// wrong sends a form again, as it was filled in, with what is wrong.
func (q *request) wrong(name, title string, data any, flaws []flaw) error {
	return q.send(http.StatusUnprocessableEntity, name, q.l.Text("widget.title.error", i18n.Text("title", q.T(title))), page{q, q.T(title), data, q.r.PostForm, flaws})
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
	Lang, Title string
	Head, Body  template.HTML
	Path        string
	Switch      bool // the other language can be chosen without losing what was filled in
}

func (q *request) wrap(w io.Writer, title string, body template.HTML) error {
	return templates.ExecuteTemplate(w, "layout.tmpl", layoutData{q, q.l.Tag().String(), title, q.a.set.Head(), body, q.r.URL.Path, q.r.Method != http.MethodPost})
}

// layout goes around the pages of the widgets.
func (a *App) layout(w io.Writer, r *http.Request, p *widget.Page) error {
	who, err := a.who(r)
	if err != nil {
		return err
	}
	q := &request{a: a, r: r, l: p.Localizer, s: a.now(), who: who}
	return q.wrap(w, p.Title, p.Body)
}

// see sends the visitor on, after a form.
func (q *request) see(path string) error {
	http.Redirect(q.w, q.r, path, http.StatusSeeOther)
	return nil
}

// field is a field of the form without blanks around it, and whether it is not longer
// than it may be, in characters.
func (q *request) field(name string, most int) (string, bool) {
	s := strings.TrimSpace(q.r.PostForm.Get(name))
	return s, utf8.RuneCountInString(s) <= most
}
