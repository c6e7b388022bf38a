package states

import (
	"embed"
	"html/template"
	"io"
	"net/http"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

//go:embed pages
var files embed.FS

var pages = template.Must(template.ParseFS(files, "pages/*.tmpl"))

func styles(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, files, "pages/gallery.css")
}

// around is the layout of a state: the theme is that of the query, else that of the
// visitor's system. In a frame, the page tells the one around it how high it is.
func around(w io.Writer, r *http.Request, p *widget.Page) error {
	scheme := "light dark"
	if theme := r.URL.Query().Get("theme"); theme == "light" || theme == "dark" {
		scheme = theme
	}
	framer := ""
	if r.Header.Get("Sec-Fetch-Dest") == "iframe" {
		framer = "http://" + r.Host
	}
	return pages.ExecuteTemplate(w, "state.tmpl", struct {
		*widget.Page
		Scheme, Framer string
	}{p, scheme, framer})
}

// A page is what the index and the pages of widgets get.
type page struct {
	l      *i18n.Localizer
	Lang   string
	Head   template.HTML
	Kinds  []widget.Kind
	Kind   widget.Kind // 0 on the index
	States []State
}

// T is a text of the catalogue.
func (p page) T(key string) string { return p.l.Text(key) }

// Open and Close are the tags of the element around a frame.
func (p page) Open() template.HTML { return template.HTML("<dfc-" + p.Kind.String() + ">") }

// Close is the end of it.
func (p page) Close() template.HTML { return template.HTML("</dfc-" + p.Kind.String() + ">") }

func (g *Gallery) index(w http.ResponseWriter, r *http.Request) { g.show(w, r, "index.tmpl", 0) }

// widget shows all states of one, light and dark.
func (g *Gallery) widget(w http.ResponseWriter, r *http.Request, k widget.Kind) {
	g.show(w, r, "widget.tmpl", k)
}

func (g *Gallery) show(w http.ResponseWriter, r *http.Request, name string, k widget.Kind) {
	l := i18n.Default().Localizer(r.URL.Query().Get("lang"), r.Header.Get("Accept-Language"))
	p := page{l: l, Lang: l.Tag().String(), Head: g.set.Head(), Kinds: widget.Kinds(), Kind: k}
	for _, s := range All() {
		if k == 0 || s.Kind == k {
			p.States = append(p.States, s)
		}
	}
	w.Header().Set("Content-Security-Policy", g.set.Policy()+"; frame-src 'self'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = pages.ExecuteTemplate(w, name, p) // whoever is gone does not see it
}
