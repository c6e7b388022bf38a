package committee

import "github.com/dialog-cybersicherheit/dfc/dialog"

// A Committee (Dialogkomitee) accompanies the dialogue from one election to the
// next; source, section "Begleitung durch das Dialogkomitee". The entry says how
// it was elected and, as events, what happened to its places after that.
type Committee struct {
	Elected   dialog.Date `yaml:"elected,omitempty" json:"elected,omitzero"` // its first day
	Until     dialog.Date `yaml:"until,omitempty" json:"until,omitzero"`     // its last day, only where it is not the day before the next election
	Seats     []Seat      `yaml:"seats,omitempty" json:"seats,omitempty" validate:"max=50,dive"`
	Events    []Event     `yaml:"events,omitempty" json:"events,omitempty" validate:"max=1000,dive"`
	Reference dialog.Text `yaml:"reference,omitempty" json:"reference,omitempty"` // where the entry comes from
}

// A Seat belongs to one group and has two places: a member and a deputy. A place
// holds the ID of a participant, [dialog.UnknownID] for somebody whose name is
// not published, or "" where nobody was elected.
type Seat struct {
	Group  dialog.Group `yaml:"group" json:"group" validate:"required"`
	Member string       `yaml:"member,omitempty" json:"member,omitempty" validate:"omitempty,slug"`
	Deputy string       `yaml:"deputy,omitempty" json:"deputy,omitempty" validate:"omitempty,slug"`
}

// Place returns who was elected to a place.
func (s Seat) Place(r Role) string {
	if r == Deputy {
		return s.Deputy
	}
	return s.Member
}

// An Event is something that happened to a place on a day.
type Event struct {
	Kind   EventKind    `yaml:"event" json:"event" validate:"required"`
	On     dialog.Date  `yaml:"on,omitempty" json:"on,omitzero"`
	Group  dialog.Group `yaml:"group" json:"group" validate:"required"`
	Role   Role         `yaml:"role,omitempty" json:"role,omitempty"` // which place; for a succession always the member's
	Person string       `yaml:"person" json:"person" validate:"required,slug"`
	Reason dialog.Text  `yaml:"reason,omitempty" json:"reason,omitempty"`
}

// place returns the place that the event is about.
func (e Event) place() Role {
	if e.Kind == Succeeded {
		return Member
	}
	return e.Role
}
