package workstream

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// How participants select workstreams; the values of [VoteKind]. The source says that
// they decide together (section "Gemeinsame Arbeit in den Workstreams"), and not how.
const (
	// Balanced: everybody approves any number of proposals; each group has the same
	// weight ([VoteWeight]); the method of equal shares selects, completed as
	// [VoteCompletion] says, so that no group of voters selects everything.
	Balanced = "balanced"
	// Simple: one person, one vote; everybody approves at most as many proposals as there
	// are places, and those with the most votes are selected.
	Simple = "simple"
)

// Voters says who votes besides the five groups. The zero value is invalid: whether
// BSI votes is not published, so whoever holds a vote has to say. BSI is the counterpart
// of the groups and none of them; where it votes, its ballots are those of a sixth group
// of the electorate, with the weight of a group in a [Balanced] vote.
type Voters uint8

// The answers.
const (
	GroupsOnly Voters = iota + 1 // BSI does not vote
	WithBSI                      // BSI votes, as a sixth group of the electorate
)

// BSIGroup is the ID of the electorate's group for ballots of BSI.
const BSIGroup = "bsi"

var (
	// ErrVoters is returned for a vote that does not say whether BSI votes.
	ErrVoters = errors.New("whether BSI votes is not said: want GroupsOnly or WithBSI")
	// ErrNotProposed is returned for a vote on a workstream that was selected, or not, before.
	ErrNotProposed = errors.New("is no proposal any more")
)

// A Vote declares a selection of workstreams before it is held.
type Vote struct {
	ID       string         // of the contest
	Title    string         // as the voters read it
	On       dialog.Date    // the day of the vote, on which the policy in force decides
	Voters   Voters         //
	Places   int            // workstreams to select; 0 for what the policy says
	Eligible map[string]int // people entitled, by ID of the group; may be left out
}

// Contest declares the vote on proposals, in their order: their IDs are those of the
// options, the text forms of the groups, in the order of [dialog.Groups], those of the
// electorate's groups. Proposals that were withdrawn stay on the ballot and take no part.
// Places beyond the proposals stay vacant. It fails with [ErrVoters], [ErrNotProposed],
// and with the errors of [ballot.Contest.Validate].
func (v Vote) Contest(ps *dialog.Policies, proposals []Workstream) (*ballot.Contest, error) {
	if v.Voters != GroupsOnly && v.Voters != WithBSI {
		return nil, fmt.Errorf("vote %q: %w", v.ID, ErrVoters)
	}
	c := &ballot.Contest{ID: v.ID, Title: v.Title, Seats: v.Places, Vacant: true, Merge: VoteMerge.At(ps, v.On).Value,
		Validity: ballot.Validity{Withdrawn: ballot.Ignore}}
	if VoteBlankCounts.At(ps, v.On).Value {
		c.Validity.Blank = ballot.Ignore
	}
	if c.Seats == 0 {
		c.Seats = Places.At(ps, v.On).Value
	}
	for i := range proposals {
		w := &proposals[i]
		if s := w.State(); s != 0 && s != Proposed && s != Withdrawn {
			return nil, fmt.Errorf("vote %q: workstream %q (%s): %w", v.ID, w.ID, s, ErrNotProposed)
		}
		c.Options = append(c.Options, option(w))
	}
	for _, g := range dialog.Groups() {
		c.Groups = append(c.Groups, ballot.Group{ID: g.String(), Eligible: v.Eligible[g.String()]})
	}
	if v.Voters == WithBSI {
		c.Groups = append(c.Groups, ballot.Group{ID: BSIGroup, Eligible: v.Eligible[BSIGroup]})
	}
	if err := v.rules(ps, c); err != nil {
		return nil, err
	}
	return c, c.Validate()
}

// rules declares how the ballots are weighed and counted, after the policy of the day.
func (v Vote) rules(ps *dialog.Policies, c *ballot.Contest) error {
	if VoteFloor.At(ps, v.On).Value {
		c.Floor = floor(ps, v.On)
	}
	if VoteKind.At(ps, v.On).Value == Simple {
		c.Method, c.Validity.MaxChoices = ballot.Approval, c.Seats
		return nil
	}
	c.Method = ballot.EqualShares
	return errors.Join(
		c.Weighting.Rule.UnmarshalText([]byte(VoteWeight.At(ps, v.On).Value)),
		c.Variant.Completion.UnmarshalText([]byte(VoteCompletion.At(ps, v.On).Value)))
}

// option is how a proposal stands on the ballot: with its German title, else with
// what there is. One that was withdrawn takes no part.
func option(w *Workstream) ballot.Option {
	o := ballot.Option{ID: w.ID, Withdrawn: w.State() == Withdrawn}
	for _, language := range []string{"de", "", "en"} {
		if o.Name = strings.Join(strings.Fields(w.Title[language]), " "); o.Name != "" {
			break
		}
	}
	return o
}

// floor is the support that an option needs: of the weight of all ballots, and of the
// ballots of so many groups.
func floor(ps *dialog.Policies, on dialog.Date) *ballot.Requirement {
	least := func(p dialog.Parameter[string]) ballot.Majority {
		return ballot.Majority{Share: share(p.At(ps, on).Value), Basis: ballot.OfPresent, AtLeast: true}
	}
	overall := least(VoteFloorShare)
	f := &ballot.Requirement{Overall: &overall}
	if n := VoteFloorGroups.At(ps, on).Value; n > 0 {
		f.Groups = &ballot.GroupMajority{Majority: least(VoteFloorGroupShare), In: n}
	}
	return f
}

// A Selection is what a vote has selected.
type Selection struct {
	// Workstreams that are selected, in the order in which the method took them, with
	// their step into the state [Selected].
	Workstreams []Workstream
	// NotSelected are the other proposals, with their step into that state, in the order of
	// the vote; but for those that were withdrawn, and those that a tie leaves open.
	NotSelected []Workstream
	// Open is set when a tie leaves places open until a lot is drawn; Workstreams then
	// holds those that are selected in any case.
	Open   bool
	Result *ballot.Result // the count that selects
	// Approval counts the same ballots by approval with the same weights, to be published
	// beside it: what selects proportionally is seldom what has most approvals. Nil where
	// approval selects.
	Approval *ballot.Result
}

// Select counts the ballots of a vote and selects workstreams from the proposals that
// its contest was declared with (source, section "Gemeinsame Arbeit in den
// Workstreams": the participants decide together). It fails with [ballot.ErrForeign]
// when vote, ballots and proposals do not belong together.
func (v Vote) Select(t *ballot.Tally, proposals []Workstream, o ballot.Options) (*Selection, error) {
	if err := v.fits(t, proposals); err != nil {
		return nil, fmt.Errorf("vote %q: %w", v.ID, err)
	}
	r, err := ballot.Count(t, o)
	if err != nil {
		return nil, fmt.Errorf("vote %q: %w", v.ID, err)
	}
	s := &Selection{Result: r, Open: r.Outcome == ballot.Tied}
	for _, i := range r.Elected {
		s.Workstreams = append(s.Workstreams, v.step(proposals[i], Selected))
	}
	for i := range proposals {
		if !mayYet(r, i) && proposals[i].State() != Withdrawn {
			s.NotSelected = append(s.NotSelected, v.step(proposals[i], NotSelected))
		}
	}
	if t.Contest().Method != ballot.Approval {
		s.Approval, err = beside(t, o)
	}
	return s, err
}

// fits refuses ballots and proposals of another vote.
func (v Vote) fits(t *ballot.Tally, proposals []Workstream) error {
	if t == nil {
		return fmt.Errorf("%w: no ballots are given; a vote without any has an empty tally", ballot.ErrForeign)
	}
	c := t.Contest()
	if c.ID != v.ID {
		return fmt.Errorf("%w: the ballots are those of %q", ballot.ErrForeign, c.ID)
	}
	for i := range max(len(proposals), len(c.Options)) {
		if i >= len(proposals) || i >= len(c.Options) || proposals[i].ID != c.Options[i].ID {
			return fmt.Errorf("%w: proposal %d differs from the contest's options", ballot.ErrForeign, i+1)
		}
	}
	return nil
}

// mayYet reports whether an option is elected, or can be when the lot is drawn.
func mayYet(r *ballot.Result, option int) bool {
	in := func(set []int) bool { return slices.Contains(set, option) }
	return in(r.Elected) || slices.ContainsFunc(r.Sets, in) || r.Incomplete && !in(r.Below)
}

// step returns the workstream with one more step, taken on the day of the vote. Who was
// not selected was proposed before, if only that was not written down.
func (v Vote) step(w Workstream, to State) Workstream {
	w.Steps = slices.Clone(w.Steps)
	if !w.State().CanBecome(to) {
		w.Steps = append(w.Steps, Step{To: Proposed})
	}
	w.Steps = append(w.Steps, Step{To: to, On: v.On})
	return w
}

// beside counts ballots of approval by approval, whatever the contest's own method.
func beside(t *ballot.Tally, o ballot.Options) (*ballot.Result, error) {
	c := *t.Contest()
	c.Method, c.Variant = ballot.Approval, ballot.Variant{}
	again, err := t.For(&c)
	if err != nil {
		return nil, err
	}
	return ballot.Count(again, o)
}
