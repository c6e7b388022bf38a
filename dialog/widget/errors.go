package widget

import "errors"

var (
	// ErrNotFound is returned by a source for an ID that does not exist, and by
	// [Set.Fragment] for a widget that has no source.
	ErrNotFound = errors.New("no such thing")
	// ErrSecret is returned by [Set.Fragment] for a ballot that is secret: script of the
	// page around it could read what is marked. Link to its page, or frame it from another
	// origin.
	ErrSecret = errors.New("secret ballot stands on a page of its own")
)
