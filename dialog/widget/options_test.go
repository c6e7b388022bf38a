package widget_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// withdrawn are three options, of which the last ones are withdrawn.
func withdrawn(n int) []ballot.Option {
	options := contest().Options
	for i := len(options) - n; i < len(options); i++ {
		options[i].Withdrawn = true
	}
	return options
}

func TestThereAreAsManyRanksAsCanBeGiven(t *testing.T) {
	for _, c := range []struct{ most, withdrawn, want int }{{0, 0, 3}, {2, 0, 2}, {0, 1, 2}, {3, 1, 2}, {1, 1, 1}} {
		e := electionOf(t, &ballot.Contest{ID: "ws", Method: ballot.InstantRunoff, Seats: 1, Options: withdrawn(c.withdrawn), Validity: ballot.Validity{MaxChoices: c.most}})
		page := get(e.set, "/dfc/ballot/ws").Body.String()
		assert.Equal(t, c.want*len(withdrawn(0)), strings.Count(page, `">Rang `), "%+v", c)
		assert.Contains(t, page, `data-most="`+string(rune('0'+c.want))+`"`)
		w := post(e.set, "/dfc/ballot/ws/check", values("v0", string(rune('1'+c.want))))
		assert.Equal(t, http.StatusUnprocessableEntity, w.Code, "%+v", c)
	}
}

func TestNobodyCanVoteForMoreThanThereAre(t *testing.T) {
	e := electionOf(t, &ballot.Contest{ID: "ws", Method: ballot.Approval, Seats: 1, Options: withdrawn(1), Validity: ballot.Validity{MaxChoices: 3}})
	w, _ := e.follow(t, "/dfc/ballot/ws/check", values("o", "0"))
	assert.Contains(t, w.Body.String(), "Sie können für eine weitere stimmen.")
	w, _ = e.follow(t, "/dfc/ballot/ws/check", values("o", "0", "o", "1"))
	assert.NotContains(t, w.Body.String(), "weitere stimmen")
}

func TestAScoreBallotSaysWhatOmittedOptionsGet(t *testing.T) {
	e := electionOf(t, &ballot.Contest{ID: "ws", Method: ballot.Score, Seats: 1, Options: contest().Options, Variant: ballot.Variant{MinPoints: -3, MaxPoints: 3}})
	for lang, want := range map[string][2]string{"de": {"Was Sie auslassen, erhält -3 Punkte.", "2 Optionen stehen hier nicht. Sie erhalten je -3 Punkte."},
		"en": {"What you leave out gets -3 points.", "2 options are not listed here. They get -3 points each."}} {
		assert.Contains(t, get(e.set, "/dfc/ballot/ws?lang="+lang).Body.String(), want[0])
		assert.Contains(t, post(e.set, "/dfc/ballot/ws/check?lang="+lang, values("v1", "2")).Body.String(), want[1])
		assert.NotContains(t, post(e.set, "/dfc/ballot/ws/check?lang="+lang, values("v0", "1", "v1", "2", "v2", "3")).Body.String(), want[1][2:])
	}
}

func TestDetailsOpenInAWindowOfTheirOwn(t *testing.T) {
	details := func(address string) string {
		set := slotOf(t, nil, func(p *widget.Paper) { p.Details = address })
		return get(set, "/dfc/ballot/ws").Body.String()
	}
	assert.Contains(t, details("/proposals?year=2026&x=1"), `<a href="/proposals?year=2026&amp;x=1" target="_blank" rel="noopener">Was zur Wahl steht, im Einzelnen (öffnet ein neues Fenster)</a>`)
	assert.NotContains(t, details("javascript:alert(1)"), `href="javascript`)
	assert.NotContains(t, details(""), "_blank")
}

// With few people, a result tells how single ones voted; the ballot says so before.
func TestASecretVoteOfFewSaysWhatItsResultCanReveal(t *testing.T) {
	const warning = "verraten, wie Einzelne gestimmt haben"
	for _, c := range []struct {
		level    box.Level
		eligible int
		want     bool
	}{{box.LevelOperator, 4, true}, {box.LevelOperator, 5, false}, {box.LevelOperator, 0, false}, {box.LevelOpen, 2, false}, {0, 1, true}} {
		set := slotOf(t, nil, func(p *widget.Paper) { p.Level, p.Eligible = c.level, c.eligible })
		assert.Equal(t, c.want, strings.Contains(get(set, "/dfc/ballot/ws").Body.String(), warning), "%+v", c)
	}
	e := newElection(t)
	bs := &widget.Boxes{Open: func(context.Context, string) (*box.Box, error) { return e.box, nil }}
	p, err := bs.Paper(context.Background(), "ws")
	require.NoError(t, err)
	assert.Equal(t, 60, p.Eligible)
}
