package browser

import (
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
)

const (
	// pause lies between two looks at a page.
	pause = 20 * time.Millisecond
	// quietTime is how long nothing must happen after a click until it has had its effect.
	quietTime = 60 * time.Millisecond
	// fetchTime bounds the wait for requests of scripts, some of which never end.
	fetchTime = 10 * time.Second
)

func (r *record) navigation(ev any) {
	switch ev := ev.(type) {
	case *page.EventFrameRequestedNavigation:
		// A link to a new tab or a download leaves this page where it is.
		if ev.Disposition == page.ClientNavigationDispositionCurrentTab {
			r.loading[ev.FrameID] = true
		}
	case *page.EventFrameStartedLoading:
		r.loading[ev.FrameID] = true
	case *page.EventFrameStoppedLoading:
		delete(r.loading, ev.FrameID)
	case *page.EventNavigatedWithinDocument:
		delete(r.loading, ev.FrameID)
	case *page.EventFrameDetached:
		delete(r.loading, ev.FrameID)
	}
}

// busy tells whether a page is being loaded, and whether a script waits for an answer.
func (r *record) busy() (loading, fetching bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, req := range r.requests {
		switch req.kind {
		case network.ResourceTypeXHR, network.ResourceTypeFetch:
			fetching = true
		}
	}
	return len(r.loading) > 0, fetching
}

// settle waits until what a step has started is over: a new page, or an answer that a
// script fetches. Otherwise the next step would look at the old page.
func (tab *Tab) settle() {
	tab.t.Helper()
	top := tab.top()
	begin := time.Now()
	calm := begin
	for time.Since(calm) < quietTime {
		// The answer comes after all events that the page has sent before. A style sheet in
		// the body holds up what the document is, and not always what the events say.
		var complete bool
		_ = top.eval(`document.readyState === "complete"`, &complete)
		loading, fetching := top.session.busy()
		if loading || !complete || fetching && time.Since(begin) < fetchTime {
			calm = time.Now()
		}
		if time.Since(begin) > stepTime {
			tab.fail("the page was still loading after %v", stepTime)
		}
		time.Sleep(pause)
	}
}
