package widget

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html/template"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

const (
	maxBody = 64 << 10 // of a form, in bytes: 400 options with their ranks need 6,000
	maxPath = 2 << 10  // of an address, in bytes
	maxID   = 200      // of an ID in it, in characters
)

// fragmentHeader is sent by the script with a form that stands in a page of the host.
const fragmentHeader = "Dfc-Fragment"

// ServeHTTP serves everything under the prefix.
func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.headers(w.Header())
	v := s.view(r)
	w.Header().Set("Content-Language", v.lang())
	if err := s.guard.Check(r); err != nil {
		s.message(w, r, v, http.StatusForbidden, "widget.error.cross-origin")
		return
	}
	parts, ok := s.split(r)
	if !ok {
		s.message(w, r, v, http.StatusNotFound, "widget.error.not-found")
		return
	}
	h, allowed := s.route(parts)
	switch {
	case h == nil:
		s.message(w, r, v, http.StatusNotFound, "widget.error.not-found")
	case !slices.Contains(allowed, r.Method):
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		s.message(w, r, v, http.StatusMethodNotAllowed, "widget.error.method")
	case r.Method == http.MethodPost:
		if status, key := readForm(w, r); status != 0 {
			s.message(w, r, v, status, key)
			return
		}
		h(w, r, v)
	default:
		h(w, r, v)
	}
}

type handler func(w http.ResponseWriter, r *http.Request, v view)

var (
	get     = []string{http.MethodGet, http.MethodHead}
	post    = []string{http.MethodPost}
	getPost = []string{http.MethodGet, http.MethodHead, http.MethodPost}
)

// route finds who serves a path, and the methods that it takes.
func (s *Set) route(parts []string) (handler, []string) {
	if h := s.assetHandler(parts); h != nil {
		return h, get
	}
	if parts[0] == "fragment" && len(parts) > 1 {
		k, known := ParseKind(parts[1])
		if known && (len(parts) == 3) == (k != Eligibility) {
			return s.fragmentHandler(k, parts[len(parts)-1]), get
		}
		return nil, nil
	}
	k, known := ParseKind(parts[0])
	switch {
	case !known:
		return nil, nil
	case k == Eligibility && len(parts) == 1:
		return s.eligibilityHandler, getPost
	case k == Ballot && s.c.Ballots != nil:
		return s.ballotRoute(parts[1:])
	case k == Results && len(parts) == 2 && s.c.Results != nil:
		return s.resultsHandler(parts[1]), get
	case k.readOnly() && len(parts) == 2:
		return s.readOnlyHandler(k, parts[1]), get
	}
	return nil, nil
}

// split returns the segments of the path below the prefix, unescaped.
func (s *Set) split(r *http.Request) ([]string, bool) {
	rest, ok := strings.CutPrefix(r.URL.EscapedPath(), s.c.Prefix+"/")
	if !ok || len(rest) > maxPath || rest == "" {
		return nil, false
	}
	parts := strings.Split(rest, "/")
	for i, p := range parts {
		p, err := url.PathUnescape(p)
		if err != nil || p == "" || !goodID(p) {
			return nil, false
		}
		parts[i] = p
	}
	return parts, true
}

// goodID accepts what can be the ID of something; sources that make files of IDs are
// spared "..", separators and control characters.
func goodID(id string) bool {
	return utf8.ValidString(id) && utf8.RuneCountInString(id) <= maxID && id != "." && id != ".." &&
		!strings.ContainsFunc(id, func(c rune) bool { return c < ' ' || c == 0x7f || c == '/' || c == '\\' })
}

// readForm reads the body of a POST; a status other than 0 says why it cannot.
func readForm(w http.ResponseWriter, r *http.Request) (status int, key string) {
	if t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || t != "application/x-www-form-urlencoded" {
		return http.StatusUnsupportedMediaType, "widget.error.media-type"
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
			return http.StatusRequestEntityTooLarge, "widget.error.too-large"
		}
		return http.StatusBadRequest, "widget.error.form"
	}
	for name, values := range r.PostForm {
		for _, value := range append(values, name) {
			if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
				return http.StatusBadRequest, "widget.error.form"
			}
		}
	}
	return 0, ""
}

// view is how a request is answered: in which language, and whether as a fragment.
func (s *Set) view(r *http.Request) view {
	chosen := ""
	// The query alone: ParseForm would read a body that may be too large.
	if q, err := url.ParseQuery(r.URL.RawQuery); err == nil {
		chosen = q.Get("lang")
	}
	host := ""
	if s.c.Language != nil {
		host = s.c.Language(r)
	}
	v := view{s: s, l: s.c.Texts.Localizer(chosen, host, r.Header.Get("Accept-Language")), level: 1}
	if chosen != "" && len(chosen) < 40 {
		v.query = "?lang=" + v.lang()
	}
	v.framed = r.Header.Get("Sec-Fetch-Dest") == "iframe"
	if r.Header.Get(fragmentHeader) != "" {
		v.inline, v.level = true, s.c.HeadingLevel
	}
	return v
}

// headers sets what every answer has.
func (s *Set) headers(h http.Header) {
	h.Set("Content-Security-Policy", s.policy)
	h.Set("X-Content-Type-Options", "nosniff")
	// With no-referrer, browsers send "Origin: null" with forms.
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Vary", "Accept-Language, Cookie, Sec-Fetch-Dest, "+fragmentHeader)
	h.Set("Cache-Control", "no-store")
}

// policy is the Content-Security-Policy: nothing inline, nothing foreign, and frames by
// the declared origins only.
func policy(c Config) string {
	ancestors := "'none'"
	if len(c.FrameOrigins) > 0 {
		ancestors = strings.Join(c.FrameOrigins, " ")
	}
	return "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; " +
		"require-trusted-types-for 'script'; trusted-types dfc; frame-ancestors " + ancestors
}

// Policy returns the Content-Security-Policy of the pages, which a host can use for its
// own pages that have fragments in them.
func (s *Set) Policy() string { return s.policy }

// send renders a body and sends it as a page, or as a fragment where one is wanted.
func (s *Set) send(w http.ResponseWriter, r *http.Request, v view, status int, b *body) {
	html, err := s.render(b)
	if err != nil {
		s.fail(w, r, v, err)
		return
	}
	var out bytes.Buffer
	if v.inline {
		out.WriteString(string(html))
	} else if err := s.layout(&out, r, v, b, html); err != nil {
		s.fail(w, r, v, err)
		return
	}
	if status == http.StatusOK && b.kind.readOnly() && s.c.Page == nil { // a layout of the host can show who is signed in
		sendPublic(w, r, revalidate, html5, out.Bytes())
		return
	}
	write(w, r, status, out.Bytes())
}

const html5 = "text/html; charset=utf-8"

// write sends a page.
func write(w http.ResponseWriter, r *http.Request, status int, page []byte) {
	h := w.Header()
	h.Set("Content-Type", html5)
	h.Set("Content-Length", strconv.Itoa(len(page)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(page)
	}
}

// revalidate makes browsers ask each time whether what they have is still good; forever is
// for what never changes under its name.
const (
	revalidate = "no-cache"
	forever    = "public, max-age=31536000, immutable"
)

// sendPublic is send for what everybody may see: it can be kept and compared.
func sendPublic(w http.ResponseWriter, r *http.Request, keep, contentType string, data []byte) {
	h := w.Header()
	sum := sha256.Sum256(data)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	h.Set("Cache-Control", keep)
	h.Set("ETag", tag)
	if matches(r.Header.Values("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(data)
	}
}

// matches compares tags weakly, as If-None-Match asks (RFC 9110, section 13.1.2): a proxy
// that has compressed an answer has made its tag a weak one.
func matches(header []string, tag string) bool {
	for one := range strings.SplitSeq(strings.Join(header, ","), ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == tag {
			return true
		}
	}
	return false
}

// readOnlyHandler serves the page of a widget that shows what is public.
func (s *Set) readOnlyHandler(k Kind, id string) handler {
	return func(w http.ResponseWriter, r *http.Request, v view) {
		b, err := s.readOnly(r.Context(), v, k, id, r.URL.Query().Get("on"))
		if err != nil {
			s.sourceError(w, r, v, err)
			return
		}
		status := http.StatusOK
		if b.error {
			status = http.StatusUnprocessableEntity
		}
		s.send(w, r, v, status, b)
	}
}

// fragmentHandler serves a widget alone, for scripts and server-side includes.
func (s *Set) fragmentHandler(k Kind, id string) handler {
	return func(w http.ResponseWriter, r *http.Request, v view) {
		v.inline, v.level, v.query = true, s.c.HeadingLevel, "?lang="+v.lang()
		if k.readOnly() && s.allowFetch(w, r) {
			v.base = s.c.Origin // where the fragment will stand, paths lead elsewhere
		}
		if n, err := strconv.Atoi(r.URL.Query().Get("level")); err == nil && n >= 1 && n <= 4 {
			v.level = n
		}
		var html template.HTML
		var err error
		switch {
		case k == Eligibility:
			html, err = s.render(v.eligibility(answers{}))
		case k == Ballot:
			html, err = s.ballotFragment(r.Context(), v, id)
		default:
			var b *body
			if b, err = s.readOnly(r.Context(), v, k, id, r.URL.Query().Get("on")); err == nil && b.error {
				s.send(w, r, v, http.StatusUnprocessableEntity, b)
				return
			}
			if err == nil {
				html, err = s.render(b)
			}
		}
		if err != nil {
			s.sourceError(w, r, v, err)
			return
		}
		sendPublic(w, r, revalidate, html5, []byte(html))
	}
}

// allowFetch lets scripts of the declared origins read an answer, without cookies, and
// reports whether one of them asks.
func (s *Set) allowFetch(w http.ResponseWriter, r *http.Request) bool {
	w.Header().Add("Vary", "Origin")
	o := r.Header.Get("Origin")
	if !slices.Contains(s.c.FetchOrigins, o) {
		return false
	}
	w.Header().Set("Access-Control-Allow-Origin", o)
	return true
}

// sourceError answers what a source returned.
func (s *Set) sourceError(w http.ResponseWriter, r *http.Request, v view, err error) {
	switch {
	case errors.Is(err, ErrNotFound):
		s.message(w, r, v, http.StatusNotFound, "widget.error.not-found")
	case errors.Is(err, ErrSecret):
		s.message(w, r, v, http.StatusForbidden, "widget.error.secret")
	default:
		s.fail(w, r, v, err)
	}
}

// fail tells the host what went wrong, and the visitor that something did.
func (s *Set) fail(w http.ResponseWriter, r *http.Request, v view, err error) {
	if r.Context().Err() != nil && errors.Is(err, context.Canceled) {
		return // nobody is there any more
	}
	s.c.OnError(r, err)
	s.message(w, r, v, http.StatusInternalServerError, "widget.error.internal")
}

// today is the civil day of the host's clock.
func (s *Set) today() dialog.Date {
	now := s.c.Now()
	d, err := dialog.NewDate(now.Year(), now.Month(), now.Day())
	if err != nil {
		return dialog.Date{}
	}
	return d
}

// escaped are segments of a path.
func escaped(parts []string) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = url.PathEscape(p)
	}
	return out
}

// localizers are those of the languages that a page offers.
func (s *Set) localizers() []*i18n.Localizer {
	var out []*i18n.Localizer
	for _, tag := range s.c.Texts.Languages() {
		out = append(out, s.c.Texts.Localizer(tag.String()))
	}
	return out
}
