package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Both ports are drawn by the system, and known before anything is printed.
func TestItServesBothUntilItIsToldToEnd(t *testing.T) {
	ctx, end := context.WithCancel(context.Background())
	defer end()
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, "127.0.0.1:0", "127.0.0.1:0", in) }()
	r := bufio.NewReader(out)
	first, err := r.ReadString('\n')
	require.NoError(t, err)
	go func() { _, _ = io.Copy(io.Discard, r) }()
	_, address, found := strings.Cut(strings.TrimSpace(first), ": ")
	require.True(t, found)
	site := strings.TrimSuffix(strings.Replace(address, "b.localhost", "127.0.0.1", 1), "/")
	body := get(t, site+"/de/both")
	_, rest, found := strings.Cut(body, "http://a.localhost:")
	require.True(t, found)
	port, _, _ := strings.Cut(rest, "/")
	assert.NotEqual(t, "0", port, "the origin has the port that there is")
	assert.Contains(t, get(t, "http://127.0.0.1:"+port+"/dfc/results/ws-2025?lang=de"), "Gewählt sind")
	assert.Contains(t, get(t, site+"/de/include"), "Gewählt sind")
	end()
	assert.NoError(t, <-ended, "an end that was asked for is no error")
}

func get(t *testing.T, url string) string {
	res, err := http.Get(url)
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, res.StatusCode, url)
	return string(body)
}

func TestNothingIsAnnouncedThatDoesNotListen(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	addr := taken.Addr().String()
	for name, c := range map[string]struct{ widgets, site string }{
		"the widgets' address is taken": {addr, "127.0.0.1:0"},
		"the site's address is taken":   {"127.0.0.1:0", addr},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			require.Error(t, run(t.Context(), c.widgets, c.site, &out))
			assert.Empty(t, out.String())
		})
	}
	require.NoError(t, taken.Close())
	t.Run("one address for both", func(t *testing.T) {
		var out strings.Builder
		require.Error(t, run(t.Context(), addr, addr, &out))
		assert.Empty(t, out.String())
	})
}

func TestAServerThatFailsEndsTheProgram(t *testing.T) {
	widgets, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	site, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, site.Close()) // Serve fails at once
	assert.ErrorIs(t, serve(t.Context(), widgets, site, io.Discard), net.ErrClosed)
	_, err = net.Dial("tcp", widgets.Addr().String())
	assert.Error(t, err, "the other server has ended, too")
}
