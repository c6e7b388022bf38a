package dialog

import (
	"maps"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Text is a text in one or several languages, by language tag. In a file it is
// a plain string (language not said, key "") or a mapping {de: …, en: …}.
type Text map[string]string

// SetScalar makes t the plain string s. It is how a file's plain string becomes a Text.
func (t *Text) SetScalar(s string) { *t = Text{"": s} }

// Plain returns a Text in a language that is not said.
func Plain(s string) Text { return Text{"": s} }

// IsEmpty reports whether there is no text in any language.
func (t Text) IsEmpty() bool {
	for s := range maps.Values(t) {
		if s != "" {
			return false
		}
	}
	return true
}

// Arg returns the text as the named argument of a sentence, or the fallback
// where there is no text.
func (t Text) Arg(name, fallback string) i18n.Arg {
	switch {
	case t[""] != "":
		return i18n.Text(name, t[""])
	case t.IsEmpty():
		return i18n.Text(name, fallback)
	}
	return i18n.Multi(name, t)
}
