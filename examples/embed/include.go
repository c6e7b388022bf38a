package main

import (
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"time"
)

// directive is what a web server replaces with what the address answers.
var directive = regexp.MustCompile(`<!--# include virtual="(/[^"]*)" -->`)

// maxFragment is more than any fragment has.
const maxFragment = 4 << 20

// include is the part of nginx's "ssi on" that the page needs, so that the example runs
// without one. A test holds it against a real nginx. Where the widgets cannot be reached the
// page stands without them, with a link in their place.
func (s *site) include(r *http.Request, page []byte) []byte {
	return directive.ReplaceAllFunc(page, func(found []byte) []byte {
		path := html.UnescapeString(string(directive.FindSubmatch(found)[1]))
		fragment, err := fetch(r, s.upstream+path)
		if err != nil {
			slog.ErrorContext(r.Context(), "nothing to include", "path", path, "error", err)
			text := "Result of the vote"
			if isGerman(localizer(r)) {
				text = "Ergebnis der Abstimmung"
			}
			return []byte(`<p><a href="` + s.widgets + `/dfc/results/ws-2025">` + text + `</a></p>`)
		}
		return fragment // of a host that this site trusts with its pages
	})
}

var client = &http.Client{Timeout: 10 * time.Second}

func fetch(r *http.Request, url string) ([]byte, error) {
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %s", res.Status)
	}
	return io.ReadAll(io.LimitReader(res.Body, maxFragment))
}
