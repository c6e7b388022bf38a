package browser

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// autoAttach makes frames of other sites, and workers, wait until somebody listens.
var autoAttach = command{"Target.setAutoAttach", object{
	"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": false,
}}

func (s *session) attach(ev *target.EventAttachedToTarget) {
	child := newSession(s.settings)
	child.ctx, child.targetID = s.ctx, string(ev.TargetInfo.TargetID)
	child.record.main = cdp.FrameID(child.targetID)
	child.call = func(ctx context.Context, method string, params object, result any) error {
		return child.relay(ctx, s, ev.SessionID, command{method, params}, result)
	}
	s.mu.Lock()
	s.children[ev.SessionID] = child
	s.mu.Unlock()
	go child.enter(s, ev.SessionID)
}

// enter sends all settings in their order and then lets the frame run. It does not wait in
// between: before a frame runs it leaves some commands unanswered. Workers do not know most
// of them; they are only listened to.
func (s *session) enter(parent *session, id target.SessionID) {
	defer close(s.ready)
	commands := append([]command{
		{"Runtime.enable", nil}, {"Log.enable", nil}, {"Audits.enable", nil},
		{"Network.enable", nil}, {"Page.enable", nil},
		autoAttach,
	}, s.settings...)
	for _, c := range append(commands, command{"Runtime.runIfWaitingForDebugger", nil}) {
		if _, err := s.send(s.ctx, parent, id, c); err != nil {
			// The frame is gone.
			return
		}
	}
}

func (s *session) detach(id target.SessionID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if child := s.children[id]; child != nil {
		delete(s.children, id)
		s.gone = append(s.gone, child.records()...)
		child.mu.Lock()
		defer child.mu.Unlock()
		for id, answer := range child.pending {
			delete(child.pending, id)
			close(answer)
		}
	}
}

// send gives a command to a frame; the answer comes through the channel, or it is closed
// when the frame is gone.
func (s *session) send(ctx context.Context, parent *session, id target.SessionID, c command) (<-chan *cdproto.Message, error) {
	answer := make(chan *cdproto.Message, 1)
	s.mu.Lock()
	s.last++
	number := s.last
	s.pending[number] = answer
	s.mu.Unlock()
	params := c.params
	if params == nil {
		params = object{}
	}
	text, err := json.Marshal(object{"id": number, "method": c.method, "params": params})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, stepTime)
	defer cancel()
	return answer, parent.call(ctx, "Target.sendMessageToTarget", object{"sessionId": id, "message": string(text)}, nil)
}

// relay is call for a frame.
func (s *session) relay(ctx context.Context, parent *session, id target.SessionID, c command, result any) error {
	answer, err := s.send(ctx, parent, id, c)
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case msg, ok := <-answer:
		switch {
		case !ok:
			return errors.New("the frame is gone")
		case msg.Error != nil:
			return msg.Error
		case result == nil:
			return nil
		}
		return json.Unmarshal(msg.Result, result)
	}
}

// receive takes an answer or an event of a frame.
func (s *session) receive(text string) {
	var msg cdproto.Message
	if json.Unmarshal([]byte(text), &msg) != nil {
		return
	}
	if msg.ID != 0 {
		s.mu.Lock()
		answer := s.pending[msg.ID]
		delete(s.pending, msg.ID)
		s.mu.Unlock()
		if answer != nil {
			answer <- &msg
		}
		return
	}
	if ev, err := cdproto.UnmarshalMessage(&msg, chromedp.DefaultUnmarshalOptions); err == nil {
		s.event(ev)
	}
}
