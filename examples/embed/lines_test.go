package main

import (
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// lines are what a page shows to be copied.
var lines = regexp.MustCompile(`(?s)<pre tabindex="0">(.*?)</pre>`)

// documented are the lines for HTML in the documentation of the widgets, by the way to embed.
func documented(t *testing.T) (element, frame, include string) {
	doc, err := os.ReadFile("../../dialog/widget/doc.go")
	require.NoError(t, err)
	var blocks []string
	for block := range strings.SplitSeq(string(doc), "\n// ") { // text between the lines
		if _, code, found := strings.Cut(block, "\n//\n//\t<"); found {
			code = strings.ReplaceAll("<"+code, "\n//\t", "\n")
			blocks = append(blocks, strings.TrimSpace(strings.ReplaceAll(code, "\n//", "\n")))
		}
	}
	require.Len(t, blocks, 3)
	return blocks[0], blocks[1], blocks[2]
}

// asDocumented turns lines of this example into those of the documentation.
var asDocumented = strings.NewReplacer("http://a.localhost:8083", "https://wahl.example.org", "ws-2025", "ws-2026",
	"Ergebnis der Abstimmung", "Result of the vote", "Stimmzettel", "Ballot", "?lang=de", "?lang=en")

func TestThePagesShowTheLinesThatTheyUse(t *testing.T) {
	element, frame, include := documented(t)
	head, body, _ := strings.Cut(element, "\n\n")
	_, ballot, _ := strings.Cut(frame, "\n\n")
	ownHead := strings.ReplaceAll(head, "https://wahl.example.org", "") // the site passes /dfc/ on
	s, err := newSite("http://a.localhost:8083", "http://127.0.0.1:8083")
	require.NoError(t, err)
	for name, want := range map[string]string{
		"element": head + "\n\n" + body,
		"frame":   frame,
		"both":    head + "\n\n" + body + "\n\n" + ballot,
		"include": ownHead + "\n\n" + include,
	} {
		for _, lang := range []string{"de", "en"} {
			t.Run(lang+"/"+name, func(t *testing.T) {
				source, err := s.render(lang, name)
				require.NoError(t, err)
				shown := lines.FindAllSubmatch(source, -1)
				require.Len(t, shown, 1)
				text := html.UnescapeString(string(shown[0][1]))
				assert.Equal(t, want, asDocumented.Replace(text), "as in the documentation of the widgets")
				used := lines.ReplaceAllString(string(source), "")
				for part := range strings.SplitSeq(text, "\n\n") {
					assert.Contains(t, used, "\n"+part+"\n", "the page itself has these lines")
				}
			})
		}
	}
}

func TestTheTemplateShowsTheLinesThatItUses(t *testing.T) {
	h, _, _ := sites(t)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/?lang=en", nil))
	var shown []string
	for _, m := range lines.FindAllStringSubmatch(w.Body.String(), -1) {
		shown = append(shown, html.UnescapeString(m[1]))
	}
	require.Equal(t, []string{program, "{{.Head}}\n\n{{.Results}}"}, shown)

	source, err := os.ReadFile("host.go")
	require.NoError(t, err)
	assert.Contains(t, string(source), "\n\t\t"+program+"\n", "the program runs this line")
	template, err := os.ReadFile("host/page.html")
	require.NoError(t, err)
	for _, line := range []string{"{{.Head}}", "{{.Results}}"} {
		assert.Contains(t, string(template), "\n"+line+"\n", "the template has this line")
	}
	doc, err := os.ReadFile("../../dialog/widget/doc.go")
	require.NoError(t, err)
	assert.Contains(t, string(doc), "\n//\t"+asDocumented.Replace(program)+"\n")
	assert.Contains(t, string(doc), "{{.Head}}")
}
