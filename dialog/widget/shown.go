package widget

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// maxShown is the length of a name or title in a page, in characters.
const maxShown = 500

// shown makes text from outside fit for a page: characters that reorder what stands
// around them, and controls, are left out; text that is far too long is cut, visibly.
// Escaping is the templates' affair.
func shown(s string) string {
	if !strings.ContainsFunc(s, unfit) && len(s) <= maxShown && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	n := 0
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if n == maxShown {
			b.WriteString(" …")
			break
		}
		if unicode.IsSpace(r) {
			r = ' '
		}
		if !unfit(r) {
			b.WriteRune(r)
			n++
		}
	}
	return b.String()
}

// shownLines is shown for a text of several lines.
func shownLines(s string) string {
	lines := strings.Split(strings.TrimRight(s, "\n"), "\n")
	for i, line := range lines {
		lines[i] = shown(line)
	}
	return strings.Join(lines, "\n")
}

// unfit reports whether a character must not stand in a page: controls, and those that
// change the direction of text (Unicode Standard Annex 9).
func unfit(r rune) bool {
	switch {
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
		return true
	}
	return unicode.IsControl(r)
}

// words is a text in the language of the page, fit to be shown; without one, the fallback.
func (v view) words(t dialog.Text, fallback string) string {
	if t.IsEmpty() {
		return shown(fallback)
	}
	return shown(v.text("report.value", t.Arg("value", fallback)))
}

// contestTitle is what the host calls a vote, else its title, else its ID.
func (v view) contestTitle(t dialog.Text, c *ballot.Contest) string {
	return v.words(t, cmp.Or(c.Title, c.ID))
}
