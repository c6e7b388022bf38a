package main

import (
	"embed"
	"encoding/json"
	"io/fs"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

//go:embed texts *.tmpl style.css
var files embed.FS

// texts are this program's own, in one language.
type texts map[string]string

// loadTexts reads the program's own texts, by language.
func loadTexts() (map[string]texts, error) {
	out := map[string]texts{}
	for _, lang := range []string{"de", "en"} {
		data, err := fs.ReadFile(files, "texts/"+lang+".json")
		if err != nil {
			return nil, err
		}
		t := texts{}
		if err := json.Unmarshal(data, &t); err != nil {
			return nil, err
		}
		out[lang] = t
	}
	return out, nil
}

// about is a text that names a field.
func (t texts) about(key, field string) string { return strings.ReplaceAll(t[key], "{field}", field) }

// language is the one for a request: ?lang=, then Accept-Language, then German.
func (p program) language(c *gin.Context) (*i18n.Localizer, texts) {
	l := i18n.Default().Localizer(c.Query("lang"), c.GetHeader("Accept-Language"))
	c.Header("Content-Language", l.Tag().String())
	c.Header("Vary", "Accept-Language")
	base, _ := l.Tag().Base() // a variant of a language has no texts of its own here
	return l, p.own[base.String()]
}
