package ballot

import "math/big"

// countMotion adopts a motion when everything that the contest asks for is met: the
// majority overall, and the one by groups. Abstentions count for the quorum, and for a
// majority only where its basis says so (§ 32 (1) BGB: votes cast, which abstentions
// and invalid votes are not). Equality keeps things as they are; there is no lot.
func countMotion(c *count) error {
	round := c.round(First)
	votes := c.weighOptions(c.support())
	round.Votes = make([]Number, len(votes))
	for o, v := range votes {
		round.Votes[o] = ratio(v)
	}
	c.finish = func(r *Result) {
		r.Vacant = 0
		checks, met := c.require(c.c.Majority, -1, Yes, No)
		r.Checks = append(r.Checks, checks...)
		r.Outcome = Rejected
		if met {
			r.Outcome = Adopted
		}
	}
	return nil
}

// require holds an option, or a motion, to a requirement. Votes for and against are
// counted by group.
func (b *electorate) require(q *Requirement, option, yes, no int) (checks []Check, met bool) {
	by := b.support()
	column := func(o int) []uint64 {
		n := make([]uint64, b.groups)
		for g := range n {
			if o >= 0 {
				n[g] = by[g][o]
			}
		}
		return n
	}
	h := &holder{electorate: b, option: option, yes: column(yes), no: column(no), present: b.presence()}
	if q.Overall != nil {
		h.overall(*q.Overall)
	}
	if q.Groups != nil {
		h.byGroups(*q.Groups)
	}
	return h.checks, !h.failed
}

// A holder holds votes against requirements.
type holder struct {
	*electorate
	option  int
	yes, no []uint64 // by group
	present []uint64 // by group: ballots of people who were entitled to cast them
	checks  []Check
	failed  bool
}

// add notes a check, and that it failed. A group's own majority is noted only.
func (h *holder) add(c Check) bool {
	c.Option = h.option
	h.checks = append(h.checks, c)
	h.failed = h.failed || !c.Met && c.What != CheckGroup
	return c.Met
}

func (h *holder) overall(m Majority) {
	all := new(big.Rat).Set(h.w.all)
	present := h.present
	if !h.w.perHead { // turnout is counted in valid ballots, and so is weight: invalid ones have none
		present = h.turnout
	}
	basis := h.basis(m.Basis, present, h.w.weigh, all)
	h.add(held(m, CheckOverall, h.w.weigh(h.yes), basis))
	if m.Consent {
		against := h.w.weigh(h.no)
		h.add(Check{What: CheckConsent, Group: -1, Has: ratio(against), Least: ratio(new(big.Rat)), Met: against.Sign() == 0})
	}
}

// basis computes what a majority is counted of.
func (h *holder) basis(b Basis, present []uint64, weigh func([]uint64) *big.Rat, all *big.Rat) *big.Rat {
	switch b {
	case OfAll:
		return all
	case OfCast:
		cast := make([]uint64, h.groups)
		for g := range cast {
			cast[g] = h.yes[g] + h.no[g]
			if h.option >= 0 {
				cast[g] = h.turnout[g] - h.tally.blank[g]
			}
		}
		return weigh(cast)
	}
	return weigh(present)
}

// presence counts, by group, the ballots of people who were entitled to cast them.
func (b *electorate) presence() []uint64 {
	n := make([]uint64, b.groups)
	for g := range n {
		n[g] = b.tally.present(g)
	}
	return n
}

// present counts the ballots of a group by people who were entitled to cast them.
func (t *Tally) present(group int) (n uint64) {
	for reason, k := range t.accounts[group] {
		if Reason(reason) != NotOnRoll {
			n += k
		}
	}
	return n
}

// held compares support with its share of the basis. Nobody is a majority of nothing.
func held(m Majority, what CheckKind, support, basis *big.Rat) Check {
	least := new(big.Rat).Mul(basis, m.Share.Rat())
	d := support.Cmp(least)
	return Check{What: what, Group: -1, Has: ratio(support), Of: ratio(basis), Needs: m.Share, Least: ratio(least),
		Strict: !m.AtLeast, Met: support.Sign() > 0 && (d > 0 || d == 0 && m.AtLeast)}
}

// byGroups counts the groups that support and that object.
func (h *holder) byGroups(m GroupMajority) {
	support, object, voting, all := 0, 0, 0, 0
	for g := range h.groups {
		if h.mergedAway(g) {
			continue
		}
		all++
		if h.turnout[g] > 0 {
			voting++
		}
		only := func(n []uint64) *big.Rat { return new(big.Rat).SetInt(new(big.Int).SetUint64(n[g])) }
		eligible := new(big.Rat).SetInt64(h.eligibleIn(g))
		check := held(m.Majority, CheckGroup, only(h.yes), h.basis(m.Basis, h.present, only, eligible))
		check.Group = g
		check.Met = check.Met && (!m.Consent || h.no[g] == 0)
		if h.add(check) {
			support++
		}
		if h.no[g] > h.yes[g] {
			object++
		}
	}
	need := m.In
	if need == 0 {
		if need = all; m.Voting {
			need = max(1, voting)
		}
	}
	h.add(Check{What: CheckGroups, Group: -1, Has: whole(uint64(support)), Of: whole(uint64(all)), Least: whole(uint64(need)), Met: support >= need})
	if m.Objections != nil {
		h.add(Check{What: CheckObjections, Group: -1, Has: whole(uint64(object)), Of: whole(uint64(all)),
			Least: whole(uint64(*m.Objections)), Met: object <= *m.Objections})
	}
}

// mergedAway reports whether a group is counted under another.
func (b *electorate) mergedAway(g int) bool {
	for _, set := range b.tally.merged {
		for _, other := range set[1:] {
			if other == g {
				return true
			}
		}
	}
	return false
}

// eligibleIn is the number of people entitled in a group, with those merged into it.
func (b *electorate) eligibleIn(g int) int64 {
	if len(b.c.Groups) == 0 {
		return int64(b.c.Eligible)
	}
	n := int64(b.c.Groups[g].Eligible)
	for _, set := range b.tally.merged {
		if set[0] == g {
			for _, other := range set[1:] {
				n += int64(b.c.Groups[other].Eligible)
			}
		}
	}
	return n
}

// quorum checks the turnout and reports whether it suffices.
func (b *electorate) quorum(r *Result) bool {
	q := b.c.Quorum
	if q == nil {
		return true
	}
	total, reached, groups := uint64(0), 0, 0
	for g, n := range b.turnout {
		total += n
		if !b.mergedAway(g) {
			groups++
		}
		if q.GroupBallots > 0 && n >= uint64(q.GroupBallots) {
			reached++
		}
	}
	h := &holder{electorate: b, option: -1}
	if q.Ballots > 0 {
		h.add(Check{What: CheckQuorum, Group: -1, Has: whole(total), Least: whole(uint64(q.Ballots)), Met: total >= uint64(q.Ballots)})
	}
	if !q.Share.IsZero() {
		m := Majority{Share: q.Share, AtLeast: true}
		eligible := new(big.Rat).SetInt64(int64(b.c.Eligible))
		h.add(held(m, CheckQuorumShare, new(big.Rat).SetInt(new(big.Int).SetUint64(total)), eligible))
	}
	if q.GroupBallots > 0 {
		need := q.Groups
		if need == 0 {
			need = groups
		}
		h.add(Check{What: CheckQuorumGroups, Group: -1, Has: whole(uint64(reached)), Of: whole(uint64(groups)),
			Least: whole(uint64(need)), Met: reached >= need})
	}
	r.Checks = append(r.Checks, h.checks...)
	return !h.failed
}

// floor takes the options out of the count that do not meet what the contest asks
// of each.
func (b *electorate) floor(r *Result) {
	if b.c.Floor == nil {
		return
	}
	for _, o := range b.standing() {
		checks, met := b.require(b.c.Floor, o, o, -1)
		r.Checks = append(r.Checks, checks...)
		if !met {
			b.in[o] = false
			r.Below = append(r.Below, o)
		}
	}
}
