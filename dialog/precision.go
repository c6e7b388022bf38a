package dialog

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

var precisions = NewEnum("precision", PrecisionUnknown, "unknown", "year", "month", "day")

// String returns "unknown", "year", "month" or "day".
func (p Precision) String() string { return precisions.Name(p) }
