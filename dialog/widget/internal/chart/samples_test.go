package chart_test

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget/internal/chart"
)

// drawing is what all charts do.
type drawing interface {
	SVG() []byte
	Append(dst []byte) []byte
}

var groups = []string{"Staat", "Wirtschaft", "Wissenschaft", "Zivilgesellschaft", "Verbraucher"}

func head(id, title string) chart.Head {
	return chart.Head{ID: id, Title: title, Desc: "Die Zahlen stehen in der Tabelle daneben."}
}

// stackedOf draws n options with votes of five groups.
func stackedOf(n int) chart.Stacked {
	c := chart.Stacked{Head: head("s", "Stimmen je Gruppe"), Series: groups, NeedLabel: "Nötig: 60"}
	for o := range n {
		r := chart.Row{Label: fmt.Sprintf("Workstream %d: Sichere Lieferketten für freie Software", o+1), Need: 60, Won: o%4 == 0, Out: o%4 == 3}
		sum := 0
		for g := range groups {
			v := (o*7+g*13)%29 + g*o%3
			sum += v
			r.Parts = append(r.Parts, chart.Part{Value: float64(v), Text: fmt.Sprint(v)})
		}
		r.Total = fmt.Sprintf("%d Stimmen", sum)
		c.Rows = append(c.Rows, r)
	}
	return c
}

// roundsOf draws a count of n rounds, where the third option is elected in the third.
func roundsOf(n int) chart.Rounds {
	c := chart.Rounds{Head: head("r", "Auszählung"), QuotaLabel: "Quote: 26 Stimmen",
		LeftOut: func(n int) string { return fmt.Sprintf("%d Runden sind nicht gezeigt.", n) }}
	for i := range n {
		c.Rounds = append(c.Rounds, fmt.Sprint("Runde ", i+1))
		c.Quota = append(c.Quota, 26)
	}
	for o, name := range []string{"Ayşe Yılmaz", "Bernd Ohnesorg", "Cornelia von Hohenfels-Würtzburg zu Ehrenstein", "Dörte Çelik"} {
		r := chart.RoundsRow{Label: name}
		for i := range n {
			v := float64(8+o*3) + float64(i)*2.25
			if o == 2 && i >= 2 {
				r.Elected, v = 3, 26
			}
			if o == 1 && i == n-2 {
				r.Out, v = i+1, 0
			}
			if o == 0 && i == n-1 {
				r.Elected, v = n, 31.5
			}
			if r.Out > 0 && i >= r.Out {
				break
			}
			r.Cells = append(r.Cells, chart.Part{Value: v, Text: fmt.Sprintf("%.2f", v)})
		}
		c.Rows = append(c.Rows, r)
	}
	return c
}

var samples = map[string]drawing{
	"stacked": stackedOf(4),
	"stacked-standalone": func() chart.Stacked {
		c := stackedOf(2)
		c.Standalone = true
		return c
	}(),
	"stacked-eight":  many(8),
	"stacked-twelve": many(12),
	"stacked-single": chart.Stacked{Head: head("one", "Zustimmung"), Rows: []chart.Row{
		{Label: "Ja", Parts: []chart.Part{{Value: 17, Text: "17"}}, Total: "17", Need: 10, Won: true},
		{Label: "Nein", Parts: []chart.Part{{Value: 1, Text: "1"}}, Total: "1"},
		{Label: "Enthaltung", Parts: []chart.Part{{}}, Total: "0"}}},
	"stacked-empty": chart.Stacked{},
	"rounds":        roundsOf(5),
	"rounds-many":   roundsOf(17),
	"rounds-bands": func() chart.Rounds {
		c := roundsOf(17)
		c.Show = []int{9, 0, 1, 2, 3, 4, 16, 4, -1, 99}
		return c
	}(),
	"rounds-empty": chart.Rounds{},
	"gantt": chart.Gantt{Head: head("g", "Zeitplan"), From: 0, To: 180,
		Ticks: []chart.Mark{{0, "Jan"}, {31, "Feb"}, {59, "März"}, {90, "April"}, {120, "Mai"}, {151, "Juni"}},
		Today: &chart.Mark{Day: 100, Label: "heute, 11. April"},
		Keys:  chart.Keys{Window: "Mögliche Zeit", Planned: "Geplant", Actual: "Tatsächlich", Late: "Verspätet", Open: "Ende offen", Today: "Heute"},
		Rows: []chart.GanttRow{
			{Label: "Einreichung von Vorschlägen", Total: "5. Jan. – 2. März", Bars: []chart.Bar{{From: 4, To: 60, Text: "57 Tage"}},
				Window: &chart.Window{Earliest: 0, Latest: 70}},
			{Label: "Auswahl", Total: "verspätet", Bars: []chart.Bar{
				{From: 61, To: 80, Planned: true}, {From: 65, To: 105, Late: true, Text: "41 Tage"}},
				Marks: []chart.Mark{{82, "Losentscheid"}, {62, "Auszählung"}, {88, "Bekanntgabe"}}},
			{Label: "Arbeit der Workstreams", Bars: []chart.Bar{{From: 90, To: 100, Open: true}}, Window: &chart.Window{Earliest: 85, Latest: 300}},
			{Label: "Abschlussveranstaltung", Total: "geplant", Bars: []chart.Bar{{From: 150, To: 175, Planned: true, Text: "Juni"}},
				Marks: []chart.Mark{{Day: 180, Label: "Bericht"}}}}},
	"gantt-empty": chart.Gantt{},
}

func many(n int) chart.Stacked {
	c := chart.Stacked{Head: head(fmt.Sprint("m", n), "Viele Gruppen")}
	r := chart.Row{Label: "Vorschlag", Total: "viele"}
	for i := range n {
		c.Series = append(c.Series, fmt.Sprint("Gruppe ", i+1))
		r.Parts = append(r.Parts, chart.Part{Value: float64(n + i*3), Text: fmt.Sprint(n + i*3)})
	}
	c.Rows = []chart.Row{r, {Label: "Zweiter", Parts: []chart.Part{{1, "1"}, {0, "0"}, {1, "1"}, {90, "90"}}, Total: "92"}}
	return c
}
