package ballot

import (
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// transfers writes the rounds of instant runoff and single transferable votes.
func (e *explainer) transfers() {
	e.settle()
	for i := range e.r.Rounds {
		round := &e.r.Rounds[i]
		e.subheading(e.Text("ballot.heading.round", i18n.Int("n", i+1), i18n.Term("act", "ballot.act."+round.Act.String())))
		e.moved(i)
		e.transferTable(i)
		e.ended(round)
		e.ties(i)
		e.reached(round)
		e.goes(i)
	}
}

// moved says whose votes went where before a round.
func (e *explainer) moved(i int) {
	round := &e.r.Rounds[i]
	switch {
	case round.Act == First && e.c.Method == MeekSTV:
		e.say("ballot.moved.meek-first")
		e.quota(round)
	case round.Act == First:
		e.say("ballot.moved.first")
		e.quota(round)
	case round.Act == Iteration:
		e.say("ballot.moved.meek", e.numberArg("surplus", round.Surplus))
	case round.Act == Exclusion && len(round.Of) > 1:
		e.say("ballot.moved.exclusions", e.names("names", round.Of))
	case round.Act == Exclusion:
		e.say("ballot.moved.exclusion", e.names("names", round.Of))
	case round.Act == Transfer:
		e.surpluses(i)
	}
}

// quota says how the quota comes about.
func (e *explainer) quota(round *Round) {
	if e.c.Method == InstantRunoff || round.Quota.IsZero() {
		return
	}
	active := new(big.Rat)
	for _, v := range round.Votes {
		active.Add(active, v.Rat())
	}
	parts := e.c.Seats + 1
	if q := e.c.Variant.Quota; q == HareWhole || q == HareDecimal {
		parts--
	}
	e.say("ballot.round.quota."+e.c.Method.String(), e.amountArg("votes", Number{active, round.Quota.places}),
		i18n.Int("parts", parts),
		e.amountArg("quota", round.Quota))
}

// surpluses says how large each surplus was, and with what part of their value ballots
// went on.
func (e *explainer) surpluses(i int) {
	round, before := &e.r.Rounds[i], e.r.Rounds[i-1].Votes
	var items []string
	for _, o := range round.Of {
		surplus := difference(before[o], round.Quota)
		if surplus.r.Sign() <= 0 {
			continue
		}
		part := ratio(new(big.Rat).Quo(surplus.Rat(), before[o].Rat()))
		items = append(items, e.Text("ballot.moved.surplus", e.name("name", o), e.amountArg("votes", before[o]),
			e.amountArg("surplus", surplus), e.numberArg("part", part)))
	}
	if len(items) == 0 {
		e.say("ballot.moved.no-surplus", e.names("names", round.Of))
		return
	}
	e.say("ballot.moved.surpluses")
	e.list(items)
	e.say("ballot.moved.rounded."+e.c.Method.String(), i18n.Int("n", max(0, round.Quota.Places())))
}

// transferTable lists votes, what came and went, and where the rest is, down to the sum.
func (e *explainer) transferTable(i int) {
	round := &e.r.Rounds[i]
	t := &table{columns: []column{e.column("ballot.column.option"), e.numbers(e.valueKey())}}
	if i > 0 {
		t.columns = append(t.columns, e.numbers("ballot.column.change"))
	}
	if round.Keep != nil {
		t.columns = append(t.columns, e.numbers("ballot.column.keep"))
	}
	t.columns = append(t.columns, e.column("ballot.column.fate"))
	sum, rest := new(big.Rat), new(big.Rat)
	hidden := 0
	for k, o := range sortedBy(round.Votes, false) {
		sum.Add(sum, round.Votes[o].r)
		fate := e.fateSoFar(i, o)
		if e.longGone(i, o) {
			continue
		}
		if k >= maxRows && fate == "" {
			hidden++
			rest.Add(rest, round.Votes[o].r)
			continue
		}
		t.add(e.transferRow(i, o, fate)...)
	}
	places := round.Exhausted.places
	if hidden > 0 {
		e.transferFoot(t, e.Text("ballot.round.others", i18n.Int("n", hidden)), Number{rest, places}, Number{})
	}
	e.transferFoot(t, e.Text("ballot.column.exhausted"), round.Exhausted,
		e.changeOf(i, func(r *Round) Number { return r.Exhausted }))
	if !round.Residue.IsZero() {
		e.transferFoot(t, e.Text("ballot.column.residue"), round.Residue,
			e.changeOf(i, func(r *Round) Number { return r.Residue }))
	}
	sum.Add(sum, round.Exhausted.Rat()).Add(sum, round.Residue.Rat())
	e.transferFoot(t, e.Text("ballot.column.total"), Number{sum, places}, Number{})
	e.table(t)
}

func (e *explainer) transferRow(i, o int, fate string) []string {
	round := &e.r.Rounds[i]
	row := []string{e.labels[o], e.number(round.Votes[o])}
	if i > 0 {
		row = append(row, e.signed(difference(round.Votes[o], e.r.Rounds[i-1].Votes[o])))
	}
	if round.Keep != nil {
		row = append(row, e.number(round.Keep[o]))
	}
	return append(row, fate)
}

// transferFoot adds a row that is no option.
func (e *explainer) transferFoot(t *table, label string, n, change Number) {
	row := make([]string, len(t.columns))
	row[0], row[1] = label, e.number(n)
	if !change.IsZero() {
		row[2] = e.signed(change)
	}
	t.add(row...)
}

func (e *explainer) changeOf(i int, of func(*Round) Number) Number {
	if i == 0 {
		return Number{}
	}
	return difference(of(&e.r.Rounds[i]), of(&e.r.Rounds[i-1]))
}

// fateSoFar is the fate of an option in this round, or that it was elected before.
func (e *explainer) fateSoFar(i, o int) string {
	if fate := e.fate(&e.r.Rounds[i], o); fate != "" {
		return fate
	}
	if e.electedIn[o] < i {
		return e.Text("ballot.fate.elected-before")
	}
	if e.outBefore(i, o) {
		return e.Text("ballot.fate.excluded-before")
	}
	return ""
}

func (e *explainer) outBefore(i, o int) bool { return e.outIn[o] < i }

// settle notes in which round each option was elected or went out; never is after the
// last.
func (e *explainer) settle() {
	e.electedIn, e.outIn = make([]int, len(e.c.Options)), make([]int, len(e.c.Options))
	for o := range e.outIn {
		e.electedIn[o], e.outIn[o] = len(e.r.Rounds), len(e.r.Rounds)
	}
	for i := range e.r.Rounds {
		for _, o := range e.r.Rounds[i].Elected {
			e.electedIn[o] = i
		}
		for _, o := range e.r.Rounds[i].Excluded {
			e.outIn[o] = i
		}
	}
}

// longGone reports whether an option went out earlier and has nothing left to lose.
func (e *explainer) longGone(i, o int) bool {
	return e.r.Rounds[i].Votes[o].r.Sign() == 0 && e.outBefore(i, o) && e.r.Rounds[i-1].Votes[o].Rat().Sign() == 0
}

// ended says which of the ballots that prefer nobody any more a flaw has cut short.
func (e *explainer) ended(round *Round) {
	if len(round.Ended) > 0 {
		e.say("ballot.round.ended")
		e.list(e.reasons(round.Ended))
	}
}

// reached says who is elected, and by what.
func (e *explainer) reached(round *Round) {
	switch {
	case e.c.Method == InstantRunoff:
		key := "ballot.round.majority-needed"
		if e.weighted() {
			key = "ballot.round.half-needed"
		}
		e.say(key, e.amountArg("votes", round.Quota))
		for _, o := range round.Elected {
			e.say("ballot.round.has-majority", e.name("name", o), e.amountArg("votes", round.Votes[o]))
		}
	case len(round.Elected) > 0 && e.c.Method == WeightedSTV && e.tookMost(round):
		e.say("ballot.round.took-most", e.names("names", round.Elected), e.amountArg("quota", round.Quota))
	case len(round.Elected) > 1:
		e.say("ballot.round.reach-quota", e.names("names", round.Elected), e.amountArg("quota", round.Quota))
	case len(round.Elected) == 1:
		e.say("ballot.round.reaches-quota", e.names("names", round.Elected), e.amountArg("quota", round.Quota))
	case len(round.Deemed) == 0 && !e.full(round):
		e.say("ballot.round.nobody-reaches", e.amountArg("quota", round.Quota))
	}
	if len(round.Deemed) > 0 {
		key := "ballot.round.deemed"
		if len(round.Deemed) > 1 {
			key = "ballot.round.deemed-several"
		}
		e.say(key, e.names("names", round.Deemed))
	}
}

// tookMost reports whether others with a quota were not taken in the round.
func (e *explainer) tookMost(round *Round) bool {
	for o, v := range round.Votes {
		if !v.IsZero() && v.Cmp(round.Quota) >= 0 && !slices.Contains(round.Elected, o) &&
			!slices.Contains(e.electedBefore(round), o) {
			return true
		}
	}
	return false
}

func (e *explainer) electedBefore(round *Round) (all []int) {
	for i := range e.r.Rounds {
		if &e.r.Rounds[i] == round {
			break
		}
		all = append(append(all, e.r.Rounds[i].Elected...), e.r.Rounds[i].Deemed...)
	}
	return all
}

// full reports whether all seats were filled before a round.
func (e *explainer) full(round *Round) bool { return len(e.electedBefore(round)) >= e.c.Seats }

// goes says who goes out of the count, and why.
func (e *explainer) goes(i int) {
	round := &e.r.Rounds[i]
	if len(round.Excluded) == 0 {
		if e.full(round) {
			e.say("ballot.round.over")
		}
		return
	}
	name := e.names("names", round.Excluded)
	minimum := i == 0 && e.c.Variant.MinVotes > 0 &&
		round.Votes[round.Excluded[0]].Cmp(ratio(big.NewRat(int64(e.c.Variant.MinVotes), 1))) < 0
	switch {
	case e.c.Options[round.Excluded[0]].WriteIns:
		e.say("ballot.goes.write-ins", name)
	case minimum && (len(round.Excluded) > 1 || e.c.Method == InstantRunoff || e.c.Method == WeightedSTV):
		e.say("ballot.goes.minimum", name, i18n.Int("n", e.c.Variant.MinVotes))
	case len(round.Excluded) > 1:
		e.say("ballot.goes.batch", name)
	default:
		e.say("ballot.goes.fewest", name, e.amountArg("votes", round.Votes[round.Excluded[0]]))
	}
}
