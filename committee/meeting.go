package committee

import "github.com/dialog-cybersicherheit/dfc/dialog"

// A Presence says what keeps somebody from acting at a meeting, if anything does.
type Presence uint8

// The presences. The zero value is the ordinary one.
const (
	Present Presence = iota
	Absent           // does not take part
	Recused          // takes no part in this matter (Befangenheit)
)

// A Holder is who acts for a seat at a meeting.
type Holder struct {
	Group  dialog.Group
	Person string   // "" when nobody does
	Role   Role     // as what; 0 when nobody does
	Member Presence // why the member does not, where the deputy or nobody does
}

// AtMeeting says who acts for each seat: the member, else the deputy, else
// nobody. A vacant place is like an absent person; a recused member is
// represented by the deputy as an absent one is.
func (s *Standing) AtMeeting(presence func(person string) Presence) [dialog.GroupCount]Holder {
	var holders [dialog.GroupCount]Holder
	for i, g := range dialog.Groups() {
		holders[i] = Holder{Group: g}
		for _, r := range Roles() {
			p := s.Place(g, r)
			how := Absent
			if !p.Vacant() {
				how = presence(p.Person)
			}
			if how == Present {
				holders[i].Person, holders[i].Role = p.Person, r
				break
			}
			if r == Member {
				holders[i].Member = how
			}
		}
	}
	return holders
}
