package states_test

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/gallery/states"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

// marks are a control of each kind that can be marked, by state.
var marks = []struct{ state, field string }{
	{"ballot-approval", "input[name=o][value='1']"}, {"ballot-approval", "input[name=abstain]"}, {"ballot-approval", "input[name=spoil]"},
	{"ballot-single", "input[name=o][value='1']"}, {"ballot-motion", "input[name=o][value='1']"}, {"eligibility-question", "fieldset input[value=no]"},
}

// What is marked must be seen in the colours of the system, too, by shape: not by the
// focus, and not by the pointer above it.
func TestMarkedAndUnmarkedDifferInForcedColours(t *testing.T) {
	for _, dark := range []bool{false, true} {
		t.Run(fmt.Sprintf("dark %v", dark), func(t *testing.T) {
			tab, address := open(t, browser.Options{ForcedColours: true, Dark: dark})
			for _, c := range marks {
				tab.Open(address(c.state, "lang=de"))
				look := func() image.Image {
					tab.Eval("document.activeElement.blur()", nil)
					return tab.Screenshot(c.field)
				}
				press := func() {
					tab.Eval(fmt.Sprintf("document.querySelector(%q).focus()", c.field), nil)
					tab.Keys("Space")
				}
				before := look()
				assert.Zero(t, browser.Differ(before, look()), "%s %s: a picture is the same twice", c.state, c.field)
				press()
				require.True(t, tab.Checked(c.field))
				assert.Greater(t, browser.Differ(before, look()), 0.03, "%s %s: marked is seen", c.state, c.field)
				if !strings.Contains(c.state, "approval") {
					continue // what excludes each other cannot be taken away
				}
				press()
				require.False(t, tab.Checked(c.field))
				assert.Zero(t, browser.Differ(before, look()), "%s %s: and taken away again", c.state, c.field)
			}
		})
	}
}

// smallJS looks for controls that a finger misses: links in running text are no smaller
// than a line (WCAG 2.2, 2.5.8), all else is 44 px high; a box to be marked stands in a
// line of that height whose label marks it, too.
const smallJS = `[...document.querySelectorAll("main :is(a, button, select, summary, input:not([type=hidden]))")].filter(el => {
	const box = el.getBoundingClientRect();
	if (!box.height) return false; // inside closed details
	if (el.matches("[type=checkbox], [type=radio]")) {
		const line = el.closest(".dfc-option");
		return !line || line.getBoundingClientRect().height < 44 || box.height < 24 || box.width < 24;
	}
	const inline = el.matches("p a, .dfc-errors a, dd a") && getComputedStyle(el).display === "inline";
	return box.height < (inline ? 16 : 43.5);
}).map(el => el.outerHTML.slice(0, 120) + " " + Math.round(el.getBoundingClientRect().height))`

func TestEveryControlIsLargeEnoughForAFinger(t *testing.T) {
	for _, width := range []int{1280, 320} {
		tab, address := open(t, browser.Options{Width: width})
		for _, s := range states.All() {
			tab.Open(address(s.Name, "lang=de"))
			var small []string
			tab.Eval(smallJS, &small)
			assert.Empty(t, small, "%s at %d px", s.Name, width)
		}
	}
}

// Wherever the keyboard is can be seen.
func TestTheFocusIsOutlined(t *testing.T) {
	for _, o := range []browser.Options{{}, {Dark: true}, {ForcedColours: true}} {
		tab, address := open(t, o)
		for _, state := range []string{"eligibility-begin", "eligibility-eligible", "ballot-approval", "ballot-ranked", "ballot-approval-check", "ballot-letter-check", "ballot-done",
			"results-approval", "committee-full", "timeline-cycle", "findings-breached"} {
			tab.Open(address(state, "lang=en"))
			stops := 0
			for range 25 {
				tab.Keys("Tab")
				f := tab.Focused()
				if strings.HasPrefix(f.HTML, "<body") {
					break
				}
				stops++
				var outline bool
				tab.Eval(`(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2)(getComputedStyle(document.activeElement))`, &outline)
				assert.True(t, outline, "%s: %s", state, f)
				assert.True(t, f.Seen, "%s: %s", state, f)
			}
			assert.Positive(t, stops, state)
		}
	}
}

// The pages of the gallery show each state in the theme that they say.
func TestEachFrameHasItsTheme(t *testing.T) {
	tab, address := open(t, browser.Options{})
	for theme, want := range map[string]string{"light": "rgb(255, 255, 255)", "dark": "rgb(20, 22, 26)"} {
		tab.Open(address("committee-full", "lang=de&theme="+theme))
		var ground string
		tab.Eval("getComputedStyle(document.body).backgroundColor", &ground)
		assert.Equal(t, want, ground, theme)
	}
}

// Large letters on a small screen, in the language with the longer words and in the other.
func TestEveryStateFitsWithLargeTextOnANarrowScreen(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		tab, address := open(t, browser.Options{Width: 320, Height: 640, TextScale: 2})
		for _, s := range states.All() {
			tab.Open(address(s.Name, "lang="+lang))
			assert.Empty(t, tab.Clipped(), s.Name)
		}
	}
}
