package ballot_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// committeeRules are the approval methods by the names of the data.
var committeeRules = map[string]ballot.Contest{
	"av":           {Method: ballot.Approval},
	"sav":          {Method: ballot.Satisfaction},
	"pav":          {Method: ballot.ProportionalPAV},
	"seqpav":       {Method: ballot.SequentialPAV},
	"seqphragmen":  {Method: ballot.Phragmen},
	"equal-shares": {Method: ballot.EqualShares},
	"equal-shares-with-av-completion": {Method: ballot.EqualShares,
		Variant: ballot.Variant{Completion: ballot.ByApproval}},
}

// All winning sets of approval profiles, with every tie explored.
func TestConformanceCommittees(t *testing.T) {
	type profile struct {
		ID         string             `json:"id"`
		Candidates int                `json:"candidates"`
		Seats      int                `json:"seats"`
		Approvals  [][]int            `json:"approvals"`
		Winning    map[string][][]int `json:"all_winning_committees"`
	}
	c := openCollection(t, "abc")
	for _, file := range c.files("*.jsonl") {
		for _, p := range jsonLines[profile](c, file) {
			for rule, want := range p.Winning {
				contest, known := committeeRules[rule]
				if !known {
					c.skip("method " + rule)
					continue
				}
				c.election(p.ID+"/"+rule, func(t *testing.T) {
					contest.ID, contest.Seats, contest.Options = p.ID, p.Seats, numbered(p.Candidates)
					contest.Validity.Blank = ballot.Ignore
					tally := tallyOf(t, &contest)
					for _, approved := range p.Approvals {
						cast(t, tally, ballot.Choose(approved...), 1)
					}
					r := counted(t, tally, ballot.Options{})
					require.False(t, r.Incomplete)
					got := r.Sets
					if r.Outcome == ballot.Elected {
						got = [][]int{sortedInts(r.Elected)}
					}
					for _, set := range want {
						slices.Sort(set)
					}
					slices.SortFunc(want, slices.Compare)
					assert.Equal(t, want, got)
				})
			}
		}
	}
}

// Approval ballots of five stakeholder groups, per head and with equal weight for each
// group; ties by a lot order.
func TestConformanceGroups(t *testing.T) {
	type outcome struct {
		Committee []int `json:"committee"`
		Order     []int `json:"order_of_election"`
	}
	type weighting struct {
		Scores []string `json:"approval_scores"`
		AV     outcome  `json:"av"`
		SAV    outcome  `json:"sav"`
		SeqPAV outcome  `json:"seqpav"`
		Seq    outcome  `json:"seqphragmen"`
		Equal  outcome  `json:"equal-shares"`
		PAV    outcome  `json:"pav"`
	}
	type election struct {
		ID         string   `json:"id"`
		Groups     []string `json:"groups"`
		Turnout    []uint64 `json:"turnout"`
		Candidates int      `json:"candidates"`
		Seats      int      `json:"seats"`
		LotOrder   []int    `json:"lot_order"`
		Ballots    []struct {
			Group   string `json:"group"`
			Approve []int  `json:"approve"`
		} `json:"ballots"`
		ByGroup  [][]uint64 `json:"approvals_by_group"`
		Majority []struct {
			Candidate int  `json:"candidate"`
			Overall   bool `json:"overall"`
			Groups    int  `json:"groups_with_majority"`
			Voting    int  `json:"groups_voting"`
		} `json:"double_majority"`
		Expected map[string]weighting `json:"expected"`
	}
	c := openCollection(t, "groups")
	for _, e := range jsonLines[election](c, "approval.jsonl") {
		count := func(t *testing.T, contest ballot.Contest) *ballot.Result {
			contest.ID, contest.Seats, contest.Options = e.ID, e.Seats, numbered(e.Candidates)
			contest.Validity.Blank = ballot.Ignore
			for _, g := range e.Groups {
				contest.Groups = append(contest.Groups, ballot.Group{ID: g})
			}
			tally := tallyOf(t, &contest)
			for _, b := range e.Ballots {
				cast(t, tally, ballot.Choose(b.Approve...).In(contest.GroupIndex(b.Group)), 1)
			}
			return counted(t, tally, ballot.Options{Lot: &ballot.Lot{Order: e.LotOrder}})
		}
		for name, want := range e.Expected {
			rules := map[string]outcome{"av": want.AV, "sav": want.SAV, "seqpav": want.SeqPAV, "seqphragmen": want.Seq,
				"equal-shares": want.Equal, "pav": want.PAV}
			for rule, expected := range rules {
				c.election(fmt.Sprintf("%s/%s/%s", e.ID, name, rule), func(t *testing.T) {
					contest := committeeRules[rule]
					if name == "equal_groups" {
						contest.Weighting.Rule = ballot.ByTurnout
					}
					r := count(t, contest)
					assert.Equal(t, expected.Committee, sortedInts(r.Elected))
					if expected.Order != nil {
						assert.Equal(t, expected.Order, r.Elected)
					}
					assert.Equal(t, e.ByGroup, r.Support)
					if rule == "av" {
						assert.Equal(t, want.Scores, texts(r.Rounds[0].Votes))
					}
				})
			}
		}
		c.election(e.ID+"/majorities", func(t *testing.T) {
			half := ballot.Majority{Share: ballot.Share(1, 2), Basis: ballot.OfPresent}
			contest := committeeRules["av"]
			contest.Floor = &ballot.Requirement{Overall: &half, Groups: &ballot.GroupMajority{Majority: half, In: 1}}
			got := map[int][2]string{}
			for _, check := range count(t, contest).Checks {
				was := got[check.Option]
				switch check.What {
				case ballot.CheckOverall:
					was[0] = fmt.Sprint(check.Met)
				case ballot.CheckGroups:
					was[1] = check.Has.String()
				}
				got[check.Option] = was
			}
			for _, m := range e.Majority {
				assert.Equal(t, [2]string{fmt.Sprint(m.Overall), fmt.Sprint(m.Groups)}, got[m.Candidate], "option %d", m.Candidate)
			}
		})
	}
}

// Five electorates: the member, then the deputy by a recount without the member.
func TestConformanceMemberAndDeputy(t *testing.T) {
	type runoff struct {
		Member  int              `json:"member"`
		Rounds  []map[string]int `json:"rounds"`
		Ties    [][]int          `json:"ties"`
		Deputy  *int             `json:"deputy"`
		DRounds []map[string]int `json:"deputy_rounds"`
		DTies   [][]int          `json:"deputy_ties"`
	}
	type seat struct {
		Group      string  `json:"group"`
		Candidates int     `json:"candidates"`
		LotOrder   []int   `json:"lot_order"`
		Ballots    [][]int `json:"ballots"`
		Void       string  `json:"void"`
		Schulze    *struct {
			Member  int   `json:"member"`
			Tied    []int `json:"tied_for_member"`
			Deputy  *int  `json:"deputy"`
			TiedDep []int `json:"tied_for_deputy"`
		} `json:"schulze"`
		IRV *runoff `json:"irv"`
	}
	type committee struct {
		ID        string `json:"id"`
		Elections []seat `json:"elections"`
	}
	c := openCollection(t, "groups")
	for _, e := range jsonLines[committee](c, "member_and_deputy.jsonl") {
		for _, s := range e.Elections {
			count := func(t *testing.T, m ballot.Method, without ...int) *ballot.Result {
				contest := &ballot.Contest{ID: e.ID, Method: m, Seats: 1, Vacant: true, Options: numbered(s.Candidates),
					Validity: ballot.Validity{Blank: ballot.Ignore}}
				tally := tallyOf(t, contest)
				for _, b := range s.Ballots {
					cast(t, tally, ballot.Rank(b...), 1)
				}
				return counted(t, tally, ballot.Options{Lot: &ballot.Lot{Order: s.LotOrder}, Without: without})
			}
			name := e.ID + "/" + s.Group
			if s.Void != "" {
				c.election(name+"/void", func(t *testing.T) {
					r := count(t, ballot.Schulze)
					assert.Equal(t, 1, r.Vacant)
					assert.Empty(t, r.Elected)
				})
				continue
			}
			c.election(name+"/schulze", func(t *testing.T) {
				r := count(t, ballot.Schulze)
				assert.Equal(t, []int{s.Schulze.Member}, r.Elected)
				assert.Equal(t, s.Schulze.Tied, r.Ranking[0])
				d := count(t, ballot.Schulze, s.Schulze.Member)
				if s.Schulze.Deputy == nil {
					assert.Empty(t, d.Elected)
				} else {
					assert.Equal(t, []int{*s.Schulze.Deputy}, d.Elected)
					assert.Equal(t, s.Schulze.TiedDep, d.Ranking[0])
				}
			})
			c.election(name+"/instant-runoff", func(t *testing.T) {
				r := count(t, ballot.InstantRunoff)
				assert.Equal(t, []int{s.IRV.Member}, r.Elected)
				compareRunoff(t, r, s.IRV.Rounds, s.IRV.Ties)
				if s.IRV.Deputy == nil {
					return
				}
				d := count(t, ballot.InstantRunoff, s.IRV.Member)
				assert.Equal(t, []int{*s.IRV.Deputy}, d.Elected)
				compareRunoff(t, d, s.IRV.DRounds, s.IRV.DTies)
			})
		}
	}
}

func compareRunoff(t *testing.T, r *ballot.Result, rounds []map[string]int, ties [][]int) {
	t.Helper()
	require.Len(t, r.Rounds, len(rounds))
	for i, want := range rounds {
		got := map[string]int{"exhausted": intOf(r.Rounds[i].Exhausted)}
		for o, v := range r.Rounds[i].Votes {
			if !v.IsZero() {
				got[fmt.Sprint(o)] = intOf(v)
			}
		}
		assert.Equal(t, want, got, "round %d", i)
	}
	got := [][]int{}
	for _, tie := range r.Ties {
		got = append(got, tie.Options)
	}
	assert.Equal(t, ties, got)
}

func intOf(n ballot.Number) int { return int(new(big.Int).Quo(n.Rat().Num(), n.Rat().Denom()).Int64()) }

// Published totals of yearly elections: the ranking by totals.
func TestConformanceTotals(t *testing.T) {
	type election struct {
		PEP     string   `json:"pep"`
		Seats   int      `json:"seats"`
		Totals  [][2]any `json:"totals"`
		Elected []string `json:"elected"`
		Top     bool     `json:"top5_equals_elected"`
	}
	c := openCollection(t, "approval")
	for _, file := range c.files("*.json") {
		for _, e := range jsonFile[[]election](c, file) {
			c.election(e.PEP, func(t *testing.T) {
				contest := &ballot.Contest{ID: e.PEP, Method: ballot.Approval, Seats: e.Seats}
				for _, row := range e.Totals {
					contest.Options = append(contest.Options, ballot.Option{ID: row[0].(string)})
				}
				tally := tallyOf(t, contest)
				for i, row := range e.Totals {
					cast(t, tally, ballot.Choose(i), uint64(row[1].(float64)))
				}
				r := counted(t, tally, ballot.Options{})
				elected := make([]string, 0, e.Seats)
				for _, o := range r.Elected {
					elected = append(elected, contest.OptionID(o))
				}
				if r.Outcome == ballot.Tied || !e.Top {
					t.Logf("%s: totals elect %s; published: %s", e.PEP, strings.Join(elected, ", "), strings.Join(e.Elected, ", "))
					for _, name := range elected {
						assert.True(t, !e.Top || slices.Contains(e.Elected, name))
					}
					return
				}
				assert.ElementsMatch(t, e.Elected, elected)
			})
		}
	}
}
