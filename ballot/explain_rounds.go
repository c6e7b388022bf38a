package ballot

import (
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// course writes the rounds, each method in its family's way.
func (e *explainer) course() {
	if e.r.Outcome == NoQuorum {
		return
	}
	e.heading(e.Text("ballot.heading.rounds"))
	if len(e.r.Rounds) == 0 {
		e.withoutRounds()
		return
	}
	if e.r.Outcome == Tied {
		e.say("ballot.round.one-course")
	}
	e.support()
	switch e.c.Method {
	case Motion:
		e.votesOnce()
	case Plurality, Approval, Satisfaction, Score, Borda:
		e.scores()
	case ProportionalPAV:
		e.bestSet()
	case InstantRunoff, ScottishSTV, WeightedSTV, MeekSTV:
		e.transfers()
	case Schulze:
		e.beatPaths()
	case RankedPairs:
		e.locking()
	case SequentialPAV:
		e.gains()
	case Phragmen, EqualShares:
		e.purchases()
	}
	e.ranking()
}

// withoutRounds says why there was nothing to count.
func (e *explainer) withoutRounds() {
	switch standing := e.base.standing(); {
	case e.base.uncontested():
		e.say("ballot.round.uncontested")
	case len(standing) == 0:
		e.say("ballot.round.nobody-stands")
	default:
		e.say("ballot.round.nothing")
	}
}

// maxGroupColumns is the number of groups that a table has columns for.
const maxGroupColumns = 8

// support writes, by group, how many ballots stand for each option. With weights it
// has the sum as it is computed, where ballots for an option are all that counts.
func (e *explainer) support() {
	groups := e.visible()
	if len(groups) == 0 || len(groups) > maxGroupColumns || e.c.Kind() == Points {
		return
	}
	key := "ballot.round.support"
	if e.c.Kind() == Ranking {
		key = "ballot.round.first-ranks"
	}
	e.say(key)
	sums := e.weighted() && (e.c.Method == Plurality || e.c.Method == Approval || e.c.Method == Motion)
	t := &table{columns: []column{e.column("ballot.column.option")}}
	for _, g := range groups {
		t.columns = append(t.columns, column{title: e.group(g), right: true})
	}
	if sums {
		t.columns = append(t.columns, e.column("ballot.column.sum"))
	}
	for o := range e.labels {
		if e.c.Method != Motion && !e.base.in[o] {
			continue
		}
		row := []string{e.labels[o]}
		for _, g := range groups {
			row = append(row, e.whole(e.r.Support[g][o]))
		}
		if sums {
			row = append(row, e.sum(groups, o))
		}
		t.add(row...)
	}
	e.table(t)
}

// sum writes how the weight of an option comes about: "3 · 1/5 + 2 · 1/4 = 11/10".
func (e *explainer) sum(groups []int, option int) string {
	text, sum := "", new(big.Rat)
	for _, g := range groups {
		n := e.r.Support[g][option]
		if n == 0 {
			continue
		}
		if text != "" {
			text += " + "
		}
		text += e.whole(n) + " · " + e.r.Weights[g].String()
		part := new(big.Rat).SetInt(new(big.Int).SetUint64(n))
		sum.Add(sum, part.Mul(part, e.r.Weights[g].Rat()))
	}
	if text == "" {
		return "0"
	}
	return text + " = " + sum.RatString()
}

// valueKey is the heading of the column with what options have in a round.
func (e *explainer) valueKey() string {
	switch e.c.Method {
	case Score, Borda:
		return "ballot.column.points"
	case Satisfaction:
		return "ballot.column.parts"
	case Schulze:
		return "ballot.column.beaten"
	case SequentialPAV:
		return "ballot.column.gain"
	}
	if e.weighted() {
		return "ballot.column.weight"
	}
	return "ballot.column.votes"
}

// maxRows is the number of options of a round that are listed without anything
// happening to them.
const maxRows = 40

// sorted returns the options that have a number, the best first; best numbers are high
// or low.
func sortedBy(votes []Number, low bool) (options []int) {
	for o, v := range votes {
		if !v.IsZero() {
			options = append(options, o)
		}
	}
	slices.SortStableFunc(options, func(a, b int) int {
		if low {
			a, b = b, a
		}
		return compared(votes[b], votes[a])
	})
	return options
}

// compared is [Number.Cmp] for numbers that are there. Whole ones, as nearly all are, need
// no common denominator.
func compared(a, b Number) int {
	if a.r.IsInt() && b.r.IsInt() {
		return a.r.Num().Cmp(b.r.Num())
	}
	return a.r.Cmp(b.r)
}

// fate says in a cell what becomes of an option in a round.
func (e *explainer) fate(round *Round, o int) string {
	switch {
	case slices.Contains(round.Elected, o) && e.isNone(o):
		return e.Text("ballot.fate.none-of-these")
	case slices.Contains(round.Elected, o), slices.Contains(round.Deemed, o):
		return e.Text("ballot.fate.elected")
	case slices.Contains(round.Excluded, o):
		return e.Text("ballot.fate.excluded")
	}
	return ""
}

// valueTable lists options with what they have in a round.
func (e *explainer) valueTable(round *Round, valueKey string, low bool) {
	t := &table{columns: []column{e.column("ballot.column.option"), e.numbers(valueKey), e.column("ballot.column.fate")}}
	hidden := 0
	for i, o := range sortedBy(round.Votes, low) {
		fate := e.fate(round, o)
		if i >= maxRows && fate == "" {
			hidden++
			continue
		}
		t.add(e.labels[o], e.number(round.Votes[o]), fate)
	}
	if len(t.rows) == 0 {
		return
	}
	e.table(t)
	e.hiddenRows(hidden)
}

func (e *explainer) hiddenRows(n int) {
	if n > 0 {
		e.say("ballot.round.more", i18n.Int("n", n))
	}
}

// ranking lists all options from the best on, where the method ranks them and more
// than the tables above say.
func (e *explainer) ranking() {
	if len(e.r.Ranking) < 2 || e.c.Kind() != Ranking {
		return
	}
	e.subheading(e.Text("ballot.heading.ranking"))
	var items []string
	place := 1
	for _, level := range e.r.Ranking {
		if len(items) == maxRows {
			break
		}
		items = append(items, e.Text("ballot.round.place", i18n.Int("place", place), e.names("names", level)))
		place += len(level)
	}
	e.list(items)
}

// ties writes what the tie rule did in a round.
func (e *explainer) ties(round int) {
	for _, t := range e.r.Earlier {
		if t.Round == round {
			e.say("ballot.tie.earlier", e.tiedArg(t), i18n.Term("for", "ballot.tie.for."+t.For.String()),
				i18n.Int("round", e.decidingRound(t)+1), i18n.Text("chosen", e.tied(t, t.Chosen)),
				i18n.Term("result", "ballot.tie.chosen."+t.For.String()))
		}
	}
	for _, t := range e.r.Ties {
		if t.Round == round {
			e.say("ballot.tie."+t.By.String(), e.tiedArg(t), i18n.Term("for", "ballot.tie.for."+t.For.String()),
				i18n.Text("chosen", e.tied(t, t.Chosen)), i18n.Term("result", "ballot.tie.chosen."+t.For.String()),
				i18n.Term("decisive", "ballot.tie.decisive."+t.Decisive.String()))
		}
	}
}

// tied names an option of a tie, or a pair.
func (e *explainer) tied(t Tie, o int) string {
	if t.For != ForPair {
		return e.quoted(o)
	}
	n := len(e.c.Options)
	return e.Text("ballot.pair", e.name("winner", o/n), e.name("loser", o%n))
}

func (e *explainer) tiedArg(t Tie) i18n.Arg {
	all := make([]string, len(t.Options))
	for i, o := range t.Options {
		all[i] = e.tied(t, o)
	}
	return i18n.List("names", all...)
}

// decidingRound is the earlier round in which the votes of the tied differ so that one
// is left, as [count.breakTie] looks for it.
func (e *explainer) decidingRound(t Tie) int {
	still := t.Options
	for i := t.Round - 1; i >= 0; i-- {
		still = extreme(still, e.r.Rounds[i].Votes, t.For == ForGoing)
		if len(still) == 1 {
			return i
		}
	}
	return 0
}
