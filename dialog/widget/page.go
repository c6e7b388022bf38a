package widget

import (
	"bytes"
	"embed"
	"fmt"
	"hash/fnv"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

//go:embed templates/*.tmpl
var embeddedTemplates embed.FS

// parseTemplates reads the embedded templates, and those of the host in their place.
func parseTemplates(overrides fs.FS) (*template.Template, error) {
	t, err := template.New("widget").ParseFS(embeddedTemplates, "templates/*.tmpl")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	if overrides == nil {
		return t, nil
	}
	var names []string
	err = fs.WalkDir(overrides, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".tmpl" {
			return err
		}
		if _, err := fs.Stat(embeddedTemplates, "templates/"+name); err != nil {
			return fmt.Errorf("there is no template %q to override", name)
		}
		names = append(names, name)
		return nil
	})
	if err == nil && len(names) > 0 {
		t, err = t.ParseFS(overrides, names...)
	}
	if err == nil {
		err = try(t)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: templates: %w", ErrConfig, err)
	}
	return t, nil
}

// frame is what every template gets around its own data.
type frame struct {
	Lang   string
	UID    string // begin of all IDs of the fragment, which can stand beside others in a page
	Level  int    // of the first heading
	Inline bool   // in a page of the host
	Framed bool   // in a frame, in which browsers refuse autofocus, and say so
	Title  string
}

// frame makes the frame of a widget; id tells widgets of a kind apart.
func (v view) frame(k Kind, id, title string) frame {
	h := fnv.New32a()
	_, _ = io.WriteString(h, id)
	return frame{Lang: v.lang(), Level: v.level, Inline: v.inline, Framed: v.framed, Title: title,
		UID: "dfc-" + k.String()[:1] + strconv.FormatUint(uint64(h.Sum32()), 36)}
}

// H and EndH are the tags of a heading that stands n levels below the first. The level
// is a number between 1 and 6, so nothing in them needs escaping.
func (f frame) H(n int, id string) template.HTML {
	tag := "<h" + strconv.Itoa(min(f.Level+n, 6))
	if id != "" {
		tag += ` id="` + f.UID + "-" + template.HTMLEscapeString(id) + `" tabindex="-1"`
	}
	return template.HTML(tag + ">")
}

// EndH is the end of a heading.
func (f frame) EndH(n int) template.HTML {
	return template.HTML("</h" + strconv.Itoa(min(f.Level+n, 6)) + ">")
}

// render makes the HTML of a widget.
func (s *Set) render(b *body) (template.HTML, error) {
	var out bytes.Buffer
	if err := s.templates.ExecuteTemplate(&out, b.name, b.data); err != nil {
		return "", fmt.Errorf("rendering %s: %w", b.name, err)
	}
	return template.HTML(out.String()), nil
}

// pageData is what page.tmpl gets.
type pageData struct {
	*Page
	LanguageLabel string
}

// layout writes a page around a widget: the host's or a plain one.
func (s *Set) layout(w io.Writer, r *http.Request, v view, b *body, html template.HTML) error {
	title := b.title
	if b.error {
		title = v.text("widget.title.error", i18n.Text("title", title))
	}
	p := &Page{Kind: b.kind, Lang: v.lang(), Title: title, Head: s.framers() + s.Head(), Body: html, Languages: s.languages(r, v), Localizer: v.l}
	if s.c.Page != nil {
		return s.c.Page(w, r, p)
	}
	return s.templates.ExecuteTemplate(w, "page.tmpl", pageData{p, v.text("widget.language")})
}

// framers tell the script whose frame may learn the height of a page and what happens in it.
func (s *Set) framers() (out template.HTML) {
	for _, o := range s.c.FrameOrigins { // without a character that needs escaping, see parseOrigin
		out += template.HTML(`<meta name="dfc-frame-origin" content="` + o + `">`)
	}
	return out
}

// languages lead to the same page in each language, with whatever else was asked for.
func (s *Set) languages(r *http.Request, v view) (out []LanguageLink) {
	if r.Method == http.MethodPost {
		return nil
	}
	q := r.URL.Query()
	for _, l := range s.localizers() {
		tag := l.Tag().String()
		q.Set("lang", tag)
		out = append(out, LanguageLink{tag, l.Text("language.self"), "?" + q.Encode(), tag == v.lang()})
	}
	return out
}

// messageData is what message.tmpl gets: a page that says what is and what to do next.
type messageData struct {
	frame
	Text       string
	Next, Link string
}

// message answers with a text of the catalogue, its heading under key.title and what to
// do next under key.next.
func (s *Set) message(w http.ResponseWriter, r *http.Request, v view, status int, key string) {
	b := v.message(0, "", key+".title", key, key+".next", "")
	html, err := s.render(b)
	if err == nil {
		s.sendMessage(w, r, v, status, b, html)
		return
	}
	s.c.OnError(r, err)
	http.Error(w, http.StatusText(status), status)
}

// sendMessage does not use send, which uses it.
func (s *Set) sendMessage(w http.ResponseWriter, r *http.Request, v view, status int, b *body, html template.HTML) {
	var out bytes.Buffer
	if v.inline {
		out.WriteString(string(html))
	} else if err := s.layout(&out, r, v, b, html); err != nil {
		s.c.OnError(r, err)
		http.Error(w, http.StatusText(status), status)
		return
	}
	write(w, r, status, out.Bytes())
}

// message is the body of a page that only says something.
func (v view) message(k Kind, id, title, text, next, link string) *body {
	d := messageData{frame: v.frame(k, "message"+id, v.text(title)), Text: v.text(text), Link: link}
	if v.l.Has(next) {
		d.Next = v.text(next)
	}
	return &body{kind: k, title: d.Title, name: "message.tmpl", data: d}
}
