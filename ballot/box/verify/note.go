package verify

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
)

// A signedNote is a statement with its signatures, as golang.org/x/mod/sumdb/note
// writes them. It is taken apart here and not with note.Open, because that passes over
// signatures of strangers, and a record must not carry what nobody judges.
type signedNote struct {
	text       string // that was signed, with the LF at its end
	lines      []string
	signatures []signature
}

type signature struct {
	name  string
	hash  uint32
	bytes []byte
}

// MaxWitnesses bounds the witnesses of a box; package note reads up to 100 signatures.
const MaxWitnesses = 90

// parseNote reads lines of text, an empty line, and one signature or more.
func parseNote(lines []string) (n signedNote, ok bool) {
	empty := -1
	for i, line := range lines {
		if line == "" {
			empty = i
			break
		}
	}
	if empty < 1 || empty == len(lines)-1 || len(lines)-empty-1 > 1+MaxWitnesses {
		return n, false
	}
	n.lines = lines[:empty]
	n.text = strings.Join(n.lines, "\n") + "\n"
	for _, line := range lines[empty+1:] {
		s, ok := parseSignature(line)
		if !ok {
			return n, false
		}
		n.signatures = append(n.signatures, s)
	}
	return n, true
}

func parseSignature(line string) (s signature, ok bool) {
	line, found := strings.CutPrefix(line, "— ")
	name, encoded, _ := strings.Cut(line, " ")
	b, err := base64.StdEncoding.DecodeString(encoded)
	if !found || err != nil || len(b) <= 4 || !isKeyName(name) || base64.StdEncoding.EncodeToString(b) != encoded {
		return s, false
	}
	return signature{name, binary.BigEndian.Uint32(b), b[4:]}, true
}

// by reports whether a signature says that it was made with this key.
func (s signature) by(k *Key) bool { return s.name == k.name && s.hash == k.hash }

// fields read the lines of a statement, one after the other, and remember that one was
// not as it must be.
type fields struct {
	rest   []string
	failed bool
}

// line takes the next line if it is NAME and so many fields.
func (f *fields) line(name string, n int) []string {
	if len(f.rest) > 0 {
		parts := strings.Split(f.rest[0], " ")
		if parts[0] == name && len(parts) == n+1 {
			f.rest = f.rest[1:]
			return parts[1:]
		}
	}
	f.failed = true
	return make([]string, n)
}

// next reports whether the next line has that name.
func (f *fields) next(name string) bool {
	return len(f.rest) > 0 && strings.HasPrefix(f.rest[0], name+" ")
}

func (f *fields) number(name string) int {
	n, ok := number(f.line(name, 1)[0])
	f.failed = f.failed || !ok
	return n
}

func (f *fields) hash(name string) [32]byte { return f.asHash(f.line(name, 1)[0]) }

func (f *fields) asHash(s string) [32]byte {
	h, ok := hash(s)
	f.failed = f.failed || !ok
	return h
}

func (f *fields) key(name string) *Key {
	k, err := ParseKey(f.line(name, 1)[0])
	f.failed = f.failed || err != nil
	return k
}

// keys reads any number of lines of one name, sorted.
func (f *fields) keys(name string) (all []*Key) {
	for f.next(name) && !f.failed {
		k := f.key(name)
		f.failed = f.failed || len(all) == MaxWitnesses || len(all) > 0 && k != nil && all[len(all)-1].text >= k.text
		all = append(all, k)
	}
	return all
}

// word reads a word of an enumeration.
func (f *fields) word(name string, v interface{ UnmarshalText([]byte) error }) {
	if v.UnmarshalText([]byte(f.line(name, 1)[0])) != nil {
		f.failed = true
	}
}

// done reports whether all was read, and as it must be.
func (f *fields) done() bool { return !f.failed && len(f.rest) == 0 }

// signedFirstBy reports whether the first signature was made by a key, and holds.
func (n *signedNote) signedFirstBy(k *Key) bool {
	s := n.signatures[0]
	return s.by(k) && k.Verify([]byte(n.text), s.bytes)
}
