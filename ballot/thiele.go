package ballot

import (
	"math/big"
	"slices"
)

// countSequentialPAV is Thiele's method one option at a time: a ballot that already
// approves j elected options adds 1/(j+1) of its weight to each further one it
// approves; the option with the highest sum is taken next (Lackner and Skowron 2023,
// rule 4).
func countSequentialPAV(c *count) error {
	if !c.anybody() {
		return nil
	}
	act, of := First, []int(nil)
	for len(c.elected) < c.seats && !c.ch.stopped {
		gains := c.thieleGains(c.elected)
		best := c.best(func(a, b int) int { return gains[a].Cmp(gains[b]) })
		if len(best) == 0 {
			break
		}
		c.openVotes(c.round(act, of...), gains)
		o := c.ch.pick(best, ForSeat, c.now(), c.electedState)
		act, of = Purchase, []int{o}
		c.take(o)
	}
	return nil
}

// take elects an option in the round in progress.
func (c *count) take(o int) {
	c.elected = append(c.elected, o)
	c.rounds[c.now()].Elected = []int{o}
}

// openVotes writes the values of options that can still be elected; nil is absent.
func (c *count) openVotes(round *Round, values []*big.Rat) {
	round.Votes = make([]Number, len(values))
	for o, v := range values {
		if v != nil && c.electable(o) {
			round.Votes[o] = ratio(v)
		}
	}
}

// thieleGains returns what each option would add to the score of a set.
func (b *electorate) thieleGains(set []int) []*big.Rat {
	chosen := make([]bool, len(b.in))
	for _, o := range set {
		chosen[o] = true
	}
	// Ballots are counted by the number of options of the set that they approve; only
	// the sums are divided.
	n := len(b.in)
	flat := make([]uint64, (len(set)+1)*b.groups*n)
	for i, group := range b.e.group {
		cells, j := b.e.of(i), 0
		for _, m := range cells {
			if chosen[m.option] {
				j++
			}
		}
		row := flat[(j*b.groups+int(group))*n:]
		for _, m := range cells {
			row[m.option] += b.e.n[i]
		}
	}
	gains, column := make([]*big.Rat, n), make([]uint64, b.groups)
	for o := range gains {
		gains[o] = new(big.Rat)
		for j := range len(set) + 1 {
			some := uint64(0)
			for g := range column {
				column[g] = flat[(j*b.groups+g)*n+o]
				some |= column[g]
			}
			if some == 0 { // few ballots approve many options of a set
				continue
			}
			part := b.w.weigh(column)
			gains[o].Add(gains[o], part.Quo(part, big.NewRat(int64(j)+1, 1)))
		}
	}
	return gains
}

// countPAV elects the set with the highest score of all: a ballot that approves j of
// its options gives it 1 + 1/2 + … + 1/j of its weight (Lackner and Skowron 2023,
// rule 3). Sets are searched in order; a branch is left when even the sum of its best
// single gains falls short, which is a bound because further gains only shrink.
func countPAV(c *count) error {
	if !c.anybody() {
		return nil
	}
	if c.shared == nil {
		s := &pavSearch{electorate: c.electorate, limit: c.c.tieLimit()}
		s.size = min(c.seats, s.largest())
		s.search(nil, 0, new(big.Rat))
		c.shared = s
	}
	s := c.shared.(*pavSearch)
	sets := s.best
	round := c.round(First)
	for len(sets) > 1 {
		open := contested(sets)
		o := c.ch.pick(open, ForSeat, c.now(), func() []byte { return []byte(setKey(slices.Concat(sets...))) })
		if c.ch.stopped {
			return nil
		}
		sets = slices.DeleteFunc(slices.Clone(sets), func(set []int) bool { return !slices.Contains(set, o) })
	}
	c.elected = slices.Clone(sets[0])
	gains := c.thieleGains(nil)
	c.openVotes(round, gains)
	for _, o := range c.elected {
		round.Votes[o] = ratio(gains[o])
	}
	round.Elected = c.elected
	round.Score = ratio(s.score)
	return nil
}

// contested returns the options that are in some of the sets only.
func contested(sets [][]int) (open []int) {
	in := map[int]int{}
	for _, set := range sets {
		for _, o := range set {
			in[o]++
		}
	}
	for o, n := range in {
		if n < len(sets) {
			open = append(open, o)
		}
	}
	slices.Sort(open)
	return open
}

type pavSearch struct {
	*electorate
	size  int
	limit int
	score *big.Rat // of the best sets
	best  [][]int
}

// largest is the number of options that can be elected together.
func (s *pavSearch) largest() int {
	c := &count{electorate: s.electorate}
	for o := range s.in {
		if c.electable(o) {
			c.elected = append(c.elected, o)
		}
	}
	return len(c.elected)
}

// search extends a set by options from the next on.
func (s *pavSearch) search(set []int, next int, score *big.Rat) {
	if len(set) == s.size {
		d := 1
		if s.score != nil {
			d = score.Cmp(s.score)
		}
		if d > 0 {
			s.score, s.best = score, nil
		}
		if d >= 0 && len(s.best) <= s.limit {
			s.best = append(s.best, slices.Clone(set))
		}
		return
	}
	gains := s.thieleGains(set)
	c := &count{electorate: s.electorate, elected: set}
	var open []int
	for o := next; o < len(s.in); o++ {
		if c.electable(o) {
			open = append(open, o)
		}
	}
	if len(open) < s.size-len(set) || s.score != nil && !s.promising(s.bound(score, gains, open, s.size-len(set))) {
		return
	}
	for _, o := range open {
		s.search(append(slices.Clone(set), o), o+1, new(big.Rat).Add(score, gains[o]))
	}
}

// promising reports whether a branch with that bound is worth a look: for a better
// set, or for one as good while not all that are wanted are found.
func (s *pavSearch) promising(bound *big.Rat) bool {
	d := bound.Cmp(s.score)
	return d > 0 || d == 0 && len(s.best) <= s.limit
}

// bound is the score with the highest gains of so many options.
func (s *pavSearch) bound(score *big.Rat, gains []*big.Rat, open []int, seats int) *big.Rat {
	sorted := slices.Clone(open)
	slices.SortFunc(sorted, func(a, b int) int { return gains[b].Cmp(gains[a]) })
	sum := new(big.Rat).Set(score)
	for _, o := range sorted[:min(seats, len(sorted))] {
		sum.Add(sum, gains[o])
	}
	return sum
}
