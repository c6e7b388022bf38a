package app

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// Bounds of what can be put onto a ballot: by one person, and by all, so that it can
// still be read and counted.
const (
	maxProposals = 20
	maxDrafts    = 200
)

// propose hands in a proposal for the coming vote.
func (a *App) propose(ctx context.Context, who string, p workstream.Proposal) error {
	return a.update(ctx, who, "propose", func(s *state, _ *sql.Tx) error {
		person := s.participant(who)
		if s.Phase != preparing || person == nil {
			return errNotNow
		}
		p.Initiators = []workstream.Initiator{{Role: workstream.AsParticipant, Group: person.Group, Participant: who}}
		mine := 0
		for i := range s.Drafts {
			d := &s.Drafts[i]
			if d.Initiators[0].Participant == who {
				mine++
				if sameProposal(d.Proposal, p) { // the form was sent twice
					return nil
				}
			}
			if alike(d.Title[""], p.Title[""]) {
				return refuse("title", "portal.propose.title-taken", i18n.Text("title", d.Title[""]))
			}
		}
		if mine >= maxProposals || len(s.Drafts) >= maxDrafts {
			return refuse("title", "portal.propose.too-many", i18n.Int("mine", maxProposals), i18n.Int("all", maxDrafts))
		}
		s.Drafts = append(s.Drafts, workstream.Workstream{ID: fmt.Sprintf("ws-%d", s.version+1), Proposal: p,
			Steps: []workstream.Step{{To: workstream.Proposed, On: a.today()}}})
		return nil
	})
}

func sameProposal(a, b workstream.Proposal) bool {
	return a.Title[""] == b.Title[""] && a.Vision[""] == b.Vision[""] && a.Aim[""] == b.Aim[""] && a.TargetGroup[""] == b.TargetGroup[""] &&
		slices.Equal(a.Outcome, b.Outcome)
}

// withdraw takes a proposal back before the vote: its initiator, or the programme office.
func (a *App) withdraw(ctx context.Context, who, id string) error {
	return a.update(ctx, who, "withdraw "+id, func(s *state, _ *sql.Tx) error {
		i := slices.IndexFunc(s.Drafts, func(w workstream.Workstream) bool { return w.ID == id })
		if s.Phase != preparing || i < 0 || who != office && s.Drafts[i].Initiators[0].Participant != who {
			return errNotNow
		}
		s.Drafts = slices.Delete(s.Drafts, i, i+1)
		return nil
	})
}

// A proposalView is a proposal with all that is said of it.
type proposalView struct {
	ID, Title, Vision, Aim, Target, Group, State string
	Outcome                                      []string
	Withdraw                                     bool // by whoever looks at it
}

// proposalsData is what proposals.tmpl gets.
type proposalsData struct {
	Cycle string // "" before it has a label
	List  []proposalView
}

// proposals are those for the coming vote, else those of the cycle at work: what voters
// should have read.
func (q *request) proposals() error {
	d := proposalsData{Cycle: q.s.Cycle}
	list := q.s.Drafts
	if q.s.Phase != preparing {
		list = q.s.workstreams(q.s.Cycle)
	}
	for i := range list {
		d.List = append(d.List, q.proposalView(&list[i]))
	}
	return q.show(http.StatusOK, "proposals.tmpl", "portal.proposals.title", d)
}

func (q *request) proposalView(w *workstream.Workstream) proposalView {
	v := proposalView{ID: w.ID, Title: q.Words(w.Title), Vision: q.Words(w.Vision), Aim: q.Words(w.Aim), Target: q.Words(w.TargetGroup), State: q.T(w.State().TextKey())}
	for _, k := range w.Outcome {
		v.Outcome = append(v.Outcome, q.T(k.TextKey()))
	}
	for _, i := range w.Initiators {
		if i.Group != 0 {
			v.Group = q.T(i.Group.TextKey())
		}
		v.Withdraw = v.Withdraw || q.s.Phase == preparing && (q.who == office || q.who == i.Participant)
	}
	return v
}

// propose takes the form of a proposal.
func (q *request) propose() error {
	p, err := q.readProposal()
	if err == nil {
		err = q.a.propose(q.r.Context(), q.who, p)
	}
	if err != nil {
		return q.meAgain(err)
	}
	return q.see("/me?done=proposed")
}

func (q *request) readProposal() (p workstream.Proposal, err error) {
	var wrong faults
	for _, f := range []struct {
		name string
		most int
		to   *dialog.Text
	}{{"title", 150, &p.Title}, {"vision", 2000, &p.Vision}, {"aim", 2000, &p.Aim}, {"target", 500, &p.TargetGroup}} {
		text, ok := q.field(f.name, f.most)
		if !ok || text == "" {
			wrong.add(f.name, "portal.propose.wrong", i18n.Term("field", "portal.propose."+f.name), i18n.Int("n", f.most))
		}
		*f.to = dialog.Plain(oneLine(text))
	}
	for _, name := range q.r.PostForm["outcome"] {
		if k, err := workstream.ParseOutcomeKind(name); err == nil && !slices.Contains(p.Outcome, k) {
			p.Outcome = append(p.Outcome, k)
		}
	}
	if len(p.Outcome) == 0 {
		wrong.add("outcome-study", "portal.propose.outcome.wrong")
	}
	return p, wrong.err()
}

func (q *request) withdraw() error {
	id, _ := q.field("id", 100)
	if err := q.a.withdraw(q.r.Context(), q.who, id); err != nil {
		return err
	}
	return q.see("/proposals?done=withdrawn")
}
