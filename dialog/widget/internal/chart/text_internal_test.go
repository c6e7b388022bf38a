package chart

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestClean(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"as it is":         {"Ayşe & <Söhne>", "Ayşe & <Söhne>"},
		"overrides":        {"a\u202eb\u2066c\u2069d\u202c", "abcd"},
		"right to left":    {"שלום", "שלום"},
		"controls":         {"a\x00b\tc\r\nd\u0085e\u2028f", "a b c  d e f"},
		"broken UTF-8":     {"a\xffb\xc3", "a\ufffdb\ufffd"},
		"not a character":  {"a\ufffeb\uffffc", "abc"},
		"piled up marks":   {"a" + strings.Repeat("\u0301", 50) + "b", "a" + strings.Repeat("\u0301", 4) + "b"},
		"a surrogate half": {"a\xed\xa0\x80b", "a\ufffd\ufffd\ufffdb"},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, clean(c.in)) })
	}
}

func TestCut(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		room float64
		want string
	}{
		"fits":             {"Ja", 40, "Ja"},
		"too long":         {"Zivilgesellschaft", 60, "Zivilg…"},
		"no space at dots": {"Ja oder Nein", 36, "Ja…"},
		"wide":             {"漢字漢字漢字", 50, "漢字…"},
		"no room":          {"Ja", 3, ""},
		"nothing":          {"", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, short := cut(c.in, small, c.room)
			require.Equal(t, c.want, got)
			require.Equal(t, got != c.in, short)
			require.LessOrEqual(t, width(strings.TrimSuffix(got, "…"), small), c.room)
		})
	}
}

func TestWrap(t *testing.T) {
	for name, c := range map[string]struct{ in, first, second string }{
		"one line":      {"kurz", "kurz", ""},
		"two lines":     {"Bundesamt für Sicherheit", "Bundesamt für", "Sicherheit"},
		"one long word": {"Lieferkettensorgfaltspflichtengesetz", "Lieferkettensorgfaltspflichtengesetz", ""},
		"long, short":   {"Lieferkettensorgfalts pflichten", "Lieferkettensorgfalts pflichten", ""},
	} {
		t.Run(name, func(t *testing.T) {
			first, second := wrap(c.in, small, 130)
			require.Equal(t, c.first, first)
			require.Equal(t, c.second, second)
		})
	}
}

func TestIdentsDiffer(t *testing.T) {
	seen := map[string]string{}
	for _, id := range []string{"", "a", "a b", "a.20.b", "a\"b", "ä", "<a>", "a-1", "a_1"} {
		got := ident(id)
		require.Regexp(t, `^[A-Za-z][A-Za-z0-9._-]*$`, got)
		require.Empty(t, seen[got], "%q and %q", id, seen[got])
		seen[got] = "taken by " + id
	}
}
