package browser

import "strings"

// Messages are what the browser has said about the pages of the tab and the frames in them
// since it was opened. Left out is what concerns /favicon.ico, which Chromium asks for by
// itself and not always.
func (tab *Tab) Messages() []Message {
	var list []Message
	for _, r := range tab.session.records() {
		r.mu.Lock()
		for _, m := range r.messages {
			if !strings.Contains(m.URL+m.Text, "/favicon.ico") {
				list = append(list, m)
			}
		}
		r.mu.Unlock()
	}
	return list
}

// Quiet fails the test when the browser has said anything about the pages of the tab, be
// it a debugging line. What contains one of the allowed texts is left out.
func (tab *Tab) Quiet(allowed ...string) {
	tab.t.Helper()
	if loud := tab.loud(allowed); len(loud) > 0 {
		tab.t.Errorf("expected no messages from the browser, but there are %d:\n%s", len(loud), strings.Join(loud, "\n"))
	}
}

func (tab *Tab) loud(allowed []string) []string {
	var loud []string
next:
	for _, m := range tab.Messages() {
		text := m.String()
		for _, a := range allowed {
			if strings.Contains(text, a) {
				continue next
			}
		}
		loud = append(loud, text)
	}
	return loud
}
