package dialog

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// Errors of dates; both are wrapped with the text at fault and the way out.
var (
	// ErrDateSyntax is wrapped by [ParseDate] when the text has none of the forms of a date.
	ErrDateSyntax = errors.New("not a date")
	// ErrNoSuchDay is wrapped by [ParseDate] and [NewDate] when the calendar lacks the day or month.
	ErrNoSuchDay = errors.New("no such day")
)

// The years that a Date can have. They are those that ISO 8601 writes with four
// digits; the calendar is the Gregorian one throughout.
const (
	minYear = 1
	maxYear = 9999
)

// A Date is a civil date that is known to the day, to the month, to the year, or
// not at all; it has no time of day and no time zone. The zero Date is the
// unknown one. Dates are comparable with ==.
type Date struct {
	year  int16 // 0 when unknown
	month uint8 // 0 when known to the year only
	day   uint8 // 0 when known to the month only
}

// NewDate returns a date known to the day; it fails with [ErrNoSuchDay]. Its
// arguments are the results of time.Time.Date.
func NewDate(year int, month time.Month, day int) (Date, error) {
	if why := lacks(year, int(month), day); why != "" {
		return Date{}, fmt.Errorf("%w: day %d of month %d of year %d: %s", ErrNoSuchDay, day, int(month), year, why)
	}
	return Date{int16(year), uint8(month), uint8(day)}, nil
}

// lacks says why the calendar has no such day, "" when it has.
func lacks(year, month, day int) string {
	switch {
	case year < minYear || year > maxYear:
		return fmt.Sprintf("years are %04d to %d", minYear, maxYear)
	case month < 1 || month > 12:
		return "months are 01 to 12"
	case day < 1 || day > daysIn(year, month):
		return fmt.Sprintf("%s %d has %d days", time.Month(month), year, daysIn(year, month))
	}
	return ""
}

// MustDate is [ParseDate] for literals in tests and tables; it panics on a text
// that is not a date.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic("dialog: MustDate: " + err.Error())
	}
	return d
}

// ParseDate reads a calendar date of ISO 8601 in one of the forms 2025-11-14,
// 2025-11 and 2025, or the word unknown. It is the inverse of [Date.String] and
// takes nothing else: no blanks, no signs, no shortened numbers. It fails with
// [ErrDateSyntax], or with [ErrNoSuchDay] where the form is right; the message
// quotes the text, cut after 40 characters so that no file can fill a report.
func ParseDate(s string) (Date, error) {
	if s == UnknownID {
		return Date{}, nil
	}
	year, month, day := 0, 0, 0
	ok := len(s) >= 4 && number(s[:4], &year)
	switch len(s) {
	case 4:
	case 7:
		ok = ok && s[4] == '-' && number(s[5:7], &month)
	case 10:
		ok = ok && s[4] == '-' && s[7] == '-' && number(s[5:7], &month) && number(s[8:10], &day)
	default:
		ok = false
	}
	if !ok {
		return Date{}, fmt.Errorf("%w: %.40q: want 2025-11-14, 2025-11, 2025 or unknown", ErrDateSyntax, s)
	}
	// What the text leaves out is there: every year has a January, every month a first.
	d := Date{int16(year), uint8(month), uint8(day)}
	if len(s) < 7 {
		month = 1
	}
	if len(s) < 10 {
		day = 1
	}
	if why := lacks(year, month, day); why != "" {
		return Date{}, fmt.Errorf("%w: %q: %s", ErrNoSuchDay, s, why)
	}
	return d, nil
}

// number reads decimal digits, all of s.
func number(s string, n *int) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
		*n = *n*10 + int(c-'0')
	}
	return true
}

// String returns the date in the form that [ParseDate] reads.
func (d Date) String() string {
	switch d.Precision() {
	case PrecisionDay:
		return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
	case PrecisionMonth:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	case PrecisionYear:
		return fmt.Sprintf("%04d", d.year)
	}
	return UnknownID
}

// MarshalText writes the form of [Date.String]. It never fails.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a date, see [ParseDate].
func (d *Date) UnmarshalText(text []byte) error {
	v, err := ParseDate(string(text))
	if err == nil {
		*d = v
	}
	return err
}

// IsZero reports whether nothing is known about the date.
func (d Date) IsZero() bool { return d == Date{} }

// Year returns the calendar year, 0 where unknown.
func (d Date) Year() int { return int(d.year) }

// Month returns the month, 0 where unknown.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day returns the day of the month, 0 where unknown.
func (d Date) Day() int { return int(d.day) }

// Precision says how much of the date is known.
func (d Date) Precision() Precision {
	switch {
	case d.day > 0:
		return PrecisionDay
	case d.month > 0:
		return PrecisionMonth
	case d.year > 0:
		return PrecisionYear
	}
	return PrecisionUnknown
}

// First returns the first day that the date can stand for; the zero Date stays zero.
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.year, max(d.month, 1), max(d.day, 1)}
}

// Last returns the last day that the date can stand for; the zero Date stays zero.
func (d Date) Last() Date {
	switch d.Precision() {
	case PrecisionYear:
		return Date{d.year, 12, 31}
	case PrecisionMonth:
		return Date{d.year, d.month, uint8(daysIn(int(d.year), int(d.month)))}
	}
	return d
}

// Compare is a total order for sorting: by the first day that a date can stand
// for, the more precise date first, unknown dates last. Whether a date lies
// before another is a question for [Date.Before].
func (d Date) Compare(e Date) int {
	if d.IsZero() || e.IsZero() {
		return cmp.Compare(e.year, d.year)
	}
	return cmp.Or(cmp.Compare(d.First().number(), e.First().number()), cmp.Compare(e.Precision(), d.Precision()))
}

// Before reports whether d lies before e: Yes or No when that is so whatever
// days the two stand for, else Unknown.
func (d Date) Before(e Date) Truth {
	switch {
	case d.IsZero() || e.IsZero():
		return Unknown
	case d.Last().number() < e.First().number():
		return Yes
	case d.First().number() >= e.Last().number():
		return No
	}
	return Unknown
}

// After reports whether d lies after e, see [Date.Before].
func (d Date) After(e Date) Truth { return e.Before(d) }

// I18n returns the date as package i18n takes it.
func (d Date) I18n() i18n.Date {
	return i18n.Date{Year: int(d.year), Month: int(d.month), Day: int(d.day)}
}
