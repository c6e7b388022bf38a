package app

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// widgets makes the set whose sources are the state and the boxes.
func (a *App) widgets() (*widget.Set, error) {
	return widget.New(widget.Config{
		Origin: a.o.Origin, FrameOrigins: a.o.FrameOrigins, FetchOrigins: a.o.FrameOrigins, Now: a.o.Now, Secret: a.derived("marks", ""),
		Language: func(r *http.Request) string { return a.localizer(r).Tag().String() },
		Page:     func(w io.Writer, r *http.Request, p *widget.Page) error { return a.layout(w, r, p) },
		OnError:  func(r *http.Request, err error) { a.o.Log.Error("widget", "path", r.URL.Path, "error", err) },
		Voter:    a.who, // also of people who are on no roll, such as the programme office: they are told so
		SignIn:   "/signin",
		Ballots: &widget.Boxes{Assurance: box.Low, Open: func(_ context.Context, id string) (*box.Box, error) { return a.box(id) },
			Dress: a.dress},
		Results: a.result, Committees: a.committees, Timelines: a.timeline, Reports: a.report,
	})
}

// result is the result of a vote, once it is released.
func (a *App) result(_ context.Context, id string) (*widget.Result, error) {
	v := a.now().vote(id)
	if v == nil || len(v.Count) == 0 {
		return nil, fmt.Errorf("result of %q: %w", id, widget.ErrNotFound)
	}
	r, err := v.result()
	if err != nil {
		return nil, err
	}
	return &widget.Result{Title: titleOf(v), Result: r, Level: box.LevelOperator}, nil
}

// dress adds to a ballot what its box does not know.
func (a *App) dress(id string, p *widget.Paper) {
	p.Result = "/votes/" + id
	if v := a.now().vote(id); v != nil {
		p.Title = titleOf(v)
		if v.Group == 0 {
			p.Details = "/proposals"
		}
	}
}

func (a *App) committees(_ context.Context, id string) (*widget.CommitteeData, error) {
	if id != "dialogkomitee" {
		return nil, fmt.Errorf("committee %q: %w", id, widget.ErrNotFound)
	}
	s := a.now()
	return &widget.CommitteeData{History: committee.NewHistory(s.Programme.Committees), Name: s.name}, nil
}

// timeline is that of a cycle; its ID is the label with a hyphen.
func (a *App) timeline(_ context.Context, id string) (*widget.TimelineData, error) {
	s := a.now()
	label := strings.Replace(id, "-", "/", 1)
	c := s.cycle(label)
	if c == nil {
		return nil, fmt.Errorf("cycle %q: %w", id, widget.ErrNotFound)
	}
	d := &widget.TimelineData{Cycle: s.span(label), Workstreams: c.Workstreams, Policies: a.policies}
	if _, closing, err := dialog.ParseCycleLabel(label); err == nil {
		following := s.span(fmt.Sprintf("%d/%d", closing, closing+1))
		d.Following = &following
	}
	return d, nil
}

func (a *App) report(ctx context.Context, id string) (*programme.Report, error) {
	if id != "programm" {
		return nil, fmt.Errorf("report %q: %w", id, widget.ErrNotFound)
	}
	return programme.CheckWith(ctx, a.now().Programme, a.today(), a.policies)
}
