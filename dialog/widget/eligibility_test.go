package widget_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/widget"
)

// selfCheck sends answers to the self-check and returns its page.
func selfCheck(t *testing.T, lang string, pairs ...string) (int, string) {
	set, err := widget.New(widget.Config{})
	require.NoError(t, err)
	w := post(set, "/dfc/eligibility?lang="+lang, values(pairs...))
	return w.Code, w.Body.String()
}

// unsure are answers to all questions that do not know.
func unsure(pairs ...string) []string {
	for _, f := range []string{"organised", "citizens", "state", "business_interest", "for_profit", "party_political", "research", "culture_media"} {
		pairs = append(pairs, "answer", f+":unknown")
	}
	return pairs
}

func TestAnOutcomeLooksGoodOnlyWhereItIs(t *testing.T) {
	for name, c := range map[string]struct {
		answers []string
		good    bool
		rule    string // that decided; "" for none
		next    string
	}{
		"fits":                     {[]string{"kind", "university"}, true, "SCI-01", "Wenn Ihre Organisation mitwirken möchte"},
		"in the group":             {[]string{"kind", "university", "group", "science"}, true, "SCI-01", "Wenn Ihre Organisation mitwirken möchte"},
		"none":                     {[]string{"kind", "political-party"}, false, "CIV-06", "Wenn Sie das anders sehen"},
		"not in the group":         {[]string{"kind", "political-party", "group", "civil-society"}, false, "CIV-06", "Wenn Sie das anders sehen"},
		"undetermined":             {unsure("kind", "other"), false, "", "Klären Sie die offenen Fragen"},
		"undetermined for a group": {unsure("kind", "other", "group", "civil-society"), false, "", "Klären Sie die offenen Fragen"},
	} {
		t.Run(name, func(t *testing.T) {
			_, page := selfCheck(t, "de", c.answers...)
			outcome := between(page, `-outcome"`, "<strong>")
			assert.Equal(t, c.good, strings.Contains(outcome, `class="dfc-good"`), outcome)
			assert.Equal(t, !c.good, strings.Contains(outcome, `class="dfc-notice"`), outcome)
			if c.rule == "" {
				assert.NotContains(t, page, "Den Ausschlag gibt")
			} else {
				assert.Regexp(t, "Den Ausschlag gibt die Regel "+c.rule+`: [^<]+\.</p>`, page, "a sentence with its full stop")
			}
			assert.Contains(t, page, c.next)
			assert.Contains(t, page, `href="mailto:projekt-digitalegesellschaft@bsi.bund.de"`)
		})
	}
}

func TestReasonsSayForWhichGroupTheySpeak(t *testing.T) {
	_, page := selfCheck(t, "de", "kind", "political-party")
	for _, want := range []string{"Spricht gegen die Wissenschaft:", "Spricht gegen den Staat:", "Spricht für die organisierte Zivilgesellschaft:", "Spricht gegen die organisierte Zivilgesellschaft:"} {
		assert.Contains(t, page, want)
	}
	_, page = selfCheck(t, "en", unsure("kind", "other")...)
	assert.Contains(t, page, "Open for science:")
}

func TestOnlyTheFirstStepOfTheSelfCheckIntroducesItself(t *testing.T) {
	const intro, privacy, short = "lebt von fünf Gruppen", "keine Entscheidung", "Ihre Angaben werden nicht gespeichert."
	set, err := widget.New(widget.Config{})
	require.NoError(t, err)
	first := get(set, "/dfc/eligibility?lang=de").Body.String()
	assert.Contains(t, first, intro)
	assert.Contains(t, first, privacy)
	assert.Contains(t, first, "<title>Gehört Ihre Organisation dazu?</title>")
	assert.Contains(t, first, `<option value="">keine Angabe</option>`)
	assert.Contains(t, first, "wählen Sie „etwas anderes“", "the hint and the list say the same")

	code, page := selfCheck(t, "de", "kind", "registered-association")
	assert.Equal(t, http.StatusOK, code)
	assert.NotContains(t, page, intro)
	assert.NotContains(t, page, privacy)
	assert.Contains(t, page, short)
	question := between(page, "<legend>", "</legend>")
	assert.Contains(t, page, "<title>"+question+" – Gehört Ihre Organisation dazu?</title>")

	_, page = selfCheck(t, "de", "kind", "political-party")
	assert.Contains(t, page, "<title>Ergebnis – Gehört Ihre Organisation dazu?</title>")
}

func TestAMissingAnswerIsToldAtTheQuestion(t *testing.T) {
	code, page := selfCheck(t, "de", "kind", "registered-association", "fact", "state")
	assert.Equal(t, http.StatusUnprocessableEntity, code)
	set := between(page, "<fieldset", "</fieldset>")
	about := between(set, `aria-describedby="`, `"`)
	assert.Contains(t, set, `id="`+strings.Fields(about)[0]+`">Wählen Sie eine der Antworten.</p>`)
	assert.Equal(t, 3, strings.Count(set, `aria-invalid="true"`))
	assert.Contains(t, page, "<title>Fehler: ")
}
