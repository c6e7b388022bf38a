package dialog

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Basis says where a rule or a value of a policy comes from, so that a choice
// of this module is never taken for a rule of BSI. The zero value is invalid.
type Basis uint8

// The bases.
const (
	BasisSource  Basis = iota + 1 // the programme's own public text
	BasisHistory                  // published for that year, or the programme's earlier practice
	BasisLaw                      // a statute
	BasisChoice                   // ours, because nothing is published
)

var bases = enum.New("basis", BasisSource, "source", "history", "law", "choice")

// String returns "source", "history", "law" or "choice".
func (b Basis) String() string { return bases.Name(b) }

// ParseBasis is the inverse of [Basis.String].
func ParseBasis(s string) (Basis, error) { return bases.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (b Basis) MarshalText() ([]byte, error) { return bases.Marshal(b) }

// UnmarshalText reads a name, see [ParseBasis].
func (b *Basis) UnmarshalText(text []byte) error { return bases.Unmarshal(text, b) }

// Allowed lists the names in the order of the constants.
func (Basis) Allowed() []string { return bases.Allowed() }
