package main

import (
	"context"
	"embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// A host serves the widgets, with a vote that is open and one that was counted.
type host struct {
	http.Handler
	box         *box.Box
	credentials []box.Credential
	close       func() error
}

// newHost makes the widgets for one other site, which may frame and fetch them.
func newHost(ctx context.Context, folder, origin, site string) (*host, error) {
	h := &host{close: func() error { return nil }}
	err := h.declare(ctx, folder)
	if err == nil {
		err = h.serve(origin, site)
	}
	if err != nil {
		return nil, errors.Join(err, h.close())
	}
	return h, nil
}

func (h *host) serve(origin, site string) error {
	set, err := widget.New(widget.Config{
		Origin: origin, FrameOrigins: []string{site}, FetchOrigins: []string{site},
		Ballots: &widget.Boxes{Open: h.open, Dress: func(_ string, p *widget.Paper) { p.ByCredential = true }},
		Results: counted,
		OnError: func(r *http.Request, err error) {
			slog.ErrorContext(r.Context(), "widget failed", "path", r.URL.Path, "error", err)
		},
	})
	if err != nil {
		return err
	}
	pages := http.NewServeMux()
	pages.HandleFunc("/", notFound)
	pages.HandleFunc("/{$}", templatePage(set, site))
	pages.HandleFunc("/style.css", file(common, "common/style.css"))
	mux := http.NewServeMux()
	mux.Handle("/", reading(pages))
	mux.Handle(set.Prefix()+"/", set)
	h.Handler = mux
	return nil
}

//go:embed host
var hostFiles embed.FS

var hostPages = template.Must(template.ParseFS(hostFiles, "host/page.html"))

// program are the lines of templatePage that the page shows; a test finds them there.
const program = `results, err := set.Fragment(ctx, widget.Results, "ws-2025", localizer)`

// templatePage puts results and a form into a page of a Go program. With script the form is
// answered in place.
func templatePage(set *widget.Set, site string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, localizer := r.Context(), localizer(r)
		results, err := set.Fragment(ctx, widget.Results, "ws-2025", localizer)
		check, err2 := set.Fragment(ctx, widget.Eligibility, "", localizer)
		if err := errors.Join(err, err2); err != nil {
			failed(w, r, err)
			return
		}
		w.Header().Set("Content-Security-Policy", set.Policy())
		w.Header().Set("Vary", "Accept-Language")
		write(w, r, hostPages, "page.html", http.StatusOK, map[string]any{"Lang": localizer.Tag().String(), "German": isGerman(localizer),
			"Head": set.Head(), "Results": results, "Check": check, "Site": site, "Program": program})
	}
}
