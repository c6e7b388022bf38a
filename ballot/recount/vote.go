package recount

import (
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A vote is what both rooms are given: the contest and the ballots as they count.
type vote struct {
	c      *ballot.Contest
	papers []paper
	in     []bool // options that take part
	groups []group
	all    *big.Rat // the weight of everybody entitled
}

// A paper is a ballot and how many voters cast one like it in their group.
type paper struct {
	group  int
	marks  []ballot.Mark // by rank for rankings
	n      *big.Rat
	weight *big.Rat // of all of them
}

// A group is a part of the electorate, with those merged into it.
type group struct {
	parts    []int // groups of the contest; none where it is counted under another
	valid    int64
	blank    int64
	present  int64 // ballots of people on the roll, invalid ones included
	eligible int64
	weight   *big.Rat // of one ballot
}

// readVote reads a tally. Groups are merged as given, or else as the contest asks.
func readVote(t *ballot.Tally, merged [][]int) *vote {
	c := t.Contest()
	v := &vote{c: c, in: make([]bool, len(c.Options)), groups: make([]group, max(1, len(c.Groups)))}
	for o := range c.Options {
		v.in[o] = !c.Options[o].Withdrawn
	}
	for g, a := range t.Accounts()[:len(v.groups)] {
		v.groups[g] = group{parts: []int{g}, valid: int64(a.Valid), blank: int64(a.Blank), present: int64(a.Cast),
			eligible: int64(c.Eligible)}
		for _, r := range a.Invalid {
			if r.Reason == ballot.NotOnRoll {
				v.groups[g].present -= int64(r.Ballots)
			}
		}
		if len(c.Groups) > 0 {
			v.groups[g].eligible = int64(c.Groups[g].Eligible)
		}
	}
	if merged == nil {
		merged = v.small()
	}
	to := v.merge(merged)
	v.weigh()
	for b := range t.Ballots() {
		g := to[b.Group]
		n := new(big.Rat).SetInt(new(big.Int).SetUint64(b.N))
		v.papers = append(v.papers, paper{g, slices.Clone(b.Marks), n, new(big.Rat).Mul(n, v.groups[g].weight)})
	}
	return v
}

// small returns the groups that are merged before anything is published: those with
// ballots, but too few, joined by the smallest others until there are enough.
func (v *vote) small() [][]int {
	least := int64(v.c.Merge)
	var set []int
	sum := int64(0)
	for g := range v.groups {
		if n := v.groups[g].valid; n > 0 && n < least {
			set = append(set, g)
			sum += n
		}
	}
	for len(set) == 1 || len(set) > 0 && sum < least {
		smallest := -1
		for g := range v.groups {
			n := v.groups[g].valid
			if n >= least && !slices.Contains(set, g) && (smallest < 0 || n < v.groups[smallest].valid) {
				smallest = g
			}
		}
		if smallest < 0 {
			break
		}
		set = append(set, smallest)
		sum += v.groups[smallest].valid
	}
	if len(set) == 0 {
		return nil
	}
	slices.Sort(set)
	return [][]int{set}
}

// merge puts groups together and returns where each has gone.
func (v *vote) merge(sets [][]int) (to []int) {
	to = make([]int, len(v.groups))
	for g := range to {
		to[g] = g
	}
	for _, set := range sets {
		first := &v.groups[set[0]]
		for _, g := range set[1:] {
			other := v.groups[g]
			to[g] = set[0]
			first.parts = append(first.parts, g)
			first.valid += other.valid
			first.blank += other.blank
			first.present += other.present
			first.eligible += other.eligible
			v.groups[g] = group{}
		}
	}
	return to
}

// weigh finds what a ballot of each group weighs.
func (v *vote) weigh() {
	w := v.c.Weighting
	v.all = big.NewRat(int64(v.c.Eligible), 1)
	if w.Rule == ballot.PerHead {
		for g := range v.groups {
			v.groups[g].weight = big.NewRat(1, 1)
		}
		return
	}
	v.all.SetInt64(0)
	voting := new(big.Rat)
	for g := range v.groups {
		share := v.share(g)
		v.all.Add(v.all, share)
		if v.groups[g].valid > 0 {
			voting.Add(voting, share)
		}
	}
	for g := range v.groups {
		at := &v.groups[g]
		at.weight = new(big.Rat)
		if at.valid == 0 {
			continue
		}
		by := max(at.valid, int64(w.MinTurnout))
		if w.Rule == ballot.ByEligible {
			by = at.eligible
		}
		at.weight.Quo(v.share(g), big.NewRat(by, 1))
		if w.Absent == ballot.SharedOut && voting.Sign() > 0 {
			at.weight.Mul(at.weight, v.all)
			at.weight.Quo(at.weight, voting)
		}
	}
}

// share is the part of the weight of all that the groups counted here have.
func (v *vote) share(g int) *big.Rat {
	sum := new(big.Rat)
	for _, part := range v.groups[g].parts {
		if s := v.c.Groups[part].Share; s.IsZero() {
			sum.Add(sum, big.NewRat(1, 1))
		} else {
			sum.Add(sum, s.Rat())
		}
	}
	return sum
}

// approves reports whether a ballot names an option.
func (p *paper) approves(o int) bool {
	return slices.ContainsFunc(p.marks, func(m ballot.Mark) bool { return m.Option == o })
}

// rank is the rank of an option; the one after the last where it is left out.
func (p *paper) rank(o int) int {
	for _, m := range p.marks {
		if m.Option == o {
			return m.Value
		}
	}
	return len(p.marks) + 1
}
