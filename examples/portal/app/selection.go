package app

import (
	"context"
	"database/sql"
	"slices"
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

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
	return workstream.Vote{ID: v.ID, Title: titleOf(v)["de"], On: v.On, Voters: workstream.GroupsOnly, Eligible: v.Eligible}
}

// missing are the keys of what is missing for the vote on the proposals to be opened.
func (s *state) missing(today dialog.Date) (keys []string) {
	for _, m := range []struct {
		key     string
		missing bool
	}{
		{"portal.office.missing-date", s.opening() == nil},
		{"portal.office.missing-begin", s.opening() != nil && s.denkwerkstatt().Start.After(today) == dialog.Yes},
		{"portal.office.missing-proposals", len(s.Drafts) < 2},
		{"portal.office.missing-participants", len(s.Programme.Participants) == 0},
	} {
		if m.missing {
			keys = append(keys, m.key)
		}
	}
	return keys
}

// openSelection declares the vote on the proposals and opens it.
func (a *App) openSelection(ctx context.Context) error {
	return a.update(ctx, office, "open selection", func(s *state, _ *sql.Tx) error {
		if s.Phase != preparing || len(s.missing(a.today())) > 0 {
			return errNotNow
		}
		roll, eligible := s.electorate(0)
		v := vote{ID: "auswahl-" + strconv.Itoa(s.denkwerkstatt().End.Year()), Cycle: s.Cycle, On: s.dayOfVote(a.today()), Eligible: eligible}
		c, err := s.selection(&v).Contest(a.policies, s.Drafts)
		if err != nil {
			return err
		}
		s.Programme.Cycles = append(s.Programme.Cycles, programme.Cycle{Label: s.Cycle, Workstreams: s.Drafts})
		s.Drafts, s.Phase = nil, voting
		return a.declare(ctx, s, v, c, roll)
	})
}

// closeSelection ends the vote on the proposals; what was selected is in the programme
// then. The numbers are those of the lot, where one has to be drawn.
func (a *App) closeSelection(ctx context.Context, numbers string) error {
	a.ending.Lock()
	defer a.ending.Unlock()
	s := a.now()
	v := s.current(0)
	if s.Phase != voting || v == nil {
		return errNotNow
	}
	r, err := a.finish(ctx, v, numbers, tiedCount)
	if err != nil {
		return err
	}
	count, err := r.MarshalJSON()
	if err != nil {
		return err
	}
	return a.update(ctx, office, "close "+v.ID, func(s *state, _ *sql.Tx) error {
		v, c := s.current(0), s.cycle(s.Cycle)
		selected, err := s.selection(v).Select(r.Tally(), c.Workstreams, ballot.Options{Lot: r.Lot})
		if err != nil {
			return err
		}
		for _, w := range slices.Concat(selected.Workstreams, selected.NotSelected) {
			for i := range c.Workstreams {
				if c.Workstreams[i].ID == w.ID {
					c.Workstreams[i] = w
				}
			}
		}
		v.Count, v.Tied, s.Phase = count, false, standing
		return nil
	})
}

// tiedCount reports whether a count needs a lot.
func tiedCount(r *ballot.Result) (bool, error) { return r.Outcome == ballot.Tied, nil }
