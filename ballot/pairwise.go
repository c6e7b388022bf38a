package ballot

import (
	"math/big"
	"slices"
)

// A pairwise table says for each pair of options what weight prefers the first.
type pairwise struct {
	n       int
	prefers []*big.Rat // row·n + column
	// strength of defeats as places in the order of all strengths: 0 for no defeat, and
	// a higher number for a stronger one. Paths compare strengths only, so that weights
	// of any size cost no more than whole numbers.
	strength []int32
	values   []*big.Rat // by strength
}

// newPairwise compares the options that take part. A ballot prefers an option to
// those at later ranks and to those that it leaves out.
func (b *electorate) newPairwise() *pairwise {
	n := len(b.in)
	p := &pairwise{n: n, prefers: make([]*big.Rat, n*n), strength: make([]int32, n*n)}
	before, equal, ranked := b.comparisons()
	column := make([]uint64, b.groups)
	for i := range n {
		for j := range n {
			// A ballot that ranks i prefers it, unless it ranks j before it or with it.
			for g := range column {
				column[g] = ranked[g][i] - before[g][j*n+i] - equal[g][i*n+j]
			}
			if i == j || !b.in[i] || !b.in[j] {
				clear(column)
			}
			p.prefers[i*n+j] = b.w.weigh(column)
		}
	}
	p.rankStrengths(b.c.Variant.Defeats)
	return p
}

// comparisons counts, by group, the ballots that rank i before j, those that rank
// both equally, and those that rank i at all.
func (b *electorate) comparisons() (before, equal, ranked [][]uint64) {
	n := len(b.in)
	before, equal, ranked = make([][]uint64, b.groups), make([][]uint64, b.groups), make([][]uint64, b.groups)
	for g := range b.groups {
		before[g], equal[g], ranked[g] = make([]uint64, n*n), make([]uint64, n*n), make([]uint64, n)
	}
	for i, group := range b.e.group {
		cells, ballots := b.e.of(i), b.e.n[i]
		table, alone := before[group], ranked[group]
		for k, m := range cells {
			alone[m.option] += ballots
			row := table[int(m.option)*n : (int(m.option)+1)*n]
			rest := cells[k+1:]
			for len(rest) > 0 && rest[0].value == m.value {
				equal[group][int(m.option)*n+int(rest[0].option)] += ballots
				equal[group][int(rest[0].option)*n+int(m.option)] += ballots
				rest = rest[1:]
			}
			for _, later := range rest {
				row[later.option] += ballots
			}
		}
	}
	return before, equal, ranked
}

// rankStrengths fills in the strengths of defeats.
func (p *pairwise) rankStrengths(d Defeats) {
	exact := make([]*big.Rat, p.n*p.n)
	p.values = []*big.Rat{new(big.Rat)}
	for i := range p.n {
		for j := range p.n {
			a, b := p.prefers[i*p.n+j], p.prefers[j*p.n+i]
			if a.Cmp(b) <= 0 {
				continue
			}
			s := a
			if d == Margins {
				s = new(big.Rat).Sub(a, b)
			}
			exact[i*p.n+j] = s
			p.values = append(p.values, s)
		}
	}
	slices.SortFunc(p.values, func(a, b *big.Rat) int { return a.Cmp(b) })
	p.values = slices.CompactFunc(p.values, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
	for k, s := range exact {
		if s != nil {
			at, _ := slices.BinarySearchFunc(p.values, s, func(a, b *big.Rat) int { return a.Cmp(b) })
			p.strength[k] = int32(at)
		}
	}
}

// beats reports whether more weight prefers i to j than j to i.
func (p *pairwise) beats(i, j int) bool { return p.strength[i*p.n+j] > 0 }

// describe writes the table, the Condorcet winner and the Smith set.
func (p *pairwise) describe(r *Result, standing []int) {
	r.Pairwise = make([][]Number, p.n)
	for i := range r.Pairwise {
		r.Pairwise[i] = make([]Number, p.n)
		for _, j := range standing {
			if i != j && slices.Contains(standing, i) {
				r.Pairwise[i][j] = ratio(p.prefers[i*p.n+j])
			}
		}
	}
	r.Smith = p.smith(standing)
	if r.Condorcet = -1; len(r.Smith) == 1 {
		r.Condorcet = r.Smith[0]
	}
}

// smith returns the Smith set: the smallest set whose members each beat every option
// outside. It grows from an option that beats most others by those that a member
// does not beat.
func (p *pairwise) smith(standing []int) []int {
	var set []int
	most := -1
	for _, i := range standing {
		wins := 0
		for _, j := range standing {
			if p.beats(i, j) {
				wins++
			} else if !p.beats(j, i) {
				continue
			}
		}
		if wins > most {
			set, most = []int{i}, wins
		}
	}
	for k := 0; k < len(set); k++ {
		for _, j := range standing {
			if !p.beats(set[k], j) && !slices.Contains(set, j) {
				set = append(set, j)
			}
		}
	}
	slices.Sort(set)
	return set
}

// levels sorts options from the best on, equals together: each level holds those
// that no option left is above.
func levels(options []int, above func(a, b int) bool) (ranking [][]int) {
	for left := slices.Clone(options); len(left) > 0; {
		var top []int
		for _, o := range left {
			if !slices.ContainsFunc(left, func(a int) bool { return above(a, o) }) {
				top = append(top, o)
			}
		}
		if len(top) == 0 { // not for a relation without cycles
			top = left
		}
		ranking = append(ranking, top)
		left = slices.DeleteFunc(slices.Clone(left), func(o int) bool { return slices.Contains(top, o) })
	}
	return ranking
}
