package workstream

import (
	"errors"
	"fmt"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// How participants select workstreams; the values of [VoteKind]. The source says that
// they decide together (section "Denkwerkstatt"), and not how.
const (
	// Balanced: everybody approves any number of proposals; each group has the same
	// weight; the method of equal shares selects, completed by Phragmén's, so that no
	// group of voters selects everything.
	Balanced = "balanced"
	// Simple: everybody has one vote for as many proposals as there are places; those
	// with the most votes are selected.
	Simple = "simple"
)

// Voters says who votes besides the five groups. The zero value is invalid: whether
// BSI votes is not published, so whoever holds a vote has to say.
type Voters uint8

// The answers.
const (
	GroupsOnly Voters = iota + 1 // BSI does not vote
	WithBSI                      // BSI votes, as a sixth group of the electorate
)

// BSIGroup is the ID of the electorate's group for ballots of BSI.
const BSIGroup = "bsi"

// ErrVoters is returned for a vote that does not say whether BSI votes.
var ErrVoters = errors.New("whether BSI votes is not said: want GroupsOnly or WithBSI")

// A Vote declares a selection of workstreams before it is held.
type Vote struct {
	ID       string         // of the contest
	Title    string         // as the voters read it
	On       dialog.Date    // the day of the vote, on which the policy in force decides
	Voters   Voters         //
	Places   int            // workstreams to select; 0 for what the policy says
	Eligible map[string]int // people entitled, by ID of the group; may be left out
}

// Contest declares the vote on proposals, which need an ID each, in their order. It
// fails with [ErrVoters], and with the errors of [ballot.Contest.Validate].
func (v Vote) Contest(ps *dialog.Policies, proposals []Workstream) (*ballot.Contest, error) {
	if v.Voters != GroupsOnly && v.Voters != WithBSI {
		return nil, fmt.Errorf("vote %q: %w", v.ID, ErrVoters)
	}
	c := &ballot.Contest{ID: v.ID, Title: v.Title, Seats: v.Places, Vacant: true, Merge: VoteMerge.At(ps, v.On).Value,
		Validity: ballot.Validity{Blank: ballot.Ignore, Withdrawn: ballot.Ignore}}
	if c.Seats == 0 {
		c.Seats = Places.At(ps, v.On).Value
	}
	for i := range proposals {
		c.Options = append(c.Options, option(&proposals[i]))
	}
	for _, g := range dialog.Groups() {
		c.Groups = append(c.Groups, ballot.Group{ID: g.String(), Eligible: v.Eligible[g.String()]})
	}
	if v.Voters == WithBSI {
		c.Groups = append(c.Groups, ballot.Group{ID: BSIGroup, Eligible: v.Eligible[BSIGroup]})
	}
	if VoteKind.At(ps, v.On).Value == Simple {
		c.Method, c.Validity.MaxChoices = ballot.Approval, c.Seats
	} else {
		c.Method, c.Weighting.Rule = ballot.EqualShares, ballot.ByTurnout
	}
	if VoteFloor.At(ps, v.On).Value {
		c.Floor = floor()
	}
	return c, c.Validate()
}

// option is how a proposal stands on the ballot: with its German title, else with
// what there is. One that was withdrawn takes no part.
func option(w *Workstream) ballot.Option {
	o := ballot.Option{ID: w.ID, Withdrawn: w.State() == Withdrawn}
	for _, language := range []string{"de", "", "en"} {
		if o.Name = w.Title[language]; o.Name != "" {
			break
		}
	}
	return o
}

// floor is at least half of the weight, and a third of the ballots in three groups.
func floor() *ballot.Requirement {
	half := ballot.Majority{Share: ballot.Share(1, 2), Basis: ballot.OfPresent, AtLeast: true}
	third := ballot.Majority{Share: ballot.Share(1, 3), Basis: ballot.OfPresent, AtLeast: true}
	return &ballot.Requirement{Overall: &half, Groups: &ballot.GroupMajority{Majority: third, In: 3}}
}

// A Selection is what a vote has selected.
type Selection struct {
	// Workstreams that are selected, in the order in which the method took them, with
	// their step into the state [Selected].
	Workstreams []Workstream
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
// its contest was declared with (source, section "Denkwerkstatt"). It fails with
// [ballot.ErrForeign] when the proposals are not those of the contest.
func (v Vote) Select(t *ballot.Tally, proposals []Workstream, o ballot.Options) (*Selection, error) {
	c := t.Contest()
	for i := range max(len(proposals), len(c.Options)) {
		if i >= len(proposals) || i >= len(c.Options) || proposals[i].ID != c.Options[i].ID {
			return nil, fmt.Errorf("vote %q: %w: proposal %d differs from the contest's options", v.ID, ballot.ErrForeign, i+1)
		}
	}
	r, err := ballot.Count(t, o)
	if err != nil {
		return nil, fmt.Errorf("vote %q: %w", v.ID, err)
	}
	s := &Selection{Result: r, Open: r.Outcome == ballot.Tied}
	for _, i := range r.Elected {
		w := proposals[i]
		w.Steps = append(slices.Clone(w.Steps), Step{To: Selected, On: v.On})
		s.Workstreams = append(s.Workstreams, w)
	}
	if c.Method != ballot.Approval {
		s.Approval, err = beside(t, o)
	}
	return s, err
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
