package chart_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget/internal/chart"
)

var (
	hostile = rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"", " ", `"><script>alert(1)</script>`, `' style='x' onload='y`, "]]>", "<!--", "&amp;&#0;", "\x00\x1b\xff\xed\xa0\x80",
		"\u202eabc\u2066", "\ufffe\uffff", strings.Repeat("Wörter ", 1500), strings.Repeat("漢", 10000),
		strings.Repeat("\u0301", 10000), "😀👨‍👩‍👧", "url(#x)", "17", "ganz normal",
	}), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }))
	number = rapid.OneOf(rapid.Float64(), rapid.Float64Range(0, 100), rapid.SampledFrom([]float64{
		math.NaN(), math.Inf(1), math.Inf(-1), -1, 0, 5e-324, math.MaxFloat64, 1e15, 1,
	}))
	day  = rapid.OneOf(rapid.IntRange(-40, 400), rapid.SampledFrom([]int{math.MinInt, math.MaxInt, math.MaxInt - 1, 0}))
	few  = rapid.IntRange(-2, 20)
	coin = rapid.Bool()
)

func several[T any](one func(t *rapid.T) T) func(t *rapid.T) []T {
	return func(t *rapid.T) []T { return rapid.SliceOfN(rapid.Custom(one), 0, 12).Draw(t, "several") }
}

func drawHead(t *rapid.T) chart.Head {
	return chart.Head{ID: hostile.Draw(t, "id"), Title: hostile.Draw(t, "title"), Desc: hostile.Draw(t, "desc"), Standalone: coin.Draw(t, "file")}
}

func drawText(t *rapid.T) string { return hostile.Draw(t, "text") }

func drawPart(t *rapid.T) chart.Part {
	return chart.Part{Value: number.Draw(t, "value"), Text: drawText(t)}
}

func drawMark(t *rapid.T) chart.Mark {
	return chart.Mark{Day: day.Draw(t, "day"), Label: drawText(t)}
}

func drawStacked(t *rapid.T) chart.Stacked {
	c := chart.Stacked{Head: drawHead(t), Series: several(drawText)(t), Rows: several(func(t *rapid.T) chart.Row {
		return chart.Row{Label: drawText(t), Parts: several(drawPart)(t), Total: drawText(t), Need: number.Draw(t, "need"), Won: coin.Draw(t, "won"), Out: coin.Draw(t, "out")}
	})(t)}
	c.NeedLabel = drawText(t)
	return c
}

func drawRounds(t *rapid.T) chart.Rounds {
	return chart.Rounds{Head: drawHead(t), Rounds: several(drawText)(t), Quota: rapid.SliceOfN(number, 0, 12).Draw(t, "quota"),
		QuotaLabel: drawText(t), Show: rapid.SliceOfN(few, 0, 12).Draw(t, "show"),
		LeftOut: func(int) string { return "<left out>" },
		Rows: several(func(t *rapid.T) chart.RoundsRow {
			return chart.RoundsRow{Label: drawText(t), Cells: several(drawPart)(t), Elected: few.Draw(t, "elected"), Out: few.Draw(t, "out")}
		})(t)}
}

func drawGantt(t *rapid.T) chart.Gantt {
	c := chart.Gantt{Head: drawHead(t), From: day.Draw(t, "from"), To: day.Draw(t, "to"), Ticks: several(drawMark)(t),
		Rows: several(func(t *rapid.T) chart.GanttRow {
			r := chart.GanttRow{Label: drawText(t), Total: drawText(t), Marks: several(drawMark)(t), Bars: several(drawBar)(t)}
			if coin.Draw(t, "window") {
				r.Window = &chart.Window{Earliest: day.Draw(t, "earliest"), Latest: day.Draw(t, "latest")}
			}
			return r
		})(t)}
	if coin.Draw(t, "keys") {
		c.Keys = chart.Keys{drawText(t), drawText(t), drawText(t), drawText(t), drawText(t), drawText(t)}
	}
	if coin.Draw(t, "today") {
		m := drawMark(t)
		c.Today = &m
	}
	return c
}

func drawBar(t *rapid.T) chart.Bar {
	return chart.Bar{From: day.Draw(t, "from"), To: day.Draw(t, "to"), Open: coin.Draw(t, "open"), Planned: coin.Draw(t, "planned"),
		Late: coin.Draw(t, "late"), Text: drawText(t)}
}

// Whatever the input, a chart is well-formed, contains nothing but what this package
// draws, and nothing in it stands outside.
func TestLawAnyInput(t *testing.T) {
	for name, draw := range map[string]func(t *rapid.T) drawing{
		"stacked": func(t *rapid.T) drawing { return drawStacked(t) },
		"rounds":  func(t *rapid.T) drawing { return drawRounds(t) },
		"gantt":   func(t *rapid.T) drawing { return drawGantt(t) },
	} {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			c := draw(t)
			svg := c.SVG()
			check(t, svg)
			require.Equal(t, string(svg), string(c.SVG()), "not the same again")
		}))
	}
}

// Segments are as wide as their values are large, in one scale for all rows.
func TestLawProportional(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.SliceOfN(rapid.Float64Range(1, 1e6), 8, 8)
		rows := rapid.SliceOfN(row, 1, 10).Draw(t, "rows")
		c := chart.Stacked{}
		most := 0.0
		for _, values := range rows {
			r, sum := chart.Row{}, 0.0
			for _, v := range values {
				sum += v
				r.Parts = append(r.Parts, chart.Part{Value: v})
			}
			most = max(most, sum)
			c.Rows = append(c.Rows, r)
		}
		widths := map[string][]float64{}
		for _, e := range read(t, c.SVG()) {
			class, outlined := strings.CutSuffix(e.attr["class"], " dfc-edge")
			if outlined && e.name == "rect" {
				widths[class] = append(widths[class], e.num(t, "width"))
			}
		}
		for i := range 8 {
			got := widths["dfc-c"+string(rune('1'+i))]
			k := 0
			for _, values := range rows {
				want := values[i] / most * 320
				if want < 0.01 {
					return // It may have been rounded away, and then the rest is shifted.
				}
				require.InDelta(t, want, got[k], 0.0101)
				k++
			}
		}
	})
}

// FuzzText puts one hostile text everywhere.
func FuzzText(f *testing.F) {
	f.Add("Ja", 1.0, 3)
	f.Add("\x00<script>\u202e\xff", math.Inf(1), math.MinInt)
	f.Fuzz(func(t *testing.T, s string, v float64, n int) {
		h := chart.Head{ID: s, Title: s, Desc: s, Standalone: n%2 == 0}
		parts := []chart.Part{{v, s}, {1, s}, {float64(n), s}}
		marks := []chart.Mark{{n, s}, {3, s}}
		check(t, chart.Stacked{h, []string{s, s}, []chart.Row{{s, parts, s, v, true, false}}, s}.SVG())
		check(t, chart.Rounds{Head: h, Rounds: []string{s, s}, Rows: []chart.RoundsRow{{s, parts, 1, n}}, Quota: []float64{v}, QuotaLabel: s}.SVG())
		check(t, chart.Gantt{Head: h, Ticks: marks, Today: &marks[0], Rows: []chart.GanttRow{{s, s, &chart.Window{n, 4}, []chart.Bar{{n, 2, true, false, true, s}}, marks}}, Keys: chart.Keys{s, s, s, s, s, s}}.SVG())
	})
}
