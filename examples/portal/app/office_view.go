package app

import (
	"slices"
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// officeData is what office.tmpl gets: what the programme office can do at this stage,
// and what it has to know for that.
type officeData struct {
	Phase    string
	Opening  dialog.Period
	Announce string // key of what the form of a Denkwerkstatt does; "" for none
	Change   dialog.Period

	Preparing     bool
	Missing       []string // why the vote cannot be opened yet
	OpenElection  bool
	Candidates    []string
	Close         string // address of the form that ends the open votes; "" for none
	CloseH        string
	Interrupted   bool // the votes are closed, and not yet published
	Tied          []tiedView
	Workstreams   []workstreamView
	Running, Next bool

	Votes        []voteView
	Waiting      []registrationView
	Answered     []registrationView
	Participants []option
	Dismissible  []option
}

// A tiedView is a vote that waits for a lot.
type tiedView struct {
	ID, Title string
	Draws     []draw
}

type registrationView struct {
	ID                                int
	Person, Group, Organisation, Kind string
	Outcome, Status, Why              string
	Admit, Later, Reason              bool // can be admitted; could be later; needs a reason
	Reasons                           []string
}

type workstreamView struct {
	ID, Title, State, Start, End string
	Steps                        []option
	Undo                         bool
}

func (q *request) officeData() (d officeData, err error) {
	s := q.s
	d = officeData{Phase: q.T("portal.phase." + string(s.Phase)), Opening: s.denkwerkstatt(), Preparing: s.Phase == preparing,
		OpenElection: s.Phase == standing, Running: s.Phase == running, Next: s.canGoOn()}
	switch anew, change := s.canAnnounce(q.a.today()); {
	case anew:
		d.Announce = "portal.office.announce"
	case change != nil:
		d.Announce, d.Change = "portal.office.move", change.Period
	}
	if d.Preparing {
		for _, key := range s.missing(q.a.today()) {
			d.Missing = append(d.Missing, q.T(key))
		}
	}
	for _, id := range s.Candidates {
		d.Candidates = append(d.Candidates, s.name(id))
	}
	if d.Votes, err = q.voteViews(); err != nil {
		return d, err
	}
	q.closable(&d)
	q.people(&d)
	if d.Running {
		d.Workstreams = q.running()
	}
	return d, nil
}

// closable says which votes can be ended, and which of them wait for a lot.
func (q *request) closable(d *officeData) {
	switch q.s.Phase {
	case voting:
		d.Close, d.CloseH = "/office/close-selection", q.T("portal.office.close-selection")
	case electing:
		d.Close, d.CloseH = "/office/close-election", q.T("portal.office.close-election")
	default:
		return
	}
	for i := range q.s.Votes {
		v := &q.s.Votes[i]
		switch b, err := q.a.box(v.ID); {
		case v.Cycle != q.s.Cycle || len(v.Count) > 0:
		case v.Tied:
			d.Tied = append(d.Tied, tiedView{v.ID, q.voteTitle(v), v.Draws})
		case err == nil && b.Status().State > box.Voting:
			d.Interrupted = true
		}
	}
}

// people lists registrations and participants.
func (q *request) people(d *officeData) {
	for i := range q.s.Registrations {
		r := &q.s.Registrations[i]
		if v := q.registrationView(r); r.Status == waiting {
			d.Waiting = append(d.Waiting, v)
		} else {
			d.Answered = append(d.Answered, v)
		}
	}
	for _, p := range q.s.Programme.Participants {
		o := option{Value: p.ID, Label: q.s.name(p.ID)}
		d.Participants = append(d.Participants, o)
		if q.s.canDismiss(p.ID) {
			d.Dismissible = append(d.Dismissible, o)
		}
	}
	for _, list := range [][]option{d.Participants, d.Dismissible} {
		slices.SortStableFunc(list, func(a, b option) int { return q.l.Compare(a.Label, b.Label) })
	}
}

func (q *request) registrationView(r *registration) registrationView {
	a := dialog.Assess(&r.About, r.Group)
	fits := a.Outcome() != dialog.NotEligible
	v := registrationView{ID: r.ID, Person: r.Person, Group: q.T(r.Group.TextKey()), Organisation: q.Words(r.About.Name), Kind: q.T(r.About.Kind.TextKey()),
		Outcome: q.T("portal.office.outcome." + a.Outcome().String()), Status: q.T("portal.registration." + r.Status), Why: r.Reason,
		Admit: fits && q.s.canAdmit(), Later: fits && !q.s.canAdmit(), Reason: a.Outcome() == dialog.Undetermined}
	for reason := range a.Reasons() {
		v.Reasons = append(v.Reasons, q.T(reason.TextKey()))
	}
	return v
}

// Hint is the key of the hint at its reason.
func (v registrationView) Hint() string {
	if v.Reason {
		return "portal.office.determine"
	}
	return ""
}

// Number is a registration's in the ID of a field.
func (v registrationView) Number() string { return strconv.Itoa(v.ID) }

func (q *request) running() (out []workstreamView) {
	list := q.s.workstreams(q.s.Cycle)
	for i := range list {
		w := &list[i]
		if w.State() == workstream.NotSelected || w.State() == workstream.Proposed {
			continue
		}
		v := workstreamView{ID: w.ID, Title: q.Words(w.Title), State: q.T(w.State().TextKey()), Undo: undoable(w)}
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
