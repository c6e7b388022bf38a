package committee

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// A Candidate stands for the seat of a group, as member or deputy.
type Candidate struct {
	ID   string // of a participant
	Name string // as it stands on the ballot; may be empty
}

// NoneOfThese is the ID of the option that leaves a seat and its deputy vacant when
// it wins.
const NoneOfThese = "none-of-these"

// An Electorate is one of the five elections of a committee: that of a group.
type Electorate struct {
	Group      dialog.Group
	Title      string // as the voters read it; may be empty
	Candidates []Candidate
	Eligible   int // people entitled to vote; 0 where that is not known
}

// Contest declares the election of a group's member and deputy on a day: ranked
// ballots, on which ranks may be left out, with "none of these" after the candidates
// ([NoneOfTheseStands]). Schulze counts equal ranks; for instant runoff a ballot ends at a
// rank at which several are left. Nobody standing is no error. How it is counted is policy
// ([ElectionMethod]). It fails with the errors of [ballot.Contest.Validate], also for
// [dialog.UnknownID], which names nobody who could be elected.
func (e Electorate) Contest(ps *dialog.Policies, on dialog.Date) (*ballot.Contest, error) {
	if _, err := dialog.ParseGroup(e.Group.String()); err != nil {
		return nil, fmt.Errorf("elect committee: %w", err)
	}
	c := &ballot.Contest{ID: contestID(e.Group, on), Title: e.Title, Seats: 1, Vacant: true, Eligible: e.Eligible,
		Validity: ballot.Validity{Skipped: ballot.Ignore, Overvote: ballot.AsEqual}}
	for i, person := range e.Candidates {
		if person.ID == dialog.UnknownID {
			return nil, fmt.Errorf("elect committee: seat of %s: %w", e.Group, &ballot.ContestError{Problem: ballot.Unusable,
				Path: fmt.Sprintf("options[%d].id", i), Value: person.ID, Want: "the ID of a participant"})
		}
		c.Options = append(c.Options, ballot.Option{ID: person.ID, Name: person.Name})
	}
	if NoneOfTheseStands.At(ps, on).Value {
		c.Options = append(c.Options, ballot.Option{ID: NoneOfThese, None: true})
	}
	var err, wrong error
	c.Method, err = ballot.ParseMethod(ElectionMethod.At(ps, on).Value)
	if c.Method == ballot.InstantRunoff {
		c.Validity.Overvote = ballot.EndIfSeveral
	} else {
		wrong = c.Variant.Defeats.UnmarshalText([]byte(ElectionDefeats.At(ps, on).Value))
	}
	if BlankCounts.At(ps, on).Value {
		c.Validity.Blank = ballot.Ignore
	}
	return c, errors.Join(err, wrong, c.Validate())
}

// contestID names the election of a group on a day.
func contestID(g dialog.Group, on dialog.Date) string { return fmt.Sprintf("committee-%s-%s", on, g) }

// A SeatVote is what the voters of a group cast, with the lot that was drawn for them,
// if any.
type SeatVote struct {
	Group dialog.Group
	Tally *ballot.Tally // of the contest that [Electorate.Contest] declared; nil where nobody voted
	Lot   *ballot.Lot
}

// A SeatResult says how a seat was filled.
type SeatResult struct {
	Seat
	Open bool // a tie leaves the member or the deputy open until a lot is drawn
	// MemberCount and DeputyCount are the counts. The deputy is who wins when the same
	// ballots are counted without the member. A group that did not vote has none; without
	// a member there is no count for a deputy.
	MemberCount, DeputyCount *ballot.Result
}

// An Election is a committee as it was elected.
type Election struct {
	Committee Committee
	Seats     [dialog.GroupCount]SeatResult // in the order of the groups
	Findings  []dialog.Finding              // of the rules of this package on the committee
}

// Elect counts the votes of the groups and fills the seats (source, section
// "Begleitung durch das Dialogkomitee": five members and five deputies, one of each
// for every group). A seat stays vacant where nobody stood, nobody voted, or "none of
// these" won, and while a tie leaves it open. Deputies are elected where each seat has
// one ([DeputiesRequired]). The committee is checked by the rules of this package, as one
// that follows those before. It fails when a group votes twice, and with
// [ballot.ErrForeign] for the ballots of another group, or of another day.
func Elect(env Env, on dialog.Date, votes []SeatVote, before ...Committee) (*Election, error) {
	e := &Election{Committee: Committee{Elected: on}}
	for _, g := range dialog.Groups() {
		e.Seats[g-1].Group = g
	}
	for i, v := range votes {
		if err := v.fits(on); err != nil {
			return nil, fmt.Errorf("elect committee: vote %d: %w", i+1, err)
		}
		if again := slices.IndexFunc(votes[:i], func(w SeatVote) bool { return w.Group == v.Group }); again >= 0 {
			return nil, fmt.Errorf("elect committee: group %s votes twice, as vote %d and %d", v.Group, again+1, i+1)
		}
	}
	for _, v := range votes {
		if err := e.Seats[v.Group-1].fill(v, DeputiesRequired.At(env.Policies, on).Value); err != nil {
			return nil, fmt.Errorf("elect committee: seat of %s: %w", v.Group, err)
		}
	}
	for _, s := range e.Seats {
		e.Committee.Seats = append(e.Committee.Seats, s.Seat)
	}
	e.Findings = findings(env, on, append(slices.Clone(before), e.Committee))
	return e, nil
}

// fits refuses what is no group, and ballots that were not cast for its seat on that day.
func (v SeatVote) fits(on dialog.Date) error {
	if _, err := dialog.ParseGroup(v.Group.String()); err != nil {
		return err
	}
	if v.Tally == nil || v.Tally.Contest().ID == contestID(v.Group, on) {
		return nil
	}
	return fmt.Errorf("seat of %s: %w: want %q, the ballots are those of %q", v.Group, ballot.ErrForeign,
		contestID(v.Group, on), v.Tally.Contest().ID)
}

// fill counts the member and, where there is to be one, the deputy.
func (s *SeatResult) fill(v SeatVote, deputy bool) (err error) {
	if v.Tally == nil {
		return nil
	}
	var without []int
	if s.Member, s.MemberCount, err = v.winner(without); err != nil {
		return err
	}
	if s.Member != "" && deputy {
		without = append(without, s.MemberCount.Elected[0])
		if s.Deputy, s.DeputyCount, err = v.winner(without); err != nil {
			return err
		}
	}
	s.Open = tied(s.MemberCount) || tied(s.DeputyCount)
	return nil
}

func tied(r *ballot.Result) bool { return r != nil && r.Outcome == ballot.Tied }

// winner counts the ballots without some of those who stood. It returns "" when the
// place stays vacant, or a tie leaves it open.
func (v SeatVote) winner(without []int) (string, *ballot.Result, error) {
	r, err := ballot.Count(v.Tally, ballot.Options{Lot: v.Lot, Without: without})
	if err != nil || r.Outcome != ballot.Elected || len(r.Elected) == 0 {
		return "", r, err
	}
	return v.Tally.Contest().OptionID(r.Elected[0]), r, nil
}

// findings checks the committees and returns what concerns the last one.
func findings(env Env, on dialog.Date, list []Committee) []dialog.Finding {
	c := dialog.NewCheck(dialog.NewCatalogue(Rules()), on)
	Check(c, env, list, "committees")
	last := fmt.Sprintf("committees[%d]", len(list)-1)
	return slices.DeleteFunc(c.Findings(), func(f dialog.Finding) bool {
		return !strings.HasPrefix(f.Path, last)
	})
}
