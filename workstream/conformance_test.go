package workstream_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// electionsVariable names the folder with elections and their known results. They are
// not part of this repository.
const electionsVariable = "DFC_ELECTIONS"

// A selectionCase is a vote of the five groups with its results, by candidate.
type selectionCase struct {
	ID         string   `json:"id"`
	Groups     []string `json:"groups"`
	Candidates int      `json:"candidates"`
	Seats      int      `json:"seats"`
	LotOrder   []int    `json:"lot_order"`
	Ballots    []struct {
		Group   string `json:"group"`
		Approve []int  `json:"approve"`
	} `json:"ballots"`
	Expected struct {
		EqualGroups struct {
			Scores      []string `json:"approval_scores"`
			Approval    chosen   `json:"av"`
			EqualShares chosen   `json:"equal-shares"`
		} `json:"equal_groups"`
	} `json:"expected"`
}

type chosen struct {
	Committee []int `json:"committee"`
}

// selectionCases reads the collection. Without the variable the test is skipped; a
// folder that is missing is a failure.
func selectionCases(t *testing.T) (all []selectionCase) {
	t.Helper()
	root := os.Getenv(electionsVariable)
	if root == "" {
		t.Skipf("%s is not set: give the absolute path of a folder with elections", electionsVariable)
	}
	require.True(t, filepath.IsAbs(root), "%s must be an absolute path, not %q", electionsVariable, root)
	data, err := os.ReadFile(filepath.Join(root, "groups", "approval.jsonl"))
	require.NoError(t, err)
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<28)
	for lines.Scan() {
		var e selectionCase
		require.NoError(t, json.Unmarshal(lines.Bytes(), &e))
		all = append(all, e)
	}
	require.NoError(t, lines.Err())
	require.NotEmpty(t, all, "no election in the collection")
	return all
}

// The selection and the count by approval beside it, with equal weight for each group.
func TestConformanceSelection(t *testing.T) {
	ps := votePolicies(t, set("workstream-vote-merge-below", "0")) // the collection does not merge
	agree := 0
	cases := selectionCases(t)
	for _, e := range cases {
		if t.Run(e.ID, func(t *testing.T) {
			var list []workstream.Workstream
			for i := range e.Candidates {
				list = append(list, workstream.Workstream{ID: fmt.Sprintf("w%d", i)})
			}
			v := workstream.Vote{ID: e.ID, On: dialog.MustDate("2025-11-15"), Voters: workstream.GroupsOnly, Places: e.Seats}
			c, err := v.Contest(ps, list)
			require.NoError(t, err)
			tally, err := ballot.NewTally(c)
			require.NoError(t, err)
			for _, b := range e.Ballots {
				reason, err := tally.Add(ballot.Choose(b.Approve...).In(c.GroupIndex(b.Group)), 1)
				require.NoError(t, err)
				require.Equal(t, ballot.Valid, reason)
			}
			s, err := v.Select(tally, list, ballot.Options{Lot: &ballot.Lot{Order: e.LotOrder}})
			require.NoError(t, err)
			want := e.Expected.EqualGroups
			assert.Equal(t, want.EqualShares.Committee, slices.Sorted(slices.Values(s.Result.Elected)), "equal shares")
			assert.Equal(t, want.Approval.Committee, slices.Sorted(slices.Values(s.Approval.Elected)), "approval")
			for i, score := range want.Scores {
				assert.Equal(t, score, s.Approval.Rounds[0].Votes[i].String(), "weight of the approvals of %d", i)
			}
		}) {
			agree++
		}
	}
	t.Logf("conformance groups (selections): %d elections, %d agree", len(cases), agree)
}
