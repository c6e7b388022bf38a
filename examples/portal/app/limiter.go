package app

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// A limiter counts the wrong codes that an address sends. Right ones always pass: many
// people at a Denkwerkstatt share an address, and one of them must not lock out the others.
type limiter struct {
	now   func() time.Time
	mu    sync.Mutex
	since time.Time
	tries map[string]int
}

// maxFailures is how many wrong codes an address may send in a minute. With 100 bits this
// is about load, not about guessing.
const maxFailures = 10

func newLimiter(now func() time.Time) *limiter { return &limiter{now: now, tries: map[string]int{}} }

// failed counts a wrong code, and reports whether there were too many.
func (l *limiter) failed(r *http.Request) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now := l.now(); now.Sub(l.since) > time.Minute {
		l.since, l.tries = now, map[string]int{}
	}
	l.tries[address(r)]++
	return l.tries[address(r)] > maxFailures
}

func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
