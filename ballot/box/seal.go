package box

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// A sealer encrypts the entries of the journal. Each compartment has its own key, so
// that the two cannot be exchanged, and every entry is bound to its box and its number,
// so that entries can be neither moved nor brought back from another box. Nonces are
// random: an entry that failed may be written again with other content under the same
// number, which a counter as nonce would not survive.
type sealer struct {
	box           []byte
	roll, ballots cipher.AEAD
	credentials   []byte // key of the hashes of credentials
}

// keyLength is the length of the journal's and the election's key, in bytes.
const keyLength = 32

func newSealer(secret, box []byte) (*sealer, error) {
	s := &sealer{box: box}
	for _, part := range []struct {
		name string
		aead *cipher.AEAD
	}{{"roll", &s.roll}, {"ballots", &s.ballots}} {
		key, err := hkdf.Key(sha256.New, secret, box, "dfc-box-journal-1 "+part.name, keyLength)
		if err != nil {
			return nil, err
		}
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, err
		}
		if *part.aead, err = cipher.NewGCMWithRandomNonce(block); err != nil {
			return nil, err
		}
	}
	var err error
	s.credentials, err = hkdf.Key(sha256.New, secret, box, "dfc-box-credentials-1", keyLength)
	return s, err
}

// bound is the additional data of entry n.
func (s *sealer) bound(n uint64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte(nil), s.box...), n)
}

func (s *sealer) seal(n uint64, e Entry) Entry {
	return Entry{
		Roll:    s.roll.Seal(nil, nil, e.Roll, s.bound(n)),
		Ballots: s.ballots.Seal(nil, nil, e.Ballots, s.bound(n)),
	}
}

// open is the inverse of seal.
func (s *sealer) open(n uint64, e Entry) (out Entry, err error) {
	if out.Roll, err = s.roll.Open(nil, nil, e.Roll, s.bound(n)); err == nil {
		out.Ballots, err = s.ballots.Open(nil, nil, e.Ballots, s.bound(n))
	}
	if err != nil {
		return out, fmt.Errorf("%w: journal entry %d does not open with the journal key", ErrDamaged, n)
	}
	return out, nil
}

// hash is the keyed hash under which a credential is known.
func (s *sealer) hash(c *[credentialBytes]byte) (h [32]byte) {
	m := hmac.New(sha256.New, s.credentials)
	m.Write(c[:])
	m.Sum(h[:0])
	return h
}
