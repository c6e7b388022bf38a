package recount

import (
	"errors"
	"fmt"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// ErrNoBallots is returned for a result that was not made by [ballot.Count] or
// [ballot.Recheck], and holds no ballots to be counted again.
var ErrNoBallots = errors.New("result without ballots: count a tally, or read a record with Recheck")

// A Disagreement says that the two counts differ. One of them is wrong, and a result
// that has one must not be published.
type Disagreement struct {
	Contest string // its ID
	What    string // "outcome", "elected" or "sets"
	Counted string // what the result says
	Again   string // what the second count has found
}

// Error returns one sentence.
func (d *Disagreement) Error() string {
	return fmt.Sprintf("contest %q: %s counted %s, counted again %s; publish neither before it is known why",
		d.Contest, d.What, d.Counted, d.Again)
}

// Agree counts the ballots of a result again and compares the outcome, who is elected
// and, of a tie, the sets that can be elected. It returns a [*Disagreement] where they
// differ. Where one count has not followed every course of a tie, what it has found is
// held against the other.
func Agree(r *ballot.Result) error {
	t := r.Tally()
	if t == nil {
		return ErrNoBallots
	}
	merged := r.Merged
	if merged == nil {
		merged = [][]int{}
	}
	again, err := count(readVote(t, merged), ballot.Options{Lot: r.Lot, Without: r.Without})
	if err != nil {
		return fmt.Errorf("count again: %w", err)
	}
	return Compare(r, again)
}

// Compare holds a result against the outcome of a second count.
func Compare(r *ballot.Result, again Outcome) error {
	differ := func(what string, counted, found any) error {
		return &Disagreement{r.Contest.ID, what, fmt.Sprint(counted), fmt.Sprint(found)}
	}
	switch {
	case undecided(r, again):
		return nil
	case r.Outcome != again.Word:
		return differ("outcome", r.Outcome, again.Word)
	case r.Incomplete || again.Incomplete:
		if set, ok := missing(r.Sets, again.Sets); !ok && !again.Incomplete {
			return differ("sets", r.Sets, fmt.Sprint("without ", set))
		}
		if set, ok := missing(again.Sets, r.Sets); !ok && !r.Incomplete {
			return differ("sets", fmt.Sprint("without ", set), again.Sets)
		}
		return nil
	case !slices.EqualFunc(r.Sets, again.Sets, slices.Equal[[]int]):
		return differ("sets", r.Sets, again.Sets)
	}
	if elected := slices.Sorted(slices.Values(r.Elected)); !slices.Equal(elected, again.Elected) {
		return differ("elected", elected, again.Elected)
	}
	return nil
}

// undecided reports whether one of the counts has looked at some courses of a tie
// only, and found in them nothing but what the other says of all.
func undecided(r *ballot.Result, again Outcome) bool {
	var seen [][]int
	var elected []int
	switch {
	case again.Incomplete && r.Outcome == ballot.Elected:
		seen, elected = again.Sets, slices.Sorted(slices.Values(r.Elected))
	case r.Incomplete && again.Word == ballot.Elected:
		seen, elected = r.Sets, again.Elected
	default:
		return false
	}
	return !slices.ContainsFunc(seen, func(set []int) bool {
		persons := slices.DeleteFunc(slices.Clone(set), func(o int) bool { return r.Contest.Options[o].None })
		return !slices.Equal(persons, elected)
	})
}

// missing returns a set that is not among others.
func missing(sets, others [][]int) (set []int, ok bool) {
	for _, s := range sets {
		if !slices.ContainsFunc(others, func(o []int) bool { return slices.Equal(s, o) }) {
			return s, false
		}
	}
	return nil, true
}
