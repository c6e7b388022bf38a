package workstream

import (
	"slices"

	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// A State is a station in the life of a workstream. The zero value is invalid.
type State uint8

// The states. What follows a state is in [State.Next].
const (
	Proposed    State = iota + 1 // an idea is on the table
	Selected                     // the participants chose it
	NotSelected                  // they did not; an end
	Running                      // work has begun; the date of the step is its first day
	Completed                    // work is done; the date of the step is its last day
	Presented                    // its results were presented; an end
	Withdrawn                    // the initiators took it back before work began; an end
	Cancelled                    // it was stopped after its selection; an end
	Unpublished                  // what came after is not published
)

var states = enum.New("state", Proposed,
	"proposed", "selected", "not-selected", "running", "completed", "presented", "withdrawn", "cancelled", "unpublished")

// next is the table of possible steps. Index 0 is the beginning: a life may
// begin with its selection, because proposals of the past are not published.
var next = [...][]State{
	0:         {Proposed, Selected},
	Proposed:  {Selected, NotSelected, Withdrawn, Unpublished},
	Selected:  {Running, Withdrawn, Cancelled, Unpublished},
	Running:   {Completed, Cancelled, Unpublished},
	Completed: {Presented, Unpublished},
	// The other states are ends.
	NotSelected: nil, Presented: nil, Withdrawn: nil, Cancelled: nil, Unpublished: nil,
}

// Next returns the states that can follow, none after an end. The zero State
// stands for the beginning of a life.
func (s State) Next() []State { return slices.Clone(s.next()) }

// CanBecome reports whether t can follow s.
func (s State) CanBecome(t State) bool { return slices.Contains(s.next(), t) }

func (s State) next() []State {
	if int(s) < len(next) {
		return next[s]
	}
	return nil
}

// String returns the text form, such as "not-selected".
func (s State) String() string { return states.Name(s) }

// TextKey returns the key of its name in package i18n.
func (s State) TextKey() string { return "state." + s.String() }

// arg is the state as the named argument of a sentence.
func (s State) arg(name string) i18n.Arg {
	if !states.Valid(s) {
		return i18n.Text(name, s.String())
	}
	return i18n.Term(name, s.TextKey())
}

// ParseState is the inverse of [State.String].
func ParseState(s string) (State, error) { return states.Parse(s) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (s State) MarshalText() ([]byte, error) { return states.Marshal(s) }

// UnmarshalText reads a text form, see [ParseState].
func (s *State) UnmarshalText(text []byte) error { return states.Unmarshal(text, s) }

// Allowed lists the text forms in the order of the constants.
func (State) Allowed() []string { return states.Allowed() }
