package ballot_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// readCouncil reads the ballots of a council ward.
func readCouncil(t *testing.T, dir, id string, m ballot.Method) *ballot.Tally {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, id+".blt"))
	require.NoError(t, err)
	lines := strings.Split(string(data), "\n")
	var n, seats int
	fmt.Sscan(lines[0], &n, &seats)
	c := &ballot.Contest{ID: id, Method: m, Seats: seats, Options: numbered(n)}
	tally := tallyOf(t, c)
	for _, l := range lines[1:] {
		f := strings.Fields(l)
		if f[0] == "0" {
			break
		}
		var k uint64
		fmt.Sscan(f[0], &k)
		var order []int
		for _, w := range f[1 : len(f)-1] {
			var o int
			fmt.Sscan(w, &o)
			order = append(order, o-1)
		}
		cast(t, tally, ballot.Rank(order...), k)
	}
	return tally
}

// Every stage of council elections by the Scottish rules.
func TestConformanceScottish(t *testing.T) {
	type stage struct {
		Act             string   `json:"act"`
		Of              *int     `json:"of"`
		Elected         []int    `json:"elected"`
		Deemed          []int    `json:"deemed"`
		Tally           []string `json:"tally"`
		NonTransferable string   `json:"nontransferable"`
	}
	type election struct {
		ID      string  `json:"id"`
		Quota   uint64  `json:"quota"`
		Order   []int   `json:"elected_order"`
		Lot     bool    `json:"lot"`
		Ballots uint64  `json:"ballots"`
		Stages  []stage `json:"stages"`
	}
	c := openCollection(t, "scottish")
	acts := map[string]ballot.Act{"first": ballot.First, "surplus": ballot.Transfer, "exclude": ballot.Exclusion}
	for _, e := range jsonLines[election](c, "expected.jsonl") {
		if e.Lot {
			c.skip("drawn by a lot that is not published")
			continue
		}
		c.election(e.ID, func(t *testing.T) {
			r := counted(t, readCouncil(t, filepath.Join(c.dir, "blt"), e.ID, ballot.ScottishSTV), ballot.Options{})
			assert.Equal(t, fromOne(e.Order), r.Elected)
			require.Len(t, r.Rounds, len(e.Stages))
			for i, want := range e.Stages {
				got := r.Rounds[i]
				at := fmt.Sprintf("stage %d", i+1)
				assert.Equal(t, fmt.Sprintf("%d.00000", e.Quota), got.Quota.String(), at)
				assert.Equal(t, acts[want.Act], got.Act, at)
				if want.Of != nil {
					assert.Equal(t, []int{*want.Of - 1}, got.Of, at)
				}
				assert.Equal(t, want.Tally, texts(got.Votes), at)
				assert.Equal(t, fromOne(want.Elected), emptied(got.Elected), at)
				assert.ElementsMatch(t, fromOne(want.Deemed), emptied(got.Deemed), at)
				assert.Equal(t, want.NonTransferable, got.Exhausted.String(), at)
			}
		})
	}
}

// Winners and rounds of the same elections by the reference rule for Meek's method.
func TestConformanceMeek(t *testing.T) {
	type winners struct {
		ID     string `json:"id"`
		Order  []int  `json:"elected_order"`
		Lot    bool   `json:"lot"`
		Rounds int    `json:"rounds"`
		Quota  string `json:"final_quota"`
	}
	type round struct {
		Status   string            `json:"status"`
		Quota    string            `json:"quota"`
		Surplus  string            `json:"surplus"`
		Votes    map[string]string `json:"votes"`
		Elected  []int             `json:"elected"`
		Defeated *int              `json:"defeated"`
	}
	type election struct {
		ID     string  `json:"id"`
		Order  []int   `json:"elected_order"`
		Lot    bool    `json:"lot"`
		Rounds []round `json:"rounds"`
	}
	c := openCollection(t, "meek")
	blt := filepath.Join(c.dir, "..", "scottish", "blt")
	for _, e := range jsonLines[winners](c, "winners.jsonl") {
		if e.Lot {
			c.skip("drawn by a lot that is not published")
			continue
		}
		c.election(e.ID+"/winners", func(t *testing.T) {
			r := counted(t, readCouncil(t, blt, e.ID, ballot.MeekSTV), ballot.Options{})
			assert.ElementsMatch(t, fromOne(e.Order), r.Elected)
			assert.Equal(t, e.Quota, r.Rounds[len(r.Rounds)-1].Quota.String())
			assert.Equal(t, e.Rounds, len(r.Rounds))
		})
	}
	for _, e := range jsonLines[election](c, "rounds.jsonl") {
		if e.Lot {
			c.skip("drawn by a lot that is not published")
			continue
		}
		c.election(e.ID+"/rounds", func(t *testing.T) {
			r := counted(t, readCouncil(t, blt, e.ID, ballot.MeekSTV), ballot.Options{})
			// Within a round the reference names the elected as they stand on the paper; we by
			// votes, because the order of election must not depend on the paper.
			assert.ElementsMatch(t, fromOne(e.Order), r.Elected)
			require.Len(t, r.Rounds, len(e.Rounds))
			for i, want := range e.Rounds {
				got := r.Rounds[i]
				at := fmt.Sprintf("round %d", i+1)
				assert.Equal(t, want.Quota, got.Quota.String(), at)
				assert.Equal(t, want.Surplus, got.Surplus.String(), at)
				votes := map[string]string{}
				for o, v := range got.Votes {
					if !v.IsZero() {
						votes[fmt.Sprint(o+1)] = v.String()
					}
				}
				assert.Equal(t, want.Votes, votes, at)
				assert.ElementsMatch(t, fromOne(want.Elected), emptied(got.Elected), at)
				if want.Defeated != nil {
					assert.Equal(t, []int{*want.Defeated - 1}, got.Excluded, at)
				} else {
					assert.Empty(t, got.Excluded, at)
				}
			}
		})
	}
}

func fromOne(list []int) []int {
	out := make([]int, len(list))
	for i, o := range list {
		out[i] = o - 1
	}
	return out
}

func emptied(list []int) []int { return append([]int{}, list...) }
