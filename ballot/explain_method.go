package ballot

import "github.com/dialog-cybersicherheit/dfc/i18n"

// method says in words how the votes were counted, what was declared, and the source.
func (e *explainer) method() {
	e.heading(e.Text("ballot.heading.method"))
	key := e.c.Method.TextKey()
	e.say("ballot.method-is", i18n.Term("method", key), i18n.Term("kind", e.c.Kind().TextKey()))
	e.say(key + ".how")
	if items := e.variant(); len(items) > 0 {
		e.say("ballot.variant.declared")
		e.list(items)
	}
	e.say("ballot.method-source", i18n.Text("source", e.c.Method.Source()))
	if e.c.Method == Motion {
		return
	}
	rule := e.c.Tie
	if e.c.LooksBack() && rule == TieByLot {
		rule = TieByEarlier
	}
	e.say("ballot.tie-rule." + rule.String())
	e.lot()
}

// variant lists what was declared where the method leaves a choice.
func (e *explainer) variant() (items []string) {
	v := e.c.Variant
	add := func(key string, args ...i18n.Arg) { items = append(items, e.Text(key, args...)) }
	switch e.c.Method {
	case Schulze, RankedPairs:
		add("ballot.variant.defeats." + v.Defeats.String())
	case Borda:
		add("ballot.variant.truncated." + v.Truncated.String())
	case Score:
		add("ballot.variant.points", i18n.Int("min", v.MinPoints), i18n.Int("max", v.MaxPoints))
	case InstantRunoff:
		add("ballot.variant.majority-of." + v.MajorityOf.String())
	case WeightedSTV:
		add("ballot.variant.decimals", i18n.Int("n", v.Decimals))
		add("ballot.variant.quota." + v.Quota.String())
	case EqualShares:
		add("ballot.variant.completion." + v.Completion.String())
	}
	for _, declared := range []struct {
		is  bool
		key string
	}{{v.Batch, "ballot.variant.batch"}, {v.ToTheEnd, "ballot.variant.to-the-end"},
		{v.OneByOne, "ballot.variant.one-by-one"}} {
		if declared.is {
			add(declared.key)
		}
	}
	if v.MinVotes > 0 {
		add("ballot.variant.min-votes", i18n.Int("n", v.MinVotes))
	}
	if e.c.Cap > 0 {
		add("ballot.variant.cap", i18n.Int("n", e.c.Cap))
	}
	return items
}

// lot writes the lot order and how it came about.
func (e *explainer) lot() {
	l := e.r.Lot
	if l == nil {
		return
	}
	e.say(l.How.TextKey(), i18n.Text("key", shown(l.Key)))
	if l.How == ByHand && l.Key != "" {
		e.say("ballot.lot.drawn", i18n.Text("key", shown(l.Key)))
	}
	e.say("ballot.lot.order", e.names("names", l.Order))
}
