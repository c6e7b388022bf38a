package browser

// inFrame is set for a tab that stands for a frame.
type inFrame struct {
	parent *Tab
	css    string
	world  string
}

// world is where scripts of a frame run that has no process of its own.
func (tab *Tab) world() string {
	if tab.frame == nil {
		return ""
	}
	return tab.frame.world
}

// top is the tab with the window, which takes all events of mouse and keyboard.
func (tab *Tab) top() *Tab {
	for tab.frame != nil {
		tab = tab.frame.parent
	}
	return tab
}

// offset turns a place in a frame into one in the window.
func (tab *Tab) offset(x, y float64) (float64, float64) { return x, y }
