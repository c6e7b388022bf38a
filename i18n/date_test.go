package i18n_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func day(year, month, day int) i18n.Date { return i18n.Date{Year: year, Month: month, Day: day} }

func TestDatesAreWrittenAsPreciselyAsTheyAreKnown(t *testing.T) {
	cases := []struct {
		name                   string
		date                   i18n.Date
		de, en, month, monthEn string
	}{
		{"day", day(2025, 11, 14), "14. November 2025", "14 November 2025", "November 2025", "November 2025"},
		{"first of March", day(2024, 3, 1), "1. März 2024", "1 March 2024", "März 2024", "March 2024"},
		{"month", day(2025, 5, 0), "Mai 2025", "May 2025", "Mai 2025", "May 2025"},
		{"year", day(2025, 0, 0), "2025", "2025", "2025", "2025"},
		{"unknown", i18n.Date{}, "unbekannt", "unknown", "unbekannt", "unknown"},
		{"thirteenth month", day(2025, 13, 1), "2025-13-01", "2025-13-01", "2025-13-01", "2025-13-01"},
		{"day without month", day(2025, 0, 7), "2025-00-07", "2025-00-07", "2025-00-07", "2025-00-07"},
		{"month without year", day(0, 7, 0), "0000-07-00", "0000-07-00", "0000-07-00", "0000-07-00"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.de, i18n.German().Date(tc.date))
			assert.Equal(t, tc.en, i18n.English().Date(tc.date))
			assert.Equal(t, tc.month, i18n.German().Month(tc.date))
			assert.Equal(t, tc.monthEn, i18n.English().Month(tc.date))
		})
	}
}

func TestRangesSayOnceWhatBothDatesShare(t *testing.T) {
	cases := []struct {
		name, reason string
		from, to     i18n.Date
		de, en       string
	}{
		{"days of one month", "month and year once", day(2025, 11, 14), day(2025, 11, 15), "14. bis 15. November 2025", "14–15 November 2025"},
		{"days of one year", "year once", day(2025, 11, 30), day(2025, 12, 2), "30. November bis 2. Dezember 2025", "30 November – 2 December 2025"},
		{"days of two years", "nothing is shared", day(2024, 12, 30), day(2025, 1, 2), "30. Dezember 2024 bis 2. Januar 2025", "30 December 2024 – 2 January 2025"},
		{"one day", "a date, no range", day(2025, 11, 14), day(2025, 11, 14), "14. November 2025", "14 November 2025"},
		{"months of one year", "year once", day(2025, 3, 0), day(2025, 5, 0), "März bis Mai 2025", "March–May 2025"},
		{"months of two years", "nothing is shared", day(2024, 11, 0), day(2025, 2, 0), "November 2024 bis Februar 2025", "November 2024 – February 2025"},
		{"years", "", day(2024, 0, 0), day(2025, 0, 0), "2024 bis 2025", "2024–2025"},
		{"month to day", "different precision", day(2025, 3, 0), day(2025, 11, 14), "März 2025 bis 14. November 2025", "March 2025 – 14 November 2025"},
		{"start unknown", "until", i18n.Date{}, day(2025, 11, 14), "bis zum 14. November 2025", "until 14 November 2025"},
		{"start unknown, month", "until", i18n.Date{}, day(2025, 11, 0), "bis November 2025", "until November 2025"},
		{"end unknown", "from, as it may lie ahead", day(2025, 11, 14), i18n.Date{}, "ab dem 14. November 2025", "from 14 November 2025"},
		{"both unknown", "", i18n.Date{}, i18n.Date{}, "unbekannt", "unknown"},
		{"backwards in a month", "as it is, not as if it were right", day(2025, 11, 15), day(2025, 11, 14), "15. November 2025 bis 14. November 2025", "15 November 2025 – 14 November 2025"},
		{"no dates", "digits", day(2025, 13, 1), day(2025, 14, 1), "2025-13-01 bis 2025-14-01", "2025-13-01 – 2025-14-01"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.de, i18n.German().DateRange(tc.from, tc.to), tc.reason)
			assert.Equal(t, tc.en, i18n.English().DateRange(tc.from, tc.to), tc.reason)
		})
	}
}

func TestNumbersAreGroupedAsTheLanguageDoes(t *testing.T) {
	cases := []struct {
		n      int
		de, en string
	}{
		{0, "0", "0"}, {999, "999", "999"}, {1000, "1.000", "1,000"}, {-1234567, "-1.234.567", "-1,234,567"},
		{math.MaxInt64, "9.223.372.036.854.775.807", "9,223,372,036,854,775,807"},
		{math.MinInt64, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"},
	}
	for _, tc := range cases {
		assert.Equal(t, tc.de, i18n.German().Number(tc.n))
		assert.Equal(t, tc.en, i18n.English().Number(tc.n))
	}
}

func TestOrdinalsFollowTheLanguage(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 21: "21st", 112: "112th"} {
		assert.Equal(t, want, i18n.English().Text("ordinal", i18n.Int("n", n)))
	}
	assert.Equal(t, "21.", i18n.German().Text("ordinal", i18n.Int("n", 21)))
}

func TestListsAreJoinedAsTheLanguageDoes(t *testing.T) {
	cases := []struct {
		items  []string
		de, en string
	}{
		{nil, "", ""},
		{[]string{"A"}, "A", "A"},
		{[]string{"A", "B"}, "A und B", "A and B"},
		{[]string{"A", "B", "C"}, "A, B und C", "A, B and C"},
		{[]string{"A", "B", "C", "D"}, "A, B, C und D", "A, B, C and D"},
	}
	for _, tc := range cases {
		assert.Equal(t, tc.de, i18n.German().Join(tc.items...))
		assert.Equal(t, tc.en, i18n.English().Join(tc.items...))
	}
}

func TestUmlautsSortWithTheirVowel(t *testing.T) {
	l := i18n.German()
	names := []string{"Zug", "Ölweg", "Oper", "Ähre", "Apfel", "apfel", "Straße", "Strasse"}
	l.Sort(names)
	assert.Equal(t, []string{"Ähre", "apfel", "Apfel", "Ölweg", "Oper", "Strasse", "Straße", "Zug"}, names)
	assert.Zero(t, l.Compare("Ä", "Ä"))
	assert.NotZero(t, l.Compare("Ä", "A\u0308"), "the order is total: only equal strings are equal")
	assert.Negative(t, l.Compare("Ähre", "Zug"))
}
