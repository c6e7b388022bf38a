package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

func handler(t testing.TB) http.Handler {
	h, err := newHandler()
	require.NoError(t, err)
	return h
}

// good is a form without faults.
func good() url.Values {
	return url.Values{"role": {"Delegierte der Wissenschaft"}, "organisation": {"Hochschule"}, "kind": {"university"}, "group": {"science"},
		"email": {"buero@example.org"}, "arrival": {"2026-11-12"}, "idea": {"Ein Leitfaden"}, "months": {"6"}}
}

func post(t testing.TB, path, contentType, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, r)
	return w
}

const asForm = "application/x-www-form-urlencoded"

func TestAGoodFormIsAssessed(t *testing.T) {
	w := post(t, "/?lang=de", asForm, good().Encode())
	assert.Equal(t, http.StatusOK, w.Code)
	assert.Contains(t, w.Body.String(), "Ihre Organisation gehört zur Gruppe „Wissenschaft“.")
	w = post(t, "/?lang=en", asForm, good().Encode())
	assert.Contains(t, w.Body.String(), "Your organisation belongs to the group “science”.")
}

func TestEachFaultIsNamedInBothLanguages(t *testing.T) {
	for name, c := range map[string]struct{ field, value, de, en string }{
		"group":    {"group", "sport", "verlangt ist eine der fünf Gruppen", "one of the five groups"},
		"kind":     {"kind", "Verein", "verlangt ist eine Art von Organisation", "kind of organisation"},
		"duration": {"months", "12", "verlangt ist eine Dauer in Monaten", "duration in months"},
		"day":      {"arrival", "12.11.2026", "verlangt ist ein Tag wie 2025-11-14", "a day such as 2025-11-14"},
		"e-mail":   {"email", "buero", "verlangt ist eine E-Mail-Adresse", "e-mail address"},
		"missing":  {"role", "", "„role“ fehlt", "“role” is missing"},
		"too long": {"organisation", strings.Repeat("x", 201), "höchstens 200 Zeichen", "at most 200 characters"},
	} {
		t.Run(name, func(t *testing.T) {
			form := good()
			form.Set(c.field, c.value)
			for lang, want := range map[string]string{"de": c.de, "en": c.en} {
				w := post(t, "/?lang="+lang, asForm, form.Encode())
				assert.Equal(t, http.StatusUnprocessableEntity, w.Code)
				assert.Contains(t, w.Body.String(), want)
				assert.Contains(t, w.Body.String(), `href="#`+c.field+`"`)
				assert.Contains(t, w.Body.String(), "buero", "what was entered is kept")

				body := map[string]any{}
				for k := range form {
					body[k] = form.Get(k)
				}
				body["months"] = json.Number(form.Get("months"))
				data, err := json.Marshal(body)
				require.NoError(t, err)
				w = post(t, "/api/registrations?lang="+lang, "application/json", string(data))
				assert.Equal(t, http.StatusUnprocessableEntity, w.Code)
				var answer struct{ Errors []fault }
				require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answer))
				require.Len(t, answer.Errors, 1)
				assert.Equal(t, c.field, answer.Errors[0].Field, "by its name in the form, not in Go")
				assert.Contains(t, answer.Errors[0].Message, want)
			}
		})
	}
}

func TestBadRequestsAreRefused(t *testing.T) {
	assert.Equal(t, http.StatusForbidden, post(t, "/", asForm, good().Encode(), "Sec-Fetch-Site", "cross-site").Code)
	assert.Equal(t, http.StatusRequestEntityTooLarge, post(t, "/", asForm, "idea="+strings.Repeat("x", 70<<10)).Code)
	assert.Equal(t, http.StatusBadRequest, post(t, "/", asForm, "role=%ff&organisation=x&kind=university&group=science").Code)
	assert.Equal(t, http.StatusUnprocessableEntity, post(t, "/api/registrations", "application/json", "{").Code)
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, httptest.NewRequest(http.MethodDelete, "/", nil))
	assert.Equal(t, http.StatusMethodNotAllowed, w.Code)
	for name, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"} {
		assert.Equal(t, want, w.Header().Get(name))
	}
}

func TestMarkupInAnswersStaysText(t *testing.T) {
	form := good()
	form.Set("role", `"><script>alert(1)</script>`)
	form.Set("group", "sport")
	w := post(t, "/", asForm, form.Encode())
	assert.NotContains(t, w.Body.String(), "<script>")
	assert.Contains(t, w.Body.String(), "&lt;script&gt;", "and is kept")
}

func TestBothLanguagesHaveAllTexts(t *testing.T) {
	own, err := loadTexts()
	require.NoError(t, err)
	assert.Equal(t, slices.Sorted(maps.Keys(own["de"])), slices.Sorted(maps.Keys(own["en"])))
}

func FuzzForm(f *testing.F) {
	f.Add(good().Encode())
	f.Add("months=-1&group=%00&kind=%ff")
	h := handler(f)
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", asForm)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= 500 || bytes.Contains(w.Body.Bytes(), []byte("<script")) {
			t.Fatal(w.Code, w.Body.String())
		}
	})
}

func TestMain(m *testing.M) { browser.Main(m) }

func TestThePageIsAccessible(t *testing.T) {
	site := browser.Serve(t, handler(t))
	for _, o := range []browser.Options{{Language: "de"}, {Language: "en", Dark: true, Width: 320, NoScript: true}} {
		tab := browser.Start(t).Tab(t, o)
		tab.Open(site.A + "/")
		tab.Axe(t).NoViolations(t)
		tab.Click("button")
		assert.Contains(t, tab.Focused().HTML, "errors")
		tab.Axe(t).NoViolations(t)
		assert.Empty(t, tab.Overflow())
		tab.Quiet("status of 4")
	}
}
