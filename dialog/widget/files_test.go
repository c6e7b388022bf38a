package widget_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// The other forms of a result, as programs get them.
func TestAResultAsFilesIsWhatTheCountSays(t *testing.T) {
	c := ballot.Contest{Method: ballot.Approval, Seats: 1, Merge: 3, Options: []ballot.Option{{ID: "a", Name: "=cmd|' /C calc'!A0"}, {ID: "b", Name: "Zwei, \"drei\""}},
		Groups: []ballot.Group{{ID: "science"}, {ID: "business"}, {ID: "government"}}}
	set := show(t, 0, c, cast{4, ballot.Choose(0).In(0)}, cast{1, ballot.Choose(1).In(1)}, cast{2, ballot.Choose(0, 1).In(2)})
	for path, want := range map[string]struct{ contentType, body string }{
		"results/x.csv": {"text/csv; charset=utf-8", "option,name,science,business+government,votes,elected\n" +
			"a,'=cmd|' /C calc'!A0,4,2,6,true\nb,\"Zwei, \"\"drei\"\"\",0,3,3,false\n"},
		"results/x.json": {"application/json; charset=utf-8", ""},
		"results/x.svg":  {"image/svg+xml", ""},
	} {
		w := get(set, "/dfc/"+path)
		require.Equal(t, http.StatusOK, w.Code, path)
		assert.Equal(t, want.contentType, w.Header().Get("Content-Type"), path)
		if want.body != "" {
			assert.Equal(t, want.body, w.Body.String(), path)
		}
	}
	r, differences, err := ballot.Recheck(get(set, "/dfc/results/x.json").Body.Bytes())
	require.NoError(t, err)
	assert.Empty(t, differences, "the record counts to what it says")
	assert.Equal(t, []int{0}, r.Elected)
}

// Every address takes its methods and no others.
func TestEveryAddressTakesItsMethodsAlone(t *testing.T) {
	e := newElection(t)
	for path, allowed := range map[string]string{
		"/dfc/results/ws": "GET, HEAD", "/dfc/results/ws.csv": "GET, HEAD", "/dfc/committee/x": "GET, HEAD", "/dfc/timeline/x": "GET, HEAD", "/dfc/findings/x": "GET, HEAD",
		"/dfc/fragment/results/ws": "GET, HEAD", "/dfc/ballot/ws": "GET, HEAD, POST", "/dfc/ballot/ws/check": "GET, HEAD, POST", "/dfc/ballot/ws/cast": "POST",
		"/dfc/ballot/ws/receipt": "GET, HEAD", "/dfc/eligibility": "GET, HEAD, POST", "/dfc/dfc.js": "GET, HEAD",
	} {
		for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions, http.MethodPost, http.MethodGet} {
			r := request(path, "")
			r.Method = method
			w := do(e.set, r)
			refused := w.Code == http.StatusMethodNotAllowed
			taken := method == http.MethodPost && allowed != "GET, HEAD" || method == http.MethodGet && allowed != "POST"
			assert.Equal(t, !taken, refused, "%s %s: %d", method, path, w.Code)
			if refused {
				assert.Equal(t, allowed, w.Header().Get("Allow"), path)
			}
		}
	}
}
