package committee

import (
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
	Candidates []Candidate
	Eligible   int // people entitled to vote; 0 where that is not known
}

// Contest declares the election of a group's member and deputy on a day: ranked
// ballots, equal ranks allowed, with "none of these" after the candidates. Nobody
// standing is no error. How it is counted is policy ([ElectionMethod]). It fails with
// the errors of [ballot.Contest.Validate].
func (e Electorate) Contest(ps *dialog.Policies, on dialog.Date) (*ballot.Contest, error) {
	c := &ballot.Contest{ID: fmt.Sprintf("committee-%s-%s", on, e.Group), Seats: 1, Vacant: true, Eligible: e.Eligible,
		Validity: ballot.Validity{Skipped: ballot.Ignore, Overvote: ballot.AsEqual}}
	for _, person := range e.Candidates {
		c.Options = append(c.Options, ballot.Option{ID: person.ID, Name: person.Name})
	}
	c.Options = append(c.Options, ballot.Option{ID: NoneOfThese, None: true})
	c.Method, _ = ballot.ParseMethod(ElectionMethod.At(ps, on).Value) // checked when the policies were made
	if c.Method == ballot.InstantRunoff {
		c.Validity.Overvote = ballot.EndIfSeveral
	}
	if BlankCounts.At(ps, on).Value {
		c.Validity.Blank = ballot.Ignore
	}
	return c, c.Validate()
}

// A SeatVote is what the voters of a group cast, with the lot that was drawn for them,
// if any.
type SeatVote struct {
	Group dialog.Group
	Tally *ballot.Tally
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
// these" won, and while a tie leaves it open. The committee is checked by the rules of
// this package, as one that follows those before. It fails when a group votes twice.
func Elect(env Env, on dialog.Date, votes []SeatVote, before ...Committee) (*Election, error) {
	e := &Election{Committee: Committee{Elected: on}}
	for _, g := range dialog.Groups() {
		e.Seats[g-1].Group = g
	}
	for i, v := range votes {
		if again := slices.IndexFunc(votes[:i], func(w SeatVote) bool { return w.Group == v.Group }); again >= 0 {
			return nil, fmt.Errorf("elect committee: group %s votes twice, as vote %d and %d", v.Group, again+1, i+1)
		}
		if _, err := dialog.ParseGroup(v.Group.String()); err != nil {
			return nil, fmt.Errorf("elect committee: vote %d: %w", i+1, err)
		}
		if err := e.Seats[v.Group-1].fill(v); err != nil {
			return nil, fmt.Errorf("elect committee: seat of %s: %w", v.Group, err)
		}
	}
	for _, s := range e.Seats {
		e.Committee.Seats = append(e.Committee.Seats, s.Seat)
	}
	e.Findings = findings(env, on, append(slices.Clone(before), e.Committee))
	return e, nil
}

// fill counts member and deputy.
func (s *SeatResult) fill(v SeatVote) (err error) {
	s.MemberCount, err = ballot.Count(v.Tally, ballot.Options{Lot: v.Lot})
	if err != nil {
		return err
	}
	s.Open = s.MemberCount.Outcome == ballot.Tied
	if s.Open || len(s.MemberCount.Elected) == 0 {
		return nil
	}
	member := s.MemberCount.Elected[0]
	s.Member = v.Tally.Contest().OptionID(member)
	s.DeputyCount, err = ballot.Count(v.Tally, ballot.Options{Lot: v.Lot, Without: []int{member}})
	if err != nil {
		return err
	}
	s.Open = s.DeputyCount.Outcome == ballot.Tied
	if !s.Open && len(s.DeputyCount.Elected) > 0 {
		s.Deputy = v.Tally.Contest().OptionID(s.DeputyCount.Elected[0])
	}
	return nil
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

// Successor finds who takes the place of a member who has left: the one who wins when
// the stored ballots are counted again without all who have left (Nachrücken). It
// returns "" when nobody does or a tie leaves it open, with the count.
func Successor(v SeatVote, left ...string) (string, *ballot.Result, error) {
	c := v.Tally.Contest()
	var without []int
	for _, id := range left {
		i := c.Index(id)
		if i < 0 {
			return "", nil, fmt.Errorf("seat of %s: %w: %q did not stand", v.Group, ballot.ErrOption, id)
		}
		without = append(without, i)
	}
	r, err := ballot.Count(v.Tally, ballot.Options{Lot: v.Lot, Without: without})
	if err != nil || r.Outcome != ballot.Elected || len(r.Elected) == 0 {
		return "", r, err
	}
	return c.OptionID(r.Elected[0]), r, nil
}
