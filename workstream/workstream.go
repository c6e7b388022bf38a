package workstream

import (
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Workstream is a proposal and what became of it. Its steps are the only
// record of that: when it began and ended follows from them.
type Workstream struct {
	ID           string `yaml:"id" json:"id" validate:"required,slug"` // never changes, unlike the title
	Proposal     `yaml:",inline"`
	Continues    []string       `yaml:"continues,omitempty" json:"continues,omitempty" validate:"max=20,dive,slug"` // IDs of earlier workstreams
	Planned      dialog.Period  `yaml:"planned,omitempty" json:"planned,omitzero"`                                  // first and last day as planned
	Steps        []Step         `yaml:"steps,omitempty" json:"steps,omitempty" validate:"max=20,dive"`
	Lead         []dialog.Group `yaml:"lead,omitempty" json:"lead,omitempty" validate:"max=5"`                               // groups that lead it
	Participants []string       `yaml:"participants,omitempty" json:"participants,omitempty" validate:"max=10000,dive,slug"` // IDs
	Report       *Report        `yaml:"report,omitempty" json:"report,omitempty"`
	Reference    dialog.Text    `yaml:"reference,omitempty" json:"reference,omitempty"` // where the entry comes from
}

// A Step takes a workstream into a state, on a day and for a reason.
type Step struct {
	To     State       `yaml:"to" json:"to" validate:"required"`
	On     dialog.Date `yaml:"on,omitempty" json:"on,omitzero"`
	Reason dialog.Text `yaml:"reason,omitempty" json:"reason,omitempty"`
}

// A Report is the final report (Ergebnisbericht).
type Report struct {
	Title     dialog.Text `yaml:"title,omitempty" json:"title,omitempty"` // may differ from the workstream's
	On        dialog.Date `yaml:"on,omitempty" json:"on,omitzero"`        // published on
	Reference dialog.Text `yaml:"reference,omitempty" json:"reference,omitempty"`
}

// Step returns the last step into a state and its index, nil where there is none.
func (w *Workstream) Step(to State) (*Step, int) {
	for i := len(w.Steps) - 1; i >= 0; i-- {
		if w.Steps[i].To == to {
			return &w.Steps[i], i
		}
	}
	return nil, -1
}

// State returns the state after the last step, 0 where there is no step.
func (w *Workstream) State() State {
	if len(w.Steps) == 0 {
		return 0
	}
	return w.Steps[len(w.Steps)-1].To
}

// StateOn returns the state at the end of a day: that after the last step which
// certainly lies on or before it, 0 where none does. It is certain unless the
// step that follows may lie on or before that day, too, because its date is not
// known to the day. Steps are taken to follow each other in time (WST-07).
func (w *Workstream) StateOn(day dialog.Date) (s State, certain bool) {
	certain = true
	for i := range w.Steps {
		switch w.Steps[i].On.After(day) {
		case dialog.Yes:
			return s, certain // and so do all steps after it
		case dialog.No:
			s, certain = w.Steps[i].To, true
		default:
			certain = false
		}
	}
	return s, certain
}

// Actual returns the first and last day on which the workstream ran, from its
// steps; a date that is not known, or not yet, is zero.
func (w *Workstream) Actual() dialog.Period {
	var p dialog.Period
	if s, _ := w.Step(Running); s != nil {
		p.Start = s.On
	}
	if s, _ := w.Step(Completed); s != nil {
		p.End = s.On
	}
	return p
}

// Began reports whether work on it has begun at some time.
func (w *Workstream) Began() bool {
	s, _ := w.Step(Running)
	return s != nil
}

// Ended reports whether work on it was completed.
func (w *Workstream) Ended() bool {
	s, _ := w.Step(Completed)
	return s != nil
}

// Counts reports whether the workstream is one that the cycle implements: it was
// selected, and neither withdrawn nor cancelled. One without any step counts, too:
// it stands in the cycle, and nothing more is said about it.
func (w *Workstream) Counts() bool {
	switch w.State() {
	case 0, Selected, Running, Completed, Presented:
		return true
	case Unpublished:
		s, _ := w.Step(Selected)
		return s != nil
	}
	return false
}

// unfinished reports whether it was selected and work on it is yet to be completed.
func (w *Workstream) unfinished() bool { return w.State() == Selected || w.State() == Running }

// Unpublished reports whether it is not published what became of it.
func (w *Workstream) Unpublished() bool { return w.State() == Unpublished }

// title is the argument by which sentences name the workstream: its title, or
// its ID where no title is published.
func (w *Workstream) title() i18n.Arg { return w.Title.Arg("workstream", w.ID) }
