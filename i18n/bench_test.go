package i18n_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A finding as the programme reports it: a text, a count and a date.
const benchmarkKey = "rule.DEN-03.message"

func benchmarkLocalizer(t testing.TB) *i18n.Localizer {
	c, err := withTexts(t, map[string]string{
		"de.yaml": benchmarkKey + ": Der Workstream „{number}“ dauert {days:unit.month} und endet erst {end:on}.",
	})
	require.NoError(t, err)
	return c.Localizer("de")
}

const benchmarkText = "Der Workstream „Sichere Schulen“ dauert 10 Monate und endet erst am 14. November 2025."

func benchmarkArgs() []i18n.Arg {
	return []i18n.Arg{i18n.Text("number", "Sichere Schulen"), i18n.Int("days", 10), i18n.Day("end", day(2025, 11, 14))}
}

func benchmarkPrinter(t testing.TB) *message.Printer {
	b := catalog.NewBuilder()
	err := b.Set(language.German, benchmarkKey, plural.Selectf(2, "%d",
		plural.One, "Der Workstream „%[1]s“ dauert %[2]d Monat und endet erst am %[3]s.",
		plural.Other, "Der Workstream „%[1]s“ dauert %[2]d Monate und endet erst am %[3]s."))
	require.NoError(t, err)
	return message.NewPrinter(language.German, message.Catalog(b))
}

// BenchmarkLocalize renders one message with three arguments. The Printer gets
// the date as a finished string, because x/text has no dates; i18n writes it.
func BenchmarkLocalize(b *testing.B) {
	localizer, printer := benchmarkLocalizer(b), benchmarkPrinter(b)
	args := benchmarkArgs()
	b.Run("renderer=i18n", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			localizer.Text(benchmarkKey, args...)
		}
	})
	b.Run("renderer=i18n-append", func(b *testing.B) {
		b.ReportAllocs()
		dst := make([]byte, 0, 256)
		for b.Loop() {
			dst = localizer.Append(dst[:0], benchmarkKey, args...)
		}
	})
	b.Run("renderer=message.Printer", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			printer.Sprintf(benchmarkKey, "Sichere Schulen", 10, "14. November 2025")
		}
	})
}

func BenchmarkLocalizer(b *testing.B) {
	c := i18n.Default()
	for name, preference := range map[string]string{"tag": "en", "header": "fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5"} {
		b.Run("preference="+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Localizer(preference)
			}
		})
	}
}

func TestBothRenderersOfTheBenchmarkSayTheSame(t *testing.T) {
	assert.Equal(t, benchmarkText, benchmarkLocalizer(t).Text(benchmarkKey, benchmarkArgs()...))
	assert.Equal(t, benchmarkText, benchmarkPrinter(t).Sprintf(benchmarkKey, "Sichere Schulen", 10, "14. November 2025"))
}

func TestRenderingAllocatesTheResultAlone(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector empties pools at random")
	}
	l, args := benchmarkLocalizer(t), benchmarkArgs()
	dst := make([]byte, 0, 256)
	terms := i18n.Terms("group", "group.science", "group.business")
	cases := []struct {
		name string
		want float64
		run  func()
	}{
		{"Text", 1, func() { l.Text(benchmarkKey, args...) }},
		{"Text with arguments made on the spot", 1, func() {
			l.Text(benchmarkKey, i18n.Text("number", "x"), i18n.Int("days", 1234), i18n.Day("end", day(2025, 11, 0)))
		}},
		{"Text without placeholders", 0, func() { l.Text("common.unknown") }},
		{"Append", 0, func() { dst = l.Append(dst[:0], benchmarkKey, args...) }},
		{"Append of terms", 0, func() { dst = l.Append(dst[:0], "rule.PAR-01.message", i18n.Text("participant", "P"), terms) }},
		{"Date", 1, func() { l.Date(day(2025, 11, 14)) }},
		{"DateRange", 1, func() { l.DateRange(day(2025, 11, 14), day(2025, 12, 14)) }},
		{"Number", 1, func() { l.Number(1_234_567) }},
		{"Localizer by tag", 0, func() { i18n.Default().Localizer("en") }},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			assert.LessOrEqual(t, testing.AllocsPerRun(200, tc.run), tc.want)
		})
	}
}
