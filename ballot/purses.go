package ballot

import (
	"encoding/binary"
	"math/big"
	"slices"
)

// purses hold an amount for each unit of weight of a ballot: what is left of its
// budget (equal shares), or what it has borne (Phragmén). Ballots whose options were
// treated alike have the same amount and share a purse, so that exact arithmetic is
// done for each purse and not for each ballot.
type purses struct {
	*count
	of     []int32    // by ballot: its purse
	amount []*big.Rat // by purse
	voters [][]int32  // by option: the ballots that approve it
	shared [][]uint64 // scratch: by purse and group, ballots
}

func newPurses(c *count, start *big.Rat) *purses {
	p := &purses{count: c, of: make([]int32, len(c.e.n)), amount: []*big.Rat{start}}
	if c.electorate.shared == nil {
		c.electorate.shared = c.votersByOption()
	}
	p.voters = c.electorate.shared.([][]int32)
	return p
}

// votersByOption lists, for each option, the ballots that approve it.
func (b *electorate) votersByOption() [][]int32 {
	sizes := make([]int, len(b.in))
	for _, m := range b.e.cells {
		sizes[m.option]++
	}
	flat, by := make([]int32, 0, len(b.e.cells)), make([][]int32, len(b.in))
	for o, n := range sizes {
		by[o] = flat[len(flat) : len(flat) : len(flat)+n]
		flat = flat[:len(flat)+n]
	}
	for i := range b.e.n {
		for _, m := range b.e.of(i) {
			by[m.option] = append(by[m.option], int32(i))
		}
	}
	return by
}

// A holding is the weight that approves an option out of one purse.
type holding struct {
	purse  int32
	weight *big.Rat
}

// supporters returns the weight that approves an option, by purse.
func (p *purses) supporters(option int) (held []holding) {
	for len(p.shared) < len(p.amount) {
		p.shared = append(p.shared, make([]uint64, p.groups))
	}
	var met []int32
	for _, i := range p.voters[option] {
		purse := p.of[i]
		row := p.shared[purse]
		if isZeroRow(row) {
			met = append(met, purse)
		}
		row[p.e.group[i]] += p.e.n[i]
	}
	for _, purse := range met {
		held = append(held, holding{purse, p.w.weigh(p.shared[purse])})
		clear(p.shared[purse])
	}
	return held
}

func isZeroRow(row []uint64) bool {
	for _, n := range row {
		if n > 0 {
			return false
		}
	}
	return true
}

// charge gives the supporters of an option the amount that change makes of theirs.
func (p *purses) charge(option int, change func(*big.Rat) *big.Rat) {
	next := make([]int32, len(p.amount)) // 0: not yet known, else one more than the purse
	byAmount := map[string]int32{}
	for _, i := range p.voters[option] {
		old := p.of[i]
		if next[old] == 0 {
			amount := change(p.amount[old])
			key := amount.RatString()
			if byAmount[key] == 0 {
				p.amount = append(p.amount, amount)
				byAmount[key] = int32(len(p.amount))
			}
			next[old] = byAmount[key]
		}
		p.of[i] = next[old] - 1
	}
}

// state tells apart courses that go on differently: by who is elected and what is in
// the purse of each ballot. Purses are named by their amounts, because courses that
// come to the same amounts may have made the purses in another order.
func (p *purses) state() []byte {
	names := make([]string, len(p.amount))
	for _, purse := range p.of {
		if names[purse] == "" {
			names[purse] = p.amount[purse].RatString()
		}
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(names)))
	state := p.electedState()
	for _, name := range sorted {
		state = append(append(state, ' '), name...)
	}
	for _, purse := range p.of {
		at, _ := slices.BinarySearch(sorted, names[purse])
		state = binary.AppendUvarint(state, uint64(at))
	}
	return state
}

// lowest returns the options with the lowest value; nil is no value.
func (c *count) lowest(values []*big.Rat) []int {
	best := c.best(func(a, b int) int {
		switch {
		case values[a] == nil && values[b] == nil:
			return 0
		case values[a] == nil:
			return -1
		case values[b] == nil:
			return 1
		}
		return values[b].Cmp(values[a])
	})
	if len(best) > 0 && values[best[0]] == nil {
		return nil
	}
	return best
}
