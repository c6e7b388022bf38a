package widget_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// hostile are texts that try to be more than text.
var hostile = map[string]string{
	"script":       `<script>alert(1)</script>`,
	"attribute":    `"' onmouseover=alert(1) x="`,
	"end of title": `</title></textarea></svg><img src=x onerror=alert(1)>`,
	"template":     `{{.}} {{template "flaws"}}`,
	"address":      `javascript:alert(1)`,
	"direction":    "links \u202erechts\u202c \u2066innen\u2069 \u200f\u061c",
	"long":         strings.Repeat("lang ", 2000) + strings.Repeat("x", 10000),
	"controls":     "a\x00b\x1b[31m\x7fc\r\n",
	"broken":       "a\xff\xfeb\xed\xa0\x80",
	"entities":     `&lt;b&gt; &#x3c;script&#x3e; &amp;`,
}

// hostileSet is a set in which every text from outside is s.
func hostileSet(t *testing.T, s string) *widget.Set {
	text, name := dialog.Plain(s), s
	if !utf8.ValidString(s) || strings.ContainsAny(s, "\x00\x1b") { // what no contest accepts
		name = "x"
	}
	c := &ballot.Contest{ID: "x", Title: name, Method: ballot.InstantRunoff, Seats: 1, Validity: ballot.Validity{Skipped: ballot.Ignore},
		Options: []ballot.Option{{ID: "a", Name: name}, {ID: "b", Name: name + "2"}, {ID: "c", Name: "C"}}, Groups: []ballot.Group{{ID: name + "g"}, {ID: "h"}}}
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	for i, b := range []ballot.Ballot{ballot.Rank(0, 1, 2), ballot.Rank(1, 0), ballot.Rank(2), ballot.Rank(2, 1)} {
		_, err := tally.Add(b.In(i%2), uint64(i+1))
		require.NoError(t, err)
	}
	result, err := ballot.Count(tally, ballot.Options{})
	require.NoError(t, err)
	day := dialog.MustDate("2026-03-01")
	set, err := widget.New(widget.Config{
		Voter:   func(*http.Request) (string, error) { return s, nil },
		Ballots: paper{&widget.Paper{Contest: c, State: box.Voting, Level: box.LevelOpen, Notes: map[string]dialog.Text{"a": text}, Result: s}, s},
		Results: func(context.Context, string) (*widget.Result, error) {
			return &widget.Result{Title: text, Result: result, Files: []widget.File{{Label: text, URL: s}}}, nil
		},
		Committees: func(context.Context, string) (*widget.CommitteeData, error) {
			seats := []committee.Seat{{Group: dialog.Science, Member: "m", Deputy: "d"}}
			return &widget.CommitteeData{Title: text, Day: day, Name: func(string) string { return s },
				History: committee.NewHistory([]committee.Committee{{Elected: dialog.MustDate("2026-01-01"), Seats: seats}})}, nil
		},
		Timelines: func(context.Context, string) (*widget.TimelineData, error) {
			w := workstream.Workstream{ID: s, Proposal: workstream.Proposal{Title: text}, Planned: dialog.Period{Start: day, End: day.AddDays(20)}}
			return &widget.TimelineData{Title: text, Day: day, Cycle: dialog.Cycle{Label: s}, Workstreams: []workstream.Workstream{w}}, nil
		},
		Reports: func(ctx context.Context, _ string) (*programme.Report, error) {
			p := &programme.Programme{Version: 1, Name: s, Title: text, AsOf: day, Waivers: []dialog.Waiver{{Rule: "WST-01", On: s, Until: day, By: s, Reason: text}}}
			return programme.Check(ctx, p, day)
		},
	})
	require.NoError(t, err)
	return set
}

// A paper is a Ballots with one paper, whose receipt is hostile, too.
type paper struct {
	p       *widget.Paper
	receipt string
}

func (p paper) Paper(context.Context, string) (*widget.Paper, error)      { return p.p, nil }
func (p paper) Standing(context.Context, string, string) error            { return nil }
func (p paper) Cast(context.Context, string, widget.Cast) (string, error) { return p.receipt, nil }

func TestNoTextFromOutsideIsMoreThanText(t *testing.T) {
	for name, s := range hostile {
		t.Run(name, func(t *testing.T) {
			set := hostileSet(t, s)
			pages := map[string]string{}
			for _, path := range []string{"ballot/x", "results/x", "committee/x", "timeline/x", "findings/x", "fragment/ballot/x", "committee/x?on=" + strings.NewReplacer("#", "", " ", "").Replace("<b>"), "results/x.svg"} {
				w := get(set, "/dfc/"+path)
				require.Less(t, w.Code, 500, path)
				pages[path] = w.Body.String()
			}
			e := &election{set: set}
			for path, form := range map[string][]string{"check": {"v0", "1", "v1", "2"}, "check?wrong": {"v0", s, "v1", "1"}, "cast": {"v0", "1", "key", key(1)}} {
				w, _ := e.follow(t, "/dfc/ballot/x/"+path, values(form...))
				require.Less(t, w.Code, 500, path)
				pages[path] = w.Body.String()
			}
			for path, page := range pages {
				assert.True(t, utf8.ValidString(page), path)
				assert.LessOrEqual(t, strings.Count(page, "<script"), 1, "%s: the page's own script only", path)
				for _, never := range []string{"<script>", "onerror=alert(1)>", `onmouseover=alert(1) x="`, "<img", `href="javascript:`, "\u202e", "\u2066", "\x1b", "\x00", "\x7f", "[template]"} {
					if never == `onmouseover=alert(1) x="` {
						assert.NotContains(t, page, `" `+never, path)
						continue
					}
					assert.NotContains(t, page, never, path)
				}
			}
			if name == "long" {
				assert.Less(t, len(pages["ballot/x"]), 20_000, "a name that is far too long is cut")
			}
		})
	}
}
