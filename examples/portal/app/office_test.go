package app_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/examples/portal/app"
)

// propose hands in a proposal.
func (v *visitor) propose(title string, status int) string {
	v.t.Helper()
	return v.send("/proposals", status, "title", title, "vision", "Alle wissen Bescheid.", "aim", "Ein Leitfaden.", "target", "Vereine", "outcome", "concept")
}

// Whatever the portal acknowledges while a vote is being opened is on the ballot, or waits
// for the next one; nothing is in the programme that nobody could vote for.
func TestTheBallotIsWhatTheProgrammeSays(t *testing.T) {
	p := start(t, "2026-10-01")
	office := p.signedIn(p.office)
	office.send("/office/announce", http.StatusOK, "start", "2026-11-12", "end", "2026-11-13")
	people := p.admitted(office, 5)
	p.later("2026-11-12", append(people, office)...)
	people[0].propose("Erster", http.StatusOK)
	people[1].propose("Zweiter", http.StatusOK)
	var wg sync.WaitGroup
	for _, v := range people {
		wg.Go(func() {
			for n := range 8 {
				res, err := v.client.PostForm(v.base+"/proposals", map[string][]string{"title": {fmt.Sprintf("%s-%d", v.code, n)},
					"vision": {"x"}, "aim": {"x"}, "target": {"x"}, "outcome": {"study"}})
				if assert.NoError(t, err) {
					assert.NoError(t, res.Body.Close())
				}
			}
		})
	}
	office.send("/office/open-selection", http.StatusOK)
	wg.Wait()

	opened, err := programme.Parse(strings.NewReader(office.get("/programme.json", http.StatusOK)), "programme.json")
	require.NoError(t, err)
	id := voteLink.FindStringSubmatch(people[0].get("/me", http.StatusOK))[1]
	page := people[0].get("/dfc/ballot/"+id, http.StatusOK)
	onBallot := len(regexp.MustCompile(`name="o" value="\d+"`).FindAllString(page, -1))
	workstreams := opened.Cycles[len(opened.Cycles)-1].Workstreams
	assert.Len(t, workstreams, onBallot)
	for _, w := range workstreams {
		assert.Contains(t, page, w.Title[""])
	}
}

func TestALostCodeIsReplaced(t *testing.T) {
	p, office, people, _ := voting(t, 5)
	v := people[0]
	v.send("/office/replace-code", http.StatusForbidden, "id", "p-1")
	office.send("/office/replace-code", http.StatusConflict, "id", "p-99")
	office.send("/office/replace-code", http.StatusConflict, "id", "office")
	assert.Contains(t, text(office.get("/office", http.StatusOK)), "Delegierte science 1", "people who can get a new code")
	page := office.send("/office/replace-code", http.StatusOK, "id", "p-1")
	fresh := code.FindString(page)
	require.NotEmpty(t, fresh)
	require.NotEqual(t, v.code, fresh)
	assert.Contains(t, text(v.get("/me", http.StatusOK)), "Ihr Zugangscode", "the session of the old code has ended")
	v.send("/signin", http.StatusUnprocessableEntity, "code", v.code)
	assert.Contains(t, text(p.signedIn(fresh).get("/me", http.StatusOK)), "Delegierte science 1")
	assert.Contains(t, text(people[1].get("/me", http.StatusOK)), "Delegierte business 2", "nobody else is signed out")
}

func TestALostCodeOfTheOfficeIsReplacedAtTheStart(t *testing.T) {
	p := start(t, "2026-10-01")
	old := p.signedIn(p.office)
	require.NoError(t, p.app.Load().Close())
	p.options.NewOfficeCode = true
	p.open()
	p.options.NewOfficeCode = false
	fresh := p.app.Load().OfficeCode
	require.NotEmpty(t, fresh)
	old.send("/signin", http.StatusUnprocessableEntity, "code", p.office)
	assert.Contains(t, text(old.get("/office", http.StatusOK)), "Ihr Zugangscode")
	p.signedIn(fresh).get("/office", http.StatusOK)
}

func TestMarksSurviveARestart(t *testing.T) {
	p, _, people, id := voting(t, 5)
	check := people[0].send("/dfc/ballot/"+id+"/check", http.StatusOK, "o", "0")
	p.restart()
	assert.Equal(t, check, people[0].get("/dfc/ballot/"+id+"/check", http.StatusOK))
}

func TestOneFolderHasOnePortal(t *testing.T) {
	p := start(t, "2026-10-01")
	_, err := app.Open(context.Background(), p.options)
	require.ErrorContains(t, err, p.options.Data)
	require.ErrorContains(t, err, "another portal")
	p.visitor().get("/", http.StatusOK)
	p.restart()
}

func TestACycleGoesOnWhereNobodyStands(t *testing.T) {
	p, office, people, id := voting(t, 5)
	require.Contains(t, text(people[0].vote(id, "o", "0")), "in der Urne")
	office.send("/office/no-election", http.StatusConflict, "sure", "1")
	p.close(office, "close-selection")
	people[1].send("/candidacy", http.StatusOK, "stand", "yes")
	office.send("/office/no-election", http.StatusConflict, "sure", "1")
	people[1].send("/candidacy", http.StatusOK, "stand", "no")
	office.send("/office/no-election", http.StatusUnprocessableEntity)
	assert.Contains(t, text(office.send("/office/no-election", http.StatusOK, "sure", "1")), "Die Workstreams laufen")
	p.restart()
}

func TestProposalsOfOnePersonAreBounded(t *testing.T) {
	p := start(t, "2026-10-01")
	v := p.admitted(p.signedIn(p.office), 1)[0]
	for n := range 20 {
		v.propose(fmt.Sprintf("Vorschlag %d", n), http.StatusOK)
	}
	assert.Contains(t, text(v.propose("Einer zu viel", http.StatusUnprocessableEntity)), "20 von einer Person")
}

func TestWrongMethodsAreNamed(t *testing.T) {
	p := start(t, "2026-10-01")
	for path, allowed := range map[string]string{"/votes": "GET, HEAD", "/office/admit": "POST", "/register": "GET, HEAD, POST"} {
		r, err := http.NewRequest(http.MethodPut, p.server.URL+path, nil)
		require.NoError(t, err)
		v := p.visitor()
		res, err := v.client.Do(r)
		require.NoError(t, err)
		assert.Equal(t, allowed, res.Header.Get("Allow"), path)
		assert.Contains(t, text(v.read(res, path, http.StatusMethodNotAllowed)), "Zur Startseite", path)
	}
}
