package dialog

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

type Precision uint8

const (
	PrecisionUnknown Precision = iota
	PrecisionYear
	PrecisionMonth
	PrecisionDay
)

var ErrDateSyntax = errors.New("not a date")
var ErrNoSuchDay = errors.New("no such day")

type Date struct {
	year  int16
	month uint8
	day   uint8
}

func NewDate(y int, m time.Month, d int) (Date, error) {
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if t.Year() != y || t.Month() != m || t.Day() != d || y < 1 || y > 9999 {
		return Date{}, ErrNoSuchDay
	}
	return Date{int16(y), uint8(m), uint8(d)}, nil
}
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}
func ParseDate(s string) (Date, error) {
	if s == "unknown" {
		return Date{}, nil
	}
	var y, m, d int
	switch len(s) {
	case 4:
		if _, err := fmt.Sscanf(s, "%04d", &y); err != nil {
			return Date{}, ErrDateSyntax
		}
		return Date{year: int16(y)}, nil
	case 7:
		if _, err := fmt.Sscanf(s, "%04d-%02d", &y, &m); err != nil || m < 1 || m > 12 {
			return Date{}, ErrDateSyntax
		}
		return Date{year: int16(y), month: uint8(m)}, nil
	case 10:
		if _, err := fmt.Sscanf(s, "%04d-%02d-%02d", &y, &m, &d); err != nil {
			return Date{}, ErrDateSyntax
		}
		return NewDate(y, time.Month(m), d)
	}
	return Date{}, ErrDateSyntax
}
func (d Date) String() string {
	switch d.Precision() {
	case PrecisionDay:
		return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
	case PrecisionMonth:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	case PrecisionYear:
		return fmt.Sprintf("%04d", d.year)
	}
	return "unknown"
}
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	if err == nil {
		*d = v
	}
	return err
}
func (d Date) IsZero() bool      { return d == Date{} }
func (d Date) Year() int         { return int(d.year) }
func (d Date) Month() time.Month { return time.Month(d.month) }
func (d Date) Day() int          { return int(d.day) }
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
func (d Date) t() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}
func (d Date) First() Date {
	if d.IsZero() {
		return d
	}
	return Date{d.year, max(1, d.month), max(1, d.day)}
}
func (d Date) Last() Date {
	switch d.Precision() {
	case PrecisionYear:
		return Date{d.year, 12, 31}
	case PrecisionMonth:
		return Date{d.year, d.month, uint8(time.Date(int(d.year), time.Month(d.month)+1, 0, 0, 0, 0, 0, time.UTC).Day())}
	}
	return d
}
func (d Date) Compare(e Date) int {
	if d.IsZero() || e.IsZero() {
		return -cmp.Compare(d.year, e.year)
	}
	f, g := d.First(), e.First()
	return cmp.Or(cmp.Compare(f.year, g.year), cmp.Compare(f.month, g.month), cmp.Compare(f.day, g.day), -cmp.Compare(d.Precision(), e.Precision()))
}
func (d Date) Before(e Date) Truth {
	if d.IsZero() || e.IsZero() {
		return Unknown
	}
	if d.Last().Compare(e.First()) < 0 {
		return Yes
	}
	if d.First().Compare(e.Last()) >= 0 {
		return No
	}
	return Unknown
}
func (d Date) After(e Date) Truth { return e.Before(d) }
func (d Date) AddDays(n int) Date {
	if d.Precision() != PrecisionDay {
		return Date{}
	}
	v, _ := NewDate(d.t().AddDate(0, 0, n).Date())
	return v
}
func (d Date) DaysUntil(e Date) (int, bool) {
	if d.Precision() != PrecisionDay || e.Precision() != PrecisionDay {
		return 0, false
	}
	return int(e.t().Sub(d.t()).Hours() / 24), true
}
func (d Date) I18n() i18n.Date {
	return i18n.Date{Year: int(d.year), Month: int(d.month), Day: int(d.day)}
}
