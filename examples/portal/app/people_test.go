package app_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// museum is a registration with all answers.
func museum(person string) []string {
	return append([]string{"person", person, "organisation", "Stadtmuseum", "kind", "museum", "group", "culture-and-media"}, facts["culture-and-media"]...)
}

func TestARegistrationAsksWhatMattersAndKeepsTheAnswers(t *testing.T) {
	p := start(t, "2026-10-01")
	v := p.visitor()
	page := v.send("/register", http.StatusOK, "person", "Delegierte", "organisation", "Verein", "kind", "registered-association", "group", "civil-society")
	assert.Contains(t, text(page), "Schritt 2 von 2")
	assert.Contains(t, page, `name="party_political"`)
	page = v.send("/register", http.StatusUnprocessableEntity, "person", "Delegierte", "organisation", "Verein", "kind", "registered-association", "group", "civil-society", "asked", "1", "citizens", "yes")
	assert.Contains(t, text(page), "Beantworten Sie: ", "each question that has no answer is named")
	assert.Contains(t, page, `value="yes" checked`)
	assert.Contains(t, text(p.signedIn(p.office).get("/office", http.StatusOK)), "Keine Registrierung wartet", "nothing was taken yet")
}

// Whoever registers has a code from the beginning, and sees with it what became of it.
func TestWhoRegistersSeesWhatBecomesOfIt(t *testing.T) {
	p := start(t, "2026-10-01")
	office := p.signedIn(p.office)
	_, access := p.register("Delegierte der Kultur", "Stadtmuseum", "museum", "culture-and-media", facts["culture-and-media"]...)
	v := p.signedIn(access)
	assert.Contains(t, text(v.get("/me", http.StatusOK)), "wartet auf die Geschäftsstelle")
	v.propose("Zu früh", http.StatusForbidden)
	office.send("/office/admit", http.StatusOK, "id", "1")
	assert.Contains(t, text(v.get("/me", http.StatusOK)), "Einen Workstream vorschlagen", "the session goes on, as a participant's")
	assert.NotContains(t, office.get("/office", http.StatusOK), access, "the office never sees a code")

	form := museum("Delegierte der Kultur")
	assert.Contains(t, text(p.visitor().send("/register", http.StatusUnprocessableEntity, form...)), "schon jemand", "one person, one registration")
	_, access = p.register("Vertretung der Kultur", "Stadtmuseum", "museum", "culture-and-media", facts["culture-and-media"]...)
	second := p.signedIn(access)
	office.send("/office/decline", http.StatusUnprocessableEntity, "id", "2")
	office.send("/office/decline", http.StatusOK, "id", "2", "reason", "Es gibt schon eine Delegierte.")
	assert.Contains(t, text(second.get("/me", http.StatusOK)), "Es gibt schon eine Delegierte.", "the reason reaches who has to know it")
	assert.Contains(t, text(second.get("/me", http.StatusOK)), "@bsi.bund.de", "and whom to ask")
}

func TestOnlyWhoBelongsIsAdmitted(t *testing.T) {
	p := start(t, "2026-10-01")
	office := p.signedIn(p.office)
	p.register("Delegierte", "Partei", "political-party", "civil-society", "organised", "yes", "citizens", "yes", "state", "no", "business_interest", "no", "for_profit", "no", "party_political", "yes")
	office.send("/office/admit", http.StatusConflict, "id", "1", "reason", "Weil wir es wollen.")
	p.register("Delegierte", "Gewerkschaft", "trade-union", "civil-society", "organised", "unknown", "citizens", "unknown", "state", "unknown", "business_interest", "unknown", "for_profit", "unknown", "party_political", "unknown")
	page := office.send("/office/admit", http.StatusUnprocessableEntity, "id", "2")
	assert.Contains(t, page, `id="reason-2-f"`, "what the rules leave open needs a reason")
	office.send("/office/admit", http.StatusOK, "id", "2", "reason", "Nach der Satzung.")
	require.Len(t, p.known().Determinations, 1)
}

func TestAnAdmissionByMistakeIsTakenBack(t *testing.T) {
	p := start(t, "2026-10-01")
	office := p.signedIn(p.office)
	people := p.admitted(office, 2)
	people[1].propose("Ein Vorschlag", http.StatusOK)
	office.send("/office/dismiss", http.StatusUnprocessableEntity, "id", "p-1")
	office.send("/office/dismiss", http.StatusConflict, "id", "p-2", "reason", "Sie hat etwas vorgeschlagen.")
	office.send("/office/dismiss", http.StatusOK, "id", "p-1", "reason", "Das war ein Versehen.")
	assert.Len(t, p.known().Participants, 1)
	assert.Contains(t, text(people[0].get("/me", http.StatusOK)), "Das war ein Versehen.")
	people[0].propose("Zu spät", http.StatusForbidden)
}

func TestManyRegistrationsAreDeclinedAtOnce(t *testing.T) {
	p := start(t, "2026-10-01")
	office := p.signedIn(p.office)
	for _, role := range []string{"A", "B", "C"} {
		p.visitor().send("/register", http.StatusOK, museum(role)...)
	}
	office.send("/office/decline", http.StatusUnprocessableEntity, "id", "all", "reason", "Unfug.")
	office.send("/office/decline", http.StatusUnprocessableEntity, "id", "all", "sure", "1")
	office.send("/office/decline", http.StatusConflict, "id", "0", "reason", "Unfug.")
	assert.Contains(t, text(office.send("/office/decline", http.StatusOK, "id", "all", "sure", "1", "reason", "Unfug.")), "Keine Registrierung wartet")
}

// Characters that cannot be seen hide a name behind another.
func TestNamesCanBeSeen(t *testing.T) {
	p := start(t, "2026-10-01")
	for _, name := range []string{"\u202eetreigeleD", "\u200b", "Dele\u00adgierte", "a\u2067b", "a\u0085b"} {
		p.visitor().send("/register", http.StatusUnprocessableEntity, museum(name)...)
	}
	assert.Contains(t, text(p.signedIn(p.office).get("/office", http.StatusOK)), "Keine Registrierung wartet")
}

// On the ballot and in the committee, people are told apart by their organisations.
func TestCandidatesAreToldApart(t *testing.T) {
	p := start(t, "2026-11-12")
	office := p.signedIn(p.office)
	office.send("/office/announce", http.StatusOK, "start", "2026-11-12", "end", "2026-11-12")
	var people []*visitor
	for i, organisation := range []string{"Museum Nord", "Museum Süd"} {
		_, access := p.register("Keine dieser Optionen", organisation, "museum", "culture-and-media", facts["culture-and-media"]...)
		office.send("/office/admit", http.StatusOK, "id", string(rune('1'+i)))
		people = append(people, p.signedIn(access))
	}
	for i, title := range []string{"Eins", "Zwei"} {
		people[i].propose(title, http.StatusOK)
	}
	office.send("/office/open-selection", http.StatusOK)
	p.close(office, "close-selection")
	for _, v := range people {
		v.send("/candidacy", http.StatusOK, "stand", "yes")
	}
	office.send("/office/open-election", http.StatusOK)
	id := voteLink.FindStringSubmatch(people[0].get("/me", http.StatusOK))[1]
	ballot := text(people[0].get("/dfc/ballot/"+id, http.StatusOK))
	assert.Contains(t, ballot, "Keine dieser Optionen (Museum Nord)")
	assert.Contains(t, ballot, "Keine dieser Optionen (Museum Süd)")
	for _, v := range people {
		v.vote(id, "v0", "1", "v1", "2")
	}
	p.close(office, "close-election")
	assert.Contains(t, text(people[0].get("/me", http.StatusOK)), "Sie sind im Dialogkomitee: Mitglied für Kultur und Medien.")
	assert.Contains(t, text(people[1].get("/me", http.StatusOK)), "Stellvertretung für Kultur und Medien.")
	assert.Contains(t, text(p.visitor().get("/dfc/committee/dialogkomitee", http.StatusOK)), "Keine dieser Optionen (Museum Nord)", "on the very day")
}
