package verify

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// ErrKey is wrapped by errors about texts that are no key.
var ErrKey = errors.New("not a key")

// keyAlgorithm stands before the key in its text: ECDSA with SHA-256 (C2SP, signed-note).
const keyAlgorithm = 2

// keyLength is the length of a P-256 key as SubjectPublicKeyInfo in DER, in bytes.
const keyLength = 91

// A Key checks the signatures of a box or a witness: ECDSA on P-256 with SHA-256. It
// is a [note.Verifier], so that package note reads our statements, too.
type Key struct {
	name   string
	hash   uint32
	text   string
	public *ecdsa.PublicKey
}

var _ note.Verifier = (*Key)(nil)

// NewKey names a public key. A name has 1 to 64 characters of ASCII without spaces and
// "+"; it fails with [ErrKey] otherwise, or for a key of another curve.
func NewKey(name string, public *ecdsa.PublicKey) (*Key, error) {
	if !isKeyName(name) {
		return nil, fmt.Errorf("%w: name %q has to have 1 to 64 characters from ! to ~ without +", ErrKey, clip(name))
	}
	if public == nil || public.Curve != elliptic.P256() {
		return nil, fmt.Errorf("%w: key %q is not on P-256", ErrKey, name)
	}
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	sum := sha256.Sum256(der)
	text := fmt.Sprintf("%s+%x+%s", name, sum[:4], base64.StdEncoding.EncodeToString(append([]byte{keyAlgorithm}, der...)))
	return &Key{name, binary.BigEndian.Uint32(sum[:4]), text, public}, nil
}

// ParseKey reads a key NAME+HASH+BASE64, see the package. It is the inverse of
// [Key.String], and fails with [ErrKey].
func ParseKey(text string) (*Key, error) {
	name, rest, _ := strings.Cut(text, "+")
	_, encoded, _ := strings.Cut(rest, "+")
	der, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(der) != 1+keyLength || der[0] != keyAlgorithm {
		return nil, fmt.Errorf("%w: %q is not NAME+HASH+BASE64 of a P-256 key with the byte 2 before it", ErrKey, clip(text))
	}
	public, err := x509.ParsePKIXPublicKey(der[1:])
	ec, ok := public.(*ecdsa.PublicKey)
	if err != nil || !ok {
		return nil, fmt.Errorf("%w: %q holds no ECDSA key", ErrKey, clip(text))
	}
	k, err := NewKey(name, ec)
	if err != nil {
		return nil, err
	}
	if k.text != text {
		return nil, fmt.Errorf("%w: %q should be %q", ErrKey, clip(text), k.text)
	}
	return k, nil
}

// String returns the key as NAME+HASH+BASE64.
func (k *Key) String() string { return k.text }

// Name returns the name that stands in front of signatures.
func (k *Key) Name() string { return k.name }

// KeyHash returns the first four bytes of the SHA-256 hash of the key.
func (k *Key) KeyHash() uint32 { return k.hash }

// Verify reports whether the signature (ASN.1 DER) was made over the text.
func (k *Key) Verify(text, signature []byte) bool {
	sum := sha256.Sum256(text)
	return ecdsa.VerifyASN1(k.public, sum[:], signature)
}

// HashText is the hash of the key as it stands in texts: eight hexadecimal digits.
func (k *Key) HashText() string {
	return hex.EncodeToString(binary.BigEndian.AppendUint32(nil, k.hash))
}

func isKeyName(s string) bool {
	ok := len(s) >= 1 && len(s) <= 64
	for _, c := range []byte(s) {
		ok = ok && c >= '!' && c <= '~' && c != '+'
	}
	return ok
}
