package app

import (
	"encoding/json"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// A phase is a station of the cycle at work.
type phase string

const (
	preparing phase = "preparing" // registrations and proposals; the Denkwerkstatt is announced
	voting    phase = "voting"    // the participants select workstreams
	standing  phase = "standing"  // people stand for the committee
	electing  phase = "electing"  // the groups elect the committee
	running   phase = "running"   // the workstreams run
)

// state is all that the portal knows, but for accounts and sessions.
type state struct {
	Programme     *programme.Programme    `json:"programme"`
	Phase         phase                   `json:"phase"`
	Cycle         string                  `json:"cycle"` // label of the cycle at work; "" before its Denkwerkstatt is announced
	Registrations []registration          `json:"registrations,omitempty"`
	Candidates    []string                `json:"candidates,omitempty"` // participants who stand for the committee
	Drafts        []workstream.Workstream `json:"drafts,omitempty"`     // proposals for the coming vote
	Votes         []vote                  `json:"votes,omitempty"`
	version       int
	opened        map[string]*heldBox // boxes of the votes that a change declares, by vote
}

// A vote is one that is held or was held.
type vote struct {
	ID       string          `json:"id"`  // of the contest
	Box      string          `json:"box"` // name of its database and folder of secrets
	Cycle    string          `json:"cycle"`
	Group    dialog.Group    `json:"group,omitempty"` // of the committee's seat; 0 for the selection of workstreams
	On       dialog.Date     `json:"on"`              // the day on which it was opened
	Eligible map[string]int  `json:"eligible,omitempty"`
	Tied     bool            `json:"tied,omitempty"`  // counted, and waiting for a lot
	Draws    []draw          `json:"draws,omitempty"` // where the lot comes from; the last one holds
	Count    json.RawMessage `json:"count,omitempty"` // the record of the count, once it is released
}

// clone copies a state through its form in the database.
func (s *state) clone() (*state, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	next := &state{version: s.version}
	return next, json.Unmarshal(data, next)
}

// cycle returns the cycle with a label, nil where there is none.
func (s *state) cycle(label string) *programme.Cycle {
	for i := range s.Programme.Cycles {
		if c := &s.Programme.Cycles[i]; c.Label == label {
			return c
		}
	}
	return nil
}

// vote returns a vote by its ID, nil where there is none.
func (s *state) vote(id string) *vote {
	for i := range s.Votes {
		if s.Votes[i].ID == id {
			return &s.Votes[i]
		}
	}
	return nil
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

// participant returns a participant by ID, nil where there is none.
func (s *state) participant(id string) *dialog.Participant {
	for i := range s.Programme.Participants {
		if s.Programme.Participants[i].ID == id {
			return &s.Programme.Participants[i]
		}
	}
	return nil
}

// organisation returns an organisation by ID, nil where there is none.
func (s *state) organisation(id string) *dialog.Organisation {
	for i := range s.Programme.Organisations {
		if s.Programme.Organisations[i].ID == id {
			return &s.Programme.Organisations[i]
		}
	}
	return nil
}

// name is how somebody is called: people state a role, which many have, so the
// organisation stands with it.
func (s *state) name(id string) string {
	p := s.participant(id)
	if p == nil {
		return id
	}
	if o := s.organisation(p.Organisation); o != nil && !o.Name.IsEmpty() {
		return called(p.Name, o.Name[""])
	}
	return p.Name
}

// called is a role with its organisation.
func called(role, organisation string) string { return role + " (" + organisation + ")" }
