package widget

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"
)

// A sealer makes values that visitors can keep and only servers of this host can make and
// read.
type sealer struct {
	aead cipher.AEAD
	now  func() time.Time
}

// newSealer derives the key from the host's secret; without one it is drawn, and what is
// sealed does not survive a restart.
func newSealer(secret []byte, now func() time.Time) *sealer {
	if len(secret) == 0 {
		secret = make([]byte, 32)
		_, _ = rand.Read(secret) // crypto/rand does not fail
	}
	key := sha256.Sum256(append([]byte("dfc widget seal\x00"), secret...))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic("widget: newSealer: " + err.Error()) // the length of the key is right
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic("widget: newSealer: " + err.Error())
	}
	return &sealer{aead, now}
}

// timeBytes is the length of the time until which a value is good.
const timeBytes = 8

// seal seals a text for a while. The first word of bound says what for, so that a value
// for one purpose is none for another; the others say to what it belongs.
func (s *sealer) seal(text string, d time.Duration, bound ...string) string {
	plain := binary.BigEndian.AppendUint64(make([]byte, 0, timeBytes+len(text)), uint64(s.now().Add(d).Unix()))
	nonce := make([]byte, s.aead.NonceSize())
	_, _ = rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, append(plain, text...), fmt.Appendf(nil, "%q", bound)))
}

// open is the inverse of seal, with the time that is left; false for anything else.
func (s *sealer) open(value string, bound ...string) (text string, left time.Duration, ok bool) {
	data, err := base64.RawURLEncoding.DecodeString(value)
	if n := s.aead.NonceSize(); err == nil && len(data) >= n {
		data, err = s.aead.Open(nil, data[:n], data[n:], fmt.Appendf(nil, "%q", bound))
	}
	if err != nil || len(data) < timeBytes {
		return "", 0, false
	}
	left = time.Unix(int64(binary.BigEndian.Uint64(data)), 0).Sub(s.now())
	return string(data[timeBytes:]), left, left >= 0
}
