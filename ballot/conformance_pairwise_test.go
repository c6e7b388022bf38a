package ballot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

type weakOrder struct {
	N     uint64  `json:"n"`
	Ranks [][]int `json:"ranks"`
}

// sharedRanks reports whether a rank other than the last has several candidates.
func sharedRanks(ballots []weakOrder) bool {
	return slices.ContainsFunc(ballots, func(b weakOrder) bool {
		return slices.ContainsFunc(b.Ranks[:len(b.Ranks)-1], func(rank []int) bool { return len(rank) > 1 })
	})
}

// Elections with equal ranks: the pairwise table, the Schulze winners, and rankings.
func TestConformancePairwise(t *testing.T) {
	type election struct {
		ID         string             `json:"id"`
		Candidates []string           `json:"candidates"`
		Ballots    []weakOrder        `json:"ballots"`
		Pairwise   [][]int            `json:"pairwise"`
		Condorcet  *int               `json:"condorcet_winner"`
		Winners    map[string][]int   `json:"schulze_winner_set"`
		Expected   map[string][][]int `json:"expected_rankings"`
	}
	strengths := map[string]ballot.Defeats{"winning": ballot.WinningVotes, "margin": ballot.Margins}
	c := openCollection(t, "tideman")
	for _, file := range c.files("*.json") {
		e := jsonFile[election](c, file)
		count := func(t *testing.T, m ballot.Method, v ballot.Variant) *ballot.Result {
			contest := &ballot.Contest{ID: e.ID, Method: m, Seats: 1, Options: numbered(len(e.Candidates)), Variant: v,
				Validity: ballot.Validity{Overvote: ballot.AsEqual, Blank: ballot.Ignore}}
			tally := tallyOf(t, contest)
			for _, b := range e.Ballots {
				cast(t, tally, ballot.RankEqually(b.Ranks...), b.N)
			}
			return counted(t, tally, ballot.Options{})
		}
		for name, defeats := range strengths {
			c.election(e.ID+"/schulze-"+name, func(t *testing.T) {
				r := count(t, ballot.Schulze, ballot.Variant{Defeats: defeats})
				assert.Equal(t, e.Winners[name], r.Ranking[0])
				if want, ok := e.Expected["schulze_"+name]; ok {
					assert.Equal(t, want, r.Ranking)
				}
				if e.Condorcet != nil {
					assert.Equal(t, *e.Condorcet, r.Condorcet)
				} else {
					assert.Equal(t, -1, r.Condorcet)
				}
				require.Len(t, r.Pairwise, len(e.Pairwise))
				for i, row := range e.Pairwise {
					for j, n := range row {
						if i != j {
							assert.Equal(t, fmt.Sprint(n), r.Pairwise[i][j].String(), "%d over %d", i, j)
						}
					}
				}
			})
			if want, ok := e.Expected["ranked_pairs_"+name]; ok {
				c.election(e.ID+"/ranked-pairs-"+name, func(t *testing.T) {
					r := count(t, ballot.RankedPairs, ballot.Variant{Defeats: defeats})
					if len(r.Ties) == 0 {
						assert.Equal(t, want, r.Ranking)
						return
					}
					sets := r.Sets
					if r.Outcome == ballot.Elected {
						sets = [][]int{r.Elected}
					}
					for _, o := range want[0] { // the reference takes one order of equal defeats
						assert.True(t, r.Incomplete || slices.ContainsFunc(sets, func(s []int) bool { return s[0] == o }), "%d in %v", o, sets)
					}
				})
			}
		}
		if want, ok := e.Expected["borda"]; ok {
			c.election(e.ID+"/borda", func(t *testing.T) {
				assert.Equal(t, want, count(t, ballot.Borda, ballot.Variant{}).Ranking)
			})
		}
		if want, ok := e.Expected["irv"]; ok && !sharedRanks(e.Ballots) {
			c.election(e.ID+"/instant-runoff", func(t *testing.T) {
				contest := &ballot.Contest{ID: e.ID, Method: ballot.InstantRunoff, Seats: 1, Options: numbered(len(e.Candidates)),
					Validity: ballot.Validity{Overvote: ballot.End, Blank: ballot.Ignore}}
				tally := tallyOf(t, contest)
				for _, b := range e.Ballots {
					cast(t, tally, ballot.RankEqually(b.Ranks...), b.N)
				}
				r := counted(t, tally, ballot.Options{})
				if r.Outcome == ballot.Elected {
					assert.Equal(t, want[0], r.Elected)
					return
				}
				for _, o := range want[0] {
					assert.True(t, slices.ContainsFunc(r.Sets, func(s []int) bool { return s[0] == o }), "%d in %v", o, r.Sets)
				}
			})
		} else if ok {
			c.skip("instant runoff with ranks that are shared")
		}
		if want, ok := e.Expected["plurality"]; ok {
			contest := &ballot.Contest{ID: e.ID, Method: ballot.Plurality, Seats: 1, Options: numbered(len(e.Candidates))}
			tally := tallyOf(t, contest)
			shared := false
			for _, b := range e.Ballots {
				shared = shared || len(b.Ranks[0]) > 1
				cast(t, tally, ballot.Choose(b.Ranks[0][0]), b.N)
			}
			if shared {
				c.skip("plurality with first places that are shared")
			} else {
				c.election(e.ID+"/plurality", func(t *testing.T) {
					assert.Equal(t, want, counted(t, tally, ballot.Options{}).Ranking)
				})
			}
		}
		for method := range e.Expected {
			if method == "borda" || method == "plurality" || method == "irv" {
				continue
			}
			if !strings.HasPrefix(method, "schulze_") && !strings.HasPrefix(method, "ranked_pairs_") || strings.HasSuffix(method, "_ratio") {
				c.skip("ranking of " + method)
			}
		}
	}
}
