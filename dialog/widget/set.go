package widget

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Set serves widgets: their pages, fragments and assets. It is an http.Handler for
// all paths under its prefix, and safe for concurrent use.
type Set struct {
	c         Config
	templates *template.Template
	guard     *http.CrossOriginProtection
	policy    string
	casts     *casts
	sealer    *sealer
}

// New makes a set. Its errors wrap [ErrConfig] and name everything that is wrong.
func New(c Config) (*Set, error) {
	c, err := c.check()
	if err != nil {
		return nil, err
	}
	templates, err := parseTemplates(c.Templates)
	if err != nil {
		return nil, err
	}
	s := &Set{c: c, templates: templates, guard: http.NewCrossOriginProtection(), policy: policy(c), casts: newCasts(c.Now), sealer: newSealer(c.Secret, c.Now)}
	if c.Origin != "" { // a proxy can send another Host than the one of browsers
		if err := s.guard.AddTrustedOrigin(c.Origin); err != nil {
			return nil, fmt.Errorf("%w: origin: %w", ErrConfig, err)
		}
	}
	return s, nil
}

// Prefix returns the path under which the set is to be served:
//
//	mux.Handle(set.Prefix()+"/", set)
func (s *Set) Prefix() string { return s.c.Prefix }

// Owns reports whether an address is a path of this set, so that a host can lead there
// after a sign-in and nobody is led anywhere else.
func (s *Set) Owns(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "" && u.Host == "" && strings.HasPrefix(address, s.c.Prefix+"/") && path.Clean(u.Path) == u.Path &&
		!strings.Contains(address, `\`)
}

// Fragment returns a widget as HTML for a page of the host, in the language of that
// page; the page needs [Set.Head] once. A nil localizer is the German one. The ID is
// passed to the source; the self-check has none. It fails with [ErrNotFound], with
// [ErrSecret] for a ballot that is not an open one, and with the errors of the source.
func (s *Set) Fragment(ctx context.Context, k Kind, id string, l *i18n.Localizer) (template.HTML, error) {
	if l == nil {
		l = s.c.Texts.Localizer("de")
	}
	v := view{s: s, l: l, level: s.c.HeadingLevel, inline: true, query: "?lang=" + l.Tag().String()}
	switch k {
	case Eligibility:
		return s.render(v.eligibility(answers{}))
	case Ballot:
		return s.ballotFragment(ctx, v, id)
	case Results, Committee, Timeline, Findings:
		body, err := s.readOnly(ctx, v, k, id, "")
		if err != nil {
			return "", err
		}
		return s.render(body)
	}
	return "", fmt.Errorf("widget %d: %w", k, ErrNotFound)
}

// readOnly makes the view of a widget that only shows something; on is the day that was
// asked for, of the committee.
func (s *Set) readOnly(ctx context.Context, v view, k Kind, id, on string) (*body, error) {
	switch k {
	case Results:
		if s.c.Results != nil {
			return v.results(ctx, id)
		}
	case Committee:
		if s.c.Committees != nil {
			return v.committee(ctx, id, on)
		}
	case Timeline:
		if s.c.Timelines != nil {
			return v.timeline(ctx, id)
		}
	case Findings:
		if s.c.Reports != nil {
			return v.findings(ctx, id)
		}
	}
	return nil, fmt.Errorf("%s %q: %w", k, id, ErrNotFound)
}

// A view makes the data of templates for one language and place.
type view struct {
	s      *Set
	l      *i18n.Localizer
	level  int    // of the first heading
	inline bool   // in a page of the host
	framed bool   // in a frame
	base   string // the own origin, where addresses stand in pages of others
	query  string // "?lang=en" where the language was chosen, for addresses of the same widget
}

// A body is a widget ready to be rendered: the name of its template and the data.
type body struct {
	kind  Kind
	title string // for the title element
	error bool   // there is something to correct
	name  string
	data  any
}

func (v view) text(key string, args ...i18n.Arg) string { return v.l.Text(key, args...) }

// url is an address of a widget under the prefix.
func (v view) url(k Kind, parts ...string) string { return v.resolve(v.s.url(k, parts...)) + v.query }

// resolve makes a path an address where it stands in a page of another origin.
func (v view) resolve(address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		return v.base + address
	}
	return address
}

func (s *Set) url(k Kind, parts ...string) string {
	return s.c.Prefix + "/" + strings.Join(append([]string{k.String()}, escaped(parts)...), "/")
}

// lang is the language tag of the view.
func (v view) lang() string { return v.l.Tag().String() }
