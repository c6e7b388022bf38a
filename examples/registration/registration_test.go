package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/examples/internal/browser"
)

// TestMain is the program itself where a test starts it so, see TestASecondCtrlCEndsAtOnce.
func TestMain(m *testing.M) {
	if os.Getenv("REGISTRATION_PROGRAM") != "" {
		main()
		return
	}
	browser.Main(m)
}

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

// goodJSON is the same for programs.
func goodJSON() map[string]any {
	out := map[string]any{}
	for name, values := range good() {
		out[name] = values[0]
	}
	out["months"] = 6
	return out
}

func send(t testing.TB, method, path, contentType, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, r)
	return w
}

func postForm(t testing.TB, lang string, form url.Values) *httptest.ResponseRecorder {
	return send(t, http.MethodPost, "/?lang="+lang, "application/x-www-form-urlencoded", form.Encode())
}

// postJSON returns the status and the faults.
func postJSON(t testing.TB, lang, body string) (int, []fault) {
	w := send(t, http.MethodPost, "/api/registrations?lang="+lang, "application/json", body)
	var answer struct{ Errors []fault }
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &answer), w.Body.String())
	return w.Code, answer.Errors
}

func encode(t testing.TB, v any) string {
	data, err := json.Marshal(v)
	require.NoError(t, err)
	return string(data)
}
