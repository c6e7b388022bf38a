package app

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// announce enters the Denkwerkstatt that opens the next cycle, or, while workstreams run,
// the one at which they are presented.
func (a *App) announce(ctx context.Context, start, end dialog.Date) error {
	return a.update(ctx, office, "announce "+start.String(), func(s *state, _ *sql.Tx) error {
		if s.Phase != preparing && s.Phase != running || end.Before(start) == dialog.Yes {
			return errNotNow
		}
		list := s.Programme.Denkwerkstaetten
		number := 1
		for _, d := range list {
			number = max(number, d.Number+1)
			if d.Year() >= start.Year() {
				return fmt.Errorf("%w: a Denkwerkstatt of %d is there already", errNotNow, d.Year())
			}
		}
		s.Programme.Denkwerkstaetten = append(list, dialog.Denkwerkstatt{Number: number, Period: dialog.Period{Start: start, End: end}, Announced: true})
		if s.Phase == preparing {
			s.Cycle = fmt.Sprintf("%d/%d", start.Year(), start.Year()+1)
		}
		return nil
	})
}

// maxProposals bounds what one person can put onto the ballot.
const maxProposals = 20

// errProposals is returned for more of them.
var errProposals = fmt.Errorf("%w: %d proposals by one person are there", errNotNow, maxProposals)

// propose hands in a proposal for the coming vote.
func (a *App) propose(ctx context.Context, who string, p workstream.Proposal) error {
	return a.update(ctx, who, "propose", func(s *state, _ *sql.Tx) error {
		person := s.participant(who)
		if s.Phase != preparing || person == nil {
			return errNotNow
		}
		p.Initiators = []workstream.Initiator{{Role: workstream.AsParticipant, Group: person.Group, Participant: who}}
		n := 0
		for _, d := range s.Drafts {
			if d.Initiators[0].Participant != who {
				continue
			}
			if d.Title[""] == p.Title[""] { // the same form sent twice
				return nil
			}
			n++
		}
		if n >= maxProposals {
			return errProposals
		}
		s.Drafts = append(s.Drafts, workstream.Workstream{ID: fmt.Sprintf("ws-%d", s.version+1), Proposal: p,
			Steps: []workstream.Step{{To: workstream.Proposed, On: a.today()}}})
		return nil
	})
}

// stand adds somebody to those who stand for the committee, or takes them off.
func (a *App) stand(ctx context.Context, who string, stands bool) error {
	return a.update(ctx, who, fmt.Sprintf("stand %v", stands), func(s *state, _ *sql.Tx) error {
		if s.Phase != standing && s.Phase != preparing && s.Phase != voting || s.participant(who) == nil {
			return errNotNow
		}
		i := slices.Index(s.Candidates, who)
		switch {
		case stands && i < 0:
			s.Candidates = append(s.Candidates, who)
		case !stands && i >= 0:
			s.Candidates = slices.Delete(s.Candidates, i, i+1)
		}
		return nil
	})
}

// step enters what happens to a workstream of the cycle at work.
func (a *App) step(ctx context.Context, id string, to workstream.State, on dialog.Date, reason string) error {
	return a.update(ctx, office, fmt.Sprintf("step %s to %s", id, to), func(s *state, _ *sql.Tx) error {
		c := s.cycle(s.Cycle)
		if s.Phase != running || c == nil {
			return errNotNow
		}
		i := slices.IndexFunc(c.Workstreams, func(w workstream.Workstream) bool { return w.ID == id })
		if i < 0 || !c.Workstreams[i].State().CanBecome(to) {
			return errNotNow
		}
		step := workstream.Step{To: to, On: on}
		if reason != "" {
			step.Reason = dialog.Plain(reason)
		}
		c.Workstreams[i].Steps = append(c.Workstreams[i].Steps, step)
		return nil
	})
}

// plan enters when a workstream of the cycle at work is to run.
func (a *App) plan(ctx context.Context, id string, p dialog.Period) error {
	return a.update(ctx, office, "plan "+id, func(s *state, _ *sql.Tx) error {
		c := s.cycle(s.Cycle)
		if s.Phase != running || c == nil || p.End.Before(p.Start) == dialog.Yes {
			return errNotNow
		}
		i := slices.IndexFunc(c.Workstreams, func(w workstream.Workstream) bool { return w.ID == id })
		if i < 0 {
			return errNotNow
		}
		c.Workstreams[i].Planned = p
		return nil
	})
}

// next begins the next cycle: its workstreams are done, and the Denkwerkstatt at which
// they were presented opens the one that follows.
func (a *App) next(ctx context.Context) error {
	return a.update(ctx, office, "next cycle", func(s *state, _ *sql.Tx) error {
		closing := s.span(s.Cycle).Closing
		if s.Phase != running || closing == nil || s.unfinished() > 0 {
			return errNotNow
		}
		s.Phase, s.Candidates = preparing, nil
		s.Cycle = fmt.Sprintf("%d/%d", closing.Year(), closing.Year()+1)
		return nil
	})
}

// unfinished is the number of workstreams of the cycle at work whose life goes on.
func (s *state) unfinished() (n int) {
	for _, w := range s.proposals(s.Cycle) {
		if len(w.State().Next()) > 0 {
			n++
		}
	}
	return n
}
