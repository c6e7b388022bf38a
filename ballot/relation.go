package ballot

import "slices"

// A relation says which options stand above which, with everything that follows: it
// is transitive. Each option has a row of bits.
type relation struct {
	n, words int
	rows     []uint64
}

func newRelation(n int) relation {
	words := (n + 63) / 64
	return relation{n, words, make([]uint64, n*words)}
}

func (r relation) clone() relation { return relation{r.n, r.words, slices.Clone(r.rows)} }

func (r relation) row(i int) []uint64 { return r.rows[i*r.words : (i+1)*r.words] }

// above reports whether i stands above j.
func (r relation) above(i, j int) bool { return r.rows[i*r.words+j/64]>>(j%64)&1 == 1 }

// add puts i above j: whatever is i or above it is then above j and all below j.
func (r relation) add(i, j int) {
	if r.above(i, j) {
		return
	}
	below := slices.Clone(r.row(j))
	below[j/64] |= 1 << (j % 64)
	for k := range r.n {
		if k == i || r.above(k, i) {
			for w, bits := range below {
				r.row(k)[w] |= bits
			}
		}
	}
}
