package ballot

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// A Fraction is a share such as 2/3, exactly. The zero value is unset; in files
// it is written "2/3" or "1".
type Fraction struct{ num, den int64 }

// NewFraction returns num/den. It fails unless 0 ≤ num ≤ den and den > 0: a share
// is at least nothing and at most all.
func NewFraction(num, den int64) (Fraction, error) {
	if den <= 0 || num < 0 || num > den {
		return Fraction{}, fmt.Errorf("%w: share %d/%d is not between 0 and 1", ErrMalformed, num, den)
	}
	r := big.NewRat(num, den)
	return Fraction{r.Num().Int64(), r.Denom().Int64()}, nil
}

// Share is NewFraction for literals in code; it returns the unset fraction for
// what is no share, which [Contest.Validate] refuses.
func Share(num, den int64) Fraction {
	f, err := NewFraction(num, den)
	if err != nil {
		return Fraction{}
	}
	return f
}

// IsZero reports whether the fraction is unset.
func (f Fraction) IsZero() bool { return f.den == 0 }

// String returns "2/3", "1", or "" when unset.
func (f Fraction) String() string {
	switch f.den {
	case 0:
		return ""
	case 1:
		return strconv.FormatInt(f.num, 10)
	}
	return strconv.FormatInt(f.num, 10) + "/" + strconv.FormatInt(f.den, 10)
}

// Rat returns the exact value; an unset fraction is zero.
func (f Fraction) Rat() *big.Rat {
	if f.den == 0 {
		return new(big.Rat)
	}
	return big.NewRat(f.num, f.den)
}

// ParseFraction is the inverse of [Fraction.String] on shares between 0 and 1.
func ParseFraction(s string) (Fraction, error) {
	numText, denText, has := strings.Cut(s, "/")
	if !has {
		denText = "1"
	}
	num, err1 := strconv.ParseInt(numText, 10, 64)
	den, err2 := strconv.ParseInt(denText, 10, 64)
	if err1 != nil || err2 != nil {
		return Fraction{}, fmt.Errorf("%w: %q is no share: want two whole numbers such as 2/3", ErrMalformed, s)
	}
	return NewFraction(num, den)
}

// MarshalText writes the text form.
func (f Fraction) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads a text form, see [ParseFraction]; the empty text is unset.
func (f *Fraction) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*f = Fraction{}
		return nil
	}
	v, err := ParseFraction(string(text))
	if err == nil {
		*f = v
	}
	return err
}
