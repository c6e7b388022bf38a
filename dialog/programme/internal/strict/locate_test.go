package strict_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
)

const located = `name: x
list:
  - label: a
    year: 2025
    sub:
      - {label: ä, year: 2026}
  - sub: []
words: [eins, "zwei"]
limits:
  a.b: 1
  "q\"]": 2
note:
`

func TestLocateFindsValueOrNearestPart(t *testing.T) {
	tests := []struct {
		path, reason string
		line, column int // of the value
		key          strict.Position
	}{
		{"", "the file", 1, 1, strict.Position{Line: 1, Column: 1}},
		{"name", "a scalar: the value", 1, 7, strict.Position{Line: 1, Column: 1}},
		{"list", "a list: its key", 2, 1, strict.Position{Line: 2, Column: 1}},
		{"list[0]", "an entry", 3, 5, strict.Position{Line: 3, Column: 5}},
		{"list[0].year", "a scalar", 4, 11, strict.Position{Line: 4, Column: 5}},
		{"list[0].sub[0].year", "in one line", 6, 26, strict.Position{Line: 6, Column: 20}},
		{"list[1].label", "a missing key: the entry that lacks it", 7, 5, strict.Position{Line: 7, Column: 5}},
		{"list[1].sub[3].label", "a missing entry: the list", 7, 5, strict.Position{Line: 7, Column: 5}},
		{"list[9]", "a missing entry: the list", 2, 1, strict.Position{Line: 2, Column: 1}},
		{"words[1]", "a quoted scalar", 8, 15, strict.Position{Line: 8, Column: 15}},
		{`limits["a.b"]`, "a quoted key", 10, 8, strict.Position{Line: 10, Column: 3}},
		{`limits["q\"]"]`, "a key with a quote and a bracket", 11, 11, strict.Position{Line: 11, Column: 3}},
		{"note", "nothing there: the key", 12, 1, strict.Position{Line: 12, Column: 1}},
		{"note.a.b", "below nothing", 12, 1, strict.Position{Line: 12, Column: 1}},
		{"name[0]", "an index of a text", 1, 7, strict.Position{Line: 1, Column: 1}},
		{"list[x]", "not a path", 2, 1, strict.Position{Line: 2, Column: 1}},
		{"list[-1]", "not a path", 2, 1, strict.Position{Line: 2, Column: 1}},
		{"list[99999999999999999999]", "not a path", 2, 1, strict.Position{Line: 2, Column: 1}},
		{"list[0", "not a path", 2, 1, strict.Position{Line: 2, Column: 1}},
		{"nothing", "a missing key: the file", 1, 1, strict.Position{Line: 1, Column: 1}},
		{"..", "not a path", 1, 1, strict.Position{Line: 1, Column: 1}},
	}
	d, ps := strict.Parse("a.yaml", []byte(located), strict.Limits{})
	require.Empty(t, ps)
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			line, column := d.Locate(tt.path)
			assert.Equal(t, strict.Position{Line: tt.line, Column: tt.column}, strict.Position{Line: line, Column: column}, tt.reason)
			line, column = d.LocateKey(tt.path)
			assert.Equal(t, tt.key, strict.Position{Line: line, Column: column}, "key: %s", tt.reason)
		})
	}
}

func TestLocateWithoutATree(t *testing.T) {
	d, _ := strict.Parse("a.yaml", []byte("a: ["), strict.Limits{})
	line, column := d.Locate("a")
	assert.Zero(t, line+column)
	line, column = d.LocateKey("a")
	assert.Zero(t, line+column)
	assert.False(t, d.Usable())
}

// checkPathsLeadBack: the path of every problem leads to the line of the problem.
func checkPathsLeadBack(t *rapid.T) {
	key := rapid.StringMatching(`[a-z."\[\]\\ äß]{1,6}`)
	keys := rapid.SliceOfNDistinct(key, 1, 5, rapid.ID).Draw(t, "keys")
	var b strings.Builder
	b.WriteString("limits:\n")
	for _, k := range keys {
		b.WriteString("  '" + k + "': wrong\n")
	}
	d, ps := strict.Parse("a.yaml", []byte(b.String()), strict.Limits{})
	require.Empty(t, ps)
	var s sample
	ps = d.Decode(&s)
	require.Len(t, ps, len(keys))
	for _, p := range ps {
		line, column := d.Locate(p.Path)
		assert.Equal(t, p.Position(), strict.Position{Line: line, Column: column}, "path %s in\n%s", p.Path, b.String())
	}
}

func TestPathsLeadBack(t *testing.T) { rapid.Check(t, checkPathsLeadBack) }
