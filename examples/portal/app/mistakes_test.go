package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// known is the programme as the portal publishes it.
func (p *portal) known() *programme.Programme {
	out, err := programme.Parse(strings.NewReader(p.visitor().get("/programme.json", http.StatusOK)), "programme.json")
	require.NoError(p.t, err)
	return out
}

func TestTheFirstStartHasTheRealProgramme(t *testing.T) {
	p := start(t, "2026-01-15")
	want, err := programme.Real()
	require.NoError(t, err)
	got := p.known()
	assert.Equal(t, want.Denkwerkstaetten, got.Denkwerkstaetten)
	assert.Equal(t, want.Committees, got.Committees)
	require.Len(t, got.Cycles, len(want.Cycles))
	for i := range want.Cycles {
		assert.Equal(t, want.Cycles[i].Label, got.Cycles[i].Label)
		assert.Len(t, got.Cycles[i].Workstreams, len(want.Cycles[i].Workstreams))
	}
}

// selected are the workstreams of the cycle at work that were selected; there are some.
func (p *portal) selected() (ids []string) {
	list := p.known().Cycles
	for _, w := range list[len(list)-1].Workstreams {
		if w.State() == workstream.Selected {
			ids = append(ids, w.ID)
		}
	}
	require.NotEmpty(p.t, ids)
	return ids
}

// A slip of the keyboard is refused where it can be seen, and else put right.
func TestADenkwerkstattCanBeMovedUntilItBegins(t *testing.T) {
	p := start(t, "2026-10-01")
	office := p.signedIn(p.office)
	announce := func(start, end string, status int) string {
		return text(office.send("/office/announce", status, "start", start, "end", end))
	}
	n := len(p.known().Denkwerkstaetten)
	assert.Contains(t, announce("9999-11-01", "9999-11-02", http.StatusUnprocessableEntity), "weit voraus")
	assert.Contains(t, announce("2026-11-13", "2026-11-12", http.StatusUnprocessableEntity), "vor dem Beginn")
	assert.Contains(t, announce("2026-09-01", "2026-09-02", http.StatusUnprocessableEntity), "vorbei")
	page := office.send("/office/announce", http.StatusUnprocessableEntity, "start", "12.11.2026", "end", "2026-11-13")
	assert.Contains(t, page, `value="2026-11-13"`, "what was filled in is kept")
	assert.Contains(t, page, `aria-invalid="true"`)
	assert.Contains(t, announce("2026-11-12", "2026-11-13", http.StatusOK), "12. bis 13. November 2026")
	assert.Contains(t, announce("2027-03-04", "2027-03-05", http.StatusOK), "4. bis 5. März 2027")
	known := p.known()
	require.Len(t, known.Denkwerkstaetten, n+1, "it was moved, and no second one was announced")
	assert.Equal(t, "2027-03-04", known.Denkwerkstaetten[n].Period.Start.String())
	p.later("2027-03-04", office)
	announce("2027-06-01", "2027-06-02", http.StatusConflict)
}

// In 2020 there was no Denkwerkstatt. The one that closes a cycle is the next one.
func TestACycleGoesOnAfterAYearWithoutDenkwerkstatt(t *testing.T) {
	p, office, people, vote := voting(t, 5)
	people[0].vote(vote, "o", "0", "o", "1")
	p.close(office, "close-selection")
	office.send("/office/no-election", http.StatusOK, "sure", "1")
	p.later("2027-02-01", office)
	assert.Contains(t, text(office.get("/office", http.StatusOK)), "Der nächste Zyklus kann beginnen, wenn")
	office.send("/office/announce", http.StatusOK, "start", "2028-11-09", "end", "2028-11-10")
	for _, id := range p.selected() {
		office.send("/office/step", http.StatusUnprocessableEntity, "id", id, "to", "cancelled", "on", "2027-02-01")
		office.send("/office/next", http.StatusConflict)
		office.send("/office/step", http.StatusOK, "id", id, "to", "cancelled", "on", "2027-02-01", "reason", "Kein Geld.")
	}
	assert.Contains(t, text(office.send("/office/next", http.StatusOK)), "Vorbereitung")
	assert.Contains(t, text(p.visitor().get("/", http.StatusOK)), "9. bis 10. November 2028")
}

// The rules of the programme say what a step may be; one that was entered by mistake is
// taken back.
func TestStepsKeepToTheRulesAndCanBeTakenBack(t *testing.T) {
	p, office, people, vote := voting(t, 5)
	people[0].vote(vote, "o", "0", "o", "1")
	p.close(office, "close-selection")
	office.send("/office/no-election", http.StatusOK, "sure", "1")
	p.later("2026-12-01", office)
	id := p.selected()[0]
	page := office.send("/office/step", http.StatusUnprocessableEntity, "id", id, "to", "running", "on", "1900-01-01")
	assert.Contains(t, text(page), "Der früheste Beginn ist der Tag nach dem letzten Tag der Denkwerkstatt.")
	assert.Contains(t, page, `value="1900-01-01"`)
	office.send("/office/step", http.StatusUnprocessableEntity, "id", id, "to", "", "on", "2026-12-01")
	office.send("/office/undo", http.StatusConflict, "id", id)
	office.send("/office/step", http.StatusOK, "id", id, "to", "running", "on", "2026-12-01")
	office.send("/office/step", http.StatusConflict, "id", id, "to", "presented", "on", "2026-12-02") // it has to be completed first
	office.send("/office/undo", http.StatusOK, "id", id)
	office.send("/office/undo", http.StatusConflict, "id", id)
	assert.Contains(t, text(office.send("/office/plan", http.StatusUnprocessableEntity, "id", id, "start", "2027-02-01", "end", "2027-01-01")), "vor dem Beginn")
}

func TestProposalsAreToldApartReadAndWithdrawn(t *testing.T) {
	p := start(t, "2026-10-01")
	office := p.signedIn(p.office)
	people := p.admitted(office, 2)
	people[0].propose("Meldewege", http.StatusOK)
	assert.Contains(t, text(people[1].propose("MELDEWEGE", http.StatusUnprocessableEntity)), "gibt es schon")
	for _, hidden := range []string{"\u200b", "Melde\u200bwege", "\u202eegewedleM", "Melde\u2066wege"} {
		people[1].propose(hidden, http.StatusUnprocessableEntity)
	}
	page := text(p.visitor().get("/proposals", http.StatusOK))
	for _, want := range []string{"Meldewege", "Alle wissen Bescheid.", "Ein Leitfaden.", "Vereine", "Konzept", "Wissenschaft"} {
		assert.Contains(t, page, want, "everybody reads what will be voted on")
	}
	assert.NotContains(t, page, "Zurückziehen")
	id := p.draft(people[0])
	people[1].send("/proposals/withdraw", http.StatusConflict, "id", id)
	p.visitor().send("/proposals/withdraw", http.StatusConflict, "id", id)
	assert.NotContains(t, text(people[0].send("/proposals/withdraw", http.StatusOK, "id", id)), "Meldewege")
	people[1].propose("Meldewege", http.StatusOK)
	office.send("/proposals/withdraw", http.StatusOK, "id", p.draft(people[1]))
	assert.Contains(t, text(p.visitor().get("/proposals", http.StatusOK)), "noch keine Vorschläge")
}

// draft is the ID of the one proposal of somebody.
func (p *portal) draft(v *visitor) string {
	_, rest, ok := strings.Cut(v.get("/me", http.StatusOK), `"/proposals#`)
	require.True(p.t, ok)
	id, _, _ := strings.Cut(rest, `"`)
	return id
}

// As many proposals as the portal takes can be voted on.
func TestAVoteIsOpenedOnAsManyProposalsAsThereCanBe(t *testing.T) {
	p := start(t, "2026-11-12")
	office := p.signedIn(p.office)
	office.send("/office/announce", http.StatusOK, "start", "2026-11-12", "end", "2026-11-12")
	people := p.admitted(office, 11)
	for n := range 200 {
		people[n/20].propose(fmt.Sprintf("Vorschlag %d", n), http.StatusOK)
	}
	assert.Contains(t, text(people[10].propose("Einer zu viel", http.StatusUnprocessableEntity)), "200 von allen")
	office.send("/office/open-selection", http.StatusOK)
	people[0].get("/dfc/ballot/auswahl-2026", http.StatusOK)
}
