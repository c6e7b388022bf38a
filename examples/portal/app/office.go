package app

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// officeActions are what the programme office can do, by the last part of the address.
var officeActions = map[string]func(*request) error{
	"announce": (*request).announce, "admit": (*request).admit, "decline": (*request).decline,
	"open-selection": (*request).openSelection, "close-selection": (*request).closeSelection,
	"open-election": (*request).openElection, "no-election": (*request).noElection, "replace-code": (*request).replaceCode, "close-election": (*request).closeElection,
	"plan": (*request).plan, "step": (*request).step, "next": (*request).nextCycle,
}

// officeData is what office.tmpl gets.
type officeData struct {
	Phase         string
	Announce      bool
	Opening       dialog.Date
	OpenSelection bool
	Missing       []string // why the vote cannot be opened yet
	Selection     bool     // it can be closed
	Tied          []lotView
	OpenElection  bool
	Election      bool
	Candidates    []string
	Participants  []option // by ID and name
	Votes         []voteView
	Waiting       []registrationView
	Running       []workstreamView
	Next          bool
	NextMissing   string
}

type lotView struct{ Field, Label string }

type registrationView struct {
	ID                                int
	Person, Group, Organisation, Kind string
	Outcome                           string
	Admit, Reason                     bool // can be admitted; needs a reason
	Reasons                           []string
}

type workstreamView struct {
	ID, Title, State, Start, End string
	Steps                        []option
}

func (q *request) office() error {
	if q.Role() != office {
		if q.who == "" {
			return q.see("/signin")
		}
		return errForbidden
	}
	d, err := q.officeData()
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "office.tmpl", "portal.office.title", d)
}

func (q *request) officeData() (d officeData, err error) {
	s := q.s
	d = officeData{Phase: q.T("portal.phase." + string(s.Phase)), Opening: s.denkwerkstatt(),
		Announce:  s.Phase == preparing && s.Cycle == "" || s.Phase == running && s.span(s.Cycle).Closing == nil,
		Selection: s.Phase == voting, OpenElection: s.Phase == standing, Election: s.Phase == electing}
	if s.Phase == preparing {
		for key, missing := range map[string]bool{"portal.office.missing-date": d.Opening.IsZero(), "portal.office.missing-proposals": len(s.Drafts) < 2,
			"portal.office.missing-participants": len(s.Programme.Participants) == 0} {
			if missing {
				d.Missing = append(d.Missing, q.T(key))
			}
		}
		q.l.Sort(d.Missing)
		d.OpenSelection = len(d.Missing) == 0
	}
	for _, id := range s.Candidates {
		d.Candidates = append(d.Candidates, s.name(id))
	}
	for _, p := range s.Programme.Participants {
		d.Participants = append(d.Participants, option{Value: p.ID, Label: fmt.Sprintf("%s (%s)", s.name(p.ID), p.ID)})
	}
	slices.SortStableFunc(d.Participants, func(a, b option) int { return q.l.Compare(a.Label, b.Label) })
	if d.Votes, err = q.voteViews(); err != nil {
		return d, err
	}
	d.Tied = q.tied()
	for i := range s.Registrations {
		if r := &s.Registrations[i]; r.Status == waiting {
			d.Waiting = append(d.Waiting, q.registrationView(r))
		}
	}
	if s.Phase == running {
		d.Running = q.running()
		d.Next = s.unfinished() == 0 && s.span(s.Cycle).Closing != nil
		if !d.Next {
			d.NextMissing = q.T("portal.office.next-missing")
		}
	}
	return d, nil
}

// tied are the votes whose count waits for a lot.
func (q *request) tied() (out []lotView) {
	for i := range q.s.Votes {
		v := &q.s.Votes[i]
		if b, err := q.a.box(v.ID); err == nil && len(v.Count) == 0 && b.Status().State == box.Counted {
			field := "lot"
			if v.Group != 0 {
				field = "lot-" + v.Group.String()
			}
			out = append(out, lotView{field, q.voteTitle(v)})
		}
	}
	return out
}

func (q *request) registrationView(r *registration) registrationView {
	a := dialog.Assess(&r.About, r.Group)
	v := registrationView{ID: r.ID, Person: r.Person, Group: q.T(r.Group.TextKey()), Organisation: q.Words(r.About.Name), Kind: q.T(r.About.Kind.TextKey()),
		Outcome: q.l.Text("widget.eligibility.group-outcome."+a.Outcome().String(), i18n.Term("group", r.Group.TextKey())),
		Admit:   a.Outcome() != dialog.NotEligible && q.s.Phase != voting && q.s.Phase != electing, Reason: a.Outcome() == dialog.Undetermined}
	for reason := range a.Reasons() {
		v.Reasons = append(v.Reasons, q.T(reason.TextKey()))
	}
	return v
}

func (q *request) running() (out []workstreamView) {
	list := q.s.proposals(q.s.Cycle)
	for i := range list {
		w := &list[i]
		if !w.Counts() {
			continue
		}
		v := workstreamView{ID: w.ID, Title: q.Words(w.Title), State: q.T(w.State().TextKey())}
		if !w.Planned.Start.IsZero() {
			v.Start, v.End = w.Planned.Start.String(), w.Planned.End.String()
		}
		for _, to := range w.State().Next() {
			v.Steps = append(v.Steps, option{to.String(), q.T(to.TextKey()), false})
		}
		out = append(out, v)
	}
	return out
}

// done goes back to the page of the programme office.
func (q *request) done(err error) error {
	if err != nil {
		return err
	}
	return q.see("/office")
}

// day reads a day of the form.
func (q *request) day(name string) (dialog.Date, error) {
	d, err := dialog.ParseDate(q.r.PostForm.Get(name))
	if err != nil || d.Precision() != dialog.PrecisionDay {
		return d, errDay
	}
	return d, nil
}

func (q *request) period() (p dialog.Period, err error) {
	if p.Start, err = q.day("start"); err == nil {
		p.End, err = q.day("end")
	}
	return p, err
}

func (q *request) announce() error {
	p, err := q.period()
	if err != nil {
		return q.badDay("start")
	}
	return q.done(q.a.announce(q.r.Context(), p.Start, p.End))
}

// badDay sends the page again for a day that cannot be read.
func (q *request) badDay(field string) error {
	d, err := q.officeData()
	if err != nil {
		return err
	}
	return q.wrong("office.tmpl", "portal.office.title", d, []flaw{{field, q.T("portal.office.bad-day")}})
}

func (q *request) number() int {
	n, err := strconv.Atoi(q.r.PostForm.Get("id"))
	if err != nil {
		return 0
	}
	return n
}

func (q *request) admit() error {
	reason, _ := q.field("reason", 500)
	code, err := q.a.admit(q.r.Context(), q.number(), reason)
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "code.tmpl", "portal.code.title", code)
}

func (q *request) decline() error {
	reason, _ := q.field("reason", 500)
	return q.done(q.a.decline(q.r.Context(), q.number(), reason))
}

func (q *request) openSelection() error { return q.done(q.a.openSelection(q.r.Context())) }

// sure is ticked for what cannot be undone.
func (q *request) sure() error {
	if q.r.PostForm.Get("sure") == "" {
		return errSure
	}
	return nil
}

func (q *request) closeSelection() error {
	if err := q.sure(); err != nil {
		return err
	}
	key, _ := q.field("lot", 200)
	return q.done(q.a.closeSelection(q.r.Context(), key))
}

func (q *request) openElection() error { return q.done(q.a.openElection(q.r.Context())) }

func (q *request) noElection() error {
	if err := q.sure(); err != nil {
		return err
	}
	return q.done(q.a.noElection(q.r.Context()))
}

func (q *request) replaceCode() error {
	who := q.r.PostForm.Get("id")
	if who == office { // by a flag at the start, or whoever finds the page open takes the office over
		return errNotNow
	}
	code, err := q.a.replaceCode(q.r.Context(), who)
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "code.tmpl", "portal.code.title", code)
}

func (q *request) closeElection() error {
	if err := q.sure(); err != nil {
		return err
	}
	keys := map[dialog.Group]string{}
	for _, g := range dialog.Groups() {
		keys[g], _ = q.field("lot-"+g.String(), 200)
	}
	return q.done(q.a.closeElection(q.r.Context(), keys))
}

func (q *request) plan() error {
	p, err := q.period()
	if err != nil {
		return q.badDay("start-" + q.r.PostForm.Get("id"))
	}
	return q.done(q.a.plan(q.r.Context(), q.r.PostForm.Get("id"), p))
}

func (q *request) step() error {
	to, err := workstream.ParseState(q.r.PostForm.Get("to"))
	if err != nil {
		return errForm
	}
	on, err := q.day("on")
	if err != nil {
		return q.badDay("on-" + q.r.PostForm.Get("id"))
	}
	reason, _ := q.field("reason", 500)
	if reason == "" && (to == workstream.Cancelled || to == workstream.Withdrawn) {
		return errReason
	}
	return q.done(q.a.step(q.r.Context(), q.r.PostForm.Get("id"), to, on, reason))
}

func (q *request) nextCycle() error { return q.done(q.a.next(q.r.Context())) }
