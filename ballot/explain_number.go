package ballot

import (
	"math/big"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// number writes a number as the language does: a ratio with its decimal in brackets,
// "2553/1105 (≈ 2,3104)", where = marks an exact decimal and ≈ a rounded one. An absent
// number is a dash.
func (e *explainer) number(n Number) string {
	if n.IsZero() {
		return "–"
	}
	return strings.ReplaceAll(e.digits(n), "-", minus)
}

func (e *explainer) digits(n Number) string {
	if n.places >= 0 || n.r.IsInt() {
		return e.Decimal(n.String())
	}
	digits, exact := decimalOf(n.r)
	sign := "≈ "
	if exact {
		sign = "= "
	}
	if ratio := n.r.RatString(); len(ratio) <= maxRatio {
		return ratio + " (" + sign + e.Decimal(digits) + ")"
	}
	return sign + e.Decimal(digits)
}

const minus = "\u2212" // MINUS SIGN

// maxRatio is the number of characters from which on a ratio is not read by anybody.
const maxRatio = 24

// decimalOf returns a ratio as a decimal: all places where they are six or fewer,
// otherwise rounded to at least four digits that are not leading zeros.
func decimalOf(r *big.Rat) (digits string, exact bool) {
	if places, ok := r.FloatPrec(); ok && places <= 6 {
		return r.FloatString(places), true
	}
	places := 4
	if len(r.RatString()) > maxRatio {
		places = 8
	}
	for least := big.NewRat(1, 10); places < 60 && new(big.Rat).Abs(r).Cmp(least) < 0; places++ {
		least.Quo(least, big.NewRat(10, 1))
	}
	return r.FloatString(places), false
}

// mixed writes a ratio as a mixed number, "5 1/2", where that is easier to read.
func (e *explainer) mixed(n Number) string {
	if n.IsZero() || n.places >= 0 || n.r.IsInt() || !n.r.Denom().IsInt64() || n.r.Denom().Int64() > 12 ||
		n.r.Cmp(big.NewRat(1, 1)) < 0 {
		return e.number(n)
	}
	whole := new(big.Int).Quo(n.r.Num(), n.r.Denom())
	rest := new(big.Rat).Sub(n.r, new(big.Rat).SetInt(whole))
	return e.Decimal(whole.String()) + " " + rest.RatString()
}

func (e *explainer) rat(r *big.Rat) string { return e.number(ratio(r)) }

// signed writes a difference with its sign.
func (e *explainer) signed(n Number) string {
	if n.r.Sign() > 0 {
		return "+" + e.number(n)
	}
	return e.number(n)
}

// difference is a−b in the form of a.
func difference(a, b Number) Number { return Number{a.Rat().Sub(a.Rat(), b.Rat()), a.places} }

// weighted reports whether ballots weigh something other than one vote.
func (e *explainer) weighted() bool { return e.c.Weighting.Rule != PerHead }

// amount names what a number counts in rounds: votes, points or weight.
func (e *explainer) amount(n Number) string {
	points := e.c.Method == Score || e.c.Method == Borda
	plain := n.places >= 0 || !n.IsZero() && n.r.IsInt()
	switch {
	case points && plain:
		return e.Text("unit.point", i18n.Decimal("n", n.String()))
	case points:
		return e.Text("ballot.amount.points", i18n.Text("amount", e.number(n)))
	case e.weighted() || !plain:
		return e.Text("ballot.amount.weight", i18n.Text("amount", e.number(n)))
	}
	return e.Text("unit.vote", i18n.Decimal("n", n.String()))
}

func (e *explainer) amountArg(name string, n Number) i18n.Arg { return i18n.Text(name, e.amount(n)) }

func (e *explainer) numberArg(name string, n Number) i18n.Arg { return i18n.Text(name, e.number(n)) }

// share names a share in words where the language has them.
func (e *explainer) share(f Fraction) string {
	switch f {
	case Share(1, 2):
		return e.Text("ballot.share.half")
	case Share(2, 3):
		return e.Text("ballot.share.two-thirds")
	case Share(4, 5):
		return e.Text("ballot.share.four-fifths")
	case Share(1, 1):
		return e.Text("ballot.share.all")
	}
	return f.String()
}
