package app

import (
	"errors"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A refusal says why something that somebody asked for cannot be: what to put right, and
// in which field. The page is sent again with it, and with what was filled in.
type refusal struct {
	field string // ID of the field; "" for none
	key   string // of the text
	args  []i18n.Arg
	text  func(*i18n.Localizer) string // in the place of key, for texts of the rules
}

// refuse makes one.
func refuse(field, key string, args ...i18n.Arg) error {
	return &refusal{field: field, key: key, args: args}
}

func (r *refusal) Error() string { return r.in(i18n.English()) }

// in is the text in a language.
func (r *refusal) in(l *i18n.Localizer) string {
	if r.text != nil {
		return r.text(l)
	}
	return l.Text(r.key, r.args...)
}

// refusals are all those in an error; none when there is anything else in it.
func refusals(err error) []*refusal {
	if r := (*refusal)(nil); errors.As(err, &r) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			var all []*refusal
			for _, e := range joined.Unwrap() {
				all = append(all, refusals(e)...)
			}
			return all
		}
		return []*refusal{r}
	}
	return nil
}

// errNotNow is returned for what this stage of the cycle has no place for, so that no
// page offers it: somebody else was faster, or the page was old.
var errNotNow = errors.New("cannot be done now")

// faults gathers all that is wrong with a form.
type faults []error

func (f *faults) add(field, key string, args ...i18n.Arg) {
	*f = append(*f, refuse(field, key, args...))
}

func (f faults) err() error { return errors.Join(f...) }
