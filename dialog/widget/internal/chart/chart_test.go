package chart_test

import (
	"slices"
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
	svg := string(chart.Stacked{Rows: []chart.Row{{Label: "a\u202eb", Total: "\u2067c"}}}.SVG())
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

func bench(b *testing.B, c drawing) {
	b.ReportAllocs()
	var dst []byte
	for b.Loop() {
		dst = c.Append(dst[:0])
	}
	b.SetBytes(int64(len(dst)))
}

// What is written behind a label is a state or a number: half of it would be wrong.
func TestTotalIsNeverCut(t *testing.T) {
	for _, total := range []string{"unbekannt", "ausgewählt", "unveröffentlicht", "abgeschlossen", "12.345 Stimmen", "nicht ausgewählt, mit einer langen Erklärung"} {
		svg := string(chart.Stacked{Rows: []chart.Row{{Label: "Ein Workstream mit einem langen Titel und noch mehr", Total: total}}}.SVG())
		words := strings.Fields(total)
		require.Contains(t, svg, words[len(words)-1]+"</text>")
		require.NotContains(t, svg, words[0]+"…")
	}
	long := string(chart.Stacked{Rows: []chart.Row{{Total: strings.Repeat("Wort ", 40)}}}.SVG())
	require.Contains(t, long, "…", "but for what nothing has room for")
}

// A row of marks alone has no heading, so that the label of today stands at its line.
func TestHeadingOfNothingTakesNoRoom(t *testing.T) {
	marks := []chart.Mark{{Day: 3, Label: "Denkwerkstatt"}}
	with := chart.Gantt{To: 10, Rows: []chart.GanttRow{{Label: "Wann", Marks: marks}}}.SVG()
	without := chart.Gantt{To: 10, Rows: []chart.GanttRow{{Marks: marks}}}.SVG()
	require.Less(t, height(t, without), height(t, with)-20)
}

func height(t *testing.T, svg []byte) float64 {
	box := strings.Fields(read(t, svg)[0].attr["viewBox"])
	return element{attr: map[string]string{"h": box[3]}}.num(t, "h")
}

func TestLastTickHasItsLabel(t *testing.T) {
	svg := string(chart.Gantt{To: 100, Ticks: []chart.Mark{{0, "1/2026"}, {98, "10/2026"}}}.SVG())
	require.Contains(t, svg, `text-anchor="end" x="328"`)
	require.Contains(t, svg, ">10/2026</text>")
}

// Each look is explained once, and only if it occurs.
func TestKeysOfGantt(t *testing.T) {
	keys := chart.Keys{Window: "möglich", Planned: "geplant", Actual: "läuft", Late: "spät", Open: "offen", Today: "heute"}
	for name, c := range map[string]struct {
		row  chart.GanttRow
		want []string
	}{
		"nothing": {chart.GanttRow{}, nil},
		"all": {chart.GanttRow{Window: &chart.Window{Earliest: 1, Latest: 9}, Bars: []chart.Bar{{From: 1, To: 2, Planned: true, Late: true},
			{From: 1, To: 2, Open: true}, {From: 1, To: 2, Late: true}}}, []string{"geplant", "läuft", "spät", "offen", "möglich"}},
	} {
		t.Run(name, func(t *testing.T) {
			svg := chart.Gantt{To: 10, Today: &chart.Mark{Day: 5}, Keys: keys, Rows: []chart.GanttRow{c.row}}.SVG()
			check(t, svg)
			for _, label := range []string{"geplant", "läuft", "spät", "offen", "möglich"} {
				require.Equal(t, slices.Contains(c.want, label), strings.Contains(string(svg), label), label)
			}
			require.Contains(t, string(svg), "heute")
		})
	}
}
