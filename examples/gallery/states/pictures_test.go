package states_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

// Pictures of every widget, in German, English and dark. Those in the README are taken
// anew with GALLERY_PICTURES=1; otherwise they go where nobody keeps them.
func TestPicturesOfEveryWidget(t *testing.T) {
	folder := t.TempDir()
	if os.Getenv("GALLERY_PICTURES") != "" {
		folder = filepath.Join("..", "pictures")
		require.NoError(t, os.MkdirAll(folder, 0o755))
	}
	for widget, state := range map[string]string{"eligibility": "eligibility-question", "ballot": "ballot-approval-marked", "results": "results-approval",
		"committee": "committee-vacant", "timeline": "timeline-cycle", "findings": "findings-breached"} {
		for look, c := range map[string]struct {
			query string
			dark  bool
		}{"de": {"lang=de&theme=light", false}, "en": {"lang=en&theme=light", false}, "dark": {"lang=de&theme=dark", true}} {
			tab, address := open(t, browser.Options{Width: 760, Height: 900, Dark: c.dark})
			tab.Open(address(state, c.query))
			browser.SavePNG(t, filepath.Join(folder, widget+"-"+look+".png"), tab.Screenshot(""))
		}
	}
}
