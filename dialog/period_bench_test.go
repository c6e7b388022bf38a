package dialog_test

import (
	"fmt"
	"testing"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

func BenchmarkParseDate(b *testing.B) {
	for _, text := range []string{"2025-11-14", "2025-11", "unknown", "2025-04-31"} {
		b.Run("text="+text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = dialog.ParseDate(text)
			}
		})
	}
}

func BenchmarkAddDays(b *testing.B) {
	d := dialog.MustDate("2025-11-14")
	b.ReportAllocs()
	for b.Loop() {
		_ = d.AddDays(365)
	}
}

func BenchmarkPeriodEnd(b *testing.B) {
	start := dialog.MustDate("2024-11-30")
	for _, counting := range []dialog.Counting{dialog.CountStart, dialog.SkipStart} {
		b.Run(fmt.Sprintf("counting=%s", counting), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = dialog.PeriodEnd(start, 3, counting)
			}
		})
	}
}

func BenchmarkLatestStart(b *testing.B) {
	end := dialog.MustDate("2025-02-28") // the start is looked for over several days
	for _, months := range []int{3, 120} {
		b.Run(fmt.Sprintf("months=%d", months), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = dialog.LatestStart(end, months)
			}
		})
	}
}

func BenchmarkPeriod(b *testing.B) {
	for _, start := range []string{"2024-11-15", "2024-11"} {
		p := dialog.Period{Start: dialog.MustDate(start), End: dialog.MustDate("2025-02-14")}
		b.Run("question=at-least/start="+start, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = p.AtLeast(3)
			}
		})
		b.Run("question=length/start="+start, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _, _ = p.Length()
			}
		})
	}
}
