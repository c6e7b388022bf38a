package states_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/gallery/states"
)

// updateVariable rewrites the golden files when it is set.
const updateVariable = "GALLERY_UPDATE"

// changing is what differs from one run to the next: keys of forms, and names of assets,
// which follow their content.
var changing = regexp.MustCompile(`name="key" value="[^"]*"|dfc-[0-9a-f]{12}\.`)

// Every state in both languages, as it was looked at and found good.
func TestEveryStateIsWrittenAsItWas(t *testing.T) {
	g, err := states.New()
	require.NoError(t, err)
	for _, s := range states.All() {
		if strings.Contains(s.Name, "200") || strings.Contains(s.Name, "many") || s.Name == "findings-real" {
			continue // long, and of the same templates
		}
		var got strings.Builder
		for _, lang := range []string{"de", "en"} {
			status, page, err := g.Render(s, lang)
			require.NoError(t, err)
			assert.Equal(t, s.Code, status, s.Name)
			got.WriteString(changing.ReplaceAllString(page, "…"))
		}
		path := filepath.Join("testdata", s.Name+".html")
		if os.Getenv(updateVariable) != "" {
			require.NoError(t, os.MkdirAll("testdata", 0o755))
			require.NoError(t, os.WriteFile(path, []byte(got.String()), 0o644))
			continue
		}
		want, err := os.ReadFile(path)
		require.NoError(t, err, "set %s=1 to write the file", updateVariable)
		assert.Equal(t, string(want), got.String(), "%s; set %s=1 to write the file anew, and look at what changed", s.Name, updateVariable)
	}
}

var (
	ids        = regexp.MustCompile(` id="([^"]+)"`)
	references = regexp.MustCompile(` (?:for|aria-describedby|aria-labelledby|href)="(#?)([^"]+)"`)
	headings   = regexp.MustCompile(`<h([1-6])`)
	visible    = regexp.MustCompile(`<[^>]*>`)
	keyOrHole  = regexp.MustCompile(`\b(?:widget|ballot|box|report|verdict)\.[a-z]+(?:[.-][a-z-]+)+|\{[a-z]+(?::[a-z.]+)?\}`)
)

func TestEveryStateIsSound(t *testing.T) {
	g, err := states.New()
	require.NoError(t, err)
	for _, s := range states.All() {
		for _, lang := range []string{"de", "en"} {
			_, page, err := g.Render(s, lang)
			require.NoError(t, err)
			name := s.Name + " " + lang
			known := map[string]bool{}
			for _, m := range ids.FindAllStringSubmatch(page, -1) {
				assert.False(t, known[m[1]], "%s: the id %s stands twice", name, m[1])
				known[m[1]] = true
			}
			for _, m := range references.FindAllStringSubmatch(page, -1) {
				if strings.Contains(m[0], "href") && m[1] == "" {
					continue
				}
				for id := range strings.FieldsSeq(m[2]) {
					assert.True(t, known[id], "%s: %s leads nowhere", name, m[0])
				}
			}
			level := 0
			for i, m := range headings.FindAllStringSubmatch(page, -1) {
				n := int(m[1][0] - '0')
				assert.True(t, n <= level+1, "%s: a heading of level %d after one of %d", name, n, level)
				assert.Equal(t, i == 0, n == 1, "%s: one h1, at the beginning", name)
				level = n
			}
			assert.Empty(t, keyOrHole.FindString(visible.ReplaceAllString(page, " ")), "%s: a key or a placeholder is visible", name)
		}
	}
}
