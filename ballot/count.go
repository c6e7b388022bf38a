package ballot

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"math/big"
	"slices"
)

// Options of a count: what is not declared with the contest, because it comes after
// the ballots. The zero value counts without a lot.
type Options struct {
	Lot     *Lot  // the lot order; without one a tie stays a tie
	Without []int // options to leave out, such as a member who has left
}

// Count counts the ballots of a tally by the method of its contest. The result is
// the same whatever the order in which ballots were added, split and merged. It
// fails for a lot that is no permutation and for options that do not exist.
func Count(t *Tally, o Options) (*Result, error) {
	t = t.Merged()
	lot, err := prepare(t.c, o)
	if err != nil {
		return nil, err
	}
	base := newCount(t, o)
	r := &Result{Contest: t.c, Without: slices.Sorted(slices.Values(o.Without)), Lot: o.Lot, Ballots: sha256.Sum256(t.encode(base.e)),
		Accounts: t.Accounts(), Merged: t.merged, Condorcet: -1, tally: t}
	base.describe(r)
	if !base.quorum(r) {
		r.Outcome = NoQuorum
		return r, nil
	}
	base.floor(r)
	main, err := base.run(&chooser{lot: lot, options: len(t.c.Options)})
	if err != nil {
		return nil, err
	}
	main.conclude(r)
	if err := base.others(r, main, lot); err != nil {
		return nil, err
	}
	if len(r.Rounds) > 0 {
		base.margin(r, main)
	}
	return r, nil
}

// Vacancy fills the seats of options that have left by counting the stored ballots
// again without them (Nachrücken). Who was elected and stays keeps the seat; successors
// are those that the new count elects besides them, in the order of election, as many
// as seats are open. A tie that nothing breaks leaves its seats open.
func Vacancy(r *Result, left ...int) (successors []int, again *Result, err error) {
	for _, o := range left {
		if !slices.Contains(r.Elected, o) {
			return nil, nil, fmt.Errorf("%w: %d was not elected, so no seat is open", ErrOption, o)
		}
	}
	again, err = Count(r.tally, Options{Lot: r.Lot, Without: slices.Concat(r.Without, left)})
	if err != nil {
		return nil, nil, err
	}
	for _, o := range again.Elected {
		if len(successors) < len(left) && !slices.Contains(r.Elected, o) {
			successors = append(successors, o)
		}
	}
	return successors, again, nil
}

// prepare checks the options of a count.
func prepare(c *Contest, o Options) (lot []int, err error) {
	for i, w := range o.Without {
		if w < 0 || w >= len(c.Options) || slices.Contains(o.Without[:i], w) {
			return nil, fmt.Errorf("%w: %d to be left out of %d", ErrOption, w, len(c.Options))
		}
	}
	if o.Lot == nil {
		return nil, nil
	}
	lot, err = o.Lot.positions(len(c.Options))
	if c.Tie == TieOpen {
		lot = nil
	}
	return lot, err
}

// A count is one course of a count. What does not change with the course is shared
// between courses.
type count struct {
	*electorate
	ch       *chooser
	rounds   []Round
	elected  []int
	ranking  [][]int
	settled  []Tie     // ties that earlier rounds broke
	history  hash.Hash // of the votes of the first digested rounds
	digested int
	// Options with the same votes in the first classified rounds are of one class.
	classes    []int
	classified int
	finish     func(*Result) // what the method alone knows of
}

// An electorate is what all courses of a count share.
type electorate struct {
	c       *Contest
	tally   *Tally
	e       *entries
	groups  int
	w       weights
	turnout []uint64 // valid ballots by group
	in      []bool   // options that take part
	seats   int
	shared  any // what a method prepares once
}

func newCount(t *Tally, o Options) *electorate {
	c := t.c
	b := &electorate{c: c, tally: t, e: t.entries(), groups: c.groupCount(), in: make([]bool, len(c.Options)), seats: c.Seats}
	b.turnout = make([]uint64, b.groups)
	for g := range b.turnout {
		b.turnout[g] = t.accounts[g][Valid]
	}
	b.w = weightsOf(c, t.merged, b.turnout)
	for i, option := range c.Options {
		b.in[i] = !option.Withdrawn && !slices.Contains(o.Without, i)
	}
	return b
}

// run counts one course.
func (b *electorate) run(ch *chooser) (*count, error) {
	c := &count{electorate: b, ch: ch}
	if b.uncontested() {
		c.elected = slices.DeleteFunc(b.standing(), func(o int) bool { return b.c.Options[o].WriteIns })
		return c, nil
	}
	return c, b.c.Method.traits().strategy(c)
}

// uncontested reports whether all options that take part are elected without a count:
// they are no more than the seats, and not too many of one affiliation.
func (b *electorate) uncontested() bool {
	all := b.standing()
	return b.c.Uncontested && len(all) <= b.seats && (&count{electorate: b}).fits(all)
}

// describe fills in what is known before the count.
func (b *electorate) describe(r *Result) {
	r.Weights = make([]Number, b.groups)
	for g := range r.Weights {
		r.Weights[g] = ratio(b.w.of[g])
	}
	r.Support = b.support()
}

// support counts, by group and option, the ballots for an option.
func (b *electorate) support() [][]uint64 {
	n := b.c.choices()
	flat := make([]uint64, b.groups*n)
	by := make([][]uint64, b.groups)
	for g := range by {
		by[g] = flat[g*n : (g+1)*n : (g+1)*n]
	}
	ranked := b.c.Kind() == Ranking
	for i, group := range b.e.group {
		for _, m := range b.e.of(i) {
			if ranked && m.value > 1 {
				break
			}
			by[group][m.option] += b.e.n[i]
		}
	}
	return by
}

// conclude writes a course into the result.
func (c *count) conclude(r *Result) {
	r.Rounds, r.Ties, r.Ranking = c.rounds, c.ch.ties, c.ranking
	r.Earlier = c.settled
	r.Elected = c.seated()
	r.Outcome, r.Vacant = Elected, c.seats-len(r.Elected)
	if c.finish != nil {
		c.finish(r)
	}
}

// seated are the options elected, without "none of these".
func (c *count) seated() []int {
	return slices.DeleteFunc(slices.Clone(c.elected), func(o int) bool { return c.c.Options[o].None })
}

// others learns what other courses lead to where ties were met: which sets can be
// elected where nothing broke them, and which of them made the outcome.
func (b *electorate) others(r *Result, main *count, lot []int) error {
	if len(r.Ties) == 0 {
		return nil
	}
	runs := b.affordable()
	sets, complete, err := explore(len(b.c.Options), b.c.tieLimit(), runs, func(ch *chooser) ([]int, error) {
		c, err := b.run(ch)
		return c.elected, err
	})
	if err != nil {
		return err
	}
	unbroken := slices.ContainsFunc(r.Ties, func(t Tie) bool { return t.By == Unbroken })
	if unbroken && (len(sets) > 1 || !complete) {
		r.Outcome, r.Elected, r.Vacant = Tied, common(sets, complete), 0
		r.Sets, r.Incomplete = sets, !complete
	}
	if complete && len(sets) == 1 {
		for i := range r.Ties {
			r.Ties[i].Decisive = Immaterial
		}
		return nil
	}
	return b.decisive(r, main, lot, runs)
}

// common is what all sets share; of an incomplete list nothing is known.
func common(sets [][]int, complete bool) (in []int) {
	if !complete {
		return nil
	}
	for _, o := range sets[0] {
		if !slices.ContainsFunc(sets, func(s []int) bool { return !slices.Contains(s, o) }) {
			in = append(in, o)
		}
	}
	return in
}

// decisive tries, for each tie, every other choice.
func (b *electorate) decisive(r *Result, main *count, lot []int, runs int) error {
	outcome := slices.Sorted(slices.Values(main.elected))
	path := make([]int, len(r.Ties))
	for i, t := range r.Ties {
		path[i] = slices.Index(t.Options, t.Chosen)
	}
	for i := range r.Ties {
		t := &r.Ties[i]
		if runs -= len(t.Options) - 1; runs < 0 {
			return nil
		}
		t.Decisive = Immaterial
		for k := range t.Options {
			if k == path[i] {
				continue
			}
			ch := &chooser{lot: lot, options: len(b.c.Options), path: append(slices.Clone(path[:i]), k)}
			c, err := b.run(ch)
			if err != nil {
				return err
			}
			if !slices.Equal(slices.Sorted(slices.Values(c.elected)), outcome) {
				t.Decisive = MadeOutcome
				break
			}
		}
	}
	return nil
}

// affordable is the number of courses that are tried. It depends on the size of the
// contest alone, so that the result is the same on every machine.
func (b *electorate) affordable() int {
	const work = 150_000_000 // reads of a mark: about half a second
	return min(50_000, max(8, work/max(1, b.cost())))
}

// cost estimates one course, in reads of a mark. A sum of weights costs a hundred.
func (b *electorate) cost() int {
	const sum = 100
	n, cells := len(b.c.Options), len(b.e.cells)+len(b.e.n)
	switch b.c.Method {
	case RankedPairs: // reads the pairwise table, not the ballots
		return 4 * n * n * n
	case Schulze, ProportionalPAV: // choose from what is found once
		return sum * n
	case InstantRunoff, ScottishSTV, WeightedSTV:
		return 2*cells + sum*n*n*b.groups
	case MeekSTV:
		return 20*n*cells + 20*sum*n*n
	}
	return (cells + sum*n*b.groups) * max(1, b.seats)
}

// round appends a round and returns it for more to be filled in. It is good until
// the next.
func (c *count) round(act Act, of ...int) *Round {
	c.rounds = append(c.rounds, Round{Act: act, Of: of})
	return &c.rounds[len(c.rounds)-1]
}

// now is the index of the round in progress.
func (c *count) now() int { return max(0, len(c.rounds)-1) }

// number writes weight: whole votes when each ballot is one.
func (c *count) number(r *big.Rat) Number { return ratio(r) }

// weighOptions weighs counts by group and option.
func (b *electorate) weighOptions(by [][]uint64) []*big.Rat {
	n := 0
	if len(by) > 0 {
		n = len(by[0])
	}
	all, column := make([]*big.Rat, n), make([]uint64, b.groups)
	for o := range all {
		for g := range column {
			column[g] = by[g][o]
		}
		all[o] = b.w.weigh(column)
	}
	return all
}

// standing returns the options that take part and can be elected, in order.
func (b *electorate) standing() (all []int) {
	for o, in := range b.in {
		if in {
			all = append(all, o)
		}
	}
	return all
}

// anybody reports whether anybody can be elected: some option takes part, and some
// ballot prefers somebody, who may have been left out of this count ([Options.Without]).
func (b *electorate) anybody() bool { return len(b.e.cells) > 0 && slices.Contains(b.in, true) }
