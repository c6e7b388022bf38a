package verify

import (
	"crypto/sha256"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// A Tree computes the tree hash of RFC 6962, section 2.1, over lines as they come, in
// memory that grows with the logarithm of their number: it keeps the roots of the
// complete subtrees on the left, one for each bit that is set in the number of lines.
// Its zero value is the tree of no lines.
type Tree struct {
	roots []tlog.Hash
	n     int
}

// Add adds a line, without its LF.
func (t *Tree) Add(line string) {
	h := tlog.RecordHash([]byte(line))
	for i := t.n; i&1 == 1; i >>= 1 { // a carry joins two subtrees of one size
		last := len(t.roots) - 1
		h = tlog.NodeHash(t.roots[last], h)
		t.roots = t.roots[:last]
	}
	t.roots = append(t.roots, h)
	t.n++
}

// Len returns the number of lines.
func (t *Tree) Len() int { return t.n }

// Hash returns the hash of the lines so far.
func (t *Tree) Hash() [32]byte {
	if t.n == 0 {
		return sha256.Sum256(nil)
	}
	h := t.roots[len(t.roots)-1]
	for i := len(t.roots) - 2; i >= 0; i-- {
		h = tlog.NodeHash(t.roots[i], h)
	}
	return h
}

// treeOf is the tree of the lines of a text that ends with LF.
func treeOf(text string) *Tree {
	t := new(Tree)
	for line := range strings.Lines(text) {
		t.Add(strings.TrimSuffix(line, "\n"))
	}
	return t
}

// TreeHash is the hash of the tree of some lines.
func TreeHash(lines []string) [32]byte {
	t := new(Tree)
	for _, line := range lines {
		t.Add(line)
	}
	return t.Hash()
}
