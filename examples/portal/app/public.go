package app

import (
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A voteView is a line about a vote.
type voteView struct {
	ID, Title, State string
	Open, Released   bool
	Eligible, Voted  int
	MayVote          bool
}

func (q *request) voteView(v *vote) (voteView, error) {
	b, err := q.a.box(v.ID)
	if err != nil {
		return voteView{}, err
	}
	st := b.Status()
	out := voteView{ID: v.ID, Title: q.voteTitle(v), State: q.T(st.State.TextKey()), Open: st.State == box.Voting, Released: len(v.Count) > 0,
		Eligible: st.Eligible, Voted: st.Voted}
	if out.Open && q.Role() == "participant" {
		if voted, err := b.HasVoted(q.r.Context(), q.who); err == nil {
			out.MayVote = !voted
		}
	}
	return out, nil
}

// voteTitle is what a vote is called.
func (q *request) voteTitle(v *vote) string { return q.Words(titleOf(v)) }

// titleOf is what a vote is called in all languages.
func titleOf(v *vote) dialog.Text {
	out := dialog.Text{}
	for lang, l := range map[string]*i18n.Localizer{"de": i18n.German(), "en": i18n.English()} {
		out[lang] = l.Text("portal.vote.selection", i18n.Text("cycle", v.Cycle))
		if v.Group != 0 {
			out[lang] = l.Text("portal.vote.seat", i18n.Term("group", v.Group.TextKey()), i18n.Text("cycle", v.Cycle))
		}
	}
	return out
}

func (q *request) voteViews() (out []voteView, err error) {
	for _, v := range slices.Backward(q.s.Votes) {
		one, err := q.voteView(&v)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// homeData is what home.tmpl gets.
type homeData struct {
	Phase, Next string
	Opening     dialog.Date
	Votes       []voteView
	Timeline    template.HTML
	Cycles      []cycleView
	Drafts      []string
}

type cycleView struct{ ID, Label string }

func (q *request) home() error {
	d := homeData{Phase: q.T("portal.phase." + string(q.s.Phase)), Next: q.T("portal.phase." + string(q.s.Phase) + ".next"), Opening: q.s.denkwerkstatt()}
	var err error
	if d.Votes, err = q.voteViews(); err != nil {
		return err
	}
	d.Votes = slices.DeleteFunc(d.Votes, func(v voteView) bool { return !v.Open })
	for _, w := range q.s.Drafts {
		d.Drafts = append(d.Drafts, q.Words(w.Title))
	}
	for _, c := range slices.Backward(q.s.Programme.Cycles) {
		d.Cycles = append(d.Cycles, cycleView{strings.Replace(c.Label, "/", "-", 1), c.Label})
	}
	if len(d.Cycles) > 0 {
		if d.Timeline, err = q.a.set.Fragment(q.r.Context(), widget.Timeline, d.Cycles[0].ID, q.l); err != nil {
			return err
		}
	}
	return q.show(http.StatusOK, "home.tmpl", "portal.home.title", d)
}

func (q *request) votes() error {
	list, err := q.voteViews()
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "votes.tmpl", "portal.votes.title", list)
}

// voteData is what vote.tmpl gets.
type voteData struct {
	voteView
	Result template.HTML
}

func (q *request) vote() error {
	v := q.s.vote(q.r.PathValue("id"))
	if v == nil {
		return errNotFound
	}
	one, err := q.voteView(v)
	if err != nil {
		return err
	}
	d := voteData{voteView: one}
	if one.Released {
		if d.Result, err = q.a.set.Fragment(q.r.Context(), widget.Results, v.ID, q.l); err != nil {
			return err
		}
	}
	return q.send(http.StatusOK, "vote.tmpl", one.Title, page{request: q, Data: d})
}

// voteFile sends the opening from the beginning on, what a verifier has to be told, and,
// once it is released, the record.
func (q *request) voteFile() error {
	v := q.s.vote(q.r.PathValue("id"))
	if v == nil {
		return errNotFound
	}
	b, err := q.a.box(v.ID)
	if err != nil {
		return err
	}
	var data []byte
	switch q.r.PathValue("file") {
	case "opening.txt":
		data = b.OpeningNote()
	case "trust.txt":
		data = []byte(b.Trust().String())
	case "record.txt":
		if len(v.Count) == 0 {
			return errNotFound
		}
		if data, err = b.Record(q.r.Context()); err != nil {
			return err
		}
	default:
		return errNotFound
	}
	q.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = q.w.Write(data)
	return nil
}

// programme is the state as a programme file, which policycheck checks, too.
func (q *request) programme() error {
	data, err := json.MarshalIndent(q.s.Programme, "", "  ")
	if err != nil {
		return err
	}
	q.w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = q.w.Write(append(data, '\n'))
	return nil
}

func (q *request) css() error {
	q.w.Header().Set("Content-Type", "text/css; charset=utf-8")
	q.w.Header().Set("Cache-Control", "max-age=300")
	_, _ = q.w.Write(portalCSS)
	return nil
}
