package widget_test

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget/internal/chart"
)

// everyLook are charts in which every class occurs.
func everyLook() []byte {
	parts := make([]chart.Part, 8)
	names := make([]string, 8)
	for i := range parts {
		parts[i], names[i] = chart.Part{Value: 100, Text: "1"}, "g"
	}
	late := []chart.Bar{{From: 1, To: 20, Late: true, Text: "x"}, {From: 1, To: 90, Text: "planned", Planned: true}, {From: 1, To: 50, Open: true}}
	out := chart.Stacked{Series: names, NeedLabel: "n", Rows: []chart.Row{{Label: "a", Parts: parts, Total: "8", Need: 3, Won: true}, {Label: "b", Out: true}}}.SVG()
	cells := []chart.Part{{Value: 1, Text: "1"}}
	out = chart.Rounds{Rounds: []string{"1"}, Quota: []float64{1}, Rows: []chart.RoundsRow{{Label: "a", Cells: cells, Elected: 1}, {Label: "b", Cells: cells, Out: 1}}}.Append(out)
	return chart.Gantt{To: 100, Ticks: []chart.Mark{{Day: 5, Label: "t"}}, Today: &chart.Mark{Day: 50, Label: "today"},
		Rows: []chart.GanttRow{{Label: "a", Window: &chart.Window{Earliest: 1, Latest: 90}, Bars: late, Marks: []chart.Mark{{Day: 3, Label: "m"}}}}}.Append(out)
}

// A paint is the colour of a class, light and dark.
type paint [2]string

var (
	chartRule = regexp.MustCompile(`\.dfc-chart (?::is\(([^)]*)\)|(\.[a-z0-9-]+)) \{ ([^}]*) \}`)
	lightDark = regexp.MustCompile(`^light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)$`)
	variable  = regexp.MustCompile(`^var\(--_([a-z-]+)\)$`)
)

// paints are the colours of the classes in a chart as a page shows them: the attributes,
// and in their place what the style sheet says. Keys are such as "dfc-won fill".
func paints(t *testing.T) map[string]paint {
	out := map[string]paint{}
	for d := xml.NewDecoder(bytes.NewReader(append(append([]byte("<all>"), everyLook()...), "</all>"...))); ; {
		token, err := d.Token()
		if err != nil {
			break
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attr := map[string]string{}
		for _, a := range element.Attr {
			attr[a.Name.Local] = a.Value
		}
		class, edge, outlined := strings.Cut(attr["class"], " ")
		for _, property := range []string{"fill", "stroke"} {
			if c := attr[property]; strings.HasPrefix(c, "#") && class != "dfc-chart" {
				of := class
				if property == "stroke" && outlined {
					of = edge
				}
				out[of+" "+property] = paint{c, c}
			}
		}
	}
	colours := tokens(t)
	for _, m := range chartRule.FindAllStringSubmatch(read(t, "assets/dfc.css"), -1) {
		for _, class := range strings.Split(m[1]+m[2], ",") {
			for _, declaration := range strings.Split(strings.TrimSuffix(m[3], ";"), ";") {
				property, value, _ := strings.Cut(strings.TrimSpace(declaration), ": ")
				c := paint{}
				if x := lightDark.FindStringSubmatch(value); x != nil {
					c = paint{x[1], x[2]}
				} else if x := variable.FindStringSubmatch(value); x != nil {
					c = colours[x[1]]
				}
				require.NotEmpty(t, c[0], "%s of %s", declaration, class)
				key := strings.TrimPrefix(strings.TrimSpace(class), ".") + " " + property
				if _, used := out[key]; !used && property == "fill" {
					t.Errorf("%s is in no chart", key)
				}
				out[key] = c
			}
		}
	}
	return out
}

// What is drawn must be seen on what it is drawn on: text with 7:1, lines and symbols with
// 3:1; shapes by themselves or by their outline. Each class has its row here.
func TestEveryColourOfChartsHasItsContrast(t *testing.T) {
	all, ground := paints(t), paint(tokens(t)["ground"])
	on := func(key string) paint {
		if key == "ground" {
			return ground
		}
		c, ok := all[key]
		require.True(t, ok, key)
		return c
	}
	type pair struct {
		key, on string
		least   float64
	}
	pairs := []pair{
		{"dfc-text fill", "ground", 7}, {"dfc-on-plan fill", "dfc-plan fill", 7}, {"dfc-on-late fill", "dfc-late fill", 7},
		{"dfc-ink fill", "ground", 3}, {"dfc-ink fill", "dfc-window fill", 3}, {"dfc-won fill", "ground", 3}, {"dfc-out fill", "ground", 3},
		{"dfc-axis stroke", "ground", 3}, {"dfc-axis stroke", "dfc-window fill", 3}, {"dfc-grid stroke", "ground", 3},
		{"dfc-plan stroke", "ground", 3}, {"dfc-plan stroke", "dfc-window fill", 3},
		{"dfc-limit stroke", "dfc-halo stroke", 3}, {"dfc-today stroke", "dfc-halo stroke", 3}, {"dfc-limit stroke", "ground", 3}, {"dfc-today stroke", "dfc-window fill", 3},
	}
	shapes := []string{"dfc-late fill"}
	for i := range 8 {
		n := string(rune('1' + i))
		shapes = append(shapes, "dfc-c"+n+" fill")
		pairs = append(pairs, pair{"dfc-on-c" + n + " fill", "dfc-c" + n + " fill", 7})
	}
	checked := map[string]bool{"dfc-edge stroke": true, "dfc-halo stroke": true, "dfc-window fill": true, "dfc-plan fill": true}
	for i, look := range []string{"light", "dark"} {
		for _, p := range pairs {
			checked[p.key] = true
			assert.GreaterOrEqual(t, contrast(t, on(p.key)[i], on(p.on)[i]), p.least, "%s on %s, %s", p.key, p.on, look)
		}
		for _, key := range shapes {
			checked[key] = true
			best := max(contrast(t, on(key)[i], ground[i]), contrast(t, on("dfc-edge stroke")[i], ground[i]))
			assert.GreaterOrEqual(t, best, 3.0, "%s, %s", key, look)
		}
	}
	for key := range all {
		if !strings.HasPrefix(key, "dfc-s") { // patterns, which tell series apart together with their places and labels
			assert.True(t, checked[key], "%s has no contrast to hold", key)
		}
	}
	texts := tokens(t)
	for i := range 2 {
		assert.GreaterOrEqual(t, contrast(t, texts["text"][i], texts["error-ground"][i]), 7.0, "text of an error")
		assert.GreaterOrEqual(t, contrast(t, texts["muted"][i], texts["error-ground"][i]), 7.0, "its note")
		assert.GreaterOrEqual(t, contrast(t, texts["accent"][i], texts["error-ground"][i]), 7.0, "its link")
	}
}
