package ballot

import (
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"math/bits"
	"slices"
)

// A Tally holds the ballots of one contest, judged and grouped: equal ballots
// share an entry with their number, and invalid ones are counted by reason. It
// grows with the number of different ballots, not with the number of ballots. Two
// tallies of one contest add up exactly, in any order; a ballot can be retracted.
//
// A Tally is not safe for concurrent use; make one for each goroutine and merge
// them.
type Tally struct {
	c        *Contest
	judge    *judge
	packing  packing
	seed     uint64
	table    []slot
	used     int
	arena    []byte // the wide keys, one after the other
	scratch  []byte
	accounts [][reasonCount]uint64 // by group, the last for ballots of no group
	blank    []uint64              // by group: valid ballots that mark nothing
	total    uint64
	merged   [][]int // groups that were merged for being small; set by [Tally.Merged]
}

// A slot of the open-addressing table: the key, what the ballot belongs to, and the
// number of such ballots. A slot with class 0 is free; one whose number has gone
// back to zero stays, because the probing of others runs over it.
type slot struct {
	key   uint64 // the packed marks; for wide keys offset<<24 | length in the arena
	class uint32 // 1 + 4·group + why the ballot ends
	n     uint64
}

// NewTally returns an empty tally. It fails when the contest contradicts itself.
func NewTally(c *Contest) (*Tally, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	return newTally(c), nil
}

func newTally(c *Contest) *Tally {
	return &Tally{
		c: c, judge: newJudge(c), packing: packingOf(c), seed: maphash.String(maphash.MakeSeed(), ""),
		table: make([]slot, 16), accounts: make([][reasonCount]uint64, c.groupCount()+1), blank: make([]uint64, c.groupCount()+1),
	}
}

// Contest returns the contest of the tally.
func (t *Tally) Contest() *Contest { return t.c }

// Add judges a ballot and adds it n times. It returns why the ballot is invalid, or
// [Valid]; an invalid ballot is accounted for, too. It fails with [ErrTooMany], and
// changes nothing then.
func (t *Tally) Add(b Ballot, n uint64) (Reason, error) {
	if n > MaxBallots-t.total {
		return Valid, ErrTooMany
	}
	if key, clean := t.packing.clean(&b); clean {
		t.accounts[b.Group][Valid] += n
		t.total += n
		if n > 0 {
			t.findPacked(uint32(1+4*b.Group), key).n += n
		}
		return Valid, nil
	}
	reason := t.judge.judge(&b)
	group := t.accountOf(b.Group)
	t.accounts[group][reason] += n
	t.total += n
	if reason == Valid && n > 0 {
		if len(b.Marks) == 0 {
			t.blank[group] += n
		}
		t.slot(b.Group).n += n
	}
	return reason, nil
}

// Retract takes n ballots back that were added like this one. It fails with
// [ErrNotThere] when there are fewer, and changes nothing then.
func (t *Tally) Retract(b Ballot, n uint64) error {
	if n == 0 {
		return nil
	}
	reason := t.judge.judge(&b)
	group := t.accountOf(b.Group)
	if t.accounts[group][reason] < n {
		return ErrNotThere
	}
	if reason == Valid {
		s := t.slot(b.Group)
		isBlank := len(b.Marks) == 0
		if s.n < n || isBlank && t.blank[group] < n {
			return ErrNotThere
		}
		if !isBlank && len(t.judge.marks) == 0 && t.judge.ends == Valid && s.n-t.blank[group] < n {
			return ErrNotThere // the others in this entry are blank
		}
		s.n -= n
		if isBlank {
			t.blank[group] -= n
		}
	}
	t.accounts[group][reason] -= n
	t.total -= n
	return nil
}

// accountOf is the account of a group; groups that do not exist share the last.
func (t *Tally) accountOf(group int) int {
	if group < 0 || group >= t.c.groupCount() {
		return t.c.groupCount()
	}
	return group
}

// Merge adds all ballots of another tally of the same contest. The order of merges
// does not matter. It fails with [ErrForeign] or [ErrTooMany], and changes nothing
// then.
func (t *Tally) Merge(other *Tally) error {
	if t.c != other.c && t.c.Digest() != other.c.Digest() {
		return ErrForeign
	}
	if other.total > MaxBallots-t.total {
		return ErrTooMany
	}
	for i := range other.table { // t may be other: adding n to itself finds its own slot
		switch s := other.table[i]; {
		case s.n == 0:
		case t.packing.bits > 0:
			t.findPacked(s.class, s.key).n += s.n
		default:
			t.findWide(s.class, other.wide(s)).n += s.n
		}
	}
	for g := range other.accounts {
		for r := range other.accounts[g] {
			t.accounts[g][r] += other.accounts[g][r]
		}
		t.blank[g] += other.blank[g]
	}
	t.total += other.total
	return nil
}

// Len returns the number of ballots, valid or not.
func (t *Tally) Len() uint64 { return t.total }

// Distinct returns the number of different ballots that count.
func (t *Tally) Distinct() int {
	n := 0
	for _, s := range t.table {
		if s.n > 0 {
			n++
		}
	}
	return n
}

// slot finds or makes the entry of the ballot just judged.
func (t *Tally) slot(group int) *slot {
	class := uint32(1 + 4*group + int(endCode(t.judge.ends)))
	if t.packing.bits > 0 {
		return t.findPacked(class, t.packing.pack(t.judge.marks))
	}
	t.scratch = appendWide(t.scratch[:0], t.judge.marks)
	return t.findWide(class, t.scratch)
}

// endCode packs why a ballot ends into two bits.
func endCode(r Reason) uint8 {
	switch r {
	case Overvote:
		return 1
	case SkippedRank:
		return 2
	case DuplicateName:
		return 3
	}
	return 0
}

// endReason is the inverse of endCode.
func endReason(code uint8) Reason {
	return [...]Reason{Valid, Overvote, SkippedRank, DuplicateName}[code&3]
}

// wide returns the wide key of a slot.
func (t *Tally) wide(s slot) []byte { return t.arena[s.key>>24 : s.key>>24+s.key&(1<<24-1)] }

func (t *Tally) findWide(class uint32, key []byte) *slot {
	mask := uint64(len(t.table) - 1)
	h := t.seed + uint64(class)
	for i := 0; i < len(key); i += 8 {
		var chunk [8]byte
		copy(chunk[:], key[i:])
		h = mix(h^binary.LittleEndian.Uint64(chunk[:]), hashMultiplier)
	}
	for i := h & mask; ; i = (i + 1) & mask {
		s := &t.table[i]
		if s.class == class && string(t.wide(*s)) == string(key) {
			return s
		}
		if s.class == 0 {
			if t.grow() {
				return t.findWide(class, key)
			}
			offset := uint64(len(t.arena))
			t.arena = append(t.arena, key...)
			*s = slot{key: offset<<24 | uint64(len(key)), class: class}
			t.used++
			return s
		}
	}
}

func (t *Tally) findPacked(class uint32, key uint64) *slot {
	mask := uint64(len(t.table) - 1)
	for i := mix(key^t.seed, hashMultiplier+uint64(class)<<1) & mask; ; i = (i + 1) & mask {
		s := &t.table[i]
		if s.key == key && s.class == class {
			return s
		}
		if s.class == 0 {
			if t.grow() {
				return t.findPacked(class, key)
			}
			*s = slot{key: key, class: class}
			t.used++
			return s
		}
	}
}

const hashMultiplier = 0x9e3779b97f4a7c15 // 2⁶⁴ divided by the golden ratio, odd

// mix folds the 128-bit product, so that every bit of the key moves the hash.
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// grow doubles the table when it is half full, and reports whether it did. Entries
// whose number has gone back to zero are left behind.
func (t *Tally) grow() bool {
	if 2*t.used < len(t.table) {
		return false
	}
	old, size := t.table, len(t.table)
	if live := t.Distinct(); 4*live >= size {
		size *= 2
	}
	arena := t.arena
	t.table, t.used, t.arena = make([]slot, size), 0, make([]byte, 0, len(arena))
	for _, s := range old {
		if s.n == 0 {
			continue
		}
		if t.packing.bits > 0 {
			t.findPacked(s.class, s.key).n = s.n
		} else {
			t.findWide(s.class, arena[s.key>>24:s.key>>24+s.key&(1<<24-1)]).n = s.n
		}
	}
	return true
}

// For returns the tally as one of another contest: the same ballots, to be counted by
// another method or with other weights. What judges them must be the same: kind,
// options, groups and validity. It fails with [ErrForeign] otherwise.
func (t *Tally) For(c *Contest) (*Tally, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	old := t.c
	if c.Kind() != old.Kind() || c.Validity != old.Validity || !slices.Equal(c.Options, old.Options) ||
		!slices.Equal(c.Groups, old.Groups) || c.Variant.MinPoints != old.Variant.MinPoints || c.Variant.MaxPoints != old.Variant.MaxPoints {
		return nil, fmt.Errorf("%w: kind, options, groups, validity and scale must be the same", ErrForeign)
	}
	again := *t
	again.c, again.judge = c, newJudge(c)
	again.table, again.arena = slices.Clone(t.table), slices.Clone(t.arena)
	again.accounts, again.blank = slices.Clone(t.accounts), slices.Clone(t.blank)
	return &again, nil
}
