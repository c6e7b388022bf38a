package programme

import (
	"embed"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

//go:embed templates/*.yaml
var templates embed.FS

// Template returns a commented programme file to begin with, in the language of
// l or, where there is none, in English.
func Template(l *i18n.Localizer) string {
	base, _ := l.Tag().Base()
	data, err := templates.ReadFile("templates/" + base.String() + ".yaml")
	if err != nil {
		data, _ = templates.ReadFile("templates/en.yaml")
	}
	return string(data)
}
