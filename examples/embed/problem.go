package main

import (
	"bytes"
	"embed"
	"html/template"
	"log/slog"
	"net/http"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

//go:embed common
var common embed.FS

var problems = template.Must(template.ParseFS(common, "common/problem.html"))

func isGerman(l *i18n.Localizer) bool { return l == i18n.German() }

// localizer is the language of a request: that of its path, then ?lang=, then
// Accept-Language, then German.
func localizer(r *http.Request) *i18n.Localizer {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if first != "de" && first != "en" {
		first = ""
	}
	return i18n.Default().Localizer(first, r.URL.Query().Get("lang"), r.Header.Get("Accept-Language"))
}

// problem answers with a page of the status, and a way out. Why something failed is for
// those who run the server, not for those who visit it.
func problem(w http.ResponseWriter, r *http.Request, status int) {
	l := localizer(r)
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Vary", "Accept-Language")
	write(w, r, problems, "problem.html", status, map[string]any{"Lang": l.Tag().String(), "German": isGerman(l), "Status": status})
}

// failed is a problem of status 500.
func failed(w http.ResponseWriter, r *http.Request, err error) {
	slog.ErrorContext(r.Context(), "request failed", "path", r.URL.Path, "error", err)
	problem(w, r, http.StatusInternalServerError)
}

// write sends a page whole or not at all.
func write(w http.ResponseWriter, r *http.Request, pages *template.Template, name string, status int, data any) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, data); err != nil {
		slog.ErrorContext(r.Context(), "page failed", "page", name, "error", err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

// reading serves pages that can only be read, and says so to whoever sends something.
func reading(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			problem(w, r, http.StatusMethodNotAllowed)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// file serves one embedded file.
func file(folder embed.FS, name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, folder, name) }
}

func notFound(w http.ResponseWriter, r *http.Request) { problem(w, r, http.StatusNotFound) }
