package box

import (
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// The words of a declaration stand in records, too, and are explained where those are
// read: package verify.
type (
	// A Level says from whom votes are secret.
	Level = verify.Level
	// A ReceiptKind says what a receipt shows.
	ReceiptKind = verify.ReceiptKind
	// An Assurance says how surely the host knew whom it let vote.
	Assurance = verify.Assurance
)

// The words.
const (
	LevelOpen     = verify.LevelOpen
	LevelOperator = verify.LevelOperator

	Presence = verify.Presence
	Tracker  = verify.Tracker

	Low         = verify.Low
	Substantial = verify.Substantial
	High        = verify.High
)

// A State says how far a box is. The zero value is invalid.
type State uint8

// The states, in their order. None is ever left backwards.
const (
	Prepared State = iota + 1 // declared; the opening waits for witnesses, nobody can vote
	Voting                    // people vote
	Closed                    // nobody can vote; ballots are in the urn, and their order is gone
	Counted                   // counted; the close waits for witnesses
	Released                  // the record is final
)

var states = enum.New("state", Prepared, "prepared", "voting", "closed", "counted", "released")

// String returns the text form, such as "voting".
func (s State) String() string { return states.Name(s) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (s State) MarshalText() ([]byte, error) { return states.Marshal(s) }

// UnmarshalText reads a text form.
func (s *State) UnmarshalText(text []byte) error { return states.Unmarshal(text, s) }

// TextKey returns the key of the state in package i18n.
func (s State) TextKey() string { return "box.state." + s.String() }
