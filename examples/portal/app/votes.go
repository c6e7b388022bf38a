package app

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// denkwerkstatt is the day on which the cycle at work is opened; zero before it is announced.
func (s *state) denkwerkstatt() dialog.Date {
	if s.Cycle == "" {
		return dialog.Date{}
	}
	return s.span(s.Cycle).Chosen().End
}

// electorate is everybody on the roll, of one group or of all, and how many of each.
func (s *state) electorate(only dialog.Group) (roll []box.Voter, eligible map[string]int) {
	eligible = map[string]int{}
	for _, p := range s.Programme.Participants {
		if only == 0 {
			roll = append(roll, box.Voter{Person: p.ID, Group: p.Group.String()})
			eligible[p.Group.String()]++
		} else if p.Group == only {
			roll = append(roll, box.Voter{Person: p.ID})
		}
	}
	return roll, eligible
}

// selection is the vote on proposals as package workstream holds it.
func (s *state) selection(v *vote) workstream.Vote {
	return workstream.Vote{ID: v.ID, Title: "Workstreams " + v.Cycle, On: v.On, Voters: workstream.GroupsOnly, Eligible: v.Eligible}
}

// proposals are those of the vote, in the order of the ballot: as they were handed in.
func (s *state) proposals(label string) []workstream.Workstream {
	if c := s.cycle(label); c != nil {
		return c.Workstreams
	}
	return nil
}

// openSelection declares the vote on the proposals and opens it.
func (a *App) openSelection(ctx context.Context) error {
	return a.update(ctx, office, "open selection", func(s *state, _ *sql.Tx) error {
		if s.Phase != preparing || s.denkwerkstatt().IsZero() || len(s.Drafts) < 2 || len(s.Programme.Participants) == 0 {
			return errNotNow
		}
		roll, eligible := s.electorate(0)
		v := vote{ID: a.freeID("auswahl-" + strconv.Itoa(s.denkwerkstatt().Year())), Cycle: s.Cycle, On: s.denkwerkstatt(), Eligible: eligible}
		c, err := s.selection(&v).Contest(a.policies, s.Drafts)
		if err != nil {
			return err
		}
		s.Programme.Cycles = append(s.Programme.Cycles, programme.Cycle{Label: s.Cycle, Workstreams: s.Drafts})
		s.Drafts, s.Phase = nil, voting
		return a.declare(ctx, s, v, c, roll)
	})
}

// closeSelection ends the vote on the proposals; what was selected is in the programme then.
func (a *App) closeSelection(ctx context.Context, lotKey string) error {
	s := a.now()
	v := s.current(0)
	if s.Phase != voting || v == nil {
		return errNotNow
	}
	r, err := a.finish(ctx, v.ID, lotKey)
	if err != nil {
		return err
	}
	count, err := r.MarshalJSON()
	if err != nil {
		return err
	}
	return a.update(ctx, office, "close "+v.ID, func(s *state, _ *sql.Tx) error {
		if s.Phase != voting {
			return errNotNow
		}
		v, c := s.vote(v.ID), s.cycle(s.Cycle)
		selected, err := s.selection(v).Select(r.Tally(), c.Workstreams, ballot.Options{Lot: r.Lot})
		if err != nil {
			return err
		}
		for _, w := range slices.Concat(selected.Workstreams, selected.NotSelected) {
			i := slices.IndexFunc(c.Workstreams, func(x workstream.Workstream) bool { return x.ID == w.ID })
			c.Workstreams[i] = w
		}
		v.Count, s.Phase = count, standing
		return nil
	})
}

// current is the vote of the cycle at work on a seat, or on the proposals.
func (s *state) current(g dialog.Group) *vote {
	for i := range s.Votes {
		if v := &s.Votes[i]; v.Cycle == s.Cycle && v.Group == g {
			return v
		}
	}
	return nil
}

// standingFor are the people who stand for the seat of a group.
func (s *state) standingFor(g dialog.Group) (out []committee.Candidate) {
	for _, id := range s.Candidates {
		if p := s.participant(id); p != nil && p.Group == g {
			out = append(out, committee.Candidate{ID: id, Name: p.Name})
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
		for _, g := range dialog.Groups() {
			candidates := s.standingFor(g)
			if len(candidates) == 0 {
				continue
			}
			roll, _ := s.electorate(g)
			c, err := committee.Electorate{Group: g, Candidates: candidates, Eligible: len(roll)}.Contest(a.policies, s.denkwerkstatt())
			if err != nil {
				return err
			}
			c.ID = a.freeID(c.ID)
			if err := a.declare(ctx, s, vote{ID: c.ID, Cycle: s.Cycle, Group: g, On: s.denkwerkstatt()}, c, roll); err != nil {
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

// closeElection ends the elections; the new committee is in the programme then. Lots are
// keys by group, for the seats that are tied.
func (a *App) closeElection(ctx context.Context, lotKeys map[dialog.Group]string) error {
	s := a.now()
	if s.Phase != electing {
		return errNotNow
	}
	counts := map[string][]byte{}
	var seats []committee.SeatVote
	var tied []error
	for _, g := range dialog.Groups() {
		v := s.current(g)
		if v == nil {
			continue
		}
		r, err := a.finish(ctx, v.ID, lotKeys[g])
		if errors.Is(err, errTied) {
			tied = append(tied, fmt.Errorf("%s: %w", g, err))
			continue
		}
		if err != nil {
			return err
		}
		if counts[v.ID], err = r.MarshalJSON(); err != nil {
			return err
		}
		seats = append(seats, committee.SeatVote{Group: g, Tally: r.Tally(), Lot: r.Lot})
	}
	if len(tied) > 0 {
		return errors.Join(tied...)
	}
	return a.update(ctx, office, "close elections", func(s *state, _ *sql.Tx) error {
		if s.Phase != electing {
			return errNotNow
		}
		elected, err := committee.Elect(a.committeeEnv(s), s.denkwerkstatt(), seats, s.Programme.Committees...)
		if err != nil {
			return err
		}
		s.Programme.Committees = append(s.Programme.Committees, elected.Committee)
		for id, count := range counts {
			s.vote(id).Count = count
		}
		s.Phase = running
		return nil
	})
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
	for i := range s.Programme.Organisations {
		o := &s.Programme.Organisations[i]
		if o.ID != p.Organisation {
			continue
		}
		a := dialog.Assess(o, p.Group)
		for j := range s.Programme.Determinations {
			if d := &s.Programme.Determinations[j]; d.Organisation == o.ID && d.Group == p.Group {
				a = a.Resolve(d)
			}
		}
		return a.Outcome()
	}
	return 0
}

// result reads the count of a vote that was released.
func (v *vote) result() (*ballot.Result, error) {
	r, differences, err := ballot.Recheck(v.Count)
	if err != nil {
		return nil, err
	}
	if len(differences) > 0 {
		return nil, differences[0]
	}
	return r, nil
}
