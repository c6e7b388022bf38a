package browser

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// stepTime is what one step may take, on a machine that is busy with other tests.
const stepTime = 60 * time.Second

// Options say who looks at the page. The zero value is a person with a wide window.
type Options struct {
	// Language is sent as Accept-Language and reported to scripts, "de" or "de-DE,de,en"; the
	// browser adds the weights. "en-US,en" if empty.
	Language string
	// NoScript switches the scripts of the page off; the steps still work.
	NoScript bool
	// Width and Height are those of the window, in CSS pixels; 1280 × 900 if zero.
	Width, Height int
	// Dark is the setting prefers-color-scheme: dark.
	Dark bool
	// ForcedColours is what Windows calls a contrast theme.
	ForcedColours bool
	// ReducedMotion is the setting prefers-reduced-motion: reduce.
	ReducedMotion bool
	// TextScale is the font size of the browser's settings, 2 for twice the usual one. It
	// scales what is given in rem, em or percent, and not what is given in px.
	TextScale float64
	// Before is a script that runs before those of each page and frame, to take away what an
	// older browser does not have.
	Before string
}

// Tab is one page, with cookies of its own. Its steps fail the test that opened it.
type Tab struct {
	t       testing.TB
	session *session
	options Options
	frame   *inFrame
	// patience is how long a step waits for its element.
	patience time.Duration
}

// For is the same tab for the steps of another test, like a part with t.Run.
func (tab *Tab) For(t testing.TB) *Tab {
	other := *tab
	other.t = t
	return &other
}

// Patient is the same tab with steps that wait so long for their element; 20 s without.
func (tab *Tab) Patient(d time.Duration) *Tab {
	other := *tab
	other.patience = d
	return &other
}

// Tab opens an empty page that is closed at the end of the test.
func (b *Browser) Tab(t testing.TB, o Options) *Tab {
	t.Helper()
	if o.Width == 0 {
		o.Width = 1280
	}
	if o.Height == 0 {
		o.Height = 900
	}
	if o.Language == "" {
		o.Language = "en-US,en"
	}
	if strings.ContainsAny(o.Language, "; ") {
		t.Fatalf("languages are separated by commas alone: %q", o.Language)
	}
	s := newSession(o.settings(b.agent))
	ctx, end := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(s.event))
	t.Cleanup(end)
	tab := &Tab{t: t, session: s, options: o, patience: patience}
	if err := s.open(ctx); err != nil {
		t.Fatalf("no tab was opened: %v", err)
	}
	// Frames have the size that the page gives them.
	tab.must("Emulation.setDeviceMetricsOverride", object{
		"width": o.Width, "height": o.Height, "deviceScaleFactor": 1, "mobile": false,
	}, nil)
	return tab
}

// settings hold for a page and, one by one, for the frames of other sites in it.
func (o Options) settings(agent string) []command {
	feature := func(on bool, name, value string) object {
		if !on {
			value = ""
		}
		return object{"name": name, "value": value}
	}
	commands := []command{
		// A page behaves as if its window had the focus, although many are open at once.
		{"Emulation.setFocusEmulationEnabled", object{"enabled": true}},
		{"Emulation.setEmulatedMedia", object{"features": []object{
			feature(true, "prefers-color-scheme", map[bool]string{true: "dark", false: "light"}[o.Dark]),
			feature(o.ForcedColours, "forced-colors", "active"),
			feature(o.ReducedMotion, "prefers-reduced-motion", "reduce"),
		}}},
		{"Emulation.setScriptExecutionDisabled", object{"value": o.NoScript}},
		{"Emulation.setUserAgentOverride", object{"userAgent": agent, "acceptLanguage": o.Language}},
	}
	if o.Before != "" {
		commands = append(commands, command{"Page.enable", nil}, command{"Page.addScriptToEvaluateOnNewDocument", object{"source": o.Before}})
	}
	if o.TextScale != 0 {
		// 16 and 13 pixels are what Chromium is delivered with.
		commands = append(commands, command{"Page.setFontSizes", object{"fontSizes": object{
			"standard": int(16*o.TextScale + 0.5), "fixed": int(13*o.TextScale + 0.5),
		}}})
	}
	return commands
}

// must gives one command in a step.
func (tab *Tab) must(method string, params object, result any) {
	tab.t.Helper()
	if err := tab.session.do(method, params, result); err != nil {
		tab.fail("%s: %v", method, err)
	}
}

// fail ends the test and says on which page.
func (tab *Tab) fail(format string, args ...any) {
	tab.t.Helper()
	text := fmt.Sprintf(format, args...)
	if path, err := tab.picture(); err != nil {
		text += fmt.Sprintf("\nno picture: %v", err)
	} else if path != "" {
		text += "\npicture: " + path
	}
	if url, err := tab.location(); err == nil {
		text += "\npage: " + url
	}
	for _, m := range tab.Messages() {
		text += "\nmessage: " + m.String()
	}
	tab.t.Fatal(text)
}
