package app_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// sample are organisations that certainly belong to their group.
var sample = []struct{ group, kind string }{
	{"science", "university"}, {"business", "company"}, {"government", "ministry"}, {"culture-and-media", "museum"}, {"civil-society", "self-help-group"},
}

// facts answer every question.
var facts = map[string][]string{
	"science": {"research", "yes"}, "business": {"for_profit", "yes", "business_interest", "yes"}, "government": {"state", "yes"},
	"culture-and-media": {"culture_media", "yes", "for_profit", "no", "state", "no"},
	"civil-society":     {"organised", "yes", "citizens", "yes", "state", "no", "business_interest", "no", "for_profit", "no", "party_political", "no"},
}

// admitted registers and admits n people of the five groups in turn, and returns their
// visitors.
func (p *portal) admitted(office *visitor, n int) (out []*visitor) {
	for i := range n {
		s := sample[i%len(sample)]
		page, access := p.register(fmt.Sprintf("Delegierte %s %d", s.group, i+1), fmt.Sprintf("Organisation %d", i+1), s.kind, s.group, facts[s.group]...)
		require.Contains(p.t, page, "Registriert")
		office.send("/office/admit", http.StatusOK, "id", fmt.Sprint(i+1), "reason", "Nach Prüfung der Satzung.")
		out = append(out, p.signedIn(access))
	}
	return out
}

var voteLink = regexp.MustCompile(`/dfc/ballot/([a-z0-9-]+)`)

func TestACycleRunsFromRegistrationToPresentation(t *testing.T) {
	p := start(t, "2026-10-01")
	public, office := p.visitor(), p.signedIn(p.office)
	assert.Contains(t, text(public.get("/", http.StatusOK)), "Vorbereitung: Registrierungen und Vorschläge")
	assert.Contains(t, text(office.get("/office", http.StatusOK)), "der Tag der Denkwerkstatt", "what is missing is said")

	office.send("/office/announce", http.StatusOK, "start", "2026-11-12", "end", "2026-11-13")
	people := p.admitted(office, 12)
	for i, title := range []string{"Sichere Vereins-IT", "Lernspiel für Schulen", "Meldewege", "Notfallübung"} {
		people[i].send("/proposals", http.StatusOK, "title", title, "vision", "Alle wissen Bescheid.", "aim", "Ein Leitfaden.", "target", "Vereine", "outcome", "concept")
	}
	people[0].send("/proposals", http.StatusOK, "title", "Sichere Vereins-IT", "vision", "Alle wissen Bescheid.", "aim", "Ein Leitfaden.", "target", "Vereine", "outcome", "concept") // sent twice
	page := people[0].send("/proposals", http.StatusUnprocessableEntity, "title", "sichere  VEREINS-IT", "vision", "Eine andere", "aim", "y", "target", "z", "outcome", "study")
	assert.Contains(t, page, "Eine andere", "what was filled in is kept")
	assert.Contains(t, text(page), "gibt es schon")
	p.restart()
	office.get("/office", http.StatusOK)
	p.later("2026-11-13", append(people, office)...)
	office.send("/office/open-selection", http.StatusOK)
	page = text(office.get("/office", http.StatusOK))
	assert.Contains(t, page, "geöffnet; 0 von 12 haben abgestimmt", page)

	for i, v := range people[:10] {
		me := v.get("/me", http.StatusOK)
		id := voteLink.FindStringSubmatch(me)[1]
		done := text(v.vote(id, "o", fmt.Sprint(i%2), "o", fmt.Sprint(2+i%2)))
		require.Contains(t, done, "Ihre Stimme ist in der Urne.")
		if i == 4 {
			p.restart() // in the middle of the vote
		}
		assert.Contains(t, text(v.get("/dfc/ballot/"+id, http.StatusOK)), "Sie haben schon abgestimmt")
	}
	office.send("/office/close-selection", http.StatusUnprocessableEntity) // not confirmed
	res := p.close(office, "close-selection")
	assert.Contains(t, text(res), "Kandidaturen")
	checkVotes(t, public, 1)

	for _, v := range people {
		v.send("/candidacy", http.StatusOK, "stand", "yes")
	}
	people[10].send("/candidacy", http.StatusOK, "stand", "no")
	office.send("/office/open-election", http.StatusOK)
	for _, v := range people {
		if m := voteLink.FindStringSubmatch(v.get("/me", http.StatusOK)); m != nil {
			require.Contains(t, text(v.vote(m[1], "v0", "1", "v1", "2")), "in der Urne")
		}
	}
	p.restart()
	p.close(office, "close-election")
	checkVotes(t, public, 6)
	committee := text(public.get("/dfc/committee/dialogkomitee?lang=en&on=2026-11-13", http.StatusOK))
	assert.Contains(t, committee, "Delegierte science 1")
	assert.Contains(t, committee, "Dialogue committee")

	runWorkstreams(t, p, office)
	page = text(public.get("/?lang=de", http.StatusOK))
	assert.Contains(t, page, "Vorbereitung: Registrierungen und Vorschläge", "the next cycle has begun")
	checkProgramme(t, public.get("/programme.json", http.StatusOK))
}

// checkVotes verifies the record of every vote as a stranger does.
func checkVotes(t *testing.T, public *visitor, n int) {
	links := regexp.MustCompile(`"/votes/([a-z0-9-]+)"`).FindAllStringSubmatch(public.get("/votes", http.StatusOK), -1)
	require.Len(t, links, n)
	for _, link := range links {
		page := text(public.get("/votes/"+link[1], http.StatusOK))
		assert.Contains(t, page, "Niederschrift: alle Stimmzettel")
		file := func(name string) string {
			return public.get("/votes/"+link[1]+"/"+link[1]+"-"+name+".txt", http.StatusOK)
		}
		trust, err := verify.ReadTrust(strings.NewReader(file("trust")))
		require.NoError(t, err)
		report := verify.Record([]byte(file("record")), trust)
		assert.True(t, report.Accepted(), "%v", report.Faults)
		assert.Contains(t, public.get("/dfc/results/"+link[1]+".csv", http.StatusOK), "option,name")
	}
}

// runWorkstreams takes every workstream to its presentation.
func runWorkstreams(t *testing.T, p *portal, office *visitor) {
	ids := regexp.MustCompile(`id="start-(ws-\d+)"`).FindAllStringSubmatch(office.get("/office", http.StatusOK), -1)
	require.NotEmpty(t, ids)
	p.later("2026-12-01", office)
	for _, id := range ids {
		office.send("/office/plan", http.StatusOK, "id", id[1], "start", "2026-12-01", "end", "2027-06-30")
		office.send("/office/step", http.StatusUnprocessableEntity, "id", id[1], "to", "running", "on", "bald")
		office.send("/office/step", http.StatusOK, "id", id[1], "to", "running", "on", "2026-12-01")
	}
	office.send("/office/step", http.StatusConflict, "id", ids[0][1], "to", "presented", "on", "2026-12-02") // not completed
	office.send("/office/announce", http.StatusOK, "start", "2027-11-11", "end", "2027-11-12")
	p.later("2027-07-01", office)
	timeline := text(office.get("/dfc/timeline/2026-2027", http.StatusOK))
	assert.Contains(t, timeline, "WST-15", "what is late is said")
	for _, id := range ids {
		office.send("/office/step", http.StatusOK, "id", id[1], "to", "completed", "on", "2027-06-30")
	}
	office.send("/office/next", http.StatusConflict)
	p.later("2027-11-12", office)
	for _, id := range ids {
		office.send("/office/step", http.StatusOK, "id", id[1], "to", "presented", "on", "2027-11-11")
	}
	office.send("/office/next", http.StatusOK)
}

// checkProgramme holds the exported programme against all rules: what the cycle has added
// breaks none.
func checkProgramme(t *testing.T, file string) {
	p, err := programme.Parse(strings.NewReader(file), "programme.json")
	require.NoError(t, err)
	real, err := programme.Real()
	require.NoError(t, err)
	before := grave(t, real, p.AsOf)
	for message := range grave(t, p, p.AsOf) {
		assert.Contains(t, before, message, "the cycle has broken a rule")
	}
}

// grave are the messages of the errors that a check finds.
func grave(t *testing.T, p *programme.Programme, on dialog.Date) map[string]bool {
	r, err := programme.Check(context.Background(), p, on)
	require.NoError(t, err)
	out := map[string]bool{}
	for _, f := range r.Findings {
		if f.Severity == dialog.SeverityError {
			out[f.Message(i18n.English())] = true
		}
	}
	return out
}
