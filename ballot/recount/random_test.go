package recount_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/recount"
)

// profilesVariable sets the number of random votes for each method. The whole check
// of the repository counts 20,000.
const profilesVariable = "DFC_PROFILES"

func profiles(t *testing.T) int {
	if text := os.Getenv(profilesVariable); text != "" {
		n, err := strconv.Atoi(text)
		require.NoError(t, err, profilesVariable)
		return n
	}
	if testing.Short() {
		return 300
	}
	return 1_000
}

// Votes are small, so that ties of every kind are frequent.
func TestTwoCountsOfRandomVotesAgree(t *testing.T) {
	votes := profiles(t)
	for _, m := range ballot.Methods() {
		t.Run(m.String(), func(t *testing.T) {
			t.Parallel()
			met := map[string]int{}
			for i := range votes {
				w := &world{Rand: rand.New(rand.NewPCG(uint64(m), uint64(i)))}
				tally := w.tally(t, m)
				for _, o := range []ballot.Options{{}, {Lot: &ballot.Lot{Order: w.Perm(len(tally.Contest().Options))}}} {
					o.Without = w.without
					compare(t, tally, o, met)
				}
			}
			t.Log(met)
		})
	}
}

// compare counts twice and shows the vote where the counts differ.
func compare(t *testing.T, tally *ballot.Tally, o ballot.Options, met map[string]int) {
	t.Helper()
	r, err := ballot.Count(tally, o)
	require.NoError(t, err, "%s", show(tally, o))
	again, err := recount.Count(tally, o)
	require.NoError(t, err, "%s", show(tally, o))
	if err := recount.Compare(r, again); err != nil {
		t.Fatalf("%v\n%s", err, show(tally, o))
	}
	if met["all"]++; met["all"]%10 == 0 {
		require.NoError(t, recount.Agree(r), "%s", show(tally, o))
	}
	met[r.Outcome.String()]++
	for _, tie := range r.Ties {
		met["tie for "+tie.For.String()+" by "+tie.By.String()]++
	}
	for _, tie := range r.Earlier {
		met["tie for "+tie.For.String()+" by "+tie.By.String()]++
	}
	if r.Incomplete || again.Incomplete {
		met["cut off"]++
	}
}

func show(tally *ballot.Tally, o ballot.Options) string {
	var b strings.Builder
	c := *tally.Contest()
	fmt.Fprintf(&b, "%s seats %d cap %d uncontested %t tie %s variant %+v weighting %+v merge %d eligible %d\n",
		c.Method, c.Seats, c.Cap, c.Uncontested, c.Tie, c.Variant, c.Weighting, c.Merge, c.Eligible)
	for i, option := range c.Options {
		fmt.Fprintf(&b, "option %d %+v\n", i, option)
	}
	for _, g := range c.Groups {
		fmt.Fprintf(&b, "group %+v\n", g)
	}
	for name, q := range map[string]*ballot.Requirement{"majority": c.Majority, "floor": c.Floor} {
		if q != nil && q.Overall != nil {
			fmt.Fprintf(&b, "%s overall %+v\n", name, *q.Overall)
		}
		if q != nil && q.Groups != nil {
			fmt.Fprintf(&b, "%s groups %+v\n", name, *q.Groups)
		}
	}
	if c.Quorum != nil {
		fmt.Fprintf(&b, "quorum %+v\n", *c.Quorum)
	}
	for x := range tally.Ballots() {
		fmt.Fprintf(&b, "%d × group %d %v\n", x.N, x.Group, x.Marks)
	}
	fmt.Fprintf(&b, "accounts %+v\nlot %+v without %v", tally.Accounts(), o.Lot, o.Without)
	return b.String()
}

// A world draws contests and ballots.
type world struct {
	*rand.Rand
	without []int
}

// one is true once in n times.
func (w *world) one(n int) bool { return w.IntN(n) == 0 }

func pick[T any](w *world, values ...T) T { return values[w.IntN(len(values))] }

// tally draws a contest and its ballots.
func (w *world) tally(t *testing.T, m ballot.Method) *ballot.Tally {
	c := w.contest(m)
	tally, err := ballot.NewTally(c)
	require.NoError(t, err, "%+v", c)
	ballots := w.IntN(7) + w.IntN(7)
	if c.Kind() == ballot.Ranking && w.one(10) {
		ballots += 20 // for courses of many rounds
	}
	for range ballots {
		b := w.ballot(c)
		if len(c.Groups) > 0 {
			b.Group = w.IntN(len(c.Groups))
		}
		b.Spoilt, b.Unlisted = w.one(40), w.one(40)
		_, err := tally.Add(b, uint64(pick(w, 1, 1, 1, 1, 2, 3)))
		require.NoError(t, err)
	}
	w.without = nil
	if n := len(c.Options); n > 1 && w.one(6) {
		w.without = []int{w.IntN(n)}
	}
	return tally
}

func (w *world) contest(m ballot.Method) *ballot.Contest {
	c := &ballot.Contest{ID: "random", Method: m, Tie: pick(w, ballot.TieByLot, ballot.TieByLot, ballot.TieOpen)}
	if m == ballot.InstantRunoff || m == ballot.ScottishSTV || m == ballot.WeightedSTV {
		c.Tie = pick(w, ballot.TieByLot, ballot.TieByEarlier, ballot.TieByEarlier)
	}
	c.Validity = ballot.Validity{Blank: ballot.Ignore, Withdrawn: ballot.Ignore, Unknown: ballot.Ignore}
	w.groups(c, slices.Contains(transferable, m))
	if w.one(6) {
		w.quorum(c)
	}
	if m == ballot.Motion {
		c.Tie = ballot.TieByLot
		c.Majority = w.requirement(c)
		return c
	}
	c.Seats, c.Vacant = pick(w, 1, 1, 2, 2, 3), true
	if m.SingleSeat() {
		c.Seats = 1
	}
	w.options(c)
	w.variant(c)
	c.Uncontested = w.one(8)
	if !c.Uncontested && c.Kind() != ballot.Ranking && m != ballot.Score && w.one(5) {
		c.Floor = w.requirement(c)
	}
	return c
}

// transferable are the methods that know no weights and no cap.
var transferable = []ballot.Method{ballot.ScottishSTV, ballot.WeightedSTV, ballot.MeekSTV}

func (w *world) options(c *ballot.Contest) {
	for i := range pick(w, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 6) {
		o := ballot.Option{ID: fmt.Sprint(i), Withdrawn: w.one(12)}
		o.Affiliation = pick(w, "", "", "x", "y")
		c.Options = append(c.Options, o)
	}
	if c.Seats == 1 && w.one(5) {
		c.Options[w.IntN(len(c.Options))].None = true
	}
	if (c.Method == ballot.InstantRunoff || c.Method == ballot.WeightedSTV) && w.one(5) {
		c.Options[w.IntN(len(c.Options))].WriteIns = true
	}
	if !c.Method.SingleSeat() && !slices.Contains(transferable, c.Method) && w.one(4) {
		c.Cap = pick(w, 1, 1, 2)
	}
}

func (w *world) groups(c *ballot.Contest, perHead bool) {
	if w.one(3) {
		c.Eligible = 3 + w.IntN(20)
	}
	if w.one(3) {
		return
	}
	shares := pick(w, nil, nil, []int64{1, 2, 1}, []int64{3, 1, 2}, []int64{1, 0, 1})
	n := 1 + w.IntN(3)
	sum := int64(0)
	for g := range n {
		if shares != nil {
			sum += shares[g]
		}
	}
	if !perHead {
		c.Weighting.Rule = pick(w, ballot.PerHead, ballot.ByTurnout, ballot.ByTurnout, ballot.ByEligible)
	}
	if c.Weighting.Rule != ballot.PerHead {
		c.Weighting.Absent = pick(w, ballot.Lapses, ballot.SharedOut)
	}
	if c.Weighting.Rule == ballot.ByTurnout {
		c.Weighting.MinTurnout = pick(w, 0, 0, 2, 4)
	}
	for g := range n {
		group := ballot.Group{ID: string(rune('a' + g)), Eligible: 1 + w.IntN(12)}
		if shares != nil && c.Weighting.Rule != ballot.PerHead {
			group.Share = ballot.Share(shares[g], sum)
		}
		c.Groups = append(c.Groups, group)
	}
	c.Merge = pick(w, 0, 0, 0, 2, 3, 5)
}

func (w *world) quorum(c *ballot.Contest) {
	c.Quorum = &ballot.Quorum{Ballots: 1 + w.IntN(6)}
	if c.Eligible > 0 && w.one(2) {
		c.Quorum.Share = pick(w, ballot.Share(1, 2), ballot.Share(1, 3), ballot.Share(0, 1))
	}
	if len(c.Groups) > 0 && w.one(2) {
		c.Quorum.Groups, c.Quorum.GroupBallots = w.IntN(len(c.Groups)+1), 1+w.IntN(2)
	}
}

func (w *world) requirement(c *ballot.Contest) *ballot.Requirement {
	majority := func(all bool) ballot.Majority {
		share := pick(w, ballot.Share(0, 1), ballot.Share(1, 3), ballot.Share(1, 2), ballot.Share(2, 3), ballot.Share(1, 1))
		m := ballot.Majority{Share: share,
			Basis: pick(w, ballot.OfCast, ballot.OfPresent), AtLeast: w.one(2), Consent: w.one(5)}
		if all && w.one(3) {
			m.Basis = ballot.OfAll
		}
		if m.Share == ballot.Share(1, 1) {
			m.AtLeast = true
		}
		return m
	}
	q := &ballot.Requirement{}
	if len(c.Groups) > 0 && w.one(2) {
		q.Groups = &ballot.GroupMajority{Majority: majority(true), In: w.IntN(len(c.Groups) + 1), Voting: w.one(2)}
		if w.one(2) {
			objections := w.IntN(2)
			q.Groups.Objections = &objections
		}
	}
	if q.Groups == nil || w.one(2) {
		m := majority(c.Eligible > 0)
		q.Overall = &m
	}
	return q
}

func (w *world) variant(c *ballot.Contest) {
	v := &c.Variant
	switch c.Method {
	case ballot.Schulze, ballot.RankedPairs:
		v.Defeats = pick(w, ballot.WinningVotes, ballot.Margins)
		c.Validity.Overvote = ballot.AsEqual
	case ballot.Borda:
		v.Truncated = pick(w, ballot.TruncatedZero, ballot.TruncatedAverage, ballot.TruncatedModest)
		c.Validity.Overvote = ballot.AsEqual
	case ballot.Score:
		v.MinPoints = pick(w, 0, 0, -2, 1)
		v.MaxPoints = v.MinPoints + pick(w, 1, 2, 5)
	case ballot.InstantRunoff:
		v.MajorityOf, v.Batch = pick(w, ballot.OfActive, ballot.OfFirst), w.one(2)
		v.ToTheEnd, v.MinVotes = w.one(4), pick(w, 0, 0, 0, 1, 2)
	case ballot.WeightedSTV:
		v.Decimals, v.OneByOne, v.MinVotes = w.IntN(6), w.one(2), pick(w, 0, 0, 0, 1, 2)
		v.Quota = pick(w, ballot.DroopWhole, ballot.DroopDecimal, ballot.HareWhole, ballot.HareDecimal)
	case ballot.EqualShares:
		v.Completion = pick(w, ballot.ByPhragmen, ballot.ByApproval, ballot.NoneLeft)
	}
}

// ballot draws a ballot; the first options are liked best, so that not everything is
// level, and some ballots are blank.
func (w *world) ballot(c *ballot.Contest) ballot.Ballot {
	n := len(c.Options)
	switch c.Kind() {
	case ballot.Votes:
		return pick(w, ballot.Ballot{}, ballot.Choose(ballot.Yes), ballot.Choose(ballot.Yes), ballot.Choose(ballot.No),
			ballot.Choose(ballot.Abstain))
	case ballot.SingleChoice:
		return pick(w, ballot.Ballot{}, ballot.Choose(w.IntN(n)), ballot.Choose(w.IntN(n)), ballot.Choose(w.IntN(n)))
	case ballot.Approvals:
		return ballot.Choose(w.Perm(n)[:w.IntN(n+1)]...)
	case ballot.Points:
		b := ballot.Choose(w.Perm(n)[:w.IntN(n+1)]...)
		for i := range b.Marks {
			b.Marks[i].Value = c.Variant.MinPoints + w.IntN(c.Variant.MaxPoints-c.Variant.MinPoints+1)
		}
		return b
	}
	order := w.Perm(n)[:w.IntN(n+1)]
	b := ballot.Rank(order...)
	if c.Validity.Overvote == ballot.AsEqual && len(order) > 1 && w.one(2) {
		rank := 1
		for i := range b.Marks {
			b.Marks[i].Value = rank
			if w.one(2) {
				rank++
			}
		}
	}
	return b
}
