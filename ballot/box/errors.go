package box

import "errors"

// The errors of a box. They are wrapped with what they are about; test for them with
// errors.Is.
var (
	ErrConflict   = errors.New("somebody else writes to this box, too")
	ErrNoDocument = errors.New("no such document")
	ErrDamaged    = errors.New("store is damaged: restore it from a copy, and do not go on with what is left")
)
