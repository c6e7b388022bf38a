package ballot

import (
	"math/big"
	"math/bits"
)

// A sum128 is a sum of products of a number of ballots and a small number. With at
// most 2⁶² ballots ([MaxBallots]) and factors below 2³² it stays below 2⁹⁴: nothing
// wraps.
type sum128 struct{ hi, lo uint64 }

// addProduct adds n·k.
func (s *sum128) addProduct(n, k uint64) {
	hi, lo := bits.Mul64(n, k)
	var carry uint64
	s.lo, carry = bits.Add64(s.lo, lo, 0)
	s.hi += hi + carry
}

// big returns the sum as a whole number.
func (s sum128) big() *big.Int {
	b := new(big.Int).SetUint64(s.hi)
	return b.Add(b.Lsh(b, 64), new(big.Int).SetUint64(s.lo))
}

// isZero reports whether nothing was added.
func (s sum128) isZero() bool { return s.hi == 0 && s.lo == 0 }

// cmp compares two sums.
func (s sum128) cmp(t sum128) int {
	if s.hi != t.hi {
		return compareUint(s.hi, t.hi)
	}
	return compareUint(s.lo, t.lo)
}
