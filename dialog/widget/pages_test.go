package widget_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

var (
	fieldTag = regexp.MustCompile(`<(?:input type="(?:checkbox|radio|text)"|select)[^>]*>`)
	nameAttr = regexp.MustCompile(` name="([^"]+)"`)
	valueOf  = regexp.MustCompile(` value="([^"]*)"`)
)

// invalid are the fields of a page that are marked as wrong: names, and of boxes their
// values.
func invalid(page string) (out []string) {
	for _, tag := range fieldTag.FindAllString(page, -1) {
		if !strings.Contains(tag, `aria-invalid="true"`) {
			continue
		}
		name := nameAttr.FindStringSubmatch(tag)[1]
		if name == "o" {
			name += valueOf.FindStringSubmatch(tag)[1]
		}
		out = append(out, name)
	}
	return out
}

func TestEveryOptionThatAnErrorNamesIsMarkedAndTheErrorStandsBesideIt(t *testing.T) {
	approval, ranked := contest(), ballot.Contest{ID: "ws", Method: ballot.Schulze, Seats: 1, Options: append(contest().Options, ballot.Option{ID: "d", Name: "Vier"})}
	approval.Options = append(approval.Options, ballot.Option{ID: "d", Name: "Vier", Withdrawn: true})
	score := ballot.Contest{ID: "ws", Method: ballot.Score, Seats: 1, Options: contest().Options, Variant: ballot.Variant{MaxPoints: 5}}
	single := ballot.Contest{ID: "ws", Method: ballot.Plurality, Seats: 1, Options: contest().Options}
	for name, c := range map[string]struct {
		contest *ballot.Contest
		marks   url.Values
		marked  []string
		group   []string // texts under the legend
		own     []string // texts at the options, in order
	}{
		"too many": {approval, values("o", "0", "o", "1", "o", "2"), []string{"o0", "o1", "o2"}, []string{"Erlaubt sind höchstens 2."}, nil},
		"two overvotes": {&ranked, values("v0", "1", "v1", "1", "v2", "2", "v3", "2"), []string{"v0", "v1", "v2", "v3"},
			[]string{"Rang 1 haben Sie mehrmals vergeben", "Rang 2 haben Sie mehrmals vergeben"}, nil},
		"gap":        {&ranked, values("v0", "1", "v1", "3"), []string{"v1"}, nil, []string{"Rang 2 fehlt"}},
		"both":       {approval, values("o", "0", "abstain", "1"), []string{"o0", "abstain"}, []string{"„Ich enthalte mich“"}, nil},
		"withdrawn":  {approval, values("o", "3"), []string{"o3"}, nil, []string{"„Vier“ ist zurückgezogen."}},
		"two values": {&score, values("v0", "9", "v2", "x"), []string{"v0", "v2"}, nil, []string{"„9“ ist bei „Eins“ nicht möglich", "„x“ ist bei „Drei“ nicht möglich"}},
		"nothing":    {&single, values("x", ""), []string{"o0", "o1", "o2"}, []string{"Sie haben noch nichts ausgewählt."}, nil},
		"several":    {&single, values("o", "0", "o", "2"), []string{"o0", "o2"}, []string{"Erlaubt ist eine."}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := post(electionOf(t, c.contest).set, "/dfc/ballot/ws/check", c.marks)
			require.Equal(t, http.StatusUnprocessableEntity, w.Code)
			page := w.Body.String()
			assert.Equal(t, c.marked, invalid(page))
			set := between(page, "<fieldset", "</fieldset>")
			described := between(set, `aria-describedby="`, `"`)
			id, _, _ := strings.Cut(described, " ")
			if len(c.group) > 0 {
				told := between(set, `id="`+id+`"`, "</div>")
				for _, text := range c.group {
					assert.Contains(t, told, text)
				}
				assert.Contains(t, set[:strings.Index(set, ">")], "dfc-bad", "the group has a bar")
			} else {
				assert.NotContains(t, described, " ", "the group is described by its help alone")
			}
			var own []string
			for _, tag := range fieldTag.FindAllString(set, -1) {
				if !strings.Contains(tag, "aria-invalid") || !strings.Contains(tag, "aria-describedby") {
					continue
				}
				id := strings.Fields(between(tag, `aria-describedby="`, `"`))[0]
				own = append(own, between(page, `id="`+id+`">`, "</p>"))
			}
			require.Len(t, own, len(c.own))
			for i, text := range c.own {
				assert.Contains(t, own[i], text)
			}
		})
	}
}

// What failed on the server is no mistake of the credential.
func TestOnlyAWrongCredentialIsMarkedAsWrong(t *testing.T) {
	e := newElection(t)
	bs := &widget.Boxes{Open: func(context.Context, string) (*box.Box, error) { return e.box, nil }, Dress: func(_ string, p *widget.Paper) { p.ByCredential = true }}
	set, err := widget.New(widget.Config{Ballots: bs})
	require.NoError(t, err)
	credential, err := e.box.Issue(context.Background(), "p9", box.Low)
	require.NoError(t, err)

	page := post(set, "/dfc/ballot/ws/cast", values("o", "2", "key", key(1), "credential", "7QK2")).Body.String()
	assert.Equal(t, []string{"credential"}, invalid(page))
	assert.Contains(t, page, "Bitte prüfen Sie diese Angabe:")
	field := regexp.MustCompile(`<input[^>]* name="credential"[^>]*>`).FindString(page)
	id := strings.Fields(between(field, `aria-describedby="`, `"`))[0]
	assert.Contains(t, between(page, `id="`+id+`"`, "</p>"), "Dieser Wahlschein gilt nicht.")
	assert.Contains(t, field, `size="36"`, "a credential fits into its field")

	e.store.broken.Store(true)
	page = post(set, "/dfc/ballot/ws/cast", values("o", "2", "key", key(2), "credential", credential.Reveal())).Body.String()
	assert.Contains(t, page, "konnte nicht gespeichert werden")
	assert.Empty(t, invalid(page))
	assert.Contains(t, page, "Es gab ein Problem:")
	assert.NotContains(t, page, "Bitte prüfen Sie diese Angabe")
}

func TestTheCheckShowsTheChoiceFirst(t *testing.T) {
	e := newElection(t)
	w, _ := e.follow(t, "/dfc/ballot/ws/check", values("o", "0", "o", "2"))
	page := w.Body.String()
	panel := between(page, `<div class="dfc-panel">`, "</div>")
	assert.Contains(t, panel, "<h2>Ihre Auswahl</h2>")
	assert.Contains(t, panel, "<li>Eins</li><li>Drei</li>")
	about := between(page, "<details>", "</details>")
	assert.Contains(t, about, "Geheim: ")
	assert.NotContains(t, about, "Reihenfolge", "the order of the options is nothing to be checked")
	assert.Less(t, strings.Index(page, `class="dfc-primary"`), strings.Index(page, "<details>"), "nothing stands between the choice and the button")
}

func TestTheEndOffersTheReceiptBeforeItsText(t *testing.T) {
	e := newElection(t)
	w, _ := e.follow(t, "/dfc/ballot/ws/cast", values("o", "2", "key", key(1)))
	page := w.Body.String()
	assert.Regexp(t, `<h1[^>]*>Abgestimmt: Workstreams</h1>`, page)
	assert.Contains(t, page, "<h2>Ihre Quittung</h2>")
	save := regexp.MustCompile(`<a class="dfc-button" href="[^"]+/receipt[^"]*">Quittung speichern</a>`).FindStringIndex(page)
	require.NotNil(t, save)
	assert.Less(t, save[0], strings.Index(page, "<pre"))
	assert.Contains(t, between(page, "<details>", "</details>"), "<pre")
	assert.NotContains(t, page, "Reihenfolge")
}

func TestMessagesAreNoticesAndPromiseNothingFalse(t *testing.T) {
	c := contest()
	page := func(state box.State) string {
		set, err := widget.New(widget.Config{Ballots: paper{&widget.Paper{Contest: c, State: state, Level: box.LevelOperator}, ""},
			Voter: func(*http.Request) (string, error) { return "p0", nil }})
		require.NoError(t, err)
		return do(set, httptest.NewRequest(http.MethodGet, "/dfc/ballot/ws", nil)).Body.String()
	}
	prepared := page(box.Prepared)
	assert.Contains(t, prepared, `<p class="dfc-notice">Die Abstimmung hat noch nicht begonnen.`)
	assert.NotContains(t, prepared, "Wahlschein", "this voter has none")
	assert.Contains(t, page(box.Closed), `<p class="dfc-notice">Die Abstimmung ist beendet.`)
	e := newElection(t)
	e.store.broken.Store(true)
	broken := post(e.set, "/dfc/ballot/ws/cast", values("o", "1", "key", key(1))).Body.String()
	assert.NotContains(t, broken, "Wahlschein", "nor this one")
}

func TestAWithdrawnOptionIsMarkedAsSuch(t *testing.T) {
	c := contest()
	c.Options[1].Withdrawn = true
	page := get(electionOf(t, c).set, "/dfc/ballot/ws").Body.String()
	assert.Equal(t, 1, strings.Count(page, `dfc-off`))
	assert.Regexp(t, `dfc-off"><input[^>]* value="1" disabled`, page)
	c = &ballot.Contest{ID: "ws", Method: ballot.Schulze, Seats: 1, Options: c.Options}
	assert.Regexp(t, `dfc-off"><label[^>]*>Zwei</label><select[^>]* disabled`, get(electionOf(t, c).set, "/dfc/ballot/ws").Body.String())
}
