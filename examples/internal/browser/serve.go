package browser

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// Site is a server under two names. Each is a site of its own to a browser, as two domains
// are; neither needs TLS, because localhost counts as secure.
type Site struct {
	// A and B are origins like http://a.localhost:1234.
	A, B string
}

// Serve starts a server that is closed at the end of the test.
func Serve(t testing.TB, handler http.Handler) Site {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	address, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return Site{"http://a.localhost:" + address.Port(), "http://b.localhost:" + address.Port()}
}
