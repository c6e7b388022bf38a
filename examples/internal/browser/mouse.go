package browser

import "fmt"

// point is a place in the window.
type point struct {
	X, Y float64
	// Cover describes what a click would hit instead.
	Cover string
	Seen  bool
}

// pointJS scrolls to an element and finds the middle of its first line box.
const pointJS = `css => {
	const el = document.querySelector(css);
	if (!el) return {};
	el.scrollIntoView({block: "center", inline: "nearest", behavior: "instant"});
	const box = [...el.getClientRects()].find(r => r.width > 0 && r.height > 0);
	if (!box || !el.checkVisibility({visibilityProperty: true})) return {};
	const X = box.x + box.width / 2, Y = box.y + box.height / 2;
	const hit = document.elementFromPoint(X, Y);
	// A label that covers its own field takes the click for it.
	const same = hit && (el.contains(hit) || hit.contains(el) || hit.closest("label")?.control === el);
	return {X, Y, Seen: true, Cover: same ? "" : hit ? hit.outerHTML.slice(0, 120) : "nothing"};
}`

// Click clicks with the mouse, as soon as the element is there and nothing covers it.
func (tab *Tab) Click(css string) {
	tab.t.Helper()
	tab.click(css, 1)
}

// DoubleClick is what many people do on every button.
func (tab *Tab) DoubleClick(css string) {
	tab.t.Helper()
	tab.click(css, 2)
}

func (tab *Tab) click(css string, times int) {
	tab.t.Helper()
	p := tab.place(css)
	top := tab.top()
	event := func(kind string, buttons, count int) {
		tab.t.Helper()
		top.must("Input.dispatchMouseEvent", object{
			"type": kind, "x": p.X, "y": p.Y, "button": "left", "buttons": buttons, "clickCount": count,
		}, nil)
	}
	event("mouseMoved", 0, 0)
	for n := 1; n <= times; n++ {
		event("mousePressed", 1, n)
		event("mouseReleased", 0, n)
	}
	tab.settle()
}

// stays is how many looks in a row must find an element at the same place: a frame around
// it may still be growing.
const stays = 4

// place waits until an element stays where it is in the window and can be hit.
func (tab *Tab) place(css string) point {
	tab.t.Helper()
	var last, now point
	same := 0
	tab.until("`"+css+"` to be clickable", func() (bool, error) {
		last, now = now, point{}
		if err := tab.apply(&now, pointJS, css); err != nil {
			return false, err
		}
		if now.Seen && now.Cover == "" {
			var err error
			if now, err = tab.offset(now); err != nil {
				return false, err
			}
		}
		if now.Cover != "" {
			return false, fmt.Errorf("it is covered by %s", now.Cover)
		}
		if same++; now != last {
			same = 1
		}
		return now.Seen && same >= stays, nil
	})
	return now
}
