package main

import (
	"encoding/json"
	"html"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAGoodFormIsAssessed(t *testing.T) {
	w := postForm(t, "de", good())
	assert.Equal(t, http.StatusOK, w.Code)
	assert.Contains(t, w.Body.String(), "Ihre Organisation gehört zur Gruppe „Wissenschaft“.")
	w = postForm(t, "en", good())
	assert.Contains(t, w.Body.String(), "Your organisation belongs to the group “science”.")
}

func TestEachFaultIsNamedInBothLanguages(t *testing.T) {
	long := strings.Repeat("Wort ", 101)
	for name, c := range map[string]struct{ field, value, de, en string }{
		"group":    {"group", "sport", "„sport“ ist bei „Gruppe“ nicht möglich: verlangt ist eine der fünf Gruppen", "“sport” is not possible for “Group”: one of the five groups"},
		"kind":     {"kind", "Verein", "bei „Art der Organisation“ nicht möglich: verlangt ist eine Art von Organisation", "for “Kind of organisation”: a kind of organisation"},
		"duration": {"months", "12", "„12“ ist bei „Geplante Dauer in Monaten“ nicht möglich: verlangt ist eine Dauer in Monaten", "“12” is not possible for “Planned duration in months”: a usual duration in months"},
		"day":      {"arrival", "12.11.2026", "bei „Tag der Anreise“ nicht möglich: verlangt ist ein Tag wie 2025-11-14", "for “Day of arrival”: a day such as 2025-11-14"},
		"e-mail":   {"email", "buero", "bei „E-Mail-Adresse“ nicht möglich: verlangt ist eine E-Mail-Adresse", "for “E-mail address”: an e-mail address"},
		"missing":  {"role", "", "„Ihre Rolle“ fehlt.", "“Your role” is missing."},
		"blanks":   {"role", " \t\u00a0", "„Ihre Rolle“ fehlt.", "“Your role” is missing."},
		"too long": {"idea", long, "„Wort Wort Wort Wort Wort Wort Wort Wort…“ ist bei „Idee für einen Workstream“ nicht möglich: verlangt sind höchstens 500 Zeichen",
			"“Wort Wort Wort Wort Wort Wort Wort Wort…” is not possible for “Idea for a workstream”: at most 500 characters"},
	} {
		t.Run(name, func(t *testing.T) {
			form, object := good(), goodJSON()
			form.Set(c.field, c.value)
			object[c.field] = c.value
			if c.field == "months" {
				object[c.field] = json.Number(c.value)
			}
			for lang, want := range map[string]string{"de": c.de, "en": c.en} {
				w := postForm(t, lang, form)
				assert.Equal(t, http.StatusUnprocessableEntity, w.Code)
				assert.Contains(t, w.Body.String(), want)
				assert.Contains(t, w.Body.String(), `href="#`+c.field+`"`)
				assert.Contains(t, w.Body.String(), html.EscapeString(strings.TrimSpace(c.value)), "what was entered is kept")
				assert.Contains(t, w.Body.String(), "Hochschule", "and so is the rest")

				status, wrong := postJSON(t, lang, encode(t, object))
				assert.Equal(t, http.StatusUnprocessableEntity, status)
				require.Len(t, wrong, 1)
				assert.Equal(t, c.field, wrong[0].Field, "by its name in the form, neither in Go nor on the page")
				assert.Contains(t, wrong[0].Message, want)
			}
		})
	}
}

// What is no number at all must not be lost while the form is read.
func TestMonthsThatAreNoNumberAreNamedAndKept(t *testing.T) {
	for _, value := range []string{"abc", "6.5", "6,5", "-3", "0", "99999999999999999999", "6 Monate"} {
		form := good()
		form.Set("months", value)
		w := postForm(t, "de", form)
		assert.Equal(t, http.StatusUnprocessableEntity, w.Code, value)
		assert.Contains(t, w.Body.String(), "„"+value+"“ ist bei „Geplante Dauer in Monaten“ nicht möglich: verlangt ist eine Dauer in Monaten")
		assert.Contains(t, w.Body.String(), `value="`+value+`"`)
	}
	for _, value := range []string{"", "3", "9", " 6 "} {
		form := good()
		form.Set("months", value)
		assert.Equal(t, http.StatusOK, postForm(t, "de", form).Code, value)
	}
}

// The page says what the tag judges by, in the policy's own numbers.
func TestTheHintNamesTheUsualMonths(t *testing.T) {
	for lang, want := range map[string]string{"de": "üblich sind 3 bis 9 Monate", "en": "3 to 9 months are usual"} {
		assert.Contains(t, send(t, http.MethodGet, "/?lang="+lang, "", "").Body.String(), want)
	}
}

func TestALineBreakIsOneCharacter(t *testing.T) {
	form := good()
	form.Set("idea", "Zeile\r\n"+strings.Repeat("x", 493)+"y") // 500 characters, as the browser sends them 501
	assert.Equal(t, http.StatusOK, postForm(t, "de", form).Code)
}

func TestMarkupInAnswersStaysText(t *testing.T) {
	form := good()
	form.Set("role", `"><script>alert(1)</script>`)
	form.Set("group", "sport")
	w := postForm(t, "de", form)
	assert.NotContains(t, w.Body.String(), "<script>")
	assert.Contains(t, w.Body.String(), "&lt;script&gt;", "and is kept")
}

// The struct, the table of its fields and their names in JSON are one list.
func TestEveryFieldHasOneName(t *testing.T) {
	var f form
	entries := f.entries()
	kind := reflect.TypeFor[form]()
	assert.Equal(t, kind.NumField(), len(entries))
	for i := range kind.NumField() {
		name := kind.Field(i).Tag.Get("form")
		assert.Equal(t, name, kind.Field(i).Tag.Get("json"))
		if assert.Contains(t, entries, name) {
			assert.Equal(t, reflect.ValueOf(&f).Elem().Field(i).Addr().Pointer(), reflect.ValueOf(entries[name]).Pointer())
		}
	}
}

func TestShortenedTextsAreOneShortLine(t *testing.T) {
	for in, want := range map[string]string{
		"kurz":                  "kurz",
		"zwei\n\n Zeilen":       "zwei Zeilen",
		strings.Repeat("ä", 40): strings.Repeat("ä", 40),
		strings.Repeat("ä", 41): strings.Repeat("ä", 39) + "…",
	} {
		assert.Equal(t, want, shorten(in))
	}
}
