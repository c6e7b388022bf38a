package dialog

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Precision says how much of a date is known. The zero value has a meaning:
// nothing is known.
type Precision uint8

// The precisions, from nothing to the day.
const (
	PrecisionUnknown Precision = iota
	PrecisionYear
	PrecisionMonth
	PrecisionDay
)

var precisions = enum.New("precision", PrecisionUnknown, "unknown", "year", "month", "day")

// String returns "unknown", "year", "month" or "day".
func (p Precision) String() string { return precisions.Name(p) }

// ParsePrecision is the inverse of [Precision.String].
func ParsePrecision(s string) (Precision, error) { return precisions.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (p Precision) MarshalText() ([]byte, error) { return precisions.Marshal(p) }

// UnmarshalText reads a name, see [ParsePrecision].
func (p *Precision) UnmarshalText(text []byte) error { return precisions.Unmarshal(text, p) }

// Allowed lists the names in the order of the constants.
func (Precision) Allowed() []string { return precisions.Allowed() }
