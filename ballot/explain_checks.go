package ballot

import (
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// checks writes what was held against quorum, floor and majorities.
func (e *explainer) checks() {
	if len(e.r.Checks) == 0 {
		return
	}
	e.heading(e.Text("ballot.heading.checks"))
	var whole, groups []Check
	floor := false
	for _, c := range e.r.Checks {
		switch {
		case c.Option >= 0:
			floor = true
		case c.What == CheckGroup:
			groups = append(groups, c)
		default:
			whole = append(whole, c)
		}
	}
	e.groupChecks(groups)
	var items []string
	for _, c := range whole {
		items = append(items, e.check(c))
	}
	if len(items) > 0 {
		e.list(items)
	}
	if floor {
		e.floor()
	}
}

// check is one requirement as a sentence.
func (e *explainer) check(c Check) string {
	args := []i18n.Arg{i18n.Text("has", e.checked(c, c.Has)), i18n.Text("of", e.checked(c, c.Of)),
		i18n.Text("least", e.mixed(c.Least)),
		i18n.Text("need", e.need(c)), e.verdict(c.Met)}
	if q := e.c.Quorum; q != nil {
		args = append(args, i18n.Int("ballots", q.GroupBallots))
	}
	if m := e.c.Majority; m != nil && m.Overall != nil {
		args = append(args, i18n.Term("basis", m.Overall.Basis.TextKey()))
	}
	return e.Text("ballot.check."+c.What.String(), args...)
}

// checked writes an amount that a check compares: votes, weight, ballots or groups.
func (e *explainer) checked(c Check, n Number) string {
	if e.weighted() && (c.What == CheckOverall || c.What == CheckConsent) {
		return e.Text("ballot.amount.weight", i18n.Text("amount", e.mixed(n)))
	}
	return e.mixed(n)
}

func (e *explainer) verdict(met bool) i18n.Arg {
	if met {
		return i18n.Term("verdict", "ballot.check.met")
	}
	return i18n.Term("verdict", "ballot.check.missed")
}

// need says what a majority needs: a share of the basis, and what that comes to.
func (e *explainer) need(c Check) string {
	share, least := i18n.Text("share", e.share(c.Needs)), i18n.Text("least", e.mixed(c.Least))
	switch {
	case c.Strict && c.Needs.Rat().Sign() == 0:
		return e.Text("ballot.need.any")
	case c.Strict:
		return e.Text("ballot.need.more", share, least)
	case c.Needs == Share(1, 1):
		return e.Text("ballot.need.all", least)
	}
	return e.Text("ballot.need.at-least", share, least)
}

// groupChecks writes the majorities within the groups.
func (e *explainer) groupChecks(checks []Check) {
	if len(checks) == 0 {
		return
	}
	m := e.c.Majority.Groups
	e.say("ballot.check.by-group", i18n.Term("basis", m.Basis.TextKey()), i18n.Text("need", e.groupNeed(m.Majority)))
	if m.Consent {
		e.say("ballot.check.group-consent")
	}
	t := &table{columns: []column{e.column("ballot.column.group"), e.numbers("ballot.column.yes"),
		e.numbers("ballot.column.no"),
		e.numbers("ballot.column.of"), e.numbers("ballot.column.needed"), e.column("ballot.column.verdict")}}
	for _, c := range checks {
		support := e.r.Support[c.Group]
		t.add(e.group(c.Group), e.number(c.Has), e.whole(support[No]), e.number(c.Of), e.least(c),
			e.Text("ballot.check."+met(c.Met)))
	}
	e.table(t)
}

// groupNeed says what each group needs, as a share.
func (e *explainer) groupNeed(m Majority) string {
	share := i18n.Text("share", e.share(m.Share))
	switch {
	case !m.AtLeast && m.Share.Rat().Sign() == 0:
		return e.Text("ballot.need.any")
	case !m.AtLeast:
		return e.Text("ballot.need.share-more", share)
	}
	return e.Text("ballot.need.share-at-least", share)
}

// least is what is needed, in a cell.
func (e *explainer) least(c Check) string {
	if c.Strict {
		return "> " + e.mixed(c.Least)
	}
	return "≥ " + e.mixed(c.Least)
}

func met(ok bool) string {
	if ok {
		return "met"
	}
	return "missed"
}

// floor writes what each option needed to take part.
func (e *explainer) floor() {
	f := e.c.Floor
	e.say("ballot.floor.intro")
	var items []string
	if f.Overall != nil {
		items = append(items, e.Text("ballot.floor.overall", i18n.Text("need", e.groupNeed(*f.Overall)),
			i18n.Term("basis", "ballot.floor-basis."+f.Overall.Basis.String())))
	}
	if f.Groups != nil {
		items = append(items, e.Text("ballot.floor.groups", i18n.Text("need", e.groupNeed(f.Groups.Majority)),
			i18n.Term("basis", "ballot.floor-basis."+f.Groups.Basis.String())))
	}
	e.list(items)
	e.floorTable(f)
	if len(e.r.Below) > 0 {
		e.say("ballot.floor.below", e.names("names", e.r.Below))
	} else {
		e.say("ballot.floor.none-below")
	}
}

// floorTable has a row for each option: support in all, in each group, and how many
// groups support.
func (e *explainer) floorTable(f *Requirement) {
	t := &table{columns: []column{e.column("ballot.column.option")}}
	if f.Overall != nil {
		t.columns = append(t.columns, e.numbers(e.valueKey()), e.numbers("ballot.column.of"),
			e.numbers("ballot.column.needed"))
	}
	groups := e.visible()
	if f.Groups != nil {
		for _, g := range groups {
			t.columns = append(t.columns, column{title: e.group(g), right: true})
		}
		t.columns = append(t.columns, e.numbers("ballot.column.groups"), e.numbers("ballot.column.needed"))
	}
	t.columns = append(t.columns, e.column("ballot.column.verdict"))
	for o := range e.c.Options {
		if row := e.floorRow(o); len(row) == len(t.columns) {
			t.add(row...)
		}
	}
	e.table(t)
}

func (e *explainer) floorRow(option int) []string {
	row, all := []string{e.labels[option]}, true
	for _, c := range e.r.Checks {
		if c.Option != option {
			continue
		}
		switch c.What {
		case CheckOverall:
			row = append(row, e.number(c.Has), e.number(c.Of), e.least(c))
		case CheckGroup:
			mark := "✗"
			if c.Met {
				mark = "✓"
			}
			row = append(row, e.number(c.Has)+"/"+e.number(c.Of)+" "+mark)
		case CheckGroups:
			row = append(row, e.number(c.Has), e.least(c))
		}
		all = all && (c.Met || c.What == CheckGroup)
	}
	return append(row, e.Text("ballot.check."+met(all)))
}
