package browser

// overflowJS looks for what makes a page wider than its window. What a box around it cuts
// off or scrolls, like a wide table in a frame of its own, does not.
const overflowJS = `(() => {
	` + selectorJS + `
	const page = document.scrollingElement, width = page.clientWidth;
	if (page.scrollWidth <= width) return [];
	const held = el => {
		for (let up = el.parentElement; up && up !== document.body && up !== page; up = up.parentElement) {
			if (getComputedStyle(up).overflowX !== "visible" && up.getBoundingClientRect().right <= width + 1) return true;
		}
		return false;
	};
	const range = document.createRange(), found = [];
	for (const el of document.body.querySelectorAll("*")) {
		const boxes = [...el.getClientRects()];
		for (const node of el.childNodes) {
			if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
			range.selectNodeContents(node);
			boxes.push(...range.getClientRects());
		}
		const right = Math.max(...boxes.filter(b => b.width > 0).map(b => b.right + scrollX));
		if (right > width + 1 && !held(el)) {
			found.push(selector(el) + " reaches " + Math.round(right) + " px of " + width + ": " + el.outerHTML.slice(0, 100));
		}
	}
	return found.length ? found : ["the page is " + page.scrollWidth + " px wide, its window " + width];
})()`

// Overflow names the elements that stick out of the window to the right, so that people
// have to scroll in two directions. Ask it in a tab that is 320 pixels wide.
func (tab *Tab) Overflow() []string {
	tab.t.Helper()
	var found []string
	tab.Eval(overflowJS, &found)
	return found
}

// clippedJS leaves out boxes of one pixel, which hide text from the eye on purpose.
const clippedJS = `(() => {
	` + selectorJS + `
	const found = [];
	for (const el of document.body.querySelectorAll("*")) {
		if (!el.checkVisibility({visibilityProperty: true})) continue;
		if (el.localName === "text" && el.ownerSVGElement) {
			const svg = el.ownerSVGElement, inner = el.getBoundingClientRect(), outer = svg.getBoundingClientRect();
			if (getComputedStyle(svg).overflow === "visible") continue;
			if (inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1) {
				found.push(selector(el) + " is cut off by its picture: " + el.textContent.trim().slice(0, 80));
			}
			continue;
		}
		const text = (el.innerText ?? "").trim();
		if (!text || el.clientWidth <= 1 || el.clientHeight <= 1) continue;
		const style = getComputedStyle(el), cuts = o => o === "hidden" || o === "clip";
		if (cuts(style.overflowX) && el.scrollWidth > el.clientWidth + 1) {
			found.push(selector(el) + " shows " + el.clientWidth + " of " + el.scrollWidth + " px in width: " + text.slice(0, 80));
		} else if (cuts(style.overflowY) && el.scrollHeight > el.clientHeight + 1) {
			found.push(selector(el) + " shows " + el.clientHeight + " of " + el.scrollHeight + " px in height: " + text.slice(0, 80));
		}
	}
	return found;
})()`

// Clipped names the elements that cut their text off. Ask it in a tab with twice the size
// of text. It does not notice text that runs over its neighbour.
func (tab *Tab) Clipped() []string {
	tab.t.Helper()
	var found []string
	tab.Eval(clippedJS, &found)
	return found
}
