package widget

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"html/template"
	"net/http"
	"strings"
)

//go:generate go run gen.go

//go:embed assets/dfc.min.js
var script []byte

//go:embed assets/dfc.min.css
var styles []byte

// An asset has a name with a hash, under which it never changes, and one without, for
// lines that are copied into pages of others.
type asset struct {
	name, hashed, contentType string
	data                      []byte
}

var assets = []asset{
	newAsset("dfc", ".js", "text/javascript; charset=utf-8", script),
	newAsset("dfc", ".css", "text/css; charset=utf-8", styles),
}

func newAsset(name, ext, contentType string, data []byte) asset {
	sum := sha256.Sum256(data)
	return asset{name + ext, name + "-" + hex.EncodeToString(sum[:6]) + ext, contentType, data}
}

// Head returns the elements that a page with widgets needs once in its head: the style
// sheet and the script.
func (s *Set) Head() template.HTML {
	// The prefix has no character that needs escaping, see Config.check.
	return template.HTML(`<link rel="stylesheet" href="` + s.c.Prefix + `/assets/` + assets[1].hashed +
		`"><script src="` + s.c.Prefix + `/assets/` + assets[0].hashed + `" defer></script>`)
}

// assetHandler finds an asset by its path: assets/NAME-HASH.EXT or NAME.EXT.
func (s *Set) assetHandler(parts []string) handler {
	hashed := len(parts) == 2 && parts[0] == "assets"
	name := parts[len(parts)-1]
	if !hashed && len(parts) != 1 {
		return nil
	}
	for _, a := range assets {
		if hashed && a.hashed == name || !hashed && a.name == name {
			return func(w http.ResponseWriter, r *http.Request, _ view) {
				h := w.Header()
				h.Del("Content-Language")
				h.Set("Vary", "Accept-Encoding")
				h.Set("Cross-Origin-Resource-Policy", "cross-origin") // pages of other sites load it
				h.Set("Access-Control-Allow-Origin", "*")
				keep := revalidate
				if hashed {
					keep = forever
				}
				sendPublic(w, r, keep, a.contentType, a.data)
			}
		}
	}
	return nil
}

// secure reports whether the visitor's connection is encrypted, as far as one can tell
// behind a proxy.
func (s *Set) secure(r *http.Request) bool {
	return r.TLS != nil || strings.HasPrefix(s.c.Origin, "https://")
}
