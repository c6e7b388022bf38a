package workstream

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Role says as what somebody initiates a workstream. The zero value is invalid.
type Role uint8

// The roles that the programme's pages show.
const (
	AsParticipant  Role = iota + 1 // a participant of one of the five groups
	AsBSI                          // an employee of BSI
	AsIntermediary                 // somebody who connects others
)

var roles = enum.New("role", AsParticipant, "participant", "bsi", "intermediary")

// String returns "participant", "bsi" or "intermediary".
func (r Role) String() string { return roles.Name(r) }

// ParseRole is the inverse of [Role.String].
func ParseRole(s string) (Role, error) { return roles.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (r Role) MarshalText() ([]byte, error) { return roles.Marshal(r) }

// UnmarshalText reads a name, see [ParseRole].
func (r *Role) UnmarshalText(text []byte) error { return roles.Unmarshal(text, r) }

// Allowed lists the names in the order of the constants.
func (Role) Allowed() []string { return roles.Allowed() }
