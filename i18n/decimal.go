package i18n

import (
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
)

// A decimal is an exact number, taken apart.
type decimal struct {
	negative bool
	whole    string // digits before the mark, at least one
	fraction string // digits after it; none for a whole number
}

// parseDecimal takes a number such as "12", "-0.5" or "1433.98700" apart.
func parseDecimal(s string) (d decimal, ok bool) {
	s, d.negative = strings.CutPrefix(s, "-")
	whole, fraction, marked := strings.Cut(s, ".")
	d.whole, d.fraction = whole, fraction
	return d, isDigits(whole) && (!marked || isDigits(fraction))
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// appendDecimal writes a number with grouping and the decimal mark of the language.
func (f *numberFormat) appendDecimal(dst []byte, d decimal) []byte {
	if d.negative {
		dst = append(dst, f.minus...)
	}
	if n, err := strconv.Atoi(d.whole); err == nil && !f.simple {
		dst = append(dst, f.print(n)...)
	} else {
		for i := range len(d.whole) {
			dst = f.appendGrouped(dst, d.whole[i], i, len(d.whole))
		}
	}
	if d.fraction == "" {
		return dst
	}
	dst = append(dst, f.mark...)
	for i := range len(d.fraction) {
		dst = f.appendDigit(dst, d.fraction[i])
	}
	return dst
}

// decimalForm returns the plural form by the operands of CLDR. Of long numbers the
// last digits count, which is all that rules look at.
func (r *pluralRule) decimalForm(d decimal) plural.Form {
	significant := strings.TrimRight(d.fraction, "0")
	return r.rules.MatchPlural(r.tag, lastDigits(d.whole), len(d.fraction), len(significant),
		lastDigits(d.fraction), lastDigits(significant))
}

// lastDigits returns a number of at most nine digits that ends as the digits do, and
// that is small only if they are.
func lastDigits(digits string) int {
	const most = 8
	digits = strings.TrimLeft(digits, "0")
	if len(digits) > most {
		digits = "1" + digits[len(digits)-most:]
	}
	n, _ := strconv.Atoi(digits) // of nothing it is 0
	return n
}

// Decimal returns an exact number, given by its digits as for the argument
// [Decimal], as the language writes it: "1.433,98713". What is no such number is
// returned as it is.
func (l *Localizer) Decimal(digits string) string {
	d, ok := parseDecimal(digits)
	if !ok {
		return digits
	}
	var buffer [64]byte
	return string(l.get().in.numbers.appendDecimal(buffer[:0], d))
}
