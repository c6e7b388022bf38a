package dialog

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Group is one of the five stakeholder groups (gesellschaftliche Gruppen) that
// meet in the dialogue; source, section "Zielsetzung des Dialogs". BSI is their
// counterpart, not a sixth group. The zero value is invalid.
type Group uint8

// The five groups, in the order in which the source names them.
const (
	CivilSociety    Group = iota + 1 // organisierte Zivilgesellschaft
	Science                          // Wissenschaft
	CultureAndMedia                  // Kultur und Medien
	Business                         // Wirtschaft
	Government                       // Staat
)

// GroupCount is the number of groups.
const GroupCount = 5

var groups = enum.New("group", CivilSociety, "civil-society", "science", "culture-and-media", "business", "government")

// Groups returns the five groups in the order of the source.
func Groups() [GroupCount]Group {
	return [...]Group{CivilSociety, Science, CultureAndMedia, Business, Government}
}

// String returns the text form, such as "civil-society".
func (g Group) String() string { return groups.Name(g) }

// TextKey returns the key of the group's name in package i18n. Its forms
// ("dative", "genitive" …) stand below it.
func (g Group) TextKey() string { return "group." + g.String() }

// ParseGroup is the inverse of [Group.String].
func ParseGroup(s string) (Group, error) { return groups.Parse(s) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (g Group) MarshalText() ([]byte, error) { return groups.Marshal(g) }

// UnmarshalText reads a text form, see [ParseGroup].
func (g *Group) UnmarshalText(text []byte) error { return groups.Unmarshal(text, g) }

// Allowed lists the text forms in the order of the constants.
func (Group) Allowed() []string { return groups.Allowed() }

// ErrUnknownName is wrapped by the errors of every ParseX function and text
// decoder of the programme's enumerations; their messages list the names allowed.
var ErrUnknownName = enum.ErrUnknown
