package ballot

import (
	"errors"
	"fmt"
)

// Sentinels, to be found with errors.Is.
var (
	// ErrMalformed is wrapped by every error about a text or encoding that has not
	// the form it must have.
	ErrMalformed = errors.New("malformed")
	// ErrContest is wrapped by every [ContestError].
	ErrContest = errors.New("contest contradicts itself")
	// ErrForeign is returned where tallies or ballots of different contests meet.
	ErrForeign = errors.New("tally belongs to another contest")
	// ErrTooMany is returned when a tally would hold more than [MaxBallots].
	ErrTooMany = errors.New("more ballots than a tally can hold exactly")
	// ErrNotThere is returned for the retraction of a ballot that was not added.
	ErrNotThere = errors.New("ballot is not in the tally")
	// ErrLot is returned for a lot order that is no permutation of the options.
	ErrLot = errors.New("lot order is not a permutation of the options")
	// ErrOption is returned for an option that the contest does not have.
	ErrOption = errors.New("no such option")
	// ErrConservation is returned when votes, exhausted votes and residue of a round do
	// not add up to the valid ballots: the count itself is wrong, and says so.
	ErrConservation = errors.New("votes are not conserved")
)

// A ContestError is one contradiction in a [Contest].
type ContestError struct {
	Problem Problem
	Path    string // the place in the contest, such as "options[3].id" or "majority.basis"
	Value   string // what stands there
	Want    string // what may stand there, in English
	// What a translation of Want needs, where it has the form of a list or a range.
	Allowed   []string
	Low, High int // both 0 where there is no range
}

// Error returns one line: the place, the value and what is wanted.
func (e *ContestError) Error() string {
	return fmt.Sprintf("%s: %s: %q (want %s)", e.Path, e.Problem, clip(e.Value), e.Want)
}

// Unwrap makes errors.Is(err, ErrContest) true.
func (e *ContestError) Unwrap() error { return ErrContest }

// A FormatError is an error in a file that is read: nothing of it is counted.
type FormatError struct {
	File         string // as given by the caller, or ""
	Line, Column int    // from 1; the column counts characters; 0 when unknown
	Value        string // what stands there, shortened
	Want         string // what was expected
}

// Error returns one line with the place first.
func (e *FormatError) Error() string {
	at := e.File
	if at != "" {
		at += ":"
	}
	if e.Line > 0 {
		at += fmt.Sprintf("%d:", e.Line)
		if e.Column > 0 {
			at += fmt.Sprintf("%d:", e.Column)
		}
	}
	if at != "" {
		at += " "
	}
	return fmt.Sprintf("%swant %s, found %q", at, e.Want, e.Value)
}

// Unwrap makes errors.Is(err, ErrMalformed) true.
func (e *FormatError) Unwrap() error { return ErrMalformed }
