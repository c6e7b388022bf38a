package browser

// Focus says where the keyboard is.
type Focus struct {
	// Selector leads to the element: "#id" if it has one, else a path from one that has.
	Selector string
	ID       string
	// Name is what the element is called or, failing that, its text.
	Name string
	// HTML is its opening tag.
	HTML string
	// Seen tells whether it is in the window with nothing over its middle. A field under a
	// sticky header is not.
	Seen bool
}

func (f Focus) String() string { return f.Selector + " " + f.HTML + " " + f.Name }

// selectorJS makes a selector for an element.
const selectorJS = `const selector = el => {
	if (el.id) return "#" + CSS.escape(el.id);
	if (!el.parentElement) return el.localName;
	const same = [...el.parentElement.children].filter(c => c.localName === el.localName);
	const place = same.length > 1 ? ":nth-of-type(" + (same.indexOf(el) + 1) + ")" : "";
	return selector(el.parentElement) + " > " + el.localName + place;
};
`

const focusJS = `(() => {
	` + selectorJS + `
	const el = document.activeElement ?? document.body;
	const box = [...el.getClientRects()].find(r => r.width > 0 && r.height > 0);
	const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
	return {
		Selector: selector(el), ID: el.id, HTML: el.cloneNode(false).outerHTML.replace(/<\/[^>]*>$/, ""),
		Name: (el.ariaLabel || el.labels?.[0]?.innerText || (el === document.body ? "" : el.innerText) || "").trim().slice(0, 120),
		Seen: !!hit && (el.contains(hit) || hit.contains(el)),
	};
})()`

// Focused is the element that the keyboard acts on; the body stands for none. If it is a
// frame, ask the frame.
func (tab *Tab) Focused() Focus {
	tab.t.Helper()
	var f Focus
	tab.Eval(focusJS, &f)
	return f
}
