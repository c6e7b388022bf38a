package app

import (
	_ "embed"
	"net/http"
	"net/url"
	"strings"
)

//go:embed static/portal.css
var portalCSS []byte

const maxBody = 64 << 10

// routes are all addresses of the portal.
func (a *App) routes() (http.Handler, error) {
	mux := http.NewServeMux()
	mux.Handle(a.set.Prefix()+"/", a.set)
	get := func(pattern string, h func(*request) error) { mux.Handle("GET "+pattern, a.page(h)) }
	post := func(pattern, role string, h func(*request) error) { mux.Handle("POST "+pattern, a.form(role, h)) }
	get("/{$}", (*request).home)
	get("/proposals", (*request).proposals)
	get("/votes", (*request).votes)
	get("/votes/{id}", (*request).vote)
	get("/votes/{id}/{file}", (*request).voteFile)
	get("/about", (*request).about)
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
	post("/proposals/withdraw", "", (*request).withdraw)
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

// page serves what only shows something.
func (a *App) page(h func(*request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := &request{a: a, w: w, r: r, l: a.localizer(r), s: a.now()}
		defer q.recovered()
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
		if err := q.readForm(); err != nil {
			return err
		}
		if role != "" && q.Role() != role {
			return errForbidden
		}
		return h(q)
	})
}
