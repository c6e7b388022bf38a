package browser

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// stepTime is what one step may take, on a machine that is busy with other tests.
const stepTime = 60 * time.Second

// Options say who looks at the page. The zero value is a person with a wide window.
type Options struct {
	// Language is sent as Accept-Language and reported to scripts, "de" or "de-DE,en;q=0.5".
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
}

// Tab is one page, with cookies of its own. Its steps fail the test that opened it.
type Tab struct {
	t       testing.TB
	ctx     context.Context
	browser *Browser
	options Options
	record  *record
	frame   *inFrame
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
	rec := newRecord()
	ctx, end := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(rec.event))
	t.Cleanup(end)
	tab := &Tab{t: t, ctx: ctx, browser: b, options: o, record: rec}
	if err := within(stepTime, func() error { return chromedp.Do(ctx) }); err != nil {
		t.Fatalf("no tab was opened: %v", err)
	}
	if err := tab.prepare(); err != nil {
		t.Fatalf("the tab did not take its settings: %v", err)
	}
	return tab
}

// command is one of the DevTools protocol with its parameters.
type command struct {
	method string
	params object
}

type object map[string]any

// prepare makes the settings, which hold for all pages of the tab.
func (tab *Tab) prepare() error {
	o := tab.options
	commands := append([]command{
		{"Audits.enable", nil},
		{"Emulation.setDeviceMetricsOverride", object{
			"width": o.Width, "height": o.Height, "deviceScaleFactor": 1, "mobile": false,
		}},
	}, o.settings(tab.browser.agent)...)
	for _, c := range commands {
		if err := tab.call(c.method, c.params, nil); err != nil {
			return fmt.Errorf("%s: %w", c.method, err)
		}
	}
	return nil
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
	}
	override := object{"userAgent": agent}
	if o.Language != "" {
		override["acceptLanguage"] = o.Language
	}
	commands = append(commands, command{"Emulation.setUserAgentOverride", override})
	if o.TextScale != 0 {
		// 16 and 13 pixels are what Chromium is delivered with.
		commands = append(commands, command{"Page.setFontSizes", object{"fontSizes": object{
			"standard": int(16*o.TextScale + 0.5), "fixed": int(13*o.TextScale + 0.5),
		}}})
	}
	return commands
}

// call gives the page one command.
func (tab *Tab) call(method string, params object, result any) error {
	ctx, cancel := context.WithTimeout(tab.ctx, stepTime)
	defer cancel()
	if params == nil {
		params = object{}
	}
	return chromedp.FromContext(tab.ctx).Target.Call(ctx, method, params, result)
}

// must is call in a step.
func (tab *Tab) must(method string, params object, result any) {
	tab.t.Helper()
	if err := tab.call(method, params, result); err != nil {
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
	for _, m := range tab.record.all() {
		text += "\nmessage: " + m.String()
	}
	tab.t.Fatal(text)
}
