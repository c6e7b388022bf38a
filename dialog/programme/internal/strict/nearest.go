package strict

import (
	"strings"
	"unicode/utf8"
)

// maxGuess is the longest key or name, in characters, for which a suggestion is
// looked for; the cost is the product of the two lengths.
const maxGuess = 64

// nearest returns the candidate that s was probably meant to be: the one with
// the fewest edits, at most one in three characters; "" where none is that
// close. Case, umlauts and the choice of hyphen, space or underscore are free.
func nearest(s string, candidates []string) string {
	if utf8.RuneCountInString(s) > maxGuess {
		return ""
	}
	best, bestEdits := "", 0
	folded := fold(s)
	for _, c := range candidates {
		f := fold(c)
		limit := max(1, max(len(folded), len(f))/3)
		if e := edits(folded, f); e <= limit && e < max(len(folded), len(f)) && (best == "" || e < bestEdits) {
			best, bestEdits = c, e
		}
	}
	return best
}

var folding = strings.NewReplacer("-", "_", " ", "_", "ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

func fold(s string) []rune { return []rune(folding.Replace(strings.ToLower(s))) }

// edits counts insertions, deletions, replacements and swaps of neighbours
// (optimal string alignment).
func edits(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
