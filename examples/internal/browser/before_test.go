package browser_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func TestAScriptRunsBeforeThoseOfThePage(t *testing.T) {
	site := browser.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="en"><title>x</title><p id="p"></p><script>p.textContent = typeof Element.prototype.setHTML</script>`))
	}))
	b := browser.Start(t)
	for before, want := range map[string]string{"": "function", "delete Element.prototype.setHTML": "undefined"} {
		tab := b.Tab(t, browser.Options{Before: before})
		tab.Open(site.A)
		assert.Equal(t, want, tab.Text("p"))
	}
}
