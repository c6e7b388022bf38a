package states_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

// A colour as browsers compute it; a ground that is not there has no opacity.
var colour = regexp.MustCompile(`^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$`)

// luminance is that of WCAG 2.2.
func luminance(t *testing.T, rgb string) (sum float64) {
	m := colour.FindStringSubmatch(rgb)
	require.NotNil(t, m, rgb)
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.Atoi(m[i+1])
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

// style is a computed style of an element.
func style(tab *browser.Tab, css, property string) (value string) {
	tab.Wait(css)
	tab.Eval(fmt.Sprintf("getComputedStyle(document.querySelector(%q)).getPropertyValue(%q)", css, property), &value)
	return value
}

// The button that casts the vote, and those that lead to it.
func TestPrimaryButtonsCanBeReadInForcedColours(t *testing.T) {
	for _, dark := range []bool{false, true} {
		tab, address := open(t, browser.Options{ForcedColours: true, Dark: dark})
		for state, css := range map[string]string{
			"ballot-approval": "form > p > button", "ballot-approval-check": "button.dfc-primary", "eligibility-question": "form > p > button",
		} {
			tab.Open(address(state, "lang=de"))
			text, ground := style(tab, css, "color"), style(tab, css, "background-color")
			assert.GreaterOrEqual(t, contrast(t, text, ground), 7.0, "%s, dark %v: %s on %s", state, dark, text, ground)
			page := style(tab, "body", "background-color")
			assert.GreaterOrEqual(t, contrast(t, ground, page), 3.0, "%s, dark %v: a button of %s on a page of %s", state, dark, ground, page)
			tab.Eval("document.querySelector('"+css+"').focus({focusVisible: true})", nil)
			outline := style(tab, css, "outline-color")
			assert.GreaterOrEqual(t, contrast(t, outline, page), 3.0, "%s, dark %v: a focus of %s on a page of %s", state, dark, outline, page)
		}
	}
}

func TestAWidgetStandsOnTheGroundOfItsHost(t *testing.T) {
	tab, address := open(t, browser.Options{})
	tab.Open(address("ballot-approval", "lang=de"))
	assert.Equal(t, "rgba(0, 0, 0, 0)", style(tab, "dfc-ballot", "background-color"))
	tab.Eval("document.documentElement.style.setProperty('--dfc-ground', '#ffeedd')", nil)
	assert.Equal(t, "rgb(255, 238, 221)", style(tab, "dfc-ballot", "background-color"))
}

// A word in a button is not broken for the sake of the text beside it.
func TestTheButtonsBesideAnswersKeepToOneLine(t *testing.T) {
	tab, address := open(t, browser.Options{Width: 320})
	tab.Open(address("eligibility-eligible", "lang=de"))
	var highest, buttons float64
	tab.Eval("document.querySelectorAll('dd button').length", &buttons)
	require.Greater(t, buttons, 5.0)
	tab.Eval("Math.max(...[...document.querySelectorAll('dd button')].map(b => b.getBoundingClientRect().height))", &highest)
	assert.Less(t, highest, 60.0)
}

func TestBoxesGrowWithTheText(t *testing.T) {
	for scale, want := range map[float64]string{1: "28px", 2: "56px"} {
		tab, address := open(t, browser.Options{TextScale: scale})
		for _, state := range []string{"ballot-approval", "ballot-single"} {
			tab.Open(address(state, "lang=de"))
			assert.Equal(t, want, style(tab, "input[name=o]", "width"), "%s at %v", state, scale)
			assert.Equal(t, want, style(tab, "input[name=o]", "height"), "%s at %v", state, scale)
		}
	}
}
