package ballot

import (
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// votesOnce writes the votes of a motion. Quorum and majority have said what follows.
func (e *explainer) votesOnce() {
	round := &e.r.Rounds[0]
	t := &table{columns: []column{e.column("ballot.column.vote"), e.numbers(e.valueKey())}}
	for o, v := range round.Votes {
		t.add(e.labels[o], e.number(v))
	}
	e.table(t)
	if e.r.Outcome == Rejected && round.Votes[Yes].Cmp(round.Votes[No]) == 0 && round.Votes[Yes].Rat().Sign() > 0 {
		e.say("ballot.round.equality")
	}
	e.say("ballot.round.motion-check")
}

// scores writes the one round of a method that adds up and takes the highest sums.
func (e *explainer) scores() {
	round := &e.r.Rounds[0]
	e.valueTable(round, e.valueKey(), false)
	if len(round.Elected) > 0 {
		e.say("ballot.round.highest", i18n.Int("n", e.c.Seats), e.names("names", round.Elected))
	}
	e.ties(0)
}

// bestSet writes the score of the set that is elected.
func (e *explainer) bestSet() {
	round := &e.r.Rounds[0]
	e.valueTable(round, "ballot.column.alone", false)
	if !round.Score.IsZero() {
		e.say("ballot.round.best-set", e.names("names", round.Elected), e.numberArg("score", round.Score))
		e.setParts(round.Elected)
	}
	e.ties(0)
}

// setParts says by how many options of the set the ballots approve, so that its score
// can be added up by hand.
func (e *explainer) setParts(set []int) {
	chosen := make([]bool, len(e.c.Options))
	for _, o := range set {
		chosen[o] = true
	}
	by := make([][]uint64, len(set)+1)
	for k := range by {
		by[k] = make([]uint64, e.base.groups)
	}
	for i, group := range e.base.e.group {
		k := 0
		for _, m := range e.base.e.of(i) {
			if chosen[m.option] {
				k++
			}
		}
		by[k][group] += e.base.e.n[i]
	}
	t := &table{columns: []column{e.numbers("ballot.column.approved"), e.numbers(e.valueKey()),
		e.column("ballot.column.adds")}}
	for k, ballots := range by {
		if w := e.base.w.weigh(ballots); k > 0 && w.Sign() > 0 {
			t.add(e.whole(uint64(k)), e.rat(w), harmonic(k))
		}
	}
	e.table(t)
}

// harmonic writes 1 + 1/2 + … + 1/k.
func harmonic(k int) string {
	text := "1"
	for i := 2; i <= k; i++ {
		if k > 5 && i > 3 && i < k {
			if i == 4 {
				text += " + …"
			}
			continue
		}
		text += " + 1/" + strconv.Itoa(i)
	}
	return text
}
