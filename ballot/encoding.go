package ballot

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
)

// tallyMagic begins every encoding of a tally and ends with the version.
const tallyMagic = "dfc-tally-1\n"

// MarshalBinary returns the canonical encoding of the tally: equal tallies have
// equal encodings. After the magic line "dfc-tally-1" and the digest of the contest
// (32 bytes) come numbers as unsigned varints:
//
//   - the merged groups: their number (0 when nothing was merged), each group;
//   - for each group and for ballots of no group: the ballots of each [Reason] in its
//     order, then the blank ones among the valid;
//   - the number of entries, and for each in the order of [Tally.Ballots]: group, why
//     it ends as a [Reason], number of ballots, number of marks, and for each mark the
//     option and, for points and ranks, the value above the least of the scale (0 for
//     ranks).
func (t *Tally) MarshalBinary() ([]byte, error) { return t.encode(t.entries()), nil }

func (t *Tally) encode(e *entries) []byte {
	digest := t.c.Digest()
	b := make([]byte, 0, 256+16*len(e.n)+2*len(e.cells))
	b = append(append(b, tallyMagic...), digest[:]...)
	var merged []int
	if len(t.merged) > 0 {
		merged = t.merged[0]
	}
	b = binary.AppendUvarint(b, uint64(len(merged)))
	for _, g := range merged {
		b = binary.AppendUvarint(b, uint64(g))
	}
	for g, account := range t.accounts {
		for _, n := range account {
			b = binary.AppendUvarint(b, n)
		}
		b = binary.AppendUvarint(b, t.blank[g])
	}
	b = binary.AppendUvarint(b, uint64(len(e.n)))
	valued, least := t.packing.kind == Ranking || t.packing.kind == Points, int32(t.packing.least)
	for i, n := range e.n {
		b = binary.AppendUvarint(b, uint64(e.group[i]))
		b = append(b, byte(e.ends[i]))
		b = binary.AppendUvarint(b, n)
		cells := e.of(i)
		b = binary.AppendUvarint(b, uint64(len(cells)))
		for _, m := range cells {
			b = binary.AppendUvarint(b, uint64(m.option))
			if valued {
				b = binary.AppendUvarint(b, uint64(m.value-least))
			}
		}
	}
	return b
}

// Digest names the ballots: the SHA-256 hash of the encoding of the tally.
func (t *Tally) Digest() Digest { return sha256.Sum256(t.encode(t.entries())) }

// UnmarshalTally is the inverse of [Tally.MarshalBinary] for a contest. It refuses
// everything that is not a canonical encoding, and what belongs to another contest
// ([ErrForeign]).
func UnmarshalTally(c *Contest, data []byte) (*Tally, error) {
	t, err := NewTally(c)
	if err != nil {
		return nil, err
	}
	d := &decoder{rest: data}
	if !bytes.Equal(d.bytes(len(tallyMagic)), []byte(tallyMagic)) {
		return nil, fmt.Errorf("%w: tally does not begin with %q", ErrMalformed, tallyMagic)
	}
	if digest := c.Digest(); !bytes.Equal(d.bytes(len(digest)), digest[:]) {
		return nil, ErrForeign
	}
	d.tally(t)
	if d.failed || len(d.rest) > 0 {
		return nil, fmt.Errorf("%w: tally of %d bytes is cut off or has bytes that say nothing", ErrMalformed, len(data))
	}
	if err := t.consistent(); err != nil {
		return nil, err
	}
	if again, _ := t.MarshalBinary(); !bytes.Equal(again, data) {
		return nil, fmt.Errorf("%w: tally is not in its canonical encoding", ErrMalformed)
	}
	return t, nil
}

// A decoder reads varints and remembers that it failed.
type decoder struct {
	rest   []byte
	failed bool
}

func (d *decoder) bytes(n int) []byte {
	if len(d.rest) < n {
		d.failed = true
		return nil
	}
	b := d.rest[:n]
	d.rest = d.rest[n:]
	return b
}

// number reads a varint that is at most limit.
func (d *decoder) number(limit uint64) uint64 {
	v, n := binary.Uvarint(d.rest)
	if n <= 0 || v > limit {
		d.failed = true
		return 0
	}
	d.rest = d.rest[n:]
	return v
}

func (d *decoder) tally(t *Tally) {
	groups := uint64(t.c.groupCount())
	if n := d.number(groups); n > 0 {
		set := make([]int, 0, n)
		for range n {
			set = append(set, int(d.number(groups-1)))
		}
		t.merged = [][]int{set}
	}
	for g := range t.accounts {
		for r := range t.accounts[g] {
			t.accounts[g][r] = d.number(MaxBallots)
			if t.total += t.accounts[g][r]; t.total > MaxBallots {
				d.failed = true
				return
			}
		}
		t.blank[g] = d.number(t.accounts[g][Valid])
	}
	for range d.number(uint64(len(d.rest))) {
		if d.entry(t); d.failed {
			return
		}
	}
}

// entry reads one entry by judging it again, so that nothing comes in that could not
// have been cast.
func (d *decoder) entry(t *Tally) {
	group := int(d.number(uint64(t.c.groupCount() - 1)))
	ends := Reason(d.number(uint64(reasonCount) - 1))
	n := d.number(MaxBallots)
	marks := make([]Mark, d.number(uint64(len(d.rest))))
	for i := range marks {
		marks[i].Option = int(d.number(uint64(t.c.choices())))
		switch t.packing.kind {
		case Ranking:
			marks[i].Value = int(d.number(uint64(t.c.choices())))
		case Points:
			marks[i].Value = int(d.number(2*MaxPoints)) + t.packing.least
		}
	}
	if d.failed || n == 0 {
		d.failed = true
		return
	}
	d.failed = !t.put(group, marks, ends, n)
}

// put adds an entry as it counts, without accounting for it; it reports whether such
// an entry can stand in a tally of the contest.
func (t *Tally) put(group int, marks []Mark, ends Reason, n uint64) bool {
	j := t.judge
	j.marks, j.ends = j.marks[:0], Valid
	if len(marks) > 0 {
		b := Ballot{Group: group, Marks: marks}
		if j.judge(&b) != Valid || j.ends != Valid || len(j.marks) != len(marks) {
			return false
		}
	}
	if j.ends = ends; ends != Valid && (endCode(ends) == 0 || t.c.Kind() != Ranking) {
		return false
	}
	s := t.slot(group)
	if s.n > 0 {
		return false
	}
	s.n = n
	return true
}

// consistent checks that the entries add up to the accounts.
func (t *Tally) consistent() error {
	sums, blanks := make([]uint64, len(t.accounts)), make([]uint64, len(t.accounts))
	e := t.entries()
	for i, n := range e.n {
		g := e.group[i]
		if sums[g] += n; sums[g] > MaxBallots {
			return ErrTooMany
		}
		if len(e.of(i)) == 0 && e.ends[i] == Valid {
			blanks[g] += n
		}
	}
	for g, a := range t.accounts {
		if sums[g] != a[Valid] || t.blank[g] > blanks[g] || t.blank[g] > 0 && t.c.Validity.Blank == Refuse {
			return fmt.Errorf("%w: entries of group %d add up to %d of %d valid ballots", ErrMalformed, g, sums[g], a[Valid])
		}
	}
	for g, a := range t.accounts {
		outside := g == t.c.groupCount()
		for r, n := range a {
			if reason := Reason(r); n > 0 && reason != NotOnRoll && (reason == UnknownGroup) != outside {
				return fmt.Errorf("%w: %d ballots of group %d are %s", ErrMalformed, n, g, reason)
			}
		}
	}
	for _, set := range t.merged {
		if t.c.Merge == 0 || len(set) < 2 || !slices.IsSorted(set) || len(slices.Compact(slices.Clone(set))) != len(set) {
			return fmt.Errorf("%w: merged groups %v", ErrMalformed, set)
		}
		for _, g := range set[1:] {
			if sums[g] > 0 {
				return fmt.Errorf("%w: group %d has ballots though it was merged", ErrMalformed, g)
			}
		}
	}
	return nil
}
