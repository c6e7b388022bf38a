package browser

import (
	"strings"
	"time"
)

// patience is how long a step waits for its element, unless the tab says otherwise.
const patience = 20 * time.Second

// visibleJS tells whether an element takes up room and is not hidden.
const visibleJS = `css => {
	const el = document.querySelector(css);
	return !!el && el.checkVisibility({visibilityProperty: true, opacityProperty: true}) &&
		[...el.getClientRects()].some(r => r.width > 0 && r.height > 0);
}`

// find waits until an element exists and applies a function to it.
func (tab *Tab) find(out any, css, function string, args ...any) {
	tab.t.Helper()
	tab.until("an element `"+css+"`", func() (bool, error) {
		var found bool
		err := tab.apply(&found, `css => !!document.querySelector(css)`, css)
		return found, err
	})
	all := append([]any{css}, args...)
	err := tab.apply(out, `(css, ...args) => (`+function+`)(document.querySelector(css), ...args)`, all...)
	if err != nil {
		tab.fail("`%s`: %v", css, err)
	}
}

// Text is the text of the first such element as it is shown.
func (tab *Tab) Text(css string) string {
	tab.t.Helper()
	var text string
	tab.find(&text, css, `el => el.innerText ?? el.textContent`)
	return strings.TrimSpace(text)
}

// Attr is an attribute of the first such element, and whether it is there.
func (tab *Tab) Attr(css, name string) (string, bool) {
	tab.t.Helper()
	var value struct {
		Has   bool
		Value string
	}
	tab.find(&value, css, `(el, name) => ({Has: el.hasAttribute(name), Value: el.getAttribute(name) ?? ""})`, name)
	return value.Value, value.Has
}

// Value is what a field holds now.
func (tab *Tab) Value(css string) string {
	tab.t.Helper()
	var value string
	tab.find(&value, css, `el => el.value`)
	return value
}

// Checked tells whether a box or radio button is chosen now.
func (tab *Tab) Checked(css string) bool {
	tab.t.Helper()
	var checked bool
	tab.find(&checked, css, `el => el.checked`)
	return checked
}

// Count does not wait; it is 0 for what is not there.
func (tab *Tab) Count(css string) int {
	tab.t.Helper()
	var n int
	if err := tab.apply(&n, `css => document.querySelectorAll(css).length`, css); err != nil {
		tab.fail("`%s`: %v", css, err)
	}
	return n
}

// Visible tells at once whether the first such element can be seen.
func (tab *Tab) Visible(css string) bool {
	tab.t.Helper()
	var visible bool
	if err := tab.apply(&visible, visibleJS, css); err != nil {
		tab.fail("`%s`: %v", css, err)
	}
	return visible
}

// URL is the address of the page.
func (tab *Tab) URL() string {
	tab.t.Helper()
	url, err := tab.location()
	if err != nil {
		tab.fail("the page has no address: %v", err)
	}
	return url
}

func (tab *Tab) location() (url string, err error) {
	return url, tab.eval("location.href", &url)
}

// Title is that of the page.
func (tab *Tab) Title() string {
	tab.t.Helper()
	var title string
	tab.Eval("document.title", &title)
	return title
}
