package browser

import "strings"

// key is what a keyboard sends for one key.
type key struct {
	key, code string
	number    int
	text      string
}

// named are the keys that have names. Enter and Space have a text too, without which they
// neither send a form nor tick a box.
var named = map[string]key{
	"Tab":        {"Tab", "Tab", 9, ""},
	"Enter":      {"Enter", "Enter", 13, "\r"},
	"Space":      {" ", "Space", 32, " "},
	"Escape":     {"Escape", "Escape", 27, ""},
	"Backspace":  {"Backspace", "Backspace", 8, ""},
	"Delete":     {"Delete", "Delete", 46, ""},
	"ArrowLeft":  {"ArrowLeft", "ArrowLeft", 37, ""},
	"ArrowUp":    {"ArrowUp", "ArrowUp", 38, ""},
	"ArrowRight": {"ArrowRight", "ArrowRight", 39, ""},
	"ArrowDown":  {"ArrowDown", "ArrowDown", 40, ""},
	"Home":       {"Home", "Home", 36, ""},
	"End":        {"End", "End", 35, ""},
	"PageUp":     {"PageUp", "PageUp", 33, ""},
	"PageDown":   {"PageDown", "PageDown", 34, ""},
}

// modifiers are bits of the protocol.
var modifiers = map[string]int{"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}

// Keys presses keys one after another, wherever the focus is: "Tab", "Shift+Tab", "Enter",
// "Space", "Escape", "ArrowDown", "Home", "Control+a" or a single character.
func (tab *Tab) Keys(keys ...string) {
	tab.t.Helper()
	for _, name := range keys {
		tab.press(name)
		tab.settle()
	}
}

func (tab *Tab) press(name string) {
	tab.t.Helper()
	held, rest := 0, name
	for {
		before, after, ok := strings.Cut(rest, "+")
		if !ok || after == "" || modifiers[before] == 0 {
			break
		}
		held, rest = held|modifiers[before], after
	}
	k, ok := named[rest]
	if !ok {
		if len([]rune(rest)) != 1 {
			tab.fail("there is no key %q", name)
		}
		k = letter(rest)
	}
	event := object{
		"type": "keyDown", "key": k.key, "code": k.code, "modifiers": held,
		"windowsVirtualKeyCode": k.number, "nativeVirtualKeyCode": k.number,
	}
	if held&^modifiers["Shift"] == 0 && k.text != "" {
		event["text"] = k.text
	}
	if rest == "a" && held == modifiers["Control"] {
		// Editing commands are the work of the window system, which is not there.
		event["commands"] = []string{"selectAll"}
	}
	top := tab.top()
	top.must("Input.dispatchKeyEvent", event, nil)
	event["type"] = "keyUp"
	delete(event, "text")
	delete(event, "commands")
	top.must("Input.dispatchKeyEvent", event, nil)
}

// letter needs no code for characters that keyboards have in different places.
func letter(s string) key {
	k := key{key: s, text: s}
	switch upper := strings.ToUpper(s); {
	case upper >= "A" && upper <= "Z":
		k.code, k.number = "Key"+upper, int(upper[0])
	case s >= "0" && s <= "9":
		k.code, k.number = "Digit"+s, int(s[0])
	}
	return k
}

// Type clicks a field and writes a text in place of what is there, key by key.
func (tab *Tab) Type(css, text string) {
	tab.t.Helper()
	tab.click(css, 1)
	tab.press("Control+a")
	if text == "" {
		tab.press("Delete")
	}
	for _, r := range text {
		switch r {
		case '\n':
			tab.press("Enter")
		case '\t':
			tab.press("Tab")
		case ' ':
			tab.press("Space")
		default:
			tab.press(string(r))
		}
	}
	tab.settle()
}
