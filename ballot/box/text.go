package box

import "errors"

// TextKey returns the key in package i18n of what a voter is told about an error of
// [Box.Cast], [Box.Issue] or [Box.HasVoted], and what to do next; "" for nil.
func TextKey(err error) string {
	if err == nil {
		return ""
	}
	for _, t := range []struct {
		err error
		key string
	}{
		{ErrNotOnRoll, "not-on-roll"}, {ErrCredential, "credential"}, {ErrVoted, "voted"}, {ErrNotOpen, "not-open"},
		{ErrClosed, "closed"}, {ErrNotTaken, "not-taken"}, {ErrBallot, "ballot"}, {ErrInvalid, "invalid"},
	} {
		if errors.Is(err, t.err) {
			return "box.error." + t.key
		}
	}
	return "box.error." + "unknown"
}
