package ballot_test

import (
	"math/bits"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// cohesive finds a group of voters that a committee leaves without its due: l·n/k voters
// who all approve l options, of whom the committee gives fewer than due(l) to each
// (extended) or to all together. Aziz and others, Justified Representation in
// Approval-Based Committee Voting, Social Choice and Welfare 48 (2017).
func cohesive(p *profile, elected []int, most int, represented func(group []uint, l int) bool) bool {
	n, k := len(p.ballots), p.c.Seats
	for set := uint(1); set < 1<<len(p.c.Options); set++ {
		l := bits.OnesCount(set)
		if l > most {
			continue
		}
		var group []uint
		for _, b := range p.ballots {
			if approved := mask(b); approved&set == set {
				group = append(group, approved)
			}
		}
		if len(group)*k >= l*n && len(group) > 0 && !represented(group, l) {
			return true
		}
	}
	return false
}

func mask(b ballot.Ballot) (m uint) {
	for _, mark := range b.Marks {
		m |= 1 << mark.Option
	}
	return m
}

// worstServed reports whether somebody could form a group of l·n/k voters who each have
// fewer than l elected options, which extended justified representation forbids.
func extended(p *profile, elected []int) func([]uint, int) bool {
	e := uint(0)
	for _, o := range elected {
		e |= 1 << o
	}
	return func(group []uint, l int) bool {
		poor := slices.DeleteFunc(slices.Clone(group), func(a uint) bool { return bits.OnesCount(a&e) >= l })
		return len(poor)*p.c.Seats < l*len(p.ballots)
	}
}

// A group of voters that is large and agrees enough gets its share of the seats.
func TestCohesiveGroupsAreRepresented(t *testing.T) {
	for name, law := range map[string]struct {
		c    ballot.Contest
		most int // how many seats a group can claim: 1 is justified representation
	}{
		"equal shares": {ballot.Contest{Method: ballot.EqualShares}, 5},
		"pav":          {ballot.Contest{Method: ballot.ProportionalPAV}, 5},
		"phragmen":     {ballot.Contest{Method: ballot.Phragmen}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p := drawProfile(t, law.c.Method)
				p.c.Groups, p.c.Weighting = nil, ballot.Weighting{}
				for i := range p.ballots {
					p.ballots[i].Group = 0
				}
				r := p.count(t, ballot.Options{})
				committees := sets(r)
				if r.Outcome == ballot.Elected {
					committees = [][]int{r.Elected}
				}
				for _, elected := range committees {
					require.False(t, cohesive(p, elected, law.most, extended(p, elected)), "%v of %v", elected, p.ballots)
				}
			})
		})
	}
}

// Plain approval breaks that law, so the test above can fail.
func TestApprovalLetsAMajorityTakeEverySeat(t *testing.T) {
	p := &profile{c: &ballot.Contest{ID: "av", Method: ballot.Approval, Seats: 2, Options: numbered(4)}}
	for range 3 {
		p.ballots = append(p.ballots, ballot.Choose(0, 1))
	}
	for range 3 {
		p.ballots = append(p.ballots, ballot.Choose(2))
	}
	p.ballots = append(p.ballots, ballot.Choose(0, 1))
	r := p.count(t, ballot.Options{})
	assert.Equal(t, []int{0, 1}, r.Elected)
	p.ballots = p.ballots[:6]
	p.ballots = append(p.ballots, ballot.Choose(0, 1), ballot.Choose(2))
	p.c.Seats = 2
	assert.True(t, cohesive(p, []int{0, 1}, 1, extended(p, []int{0, 1})), "half of the voters have nobody")
}
