package strict_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
)

func excerpt(data string, line, column, context int) string {
	d, _ := strict.Parse("a.yaml", []byte(data), strict.Limits{})
	return d.Excerpt(line, column, context)
}

func TestExcerptShowsTheColumn(t *testing.T) {
	long := strings.Repeat("abcdefghi ", 50)
	tests := []struct {
		name, reason          string
		data                  string
		line, column, context int
		want                  string
	}{
		{"middle", "numbered lines around", "a: 1\nb: 2\nc: 3\nd: 4\n", 3, 4, 1, "   2 | b: 2\n>  3 | c: 3\n          ^\n   4 | d: 4\n"},
		{"start", "no line before the first", "a: 1\nb: 2\n", 1, 1, 3, ">  1 | a: 1\n       ^\n   2 | b: 2\n"},
		{"alone", "without context", "a: 1\nb: 2\n", 2, 1, 0, ">  2 | b: 2\n       ^\n"},
		{"beyond the line", "at its end", "a: 1\n", 1, 99, 0, ">  1 | a: 1\n           ^\n"},
		{"after the last line", "an error at the end of the file", "a: 1\n", 2, 1, 1, "   1 | a: 1\n>  2 |\n       ^\n"},
		{"umlauts", "columns are characters", "ä: ö x\n", 1, 6, 0, ">  1 | ä: ö x\n            ^\n"},
		{"tab", "four cells", "a:\tx\n", 1, 4, 0, ">  1 | a:    x\n             ^\n"},
		{"wide", "two cells each", "a: 安全 x\n", 1, 7, 0, ">  1 | a: 安全 x\n               ^\n"},
		{"combining", "no cell of its own", "a: u\u0308 x\n", 1, 7, 0, ">  1 | a: u\u0308 x\n            ^\n"},
		{"turned around", "what turns the direction of writing is written out", "a: \u202ex\n", 1, 5, 0, ">  1 | a: <U+202E>x\n                  ^\n"},
		{"invisible", "so is what cannot be seen", "a: x\u200by\u00ad\n", 1, 4, 0, ">  1 | a: x<U+200B>y<U+00AD>\n          ^\n"},
		{"control", "an escape sequence must not reach a terminal", "a: \x1b[31m\n", 1, 4, 0, ">  1 | a: <U+001B>[31m\n          ^\n"},
		{"CRLF", "line ends are not shown", "a: 1\r\nb: 2\r\n", 2, 1, 1, "   1 | a: 1\n>  2 | b: 2\n       ^\n"},
		{"long start", "cut at the end", long, 1, 3, 0, ">  1 | " + long[:100] + "…\n         ^\n"},
		{"long middle", "cut on both sides", long, 1, 201, 0, ">  1 | …" + long[134:234] + "…\n" + strings.Repeat(" ", 7+67) + "^\n"},
		{"long end", "cut at the start", long, 1, 500, 0, ">  1 | …" + strings.TrimRight(long[433:], " ") + "\n" + strings.Repeat(" ", 7+67) + "^\n"},
		{"line zero", "no place, no excerpt", "a: 1\n", 0, 0, 2, ""},
		{"line too far", "no such line", "a: 1\n", 9, 1, 2, ""},
		{"many lines", "room for the numbers", strings.Repeat("a\n", 1200), 1000, 1, 1, "  999 | a\n>1000 | a\n        ^\n 1001 | a\n"},
		{"empty file", "its only line", "", 1, 1, 2, ">  1 |\n       ^\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, excerpt(tt.data, tt.line, tt.column, tt.context), tt.reason)
		})
	}
}

// checkExcerptIsPrintable: whatever is in the file, an excerpt has the marker,
// and neither control characters nor lines without end.
func checkExcerptIsPrintable(t *rapid.T) {
	data := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("ab:\t\r\n\u2028\u202e\x00安\u0301")), 0, 400, -1)).Draw(t, "data")
	line, column := rapid.IntRange(1, 5).Draw(t, "line"), rapid.IntRange(0, 500).Draw(t, "column")
	out := excerpt(data, line, column, 2)
	if out == "" {
		return
	}
	assert.Equal(t, 1, strings.Count(out, "\n>")+strings.Count(out[:1], ">"))
	for _, l := range strings.Split(out, "\n") {
		assert.Less(t, utf8.RuneCountInString(l), 300)
		for _, r := range l {
			assert.True(t, unicode.IsPrint(r) || unicode.Is(unicode.M, r), "%U in %q", r, l)
		}
	}
}

func TestExcerptIsPrintable(t *testing.T) { rapid.Check(t, checkExcerptIsPrintable) }

func TestLinesAreThoseOfTheFile(t *testing.T) {
	d, _ := strict.Parse("a.yaml", []byte("\ufeffa: 1\r\nb: 2\rc: x\u2028d: 4\n"), strict.Limits{})
	require.Equal(t, 4, d.Lines())
	assert.Equal(t, []string{"a: 1", "b: 2", "c: x", "d: 4", ""}, []string{d.Line(1), d.Line(2), d.Line(3), d.Line(4), d.Line(5)})
	assert.Empty(t, d.Line(0))
	assert.Equal(t, "a.yaml", d.Name())
	d, _ = strict.Parse("a.json", []byte("[\"\u2028\"]"), strict.Limits{})
	assert.Equal(t, 1, d.Lines(), "JSON has no such line break")
}

func TestCommentsAreFoundOutsideTexts(t *testing.T) {
	tests := []struct {
		name, reason, data string
		want               []strict.Comment
	}{
		{"own line", "", "# one\na: 1\n  #two\n", []strict.Comment{{1, 1, "one"}, {3, 3, "two"}}},
		{"after a value", "", "ä: 1 # want COM-02\n", []strict.Comment{{1, 6, "want COM-02"}}},
		{"no space before", "part of the value", "a: 1#x\nb: https://example.org/#y\n", nil},
		{"in quotes", "", "a: \"x # y\" # z\nb: 'it''s # y' # z\nc: \"\\\" # y\"\n", []strict.Comment{{1, 12, "z"}, {2, 16, "z"}}},
		{"quotes over lines", "", "a: \"x\n  # y\n  \" # z\n", []strict.Comment{{3, 5, "z"}}},
		{"block", "text until the indentation ends", "a: | # head\n  x # y\n\n  # z\nb: 1 # w\n", []strict.Comment{{1, 6, "head"}, {5, 6, "w"}}},
		{"folded in a list", "", "a:\n  - >-\n    x # y\n  # z\n  - b\n", []strict.Comment{{4, 3, "z"}}},
		{"block with indicator", "", "a: |2\n    x\n  # y\n# z\n", []strict.Comment{{4, 1, "z"}}},
		{"block at the end", "", "a: |\n  # x", nil},
		{"empty block", "", "a: |\nb: 1 # x\n", []strict.Comment{{2, 6, "x"}}},
		{"plain over lines", "a comment ends it", "a: x\n  y # z\n", []strict.Comment{{2, 5, "z"}}},
		{"flow", "", "a: [1, # x\n  '#', 2] # y\n", []strict.Comment{{1, 8, "x"}, {2, 11, "y"}}},
		{"two on a line", "the rest of the line is one comment", "a: 1 # x # y\n", []strict.Comment{{1, 6, "x # y"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, ps := strict.Parse("a.yaml", []byte(tt.data), strict.Limits{})
			require.Empty(t, ps)
			assert.Equal(t, tt.want, d.Comments(), tt.reason)
		})
	}
	d, _ := strict.Parse("a.json", []byte(`{"a": "# b"}`), strict.Limits{})
	assert.Empty(t, d.Comments(), "JSON has none")
	d, _ = strict.Parse("a.yaml", []byte(`a: [ # b`), strict.Limits{})
	assert.Empty(t, d.Comments(), "no tree")
}
