package box

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// A Signer signs statements for a box or a witness: ECDSA on P-256 with SHA-256,
// deterministic after RFC 6979. It is a [note.Signer].
type Signer struct {
	key     *verify.Key
	private *ecdsa.PrivateKey
}

var _ note.Signer = (*Signer)(nil)

// GenerateSigner makes a new key. The name stands before every signature and says
// whose it is, such as "wahl.example.org/box"; see [verify.NewKey] for its form.
func GenerateSigner(name string) (*Signer, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	return NewSigner(name, private)
}

// NewSigner signs with a key that exists. It fails with [verify.ErrKey].
func NewSigner(name string, private *ecdsa.PrivateKey) (*Signer, error) {
	if private == nil {
		return nil, fmt.Errorf("%w: no private key", verify.ErrKey)
	}
	key, err := verify.NewKey(name, &private.PublicKey)
	if err != nil {
		return nil, err
	}
	return &Signer{key, private}, nil
}

// signerPrefix begins the text of a private key.
const signerPrefix = "PRIVATE+KEY+"

// Secret returns the private key as text, PRIVATE+KEY+NAME+HASH+BASE64, where BASE64
// holds the byte 2 and the 32 bytes of the private number. Keep it secret.
func (s *Signer) Secret() (string, error) {
	number, err := s.private.Bytes()
	if err != nil {
		return "", err
	}
	return signerPrefix + s.key.Name() + "+" + s.key.HashText() + "+" +
		base64.StdEncoding.EncodeToString(append([]byte{2}, number...)), nil
}

// ParseSigner is the inverse of [Signer.Secret]. It fails with [verify.ErrKey], and the
// message says nothing of the text.
func ParseSigner(secret string) (*Signer, error) {
	bad := fmt.Errorf("%w: private key is not PRIVATE+KEY+NAME+HASH+BASE64", verify.ErrKey)
	rest, found := strings.CutPrefix(secret, signerPrefix)
	parts := strings.SplitN(rest, "+", 3)
	if !found || len(parts) != 3 {
		return nil, bad
	}
	b, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(b) != 33 || b[0] != 2 {
		return nil, bad
	}
	private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), b[1:])
	if err != nil {
		return nil, bad
	}
	s, err := NewSigner(parts[0], private)
	if err != nil {
		return nil, err
	}
	if again, err := s.Secret(); err != nil || again != secret {
		return nil, bad
	}
	return s, nil
}

// Key returns the public key.
func (s *Signer) Key() *verify.Key { return s.key }

// Name returns the name that stands before signatures.
func (s *Signer) Name() string { return s.key.Name() }

// KeyHash returns the hash of the public key.
func (s *Signer) KeyHash() uint32 { return s.key.KeyHash() }

// Sign signs a text.
func (s *Signer) Sign(text []byte) ([]byte, error) {
	sum := sha256.Sum256(text)
	return s.private.Sign(nil, sum[:], crypto.SHA256) // without random source: deterministic
}

// signatureLine is the line of a note that a signer adds to a text.
func (s *Signer) signatureLine(text string) (string, error) {
	sig, err := s.Sign([]byte(text))
	if err != nil {
		return "", err
	}
	return noteLine(s.key, sig), nil
}

func noteLine(k *verify.Key, sig []byte) string {
	b := append(binary.BigEndian.AppendUint32(nil, k.KeyHash()), sig...)
	return "— " + k.Name() + " " + base64.StdEncoding.EncodeToString(b) + "\n"
}

// sign makes a note of a text.
func (s *Signer) sign(text string) ([]byte, error) {
	line, err := s.signatureLine(text)
	if err != nil {
		return nil, err
	}
	return []byte(text + "\n" + line), nil
}

// cosign adds to a note what others have signed of the same text. Of the signatures in
// other those count that are by one of the keys and hold. They stand in the order of the
// keys, after the first, which is the box's. It returns how many keys have signed. Other
// may be nil.
func cosign(own, other []byte, keys []*verify.Key) (merged []byte, signed int, err error) {
	text, ownLines, found := strings.Cut(string(own), "\n\n")
	if !found {
		return nil, 0, fmt.Errorf("%w: note has no signature", ErrDamaged)
	}
	text += "\n"
	list := make([]note.Verifier, len(keys))
	for i, k := range keys {
		list[i] = k
	}
	by := map[string]string{}
	for _, msg := range [][]byte{own, other} {
		if msg == nil {
			continue
		}
		n, err := note.Open(msg, note.VerifierList(list...))
		var unknown *note.UnverifiedNoteError
		switch {
		case errors.As(err, &unknown):
			continue // signed by none of the witnesses yet
		case err != nil:
			return nil, 0, fmt.Errorf("%w: %w", ErrSignature, err)
		case n.Text != text:
			return nil, 0, fmt.Errorf("%w: it is of another text", ErrSignature)
		}
		for _, s := range n.Sigs {
			by[s.Name] = "— " + s.Name + " " + s.Base64 + "\n"
		}
	}
	first, _, _ := strings.Cut(ownLines, "\n")
	var b strings.Builder
	b.WriteString(text + "\n" + first + "\n")
	for _, k := range keys {
		if line := by[k.Name()]; line != "" {
			b.WriteString(line)
			signed++
		}
	}
	return []byte(b.String()), signed, nil
}
