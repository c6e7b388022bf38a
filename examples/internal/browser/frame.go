package browser

import (
	"errors"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
)

// inFrame is set for a tab that stands for a frame.
type inFrame struct {
	parent *Tab
	css    string
	id     string
}

// Frame is the page in an iframe, of whatever site. Its steps are taken there; URL, Title
// and the results of Axe are those of the frame. When a link in the frame leads to another
// site, ask for the frame again.
func (tab *Tab) Frame(css string) *Tab {
	tab.t.Helper()
	frame := *tab
	frame.frame = &inFrame{parent: tab, css: css}
	tab.until("a page in the frame `"+css+"`", func() (bool, error) {
		id, empty, err := tab.frameID(css)
		if err != nil {
			return false, err
		}
		frame.frame.id = id
		frame.session = tab.session
		if child := tab.session.child(id); child != nil {
			<-child.ready
			frame.session = child
		}
		url, err := frame.location()
		// A frame is blank until its page arrives.
		return err == nil && (empty || url != "about:blank"), err
	})
	return &frame
}

// frameID also tells whether the frame has no address to load.
func (tab *Tab) frameID(css string) (id string, empty bool, err error) {
	if err := tab.apply(&empty, `css => {
		const el = document.querySelector(css);
		if (!el) throw new Error("there is no such element");
		return !el.src;
	}`, css); err != nil {
		return "", false, err
	}
	params := object{"expression": fmt.Sprintf("document.querySelector(%q)", css)}
	if err := tab.inWorld(params); err != nil {
		return "", false, err
	}
	var found struct {
		Result struct {
			ObjectID string `json:"objectId"`
		} `json:"result"`
	}
	if err := tab.session.do("Runtime.evaluate", params, &found); err != nil {
		return "", false, err
	}
	var described struct {
		Node struct {
			FrameID string `json:"frameId"`
		} `json:"node"`
	}
	if err := tab.session.do("DOM.describeNode", object{"objectId": found.Result.ObjectID}, &described); err != nil {
		return "", false, err
	}
	if described.Node.FrameID == "" {
		return "", false, errors.New("it is not a frame")
	}
	return described.Node.FrameID, empty, nil
}

// inWorld points an evaluation to the scripts of the frame, when it shares its process with
// the page around it.
func (tab *Tab) inWorld(params object) error {
	if tab.frame == nil || tab.session != tab.frame.parent.session {
		return nil
	}
	r := tab.session.record
	r.mu.Lock()
	defer r.mu.Unlock()
	id, ok := r.worlds[cdp.FrameID(tab.frame.id)]
	if !ok {
		return errors.New("the frame has no page in it now")
	}
	params["uniqueContextId"] = id
	return nil
}

// top is the tab with the window, which takes all events of mouse and keyboard.
func (tab *Tab) top() *Tab {
	for tab.frame != nil {
		tab = tab.frame.parent
	}
	return tab
}

// offset turns a place in a frame into one in the window, unless it cannot be hit there.
func (tab *Tab) offset(p point) (point, error) {
	if tab.frame == nil {
		return p, nil
	}
	var q point
	err := tab.frame.parent.apply(&q, `(css, x, y) => {
		const el = document.querySelector(css);
		if (!el) return {};
		const box = el.getBoundingClientRect(), style = getComputedStyle(el);
		const X = box.x + el.clientLeft + parseFloat(style.paddingLeft) + x;
		const Y = box.y + el.clientTop + parseFloat(style.paddingTop) + y;
		const hit = document.elementFromPoint(X, Y);
		return {X, Y, Seen: true, Cover: hit === el ? "" : hit ? hit.outerHTML.slice(0, 120) : "nothing"};
	}`, tab.frame.css, p.X, p.Y)
	if err != nil || !q.Seen || q.Cover != "" {
		return q, err
	}
	return tab.frame.parent.offset(q)
}
