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
			tab.Click("details:has(pre) summary")
			assert.Contains(t, tab.Text("pre"), "portal.invalid/")
			tab.Axe(t).NoViolations(t)
			if lang, _ := tab.Attr("html", "lang"); assert.Equal(t, c.language, lang) {
				tab.Quiet()
			}
		})
	}
}

// From the start page to the receipt by keyboard alone, with the focus to be seen at each
// stop.
func TestAVoteIsCastByKeyboardAlone(t *testing.T) {
	p, _, people, _ := voting(t, 5)
	tab := browser.Start(t).Tab(t, browser.Options{Language: "de"})
	tab.Open(p.server.URL + "/")
	reach := func(what string) {
		t.Helper()
		for range 60 {
			tab.Keys("Tab")
			f := tab.Focused()
			assert.True(t, f.Seen, "the focus is in the window: %s", f)
			assert.True(t, outlined(tab), "the focus is outlined: %s", f)
			if strings.Contains(f.HTML+f.Name, what) {
				return
			}
		}
		t.Fatalf("%q is not reached by keyboard", what)
	}
	reach("Anmelden")
	tab.Keys("Enter")
	reach(`id="code"`)
	tab.Keys(strings.Split(people[1].code, "")...)
	tab.Keys("Enter")
	reach("Jetzt abstimmen")
	tab.Keys("Enter")
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

// outlined reports whether what has the focus has an outline that can be seen.
func outlined(tab *browser.Tab) (yes bool) {
	tab.Eval(`(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2)(getComputedStyle(document.activeElement))`, &yes)
	return yes
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
		tab.Click("details:has(pre) summary")
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
		tab.Click("main a[href^='/signin?next=']")
		tab.Type("#code", people[4].code)
		tab.Keys("Enter")
		assert.True(t, strings.HasPrefix(tab.URL(), p.server.URL+"/dfc/ballot/"+id), "back to the ballot: %s", tab.URL())
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

// A rolePages are what somebody looks at.
type rolePages struct {
	role, code string
	paths      []string
}

// accessible holds pages against axe-core, at a narrow and a wide window, light and dark.
func (p *portal) accessible(t *testing.T, look []rolePages) {
	for _, c := range look {
		for _, o := range []browser.Options{{Language: "de"}, {Language: "en", Dark: true, Width: 320}} {
			t.Run(c.role+" "+o.Language, func(t *testing.T) {
				tab := browser.Start(t).Tab(t, o)
				if c.code != "" {
					signIn(tab, p, &visitor{code: c.code})
				}
				for _, path := range c.paths {
					tab.Open(p.server.URL + path)
					tab.Axe(t).NoViolations(t)
					assert.Empty(t, tab.Overflow(), path)
					assert.Equal(t, 1, tab.Count("h1"), path)
				}
				tab.Quiet("status of 4")
			})
		}
	}
}

// Every page of the portal, for each role, while a vote is open.
func TestEveryPageOfThePortalIsAccessible(t *testing.T) {
	p, _, people, id := voting(t, 6)
	_, waiting := p.register("Delegierte <b>Kultur</b>", strings.Repeat("Langer Name ", 16), "museum", "culture-and-media", facts["culture-and-media"]...)
	p.accessible(t, []rolePages{
		{"public", "", []string{"/", "/votes", "/votes/" + id, "/register", "/signin", "/proposals", "/about", "/dfc/committee/dialogkomitee", "/dfc/findings/programm",
			"/dfc/eligibility", "/dfc/timeline/2026-2027", "/dfc/ballot/" + id, "/nothing"}},
		{"participant", people[0].code, []string{"/me", "/dfc/ballot/" + id, "/votes/" + id, "/office"}},
		{"applicant", waiting, []string{"/me"}},
		{"office", p.office, []string{"/office", "/dfc/ballot/" + id}},
	})
}

// And when it is over: tied, with its result, while workstreams run.
func TestEveryPageOfThePortalIsAccessibleAfterAVote(t *testing.T) {
	p, office, people, id := voting(t, 6)
	people[0].vote(id, "o", "0")
	people[1].vote(id, "o", "1")
	people[5].vote(id, "o", "2")
	office.post("/office/close-selection", "sure", "1")
	p.accessible(t, []rolePages{{"office, tied", p.office, []string{"/office", "/votes/" + id}}})
	p.close(office, "close-selection")
	office.send("/office/no-election", http.StatusOK, "sure", "1")
	p.accessible(t, []rolePages{
		{"public, afterwards", "", []string{"/", "/votes/" + id, "/dfc/results/" + id, "/dfc/timeline/2026-2027"}},
		{"office, afterwards", p.office, []string{"/office"}},
	})
}

// Forms with what is wrong at the field, in the summary, which has the focus, and in the
// title.
func TestFormsOfThePortalSayWhatIsWrongAtTheField(t *testing.T) {
	p := start(t, "2026-10-01")
	p.admitted(p.signedIn(p.office), 1)
	p.register("Wartende", "Verein", "museum", "culture-and-media", facts["culture-and-media"]...)
	p.register("Wartende", "Museum", "museum", "culture-and-media", facts["culture-and-media"]...)
	wrong := func(t *testing.T, tab *browser.Tab, n int) {
		t.Helper()
		assert.Contains(t, tab.Focused().HTML, "dfc-errors")
		assert.True(t, strings.HasPrefix(tab.Title(), "Fehler: "), tab.Title())
		assert.Equal(t, n, tab.Count("[aria-invalid=true]"))
		assert.Equal(t, n, tab.Count(".wrong"))
		tab.Axe(t).NoViolations(t)
		tab.Quiet("status of 422")
	}
	b := browser.Start(t)
	t.Run("registration", func(t *testing.T) {
		tab := b.Tab(t, browser.Options{Language: "de"})
		tab.Open(p.server.URL + "/register")
		tab.Click("main form button")
		wrong(t, tab, 4)
	})
	t.Run("announcement", func(t *testing.T) {
		tab := b.Tab(t, browser.Options{Language: "de"})
		signIn(tab, p, &visitor{code: p.office})
		tab.Click("form[action='/office/announce'] button")
		wrong(t, tab, 1)
	})
	t.Run("no to all", func(t *testing.T) {
		tab := b.Tab(t, browser.Options{Language: "de", NoScript: true})
		signIn(tab, p, &visitor{code: p.office})
		tab.Click("details:has(#reason-0) summary")
		tab.Click("details:has(#reason-0) button")
		wrong(t, tab, 1)
	})
}
