package dialog_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

func TestAPeriodOfMonthsEndsAsTheCivilCodeSays(t *testing.T) {
	for _, tc := range []struct {
		start   string
		months  int
		counted string
		skipped string
		reason  string
	}{
		{"2024-11-15", 3, "2025-02-14", "2025-02-15", "the day before the one with the same number"},
		{"2023-11-30", 3, "2024-02-29", "2024-02-29", "the day before 30 February of a leap year is there"},
		{"2022-11-30", 3, "2023-02-28", "2023-02-28", "in a common year it is not: the last day, § 188 (3)"},
		{"2022-11-29", 3, "2023-02-28", "2023-02-28", "the day before 29 February"},
		{"2025-08-31", 6, "2026-02-28", "2026-02-28", "from the end of August to the end of February"},
		{"2023-08-31", 6, "2024-02-29", "2024-02-29", "also in a leap year"},
		{"2025-01-31", 1, "2025-02-28", "2025-02-28", "clamping first and then stepping back would give the 27th"},
		{"2025-01-01", 1, "2025-01-31", "2025-02-01", "from the first of a month, the whole month"},
		{"2024-02-01", 12, "2025-01-31", "2025-02-01", "a year"},
		{"2024-02-29", 12, "2025-02-28", "2025-02-28", "a year from the leap day"},
		{"2024-02-29", 48, "2028-02-28", "2028-02-29", "four years from the leap day"},
		{"2025-03-31", 1, "2025-04-30", "2025-04-30", "April has no 31st"},
		{"2025-05-31", 1, "2025-06-30", "2025-06-30", "the day before 31 June is there"},
	} {
		t.Run(fmt.Sprintf("%d months from %s", tc.months, tc.start), func(t *testing.T) {
			counted, err := dialog.PeriodEnd(dialog.MustDate(tc.start), tc.months, dialog.CountStart)
			require.NoError(t, err)
			assert.Equal(t, tc.counted, counted.String(), tc.reason)
			skipped, err := dialog.PeriodEnd(dialog.MustDate(tc.start), tc.months, dialog.SkipStart)
			require.NoError(t, err)
			assert.Equal(t, tc.skipped, skipped.String(), tc.reason)
		})
	}
}

func TestPeriodsThatCannotBeComputedAreRefused(t *testing.T) {
	day := dialog.MustDate("2025-01-01")
	for name, err := range map[string]error{
		"no months":       second(dialog.PeriodEnd(day, 0, dialog.CountStart)),
		"negative":        second(dialog.PeriodEnd(day, -1, dialog.CountStart)),
		"no day":          second(dialog.PeriodEnd(dialog.MustDate("2025-01"), 1, dialog.CountStart)),
		"unknown":         second(dialog.PeriodEnd(dialog.Date{}, 1, dialog.CountStart)),
		"no counting":     second(dialog.PeriodEnd(day, 1, 0)),
		"after year 9999": second(dialog.PeriodEnd(dialog.MustDate("9999-12-02"), 1, dialog.CountStart)),
		"overflow":        second(dialog.PeriodEnd(day, math.MaxInt, dialog.SkipStart)),
		"underflow":       second(dialog.PeriodEnd(day, math.MinInt, dialog.SkipStart)),
	} {
		assert.ErrorIs(t, err, dialog.ErrPeriod, name)
	}
	assert.EqualError(t, second(dialog.PeriodEnd(dialog.MustDate("2025-01"), 3, dialog.CountStart)),
		"no such period: 3 months from 2025-01: want a start known to the day")
	assert.EqualError(t, second(dialog.PeriodEnd(day, 3, 0)),
		"no such period: 3 months from 2025-01-01: counting(0): want CountStart or SkipStart")
	last, err := dialog.PeriodEnd(dialog.MustDate("9999-12-01"), 1, dialog.CountStart)
	require.NoError(t, err)
	assert.Equal(t, "9999-12-31", last.String())
}

func second(_ dialog.Date, err error) error { return err }

// A calendar is an independent definition of the months: the days of the standard
// library one after the other, and nothing but looking at them.
type calendar struct {
	days   []time.Time
	dates  []dialog.Date // the same days
	months [][]int       // indices of the days of each month
	month  []int         // month of each day
}

func newCalendar(t *testing.T, from, to int) *calendar {
	c := &calendar{}
	for day := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() <= to; day = day.Add(24 * time.Hour) {
		if day.Day() == 1 {
			c.months = append(c.months, nil)
		}
		date, err := dialog.NewDate(day.Date())
		require.NoError(t, err)
		m := len(c.months) - 1
		c.months[m] = append(c.months[m], len(c.days))
		c.month = append(c.month, m)
		c.days = append(c.days, day)
		c.dates = append(c.dates, date)
	}
	return c
}

// end follows § 188 (2) and (3) word for word: look for the day of the last month
// that bears the number of the first. There it ends when the first day does not
// count, and on the day before when it does; without such a day, on the last.
func (c *calendar) end(start, months int, counting dialog.Counting) int {
	last := c.months[c.month[start]+months]
	for _, day := range last {
		if c.days[day].Day() == c.days[start].Day() {
			if counting == dialog.CountStart {
				return day - 1
			}
			return day
		}
	}
	return last[len(last)-1]
}

func TestMonthArithmeticAgreesWithTheCalendarFrom2000To2100(t *testing.T) {
	const months = 24
	c := newCalendar(t, 2000, 2103) // two years more for the ends, a month for what follows
	for n := 1; n <= months; n++ {
		latest := make([]int, len(c.days)) // by end: the last start whose months end there
		for start := 0; c.days[start].Year() <= 2100; start++ {
			for _, counting := range []dialog.Counting{dialog.CountStart, dialog.SkipStart} {
				end := c.end(start, n, counting)
				got, err := dialog.PeriodEnd(c.dates[start], n, counting)
				if err != nil || got != c.dates[end] {
					require.Fail(t, "end differs", "%d months from %s, %s: got %s, want %s, %v", n, c.dates[start], counting, got, c.dates[end], err)
				}
				if counting == dialog.CountStart {
					latest[end] = max(latest[end], start)
				}
			}
		}
		// Ends from the third year on: all starts that matter lie in the calendar.
		best := 0
		for end := 0; c.days[end].Year() <= 2100; end++ {
			best = max(best, latest[end])
			if c.days[end].Year() < 2003 {
				continue
			}
			if got := dialog.LatestStart(c.dates[end], n); got != c.dates[best] {
				require.Fail(t, "latest start differs", "%d months until %s: got %s, want %s", n, c.dates[end], got, c.dates[best])
			}
		}
	}
}

func TestLengthAgreesWithTheCalendar(t *testing.T) {
	c := newCalendar(t, 2023, 2027)
	for start := 0; c.days[start].Year() < 2025; start++ { // a common year and a leap year
		for end := start; end < start+400; end++ {
			months := 0
			for c.end(start, months+1, dialog.CountStart) <= end {
				months++
			}
			last := start - 1 // no months are over on the day before
			if months > 0 {
				last = c.end(start, months, dialog.CountStart)
			}
			m, d, ok := dialog.Period{Start: c.dates[start], End: c.dates[end]}.Length()
			if m != months || d != end-last || !ok {
				require.Fail(t, "length differs", "%s to %s: got %d and %d, want %d and %d", c.dates[start], c.dates[end], m, d, months, end-last)
			}
		}
	}
}

func TestLatestStartAndPeriodEndAreAGaloisConnection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		end := drawDay(t, "end")
		n := rapid.OneOf(rapid.IntRange(1, 40), rapid.IntRange(1, 12*9999)).Draw(t, "months")
		latest := dialog.LatestStart(end, n)
		// Starts around the latest one, where the two sides change, and anywhere.
		start := drawDay(t, "start")
		if near := latest.AddDays(rapid.IntRange(-5, 5).Draw(t, "near")); !near.IsZero() && rapid.Bool().Draw(t, "is near") {
			start = near
		}
		last, err := dialog.PeriodEnd(start, n, dialog.CountStart)
		ends := err == nil && last.Compare(end) <= 0 // beyond the calendar is after every end
		starts := !latest.IsZero() && start.Compare(latest) <= 0
		assert.Equal(t, ends, starts, "%d months from %s until %s: end %s, latest start %s", n, start, end, last, latest)
	})
}

func TestLatestStartAtTheEndsOfTheCalendar(t *testing.T) {
	for _, tc := range []struct {
		end    string
		months int
		want   string
		reason string
	}{
		{"0001-01-30", 1, "unknown", "January of the year 1 is not over"},
		{"0001-01-31", 1, "0001-01-01", "now it is"},
		{"9999-12-31", 1, "9999-12-01", "later ones end in the year 10000"},
		{"9999-12-30", 1, "9999-11-30", "December is not over: from 30 November to 29 December"},
		{"9999-12-31", 12 * 9999, "0001-01-01", "the whole calendar"},
		{"9999-12-30", 12 * 9999, "unknown", "a day less"},
		{"9999-12-31", 12*9999 + 1, "unknown", "more than the calendar"},
		{"9999-12-31", math.MaxInt, "unknown", "no overflow"},
		{"2025-01-01", 0, "unknown", "no months"},
		{"2025-01-01", -3, "unknown", "fewer"},
		{"2025", 3, "unknown", "not known to the day"},
		{"unknown", 3, "unknown", "not known"},
	} {
		assert.Equal(t, tc.want, dialog.LatestStart(dialog.MustDate(tc.end), tc.months).String(), "%d months until %s: %s", tc.months, tc.end, tc.reason)
	}
}

func TestPeriodLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := dialog.MustDate("1890-01-01").AddDays(rapid.IntRange(0, 100_000).Draw(t, "start"))
		n := rapid.IntRange(1, 400).Draw(t, "months")
		c := rapid.SampledFrom([]dialog.Counting{dialog.CountStart, dialog.SkipStart}).Draw(t, "counting")
		end, err := dialog.PeriodEnd(start, n, c)
		require.NoError(t, err)
		later, err := dialog.PeriodEnd(start.AddDays(1), n, c)
		require.NoError(t, err)
		assert.LessOrEqual(t, end.Compare(later), 0, "a later start never ends earlier")
		longer, err := dialog.PeriodEnd(start, n+1, c)
		require.NoError(t, err)
		step := (longer.Year()*12 + int(longer.Month())) - (end.Year()*12 + int(end.Month()))
		assert.Equal(t, 1, step, "one month more ends in the month after: none is skipped")
		if c == dialog.CountStart {
			p := dialog.Period{Start: start, End: end}
			months, days, ok := p.Length()
			assert.True(t, ok)
			assert.Equal(t, n, months, "Length finds the months again")
			assert.Zero(t, days)
			assert.Equal(t, dialog.Yes, p.AtLeast(n))
			assert.Equal(t, dialog.Yes, p.AtMost(n))
			assert.Equal(t, dialog.No, p.AtLeast(n+1))
		}
	})
}

func TestLengthCountsWholeMonthsAndDays(t *testing.T) {
	for _, tc := range []struct {
		start, end   string
		months, days int
		ok           bool
	}{
		{"2024-11-15", "2025-02-14", 3, 0, true},
		{"2024-11-15", "2025-02-13", 2, 30, true},
		{"2024-11-15", "2025-02-15", 3, 1, true},
		{"2025-01-31", "2025-02-28", 1, 0, true},
		{"2025-01-31", "2025-02-27", 0, 28, true},
		{"2025-01-01", "2025-01-01", 0, 1, true},
		{"0001-01-01", "0001-01-02", 0, 2, true},
		{"2025-01-02", "2025-01-01", 0, 0, false},
		{"2025-01", "2025-03-01", 0, 0, false},
		{"unknown", "2025-03-01", 0, 0, false},
	} {
		m, d, ok := dialog.Period{Start: dialog.MustDate(tc.start), End: dialog.MustDate(tc.end)}.Length()
		assert.Equal(t, []any{tc.months, tc.days, tc.ok}, []any{m, d, ok}, "%s to %s", tc.start, tc.end)
	}
}

func TestComparisonsWithImpreciseEndsAreCertainOrUnknown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := dialog.Period{Start: drawDate(t, "start"), End: drawDate(t, "end")}
		n := rapid.IntRange(-1, 12).Draw(t, "months")
		// What three-valued comparison means, by trying every pair of days.
		order := func(s, e dialog.Date) int {
			last := s.AddDays(-1) // of no months
			if n > 0 {
				var err error
				last, err = dialog.PeriodEnd(s, n, dialog.CountStart)
				require.NoError(t, err)
			}
			return last.Compare(e)
		}
		assert.Equal(t, truthOver(days(p.Start), days(p.End), func(s, e dialog.Date) bool { return order(s, e) <= 0 }), p.AtLeast(n), "at least")
		assert.Equal(t, truthOver(days(p.Start), days(p.End), func(s, e dialog.Date) bool { return order(s, e) >= 0 }), p.AtMost(n), "at most")
	})
}

func TestComparisonsWithMonths(t *testing.T) {
	for _, tc := range []struct {
		start, end    string
		months        int
		least, atMost dialog.Truth
		reason        string
	}{
		{"2024-11-15", "2025-02-14", 3, dialog.Yes, dialog.Yes, "three months to the day"},
		{"2024-11-15", "2025-02-13", 3, dialog.No, dialog.Yes, "a day less"},
		{"2024-11-15", "2025-02-15", 3, dialog.Yes, dialog.No, "a day more"},
		{"2024-11", "2025-02-14", 3, dialog.Unknown, dialog.Unknown, "begun before the 16th, or after"},
		{"2024-11", "2025-02-14", 2, dialog.Yes, dialog.No, "even from the 30th two months end on 29 January"},
		{"2024-11", "2025-02-14", 4, dialog.No, dialog.Yes, "even from the 1st four months end on 28 February"},
		{"2024", "2025", 25, dialog.No, dialog.Yes, "two calendar years are 24 months at most"},
		{"2024", "2025", 24, dialog.Unknown, dialog.Yes, "and at least that when both are used up"},
		{"2025-01-01", "2025-01-01", 0, dialog.Yes, dialog.No, "a day is more than no months"},
		{"2025-01-01", "2025-01-01", -3, dialog.Yes, dialog.No, "and more than fewer"},
		{"9999-12-02", "9999-12-31", 1, dialog.No, dialog.Yes, "the month ends beyond the calendar"},
		{"0001-01-01", "9999-12-31", math.MaxInt, dialog.No, dialog.Yes, "no overflow"},
		{"unknown", "2025-02-14", 3, dialog.Unknown, dialog.Unknown, "no start"},
		{"2025-02-14", "unknown", 3, dialog.Unknown, dialog.Unknown, "no end"},
	} {
		p := dialog.Period{Start: dialog.MustDate(tc.start), End: dialog.MustDate(tc.end)}
		assert.Equal(t, tc.least, p.AtLeast(tc.months), "%s to %s at least %d: %s", tc.start, tc.end, tc.months, tc.reason)
		assert.Equal(t, tc.atMost, p.AtMost(tc.months), "%s to %s at most %d: %s", tc.start, tc.end, tc.months, tc.reason)
	}
}

func TestDaysOfAPeriodCountBothEnds(t *testing.T) {
	for _, tc := range []struct {
		start, end string
		days       int
		ok         bool
	}{
		{"2025-11-14", "2025-11-14", 1, true},
		{"2025-11-14", "2025-11-15", 2, true},
		{"2024-01-01", "2024-12-31", 366, true},
		{"2025-11-14", "2025-11-13", 0, true},
		{"2025-11-14", "2025-11", 0, false},
		{"unknown", "2025-11-14", 0, false},
	} {
		n, ok := dialog.Period{Start: dialog.MustDate(tc.start), End: dialog.MustDate(tc.end)}.Days()
		assert.Equal(t, tc.days, n, "%s to %s", tc.start, tc.end)
		assert.Equal(t, tc.ok, ok, "%s to %s", tc.start, tc.end)
	}
}

func TestContainsAndOverlaps(t *testing.T) {
	p := dialog.Period{Start: dialog.MustDate("2024-11-15"), End: dialog.MustDate("2024-11-16")}
	for day, want := range map[string]dialog.Truth{
		"2024-11-14": dialog.No, "2024-11-15": dialog.Yes, "2024-11-16": dialog.Yes, "2024-11-17": dialog.No,
		"2024-11": dialog.Unknown, "2024-10": dialog.No, "unknown": dialog.Unknown,
	} {
		assert.Equal(t, want, p.Contains(dialog.MustDate(day)), day)
		assert.Equal(t, want, p.Overlaps(dialog.Period{Start: dialog.MustDate(day), End: dialog.MustDate(day)}), day)
	}
	assert.Equal(t, dialog.No, dialog.Period{Start: dialog.MustDate("2025")}.Contains(dialog.MustDate("2024-12-31")), "one known end can decide")
	backwards := dialog.Period{Start: dialog.MustDate("2024-11-20"), End: dialog.MustDate("2024-11-10")}
	november := dialog.Period{Start: dialog.MustDate("2024-11-01"), End: dialog.MustDate("2024-11-30")}
	assert.Equal(t, dialog.No, backwards.Overlaps(november), "a period that ends before it starts has no day to share")
	assert.Equal(t, dialog.No, november.Overlaps(backwards))
	assert.Equal(t, dialog.No, backwards.Contains(dialog.MustDate("2024-11")), "nor one to contain")
}

func TestContainsAndOverlapsHoldForAllDaysOrForNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Two months of precision keep the number of combinations small.
		draw := func(name string) dialog.Date {
			day := dialog.MustDate("2024-02-20").AddDays(rapid.IntRange(0, 45).Draw(t, name))
			return cut(day, rapid.SampledFrom([]int{7, 10, 10}).Draw(t, name+" form"))
		}
		p, q := dialog.Period{Start: draw("p start"), End: draw("p end")}, dialog.Period{Start: draw("q start"), End: draw("q end")}
		assert.Equal(t, overlapsByTrying(p, q), p.Overlaps(q), "%v %v", p, q)
		assert.Equal(t, p.Overlaps(q), q.Overlaps(p))
		if day := q.Start; day.Precision() == dialog.PrecisionDay {
			assert.Equal(t, overlapsByTrying(p, dialog.Period{Start: day, End: day}), p.Contains(day), "%v %s", p, day)
		}
	})
}

// overlapsByTrying takes every combination of days that two periods can stand
// for. The days are numbered once, so that trying them is cheap.
func overlapsByTrying(p, q dialog.Period) dialog.Truth {
	numbers := func(d dialog.Date) (all []int) {
		for _, day := range days(d) {
			n, _ := dialog.MustDate("2024-01-01").DaysUntil(day)
			all = append(all, n)
		}
		return all
	}
	yes, no := false, false
	for _, a := range numbers(p.Start) {
		for _, b := range numbers(p.End) {
			for _, c := range numbers(q.Start) {
				for _, d := range numbers(q.End) {
					shared := max(a, c) <= min(b, d) // the days from a to b and from c to d
					yes, no = yes || shared, no || !shared
				}
			}
		}
	}
	switch {
	case yes && !no:
		return dialog.Yes
	case no && !yes:
		return dialog.No
	}
	return dialog.Unknown
}

func ExamplePeriodEnd() {
	for _, start := range []string{"2024-11-15", "2023-11-30", "2025-01-31", "2025-01-01"} {
		counted, _ := dialog.PeriodEnd(dialog.MustDate(start), 3, dialog.CountStart)
		skipped, _ := dialog.PeriodEnd(dialog.MustDate(start), 3, dialog.SkipStart)
		fmt.Println(start, counted, skipped)
	}
	// Output:
	// 2024-11-15 2025-02-14 2025-02-15
	// 2023-11-30 2024-02-29 2024-02-29
	// 2025-01-31 2025-04-30 2025-04-30
	// 2025-01-01 2025-03-31 2025-04-01
}

func ExampleLatestStart() {
	fmt.Println(dialog.LatestStart(dialog.MustDate("2025-11-13"), 3))
	fmt.Println(dialog.LatestStart(dialog.MustDate("2025-02-28"), 1))
	fmt.Println(dialog.LatestStart(dialog.MustDate("2025-03-30"), 1)) // from 1 March it would end on the 31st
	// Output:
	// 2025-08-14
	// 2025-02-01
	// 2025-02-28
}

func ExamplePeriod_AtLeast() {
	p := dialog.Period{Start: dialog.MustDate("2024-11"), End: dialog.MustDate("2025-02-14")}
	fmt.Println(p.AtLeast(2), p.AtLeast(3), p.AtLeast(4))
	// Output: yes unknown no
}

func ExamplePeriod_Length() {
	p := dialog.Period{Start: dialog.MustDate("2024-11-15"), End: dialog.MustDate("2025-02-20")}
	months, days, _ := p.Length()
	fmt.Println(months, "months and", days, "days")
	// Output: 3 months and 6 days
}
