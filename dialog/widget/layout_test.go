package widget_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

const ownOrigin = "https://wahl.example.org"

// framed is a set whose pages stand in frames of two sites.
func framed(c *widget.Config) {
	c.Origin, c.FrameOrigins, c.FetchOrigins = ownOrigin, []string{"https://a.example", "https://b.example:8443"}, []string{"https://a.example"}
}

func TestALayoutOfTheHostHasWhatFramesAndLanguagesNeed(t *testing.T) {
	layout := func(c *widget.Config) {
		c.Page = func(w io.Writer, _ *http.Request, p *widget.Page) error {
			_, err := fmt.Fprintf(w, "%s|%v|%s", p.Head, p.Languages, p.Body)
			return err
		}
	}
	for name, e := range map[string]*election{"plain": newElection(t, framed), "of the host": newElection(t, framed, layout)} {
		page := get(e.set, "/dfc/ballot/ws?lang=en&from=letter").Body.String()
		for _, o := range []string{"https://a.example", "https://b.example:8443"} {
			assert.Equal(t, 1, strings.Count(page, `<meta name="dfc-frame-origin" content="`+o+`">`), name)
		}
		assert.Contains(t, page, "from=letter", "%s: another language shows the same", name)
		assert.NotContains(t, string(e.set.Head()), "dfc-frame-origin", "pages of a host are not ballots")
	}
	page := get(newElection(t, layout).set, "/dfc/ballot/ws?lang=en").Body.String()
	assert.Contains(t, page, "[{de Deutsch ?lang=de false} {en English ?lang=en true}]")
	page = post(newElection(t, layout).set, "/dfc/ballot/ws/check", values("o", "1")).Body.String()
	assert.Contains(t, page, "|[]|", "another language would lose what a form holds")
}

// A page of the host can show who is signed in; a plain page of what is public does not.
func TestOnlyPlainPagesAreKept(t *testing.T) {
	page := func(w io.Writer, _ *http.Request, p *widget.Page) error {
		_, err := io.WriteString(w, string(p.Body))
		return err
	}
	plain, own := newElection(t).set, newElection(t, func(c *widget.Config) { c.Page = page }).set
	w := get(plain, "/dfc/results/ws")
	assert.Equal(t, "no-cache", w.Header().Get("Cache-Control"))
	assert.NotEmpty(t, w.Header().Get("ETag"))
	w = get(own, "/dfc/results/ws")
	assert.Equal(t, "no-store", w.Header().Get("Cache-Control"))
	assert.Empty(t, w.Header().Get("ETag"))
	assert.Equal(t, "no-store", get(plain, "/dfc/results/nothing").Header().Get("Cache-Control"))
}

func TestTagsAreComparedAsHTTPAsks(t *testing.T) {
	e := newElection(t)
	for _, path := range []string{"/dfc/results/ws", "/dfc/results/ws.csv", "/dfc/fragment/results/ws", "/dfc/dfc.js"} {
		tag := get(e.set, path).Header().Get("ETag")
		for header, want := range map[string]int{tag: 304, "W/" + tag: 304, `"x", ` + tag: 304, `W/"x",W/` + tag: 304, "*": 304, `"x"`: 200, "": 200, strings.Trim(tag, `"`): 200} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.Header.Set("If-None-Match", header)
			assert.Equal(t, want, do(e.set, r).Code, "%s %s", path, header)
		}
	}
}

var linked = regexp.MustCompile(` (?:href|action)="([^"]*)"`)

// A fragment that stands in a page of another origin leads to the own one.
func TestFragmentsForOthersHaveWholeAddresses(t *testing.T) {
	files := func(c *widget.Config) {
		results := c.Results
		c.Results = func(ctx context.Context, id string) (*widget.Result, error) {
			r, err := results(ctx, id)
			if err == nil {
				r.Files = []widget.File{{Label: dialog.Plain("Niederschrift"), URL: "/record.txt"}, {Label: dialog.Plain("Archiv"), URL: "https://archive.example/x"}}
			}
			return r, err
		}
	}
	links := func(page string) (out []string) {
		for _, m := range linked.FindAllStringSubmatch(page, -1) {
			out = append(out, m[1])
		}
		return out
	}
	e := newElection(t, framed, files)
	fetched := httptest.NewRequest(http.MethodGet, "/dfc/fragment/results/ws?lang=en", nil)
	fetched.Header.Set("Origin", "https://a.example")
	assert.Equal(t, []string{ownOrigin + "/record.txt", "https://archive.example/x", ownOrigin + "/dfc/results/ws.json?lang=en", ownOrigin + "/dfc/results/ws.csv?lang=en",
		ownOrigin + "/dfc/results/ws.svg?lang=en"}, links(do(e.set, fetched).Body.String()))
	included := get(e.set, "/dfc/fragment/results/ws?lang=en")
	assert.Contains(t, links(included.Body.String()), "/dfc/results/ws.csv?lang=en", "a server that includes it passes on what is below the prefix")
	assert.Contains(t, included.Header().Values("Vary"), "Origin")
	html, err := e.set.Fragment(context.Background(), widget.Results, "ws", nil)
	require.NoError(t, err)
	assert.Contains(t, links(string(html)), "/dfc/results/ws.csv?lang=de", "in pages of the own host, paths do")
	assert.Contains(t, links(get(e.set, "/dfc/fragment/eligibility?lang=de").Body.String()), "/dfc/eligibility?lang=de", "a form goes where its page came from")
}

// Where there is no form, an error leads to no field.
func TestABadDayOfAFragmentIsAnErrorWithoutLink(t *testing.T) {
	set, err := widget.New(widget.Config{Committees: func(context.Context, string) (*widget.CommitteeData, error) {
		return &widget.CommitteeData{History: committee.NewHistory(nil)}, nil
	}})
	require.NoError(t, err)
	w := get(set, "/dfc/fragment/committee/x?on=gestern")
	assert.Equal(t, http.StatusUnprocessableEntity, w.Code)
	assert.Contains(t, w.Body.String(), "„gestern“ ist kein Tag")
	assert.NotContains(t, w.Body.String(), `href="#`)
	w = get(set, "/dfc/committee/x?on=gestern")
	assert.Equal(t, http.StatusUnprocessableEntity, w.Code)
	assert.Contains(t, w.Body.String(), `href="#`)
	assert.Contains(t, get(set, "/dfc/committee/x?on=2026-03-01").Body.String(), "?lang=en&amp;on=2026-03-01", "the day stays in another language")
}
