package committee

import (
	"iter"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// A Place is one of the ten places of a committee on some day, and why it is so.
type Place struct {
	Person string      // who holds it; "" while it is vacant
	Since  dialog.Date // from when on; zero where that is not known
	Event  *Event      // what brought that about; nil: it stands as it was elected
}

// Vacant reports whether nobody holds the place.
func (p Place) Vacant() bool { return p.Person == "" }

// A Standing is a committee as it stands: its ten places. The zero value has
// ten vacant ones.
type Standing struct {
	places [dialog.GroupCount][2]Place
	seated [dialog.GroupCount]bool
}

// elected returns the committee as it was elected. Of two seats for one group
// the first counts.
func elected(c *Committee) *Standing {
	s := &Standing{}
	for _, seat := range c.Seats {
		i := int(seat.Group) - 1
		if i < 0 || i >= dialog.GroupCount || s.seated[i] {
			continue
		}
		s.seated[i] = true
		for _, r := range Roles() {
			s.places[i][r-1] = Place{Person: seat.Place(r), Since: c.Elected}
		}
	}
	return s
}

// Place returns a place; an invalid group or role gives a vacant one.
func (s *Standing) Place(g dialog.Group, r Role) Place {
	if p := s.place(g, r); p != nil {
		return *p
	}
	return Place{}
}

func (s *Standing) place(g dialog.Group, r Role) *Place {
	if g < dialog.CivilSociety || g > dialog.Government || r < Member || r > Deputy {
		return nil
	}
	return &s.places[g-1][r-1]
}

// Places yields all ten places in the order of the groups, members first.
func (s *Standing) Places() iter.Seq2[dialog.Group, [2]Place] {
	return func(yield func(dialog.Group, [2]Place) bool) {
		for _, g := range dialog.Groups() {
			if !yield(g, s.places[g-1]) {
				return
			}
		}
	}
}

// Find returns the place that a person holds; unpublished people are not found.
func (s *Standing) Find(person string) (dialog.Group, Role, bool) {
	if person == "" || person == dialog.UnknownID {
		return 0, 0, false
	}
	for _, g := range dialog.Groups() {
		for _, r := range Roles() {
			if s.places[g-1][r-1].Person == person {
				return g, r, true
			}
		}
	}
	return 0, 0, false
}

// Possible lists the kinds of event that can happen to a place now.
func (s *Standing) Possible(g dialog.Group, r Role) []EventKind {
	p := s.place(g, r)
	switch {
	case p == nil:
		return nil
	case !p.Vacant():
		return []EventKind{Resigned}
	case r == Member && !s.place(g, Deputy).Vacant():
		return []EventKind{Appointed, Succeeded}
	}
	return []EventKind{Appointed}
}

// Apply lets an event happen. It reports false and changes nothing when the
// event is impossible: somebody gives up a place that somebody else holds, or
// takes one that is not vacant, or moves up without being the deputy.
func (s *Standing) Apply(e *Event) bool {
	p := s.place(e.Group, e.place())
	if p == nil {
		return false
	}
	switch e.Kind {
	case Resigned:
		if p.Person != e.Person {
			return false
		}
		*p = Place{Since: e.On, Event: e}
	case Appointed:
		if !p.Vacant() {
			return false
		}
		*p = Place{Person: e.Person, Since: e.On, Event: e}
	case Succeeded:
		d := s.place(e.Group, Deputy)
		if !p.Vacant() || d.Person != e.Person {
			return false
		}
		*p = Place{Person: e.Person, Since: e.On, Event: e}
		*d = Place{Since: e.On, Event: e}
	default:
		return false
	}
	return true
}
