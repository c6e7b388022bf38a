package box

import (
	"errors"
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// Errors that a voter can meet. They are wrapped with what they are about; test for
// them with errors.Is. No message names a credential or a choice.
var (
	// ErrNotOnRoll is returned for a person who does not stand on the roll.
	ErrNotOnRoll = errors.New("not on the electoral roll")
	// ErrCredential is returned for a text that is no credential, or none that is good.
	ErrCredential = errors.New("credential is not good")
	// ErrVoted is returned for a second vote. The first stays.
	ErrVoted = errors.New("has voted already")
	// ErrNotOpen is returned while the opening waits for witnesses.
	ErrNotOpen = errors.New("voting has not begun")
	// ErrClosed is returned after the close.
	ErrClosed = errors.New("voting is over")
	// ErrNotTaken is returned when a ballot could not be made durable. It is not in the
	// box; the voter can try again with the same credential. Only when power was lost at
	// that moment it can turn out to be there, and then the voter has voted.
	ErrNotTaken = errors.New("could not be stored and was not taken; try again")
	// ErrBallot is returned for a ballot that cannot be written down: options or groups
	// that do not exist, an option that is marked twice, values where there are none.
	ErrBallot = errors.New("not a ballot of this contest")
	// ErrInvalid is wrapped by every [InvalidError].
	ErrInvalid = errors.New("ballot is invalid")
)

// Errors that an operator can meet.
var (
	ErrDeclaration = errors.New("box cannot be declared so")
	ErrExists      = errors.New("store holds a box already: open it, or take an empty store")
	ErrState       = errors.New("not at this stage")
	ErrSignature   = errors.New("signature does not count")
	ErrAssurance   = errors.New("person was not identified surely enough")
	ErrConflict    = errors.New("somebody else writes to this box, too")
	ErrNoDocument  = errors.New("no such document")
	ErrNoSecret    = errors.New("no such secret")
	// ErrDamaged is returned when data do not read back as they were written.
	ErrDamaged = errors.New("store is damaged: restore it from a copy, and do not go on with what is left")
)

// An InvalidError says that a ballot would be invalid. It is returned while that can
// be an error of the voter; nothing was stored, and the voter can change the ballot or
// cast it so deliberately ([Vote.Deliberate]).
type InvalidError struct {
	Reason ballot.Reason
}

// Error returns one line.
func (e *InvalidError) Error() string {
	return fmt.Sprintf("%v: %s; change it, or cast it deliberately", ErrInvalid, e.Reason)
}

// Unwrap returns [ErrInvalid].
func (e *InvalidError) Unwrap() error { return ErrInvalid }
