package recount

import (
	"math/big"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A question is put to the electorate: a motion, or whether an option is electable.
// It says of a ballot whether it is for or against; and of which ballots a majority of
// those cast is counted.
type question struct {
	yes, no func(*paper) bool
	cast    func(g *group, yes, no int64) int64
}

func (v *vote) motion() question {
	return question{
		yes:  func(p *paper) bool { return p.approves(ballot.Yes) },
		no:   func(p *paper) bool { return p.approves(ballot.No) },
		cast: func(_ *group, yes, no int64) int64 { return yes + no },
	}
}

// electable asks for an option. A ballot for others is cast, but not against it.
func (v *vote) electable(option int) question {
	return question{
		yes:  func(p *paper) bool { return p.approves(option) },
		no:   func(*paper) bool { return false },
		cast: func(g *group, _, _ int64) int64 { return g.valid - g.blank },
	}
}

// voters counts the voters of a group.
func (v *vote) voters(g int, is func(*paper) bool) int64 {
	n := new(big.Rat)
	for i := range v.papers {
		if p := &v.papers[i]; p.group == g && is(p) {
			n.Add(n, p.n)
		}
	}
	return n.Num().Int64()
}

// applyFloor takes out the options that are not electable.
func (v *vote) applyFloor() {
	if v.c.Floor == nil {
		return
	}
	for _, o := range v.standing() {
		v.in[o] = v.holds(v.c.Floor, v.electable(o))
	}
}

// holds answers a question by a requirement.
func (v *vote) holds(q *ballot.Requirement, ask question) bool {
	return (q.Overall == nil || v.overall(*q.Overall, ask)) && (q.Groups == nil || v.byGroups(*q.Groups, ask))
}

func (v *vote) overall(m ballot.Majority, ask question) bool {
	support, against, basis := new(big.Rat), new(big.Rat), new(big.Rat)
	add := func(sum *big.Rat, g, n int64) {
		sum.Add(sum, new(big.Rat).Mul(big.NewRat(n, 1), v.groups[g].weight))
	}
	for g := range v.groups {
		at := &v.groups[g]
		yes, no := v.voters(g, ask.yes), v.voters(g, ask.no)
		add(support, int64(g), yes)
		add(against, int64(g), no)
		switch m.Basis {
		case ballot.OfCast:
			add(basis, int64(g), ask.cast(at, yes, no))
		case ballot.OfPresent:
			if v.c.Weighting.Rule == ballot.PerHead {
				add(basis, int64(g), at.present)
			} else { // the weight of a group is shared by its valid ballots
				add(basis, int64(g), at.valid)
			}
		}
	}
	if m.Basis == ballot.OfAll {
		basis = v.all
	}
	return reached(m, support, basis) && (!m.Consent || against.Sign() == 0)
}

// reached compares support with its basis. Nobody is no majority of anything.
func reached(m ballot.Majority, support, basis *big.Rat) bool {
	if support.Sign() == 0 {
		return false
	}
	if basis.Sign() == 0 {
		return true // any support is more than a share of nothing
	}
	switch new(big.Rat).Quo(support, basis).Cmp(m.Share.Rat()) {
	case 1:
		return true
	case 0:
		return m.AtLeast
	}
	return false
}

func (v *vote) byGroups(m ballot.GroupMajority, ask question) bool {
	support, objecting, groups, voting := 0, 0, 0, 0
	for g := range v.groups {
		at := &v.groups[g]
		if len(at.parts) == 0 {
			continue
		}
		groups++
		if at.valid > 0 {
			voting++
		}
		yes, no := v.voters(g, ask.yes), v.voters(g, ask.no)
		basis := map[ballot.Basis]int64{ballot.OfCast: ask.cast(at, yes, no), ballot.OfPresent: at.present,
			ballot.OfAll: at.eligible}[m.Basis]
		if reached(m.Majority, big.NewRat(yes, 1), big.NewRat(basis, 1)) && (!m.Consent || no == 0) {
			support++
		}
		if no > yes {
			objecting++
		}
	}
	need := m.In
	switch {
	case need == 0 && m.Voting:
		need = max(1, voting)
	case need == 0:
		need = groups
	}
	return support >= need && (m.Objections == nil || objecting <= *m.Objections)
}

// quorate reports whether enough have voted for anything to be decided.
func (v *vote) quorate() bool {
	q := v.c.Quorum
	if q == nil {
		return true
	}
	all, groups, reached := int64(0), 0, 0
	for _, g := range v.groups {
		all += g.valid
		if len(g.parts) > 0 {
			groups++
		}
		if g.valid >= int64(q.GroupBallots) && len(g.parts) > 0 {
			reached++
		}
	}
	if all < int64(q.Ballots) {
		return false
	}
	if !q.Share.IsZero() {
		part := new(big.Rat).Mul(q.Share.Rat(), big.NewRat(int64(v.c.Eligible), 1))
		if all == 0 || big.NewRat(all, 1).Cmp(part) < 0 {
			return false
		}
	}
	need := q.Groups
	if need == 0 {
		need = groups
	}
	return q.GroupBallots == 0 || reached >= need
}
