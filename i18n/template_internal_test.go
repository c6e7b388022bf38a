package i18n

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTemplateIsSplitAtItsPlaceholders(t *testing.T) {
	cases := []struct {
		name, text string
		want       []segment
	}{
		{"literal", "abc", []segment{{literal: "abc"}}},
		{"placeholder", "{a}", []segment{{literal: "{a}", name: "a"}}},
		{"form", "x{a:b.c-d}y", []segment{{literal: "x"}, {literal: "{a:b.c-d}", name: "a", form: "b.c-d"}, {literal: "y"}}},
		{"braces", "{{a}} {{{b}}}", []segment{{literal: "{a} {"}, {literal: "{b}", name: "b"}, {literal: "}"}}},
		{"empty", "", nil},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got, err := parseTemplate(tc.text)
			require.NoError(t, err)
			assert.Equal(t, tc.want, got)
		})
	}
}

// FuzzTemplate: what can be parsed is written back and parsed as the same.
func FuzzTemplate(f *testing.F) {
	for _, seed := range []string{"", "abc", "{a}", "x{a:b.c}y", "{{}}", "{{{a}}}", "{", "}", "{a", "{:}", "{a:}", "{a:b:c}", "ä{ö}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		segments, err := parseTemplate(text)
		if err != nil {
			fault := (*templateError)(nil)
			require.ErrorAs(t, err, &fault)
			require.LessOrEqual(t, fault.offset, len(text))
			require.NotEmpty(t, fault.remedy)
			return
		}
		written := formatTemplate(segments)
		again, err := parseTemplate(written)
		require.NoError(t, err)
		require.Equal(t, segments, again)
		require.Equal(t, written, formatTemplate(again))
		if !strings.ContainsAny(text, "{}") {
			require.Equal(t, text, written)
		}
	})
}
