package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func TestMain(m *testing.M) { browser.Main(m) }

// open runs a portal in which a vote is open, and returns those who can vote in it and
// its ID.
func voting(t testing.TB, voters int) (p *portal, office *visitor, people []*visitor, id string) {
	p = start(t, "2026-11-12")
	office = p.signedIn(p.office)
	office.send("/office/announce", http.StatusOK, "start", "2026-11-12", "end", "2026-11-12")
	people = p.admitted(office, voters)
	for i, title := range []string{"Sichere Vereins-IT", "Lernspiel für Schulen", "Meldewege für Schwachstellen", "Notfallübung"} {
		people[i%len(people)].send("/proposals", http.StatusOK, "title", title, "vision", "Alle wissen Bescheid.", "aim", "Ein Leitfaden.", "target", "Vereine", "outcome", "concept")
	}
	office.send("/office/open-selection", http.StatusOK)
	return p, office, people, voteLink.FindStringSubmatch(people[0].get("/me", http.StatusOK))[1]
}

// signIn signs somebody in at the portal's own page.
func signIn(tab *browser.Tab, p *portal, who *visitor) {
	tab.Open(p.server.URL + "/signin")
	tab.Type("#code", who.code)
	tab.Keys("Enter")
}

const inBox = "Ihre Stimme ist in der Urne."

func TestAVoteIsCastInEitherLanguageWithAndWithoutScript(t *testing.T) {
	for _, c := range []struct {
		name, language, done string
		noScript             bool
	}{
		{"German", "de", inBox, false}, {"German without script", "de", inBox, true},
		{"English", "en", "Your vote is in the ballot box.", false}, {"English without script", "en", "Your vote is in the ballot box.", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, _, people, id := voting(t, 5)
			tab := browser.Start(t).Tab(t, browser.Options{Language: c.language, NoScript: c.noScript})
			signIn(tab, p, people[0])
			tab.Axe(t).NoViolations(t)
			tab.Click("a[href='/dfc/ballot/" + id + "']")
			tab.Axe(t).NoViolations(t)
			tab.Click("input[name=o][value='1']")
			tab.Click("input[name=o][value='3']")
			tab.Click("form[action*=check] button[type=submit]")
			assert.Equal(t, 2, tab.Count(".dfc-chosen li"))
			assert.Contains(t, tab.Text(".dfc-chosen"), "Notfallübung")
			tab.Axe(t).NoViolations(t)
			tab.Click("button.dfc-primary")
			assert.Contains(t, tab.Text("main"), c.done)
			assert.True(t, strings.HasSuffix(strings.Split(tab.URL(), "?")[0], "/done"), tab.URL())
			assert.NotContains(t, tab.Text("main"), "Notfallübung", "the last page does not show the choice")
			assert.Contains(t, tab.Text("pre"), "portal.invalid/")
			tab.Axe(t).NoViolations(t)
			if lang, _ := tab.Attr("html", "lang"); assert.Equal(t, c.language, lang) {
				tab.Quiet()
			}
		})
	}
}

func TestAVoteIsCastByKeyboardAlone(t *testing.T) {
	p, _, people, id := voting(t, 5)
	tab := browser.Start(t).Tab(t, browser.Options{Language: "de"})
	signIn(tab, p, people[1])
	tab.Open(p.server.URL + "/dfc/ballot/" + id)
	reach := func(what string) {
		for range 60 {
			tab.Keys("Tab")
			if f := tab.Focused(); strings.Contains(f.HTML+f.Name, what) {
				assert.True(t, tab.Focused().Seen, "the focus can be seen")
				return
			}
		}
		t.Fatalf("%q is not reached by keyboard", what)
	}
	reach(`value="2"`)
	tab.Keys("Space")
	reach("Auswahl prüfen")
	tab.Keys("Enter")
	reach("Stimme verbindlich abgeben")
	tab.Keys("Enter")
	assert.Contains(t, tab.Text("main"), inBox)
	reach("Quittung speichern")
	tab.Quiet()
}

func TestNoVoteIsCastTwice(t *testing.T) {
	p, office, people, id := voting(t, 5)
	b := browser.Start(t)
	toCheck := func(t *testing.T, who *visitor) *browser.Tab {
		tab := b.Tab(t, browser.Options{Language: "de"})
		signIn(tab, p, who)
		tab.Open(p.server.URL + "/dfc/ballot/" + id)
		tab.Click("input[name=o][value='0']")
		tab.Click("form[action*=check] button[type=submit]")
		return tab
	}
	t.Run("double click", func(t *testing.T) {
		tab := toCheck(t, people[0])
		tab.DoubleClick("button.dfc-primary")
		assert.Contains(t, tab.Text("main"), inBox)
		assert.Contains(t, tab.Text("pre"), "portal.invalid/", "and the receipt is there")
	})
	t.Run("back and again", func(t *testing.T) {
		tab := toCheck(t, people[1])
		tab.Click("button.dfc-primary")
		tab.Back()
		assert.Contains(t, tab.Text("main"), "Sie haben schon abgestimmt.", "the back button leads to a page that says so")
		tab.Open(p.server.URL + "/dfc/ballot/" + id + "/done")
		tab.Reload()
		assert.Contains(t, tab.Text("main"), inBox, "and the receipt can be looked at again")
	})
	t.Run("two tabs", func(t *testing.T) {
		first, second := toCheck(t, people[2]), toCheck(t, people[2])
		first.Click("button.dfc-primary")
		second.Click("button.dfc-primary")
		assert.Contains(t, first.Text("main"), inBox)
		assert.Contains(t, second.Text("main"), "Sie haben schon abgestimmt.")
	})
	t.Run("restart before the last click", func(t *testing.T) {
		tab := toCheck(t, people[3])
		p.restart()
		tab.Click("button.dfc-primary")
		assert.Contains(t, tab.Text("main"), inBox)
		p.restart()
		tab.Back()
		assert.Contains(t, tab.Text("main"), "Sie haben schon abgestimmt.", "a restart forgets the form, not the vote")
	})
	t.Run("session over, and the vote closed", func(t *testing.T) {
		tab := toCheck(t, people[4])
		p.later("2026-11-13", office)
		tab.Click("button.dfc-primary")
		assert.Contains(t, tab.Text("main"), "angemeldet")
		tab.Click("main a[href='/signin']")
		tab.Type("#code", people[4].code)
		tab.Keys("Enter")
		tab.Open(p.server.URL + "/dfc/ballot/" + id)
		tab.Click("input[name=o][value='0']")
		tab.Click("form[action*=check] button[type=submit]")
		p.close(office, "close-selection")
		tab.Click("button.dfc-primary")
		assert.Contains(t, tab.Text("main"), "Die Abstimmung ist beendet.")
		tab.Click("main a[href^='/votes/']")
		assert.Contains(t, tab.Text("main"), "Niederschrift")
		assert.Contains(t, tab.Text("main"), "Abgegeben sind 4 Stimmzettel", "one for each who was told so")
	})
	require.NotEmpty(t, id)
}

// Every page of the portal, for each role.
func TestEveryPageOfThePortalIsAccessible(t *testing.T) {
	p, _, people, id := voting(t, 6)
	p.register("Delegierte <b>Kultur</b>", strings.Repeat("Langer Name ", 16), "museum", "culture-and-media", facts["culture-and-media"]...)
	for name, c := range map[string]struct {
		code  string
		paths []string
	}{
		"public":      {"", []string{"/", "/votes", "/votes/" + id, "/register", "/signin", "/proposals", "/about", "/dfc/committee/dialogkomitee", "/dfc/findings/programm", "/dfc/eligibility", "/dfc/timeline/2026-2027", "/dfc/ballot/" + id, "/nothing"}},
		"participant": {people[0].code, []string{"/me", "/dfc/ballot/" + id, "/votes/" + id, "/office"}},
		"office":      {p.office, []string{"/office", "/dfc/ballot/" + id}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, o := range []browser.Options{{Language: "de"}, {Language: "en", Dark: true, Width: 320}} {
				tab := browser.Start(t).Tab(t, o)
				if c.code != "" {
					signIn(tab, p, &visitor{code: c.code})
				}
				for _, path := range c.paths {
					tab.Open(p.server.URL + path)
					report := tab.Axe(t)
					report.NoViolations(t)
					assert.Empty(t, tab.Overflow(), path)
					assert.Equal(t, 1, tab.Count("h1"), path)
				}
				tab.Quiet("status of 4")
			}
		})
	}
}
