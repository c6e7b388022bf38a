package dialog_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

func TestDatesAreReadStrictly(t *testing.T) {
	for _, tc := range []struct {
		text   string
		want   error
		reason string
	}{
		{"2025-11-14", nil, "known to the day"},
		{"2025-11", nil, "known to the month"},
		{"2025", nil, "known to the year"},
		{"unknown", nil, "not known"},
		{"2024-02-29", nil, "2024 is a leap year"},
		{"2000-02-29", nil, "a year divisible by 400 is a leap year"},
		{"0001-01-01", nil, "the first day"},
		{"9999-12-31", nil, "the last day"},
		{"1900-02-29", dialog.ErrNoSuchDay, "a year divisible by 100 is not"},
		{"2025-02-29", dialog.ErrNoSuchDay, "nor is 2025"},
		{"2025-04-31", dialog.ErrNoSuchDay, "April has 30 days"},
		{"2025-13-01", dialog.ErrNoSuchDay, "there are twelve months"},
		{"2025-00", dialog.ErrNoSuchDay, "months begin with 1"},
		{"2025-01-00", dialog.ErrNoSuchDay, "days begin with 1"},
		{"0000-01-01", dialog.ErrNoSuchDay, "there is no year 0"},
		{"0000", dialog.ErrNoSuchDay, "nor in short"},
		{"", dialog.ErrDateSyntax, "nothing is not unknown"},
		{"Unknown", dialog.ErrDateSyntax, "the word is written small"},
		{"14.11.2025", dialog.ErrDateSyntax, "German order"},
		{"2025-11-14 ", dialog.ErrDateSyntax, "blank"},
		{"2025-1-14", dialog.ErrDateSyntax, "shortened month"},
		{"2025/11/14", dialog.ErrDateSyntax, "slashes"},
		{"+025-11-14", dialog.ErrDateSyntax, "sign"},
		{"2025-11-1x", dialog.ErrDateSyntax, "letter"},
		{"20251114", dialog.ErrDateSyntax, "basic format"},
		{"٢٠٢٥", dialog.ErrDateSyntax, "digits of another script"},
	} {
		t.Run(tc.text, func(t *testing.T) {
			d, err := dialog.ParseDate(tc.text)
			if tc.want == nil {
				require.NoError(t, err, tc.reason)
				assert.Equal(t, tc.text, d.String(), "String is the inverse")
				return
			}
			require.ErrorIs(t, err, tc.want, tc.reason)
			assert.Zero(t, d)
			assert.Contains(t, err.Error(), tc.text, "the message names the value")
		})
	}
}

func TestUnreadableTextLeavesTheDateAlone(t *testing.T) {
	d := dialog.MustDate("2025-11-14")
	require.Error(t, d.UnmarshalText([]byte("2025-02-30")))
	assert.Equal(t, dialog.MustDate("2025-11-14"), d)
}

func TestEveryDayAgreesWithTheStandardLibrary(t *testing.T) {
	// Twice four hundred years: every rule about leap years, and the seams.
	day, err := dialog.NewDate(1600, 1, 1)
	require.NoError(t, err)
	for ref := time.Date(1600, 1, 1, 0, 0, 0, 0, time.UTC); ref.Year() < 2401; ref = ref.AddDate(0, 0, 1) {
		want, err := dialog.NewDate(ref.Date())
		if err != nil || day != want {
			require.NoError(t, err)
			require.Equal(t, want, day)
		}
		next := day.AddDays(1)
		if n, ok := day.DaysUntil(next); n != 1 || !ok {
			require.Fail(t, "the next day is not one day later", "%s %s", day, next)
		}
		day = next
	}
}

func TestDaysBeyondTheCalendarAreUnknown(t *testing.T) {
	assert.Zero(t, dialog.MustDate("9999-12-31").AddDays(1))
	assert.Zero(t, dialog.MustDate("0001-01-01").AddDays(-1))
	assert.Zero(t, dialog.MustDate("2025-01-01").AddDays(1<<62), "no overflow")
	assert.Zero(t, dialog.MustDate("2025-01").AddDays(1), "a month is no day to count from")
	_, ok := dialog.MustDate("2025").DaysUntil(dialog.MustDate("2026-01-01"))
	assert.False(t, ok)
}

func TestAnImpreciseDateStandsForItsDays(t *testing.T) {
	for _, tc := range []struct{ date, first, last string }{
		{"2024", "2024-01-01", "2024-12-31"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2023-02", "2023-02-01", "2023-02-28"},
		{"2024-02-10", "2024-02-10", "2024-02-10"},
		{"unknown", "unknown", "unknown"},
	} {
		d := dialog.MustDate(tc.date)
		assert.Equal(t, tc.first, d.First().String())
		assert.Equal(t, tc.last, d.Last().String())
	}
}

// drawDate draws a date of any precision in a narrow range, so that dates meet.
func drawDate(t *rapid.T, name string) dialog.Date {
	day := dialog.MustDate("2024-01-15").AddDays(rapid.IntRange(0, 500).Draw(t, name))
	text := day.String()[:rapid.SampledFrom([]int{4, 7, 10, 10, 10}).Draw(t, name+" form")]
	return dialog.MustDate(text)
}

// days yields every day that a date can stand for.
func days(d dialog.Date) []dialog.Date {
	var all []dialog.Date
	for day := d.First(); !day.IsZero() && day.Compare(d.Last()) <= 0; day = day.AddDays(1) {
		all = append(all, day)
	}
	return all
}

// truthOver is what holds for all pairs of days, by trying them.
func truthOver(a, b []dialog.Date, holds func(a, b dialog.Date) bool) dialog.Truth {
	yes, no := false, false
	for _, x := range a {
		for _, y := range b {
			if holds(x, y) {
				yes = true
			} else {
				no = true
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

func TestBeforeHoldsForAllDaysOrForNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, e := drawDate(t, "d"), drawDate(t, "e")
		n := func(x dialog.Date) string { return x.String() } // text order of full dates is time order
		want := truthOver(days(d), days(e), func(x, y dialog.Date) bool { return n(x) < n(y) })
		assert.Equal(t, want, d.Before(e))
		assert.Equal(t, want, e.After(d))
	})
	assert.Equal(t, dialog.Unknown, dialog.Date{}.Before(dialog.MustDate("2025")))
}

func TestCompareIsATotalOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawDate(t, "a"), drawDate(t, "b"), drawDate(t, "c")
		assert.Equal(t, a.Compare(b), -b.Compare(a))
		assert.Equal(t, a == b, a.Compare(b) == 0)
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 {
			assert.LessOrEqual(t, a.Compare(c), 0)
		}
	})
	dates := []dialog.Date{{}, dialog.MustDate("2025"), dialog.MustDate("2025-01"), dialog.MustDate("2025-01-01"), dialog.MustDate("2024")}
	slices.SortFunc(dates, dialog.Date.Compare)
	assert.Equal(t, []dialog.Date{dialog.MustDate("2024"), dialog.MustDate("2025-01-01"), dialog.MustDate("2025-01"), dialog.MustDate("2025"), {}}, dates,
		"the more precise date first, unknown last")
}

func TestAddDaysAndDaysUntilAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dialog.MustDate("0001-01-01").AddDays(rapid.IntRange(0, 3652058).Draw(t, "day"))
		n := rapid.IntRange(-800_000, 800_000).Draw(t, "n")
		e := d.AddDays(n)
		if e.IsZero() {
			return
		}
		got, ok := d.DaysUntil(e)
		assert.True(t, ok)
		assert.Equal(t, n, got)
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2025-11-14", "2025-11", "2025", "unknown", "2025-02-30", "", "0000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := dialog.ParseDate(s)
		if err != nil {
			if !d.IsZero() {
				t.Fatalf("%q: an error and a date", s)
			}
			return
		}
		if d.String() != s {
			t.Fatalf("%q is read as %s", s, d)
		}
	})
}
