package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

// The page that most sites want: last year's result, and this year's ballot below it.
func TestAResultAndABallotOnOnePageOfAnotherSite(t *testing.T) {
	for name, noScript := range map[string]bool{"with script": false, "without script": true} {
		t.Run(name, func(t *testing.T) {
			h, widgets, site := sites(t)
			tab := browser.Start(t).Tab(t, browser.Options{Language: "en", NoScript: noScript})
			tab.Open(site + "/")
			assert.Equal(t, site+"/en/both", tab.URL())
			if noScript {
				href, _ := tab.Attr("dfc-results a", "href")
				assert.Equal(t, widgets+"/dfc/results/ws-2025", href)
			} else {
				tab.WaitText("dfc-results", "Elected:")
			}
			frame := tab.Frame("dfc-ballot iframe")
			shows(t, frame, "main", "Step 1 of 3")
			frame.Axe(t).NoViolations(t)
			still(tab, noScript)
			tick(t, frame, 1, true)
			submit(t, frame, "main", "Step 2 of 3")
			still(tab, noScript)
			enter(t, frame, h.credentials[0].Reveal())
			submit(t, frame, "main", "Your vote is in the ballot box.")
			assert.Equal(t, 1, h.box.Status().Voted)
			assert.Equal(t, site+"/en/both", tab.URL(), "the page around it stays")
			if !noScript {
				assert.Contains(t, tab.Text("dfc-results"), "Elected:", "and so does the result")
				tab.WaitText("#events", "dfc:complete")
			}
			tab.Quiet()
		})
	}
}
