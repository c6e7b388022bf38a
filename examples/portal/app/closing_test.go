package app_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/examples/portal/app"
)

// A double click on the button that ends a vote, in two windows at once.
func TestAVoteIsClosedOnceHoweverOftenItIsAsked(t *testing.T) {
	p, office, people, id := voting(t, 5)
	people[0].vote(id, "o", "0", "o", "1")
	people[1].vote(id, "o", "0", "o", "1")
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			res, err := office.client.PostForm(p.server.URL+"/office/close-selection", map[string][]string{"sure": {"1"}})
			if assert.NoError(t, err) {
				assert.Less(t, res.StatusCode, 500)
				assert.NoError(t, res.Body.Close())
			}
		})
	}
	wait.Wait()
	assert.Contains(t, text(p.visitor().get("/votes/"+id, http.StatusOK)), "Abgegeben sind 2 Stimmzettel")
}

// Nobody can look for numbers that suit: where they come from is published first.
func TestTheSourceOfALotIsPublishedBeforeItsNumbers(t *testing.T) {
	p, office, people, id := voting(t, 5)
	for i, v := range people[:4] {
		v.vote(id, "o", string(rune('0'+i)))
	}
	page := text(office.send("/office/close-selection", http.StatusUnprocessableEntity, "sure", "1", "lot-"+id, "1 2 3"))
	assert.Contains(t, page, "Geben Sie bekannt, woher es kommt.")
	assert.Contains(t, text(p.visitor().get("/votes/"+id, http.StatusOK)), "Gleichstand, ein Los wird gezogen")
	office.send("/office/draw", http.StatusUnprocessableEntity, "id", id, "source", "", "on", "2026-11-14")
	office.send("/office/draw", http.StatusUnprocessableEntity, "id", id, "source", "Lotto 6 aus 49", "on", "2026-11-11")
	office.send("/office/draw", http.StatusConflict, "id", "nothing", "source", "Lotto", "on", "2026-11-14")
	people[0].send("/office/draw", http.StatusForbidden, "id", id, "source", "Lotto", "on", "2026-11-14")
	office.send("/office/draw", http.StatusOK, "id", id, "source", "Lotto 6 aus 49", "on", "2026-11-14")
	public := text(p.visitor().get("/votes/"+id, http.StatusOK))
	assert.Contains(t, public, "Lotto 6 aus 49, gezogen am 14. November 2026 (bekannt gegeben am 12. November 2026)")
	page = text(office.send("/office/close-selection", http.StatusUnprocessableEntity, "sure", "1", "lot-"+id, "1 2 3"))
	assert.Contains(t, page, "erst am 14. November 2026 gezogen")
	p.restart()
	p.later("2026-11-14", office)
	for _, bad := range []string{"", "bitte der erste", "1 2 x", "-1"} {
		office.send("/office/close-selection", http.StatusUnprocessableEntity, "sure", "1", "lot-"+id, bad)
	}
	office.send("/office/close-selection", http.StatusOK, "sure", "1", "lot-"+id, "4, 8, 15, 16, 23, 42")
	assert.Contains(t, text(p.visitor().get("/votes/"+id, http.StatusOK)), "4.8.15.16.23.42./", "the key of the lot stands in the count")
}

// A clear result needs no lot, and takes none.
func TestALotIsNotAskedForWhereNothingIsTied(t *testing.T) {
	p, office, people, id := voting(t, 5)
	for _, v := range people {
		v.vote(id, "o", "0", "o", "1")
	}
	office.send("/office/close-selection", http.StatusOK, "sure", "1", "lot-"+id, "1 2 3")
	assert.NotContains(t, text(p.visitor().get("/votes/"+id, http.StatusOK)), "1.2.3./")
}

// electing is a portal in which science elects, with so many candidates.
func electing(t *testing.T, candidates int) (p *portal, office *visitor, science []*visitor, id string) {
	p, office, people, selection := voting(t, 20)
	people[0].vote(selection, "o", "0", "o", "1")
	p.close(office, "close-selection")
	for i := 0; i < 20; i += 5 { // the five groups come in turn, science first
		science = append(science, people[i])
	}
	for _, v := range science[:candidates] {
		v.send("/candidacy", http.StatusOK, "stand", "yes")
	}
	return p, office, science, "committee-2026-11-12-science"
}

// The member is certain, and the deputy is not: that is a tie, too.
func TestATieForTheDeputyNeedsALot(t *testing.T) {
	p, office, science, id := electing(t, 3)
	office.send("/office/open-election", http.StatusOK)
	science[0].vote(id, "v0", "1", "v1", "2", "v2", "3")
	science[1].vote(id, "v0", "1", "v1", "3", "v2", "2")
	page := text(office.send("/office/close-election", http.StatusUnprocessableEntity, "sure", "1"))
	assert.Contains(t, page, "Gleichstand")
	p.close(office, "close-election")
	committee := text(p.visitor().get("/dfc/committee/dialogkomitee", http.StatusOK))
	assert.Contains(t, committee, "Delegierte science 1 (Organisation 1)")
	assert.Regexp(t, `Wissenschaft.*Delegierte science 1 .*Delegierte science (6|11) `, committee, "member and deputy")
}

// A box that an interrupted declaration has left does not stop an election.
func TestAnElectionGoesOnBesideABoxThatNobodyKnows(t *testing.T) {
	p, office, science, id := electing(t, 1)
	require.NoError(t, os.WriteFile(filepath.Join(p.options.Data, "box-"+id+".db"), nil, 0o600))
	office.send("/office/open-election", http.StatusOK)
	science[1].vote(id, "v0", "1")
	p.close(office, "close-election")
	assert.Contains(t, text(p.visitor().get("/dfc/committee/dialogkomitee", http.StatusOK)), "Delegierte science 1")
	p.restart()
	p.visitor().get("/votes/"+id+"/"+id+"-record.txt", http.StatusOK)
}

// What is damaged is said of the vote that it belongs to; the others go on.
func TestADamagedBoxStopsItsVoteAlone(t *testing.T) {
	p, office, science, id := electing(t, 1)
	require.NoError(t, p.app.Load().Close())
	selection := "auswahl-2026"
	require.NoError(t, os.WriteFile(filepath.Join(p.options.Data, "box-"+selection+".db"), []byte("this is no database, and was one once"), 0o600))
	p.open()
	public := p.visitor()
	assert.Contains(t, text(public.get("/votes", http.StatusOK)), "Die Urne ist nicht lesbar")
	public.get("/votes/"+selection, http.StatusOK)
	public.get("/votes/"+selection+"/"+selection+"-record.txt", http.StatusInternalServerError)
	office.send("/office/open-election", http.StatusOK)
	assert.Contains(t, text(science[1].vote(id, "v0", "1")), "in der Urne")
}

func TestAFolderThatHasLostItsStateIsRefused(t *testing.T) {
	p, _, _, _ := voting(t, 5)
	require.NoError(t, p.app.Load().Close())
	for _, name := range []string{"portal.db", "portal.db-wal", "portal.db-shm"} {
		require.NoError(t, os.RemoveAll(filepath.Join(p.options.Data, name)))
	}
	_, err := app.Open(t.Context(), p.options)
	require.ErrorContains(t, err, "bring back its portal.db")
	require.NoError(t, os.RemoveAll(p.options.Data))
	p.open() // for the end of the test
}

// The access code of the programme office is not lost by a start that fails.
func TestAStartThatFailsMakesNoCode(t *testing.T) {
	o := app.Options{Data: t.TempDir(), Origin: "dialog.example.org"}
	_, err := app.Open(t.Context(), o)
	require.ErrorContains(t, err, "dialog.example.org")
	o.Origin = ""
	a, err := app.Open(t.Context(), o)
	require.NoError(t, err)
	assert.NotEmpty(t, a.OfficeCode)
	old := a.OfficeCode
	require.NoError(t, a.Close())
	o.Origin, o.NewOfficeCode = "x", true
	_, err = app.Open(t.Context(), o)
	require.Error(t, err)
	o.Origin = ""
	a, err = app.Open(t.Context(), o)
	require.NoError(t, err)
	assert.NotEmpty(t, a.OfficeCode)
	assert.NotEqual(t, old, a.OfficeCode)
	require.NoError(t, a.Close())
}

// A voter finds the receipt in the record that the portal publishes.
func TestAReceiptIsFoundInThePublishedRecord(t *testing.T) {
	p, office, people, id := voting(t, 5)
	people[0].vote(id, "o", "0", "o", "1")
	receipt := people[0].get("/dfc/ballot/"+id+"/receipt", http.StatusOK)
	other := people[1]
	other.vote(id, "o", "0", "o", "1")
	p.later("2026-11-12", office)
	p.close(office, "close-selection")
	file := func(name string) []byte {
		res, err := p.visitor().client.Get(p.server.URL + "/votes/" + id + "/" + id + "-" + name + ".txt")
		require.NoError(t, err)
		assert.Equal(t, "text/plain; charset=utf-8", res.Header.Get("Content-Type"))
		assert.Equal(t, `attachment; filename="`+id+"-"+name+`.txt"`, res.Header.Get("Content-Disposition"))
		return []byte(p.visitor().read(res, name, http.StatusOK))
	}
	trust, err := verify.ReadTrust(bytes.NewReader(file("trust")))
	require.NoError(t, err)
	report := verify.Record(file("record"), trust)
	require.True(t, report.Accepted(), "%v", report.Faults)
	assert.True(t, report.Receipt([]byte(receipt)))
	assert.False(t, report.Receipt([]byte("dfc"+receipt)))
}
