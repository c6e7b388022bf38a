package ballot

import (
	"encoding/binary"
	"fmt"
	"math/big"
	"math/bits"
	"slices"
)

// A transferable is the state of a count by single transferable votes in which
// papers keep a value in the fixed point of the rule. All amounts are units of
// 10^-places votes.
type transferable struct {
	*count
	*piles
	places    int
	unit      uint64   // one vote
	value     []uint64 // by ballot; at most unit
	votes     []sum128 // by option
	exhausted [reasonCount]sum128
	residue   sum128
	total     *big.Int // votes of all ballots that are not blank
	quota     *big.Int
	pending   []int // elected, with a surplus not yet transferred
}

func newTransferable(c *count, places int) *transferable {
	t := &transferable{count: c, piles: newPiles(c.e, slices.Clone(c.in)), places: places, unit: pow10(places).Uint64(),
		value: make([]uint64, len(c.e.n)), votes: make([]sum128, len(c.in)), total: new(big.Int)}
	for i := range c.e.n {
		n := c.votersOf(i)
		t.value[i] = t.unit
		t.move(i, n)
		t.total.Add(t.total, new(big.Int).SetUint64(n))
	}
	t.total.Mul(t.total, pow10(places))
	return t
}

// move places ballot i, which n people cast, at its value.
func (t *transferable) move(i int, n uint64) {
	if o, ended := t.place(i); o >= 0 {
		t.votes[o].addProduct(n, t.value[i])
	} else {
		t.exhausted[ended].addProduct(n, t.value[i])
	}
}

// active returns the votes that count for an option.
func (t *transferable) active() *big.Int {
	sum := new(big.Int)
	for _, v := range t.votes {
		sum.Add(sum, v.big())
	}
	return sum
}

// report writes the votes of a round, and checks that none is lost.
func (t *transferable) report(round *Round) error {
	sum, ended := t.active(), new(big.Int)
	round.Votes = make([]Number, len(t.votes))
	for o, v := range t.votes {
		if t.count.in[o] {
			round.Votes[o] = decimal(v.big(), t.places)
		}
	}
	for reason, v := range t.exhausted {
		ended.Add(ended, v.big())
		if whole := new(big.Int).Quo(v.big(), pow10(t.places)); reason != int(Valid) && !v.isZero() {
			round.Ended = append(round.Ended, ReasonCount{Reason(reason), whole.Uint64()})
		}
	}
	round.Exhausted, round.Residue = decimal(ended, t.places), decimal(t.residue.big(), t.places)
	round.Quota = decimal(t.quota, t.places)
	sum.Add(sum, ended).Add(sum, t.residue.big())
	if sum.Cmp(t.total) != 0 {
		return fmt.Errorf("%w: %s of %s in round %d", ErrConservation, decimal(sum, t.places), decimal(t.total, t.places), len(t.rounds))
	}
	return nil
}

// hopeful returns the options that are neither elected nor out.
func (t *transferable) hopeful() (options []int) {
	for o, in := range t.piles.in {
		if in {
			options = append(options, o)
		}
	}
	return options
}

// reach returns the hopeful options with a quota, most votes first.
func (t *transferable) reach() (options []int) {
	for _, o := range t.hopeful() {
		if t.votes[o].big().Cmp(t.quota) >= 0 {
			options = append(options, o)
		}
	}
	slices.SortStableFunc(options, func(a, b int) int { return t.votes[b].cmp(t.votes[a]) })
	return options
}

// win elects an option; its papers stay with it, and it takes no more.
func (t *transferable) win(o int) {
	t.elected = append(t.elected, o)
	t.piles.in[o] = false
}

// fewest returns the hopeful options with the fewest votes.
func (t *transferable) fewest() (tied []int) {
	for _, o := range t.hopeful() {
		if len(tied) > 0 {
			d := t.votes[o].cmp(t.votes[tied[0]])
			if d > 0 {
				continue
			}
			if d < 0 {
				tied = tied[:0]
			}
		}
		tied = append(tied, o)
	}
	return tied
}

// exclude moves the papers of options that go out, at the value they have.
func (t *transferable) exclude(out ...int) {
	for _, o := range out {
		t.piles.in[o] = false
	}
	for _, o := range out {
		t.votes[o] = sum128{}
		for i := t.lift(o); i >= 0; {
			below := t.next[i]
			t.move(int(i), t.votersOf(int(i)))
			i = below
		}
	}
}

// transfer moves the surplus of an elected option; revalue gives the new value of a
// paper. What rounding loses becomes residue, and the option keeps the quota.
func (t *transferable) transfer(o int, surplus *big.Int, revalue func(uint64) uint64) {
	moved := sum128{}
	for i := t.lift(o); i >= 0; {
		below := t.next[i]
		n := t.votersOf(int(i))
		t.value[i] = revalue(t.value[i])
		moved.addProduct(n, t.value[i])
		t.move(int(i), n)
		i = below
	}
	lost := new(big.Int).Sub(surplus, moved.big()) // not negative, because values are rounded down
	t.residue = sum128Of(lost.Add(lost, t.residue.big()))
	t.votes[o] = sum128Of(t.quota)
}

// sum128Of is the inverse of [sum128.big].
func sum128Of(b *big.Int) sum128 {
	low := new(big.Int).And(b, new(big.Int).SetUint64(^uint64(0)))
	return sum128{new(big.Int).Rsh(b, 64).Uint64(), low.Uint64()}
}

// mulDiv returns v·a/b rounded down, for a ≤ b, so that the result is at most v.
func mulDiv(v uint64, a, b *big.Int) uint64 {
	if b.IsUint64() {
		hi, lo := bits.Mul64(v, a.Uint64())
		q, _ := bits.Div64(hi, lo, b.Uint64()) // hi < b, because the result fits 64 bits
		return q
	}
	p := new(big.Int).Mul(new(big.Int).SetUint64(v), a)
	return p.Quo(p, b).Uint64()
}

// state tells apart courses that go on differently.
func (t *transferable) state() []byte {
	state := []byte(setKey(t.hopeful()))
	state = append(state, setKey(t.pending)...)
	state = append(state, 0xff)
	state = append(state, t.electedState()...)
	for i, v := range t.value {
		state = binary.AppendUvarint(binary.AppendUvarint(state, uint64(t.at[i])), v)
	}
	return t.withHistory(state)
}

// lastRound is the difference between the last one elected and the best of those who
// are not, in the last round. That one ballot at least has to change is all that is
// known of the margin, because transfer values move with every ballot.
func (t *transferable) lastRound() *Margin {
	if len(t.elected) == 0 || len(t.rounds) == 0 {
		return nil
	}
	m, last := &Margin{AtLeast: 1}, t.rounds[t.now()].Votes
	if len(t.ch.ties)+len(t.settled) > 0 {
		m.AtLeast = 0
	}
	var rest *big.Rat
	for o, v := range last {
		if !v.IsZero() && !slices.Contains(t.elected, o) && (rest == nil || v.Rat().Cmp(rest) > 0) {
			rest = v.Rat()
		}
	}
	if lowest := last[t.elected[len(t.elected)-1]]; rest != nil && !lowest.IsZero() {
		units := new(big.Rat).Mul(rest.Sub(lowest.Rat(), rest), new(big.Rat).SetInt(pow10(t.places)))
		m.LastRound = decimal(units.Num(), t.places)
	}
	return m
}
