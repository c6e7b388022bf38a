package ballot

import (
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// gains writes the rounds of sequential PAV.
func (e *explainer) gains() {
	var before []int
	for i := range e.r.Rounds {
		round := &e.r.Rounds[i]
		e.seatHeading(i)
		e.valueTable(round, "ballot.column.gain", false)
		e.ties(i)
		for _, o := range round.Elected {
			e.say("ballot.round.gain", e.name("name", o), i18n.Text("sum", e.gainSum(before, o)))
		}
		before = append(before, round.Elected...)
	}
}

func (e *explainer) seatHeading(i int) {
	round := &e.r.Rounds[i]
	e.subheading(e.Text("ballot.heading.round", i18n.Int("n", i+1), i18n.Term("act", "ballot.act."+round.Act.String())))
}

// gainSum writes how the gain of an option comes about: "12 · 1 + 4 · 1/2 = 14".
func (e *explainer) gainSum(set []int, option int) string {
	by := make([][]uint64, len(set)+1)
	for j := range by {
		by[j] = make([]uint64, e.base.groups)
	}
	for i, group := range e.base.e.group {
		cells, j, has := e.base.e.of(i), 0, false
		for _, m := range cells {
			has = has || int(m.option) == option
			if slices.Contains(set, int(m.option)) {
				j++
			}
		}
		if has {
			by[j][group] += e.base.e.n[i]
		}
	}
	text, sum := "", new(big.Rat)
	for j, ballots := range by {
		w := e.base.w.weigh(ballots)
		if w.Sign() == 0 {
			continue
		}
		if text != "" {
			text += " + "
		}
		part := big.NewRat(1, int64(j)+1)
		text += w.RatString() + " · " + part.RatString()
		sum.Add(sum, part.Mul(part, w))
	}
	if text == "" {
		return "0"
	}
	return text + " = " + e.rat(sum)
}

// purchases writes the rounds of Phragmén and of equal shares. It keeps the purses of
// the count again, to say who pays or bears what.
func (e *explainer) purchases() {
	start := new(big.Rat)
	total := e.base.w.weigh(e.base.turnout)
	if e.c.Method == EqualShares && total.Sign() > 0 {
		start.Quo(big.NewRat(int64(e.c.Seats), 1), total)
		e.say("ballot.round.budget", i18n.Int("n", e.c.Seats), e.numberArg("total", ratio(total)),
			e.numberArg("each", ratio(start)))
	}
	p := newPurses(&count{electorate: e.base}, start)
	loads := e.c.Method == Phragmen
	for i := range e.r.Rounds {
		round := &e.r.Rounds[i]
		e.seatHeading(i)
		if round.Act == Complete && !loads {
			e.say("ballot.complete." + e.c.Variant.Completion.String())
			if loads = e.c.Variant.Completion == ByPhragmen; loads {
				p.negate()
			}
		}
		e.valueTable(round, e.priceKey(round, loads), !e.byApproval(round))
		e.ties(i)
		e.bought(p, round, loads)
	}
}

// byApproval reports whether a round completes equal shares by most approvals.
func (e *explainer) byApproval(round *Round) bool {
	return round.Act == Complete && e.c.Variant.Completion == ByApproval
}

func (p *purses) negate() {
	for i, left := range p.amount {
		p.amount[i] = new(big.Rat).Neg(left)
	}
}

// priceKey heads the column of what an option costs in a round.
func (e *explainer) priceKey(round *Round, loads bool) string {
	switch {
	case loads:
		return "ballot.column.load"
	case round.Act == Complete:
		return e.valueKey()
	}
	return "ballot.column.price"
}

// bought says what the supporters of the option that was taken pay or bear.
func (e *explainer) bought(p *purses, round *Round, loads bool) {
	switch {
	case len(round.Elected) == 0:
		return
	case e.byApproval(round):
		e.say("ballot.round.most-approved", e.names("names", round.Elected))
		return
	case len(round.Elected) > 1 || round.Votes[round.Elected[0]].IsZero():
		e.say("ballot.round.unsupported", e.names("names", round.Elected))
		return
	}
	o := round.Elected[0]
	value := round.Votes[o].Rat()
	if loads {
		e.borne(p, o, value)
		p.charge(o, func(*big.Rat) *big.Rat { return value })
		return
	}
	e.paid(p, o, value)
	p.charge(o, func(left *big.Rat) *big.Rat {
		if left.Cmp(value) <= 0 {
			return new(big.Rat)
		}
		return new(big.Rat).Sub(left, value)
	})
}

// borne writes the load of the supporters: what they bear already and the 1 that is
// new, divided by their weight.
func (e *explainer) borne(p *purses, o int, load *big.Rat) {
	weight, sum := new(big.Rat), new(big.Rat)
	for _, h := range p.supporters(o) {
		weight.Add(weight, h.weight)
		sum.Add(sum, new(big.Rat).Mul(h.weight, p.amount[h.purse]))
	}
	e.say("ballot.round.borne", e.name("name", o), e.amountArg("weight", ratio(weight)),
		e.numberArg("borne", ratio(sum)),
		e.numberArg("load", ratio(load)))
}

// paid writes who pays the whole price, and who gives what is left.
func (e *explainer) paid(p *purses, o int, price *big.Rat) {
	full, poor, rest := new(big.Rat), new(big.Rat), new(big.Rat)
	for _, h := range p.supporters(o) {
		if left := p.amount[h.purse]; left.Cmp(price) < 0 {
			poor.Add(poor, h.weight)
			rest.Add(rest, new(big.Rat).Mul(h.weight, left))
		} else {
			full.Add(full, h.weight)
		}
	}
	paid := ratio(new(big.Rat).Mul(full, price))
	e.say("ballot.round.paid", e.name("name", o), e.numberArg("price", ratio(price)),
		e.amountArg("weight", ratio(full)), e.numberArg("sum", paid))
	if rest.Sign() > 0 {
		e.say("ballot.round.paid-rest", e.amountArg("weight", ratio(poor)), e.numberArg("sum", ratio(rest)))
	}
}
