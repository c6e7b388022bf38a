package app

import (
	"encoding/json"
	"errors"
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
	ID, Title, State       string
	Open, Released, Tied   bool
	Eligible, Voted        int
	OnRoll, MayVote, Voter bool // is entitled; and has not voted; and has voted
}

func (q *request) voteView(v *vote) (voteView, error) {
	out := voteView{ID: v.ID, Title: q.voteTitle(v), Released: len(v.Count) > 0, Tied: v.Tied}
	b, err := q.a.box(v.ID)
	if errors.Is(err, errBroken) {
		out.State = q.T("portal.vote.broken")
		return out, nil
	}
	if err != nil {
		return out, err
	}
	st := b.Status()
	out.State, out.Open, out.Eligible, out.Voted = q.T(st.State.TextKey()), st.State == box.Voting, st.Eligible, st.Voted
	if v.Tied {
		out.State = q.T("portal.vote.tied")
	}
	if !out.Open || q.Role() != "participant" {
		return out, nil
	}
	voted, err := b.HasVoted(q.r.Context(), q.who)
	if errors.Is(err, box.ErrNotOnRoll) || errors.Is(err, box.ErrState) { // closed meanwhile
		return out, nil
	}
	out.OnRoll, out.Voter, out.MayVote = true, voted, !voted
	return out, err
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
	Opening     dialog.Period
	Votes       []voteView
	Timeline    template.HTML
	Cycles      []cycleView
	Drafts      int
}

type cycleView struct{ ID, Label string }

func (q *request) home() error {
	d := homeData{Phase: q.T("portal.phase." + string(q.s.Phase)), Next: q.T("portal.phase." + string(q.s.Phase) + ".next"), Opening: q.s.denkwerkstatt(),
		Drafts: len(q.s.Drafts)}
	var err error
	if d.Votes, err = q.voteViews(); err != nil {
		return err
	}
	d.Votes = slices.DeleteFunc(d.Votes, func(v voteView) bool { return !v.Open && !v.Tied })
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
	Draws  []draw // where the lot comes from, where one is needed
	Result template.HTML
	Files  []string // to be downloaded
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
	d := voteData{voteView: one, Draws: v.Draws, Files: []string{"opening", "trust"}}
	if one.Released {
		d.Files = append(d.Files, "record")
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
	name := q.r.PathValue("file")
	switch name {
	case v.ID + "-opening.txt":
		data = b.OpeningNote()
	case v.ID + "-trust.txt":
		data = []byte(b.Trust().String())
	case v.ID + "-record.txt":
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
	q.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, _ = q.w.Write(data)
	return nil
}

// about says what the portal is and what becomes of what people tell it.
func (q *request) about() error {
	var data []string
	for _, key := range []string{"portal.about.roles", "portal.about.ballots", "portal.about.cookies", "portal.about.operator"} {
		data = append(data, q.T(key))
	}
	return q.show(http.StatusOK, "about.tmpl", "portal.about.title", data)
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
