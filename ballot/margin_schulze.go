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
	if len(main.elected) == 0 || len(r.Elected) == 0 {
		return nil
	}
	s, w := b.shared.(*schulze), main.elected[0]
	total := uint64(0)
	for _, n := range b.turnout {
		total += n
	}
	if n := len(b.in); n > 40 {
		return nil // tables of exact strengths for every number of ballots would take long
	}
	lower, found := searchCount(total, func(k uint64) bool { return !s.safe(w, b.standing(), b.shift(k), b.c.Variant.Defeats) })
	if !found {
		return nil
	}
	m := &Margin{AtLeast: lower}
	const affordable = 20_000_000
	if n := len(b.in); b.groups == 1 && len(b.e.n)*n*n*n < affordable {
		m.AtMost = b.schulzeChange(w, lower, total)
	}
	return m
}

// shift is the most that k ballots move a pairwise count.
func (b *electorate) shift(k uint64) *big.Rat {
	r := new(big.Rat).SetInt(new(big.Int).SetUint64(k))
	return r.Mul(r, b.heaviest())
}

// safe reports whether w still wins when every pairwise count moves by no more than
// shift.
func (s *schulze) safe(w int, standing []int, shift *big.Rat, d Defeats) bool {
	against := s.movedPaths(new(big.Rat).Neg(shift), d)
	favour := s.movedPaths(shift, d)
	for _, x := range standing {
		there, back := against[w*s.n+x], favour[x*s.n+w]
		if x != w && (there == nil || back != nil && there.Cmp(back) <= 0) {
			return false
		}
	}
	return true
}

// movedPaths returns the strengths of the strongest paths when each count has moved by
// so much in favour of every defeat, and the count of the other side against it; nil
// is no path.
func (s *schulze) movedPaths(by *big.Rat, d Defeats) []*big.Rat {
	n := s.n
	paths := make([]*big.Rat, n*n)
	for i := range n {
		for j := range n {
			margin := new(big.Rat).Sub(s.prefers[i*n+j], s.prefers[j*n+i])
			margin.Add(margin, by).Add(margin, by)
			if i == j || margin.Sign() <= 0 {
				continue
			}
			if d == WinningVotes {
				margin.Add(s.prefers[i*n+j], by)
			}
			paths[i*n+j] = margin
		}
	}
	for k := range n {
		for i := range n {
			first := paths[i*n+k]
			if first == nil || i == k {
				continue
			}
			for j := range n {
				second := paths[k*n+j]
				if second == nil || j == i {
					continue
				}
				if first.Cmp(second) < 0 {
					second = first
				}
				if old := paths[i*n+j]; old == nil || old.Cmp(second) < 0 {
					paths[i*n+j] = second
				}
			}
		}
	}
	return paths
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
