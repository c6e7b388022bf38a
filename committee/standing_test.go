package committee_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// five returns a committee whose members are m1 to m5 and deputies d1 to d5.
func five(elected string, events ...committee.Event) committee.Committee {
	c := committee.Committee{Elected: dialog.MustDate(elected), Events: events}
	for i, g := range dialog.Groups() {
		c.Seats = append(c.Seats, committee.Seat{Group: g, Member: fmt.Sprintf("m%d", i+1), Deputy: fmt.Sprintf("d%d", i+1)})
	}
	return c
}

func event(kind committee.EventKind, on string, g dialog.Group, r committee.Role, person string) committee.Event {
	return committee.Event{Kind: kind, On: dialog.MustDate(on), Group: g, Role: r, Person: person}
}

func TestTheCommitteeAsItStoodOnADay(t *testing.T) {
	h := committee.NewHistory([]committee.Committee{
		five("2031-11-15",
			event(committee.Resigned, "2032-01-10", dialog.Science, committee.Member, "m2"),
			event(committee.Succeeded, "2032-02-01", dialog.Science, 0, "d2"),
			event(committee.Appointed, "2032-03-01", dialog.Science, committee.Deputy, "x1")),
		five("2032-11-13"),
	})
	for _, tc := range []struct {
		day, member, deputy string
		since               string
		event               committee.EventKind
		index               int
		reason              string
	}{
		{"2031-11-14", "", "", "", 0, -1, "before the first election there is none"},
		{"2031-11-15", "m2", "d2", "2031-11-15", 0, 0, "the day of the election belongs to the new committee"},
		{"2032-01-09", "m2", "d2", "2031-11-15", 0, 0, "the day before the resignation"},
		{"2032-01-10", "", "d2", "2032-01-10", committee.Resigned, 0, "vacant from that day on"},
		{"2032-02-01", "d2", "", "2032-02-01", committee.Succeeded, 0, "the deputy has moved up and left the own place"},
		{"2032-03-01", "d2", "x1", "2032-02-01", committee.Succeeded, 0, "and has a successor"},
		{"2032-11-12", "d2", "x1", "2032-02-01", committee.Succeeded, 0, "it holds on until the successors are elected"},
		{"2032-11-13", "m2", "d2", "2032-11-13", 0, 1, "the successors"},
		{"2040-01-01", "m2", "d2", "2032-11-13", 0, 1, "hold on while nobody else is elected"},
	} {
		t.Run(tc.day, func(t *testing.T) {
			s, i := h.On(dialog.MustDate(tc.day))
			require.Equal(t, tc.index, i, tc.reason)
			if i < 0 {
				return
			}
			p := s.Place(dialog.Science, committee.Member)
			assert.Equal(t, tc.member, p.Person, tc.reason)
			assert.Equal(t, tc.since, p.Since.String())
			assert.Equal(t, tc.deputy, s.Place(dialog.Science, committee.Deputy).Person, tc.reason)
			if tc.event == 0 {
				assert.Nil(t, p.Event, "it stands as it was elected")
			} else {
				assert.Equal(t, tc.event, p.Event.Kind, "why it is so")
			}
		})
	}
}

func TestNobodyHoldsADayBetweenTwoTerms(t *testing.T) {
	first := five("2031-11-15")
	first.Until = dialog.MustDate("2032-10-31")
	h := committee.NewHistory([]committee.Committee{first, five("2032-11-13")})
	_, i := h.On(dialog.MustDate("2032-10-31"))
	assert.Equal(t, 0, i)
	_, i = h.On(dialog.MustDate("2032-11-01"))
	assert.Equal(t, -1, i)
}

// Two committees never hold the same day: on every day the history names at most
// one, and it is the one whose term contains the day.
func TestEveryDayHasAtMostOneCommittee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []committee.Committee
		day := dialog.MustDate("2031-01-01")
		for range rapid.IntRange(1, 4).Draw(t, "committees") {
			day = day.AddDays(rapid.IntRange(1, 400).Draw(t, "days"))
			list = append(list, five(day.String()))
		}
		h := committee.NewHistory(list)
		d := dialog.MustDate("2031-01-01").AddDays(rapid.IntRange(0, 2000).Draw(t, "day"))
		want := -1
		for i := range list {
			if list[i].Elected.Compare(d) <= 0 {
				want = i
			}
		}
		_, got := h.On(d)
		assert.Equal(t, want, got)
	})
}

// A trivial model of the ten places: who sits where.
type model map[string]string

func key(g dialog.Group, r committee.Role) string { return g.String() + "/" + r.String() }

// apply is what an event does, written down apart from the package.
func (m model) apply(e committee.Event) bool {
	place, deputy := key(e.Group, e.Role), key(e.Group, committee.Deputy)
	switch e.Kind {
	case committee.Resigned:
		if m[place] != e.Person {
			return false
		}
		m[place] = ""
	case committee.Appointed:
		if m[place] != "" {
			return false
		}
		m[place] = e.Person
	case committee.Succeeded:
		member := key(e.Group, committee.Member)
		if m[member] != "" || m[deputy] != e.Person {
			return false
		}
		m[member], m[deputy] = e.Person, ""
	}
	return true
}

func TestEventsAgreeWithATrivialModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := five("2031-11-15")
		h := committee.NewHistory([]committee.Committee{c})
		s, _ := h.On(dialog.MustDate("2031-11-15"))
		m := model{}
		for _, seat := range c.Seats {
			m[key(seat.Group, committee.Member)], m[key(seat.Group, committee.Deputy)] = seat.Member, seat.Deputy
		}
		for range rapid.IntRange(1, 30).Draw(t, "events") {
			e := committee.Event{
				Kind:   rapid.SampledFrom([]committee.EventKind{committee.Resigned, committee.Appointed, committee.Succeeded}).Draw(t, "kind"),
				Group:  rapid.SampledFrom([]dialog.Group{dialog.Science, dialog.Business}).Draw(t, "group"),
				Role:   rapid.SampledFrom([]committee.Role{committee.Member, committee.Deputy}).Draw(t, "role"),
				Person: rapid.SampledFrom([]string{"m2", "d2", "m4", "d4", "x1", "x2"}).Draw(t, "person"),
			}
			role := e.Role
			if e.Kind == committee.Succeeded {
				role = committee.Member
			}
			possible := s.Possible(e.Group, role)
			done := s.Apply(&e)
			assert.Equal(t, m.apply(e), done, "%+v", e)
			if done {
				assert.Contains(t, possible, e.Kind, "what happens was possible")
			}
			for g, places := range s.Places() {
				for i, p := range places {
					assert.Equal(t, m[key(g, committee.Role(i+1))], p.Person)
				}
			}
		}
	})
}

func TestAnEventWithoutAPlaceIsImpossible(t *testing.T) {
	s, _ := committee.NewHistory([]committee.Committee{five("2031-11-15")}).On(dialog.MustDate("2032-01-01"))
	before := *s
	for _, e := range []committee.Event{
		{}, {Kind: committee.Resigned, Person: "m2"}, {Kind: committee.Resigned, Group: dialog.Science, Person: "m2"},
		{Kind: 99, Group: dialog.Science, Role: committee.Member, Person: "m2"}, {Kind: committee.Resigned, Group: 99, Role: committee.Member, Person: "m2"},
	} {
		assert.False(t, s.Apply(&e))
	}
	assert.Equal(t, before, *s, "nothing changed")
	assert.Empty(t, s.Possible(99, committee.Member))
	assert.Zero(t, s.Place(0, 0))
	_, _, found := s.Find(dialog.UnknownID)
	assert.False(t, found, "somebody unpublished is nobody in particular")
}

func TestWhoActsForASeatAtAMeeting(t *testing.T) {
	full, _ := committee.NewHistory([]committee.Committee{five("2031-11-15")}).On(dialog.MustDate("2032-01-01"))
	const present, absent, recused = committee.Present, committee.Absent, committee.Recused
	for _, tc := range []struct {
		member, deputy committee.Presence
		person         string
		role           committee.Role
		why            committee.Presence
	}{
		{present, present, "m2", committee.Member, present},
		{present, absent, "m2", committee.Member, present},
		{absent, present, "d2", committee.Deputy, absent},
		{recused, present, "d2", committee.Deputy, recused},
		{absent, absent, "", 0, absent},
		{absent, recused, "", 0, absent},
		{recused, absent, "", 0, recused},
		{recused, recused, "", 0, recused},
		{present, recused, "m2", committee.Member, present},
	} {
		holders := full.AtMeeting(func(person string) committee.Presence {
			switch person {
			case "m2":
				return tc.member
			case "d2":
				return tc.deputy
			}
			return present
		})
		got := holders[1]
		assert.Equal(t, committee.Holder{Group: dialog.Science, Person: tc.person, Role: tc.role, Member: tc.why}, got)
		assert.Equal(t, "m1", holders[0].Person, "the other seats do not mind")
	}
	var empty committee.Standing
	for _, h := range empty.AtMeeting(func(string) committee.Presence { return present }) {
		assert.Empty(t, h.Person, "nobody acts for a vacant seat")
	}
}

func ExampleHistory_On() {
	h := committee.NewHistory([]committee.Committee{five("2031-11-15",
		event(committee.Resigned, "2032-01-10", dialog.Science, committee.Member, "m2"),
		event(committee.Succeeded, "2032-02-01", dialog.Science, 0, "d2"))})
	s, _ := h.On(dialog.MustDate("2032-02-15"))
	place := s.Place(dialog.Science, committee.Member)
	fmt.Println(place.Person, place.Event.Kind, "on", place.Since)
	// Output: d2 succeeded on 2032-02-01
}

func ExampleStanding_AtMeeting() {
	s, _ := committee.NewHistory([]committee.Committee{five("2031-11-15")}).On(dialog.MustDate("2032-01-01"))
	for _, h := range s.AtMeeting(func(person string) committee.Presence {
		if person == "m4" {
			return committee.Recused
		}
		return committee.Present
	}) {
		fmt.Println(h.Group, h.Person, h.Role)
	}
	// Output:
	// civil-society m1 member
	// science m2 member
	// culture-and-media m3 member
	// business d4 deputy
	// government m5 member
}
