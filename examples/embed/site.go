package main

import (
	"embed"
	"html/template"
	"io"
	"net/http"
	"strings"
	"time"
)

//go:embed site
var siteFiles embed.FS

// newSite is a site of somebody else: static pages, in which {{.Widgets}} is the origin
// of the widgets, and one that includes a fragment on the server, which reaches the widgets
// by the address upstream.
func newSite(widgets, upstream string) http.Handler {
	pages := template.Must(template.ParseFS(siteFiles, "site/*.html"))
	client := &http.Client{Timeout: 10 * time.Second}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /site.js", func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, siteFiles, "site/site.js") })
	mux.HandleFunc("GET /site.css", func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, siteFiles, "site/site.css") })
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/de/element", http.StatusFound) })
	mux.HandleFunc("GET /{lang}/{page}", func(w http.ResponseWriter, r *http.Request) {
		lang, name := r.PathValue("lang"), r.PathValue("page")
		if lang != "de" && lang != "en" || pages.Lookup(name+".html") == nil {
			http.NotFound(w, r)
			return
		}
		data := map[string]any{"Lang": lang, "German": lang == "de", "Page": name, "Widgets": widgets, "Host": strings.TrimPrefix(widgets, "http://")}
		if name == "include" {
			fragment, err := fetch(client, r, upstream+"/dfc/fragment/results/ws-2025?lang="+lang)
			if err != nil { // the page stands without it, too
				fragment = ""
			}
			data["Fragment"] = template.HTML(fragment) // of a host that this site trusts with its pages
		}
		h := w.Header()
		// What a host of widgets has to allow, and nothing else.
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self' "+widgets+"; style-src 'self' "+widgets+"; connect-src "+widgets+
			"; frame-src "+widgets+"; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types dfc")
		h.Set("Content-Type", "text/html; charset=utf-8")
		_ = pages.ExecuteTemplate(w, name+".html", data)
	})
	return mux
}

// fetch gets a fragment for the page that is being made, as "include virtual" of a web
// server does.
func fetch(client *http.Client, r *http.Request, url string) (string, error) {
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	res, err := client.Do(req)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 4<<20))
	if res.StatusCode != http.StatusOK {
		return "", err
	}
	return string(body), err
}
