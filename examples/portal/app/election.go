package app

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// stand adds somebody to those who stand for the committee, or takes them off.
func (a *App) stand(ctx context.Context, who string, stands bool) error {
	what := map[bool]string{true: "stand", false: "stand no more"}[stands]
	return a.update(ctx, who, what, func(s *state, _ *sql.Tx) error {
		if !s.canStand() || s.participant(who) == nil {
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

// canStand reports whether people can stand for the committee.
func (s *state) canStand() bool {
	return s.Phase == preparing || s.Phase == voting || s.Phase == standing
}

// standingFor are the people who stand for the seat of a group.
func (s *state) standingFor(g dialog.Group) (out []committee.Candidate) {
	for _, id := range s.Candidates {
		if p := s.participant(id); p != nil && p.Group == g {
			out = append(out, committee.Candidate{ID: id, Name: s.name(id)})
		}
	}
	slices.SortFunc(out, func(a, b committee.Candidate) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// openElection declares one election for each group in which somebody stands, and opens
// them all.
func (a *App) openElection(ctx context.Context) error {
	return a.update(ctx, office, "open elections", func(s *state, _ *sql.Tx) error {
		if s.Phase != standing || len(s.Candidates) == 0 {
			return errNotNow
		}
		s.Phase = electing
		on := s.dayOfVote(a.today())
		for _, g := range dialog.Groups() {
			candidates := s.standingFor(g)
			if len(candidates) == 0 {
				continue
			}
			roll, _ := s.electorate(g)
			v := vote{Cycle: s.Cycle, Group: g, On: on}
			c, err := committee.Electorate{Group: g, Title: titleOf(&v)["de"], Candidates: candidates, Eligible: len(roll)}.Contest(a.policies, on)
			if err != nil {
				return err
			}
			v.ID = c.ID
			if err := a.declare(ctx, s, v, c, roll); err != nil {
				return err
			}
		}
		return nil
	})
}

// noElection goes on without an election, where nobody stands.
func (a *App) noElection(ctx context.Context) error {
	return a.update(ctx, office, "no election", func(s *state, _ *sql.Tx) error {
		if s.Phase != standing || len(s.Candidates) > 0 {
			return errNotNow
		}
		s.Phase = running
		return nil
	})
}

// closeElection ends the elections; the new committee is in the programme when all are
// decided. The numbers are those of lots, by group, for seats that are tied; the others
// are published meanwhile.
func (a *App) closeElection(ctx context.Context, numbers map[dialog.Group]string) error {
	a.ending.Lock()
	defer a.ending.Unlock()
	s := a.now()
	if s.Phase != electing {
		return errNotNow
	}
	results := map[dialog.Group]*ballot.Result{}
	var undecided []error
	for _, g := range dialog.Groups() {
		v := s.current(g)
		if v == nil {
			continue
		}
		r, err := a.finish(ctx, v, numbers[g], func(r *ballot.Result) (bool, error) { return a.tiedSeat(s, v, r) })
		switch {
		case len(refusals(err)) > 0:
			undecided = append(undecided, err)
		case err != nil:
			return err
		default:
			results[g] = r
		}
	}
	return errors.Join(a.publish(ctx, results, len(undecided) == 0), errors.Join(undecided...))
}

// publish writes down the counts of elections and, when all are decided, the committee.
func (a *App) publish(ctx context.Context, results map[dialog.Group]*ballot.Result, all bool) error {
	return a.update(ctx, office, "close elections", func(s *state, _ *sql.Tx) error {
		var seats []committee.SeatVote
		var on dialog.Date
		for _, g := range dialog.Groups() {
			r, v := results[g], s.current(g)
			if r == nil {
				continue
			}
			count, err := r.MarshalJSON()
			if err != nil {
				return err
			}
			v.Count, v.Tied, on = count, false, v.On
			seats = append(seats, committee.SeatVote{Group: g, Tally: r.Tally(), Lot: r.Lot})
		}
		if !all {
			return nil
		}
		elected, err := committee.Elect(a.committeeEnv(s), on, seats, s.Programme.Committees...)
		if err != nil {
			return err
		}
		s.Programme.Committees, s.Phase = append(s.Programme.Committees, elected.Committee), running
		return nil
	})
}

// tiedSeat reports whether a lot is needed to say who is member and who is deputy.
func (a *App) tiedSeat(s *state, v *vote, r *ballot.Result) (bool, error) {
	e, err := committee.Elect(a.committeeEnv(s), v.On, []committee.SeatVote{{Group: v.Group, Tally: r.Tally(), Lot: r.Lot}})
	if err != nil {
		return false, err
	}
	return e.Seats[v.Group-1].Open, nil
}

// committeeEnv is what the rules of the committee need to know.
func (a *App) committeeEnv(s *state) committee.Env {
	return committee.Env{Policies: a.policies, Denkwerkstaetten: s.Programme.Denkwerkstaetten, Person: func(id string) (committee.Person, bool) {
		p := s.participant(id)
		if p == nil {
			return committee.Person{}, false
		}
		return committee.Person{Name: p.Name, Group: p.Group, Eligible: s.eligible(p)}, true
	}}
}

// eligible is whether the organisation of a participant belongs to the participant's group.
func (s *state) eligible(p *dialog.Participant) dialog.Outcome {
	o := s.organisation(p.Organisation)
	if o == nil {
		return 0
	}
	a := dialog.Assess(o, p.Group)
	for i := range s.Programme.Determinations {
		if d := &s.Programme.Determinations[i]; d.Organisation == o.ID && d.Group == p.Group {
			a = a.Resolve(d)
		}
	}
	return a.Outcome()
}
