package dialog_test

import (
	"fmt"
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
		"overflow":        second(dialog.PeriodEnd(day, 1<<62, dialog.SkipStart)),
	} {
		assert.ErrorIs(t, err, dialog.ErrPeriod, name)
	}
	last, err := dialog.PeriodEnd(dialog.MustDate("9999-12-01"), 1, dialog.CountStart)
	require.NoError(t, err)
	assert.Equal(t, "9999-12-31", last.String())
	assert.Zero(t, dialog.LatestStart(dialog.MustDate("0001-01-15"), 1), "no month ends so early")
	assert.Zero(t, dialog.LatestStart(dialog.MustDate("2025-01"), 1))
}

func second(_ dialog.Date, err error) error { return err }

// bruteEnd is an independent definition: it walks the calendar of the standard
// library day by day. With the start counted the last day is the one before the
// first day that bears the start's number in the month in question; where no day
// of that month bears the number that decides, it is the month's last day.
func bruteEnd(start time.Time, months int, counted bool) time.Time {
	first := time.Date(start.Year(), start.Month(), 1, 0, 0, 0, 0, time.UTC)
	target := first.AddDate(0, months, 0) // first days of months never overflow
	end := target
	for day := target; day.Month() == target.Month(); day = day.AddDate(0, 0, 1) {
		end = day // so far the last day of the month
		if !counted && day.Day() == start.Day() {
			return day
		}
		if counted && day.AddDate(0, 0, 1).Day() == start.Day() && day.Day() < start.Day() {
			return day
		}
		if counted && day.Day() == start.Day() { // the start is the first of a month
			return day.AddDate(0, 0, -1)
		}
		if counted && day.Day() == start.Day()-1 {
			return day
		}
	}
	return end
}

func TestMonthArithmeticAgreesWithBruteForceFrom2000To2100(t *testing.T) {
	for start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC); start.Year() <= 2100; start = start.AddDate(0, 0, 1) {
		day, err := dialog.NewDate(start.Date())
		require.NoError(t, err)
		for months := 1; months <= 24; months++ {
			for _, counting := range []dialog.Counting{dialog.CountStart, dialog.SkipStart} {
				want, _ := dialog.NewDate(bruteEnd(start, months, counting == dialog.CountStart).Date())
				got, err := dialog.PeriodEnd(day, months, counting)
				if err != nil || got != want {
					require.Fail(t, "end differs", "%d months from %s (counting %d): got %s, want %s, %v", months, day, counting, got, want, err)
				}
			}
		}
	}
}

func TestLatestStartIsTheLastThatEndsInTime(t *testing.T) {
	for end := dialog.MustDate("2023-12-01"); end.Compare(dialog.MustDate("2025-04-01")) < 0; end = end.AddDays(1) {
		for months := 1; months <= 24; months++ {
			start := dialog.LatestStart(end, months)
			in, err := dialog.PeriodEnd(start, months, dialog.CountStart)
			require.NoError(t, err)
			late, err := dialog.PeriodEnd(start.AddDays(1), months, dialog.CountStart)
			require.NoError(t, err)
			if in.Compare(end) > 0 || late.Compare(end) <= 0 {
				require.Fail(t, "not the latest start", "%d months until %s: %s ends on %s, the next day on %s", months, end, start, in, late)
			}
		}
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
		skipped := (longer.Year()*12 + int(longer.Month())) - (end.Year()*12 + int(end.Month()))
		assert.Equal(t, 1, skipped, "one month more ends in the month after: none is skipped")
		if c == dialog.CountStart {
			months, days, ok := dialog.Period{Start: start, End: end}.Length()
			assert.True(t, ok)
			assert.Equal(t, n, months, "Length finds the months again")
			assert.Zero(t, days)
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
		n := rapid.IntRange(1, 12).Draw(t, "months")
		end := func(s dialog.Date) dialog.Date {
			e, err := dialog.PeriodEnd(s, n, dialog.CountStart)
			require.NoError(t, err)
			return e
		}
		assert.Equal(t, truthOver(days(p.Start), days(p.End), func(s, e dialog.Date) bool { return end(s).Compare(e) <= 0 }), p.AtLeast(n), "at least")
		assert.Equal(t, truthOver(days(p.Start), days(p.End), func(s, e dialog.Date) bool { return end(s).Compare(e) >= 0 }), p.AtMost(n), "at most")
	})
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
}
