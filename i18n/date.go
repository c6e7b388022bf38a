package i18n

import (
	"fmt"
	"strings"

	"golang.org/x/text/feature/plural"
)

// A Date is a day, a month (Day is 0), a year (Month is 0 too) or unknown (the
// zero value). It carries no calendar arithmetic; package dialog has that. A
// value that is none of these, such as a thirteenth month, is shown as digits.
type Date struct{ Year, Month, Day int }

// A precision says what is known of a date.
type precision uint8

const (
	precisionUnknown precision = iota
	precisionYear
	precisionMonth
	precisionDay
	precisionCount
)

// precisionNames are the last parts of the keys of patterns.
var precisionNames = [precisionCount]string{"unknown", "year", "month", "day"}

// precision reports what is known; false for a value that is no date at all.
func (d Date) precision() (precision, bool) {
	switch {
	case d == Date{}:
		return precisionUnknown, true
	case d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Day > 31 || d.Year == 0:
		return precisionUnknown, false
	case d.Month == 0:
		return precisionYear, d.Day == 0
	case d.Day == 0:
		return precisionMonth, true
	}
	return precisionDay, true
}

// isDate reports whether d has the form of a date.
func (d Date) isDate() bool {
	_, ok := d.precision()
	return ok
}

// numeric returns "2025-11-14", "2025-11", "2025" or "unknown".
func (d Date) numeric() string {
	switch p, ok := d.precision(); {
	case !ok || p == precisionDay:
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	case p == precisionMonth:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	case p == precisionYear:
		return fmt.Sprintf("%04d", d.Year)
	}
	return precisionNames[precisionUnknown]
}

// A dateField is a part of a date, or of two, that a pattern names.
type dateField uint8

const (
	fieldNone dateField = iota
	fieldDate
	fieldDay
	fieldMonth
	fieldYear
	fieldFrom
	fieldTo
	fieldToDay
	fieldToMonth
)

// The fields that each group of patterns may name. A pattern for a whole date
// must not name a whole date, or it would never end.
var (
	plainFields = map[string]dateField{"day": fieldDay, "month": fieldMonth, "year": fieldYear}
	formFields  = map[string]dateField{"date": fieldDate}
	rangeFields = map[string]dateField{"from": fieldFrom, "to": fieldTo, "from-day": fieldDay, "to-day": fieldToDay,
		"from-month": fieldMonth, "to-month": fieldToMonth, "month": fieldMonth, "year": fieldYear}
)

// dateFields returns the fields for the pattern with this key, nil for other texts.
func dateFields(key string) map[string]dateField {
	switch {
	case strings.HasPrefix(key, dateFormPrefix):
		return formFields
	case strings.HasPrefix(key, dateRangePrefix):
		return rangeFields
	case strings.HasPrefix(key, datePrefix):
		return plainFields
	}
	return nil
}

const (
	datePrefix      = "date."
	dateFormPrefix  = "date.form."
	dateRangePrefix = "date.range."
	monthPrefix     = "month."
)

// A dateForm is the wording of a date at each precision: "14. November 2025",
// or "am 14. November 2025".
type dateForm [precisionCount]*text

// A rangePattern is a wording for two dates.
type rangePattern uint8

const (
	rangeDaysInMonth rangePattern = iota
	rangeDaysInYear
	rangeMonthsInYear
	rangeYears
	rangeOther
	rangeCount
)

var rangeNames = [rangeCount]string{"days-in-month", "days-in-year", "months-in-year", "years", "other"}

// datePatterns are the wordings of dates in one language.
type datePatterns struct {
	plain  dateForm
	forms  map[string]*dateForm
	ranges [rangeCount]*text
}

// appendDate writes a date in a form.
func (l *locale) appendDate(dst []byte, form *dateForm, d Date) []byte {
	p, ok := d.precision()
	if !ok || form == nil || form[p] == nil {
		return append(dst, d.numeric()...)
	}
	return form[p].appendPattern(dst, d, Date{})
}

// appendRange writes the time from one date to another, both included. What
// the two have in common is said once. An unknown start or end leaves "until" or
// "from"; "since" would be wrong for a start to come, and there is no clock here.
func (l *locale) appendRange(dst []byte, from, to Date) []byte {
	switch {
	case from == to:
		return l.appendPlainDate(dst, from)
	case from == Date{}:
		return l.appendDate(dst, l.dates.forms["until"], to)
	case to == Date{}:
		return l.appendDate(dst, l.dates.forms["from"], from)
	}
	if t := l.dates.ranges[patternOf(from, to)]; t != nil {
		return t.appendPattern(dst, from, to)
	}
	dst = append(l.appendPlainDate(dst, from), " – "...)
	return l.appendPlainDate(dst, to)
}

// patternOf picks the shortest wording that is right for two different dates.
func patternOf(from, to Date) rangePattern {
	p, ok := from.precision()
	q, okTo := to.precision()
	switch {
	case !ok || !okTo || p != q:
		return rangeOther
	case p == precisionYear && from.Year < to.Year:
		return rangeYears
	case from.Year != to.Year:
		return rangeOther
	case p == precisionMonth && from.Month < to.Month:
		return rangeMonthsInYear
	case p == precisionDay && from.Month < to.Month:
		return rangeDaysInYear
	case p == precisionDay && from.Month == to.Month && from.Day < to.Day:
		return rangeDaysInMonth
	}
	return rangeOther // backwards: say it as it is
}

// appendPattern fills a pattern of dates. Both dates have the precision that
// the pattern needs: appendDate and patternOf see to it.
func (t *text) appendPattern(dst []byte, from, to Date) []byte {
	segments := t.forms[plural.Other]
	for i := range segments {
		switch s := &segments[i]; s.field {
		case fieldDate, fieldFrom:
			dst = t.in.appendPlainDate(dst, from)
		case fieldTo:
			dst = t.in.appendPlainDate(dst, to)
		default:
			dst = t.in.appendDateField(dst, s, from, to)
		}
	}
	return dst
}

// appendPlainDate writes a date without form. It is apart from [text.appendPattern]
// so that neither calls itself.
func (l *locale) appendPlainDate(dst []byte, d Date) []byte {
	p, ok := d.precision()
	t := l.dates.plain[p]
	if !ok || t == nil {
		return append(dst, d.numeric()...)
	}
	segments := t.forms[plural.Other]
	for i := range segments {
		dst = t.in.appendDateField(dst, &segments[i], d, Date{})
	}
	return dst
}

// appendDateField writes a part of a date, or what else stands in a pattern.
func (l *locale) appendDateField(dst []byte, s *segment, from, to Date) []byte {
	switch s.field {
	case fieldDay:
		return l.numbers.appendPlain(dst, from.Day)
	case fieldMonth:
		return append(dst, s.months[from.Month-1]...)
	case fieldYear:
		return l.numbers.appendPlain(dst, from.Year)
	case fieldToDay:
		return l.numbers.appendPlain(dst, to.Day)
	case fieldToMonth:
		return append(dst, s.months[to.Month-1]...)
	}
	return append(dst, s.literal...)
}
