package widget

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"sync"
	"time"
)

// repeatTime is for how long a form that is sent again gets the receipt of the first time.
const repeatTime = 10 * time.Minute

// casts makes a ballot that is sent twice, by a double click or a repeated request, one
// that is cast once: the second gets the answer of the first. It holds receipts for ten
// minutes, in memory only, under a salted hash of voter and form, so that nothing that
// stays joins people with receipts. Other servers and a restart know nothing of it: there,
// the box refuses the second.
type casts struct {
	now  func() time.Time
	salt [32]byte

	mu    sync.Mutex
	known map[[32]byte]*cast
	queue []*cast // of those that have succeeded, in the order in which they expire
}

type cast struct {
	key     [32]byte
	until   time.Time
	done    chan struct{}
	receipt string
	err     error
}

func newCasts(now func() time.Time) *casts {
	c := &casts{now: now, known: map[[32]byte]*cast{}}
	_, _ = rand.Read(c.salt[:]) // crypto/rand does not fail
	return c
}

// newKey draws the key of a form.
func newKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// goodKey reports whether a form has a key as newKey draws them.
func goodKey(key string) bool {
	b, err := base64.RawURLEncoding.DecodeString(key)
	return err == nil && len(b) == 16
}

// once runs do, or returns what it returned for the same box, voter and key. What failed
// can be tried again.
func (c *casts) once(ctx context.Context, id, voter, key string, do func() (string, error)) (string, error) {
	h := sha256.New()
	h.Write(c.salt[:])
	for _, part := range []string{id, voter, key} {
		sum := sha256.Sum256([]byte(part))
		h.Write(sum[:])
	}
	mine := &cast{key: [32]byte(h.Sum(nil)), done: make(chan struct{})}

	c.mu.Lock()
	c.forget()
	if other, ok := c.known[mine.key]; ok {
		c.mu.Unlock()
		select {
		case <-other.done:
			return other.receipt, other.err
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
	c.known[mine.key] = mine
	c.mu.Unlock()

	mine.err = context.Canceled // what others see where do panics
	defer c.end(mine)
	mine.receipt, mine.err = do()
	return mine.receipt, mine.err
}

// end keeps what was cast for ten minutes, forgets what was not, and lets go who waits.
func (c *casts) end(mine *cast) {
	c.mu.Lock()
	if mine.err == nil {
		mine.until = c.now().Add(repeatTime)
		c.queue = append(c.queue, mine)
	} else {
		delete(c.known, mine.key)
	}
	c.mu.Unlock()
	close(mine.done)
}

// forget drops what is older than that.
func (c *casts) forget() {
	now := c.now()
	n := 0
	for n < len(c.queue) && now.After(c.queue[n].until) {
		delete(c.known, c.queue[n].key)
		n++
	}
	c.queue = c.queue[n:]
}
