package committee

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Role is one of the two places of a seat. The zero value is invalid.
type Role uint8

// The roles.
const (
	Member Role = iota + 1 // Mitglied
	Deputy                 // Stellvertretung
)

var roles = enum.New("role", Member, "member", "deputy")

// Roles returns both roles.
func Roles() [2]Role { return [...]Role{Member, Deputy} }

// String returns "member" or "deputy".
func (r Role) String() string { return roles.Name(r) }

// TextKey returns the key of its name in package i18n.
func (r Role) TextKey() string { return "committee." + r.String() }

// ParseRole is the inverse of [Role.String].
func ParseRole(s string) (Role, error) { return roles.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (r Role) MarshalText() ([]byte, error) { return roles.Marshal(r) }

// UnmarshalText reads a name, see [ParseRole].
func (r *Role) UnmarshalText(text []byte) error { return roles.Unmarshal(text, r) }

// Allowed lists the names in the order of the constants.
func (Role) Allowed() []string { return roles.Allowed() }
