package dialog_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
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

func TestRefusedDatesSayTheWayOut(t *testing.T) {
	for text, want := range map[string]string{
		"2025-04-31": `no such day: "2025-04-31": April 2025 has 30 days`,
		"2025-02-29": `no such day: "2025-02-29": February 2025 has 28 days`,
		"2025-13":    `no such day: "2025-13": months are 01 to 12`,
		"0000":       `no such day: "0000": years are 0001 to 9999`,
		"14.11.2025": `not a date: "14.11.2025": want 2025-11-14, 2025-11, 2025 or unknown`,
	} {
		_, err := dialog.ParseDate(text)
		assert.EqualError(t, err, want)
	}
	_, err := dialog.ParseDate(strings.Repeat("9", 1_000_000))
	assert.Less(t, len(err.Error()), 200, "a long text does not fill the report")
}

func TestOnlyDaysOfTheCalendarCanBeMade(t *testing.T) {
	for _, tc := range []struct {
		year, day int
		month     time.Month
		way       string
	}{
		{2025, 31, time.April, "April 2025 has 30 days"},
		{2025, 0, time.April, "April 2025 has 30 days"},
		{2025, 29, time.February, "February 2025 has 28 days"},
		{2025, 1, 13, "months are 01 to 12"},
		{2025, 1, -1, "months are 01 to 12"},
		{0, 1, time.January, "years are 0001 to 9999"},
		{10000, 1, time.January, "years are 0001 to 9999"},
		{2025 + 1<<16, 1, time.January, "years are 0001 to 9999"}, // would wrap in 16 bits
		{2025, 1 + 1<<8, time.January, "January 2025 has 31 days"},
	} {
		d, err := dialog.NewDate(tc.year, tc.month, tc.day)
		require.ErrorIs(t, err, dialog.ErrNoSuchDay)
		assert.Zero(t, d)
		assert.ErrorContains(t, err, tc.way)
	}
	assert.PanicsWithValue(t, `dialog: MustDate: no such day: "2025-04-31": April 2025 has 30 days`, func() { dialog.MustDate("2025-04-31") })
}

func TestUnreadableTextLeavesTheDateAlone(t *testing.T) {
	d := dialog.MustDate("2025-11-14")
	require.Error(t, d.UnmarshalText([]byte("2025-02-30")))
	assert.Equal(t, dialog.MustDate("2025-11-14"), d)
}

func TestEveryDayAgreesWithTheStandardLibrary(t *testing.T) {
	// All of them: the conversion from day numbers rests on an estimate of the
	// year that its comment bounds, and this is the check of that bound.
	first := dialog.MustDate("0001-01-01")
	ref := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := 0; ref.Year() <= 9999; n, ref = n+1, ref.Add(24*time.Hour) {
		want, err := dialog.NewDate(ref.Date())
		got := first.AddDays(n)
		back, ok := first.DaysUntil(got)
		if err != nil || got != want || back != n || !ok {
			require.Fail(t, "days differ", "day %d: got %s, want %s (%v), back %d", n, got, want, err, back)
		}
	}
}

func TestDaysBeyondTheCalendarAreUnknown(t *testing.T) {
	assert.Zero(t, dialog.MustDate("9999-12-31").AddDays(1))
	assert.Zero(t, dialog.MustDate("0001-01-01").AddDays(-1))
	assert.Zero(t, dialog.MustDate("2025-01-01").AddDays(math.MaxInt), "no overflow")
	assert.Zero(t, dialog.MustDate("2025-01-01").AddDays(math.MinInt), "nor below")
	assert.Zero(t, dialog.MustDate("2025-01").AddDays(1), "a month is no day to count from")
	for _, imprecise := range []string{"2025-01", "2025", "unknown"} {
		d, day := dialog.MustDate(imprecise), dialog.MustDate("2026-01-01")
		_, ok := d.DaysUntil(day)
		assert.False(t, ok, imprecise)
		_, ok = day.DaysUntil(d)
		assert.False(t, ok, imprecise)
	}
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

// drawDate draws a date of any precision, also unknown, in a narrow range, so
// that dates meet.
func drawDate(t *rapid.T, name string) dialog.Date {
	day := dialog.MustDate("2024-01-15").AddDays(rapid.IntRange(0, 500).Draw(t, name))
	return cut(day, rapid.SampledFrom([]int{0, 4, 4, 7, 7, 10, 10, 10}).Draw(t, name+" form"))
}

// drawDay draws any day of the calendar, its ends more often than others.
func drawDay(t *rapid.T, name string) dialog.Date {
	return dialog.MustDate("0001-01-01").AddDays(rapid.IntRange(0, 3652058).Draw(t, name))
}

// cut forgets all of a day but the first characters of its text.
func cut(day dialog.Date, length int) dialog.Date {
	if length == 0 {
		return dialog.Date{}
	}
	return dialog.MustDate(day.String()[:length])
}

func TestTextIsTheInverseOfReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := cut(drawDay(t, "day"), rapid.SampledFrom([]int{0, 4, 7, 10}).Draw(t, "form"))
		back, err := dialog.ParseDate(d.String())
		require.NoError(t, err)
		assert.Equal(t, d, back)
		assert.Equal(t, d.Precision() == dialog.PrecisionUnknown, d.IsZero())

		p := dialog.Period{Start: d, End: drawDate(t, "end")}
		data, err := json.Marshal(p)
		require.NoError(t, err)
		var q dialog.Period
		require.NoError(t, json.Unmarshal(data, &q))
		assert.Equal(t, p, q, "an unknown end is left out and stays unknown: %s", data)
	})
}

func TestDatesForTextsHaveTheirPrecision(t *testing.T) {
	for text, want := range map[string]i18n.Date{
		"2025-11-14": {Year: 2025, Month: 11, Day: 14}, "2025-11": {Year: 2025, Month: 11}, "2025": {Year: 2025}, "unknown": {},
	} {
		d := dialog.MustDate(text)
		assert.Equal(t, want, d.I18n())
		assert.Equal(t, want, i18n.Date{Year: d.Year(), Month: int(d.Month()), Day: d.Day()})
	}
}

func TestPrecisionsAndCountingsHaveNames(t *testing.T) {
	for _, tc := range []struct {
		value interface {
			encoding.TextMarshaler
			fmt.Stringer
		}
		name string
	}{
		{dialog.PrecisionUnknown, "unknown"}, {dialog.PrecisionYear, "year"}, {dialog.PrecisionMonth, "month"}, {dialog.PrecisionDay, "day"},
		{dialog.CountStart, "count-start"}, {dialog.SkipStart, "skip-start"},
	} {
		text, err := tc.value.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, tc.name, string(text))
		assert.Equal(t, tc.name, tc.value.String())
	}
	for _, name := range dialog.Precision(0).Allowed() {
		p, err := dialog.ParsePrecision(name)
		require.NoError(t, err)
		var q dialog.Precision
		require.NoError(t, q.UnmarshalText([]byte(p.String())))
		assert.Equal(t, p, q)
	}
	for _, name := range dialog.Counting(0).Allowed() {
		c, err := dialog.ParseCounting(name)
		require.NoError(t, err)
		var d dialog.Counting
		require.NoError(t, d.UnmarshalText([]byte(c.String())))
		assert.Equal(t, c, d)
	}
	assert.ErrorIs(t, new(dialog.Precision).UnmarshalText([]byte("week")), dialog.ErrUnknownName)
	_, err := dialog.Counting(0).MarshalText()
	assert.ErrorIs(t, err, dialog.ErrUnknownName, "the zero counting is invalid")
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
		// The order of the texts of full dates is that of the days.
		want := truthOver(days(d), days(e), func(x, y dialog.Date) bool { return x.String() < y.String() })
		assert.Equal(t, want, d.Before(e))
		assert.Equal(t, want, e.After(d))
	})
	assert.Equal(t, dialog.Unknown, dialog.Date{}.Before(dialog.MustDate("2025")))
	assert.Equal(t, dialog.Unknown, dialog.MustDate("2025").Before(dialog.MustDate("2025")), "two days of the same year")
	assert.Equal(t, dialog.No, dialog.MustDate("2025-11-14").Before(dialog.MustDate("2025-11-14")), "a day is not before itself")
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
		d, e := drawDay(t, "d"), drawDay(t, "e")
		n, ok := d.DaysUntil(e)
		assert.True(t, ok)
		assert.Equal(t, e, d.AddDays(n))
		assert.Equal(t, d, e.AddDays(-n))
		back, _ := e.DaysUntil(d)
		assert.Equal(t, -n, back)
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
		if again, err := dialog.ParseDate(d.String()); err != nil || again != d {
			t.Fatalf("%q is read as %s, and that as %s (%v)", s, d, again, err)
		}
	})
}

func ExampleParseDate() {
	for _, text := range []string{"2025-11-14", "2025-11", "unknown", "2025-04-31"} {
		d, err := dialog.ParseDate(text)
		fmt.Println(d, d.Precision(), err)
	}
	// Output:
	// 2025-11-14 day <nil>
	// 2025-11 month <nil>
	// unknown unknown <nil>
	// unknown unknown no such day: "2025-04-31": April 2025 has 30 days
}

func ExampleDate_Before() {
	november := dialog.MustDate("2025-11")
	fmt.Println(november.Before(dialog.MustDate("2025-12-01")))
	fmt.Println(november.Before(dialog.MustDate("2025-11-14")))
	fmt.Println(november.Before(dialog.MustDate("2025-11-01")))
	// Output:
	// yes
	// unknown
	// no
}
