package verify_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// The tests in this file hold keys, signatures and hashes against what others have
// published.

func TestSignaturesAreThoseOfRFC6979(t *testing.T) {
	number, err := hex.DecodeString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")
	require.NoError(t, err)
	private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), number)
	require.NoError(t, err)
	s, err := box.NewSigner("rfc6979", private)
	require.NoError(t, err)
	for message, want := range map[string]string{ // appendix A.2.5, with SHA-256
		"sample": "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716 F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
		"test":   "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367 019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083",
	} {
		sig, err := s.Sign([]byte(message))
		require.NoError(t, err)
		var parts struct{ R, S *big.Int }
		_, err = asn1.Unmarshal(sig, &parts)
		require.NoError(t, err)
		assert.Equal(t, want, fmt.Sprintf("%064X %064X", parts.R, parts.S), message)
		assert.True(t, s.Key().Verify([]byte(message), sig))
		assert.False(t, s.Key().Verify([]byte(message+"."), sig))
	}
}

// The key of the public instance of Rekor, with the hash that its checkpoints bear.
func TestKeysAreReadAsSigstoreWritesThem(t *testing.T) {
	const rekor = "rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc="
	k, err := verify.ParseKey(rekor)
	require.NoError(t, err)
	assert.Equal(t, rekor, k.String())
	assert.Equal(t, uint32(0xc0d23d6a), k.KeyHash())
}

// The leaves and roots of the test data of Certificate Transparency.
func TestTreesAreThoseOfCertificateTransparency(t *testing.T) {
	leaves := []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}
	roots := []string{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}
	tree := new(verify.Tree)
	for n, root := range roots {
		assert.Equal(t, root, fmt.Sprintf("%x", tree.Hash()), "%d leaves", n)
		if n < len(leaves) {
			leaf, err := hex.DecodeString(leaves[n])
			require.NoError(t, err)
			tree.Add(string(leaf))
		}
	}
}

// All trees up to 200 lines are those of package tlog.
func TestTreesAreThoseOfTheGoChecksumDatabase(t *testing.T) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = stored[x]
		}
		return out, nil
	})
	tree := new(verify.Tree)
	for n := int64(0); n < 200; n++ {
		line := fmt.Sprint("line ", n)
		tree.Add(line)
		hashes, err := tlog.StoredHashes(n, []byte(line), reader)
		require.NoError(t, err)
		stored = append(stored, hashes...)
		want, err := tlog.TreeHash(n+1, reader)
		require.NoError(t, err)
		require.Equal(t, [32]byte(want), tree.Hash())
	}
}

// Package note reads our statements, and takes our keys.
func TestNotesAreThoseOfTheGoChecksumDatabase(t *testing.T) {
	f := three()
	text := f.openingText()
	keys := []note.Verifier{f.boxKey.Key()}
	for _, w := range f.signOpening {
		keys = append(keys, w.Key())
	}
	n, err := note.Open([]byte(f.note("opening", text, f.signOpening)), note.VerifierList(keys...))
	require.NoError(t, err)
	assert.Equal(t, text, n.Text)
	assert.Len(t, n.Sigs, 4)

	signed, err := note.Sign(&note.Note{Text: text}, f.boxKey)
	require.NoError(t, err)
	o, err := verify.ParseOpening(signed)
	require.NoError(t, err)
	assert.True(t, o.SignedByBox())
	assert.Equal(t, strings.Count(text, "\n"), strings.Count(o.Text(), "\n"))
}
