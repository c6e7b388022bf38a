package ballot

import (
	"math/big"
	"slices"
)

// schulzeMargin bounds the number of ballots from both sides. From below: k ballots
// move each pairwise count by at most k, so while the winner's paths, each count
// lowered by k, stay stronger than the paths back, raised by k, nothing changes. From
// above: k ballots are found that, turned to put one challenger first and the winner
// last, do change the winner.
func (b *electorate) schulzeMargin(r *Result, main *count) *Margin {
	const most = 64 // options; the search tries some dozen tables of paths
	if len(main.elected) == 0 || len(r.Elected) == 0 || len(b.in) > most {
		return nil
	}
	total := uint64(0)
	for _, n := range b.turnout {
		total += n
	}
	table, ok := b.scaled(b.shared.(*schulze).pairwise, total)
	if !ok {
		return nil
	}
	w := main.elected[0]
	lower, found := searchCount(total, func(k uint64) bool { return !table.safe(w, b.standing(), int64(k)) })
	if !found {
		return nil
	}
	m := &Margin{AtLeast: lower}
	const affordable = 200_000
	if n := len(b.in); b.groups == 1 && len(b.e.n)*n*n*n < affordable {
		m.AtMost = b.schulzeChange(w, lower, total)
	}
	return m
}

// A movable is a pairwise table in whole numbers whose counts can move.
type movable struct {
	n       int
	prefers []int64
	ballot  int64 // the most that one ballot moves a count
	defeats Defeats
}

// scaled brings a table to whole numbers, if these stay small enough for differences
// and shifts of all ballots to fit 64 bits.
func (b *electorate) scaled(p *pairwise, total uint64) (*movable, bool) {
	den := big.NewInt(1)
	for _, w := range b.w.of {
		den.Mul(den, new(big.Int).Quo(w.Denom(), new(big.Int).GCD(nil, nil, den, w.Denom())))
	}
	scale := new(big.Rat).SetInt(den)
	heaviest := new(big.Rat).Mul(b.heaviest(), scale)
	all := new(big.Int).Mul(heaviest.Num(), new(big.Int).SetUint64(total))
	if all.BitLen() > 60 {
		return nil, false
	}
	m := &movable{n: p.n, prefers: make([]int64, len(p.prefers)), ballot: heaviest.Num().Int64(), defeats: b.c.Variant.Defeats}
	for i, v := range p.prefers {
		m.prefers[i] = new(big.Rat).Mul(v, scale).Num().Int64() // whole, and at most the weight of all
	}
	return m, true
}

// safe reports whether w still wins when k ballots move every pairwise count as far
// as they can.
func (m *movable) safe(w int, standing []int, k int64) bool {
	against, favour := m.paths(-k*m.ballot), m.paths(k*m.ballot)
	for _, x := range standing {
		if x != w && against[w*m.n+x] <= favour[x*m.n+w] {
			return false
		}
	}
	return true
}

// paths returns the strengths of the strongest paths when each count has moved by so
// much in favour of every defeat, and the count of the other side against it; 0 is no
// path.
func (m *movable) paths(by int64) []int64 {
	n := m.n
	paths := make([]int64, n*n)
	for i := range n {
		for j := range n {
			margin := m.prefers[i*n+j] - m.prefers[j*n+i] + 2*by
			if i == j || margin <= 0 {
				continue
			}
			if m.defeats == WinningVotes {
				margin = max(1, m.prefers[i*n+j]+by)
			}
			paths[i*n+j] = margin
		}
	}
	return widest(n, paths)
}

// schulzeChange looks for few ballots that change the winner w: for each challenger,
// ballots that prefer w are turned to put the challenger first and w last. It returns
// 0 when it finds none.
func (b *electorate) schulzeChange(w int, lower, total uint64) (fewest uint64) {
	for _, x := range b.standing() {
		if x == w {
			continue
		}
		order := b.byPreference(w, x)
		limit := total
		if fewest > 0 {
			limit = fewest
		}
		k, found := searchCount(limit, func(k uint64) bool {
			return k >= lower && b.turned(order, w, x, k).changes(w, b.standing())
		})
		if found {
			fewest = k
		}
	}
	return fewest
}

// byPreference orders ballots: those that prefer w to x first, then those without a
// preference.
func (b *electorate) byPreference(w, x int) (order []int) {
	sorted := make([][]int, 3)
	for i := range b.e.n {
		rankW, rankX := b.rankIn(i, w), b.rankIn(i, x)
		class := 1
		if rankW < rankX {
			class = 0
		} else if rankX < rankW {
			class = 2
		}
		sorted[class] = append(sorted[class], i)
	}
	return slices.Concat(sorted...)
}

// rankIn is the rank that a ballot gives an option, one more than all when none.
func (b *electorate) rankIn(i, option int) int32 {
	for _, m := range b.e.of(i) {
		if int(m.option) == option {
			return m.value
		}
	}
	return int32(len(b.in)) + 1
}

// turned returns the electorate after the first k ballots were turned.
func (b *electorate) turned(order []int, w, x int, k uint64) *schulze {
	e := &entries{first: make([]int, 1)}
	add := func(i int, n uint64, turn bool) {
		cells := b.e.of(i)
		if turn {
			cells = []cell{{uint16(x), 1}}
			for o := range b.in {
				if o != x && o != w && b.in[o] {
					cells = append(cells, cell{uint16(o), min(b.rankIn(i, o), int32(len(b.in))) + 1})
				}
			}
			byRank(cells)
		}
		e.n, e.group, e.ends = append(e.n, n), append(e.group, b.e.group[i]), append(e.ends, Valid)
		e.cells = append(e.cells, cells...)
		e.first = append(e.first, len(e.cells))
	}
	for _, i := range order {
		turn := min(k, b.e.n[i])
		if turn > 0 {
			add(i, turn, true)
		}
		if rest := b.e.n[i] - turn; rest > 0 {
			add(i, rest, false)
		}
		k -= turn
	}
	changed := *b
	changed.e = e
	p := changed.newPairwise()
	return &schulze{p, p.strongestPaths()}
}

// changes reports whether w is no longer the only winner.
func (s *schulze) changes(w int, standing []int) bool {
	return slices.ContainsFunc(standing, func(x int) bool { return x != w && !s.above(w, x) })
}
