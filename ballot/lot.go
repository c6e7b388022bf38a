package ballot

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/big"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// A Lot (Losentscheid) is one drawing for the whole contest: an order of all
// options. Of options tied for a seat the first in the order is elected; of options
// tied for going out the last goes. It is drawn when the ballots are fixed.
type Lot struct {
	// Order has the index of every option once.
	Order []int `json:"order"`
	// How the order came about. By hand, Key says what was drawn.
	How LotMethod `json:"how"`
	Key string    `json:"key,omitempty"`
}

// A LotMethod says how a lot order is drawn. The zero value is by hand.
type LotMethod uint8

// The ways to draw.
const (
	ByHand     LotMethod = iota // drawn elsewhere, and written down
	RFC3797                     // RFC 3797 with SHA-256 in the place of MD5
	RFC3797MD5                  // RFC 3797 to the letter, to reproduce its vectors
)

var lotMethods = enum.New("lot", ByHand, "by-hand", "rfc3797-sha256", "rfc3797-md5")

// String returns the text form, such as "rfc3797-sha256".
func (m LotMethod) String() string { return lotMethods.Name(m) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (m LotMethod) MarshalText() ([]byte, error) { return lotMethods.Marshal(m) }

// UnmarshalText reads a text form.
func (m *LotMethod) UnmarshalText(text []byte) error { return lotMethods.Unmarshal(text, m) }

// TextKey returns the key of the way in package i18n.
func (m LotMethod) TextKey() string { return "ballot.lot." + m.String() }

// MaxLotKey is the length of the key of a drawing, in bytes. Each selection hashes it.
const MaxLotKey = 4096

// DrawLot draws an order of n options from a key after RFC 3797, with the options
// in the order of the contest as the pool. The key is what [LotKey] makes of the
// public numbers.
func DrawLot(key string, n int, how LotMethod) (*Lot, error) {
	if how != RFC3797 && how != RFC3797MD5 {
		return nil, fmt.Errorf("%w: cannot draw %s", ErrLot, how)
	}
	if n < 0 || n > MaxOptions {
		return nil, fmt.Errorf("%w: %d options (want 0 to %d)", ErrLot, n, MaxOptions)
	}
	if len(key) > MaxLotKey {
		return nil, fmt.Errorf("%w: key of %d bytes (want at most %d)", ErrLot, len(key), MaxLotKey)
	}
	l := &Lot{Order: make([]int, 0, n), How: how, Key: key}
	pool := make([]int, n)
	for i := range pool {
		pool[i] = i
	}
	for i := range n {
		k := draw(key, i, n-i, how)
		l.Order = append(l.Order, pool[k])
		pool = append(pool[:k], pool[k+1:]...)
	}
	return l, nil
}

// draw is one selection (RFC 3797, section 4.2): the hash of the index in two bytes,
// the key, and the index again, taken as a number modulo what is left in the pool.
func draw(key string, i, left int, how LotMethod) int {
	var index [2]byte
	binary.BigEndian.PutUint16(index[:], uint16(i))
	text := string(index[:]) + key + string(index[:])
	hash := sha256.Sum256([]byte(text))
	sum := hash[:]
	if how == RFC3797MD5 {
		old := md5.Sum([]byte(text))
		sum = old[:]
	}
	k := new(big.Int).Mod(new(big.Int).SetBytes(sum), big.NewInt(int64(left)))
	return int(k.Int64())
}

// LotKey makes the key of a drawing from public sources of chance, each a line of
// numbers (RFC 3797, section 4.1): numbers of a source end with ".", sources with
// "/". Where several numbers come without an order of their own, sort them first.
func LotKey(sources ...[]uint64) string {
	var b strings.Builder
	for _, numbers := range sources {
		for _, n := range numbers {
			fmt.Fprintf(&b, "%d.", n)
		}
		b.WriteByte('/')
	}
	return b.String()
}

// Check reports whether the lot is an order of n options, and what its key draws.
func (l *Lot) Check(n int) error {
	_, err := l.positions(n)
	return err
}

// positions returns the place of each option in the order, or an error when the
// order is no permutation. A drawn lot must be what its key yields.
func (l *Lot) positions(n int) ([]int, error) {
	if len(l.Order) != n {
		return nil, fmt.Errorf("%w: %d places for %d options", ErrLot, len(l.Order), n)
	}
	at := make([]int, n)
	for i := range at {
		at[i] = -1
	}
	for place, o := range l.Order {
		if o < 0 || o >= n || at[o] >= 0 {
			return nil, fmt.Errorf("%w: place %d", ErrLot, place+1)
		}
		at[o] = place
	}
	if l.How == ByHand {
		return at, nil
	}
	drawn, err := DrawLot(l.Key, n, l.How)
	if err != nil {
		return nil, err
	}
	for place, o := range drawn.Order {
		if l.Order[place] != o {
			return nil, fmt.Errorf("%w: place %d is not what the key %q draws", ErrLot, place+1, clip(l.Key))
		}
	}
	return at, nil
}
