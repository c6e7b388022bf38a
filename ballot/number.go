package ballot

import (
	"fmt"
	"math/big"
	"strings"
)

// A Number is an exact amount in a result: votes, points, a quota, a load, a
// price. It is a whole number, a decimal with the places of its rule ("1433.98713",
// where a zero at the end counts), or a ratio ("2553/1105"). The zero Number is
// absent, such as the votes of an option that has gone out.
type Number struct {
	r      *big.Rat
	places int // decimal places; -1: a whole number or a ratio
}

// ratio makes a Number that is written as a whole number or a ratio.
func ratio(r *big.Rat) Number { return Number{new(big.Rat).Set(r), -1} }

// whole makes a Number of a count.
func whole(n uint64) Number { return Number{new(big.Rat).SetInt(new(big.Int).SetUint64(n)), -1} }

// decimal makes a Number of units of 10^-places.
func decimal(units *big.Int, places int) Number {
	return Number{new(big.Rat).SetFrac(units, pow10(places)), places}
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// IsZero reports whether the number is absent. A count of nothing is not absent.
func (n Number) IsZero() bool { return n.r == nil }

// Rat returns a copy of the exact value; an absent number is zero.
func (n Number) Rat() *big.Rat {
	if n.r == nil {
		return new(big.Rat)
	}
	return new(big.Rat).Set(n.r)
}

// Places returns the decimal places of the rule that made the number, and -1 for a
// whole number or a ratio.
func (n Number) Places() int { return n.places }

// Cmp compares the values; an absent number is zero.
func (n Number) Cmp(m Number) int { return n.value().Cmp(m.value()) }

// value is the exact value, not to be changed.
func (n Number) value() *big.Rat {
	if n.r == nil {
		return new(big.Rat)
	}
	return n.r
}

// Equal reports whether the numbers are the same in value and in form.
func (n Number) Equal(m Number) bool {
	return n.IsZero() == m.IsZero() && (n.IsZero() || n.places == m.places && n.r.Cmp(m.r) == 0)
}

// String writes the exact value: "12", "2553/1105", "1433.98713", and "" when absent.
func (n Number) String() string {
	switch {
	case n.r == nil:
		return ""
	case n.places >= 0:
		return n.r.FloatString(n.places)
	default:
		return n.r.RatString()
	}
}

// MarshalText writes the text form.
func (n Number) MarshalText() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalText reads the text form that [Number.String] writes, and no other.
func (n *Number) UnmarshalText(text []byte) error {
	s := string(text)
	if s == "" {
		*n = Number{}
		return nil
	}
	v := Number{places: -1}
	if len(s) <= maxNumber && strings.Trim(s, "-/.0123456789") == "" {
		if _, decimals, ok := strings.Cut(s, "."); ok {
			v.places = len(decimals)
		}
		v.r, _ = new(big.Rat).SetString(s)
	}
	if v.r == nil || v.String() != s {
		return fmt.Errorf("%w: %q is no number in lowest terms, such as 12, 2/3 or 1433.98713", ErrMalformed, clip(s))
	}
	*n = v
	return nil
}

// maxNumber bounds the characters of a number that is read, because a ratio is
// brought to lowest terms at a cost that grows faster than its length.
const maxNumber = 10_000

// clip shortens a value from outside for a message.
func clip(s string) string {
	const limit = 60
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "") + "…"
}
