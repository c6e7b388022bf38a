package main

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
)

//go:embed site
var siteFiles embed.FS

// A site is one of somebody else, which embeds the widgets.
type site struct {
	http.Handler
	pages    *template.Template
	widgets  string // their origin, as browsers know it
	upstream string // the address at which this server reaches them
}

// A link leads to a page of the site.
type link struct{ Name, Title string }

// links are the pages in a language, the first one first.
func links(german bool) []link {
	if german {
		return []link{{"both", "Ergebnis und Stimmzettel"}, {"element", "Ergebnis als Element"}, {"frame", "Stimmzettel im Rahmen"}, {"include", "Ergebnis, vom Server eingefügt"}}
	}
	return []link{{"both", "Result and ballot"}, {"element", "Result as an element"}, {"frame", "Ballot in a frame"}, {"include", "Result, included by the server"}}
}

// page is what a page of the site gets.
type page struct {
	Lang, Page, Title string
	German            bool
	Pages             []link
	Widgets, Upstream string
	Include           template.HTML // a comment, which templates would leave out
}

// newSite makes the site. Below /dfc/ it passes on what the widgets show, as the web server
// of the page "include" does.
func newSite(widgets, upstream string) (*site, error) {
	target, err := url.Parse(upstream)
	if err != nil {
		return nil, err
	}
	s := &site{widgets: widgets, upstream: upstream}
	s.pages = template.New("").Funcs(template.FuncMap{"shown": s.shown})
	if _, err := s.pages.ParseFS(siteFiles, "site/*.html"); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/", notFound)
	mux.HandleFunc("/{$}", s.first)
	mux.HandleFunc("/style.css", file(common, "common/style.css"))
	mux.HandleFunc("/site.js", file(siteFiles, "site/site.js"))
	mux.HandleFunc("/de/{page}", s.show("de"))
	mux.HandleFunc("/en/{page}", s.show("en"))
	mux.Handle("/dfc/", &httputil.ReverseProxy{
		Rewrite:      func(r *httputil.ProxyRequest) { r.SetURL(target) },
		ErrorHandler: failed,
	})
	mux.HandleFunc("/dfc/ballot/", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, widgets+r.URL.RequestURI(), http.StatusFound)
	})
	s.Handler = reading(mux)
	return s, nil
}

// shown is a part of a page as text: the very lines that the page uses elsewhere.
func (s *site) shown(name string, data page) (string, error) {
	var b strings.Builder
	err := s.pages.ExecuteTemplate(&b, name, data)
	return b.String(), err
}

// first leads to the first page, in the visitor's language.
func (s *site) first(w http.ResponseWriter, r *http.Request) {
	l := localizer(r)
	w.Header().Set("Vary", "Accept-Language")
	http.Redirect(w, r, "/"+l.Tag().String()+"/"+links(isGerman(l))[0].Name, http.StatusFound)
}

// render makes a page as the site's author wrote it, with directives of the web server in it;
// nil for one that does not exist.
func (s *site) render(lang, name string) ([]byte, error) {
	p := page{Lang: lang, Page: name, German: lang == "de", Widgets: s.widgets, Upstream: s.upstream,
		Include: template.HTML(`<!--# include virtual="/dfc/fragment/results/ws-2025?lang=` + lang + `" -->`)}
	p.Pages = links(p.German)
	for _, x := range p.Pages {
		if x.Name == name {
			p.Title = x.Title
			var b bytes.Buffer
			err := s.pages.ExecuteTemplate(&b, name+".html", p)
			return b.Bytes(), err
		}
	}
	return nil, nil
}

func (s *site) show(lang string) http.HandlerFunc {
	// What a host of widgets has to allow, and nothing else.
	policy := "default-src 'none'; script-src 'self' " + s.widgets + "; style-src 'self' " + s.widgets + "; connect-src " + s.widgets +
		"; frame-src " + s.widgets + "; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types dfc"
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := s.render(lang, r.PathValue("page"))
		switch {
		case err != nil:
			failed(w, r, err)
		case body == nil:
			notFound(w, r)
		default:
			w.Header().Set("Content-Security-Policy", policy)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write(s.include(r, body))
		}
	}
}
