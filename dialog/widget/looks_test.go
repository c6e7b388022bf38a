package widget_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func read(t *testing.T, path string) string {
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(data)
}

func TestScriptAndStyleSheetKeepTheirBudgets(t *testing.T) {
	assert.Less(t, len(read(t, "assets/dfc.min.js")), 5000, "bytes of script")
	assert.Less(t, len(read(t, "assets/dfc.min.css")), 6000, "bytes of style sheet")
	script := read(t, "assets/dfc.js")
	assert.Equal(t, 1, strings.Count(script, "innerHTML"), "once, behind the policy")
	for _, never := range []string{"eval(", "Function(", "document.write", "insertAdjacentHTML", "outerHTML", "localStorage"} {
		assert.NotContains(t, script, never)
	}
}

var token = regexp.MustCompile(`--_([a-z-]+):.*light-dark\((#[0-9a-f]+),(#[0-9a-f]+)\)`)

// tokens are the defaults of the colours, light and dark.
func tokens(t *testing.T) map[string][2]string {
	out := map[string][2]string{}
	for _, m := range token.FindAllStringSubmatch(read(t, "assets/dfc.css"), -1) {
		out[m[1]] = [2]string{m[2], m[3]}
	}
	require.Len(t, out, 11, "every token has a default, light and dark")
	return out
}

// luminance is that of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	if len(hex) == 4 {
		hex = "#" + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:3], 2) + strings.Repeat(hex[3:4], 2)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		require.NoError(t, err)
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestAllPairsOfTokensHaveTheirContrast(t *testing.T) {
	colours := tokens(t)
	for _, c := range []struct {
		text, ground string
		least        float64
	}{
		{"text", "ground", 7}, {"muted", "ground", 7}, {"accent", "ground", 7}, {"on-accent", "accent", 7}, {"error", "error-ground", 7}, {"error", "ground", 7},
		{"text", "note-ground", 7}, {"muted", "note-ground", 7}, {"good", "ground", 7}, {"accent", "note-ground", 7},
		{"line", "ground", 3}, {"line", "note-ground", 3}, {"focus", "ground", 3},
	} {
		for i, look := range []string{"light", "dark"} {
			assert.GreaterOrEqual(t, contrast(t, colours[c.text][i], colours[c.ground][i]), c.least, "%s on %s, %s", c.text, c.ground, look)
		}
	}
	// A widget in a page of a host stands on the ground of that page: what doc.go promises.
	for _, text := range []string{"text", "muted", "accent", "error", "good"} {
		for i, grounds := range [][]string{{"#ffffff", "#fff8e7", "#f0f4fa", "#eeeeee"}, {"#000000", "#14161a", "#1d2733", "#262626"}} {
			for _, ground := range grounds {
				assert.GreaterOrEqual(t, contrast(t, colours[text][i], ground), 7.0, "%s on the ground %s of a host", text, ground)
			}
		}
	}
	assert.InDelta(t, 21, contrast(t, "#000", "#ffffff"), 0.01, "the measure is that of WCAG")
}

// The policy forbids them, and a template that had one would be broken without notice.
func TestTemplatesHaveNoInlineStyleOrScript(t *testing.T) {
	files, err := os.ReadDir("templates")
	require.NoError(t, err)
	for _, f := range files {
		source := read(t, "templates/"+f.Name())
		for _, never := range []string{"style=", "<style", "<script", "javascript:", "onclick", "onload", "onsubmit"} {
			assert.NotContains(t, source, never, f.Name())
		}
	}
}
