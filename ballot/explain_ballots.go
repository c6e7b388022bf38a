package ballot

import (
	"math/big"
	"strconv"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// ballots writes how the ballots were judged, and what they weigh.
func (e *explainer) ballots() {
	e.heading(e.Text("ballot.heading.ballots"))
	total := e.totals()
	e.say("ballot.ballots.cast", count64("cast", total.Cast), count64("valid", total.Valid),
		count64("invalid", total.Cast-total.Valid))
	if e.c.Eligible > 0 {
		e.say("ballot.ballots.eligible", i18n.Int("n", e.c.Eligible))
	}
	e.blank(total.Blank)
	e.invalid(total.Invalid)
	e.treatments()
	if len(e.c.Groups) > 0 {
		e.turnout()
		e.merged()
		e.weighting()
	}
	e.leftOut()
}

// totals adds up the accounts of all groups.
func (e *explainer) totals() (total Account) {
	var by [reasonCount]uint64
	for _, a := range e.r.Accounts {
		total.Cast += a.Cast
		total.Valid += a.Valid
		total.Blank += a.Blank
		for _, c := range a.Invalid {
			by[c.Reason] += c.Ballots
		}
	}
	for reason, n := range by {
		if n > 0 {
			total.Invalid = append(total.Invalid, ReasonCount{Reason(reason), n})
		}
	}
	return total
}

func (e *explainer) blank(n uint64) {
	if n > 0 {
		e.say("ballot.ballots.blank", count64("n", n))
	}
}

func (e *explainer) invalid(counts []ReasonCount) {
	if len(counts) == 0 {
		return
	}
	e.say("ballot.ballots.invalid")
	e.list(e.reasons(counts))
}

// reasons lists ballots by reason.
func (e *explainer) reasons(counts []ReasonCount) (items []string) {
	for _, c := range counts {
		items = append(items, e.Text("ballot.ballots.reason", count64("n", c.Ballots),
			i18n.Term("reason", c.Reason.TextKey())))
	}
	return items
}

// treatments says how flaws are treated, where they do not make a ballot invalid.
func (e *explainer) treatments() {
	v := e.c.Validity
	var items []string
	for _, flaw := range []struct {
		name string
		is   Treatment
	}{{"blank", v.Blank}, {"overvote", v.Overvote}, {"skipped", v.Skipped}, {"duplicate", v.Duplicate},
		{"unknown", v.Unknown}, {"withdrawn", v.Withdrawn}} {
		if flaw.is != Refuse {
			items = append(items, e.Text("ballot.treatment."+flaw.name+"."+flaw.is.String()))
		}
	}
	if v.MaxSkipped > 0 {
		items = append(items, e.Text("ballot.treatment.max-skipped", i18n.Int("n", v.MaxSkipped)))
	}
	if v.MaxChoices > 0 {
		items = append(items, e.Text("ballot.treatment.max-choices", i18n.Int("n", v.MaxChoices)))
	}
	e.say("ballot.treatment.strict")
	if len(items) > 0 {
		e.list(items)
	}
}

// turnout writes a table of the groups.
func (e *explainer) turnout() {
	t := &table{columns: []column{e.column("ballot.column.group"), e.numbers("ballot.column.cast"),
		e.numbers("ballot.column.valid"),
		e.numbers("ballot.column.blank"), e.numbers("ballot.column.invalid")}}
	if e.weighted() {
		t.columns = append(t.columns, e.numbers("ballot.column.weight-each"), e.numbers("ballot.column.weight-all"))
	}
	groups := e.visible()
	if outside := len(e.r.Accounts) - 1; e.r.Accounts[outside].Cast > 0 {
		groups = append(groups, outside)
	}
	for _, g := range groups {
		a := e.r.Accounts[g]
		row := []string{e.group(g), e.whole(a.Cast), e.whole(a.Valid), e.whole(a.Blank), e.whole(a.Cast - a.Valid)}
		if e.weighted() {
			each, all := Number{}, Number{}
			if g < len(e.r.Weights) {
				each = e.r.Weights[g]
				all = ratio(new(big.Rat).Mul(each.Rat(), new(big.Rat).SetInt(new(big.Int).SetUint64(a.Valid))))
			}
			row = append(row, e.number(each), e.number(all))
		}
		t.add(row...)
	}
	e.table(t)
}

func (e *explainer) whole(n uint64) string { return e.Decimal(strconv.FormatUint(n, 10)) }

func (e *explainer) merged() {
	for _, set := range e.r.Merged {
		names := make([]string, len(set))
		for i, g := range set {
			names[i] = e.groupName(g)
		}
		if len(set) == 1 {
			e.say("ballot.ballots.small", i18n.List("groups", names...), i18n.Int("n", e.c.Merge))
			continue
		}
		e.say("ballot.ballots.merged", i18n.List("groups", names...), i18n.Int("n", e.c.Merge))
	}
}

// weighting says what the weights mean.
func (e *explainer) weighting() {
	w := e.c.Weighting
	e.say("ballot.weighting." + w.Rule.String())
	if !e.weighted() {
		return
	}
	if w.MinTurnout > 0 {
		e.say("ballot.weighting.min-turnout", i18n.Int("n", w.MinTurnout))
	}
	for _, g := range e.visible() {
		if e.r.Accounts[g].Valid == 0 {
			e.say("ballot.weighting.absent." + w.Absent.String())
			return
		}
	}
}

// leftOut names the options that take no part.
func (e *explainer) leftOut() {
	var withdrawn []int
	for o, option := range e.c.Options {
		if option.Withdrawn {
			withdrawn = append(withdrawn, o)
		}
	}
	if len(withdrawn) > 0 {
		e.say("ballot.ballots.withdrawn", e.names("names", withdrawn))
	}
	if len(e.r.Without) > 0 {
		e.say("ballot.ballots.without", e.names("names", e.r.Without))
	}
}
