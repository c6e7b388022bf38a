package browser

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// Message is something that the browser has to say about a page.
type Message struct {
	// Kind is "console", "exception", "log" (which has violations of a policy), "issue",
	// "request" (one that failed) or "dialog".
	Kind string
	// Level is that of console and log: "error", "warning", "info", "log" ….
	Level string
	Text  string
	// URL and Line say where, as far as the browser does; lines start with 1.
	URL  string
	Line int
}

func (m Message) String() string {
	text := m.Kind
	if m.Level != "" {
		text += " " + m.Level
	}
	text += ": " + m.Text
	if m.URL != "" {
		text += " (" + m.URL
		if m.Line != 0 {
			text += fmt.Sprintf(":%d", m.Line)
		}
		text += ")"
	}
	return text
}

// record collects what happens in a page or in a frame of another site.
type record struct {
	mu        sync.Mutex
	messages  []Message
	responses []Response
	// main is the frame that is not in another one here, document what it was filled with.
	main     cdp.FrameID
	document *Response
	requests map[network.RequestID]request
	// worlds are the places where scripts of a frame run.
	worlds map[cdp.FrameID]string
	// loading are the frames that wait for a new page.
	loading map[cdp.FrameID]bool
}

type request struct {
	url    string
	kind   network.ResourceType
	active bool
}

func newRecord() *record {
	return &record{
		requests: map[network.RequestID]request{},
		worlds:   map[cdp.FrameID]string{},
		loading:  map[cdp.FrameID]bool{},
	}
}

func (r *record) event(ev any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventConsoleAPICalled:
		m := Message{Kind: "console", Level: string(ev.Type), Text: texts(ev.Args)}
		if s := ev.StackTrace; s != nil && len(s.CallFrames) > 0 {
			m.URL, m.Line = s.CallFrames[0].URL, int(s.CallFrames[0].LineNumber)+1
		}
		r.messages = append(r.messages, m)
	case *runtime.EventExceptionThrown:
		d := ev.ExceptionDetails
		m := Message{Kind: "exception", Text: d.Text, URL: d.URL, Line: int(d.LineNumber) + 1}
		if d.Exception != nil {
			m.Text += " " + d.Exception.Description
		}
		r.messages = append(r.messages, m)
	case *log.EventEntryAdded:
		e := ev.Entry
		m := Message{Kind: "log", Level: string(e.Level), Text: e.Text, URL: e.URL}
		if e.LineNumber != 0 {
			m.Line = int(e.LineNumber) + 1
		}
		r.messages = append(r.messages, m)
	case *audits.EventIssueAdded:
		// Chromium repeats them whenever it looks at the page again.
		if m := (Message{Kind: "issue", Text: issue(ev.Issue)}); !slices.Contains(r.messages, m) {
			r.messages = append(r.messages, m)
		}
	case *page.EventJavascriptDialogOpening:
		r.messages = append(r.messages, Message{Kind: "dialog", Level: string(ev.Type), Text: ev.Message, URL: ev.URL})
	case *runtime.EventExecutionContextCreated:
		r.addWorld(ev.Context)
	case *runtime.EventExecutionContextDestroyed:
		maps.DeleteFunc(r.worlds, func(_ cdp.FrameID, id string) bool { return id == ev.ExecutionContextUniqueID })
	case *runtime.EventExecutionContextsCleared:
		clear(r.worlds)
	default:
		r.network(ev)
		r.navigation(ev)
	}
}

// addWorld keeps the main world of each frame, which the page's own scripts share.
func (r *record) addWorld(c *runtime.ExecutionContextDescription) {
	var aux struct {
		IsDefault bool        `json:"isDefault"`
		FrameID   cdp.FrameID `json:"frameId"`
	}
	if json.Unmarshal(c.AuxData, &aux) == nil && aux.IsDefault {
		r.worlds[aux.FrameID] = c.UniqueID
	}
}

func texts(args []*runtime.RemoteObject) string {
	list := make([]string, 0, len(args))
	for _, arg := range args {
		var text string
		switch {
		case json.Unmarshal(arg.Value, &text) == nil:
		case len(arg.Value) > 0:
			text = string(arg.Value)
		default:
			text = arg.Description
		}
		list = append(list, text)
	}
	return strings.Join(list, " ")
}

// issue is the code and the one detail that is there.
func issue(i *audits.InspectorIssue) string {
	details, err := json.Marshal(i.Details)
	if err != nil {
		return string(i.Code)
	}
	return string(i.Code) + " " + string(details)
}
