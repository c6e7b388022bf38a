package app

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// legible reports whether a text has only characters that can be seen, and line breaks:
// others hide a name behind another, or turn what stands around them (Unicode Standard
// Annex 9).
func legible(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r != '\n' && r != '\r' && r != '\t' && (unicode.Is(unicode.C, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r))
	})
}

// oneLine is a text with single blanks between its words.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// alike reports whether people would take two names for the same.
func alike(a, b string) bool { return folded(a) == folded(b) }

func folded(s string) string { return strings.ToLower(oneLine(norm.NFKC.String(s))) }
