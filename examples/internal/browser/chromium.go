package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

const (
	// startTime is what one start may take; on a busy machine it takes some seconds.
	startTime = 90 * time.Second
	// starts counts the attempts. Only the start is tried again: a step that succeeds the
	// second time has found a mistake.
	starts = 3
)

// Browser is a running Chromium.
type Browser struct {
	ctx   context.Context
	close context.CancelFunc
	agent string
}

// shared is the one Chromium of the process. Tests that run at the same time use it
// together; the last one closes it, unless Main keeps it for the next.
var shared struct {
	sync.Mutex
	browser *Browser
	users   int
	keep    bool
}

// Main runs the tests of a package and keeps Chromium from one to the next:
//
//	func TestMain(m *testing.M) { browser.Main(m) }
//
// Without it, Chromium is started again for tests that run one after another.
func Main(m *testing.M) {
	shared.Lock()
	shared.keep = true
	shared.Unlock()
	code := m.Run()
	shared.Lock()
	shut()
	shared.Unlock()
	os.Exit(code)
}

// Start returns the Chromium of this process. The test is skipped when there is none, and
// with -short.
func Start(t testing.TB) *Browser {
	t.Helper()
	if testing.Short() {
		missing(t, "tests in a browser are not short")
	}
	path := find()
	if path == "" {
		missing(t, "there is no Chromium: set DFC_BROWSER")
	}
	shared.Lock()
	defer shared.Unlock()
	if b := shared.browser; b != nil && b.ctx.Err() != nil {
		// It crashed in an earlier test, which has failed from that.
		shut()
	}
	var failed error
	for try := 0; shared.browser == nil && try < starts; try++ {
		b, err := launch(path)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		shared.browser = b
	}
	if shared.browser == nil {
		t.Fatalf("Chromium did not start: %v", failed)
	}
	shared.users++
	t.Cleanup(func() {
		shared.Lock()
		defer shared.Unlock()
		if shared.users--; shared.users == 0 && !shared.keep {
			shut()
		}
	})
	return shared.browser
}

// shut needs the lock.
func shut() {
	if shared.browser != nil {
		shared.browser.close()
		shared.browser = nil
	}
}

// missing skips the test, or fails it where everything has to be there.
func missing(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("DFC_REQUIRE_BROWSER") != "" {
		t.Fatal(why)
	}
	t.Skip(why)
}

func find() string {
	if path := os.Getenv("DFC_BROWSER"); path != "" {
		return path
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func launch(path string) (*Browser, error) {
	// chromedp gives every start an empty profile and removes it afterwards.
	alloc, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path),
		chromedp.Flag("headless", true),
		// Chromium refuses to run as root with its sandbox, and containers rarely allow it.
		chromedp.Flag("no-sandbox", true),
		chromedp.Flag("disable-gpu", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("no-first-run", true),
		chromedp.Flag("no-default-browser-check", true),
		// Nothing but the pages of the test is fetched.
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-default-apps", true),
		chromedp.Flag("disable-extensions", true),
		// Containers have little shared memory, and a page crashes without.
		chromedp.Flag("disable-dev-shm-usage", true),
		// Tabs of other tests that run at the same time are not slowed down.
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		// Pictures are the same everywhere.
		chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("lang", "en-GB"),
	)
	ctx, end := chromedp.NewContext(alloc, chromedp.WithErrorf(func(string, ...any) {}))
	b := &Browser{ctx: ctx, close: func() { end(); stop() }}
	err := within(startTime, func() error {
		var version struct {
			UserAgent string `json:"userAgent"`
		}
		if err := chromedp.Do(ctx); err != nil {
			return err
		}
		if err := chromedp.FromContext(ctx).Browser.Call(ctx, "Browser.getVersion", nil, &version); err != nil {
			return err
		}
		// Pages see the browser that people have.
		b.agent = strings.ReplaceAll(version.UserAgent, "HeadlessChrome", "Chrome")
		return nil
	})
	if err != nil {
		b.close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

// within gives up on what has no timeout of its own: the context of the first call to
// chromedp must live as long as what it starts.
func within(limit time.Duration, f func() error) error {
	done := make(chan error, 1)
	go func() { done <- f() }()
	select {
	case err := <-done:
		return err
	case <-time.After(limit):
		return fmt.Errorf("no answer within %v", limit)
	}
}
