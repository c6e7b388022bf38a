package ballot_test

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A world is a contest with everything that can be declared, ballots with every flaw, and
// options that have left.
type world struct {
	c       *ballot.Contest
	ballots []several
	without []int
}

// drawWorld draws a world for an election by a method.
func drawWorld(t *rapid.T, m ballot.Method) *world {
	n := rapid.IntRange(1, 5).Draw(t, "options")
	c := &ballot.Contest{ID: "world", Method: m, Options: numbered(n), Seats: 1, Vacant: true}
	if !m.SingleSeat() {
		c.Seats = rapid.IntRange(1, n).Draw(t, "seats")
	}
	w := &world{c: c}
	drawOptions(t, c)
	drawGroups(t, c)
	drawVariant(t, c)
	drawValidity(t, c)
	if m == ballot.Plurality || m == ballot.Approval || m == ballot.Phragmen || m == ballot.EqualShares {
		drawFloor(t, c)
	}
	if once(t, 8, "quorum") {
		c.Quorum = &ballot.Quorum{Ballots: rapid.IntRange(1, 6).Draw(t, "quorum of ballots")}
		if len(c.Groups) > 0 {
			c.Quorum.GroupBallots, c.Quorum.Groups = 1, rapid.IntRange(0, len(c.Groups)).Draw(t, "quorum of groups")
		}
	}
	if m == ballot.InstantRunoff || m == ballot.ScottishSTV || m == ballot.WeightedSTV {
		c.Tie = rapid.SampledFrom([]ballot.TieRule{ballot.TieByLot, ballot.TieByEarlier}).Draw(t, "tie")
	}
	require.NoError(t, c.Validate())
	for range rapid.IntRange(0, 8).Draw(t, "ballots") {
		w.ballots = append(w.ballots, several{rapid.Uint64Range(1, 3).Draw(t, "n"), drawFlawed(t, c)})
	}
	if once(t, 5, "somebody has left") {
		w.without = []int{rapid.IntRange(0, n-1).Draw(t, "without")}
	}
	return w
}

// once is true one time in so many.
func once(t *rapid.T, in int, name string) bool { return rapid.IntRange(1, in).Draw(t, name) == in }

func drawOptions(t *rapid.T, c *ballot.Contest) {
	m := c.Method
	special := rapid.IntRange(-2*len(c.Options), len(c.Options)-1).Draw(t, "special option")
	if special >= 0 {
		switch o := &c.Options[special]; {
		case c.Seats == 1 && once(t, 2, "none of these"):
			o.None = true
		case m == ballot.InstantRunoff || m == ballot.WeightedSTV:
			o.WriteIns = true
		default:
			o.Withdrawn = true
		}
	}
	single := m == ballot.InstantRunoff || m == ballot.Schulze || m == ballot.RankedPairs
	if !single && c.Kind() != ballot.Ranking && once(t, 3, "cap") {
		c.Cap = 1
		for i := range c.Options {
			c.Options[i].Affiliation = rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "affiliation")
		}
	}
	c.Uncontested = once(t, 10, "uncontested")
}

func drawGroups(t *rapid.T, c *ballot.Contest) {
	groups := rapid.IntRange(0, 3).Draw(t, "groups")
	for g := range groups {
		c.Groups = append(c.Groups, ballot.Group{ID: fmt.Sprint(g), Eligible: rapid.IntRange(20, 30).Draw(t,
			"eligible")})
	}
	if groups > 0 && once(t, 4, "small groups are merged") {
		c.Merge = rapid.IntRange(1, 5).Draw(t, "merge")
	}
	if m := c.Method; groups == 0 || m == ballot.ScottishSTV || m == ballot.WeightedSTV || m == ballot.MeekSTV {
		return
	}
	c.Weighting.Rule = rapid.SampledFrom([]ballot.WeightRule{ballot.PerHead, ballot.ByTurnout,
		ballot.ByEligible}).Draw(t, "weights")
	if c.Weighting.Rule == ballot.PerHead {
		return
	}
	if once(t, 3, "declared shares") {
		for g, share := range [][]int64{{1}, {1, 2}, {1, 2, 3}}[groups-1] {
			c.Groups[g].Share = ballot.Share(share, []int64{1, 3, 6}[groups-1])
		}
	}
	c.Weighting.Absent = rapid.SampledFrom([]ballot.AbsentRule{ballot.Lapses, ballot.SharedOut}).Draw(t, "absent")
	if c.Weighting.Rule == ballot.ByTurnout {
		c.Weighting.MinTurnout = rapid.IntRange(0, 4).Draw(t, "minimum turnout")
	}
}

func drawVariant(t *rapid.T, c *ballot.Contest) {
	v := &c.Variant
	switch c.Method {
	case ballot.Schulze, ballot.RankedPairs:
		v.Defeats = rapid.SampledFrom([]ballot.Defeats{ballot.WinningVotes, ballot.Margins}).Draw(t, "defeats")
	case ballot.Borda:
		v.Truncated = ballot.Truncated(rapid.IntRange(0, 2).Draw(t, "truncated"))
	case ballot.Score:
		v.MinPoints, v.MaxPoints = -1, 3
	case ballot.InstantRunoff:
		v.MajorityOf = ballot.MajorityOf(rapid.IntRange(0, 1).Draw(t, "majority of"))
		v.Batch, v.ToTheEnd = once(t, 3, "batch"), once(t, 3, "to the end")
		v.MinVotes = rapid.IntRange(0, 2).Draw(t, "least votes")
	case ballot.WeightedSTV:
		v.Decimals = rapid.IntRange(0, 9).Draw(t, "decimals")
		v.Quota = ballot.Quota(rapid.IntRange(0, 3).Draw(t, "quota"))
		v.OneByOne = once(t, 3, "one by one")
		v.MinVotes = rapid.IntRange(0, 2).Draw(t, "least votes")
	case ballot.EqualShares:
		v.Completion = ballot.Completion(rapid.IntRange(0, 2).Draw(t, "completion"))
	}
}

func drawValidity(t *rapid.T, c *ballot.Contest) {
	v := &c.Validity
	pick := func(name string, of ...ballot.Treatment) ballot.Treatment {
		return rapid.SampledFrom(of).Draw(t,
			name)
	}
	v.Blank = pick("blank", ballot.Ignore, ballot.Refuse)
	v.Withdrawn = pick("withdrawn", ballot.Ignore, ballot.Refuse)
	v.Unknown = pick("unknown", ballot.Ignore, ballot.Refuse)
	if c.Kind() != ballot.Ranking {
		v.Duplicate = pick("duplicate", ballot.Refuse, ballot.Ignore)
		return
	}
	v.Duplicate = pick("duplicate", ballot.Refuse, ballot.Ignore, ballot.End)
	v.Skipped = pick("skipped", ballot.Refuse, ballot.Ignore, ballot.End)
	treatments := []ballot.Treatment{ballot.Refuse, ballot.Ignore, ballot.End}
	switch c.Method {
	case ballot.Schulze, ballot.RankedPairs, ballot.Borda:
		treatments = append(treatments, ballot.AsEqual)
	case ballot.InstantRunoff, ballot.WeightedSTV:
		treatments = append(treatments, ballot.EndIfSeveral)
	}
	v.Overvote = pick("overvote", treatments...)
}

func drawFloor(t *rapid.T, c *ballot.Contest) {
	if c.Uncontested || !once(t, 3, "floor") {
		return
	}
	m := ballot.Majority{Share: ballot.Share(1, 3), Basis: ballot.OfCast, AtLeast: true}
	c.Floor = &ballot.Requirement{Overall: &m}
	if len(c.Groups) > 0 {
		c.Floor.Groups = &ballot.GroupMajority{Majority: m, In: 1}
	}
}

// drawFlawed draws a ballot that may have flaws; two in three have none.
func drawFlawed(t *rapid.T, c *ballot.Contest) ballot.Ballot {
	group := rapid.IntRange(0, max(1, len(c.Groups))-1).Draw(t, "group")
	if !once(t, 3, "flaws") {
		return drawBallot(t, c).In(group)
	}
	b := ballot.Ballot{Group: group, Spoilt: once(t, 9, "spoilt")}
	for range rapid.IntRange(0, 4).Draw(t, "marks") {
		b.Marks = append(b.Marks, ballot.Mark{Option: rapid.IntRange(-1, len(c.Options)-1).Draw(t, "option"),
			Value: rapid.IntRange(0, 4).Draw(t, "value")})
	}
	return b
}

func (w *world) tally(t require.TestingT) *ballot.Tally {
	tally, err := ballot.NewTally(w.c)
	require.NoError(t, err)
	for _, x := range w.ballots {
		_, err := tally.Add(x.b, x.n)
		require.NoError(t, err)
	}
	return tally
}

func (w *world) count(t require.TestingT, lot *ballot.Lot) *ballot.Result {
	r, err := ballot.Count(w.tally(t), ballot.Options{Lot: lot, Without: w.without})
	require.NoError(t, err)
	return r
}

// drawLot draws a lot by hand.
func (w *world) drawLot(t *rapid.T) *ballot.Lot {
	return &ballot.Lot{Order: rapid.Permutation(numbersTo(len(w.c.Options))).Draw(t, "lot")}
}

// reordered is the same world with option o at the place to[o] of the contest.
func (w *world) reordered(to []int) *world {
	c := *w.c
	c.Options = slices.Clone(w.c.Options)
	for o, place := range to {
		c.Options[place] = w.c.Options[o]
	}
	again := &world{c: &c, without: moved(to, w.without)}
	for _, x := range w.ballots {
		b := x.b
		b.Marks = slices.Clone(b.Marks)
		for i, m := range b.Marks {
			if m.Option >= 0 {
				b.Marks[i].Option = to[m.Option]
			}
		}
		again.ballots = append(again.ballots, several{x.n, b})
	}
	return again
}

// moved maps options to their places, in their order.
func moved(to, options []int) []int {
	out := make([]int, len(options))
	for i, o := range options {
		out[i] = to[o]
	}
	return out
}

// movedSet maps a set of options.
func movedSet(to, options []int) []int {
	out := moved(to, options)
	slices.Sort(out)
	return out
}
