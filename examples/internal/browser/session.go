package browser

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

type object map[string]any

// command is one of the DevTools protocol with its parameters.
type command struct {
	method string
	params object
}

// session talks to a page, or to a frame of another site: such a frame has a process and a
// session of its own. Its messages travel inside of those of the page, which is deprecated
// but the only way in which chromedp lets a session be heard from its first moment, before
// any script of the frame runs.
type session struct {
	ctx context.Context
	// call gives a command and waits for the answer.
	call     func(ctx context.Context, method string, params object, result any) error
	settings []command
	record   *record
	// ready is closed when the settings have been made.
	ready chan struct{}

	mu sync.Mutex
	// children are the sessions inside of this one, gone what has been heard of former ones.
	children map[target.SessionID]*session
	gone     []*record
	targetID string
	// pending are the commands of a frame that wait for an answer.
	pending map[int64]chan *cdproto.Message
	last    int64
}

func newSession(settings []command) *session {
	return &session{
		settings: settings, record: newRecord(), ready: make(chan struct{}),
		children: map[target.SessionID]*session{}, pending: map[int64]chan *cdproto.Message{},
	}
}

// open makes s the session of a page.
func (s *session) open(ctx context.Context) error {
	s.ctx = ctx
	if err := within(stepTime, func() error { return chromedp.Do(ctx) }); err != nil {
		return err
	}
	page := chromedp.FromContext(ctx).Target
	s.record.mu.Lock()
	// A page and the frame that fills it have the same id.
	s.record.main = cdp.FrameID(page.TargetID)
	s.record.mu.Unlock()
	s.call = func(ctx context.Context, method string, params object, result any) error {
		return page.Call(ctx, method, params, result)
	}
	return s.prepare()
}

// do is call with the time of one step.
func (s *session) do(method string, params object, result any) error {
	ctx, cancel := context.WithTimeout(s.ctx, stepTime)
	defer cancel()
	if params == nil {
		params = object{}
	}
	return s.call(ctx, method, params, result)
}

func (s *session) prepare() error {
	defer close(s.ready)
	// Frames of other sites wait until they have been prepared as well.
	for _, c := range slices.Concat([]command{{"Audits.enable", nil}, autoAttach}, s.settings) {
		if err := s.do(c.method, c.params, nil); err != nil {
			return fmt.Errorf("%s: %w", c.method, err)
		}
	}
	return nil
}

// event is called for one event after another and must not wait for anything.
func (s *session) event(ev any) {
	switch ev := ev.(type) {
	case *target.EventAttachedToTarget:
		s.attach(ev)
	case *target.EventDetachedFromTarget:
		s.detach(ev.SessionID)
	case *target.EventReceivedMessageFromTarget:
		s.mu.Lock()
		child := s.children[ev.SessionID]
		s.mu.Unlock()
		if child != nil {
			child.receive(ev.Message)
		}
	case *page.EventJavascriptDialogOpening:
		s.record.event(ev)
		// The page would wait for ever.
		go func() { _ = s.do("Page.handleJavaScriptDialog", object{"accept": true}, nil) }()
	default:
		s.record.event(ev)
	}
}

// records are those of the page and of all frames in it, be they there or gone.
func (s *session) records() []*record {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := append([]*record{s.record}, s.gone...)
	for _, id := range slices.Sorted(maps.Keys(s.children)) {
		list = append(list, s.children[id].records()...)
	}
	return list
}

// child is the session of a frame of another site, if it is one.
func (s *session) child(frameID string) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, child := range s.children {
		if child.targetID == frameID {
			return child
		}
	}
	return nil
}

// busy tells whether anything is being loaded, and whether a script waits for an answer.
func (s *session) busy() (loading, fetching bool) {
	loading, fetching = s.record.busy()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, child := range s.children {
		l, f := child.busy()
		loading, fetching = loading || l, fetching || f
	}
	return loading, fetching
}
