package dialog

import (
	"errors"
	"fmt"
	"math"

	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// ErrPeriod is wrapped by [PeriodEnd] when a period of months cannot be computed.
var ErrPeriod = errors.New("no such period")

// A Period is the time from one date to another; both days belong to it. Either
// date may be known in part or not at all.
type Period struct {
	Start Date `yaml:"start,omitempty" json:"start,omitzero"`
	End   Date `yaml:"end,omitempty" json:"end,omitzero"`
}

// A Counting says whether the day on which a period begins belongs to it; § 187
// BGB. The zero value is invalid.
type Counting uint8

// The two ways to count.
const (
	CountStart Counting = iota + 1 // the period begins with the day; § 187 (2)
	SkipStart                      // the period begins with an event on the day, which does not count; § 187 (1)
)

var countings = enum.New("counting", CountStart, "count-start", "skip-start")

// String returns "count-start" or "skip-start".
func (c Counting) String() string { return countings.Name(c) }

// ParseCounting is the inverse of [Counting.String].
func ParseCounting(s string) (Counting, error) { return countings.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (c Counting) MarshalText() ([]byte, error) { return countings.Marshal(c) }

// UnmarshalText reads a name, see [ParseCounting].
func (c *Counting) UnmarshalText(text []byte) error { return countings.Unmarshal(text, c) }

// Allowed lists the names in the order of the constants.
func (Counting) Allowed() []string { return countings.Allowed() }

// PeriodEnd returns the last day of a period of whole months that begins on
// start; §§ 187, 188 BGB. With [SkipStart] that is the day of the last month that
// bears the same number as start; with [CountStart] it is the day before that one
// (§ 188 (2)). Where the last month lacks the day in question it is the last day
// of that month (§ 188 (3)):
//
//	from 15 November 2024 three months end on 14 February 2025 (CountStart)
//	from 31 January 2025 one month ends on 28 February 2025 (both)
//
// Two tempting ways are wrong: letting 31 February run on into March ends a month
// too late, and cutting the number to the month before taking the day off ends
// the second example on 27 February.
//
// It fails with [ErrPeriod] when start is not known to the day, months is below 1,
// the counting is neither of the two, or the end lies beyond the year 9999.
func PeriodEnd(start Date, months int, c Counting) (Date, error) {
	switch {
	case start.Precision() != PrecisionDay:
		return Date{}, fmt.Errorf("%w: %d months from %s: want a start known to the day", ErrPeriod, months, start)
	case months < 1:
		return Date{}, fmt.Errorf("%w: %d months from %s: want at least one month", ErrPeriod, months, start)
	case !countings.Valid(c):
		return Date{}, fmt.Errorf("%w: %d months from %s: %s: want CountStart or SkipStart", ErrPeriod, months, start, c)
	case months > 12*maxYear: // no sum below overflows
		return Date{}, afterLastYear(start, months)
	}
	month := int(start.year)*12 + int(start.month) - 1 + months // since the year 0
	day := int(start.day)
	if c == CountStart {
		if day--; day == 0 { // the day before the first is the last of the month before
			month, day = month-1, 31
		}
	}
	y, m := month/12, month%12+1
	if y > maxYear {
		return Date{}, afterLastYear(start, months)
	}
	return Date{int16(y), uint8(m), uint8(min(day, daysIn(y, m)))}, nil
}

func afterLastYear(start Date, months int) error {
	return fmt.Errorf("%w: %d months from %s end after the year %d", ErrPeriod, months, start, maxYear)
}

// LatestStart returns the last day from which a period of months, counting that
// day, ends on or before end; the zero Date when there is none, or when end is
// not known to the day or months is below 1. With [PeriodEnd] it forms a Galois
// connection: PeriodEnd(s, n, CountStart) ≤ e exactly when s ≤ LatestStart(e, n).
//
//	three months until 14 February 2025 start on 15 November 2024 at the latest
//	one month until 28 February 2025 starts on 1 February 2025 at the latest
//	one month until 30 March 2025 starts on 28 February 2025 at the latest and ends on 27 March
func LatestStart(end Date, months int) Date {
	if end.Precision() != PrecisionDay || months < 1 || months > 12*maxYear {
		return Date{}
	}
	// The morrow of end has the number day in some month; let M be the month that
	// lies the months before that one.
	month, day := int(end.year)*12+int(end.month)-1, int(end.day)+1
	if day > daysIn(int(end.year), int(end.month)) {
		month, day = month+1, 1
	}
	if month -= months; month < 12*minYear {
		return Date{} // even from the first day of the calendar they end too late
	}
	// If M has a day of that number, the period from it ends on end, by § 188 (2).
	// The day after it is too late: within M its period ends a day later; on the
	// first of the next month it ends with the last day of a month of which end is
	// not the last (day is not 1 then, since M has more days than one).
	// If M lacks that number, the period from its last day ends before end, and the
	// one from the first of the next month too late, for the same reason.
	y, m := month/12, month%12+1
	return Date{int16(y), uint8(m), uint8(min(day, daysIn(y, m)))}
}

// Days returns the number of days of the period, both ends counted; false when
// one of them is not known to the day. It is negative or zero when the period
// ends before it starts.
func (p Period) Days() (int, bool) {
	n, ok := p.Start.DaysUntil(p.End)
	if !ok {
		return 0, false
	}
	return n + 1, true
}

// hasDays reports whether the period has a day at all: not when it ends before
// it starts.
func (p Period) hasDays() Truth { return p.End.Before(p.Start).Not() }

// Contains reports whether the date lies in the period: Unknown when that depends
// on what is not known, No when the period ends before it starts.
//
// The conditions are joined by the three-valued "and", which is exact here: the
// first day of Start and the last of End suit all of them best and the other two
// days worst, so that they can hold together as soon as each can hold alone.
func (p Period) Contains(d Date) Truth {
	return p.hasDays().and(d.Before(p.Start).Not()).and(d.After(p.End).Not())
}

// Overlaps reports whether the two periods share a day: Unknown when that depends
// on what is not known, No when one of them ends before it starts. It is exact
// for the reason that [Period.Contains] gives.
func (p Period) Overlaps(q Period) Truth {
	return p.hasDays().and(q.hasDays()).and(p.End.Before(q.Start).Not()).and(q.End.Before(p.Start).Not())
}

// Length returns the whole months of the period, counted from its first day, and
// the days that remain; false when an end is not known to the day or the period
// ends before it starts.
func (p Period) Length() (months, days int, ok bool) {
	if n, known := p.Days(); !known || n < 1 {
		return 0, 0, false
	}
	// The months of the calendar between the two bound the answer from above.
	months = (int(p.End.year)-int(p.Start.year))*12 + int(p.End.month) - int(p.Start.month) + 1
	whole := p.Start.AddDays(-1) // the last day of zero months
	for ; months > 0; months-- {
		if e, err := PeriodEnd(p.Start, months, CountStart); err == nil && e.number() <= p.End.number() {
			whole = e
			break
		}
	}
	if whole.IsZero() { // the period begins with the first day of the year 1
		return months, p.End.number() - p.Start.number() + 1, true
	}
	return months, p.End.number() - whole.number(), true
}

// AtLeast reports whether the period lasts at least so many months, the start
// counted: Yes or No when that is so whatever days its ends stand for, else
// Unknown. No months, or fewer, are over on the day before the start.
//
//	15 November 2024 to 14 February 2025: at least 3 months? Yes. 4? No.
//	November 2024 to 14 February 2025:    at least 3 months? Unknown. 2? Yes.
func (p Period) AtLeast(months int) Truth {
	return p.compare(func(start, end Date) bool { return lastNumber(start, months) <= end.number() })
}

// AtMost reports whether the period lasts at most so many months, see [Period.AtLeast].
func (p Period) AtMost(months int) Truth {
	return p.compare(func(start, end Date) bool { return lastNumber(start, months) >= end.number() })
}

// compare asks about the longest and the shortest period that p can stand for.
// Because PeriodEnd never falls as the start rises, all others lie between them.
func (p Period) compare(ask func(start, end Date) bool) Truth {
	if p.Start.IsZero() || p.End.IsZero() {
		return Unknown
	}
	longest, shortest := ask(p.Start.First(), p.End.Last()), ask(p.Start.Last(), p.End.First())
	if longest != shortest {
		return Unknown
	}
	return TruthOf(longest)
}

// lastNumber is the number of the last day of the months from start, for any
// number of months; those that end beyond the calendar end after every day.
func lastNumber(start Date, months int) int {
	if months < 1 {
		return start.number() - 1
	}
	end, err := PeriodEnd(start, months, CountStart)
	if err != nil {
		return math.MaxInt
	}
	return end.number()
}
