package chart_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget/internal/chart"
)

func TestShown(t *testing.T) {
	row := func(elected int) chart.RoundsRow { return chart.RoundsRow{Elected: elected} }
	for name, c := range map[string]struct {
		rounds int
		rows   []chart.RoundsRow
		show   []int
		want   []int
	}{
		"none":              {0, nil, nil, []int{}},
		"six":               {6, nil, nil, []int{0, 1, 2, 3, 4, 5}},
		"seven":             {7, nil, nil, []int{0, 3, 4, 5, 6}},
		"elected":           {20, []chart.RoundsRow{row(3), row(9), row(9), row(20), row(0)}, nil, []int{0, 2, 8, 16, 17, 18, 19}},
		"elected elsewhere": {7, []chart.RoundsRow{row(99), row(-4)}, nil, []int{0, 3, 4, 5, 6}},
		"asked for":         {20, nil, []int{5, 2, 5, -1, 20}, []int{2, 5}},
	} {
		t.Run(name, func(t *testing.T) {
			got := chart.Rounds{Rounds: make([]string, c.rounds), Rows: c.rows, Show: c.show}.Shown()
			require.Equal(t, c.want, got)
		})
	}
}

func TestLeftOutIsTold(t *testing.T) {
	require.Contains(t, string(roundsOf(17).SVG()), "11 Runden sind nicht gezeigt.")
	require.NotContains(t, string(roundsOf(5).SVG()), "nicht gezeigt")
}

func TestManyRows(t *testing.T) {
	svg := stackedOf(200).SVG()
	check(t, svg)
	require.Equal(t, 200, strings.Count(string(svg), "Stimmen</text>"))
}

// The number of a segment is never cut: it stands there whole, or in the tooltip alone.
func TestSegmentText(t *testing.T) {
	svg := string(chart.Stacked{Series: []string{"A", "B"}, Rows: []chart.Row{
		{Parts: []chart.Part{{1, "123456"}, {99, "99"}}}}}.SVG())
	require.Contains(t, svg, "<title>A: 123456</title>")
	require.NotContains(t, svg, ">123456</text>")
	require.Contains(t, svg, ">99</text>")
}

func TestDirectionIsNotTurned(t *testing.T) {
	svg := string(chart.Seats{Seats: []chart.Seat{{Label: "a\u202eb", Holder: "\u2067c"}}}.SVG())
	require.Contains(t, svg, ">ab</text>")
	require.Contains(t, svg, ">c</text>")
}

func TestOpenBarHasAnArrow(t *testing.T) {
	for name, c := range map[string]struct {
		bar  chart.Bar
		want int
	}{
		"closed":           {chart.Bar{From: 1, To: 5}, 0},
		"open":             {chart.Bar{From: 1, To: 5, Open: true}, 1},
		"open at the end":  {chart.Bar{From: 1, To: 100, Open: true}, 1},
		"open before":      {chart.Bar{From: -9, To: -5, Open: true}, 1},
		"open after":       {chart.Bar{From: 101, To: 102, Open: true}, 0},
		"open, no end yet": {chart.Bar{From: 50, Open: true}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			svg := chart.Gantt{From: 0, To: 100, Rows: []chart.GanttRow{{Bars: []chart.Bar{c.bar}}}}.SVG()
			check(t, svg)
			require.Equal(t, c.want, strings.Count(string(svg), "<polygon"))
		})
	}
}

func BenchmarkStacked(b *testing.B) { bench(b, stackedOf(20)) }
func BenchmarkRounds(b *testing.B)  { bench(b, roundsOf(17)) }
func BenchmarkGantt(b *testing.B)   { bench(b, samples["gantt"]) }
func BenchmarkSeats(b *testing.B)   { bench(b, samples["seats"]) }

func bench(b *testing.B, c drawing) {
	b.ReportAllocs()
	var dst []byte
	for b.Loop() {
		dst = c.Append(dst[:0])
	}
	b.SetBytes(int64(len(dst)))
}
