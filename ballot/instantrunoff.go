package ballot

import (
	"fmt"
	"math/big"
	"slices"
)

// countInstantRunoff: each ballot counts for its best option still in. Who has more
// than half of the votes is elected; otherwise who has the fewest goes out, and the
// ballots move on (Robert's Rules of Order Newly Revised, preferential voting). The
// last one left is elected without a majority, too. Rounds are those that the
// program RCTab reports.
func countInstantRunoff(c *count) error {
	r := &runoff{count: c, piles: newPiles(c.e, slices.Clone(c.in)), votes: c.table(),
		exhausted: make([][reasonCount]uint64, c.groups)}
	if !c.anybody() {
		return nil
	}
	for i := range c.e.n {
		r.move(i, c.votersOf(i))
	}
	var out []int
	for len(c.elected) == 0 && !c.ch.stopped {
		act := First
		if len(c.rounds) > 0 {
			act = Exclusion
		}
		if err := r.report(c.round(act, out...)); err != nil {
			return err
		}
		if w := r.winner(); w >= 0 {
			c.elected = []int{w}
			c.rounds[c.now()].Elected = c.elected
			break
		}
		if left := r.left(); len(left) == 0 { // nobody but the pile of write-ins stood
			break
		} else if len(left) == 1 && r.writeIns() < 0 {
			c.elected = left
			c.rounds[c.now()].Deemed = left
			break
		}
		out = r.losers()
		c.rounds[c.now()].Excluded = out
		r.exclude(out)
	}
	c.finish = func(res *Result) { res.Margin = r.runoffMargin(res) }
	return nil
}

// A runoff is the state of an instant runoff.
type runoff struct {
	*count
	*piles
	votes     [][]uint64            // by group and option
	exhausted [][reasonCount]uint64 // by group and reason
	weight    []*big.Rat            // votes, weighed
	first     *big.Rat              // active weight of the first round
}

// move places ballot i, which n people cast.
func (r *runoff) move(i int, n uint64) {
	group := r.e.group[i]
	if o, ended := r.place(i); o >= 0 {
		r.votes[group][o] += n
	} else {
		r.exhausted[group][ended] += n
	}
}

func (r *runoff) left() (options []int) {
	for o, in := range r.piles.in {
		if in {
			options = append(options, o)
		}
	}
	return options
}

// report writes the votes of a round, and checks that none is lost.
func (r *runoff) report(round *Round) error {
	r.weight = r.weighOptions(r.votes)
	round.Votes = make([]Number, len(r.weight))
	active, ended := new(big.Rat), make([]uint64, r.groups)
	for _, o := range r.left() {
		round.Votes[o] = r.number(r.weight[o])
		active.Add(active, r.weight[o])
	}
	for reason := range reasonCount {
		sum := uint64(0)
		for g := range ended {
			ended[g] += r.exhausted[g][reason]
			sum += r.exhausted[g][reason]
		}
		if reason != Valid && sum > 0 {
			round.Ended = append(round.Ended, ReasonCount{reason, sum})
		}
	}
	exhausted := r.w.weigh(ended)
	round.Exhausted = r.number(exhausted)
	if r.first == nil {
		r.first = active
	}
	round.Quota = r.number(r.needed(active))
	if sum := new(big.Rat).Add(active, exhausted); sum.Cmp(r.w.weigh(r.marking())) != 0 {
		return fmt.Errorf("%w: %s in round %d", ErrConservation, sum.RatString(), len(r.rounds))
	}
	return nil
}

// needed returns what elects: a whole number of votes that is more than half, or
// with weights the half that must be exceeded.
func (r *runoff) needed(active *big.Rat) *big.Rat {
	if r.c.Variant.MajorityOf == OfFirst {
		active = r.first
	}
	half := new(big.Rat).Quo(active, big.NewRat(2, 1))
	if !r.w.perHead {
		return half
	}
	votes := new(big.Int).Quo(half.Num(), half.Denom())
	return new(big.Rat).SetInt(votes.Add(votes, big.NewInt(1)))
}

// winner returns who has a majority, or -1.
func (r *runoff) winner() int {
	left := r.left()
	if len(r.rounds) == 1 && r.writeIns() >= 0 || r.c.Variant.ToTheEnd && len(left) > 2 {
		return -1
	}
	needed := r.rounds[r.now()].Quota.Rat()
	for _, o := range left {
		if d := r.weight[o].Cmp(needed); d > 0 || d == 0 && r.w.perHead {
			return o
		}
	}
	return -1
}

// writeIns returns the pile of write-ins while it is in, or -1.
func (r *runoff) writeIns() int {
	return slices.IndexFunc(r.left(), func(o int) bool { return r.c.Options[o].WriteIns })
}

// losers returns who goes out: the pile of write-ins, all below the declared number
// of votes, a batch that cannot catch up, or the one with the fewest.
func (r *runoff) losers() []int {
	left := r.left()
	if k := r.writeIns(); k >= 0 {
		return left[k : k+1]
	}
	if r.firstToGo() {
		if low := r.belowMinimum(left); len(low) > 0 && len(low) < len(left) {
			return low
		}
	}
	slices.SortStableFunc(left, func(a, b int) int { return r.weight[a].Cmp(r.weight[b]) })
	if r.c.Variant.Batch {
		if batch := r.batch(left); len(batch) > 1 {
			return batch
		}
	}
	tied := left[:1]
	for len(tied) < len(left) && r.weight[left[len(tied)]].Cmp(r.weight[left[0]]) == 0 {
		tied = left[:len(tied)+1]
	}
	slices.Sort(tied)
	return []int{r.breakTie(tied, ForGoing, r.state)}
}

// firstToGo reports whether nobody but the pile of write-ins has gone out yet.
func (c *count) firstToGo() bool {
	for _, r := range c.rounds {
		for _, o := range r.Excluded {
			if !c.c.Options[o].WriteIns {
				return false
			}
		}
	}
	return true
}

func (r *runoff) belowMinimum(left []int) (low []int) {
	least := big.NewRat(int64(r.c.Variant.MinVotes), 1)
	for _, o := range left {
		if r.weight[o].Cmp(least) < 0 {
			low = append(low, o)
		}
	}
	return low
}

// batch returns, of options from the fewest votes up, the largest number at the low
// end that together have fewer votes than the next one has alone.
func (r *runoff) batch(sorted []int) []int {
	together, size := new(big.Rat), 0
	for i, o := range sorted {
		if i > 0 && together.Cmp(r.weight[o]) < 0 {
			size = i
		}
		together.Add(together, r.weight[o])
	}
	batch := slices.Clone(sorted[:size])
	slices.Sort(batch)
	return batch
}

// exclude takes options out and moves their ballots.
func (r *runoff) exclude(out []int) {
	for _, o := range out {
		r.piles.in[o] = false
	}
	for _, o := range out {
		for g := range r.votes {
			r.votes[g][o] = 0
		}
		for i := r.lift(o); i >= 0; {
			below := r.next[i]
			r.move(int(i), r.votersOf(int(i)))
			i = below
		}
	}
}

// state tells apart courses that go on differently.
func (r *runoff) state() []byte {
	return r.withHistory([]byte(setKey(r.left())))
}

// lastRound is the difference between the winner and the next in the last round.
func (r *runoff) lastRound() *Margin {
	var sorted []*big.Rat
	for _, o := range r.left() {
		sorted = append(sorted, r.weight[o])
	}
	slices.SortFunc(sorted, func(a, b *big.Rat) int { return b.Cmp(a) })
	m := &Margin{}
	if len(sorted) > 1 {
		m.LastRound = ratio(sorted[0].Sub(sorted[0], sorted[1]))
	}
	return m
}
