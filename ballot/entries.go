package ballot

import (
	"cmp"
	"iter"
	"slices"
)

// A Counted is one entry of a tally: a ballot as it counts, and how many there are.
type Counted struct {
	Group int
	// Marks that count: for rankings by rank, ranks from 1 without gaps, options in
	// ascending order where ranks are equal; otherwise by option.
	Marks []Mark
	Ends  Reason // why the ballot ends after its marks; Valid when nothing cut it short
	N     uint64
}

// Ballots yields the entries in the canonical order: by group, then by why they end
// (not early, [Overvote], [SkippedRank], [DuplicateName]), then by what they say of the last option, of the one before it, and so on; no
// mark comes first. The marks are good until the next step.
func (t *Tally) Ballots() iter.Seq[Counted] {
	return func(yield func(Counted) bool) {
		e := t.entries()
		var marks []Mark
		for i := range e.n {
			marks = marks[:0]
			for _, m := range e.of(i) {
				marks = append(marks, Mark{int(m.option), int(m.value)})
			}
			if !yield(Counted{int(e.group[i]), marks, e.ends[i], e.n[i]}) {
				return
			}
		}
	}
}

// A cell is a mark that counts: four times as many fit a cache line.
type cell struct {
	option uint16
	value  int32
}

// entries are the distinct ballots of a tally, unpacked and in canonical order.
// Rankings stand by rank, others by option.
type entries struct {
	n     []uint64
	group []uint16
	ends  []Reason
	first []int // the marks of ballot i are cells[first[i]:first[i+1]]
	cells []cell
}

func (e *entries) of(i int) []cell { return e.cells[e.first[i]:e.first[i+1]] }

func (t *Tally) entries() *entries {
	live := t.sorted()
	e := &entries{n: make([]uint64, len(live)), group: make([]uint16, len(live)), ends: make([]Reason, len(live)),
		first: make([]int, 1, len(live)+1)}
	for i, s := range live {
		class := s.class - 1
		e.n[i], e.group[i], e.ends[i] = s.n, uint16(class/4), endReason(uint8(class%4))
		e.cells = t.cells(e.cells, s)
		e.first = append(e.first, len(e.cells))
		if i == 63 { // the rest will be about as long
			e.cells = slices.Grow(e.cells, len(e.cells)/32*(len(live)/2))
		}
	}
	return e
}

// cells unpacks the marks of a slot.
func (t *Tally) cells(dst []cell, s slot) []cell {
	if t.packing.bits == 0 {
		return appendCells(dst, t.wide(s)) // wide keys hold rankings by rank
	}
	if t.packing.kind == Ranking {
		return t.packing.unpackRanks(dst, s.key)
	}
	return t.packing.unpack(dst, s.key)
}

// byRank sorts a few cells by rank, keeping the order of options.
func byRank(cells []cell) {
	for i := 1; i < len(cells); i++ {
		for k := i; k > 0 && cells[k].value < cells[k-1].value; k-- {
			cells[k], cells[k-1] = cells[k-1], cells[k]
		}
	}
}

// sorted returns the slots in use in canonical order. Packed keys compare as the
// ballots do, because the last option has the highest bits.
func (t *Tally) sorted() []slot {
	live := make([]slot, 0, t.used)
	for _, s := range t.table {
		if s.n > 0 {
			live = append(live, s)
		}
	}
	if t.packing.bits > 0 {
		slices.SortFunc(live, func(a, b slot) int {
			return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.key, b.key))
		})
		return live
	}
	var x, y []cell
	slices.SortFunc(live, func(a, b slot) int {
		if a.class != b.class {
			return cmp.Compare(a.class, b.class)
		}
		x, y = lastFirst(appendCells(x[:0], t.wide(a))), lastFirst(appendCells(y[:0], t.wide(b)))
		return slices.CompareFunc(x, y, func(a, b cell) int {
			return cmp.Or(cmp.Compare(a.option, b.option), cmp.Compare(a.value, b.value))
		})
	})
	return live
}

// lastFirst sorts cells by option, the last first.
func lastFirst(cells []cell) []cell {
	slices.SortFunc(cells, func(a, b cell) int { return cmp.Compare(b.option, a.option) })
	return cells
}
