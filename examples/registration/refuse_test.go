package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const asForm = "application/x-www-form-urlencoded"

func assertHeaders(t *testing.T, w *httptest.ResponseRecorder) {
	for name, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cache-Control": "no-store"} {
		assert.Equal(t, want, w.Header().Get(name))
	}
}

// Whoever is refused reads why, in their language, and has a way back.
func TestRefusalsArePagesInBothLanguages(t *testing.T) {
	for name, c := range map[string]struct {
		method, path string
		header       []string
		status       int
		de, en       string
	}{
		"no such page":         {http.MethodGet, "/nirgends", nil, http.StatusNotFound, "Nicht gefunden", "Not found"},
		"no such method":       {http.MethodDelete, "/", nil, http.StatusMethodNotAllowed, "So nicht möglich", "Not possible like this"},
		"form of another site": {http.MethodPost, "/", []string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden, "von einer anderen Website", "from another website"},
	} {
		t.Run(name, func(t *testing.T) {
			for lang, want := range map[string]string{"de": c.de, "en": c.en} {
				w := send(t, c.method, c.path, asForm, good().Encode(), append(c.header, "Accept-Language", lang)...)
				assert.Equal(t, c.status, w.Code)
				assertHeaders(t, w)
				assert.Contains(t, w.Body.String(), want)
				assert.Contains(t, w.Body.String(), `<html lang="`+lang+`">`)
				assert.Contains(t, w.Body.String(), `<a href="/?lang=`+lang+`">`)
			}
		})
	}
	assert.Equal(t, "GET, HEAD, POST", send(t, http.MethodDelete, "/", "", "").Header().Get("Allow"))
}

func TestProgramsAreRefusedInJSON(t *testing.T) {
	for path, status := range map[string]int{"/api/registrations": http.StatusMethodNotAllowed, "/api/nirgends": http.StatusNotFound} {
		w := send(t, http.MethodGet, path, "", "")
		assert.Equal(t, status, w.Code)
		assert.Contains(t, w.Body.String(), `{"errors":[{"field":"","message":"`)
		assertHeaders(t, w)
	}
	w := send(t, http.MethodPost, "/api/registrations", "text/plain", encode(t, goodJSON()), "Sec-Fetch-Site", "cross-site")
	assert.Equal(t, http.StatusForbidden, w.Code)
	assert.Contains(t, w.Body.String(), `"errors"`)
}

func TestFormsThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		body   string
		status int
		want   string
	}{
		"too large":   {"idea=" + strings.Repeat("x", 70<<10), http.StatusRequestEntityTooLarge, "zu umfangreich"},
		"not UTF-8":   {"role=%ff&organisation=x&kind=university&group=science", http.StatusBadRequest, "nicht lesbar"},
		"bad percent": {"role=%zz", http.StatusBadRequest, "nicht lesbar"},
	} {
		t.Run(name, func(t *testing.T) {
			w := send(t, http.MethodPost, "/?lang=de", asForm, c.body)
			assert.Equal(t, c.status, w.Code)
			assert.Contains(t, w.Body.String(), c.want)
			assert.Contains(t, w.Body.String(), "<form", "there is a form to fill in once more")
			assertHeaders(t, w)
		})
	}
	status, wrong := postJSON(t, "en", `{"idea":"`+strings.Repeat("x", 70<<10)+`"}`)
	assert.Equal(t, http.StatusRequestEntityTooLarge, status)
	assert.Contains(t, wrong[0].Message, "too long")
}

func TestHEADIsAnsweredAsGET(t *testing.T) {
	for _, path := range []string{"/", "/style.css"} {
		w := send(t, http.MethodHead, path, "", "")
		assert.Equal(t, http.StatusOK, w.Code, path)
		assertHeaders(t, w)
	}
}

func TestAPanicIsAPage(t *testing.T) {
	out := gin.DefaultErrorWriter
	gin.DefaultErrorWriter = &bytes.Buffer{}
	t.Cleanup(func() { gin.DefaultErrorWriter = out })
	h, err := newHandler()
	require.NoError(t, err)
	r := h.(*gin.Engine)
	r.GET("/panic", func(*gin.Context) { panic("x") })
	w := httptest.NewRecorder()
	r.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/panic?lang=en", nil))
	assert.Equal(t, http.StatusInternalServerError, w.Code)
	assert.Contains(t, w.Body.String(), "it is not your fault")
	assertHeaders(t, w)
}

func FuzzForm(f *testing.F) {
	f.Add(good().Encode())
	f.Add("months=-1&group=%00&kind=%ff")
	h := handler(f)
	f.Fuzz(func(t *testing.T, body string) {
		for path, kind := range map[string]string{"/": asForm, "/api/registrations": "application/json"} {
			r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
			r.Header.Set("Content-Type", kind)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code >= 500 || bytes.Contains(w.Body.Bytes(), []byte("<script")) {
				t.Fatal(w.Code, w.Body.String())
			}
		}
	})
}
