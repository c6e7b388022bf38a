package ballot

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
)

// A Digest is a SHA-256 hash of a canonical encoding. Its text form has 64 digits
// in hexadecimal.
type Digest [sha256.Size]byte

// String returns the text form.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText writes the text form.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the text form, in lower case only.
func (d *Digest) UnmarshalText(text []byte) error {
	var v Digest
	if len(text) == hex.EncodedLen(len(v)) { // [hex.Decode] writes beyond its target otherwise
		_, _ = hex.Decode(v[:], text)
	}
	if v.String() != string(text) {
		return fmt.Errorf("%w: %q is no digest of 64 digits 0 to 9 and a to f", ErrMalformed, clip(string(text)))
	}
	*d = v
	return nil
}

// Canonical returns the canonical encoding of the contest: its JSON form without
// white space, fields in the order of the type, absent where they have their zero
// value, characters beyond ASCII and <, >, & unescaped. It fails when the contest
// contradicts itself.
func (c *Contest) Canonical() ([]byte, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	return canonicalJSON(c)
}

func canonicalJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Digest names the contest: the SHA-256 hash of its canonical encoding. Of a contest
// that contradicts itself it is zero.
func (c *Contest) Digest() Digest {
	b, err := c.Canonical()
	if err != nil {
		return Digest{}
	}
	return sha256.Sum256(b)
}

// ReadContest reads a contest as JSON, in any layout, and validates it. Fields that
// do not exist are refused.
func ReadContest(r io.Reader) (*Contest, error) {
	c := new(Contest)
	if err := readJSON(r, c); err != nil {
		return nil, err
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	return c, nil
}

// DecodeContest is the inverse of [Contest.Canonical]: it reads the canonical
// encoding and nothing else.
func DecodeContest(b []byte) (*Contest, error) {
	c, err := ReadContest(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	if again, err := c.Canonical(); err != nil || !bytes.Equal(again, b) {
		return nil, fmt.Errorf("%w: contest is not in its canonical encoding", ErrMalformed)
	}
	return c, nil
}
