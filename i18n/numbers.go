package i18n

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// A numberFormat writes whole numbers in one language. Digits, sign and grouping
// are learnt from x/text when the catalogue is built; a language whose numbers
// the simple writer does not reproduce (such as Hindi, grouped 12,34,567) is left
// to x/text for good.
type numberFormat struct {
	tag      language.Tag
	simple   bool
	ascii    bool // the digits are 0 to 9
	digits   [10]string
	minus    string
	group    string
	mark     string // before the decimals
	groupMin int    // number of digits from which on groups are separated
}

// Numbers that the simple writer must reproduce before it is trusted.
var numberSamples = []int{0, 5, 10, 99, 100, 999, 1000, 2025, 9999, 10_000, 65_536, 100_000, 999_999, 1_000_000,
	1_234_567, 12_345_678, 1_234_567_890, 1<<31 - 1, -1, -12, -1000, -12_345, -1_234_567}

func newNumberFormat(tag language.Tag) numberFormat {
	f := numberFormat{tag: tag}
	for n := range f.digits {
		f.digits[n] = f.print(n)
	}
	f.ascii = strings.Join(f.digits[:], "") == "0123456789"
	f.minus = strings.TrimSuffix(f.print(-1), f.digits[1])
	_, rest, _ := strings.Cut(f.print(1_234_567), f.digits[1])
	f.group, _, _ = strings.Cut(rest, f.digits[2])
	_, rest, _ = strings.Cut(message.NewPrinter(tag).Sprintf("%.1f", 1.2), f.digits[1])
	f.mark, _, _ = strings.Cut(rest, f.digits[2])
	f.groupMin = 4
	if !strings.Contains(f.print(1234), f.group) {
		f.groupMin = 5
	}
	f.simple = true
	for _, n := range numberSamples {
		f.simple = f.simple && string(f.appendSimple(nil, n)) == f.print(n)
	}
	return f
}

// print writes a number as x/text does: slowly. A Printer of its own for each
// call, because x/text does not say that one may be shared.
func (f *numberFormat) print(n int) string { return message.NewPrinter(f.tag).Sprintf("%d", n) }

// append writes a number with grouping.
func (f *numberFormat) append(dst []byte, n int) []byte {
	if !f.simple {
		return append(dst, f.print(n)...)
	}
	return f.appendSimple(dst, n)
}

func (f *numberFormat) appendSimple(dst []byte, n int) []byte {
	var buffer [20]byte // the smallest int64 has 19 digits and a sign
	digits := strconv.AppendInt(buffer[:0], int64(n), 10)
	if digits[0] == '-' {
		dst = append(dst, f.minus...)
		digits = digits[1:]
	}
	for i, d := range digits {
		dst = f.appendGrouped(dst, d, i, len(digits))
	}
	return dst
}

// appendGrouped writes digit i of so many, after a separator where one is due.
func (f *numberFormat) appendGrouped(dst []byte, digit byte, i, digits int) []byte {
	if left := digits - i; i > 0 && left%3 == 0 && digits >= f.groupMin {
		dst = append(dst, f.group...)
	}
	return f.appendDigit(dst, digit)
}

func (f *numberFormat) appendDigit(dst []byte, d byte) []byte {
	if f.ascii {
		return append(dst, d)
	}
	return append(dst, f.digits[d-'0']...)
}

// appendPlain writes a number without grouping: a day, a year, the number of a line.
func (f *numberFormat) appendPlain(dst []byte, n int) []byte {
	var buffer [20]byte
	for _, d := range strconv.AppendInt(buffer[:0], int64(n), 10) {
		if d == '-' {
			dst = append(dst, f.minus...)
			continue
		}
		dst = f.appendDigit(dst, d)
	}
	return dst
}
