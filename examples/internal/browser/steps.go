package browser

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Open loads an address and waits until it has loaded with all that belongs to it.
func (tab *Tab) Open(url string) {
	tab.t.Helper()
	var answer struct {
		ErrorText string `json:"errorText"`
	}
	tab.must("Page.navigate", object{"url": url}, &answer)
	tab.settle()
	if answer.ErrorText != "" {
		tab.fail("%s cannot be opened: %s", url, answer.ErrorText)
	}
}

// Reload loads the page again, as with F5.
func (tab *Tab) Reload() {
	tab.t.Helper()
	tab.must("Page.reload", nil, nil)
	tab.settle()
}

// Back goes to the page before.
func (tab *Tab) Back() {
	tab.t.Helper()
	var history struct {
		CurrentIndex int `json:"currentIndex"`
		Entries      []struct {
			ID int `json:"id"`
		} `json:"entries"`
	}
	tab.must("Page.getNavigationHistory", nil, &history)
	if history.CurrentIndex == 0 {
		tab.fail("there is no page to go back to")
	}
	entry := history.Entries[history.CurrentIndex-1]
	tab.must("Page.navigateToHistoryEntry", object{"entryId": entry.ID}, nil)
	tab.settle()
}

// Wait waits until an element can be seen.
func (tab *Tab) Wait(css string) {
	tab.t.Helper()
	tab.until("`"+css+"` to be visible", func() (bool, error) {
		var visible bool
		err := tab.apply(&visible, visibleJS, css)
		return visible, err
	})
}

// WaitText waits until the first such element shows a text among others, for what a script
// does later.
func (tab *Tab) WaitText(css, text string) {
	tab.t.Helper()
	tab.until("`"+css+"` to show "+strconv.Quote(text), func() (bool, error) {
		var shown string
		if err := tab.apply(&shown, `css => document.querySelector(css)?.innerText ?? ""`, css); err != nil {
			return false, err
		}
		if !strings.Contains(shown, text) {
			return false, fmt.Errorf("it shows %q", shown)
		}
		return true, nil
	})
}

// until looks again and again. An error counts as no: a page that is just being replaced
// has no place to look at.
func (tab *Tab) until(what string, done func() (bool, error)) {
	tab.t.Helper()
	var last error
	for begin := time.Now(); time.Since(begin) < tab.patience; time.Sleep(pause) {
		ok, err := done()
		if ok {
			return
		}
		last = err
		if tab.session.ctx.Err() != nil {
			tab.fail("expected %s, but the browser is gone: %v", what, err)
		}
	}
	if last != nil {
		tab.fail("expected %s within %v: %v", what, tab.patience, last)
	}
	tab.fail("expected %s within %v", what, tab.patience)
}
