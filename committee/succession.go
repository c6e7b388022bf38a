package committee

import (
	"fmt"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// Successor finds who takes the place of a member who has left: the one who wins when
// the stored ballots are counted again without all who have left (Nachrücken). It
// returns "" when nobody does or a tie leaves it open, with the count; without ballots
// there is none. It fails with [ballot.ErrOption] for somebody who did not stand.
func Successor(v SeatVote, left ...string) (string, *ballot.Result, error) {
	without, err := v.without(left)
	if err != nil || v.Tally == nil {
		return "", nil, err
	}
	return v.winner(without)
}

// without are the options of those who are left out.
func (v SeatVote) without(people []string) (options []int, err error) {
	for _, id := range people {
		i := -1
		if v.Tally != nil {
			i = v.Tally.Contest().Index(id)
		}
		if i < 0 || id == NoneOfThese {
			return nil, fmt.Errorf("seat of %s: %w: %q did not stand", v.Group, ballot.ErrOption, id)
		}
		if !slices.Contains(options, i) {
			options = append(options, i)
		}
	}
	return options, nil
}

// A Succession fills the vacant places of a seat between two elections.
type Succession struct {
	Events []Event          // in the order in which they happen, all on one day
	Counts []*ballot.Result // of the stored ballots, one for each place that they were to fill
	Open   bool             // a tie leaves a place open until a lot is drawn
}

// Succeed says what fills a seat when people leave it for good: who holds a place gives
// it up; the deputy, who was elected by the same ballots without the member, moves up;
// what is vacant then goes to who wins the stored ballots without those who left, and
// without those who hold a place. s is the committee as it stands on that day, and
// stays as it is: nothing is published about an automatic succession, so the events
// happen when they are entered. Left are all who stood and are not available any more,
// whether they held a place or not. Places stay vacant when nobody wins. It fails with
// [ballot.ErrOption] for somebody who neither stood nor holds a place of the seat.
func (v SeatVote) Succeed(ps *dialog.Policies, s *Standing, on dialog.Date, left ...string) (*Succession, error) {
	now, out := *s, &Succession{}
	happen := func(kind EventKind, r Role, person string) {
		e := Event{Kind: kind, On: on, Group: v.Group, Role: r, Person: person}
		if now.Apply(&e) {
			out.Events = append(out.Events, e)
		}
	}
	var stood []string
	for _, person := range left {
		g, role, holds := now.Find(person)
		if holds = holds && g == v.Group; holds {
			happen(Resigned, role, person)
		}
		if !holds || v.stood(person) {
			stood = append(stood, person)
		}
	}
	without, err := v.without(stood)
	if err != nil {
		return nil, err
	}
	if d := now.Place(v.Group, Deputy).Person; d != "" {
		happen(Succeeded, Member, d) // impossible while the member is there
	}
	for _, r := range Roles() {
		if v.Tally == nil || !now.Place(v.Group, r).Vacant() || r == Deputy && !v.mayHaveDeputy(ps, &now, on) {
			continue
		}
		person, count, err := v.winner(v.unavailable(without, &now))
		if err != nil {
			return nil, fmt.Errorf("seat of %s: %w", v.Group, err)
		}
		out.Counts = append(out.Counts, count)
		out.Open = out.Open || tied(count)
		if person != "" {
			happen(Appointed, r, person)
		}
	}
	return out, nil
}

func (v SeatVote) stood(person string) bool {
	return v.Tally != nil && v.Tally.Contest().Index(person) >= 0
}

// mayHaveDeputy reports whether the deputy's place is to be filled: not where seats have
// none, and not while the member's is vacant.
func (v SeatVote) mayHaveDeputy(ps *dialog.Policies, now *Standing, on dialog.Date) bool {
	return DeputiesRequired.At(ps, on).Value && !now.Place(v.Group, Member).Vacant()
}

// unavailable adds those who hold a place to the options that are left out.
func (v SeatVote) unavailable(without []int, now *Standing) []int {
	without = slices.Clone(without)
	for _, r := range Roles() {
		i := v.Tally.Contest().Index(now.Place(v.Group, r).Person)
		if i >= 0 && !slices.Contains(without, i) {
			without = append(without, i)
		}
	}
	return without
}
