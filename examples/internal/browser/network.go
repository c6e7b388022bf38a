package browser

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
)

// Response is an answer of a server to the tab.
type Response struct {
	URL string
	// Type is "Document", "Stylesheet", "Script", "Image", "Fetch" ….
	Type   string
	Status int
	Header http.Header
}

// Responses are those since the tab was opened, those of redirections included.
func (tab *Tab) Responses() []Response {
	var list []Response
	for _, r := range tab.session.records() {
		r.mu.Lock()
		list = append(list, r.responses...)
		r.mu.Unlock()
	}
	return list
}

// Response is the answer that the present page came with.
func (tab *Tab) Response() Response {
	tab.t.Helper()
	r := tab.session.record
	r.mu.Lock()
	last := r.document
	r.mu.Unlock()
	if last != nil {
		return *last
	}
	tab.fail("no page has been loaded")
	return Response{}
}

func (r *record) network(ev any) {
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if ev.RedirectResponse != nil {
			r.answer(ev.RedirectResponse, ev.Type, ev.FrameID)
		}
		r.requests[ev.RequestID] = request{ev.Request.URL, ev.Type, true}
	case *network.EventResponseReceived:
		r.answer(ev.Response, ev.Type, ev.FrameID)
	case *network.EventLoadingFinished:
		r.finish(ev.RequestID)
	case *network.EventLoadingFailed:
		req := r.finish(ev.RequestID)
		// Who leaves a page, or answers 204, cancels what it still waits for.
		if !ev.Canceled {
			text := fmt.Sprintf("%s %s", ev.Type, ev.ErrorText)
			if ev.BlockedReason != "" {
				text += " " + string(ev.BlockedReason)
			}
			r.messages = append(r.messages, Message{Kind: "request", Text: text, URL: req.url})
		}
	}
}

func (r *record) finish(id network.RequestID) request {
	req := r.requests[id]
	delete(r.requests, id)
	return req
}

func (r *record) answer(res *network.Response, kind network.ResourceType, frame cdp.FrameID) {
	header := http.Header{}
	for name, value := range res.Headers {
		// Chromium joins fields of the same name with line breaks.
		for line := range strings.SplitSeq(fmt.Sprint(value), "\n") {
			header.Add(name, line)
		}
	}
	answer := Response{URL: res.URL, Type: string(kind), Status: int(res.Status), Header: header}
	r.responses = append(r.responses, answer)
	if kind == network.ResourceTypeDocument && frame == r.main {
		r.document = &answer
	}
}
