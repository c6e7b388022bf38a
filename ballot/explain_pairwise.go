package ballot

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// maxPairwise is the number of options that a comparison of pairs is shown for.
const maxPairwise = 16

// beatPaths writes Schulze's comparison of all pairs and the strongest paths.
func (e *explainer) beatPaths() {
	options := e.compared()
	e.comparison(options)
	e.matrix("ballot.round.paths", options, e.r.Paths)
	e.smith()
	for _, w := range e.r.Rounds[0].Elected {
		e.whoBeatsWhom(w, options)
	}
	e.ties(0)
}

// compared are the options of the tables: all, or the best where they are many.
func (e *explainer) compared() []int {
	all := slices.Concat(e.r.Ranking...)
	if len(all) == 0 {
		all = e.base.standing()
	}
	if len(all) > maxPairwise {
		e.say("ballot.round.best-only", i18n.Int("n", maxPairwise), i18n.Int("all", len(all)))
		all = all[:maxPairwise]
	}
	return slices.Sorted(slices.Values(all))
}

// comparison writes the table of pairs.
func (e *explainer) comparison(options []int) {
	key := "ballot.round.pairs"
	if e.weighted() {
		key = "ballot.round.weighted-pairs"
	}
	e.matrix(key, options, e.r.Pairwise)
}

// matrix writes a table with a row and a column for each option; columns are headed by
// the numbers of the rows.
func (e *explainer) matrix(key string, options []int, of [][]Number) {
	e.say(key)
	t := &table{columns: []column{{title: "", right: true}, e.column("ballot.column.option")}}
	for i := range options {
		t.columns = append(t.columns, column{title: strconv.Itoa(i + 1), right: true})
	}
	for i, o := range options {
		row := []string{strconv.Itoa(i + 1), e.labels[o]}
		for _, other := range options {
			row = append(row, e.number(of[o][other]))
		}
		t.add(row...)
	}
	e.table(t)
}

// smith names who wins against everybody else, or who is in the circle at the top.
func (e *explainer) smith() {
	if e.r.Condorcet >= 0 {
		e.say("ballot.round.condorcet", e.name("name", e.r.Condorcet))
		return
	}
	if len(e.r.Smith) > 1 {
		e.say("ballot.round.smith", e.names("names", e.r.Smith))
	}
}

// whoBeatsWhom compares the strongest path from the winner to each other with the one
// back.
func (e *explainer) whoBeatsWhom(w int, options []int) {
	var items []string
	for _, o := range options {
		if o == w {
			continue
		}
		to, back := e.r.Paths[w][o], e.r.Paths[o][w]
		key := "ballot.path.equal"
		if to.Cmp(back) > 0 {
			key = "ballot.path.stronger"
		}
		if to.r.Sign() == 0 {
			key = "ballot.path.no-path"
		}
		items = append(items, e.Text(key, e.name("name", o), e.numberArg("to", to), e.numberArg("back", back),
			i18n.Text("chain", e.chain(w, o))))
	}
	if len(items) == 0 {
		return
	}
	e.say("ballot.path.intro", e.name("name", w))
	e.list(items)
}

// chain names a shortest path of defeats of the strength of the strongest path.
func (e *explainer) chain(from, to int) string {
	least := e.r.Paths[from][to]
	if least.r.Sign() == 0 {
		return ""
	}
	return e.walk(from, to, func(a, b int) bool { return e.defeat(a, b).Cmp(least.r) >= 0 })
}

// defeat is the strength with which a beats b; zero when it does not.
func (e *explainer) defeat(a, b int) *big.Rat {
	x, y := e.r.Pairwise[a][b], e.r.Pairwise[b][a]
	switch {
	case x.IsZero() || x.Cmp(y) <= 0:
		return new(big.Rat)
	case e.c.Variant.Defeats == Margins:
		return x.Rat().Sub(x.Rat(), y.Rat())
	}
	return x.Rat()
}

// walk names the options of a shortest path along edges.
func (e *explainer) walk(from, to int, edge func(a, b int) bool) string {
	before := make([]int, len(e.c.Options))
	for i := range before {
		before[i] = -1
	}
	for queue := []int{from}; len(queue) > 0 && before[to] < 0; queue = queue[1:] {
		for o := range before {
			if before[o] < 0 && o != from && edge(queue[0], o) {
				before[o] = queue[0]
				queue = append(queue, o)
			}
		}
	}
	path := []string{e.quoted(to)}
	for o := to; o != from && before[o] >= 0; o = before[o] {
		path = append(path, e.quoted(before[o]))
	}
	slices.Reverse(path)
	return strings.Join(path, " > ")
}

// locking writes the defeats of ranked pairs in the order in which they were settled.
func (e *explainer) locking() {
	if len(e.r.Pairwise) > 0 {
		e.comparison(e.compared())
		e.smith()
	}
	locked := make([]bool, len(e.c.Options)*len(e.c.Options))
	n := len(e.c.Options)
	t := &table{columns: []column{e.numbers("ballot.column.step"), e.column("ballot.column.defeat"),
		e.numbers("ballot.column.strength"),
		e.column("ballot.column.locked")}}
	for i := range e.r.Rounds {
		p := e.r.Rounds[i].Pair
		if p == nil {
			continue
		}
		what := e.Text("ballot.pair-locked")
		if p.Locked {
			locked[p.Winner*n+p.Loser] = true
		} else {
			what = e.Text("ballot.pair-passed", i18n.Text("chain",
				e.walk(p.Loser, p.Winner, func(a, b int) bool { return locked[a*n+b] })))
		}
		t.add(e.whole(uint64(i+1)), e.Text("ballot.pair", e.name("winner", p.Winner), e.name("loser", p.Loser)),
			e.number(p.Strength), what)
	}
	if len(t.rows) > 0 {
		e.say("ballot.round.defeats")
		e.table(t)
	}
	for i := range e.r.Rounds {
		e.ties(i)
	}
	if last := e.r.Rounds[len(e.r.Rounds)-1]; len(last.Elected) > 0 {
		e.say("ballot.round.unbeaten", e.names("names", last.Elected))
	}
}
