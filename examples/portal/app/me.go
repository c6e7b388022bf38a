package app

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// meData is what me.tmpl gets.
type meData struct {
	Name, Group string
	Seat        string // of the committee, in a sentence; "" for none
	Votes       []voteView
	Proposals   bool // can be handed in
	Mine        []proposalView
	Standing    bool // people can stand for the committee
	Stands      bool
	Outcomes    []option
}

// applicantData is what applicant.tmpl gets.
type applicantData struct{ Name, Status, Why string }

func (q *request) me() error {
	switch q.Role() {
	case "public":
		return q.see("/signin")
	case office:
		return q.see("/office")
	case "applicant":
		return q.applicant()
	}
	d, err := q.meData()
	if err != nil {
		return err
	}
	return q.show(http.StatusOK, "me.tmpl", "portal.me.title", d)
}

// applicant shows what has become of a registration.
func (q *request) applicant() error {
	var n int
	if _, err := fmt.Sscanf(q.who, "r-%d", &n); err != nil {
		return errForbidden
	}
	r := q.s.registration(n)
	if r == nil {
		return errForbidden
	}
	d := applicantData{Name: called(r.Person, q.Words(r.About.Name)), Status: q.T("portal.registration." + r.Status), Why: r.Reason}
	return q.show(http.StatusOK, "applicant.tmpl", "portal.me.title", d)
}

func (q *request) meData() (meData, error) {
	p := q.s.participant(q.who)
	if p == nil {
		return meData{}, errForbidden
	}
	d := meData{Name: q.s.name(q.who), Group: q.T(p.Group.TextKey()), Seat: q.seat(), Proposals: q.s.Phase == preparing,
		Standing: q.s.canStand(), Stands: slices.Contains(q.s.Candidates, q.who)}
	list, err := q.voteViews()
	if err != nil {
		return d, err
	}
	for _, v := range list {
		if v.Open {
			d.Votes = append(d.Votes, v)
		}
	}
	for i := range q.s.Drafts {
		if w := &q.s.Drafts[i]; w.Initiators[0].Participant == q.who {
			d.Mine = append(d.Mine, q.proposalView(w))
		}
	}
	for _, name := range workstream.OutcomeKind(0).Allowed() {
		k, _ := workstream.ParseOutcomeKind(name)
		d.Outcomes = append(d.Outcomes, option{name, q.T(k.TextKey()), slices.Contains(q.r.PostForm["outcome"], name)})
	}
	return d, nil
}

// seat says which place of the committee somebody has today.
func (q *request) seat() string {
	s, _ := committee.NewHistory(q.s.Programme.Committees).On(q.a.today())
	if s == nil {
		return ""
	}
	for g, places := range s.Places() {
		for i, role := range []string{"committee.member", "committee.deputy"} {
			if places[i].Person == q.who && !places[i].Vacant() {
				return q.l.Text("portal.me.seat", i18n.Term("role", role), i18n.Term("group", g.TextKey()))
			}
		}
	}
	return ""
}

// meAgain sends the page again for what was refused, with what was filled in.
func (q *request) meAgain(err error) error {
	if len(refusals(err)) == 0 {
		return err
	}
	d, err2 := q.meData()
	if err2 != nil {
		return err2
	}
	return q.wrong("me.tmpl", "portal.me.title", d, err)
}

func (q *request) candidacy() error {
	if err := q.a.stand(q.r.Context(), q.who, q.r.PostForm.Get("stand") == "yes"); err != nil {
		return err
	}
	return q.see("/me?done=standing")
}
