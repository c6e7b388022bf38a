package box

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"strings"
)

// credentialBytes is the length of a credential: 128 random bits.
const credentialBytes = 16

// A Credential lets one person vote once. It is shown once, to that person only, and
// whoever has it can vote; its text is made to be read from paper:
//
//	7QK2-XV0M-…  seven groups of four of the 32 characters 0-9 and A-Z without I, L, O, U
//
// The last two characters are a checksum, so that mistakes in typing are told apart from
// credentials that are not good. It does not print itself by accident: package fmt shows
// "credential"; [Credential.Reveal] returns the text.
type Credential struct {
	bytes [credentialBytes]byte
}

// symbols are those of Crockford's base 32.
const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	credentialSymbols = 26 // 130 bits, the first two of them 0
	checkSymbols      = 2
	// checkModulus is the largest prime that fits two symbols. One wrong symbol changes the
	// number by less than 32 times a power of 32, and two neighbours that are exchanged by 31
	// times that: neither is a multiple of the prime, so both are always noticed.
	checkModulus = 1021
)

func newCredential() (c Credential) {
	_, _ = rand.Read(c.bytes[:]) // never fails, see there
	return c
}

// String returns "credential", so that logs do not hold what lets people vote.
func (Credential) String() string { return "credential" }

// GoString returns "credential", too.
func (Credential) GoString() string { return "credential" }

// Reveal returns the text of the credential, to be shown to its person.
func (c Credential) Reveal() string {
	plain := c.plain()
	var b strings.Builder
	for i := 0; i < len(plain); i += 4 {
		if i > 0 {
			b.WriteByte('-')
		}
		b.WriteString(plain[i : i+4])
	}
	return b.String()
}

// plain is the text without hyphens.
func (c Credential) plain() string {
	var out [credentialSymbols + checkSymbols]byte
	n := new(big.Int).SetBytes(c.bytes[:])
	for i := credentialSymbols - 1; i >= 0; i-- {
		out[i] = symbols[n.Uint64()&31]
		n.Rsh(n, 5)
	}
	check := new(big.Int).Mod(new(big.Int).SetBytes(c.bytes[:]), big.NewInt(checkModulus)).Uint64()
	out[credentialSymbols] = symbols[check>>5]
	out[credentialSymbols+1] = symbols[check&31]
	return string(out[:])
}

// ParseCredential reads the text of a credential as people type it: in either case,
// with or without hyphens and spaces, O for 0 and I or L for 1. It fails with
// [ErrCredential] where the text cannot be one, and does not quote it.
func ParseCredential(text string) (Credential, error) {
	var c Credential
	n, count := new(big.Int), 0
	var tail string
	for _, r := range text {
		if r == '-' || r == ' ' {
			continue
		}
		v, ok := symbolOf(r)
		if !ok {
			return c, fmt.Errorf("%w: it has a character that credentials do not have, at place %d", ErrCredential, count+1)
		}
		if count < credentialSymbols {
			n.Or(n.Lsh(n, 5), big.NewInt(int64(v)))
		} else {
			tail += symbols[v : v+1]
		}
		if count++; count > credentialSymbols+checkSymbols {
			break
		}
	}
	if count != credentialSymbols+checkSymbols || n.BitLen() > 8*credentialBytes {
		return c, fmt.Errorf("%w: it has not the %d characters of a credential", ErrCredential, credentialSymbols+checkSymbols)
	}
	n.FillBytes(c.bytes[:])
	if plain := c.plain(); plain[credentialSymbols:] != tail {
		return Credential{}, fmt.Errorf("%w: a character is mistyped", ErrCredential)
	}
	return c, nil
}

// symbolOf is the value of a character.
func symbolOf(r rune) (int, bool) {
	switch {
	case r >= 'a' && r <= 'z':
		r -= 'a' - 'A'
	case r > 'z':
		return 0, false
	}
	switch r {
	case 'O':
		r = '0'
	case 'I', 'L':
		r = '1'
	}
	i := strings.IndexRune(symbols, r)
	return i, i >= 0
}
