package ballot_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

func TestRecordWithChangedFieldsIsRefusedOrCountedAgain(t *testing.T) {
	var records []map[string]any
	for _, m := range ballot.Methods() {
		data, err := json.Marshal(smallResult(t, m))
		require.NoError(t, err)
		var tree map[string]any
		require.NoError(t, json.Unmarshal(data, &tree))
		records = append(records, tree)
	}
	rapid.Check(t, func(t *rapid.T) {
		var tree any = rapid.SampledFrom(records).Draw(t, "record")
		for range rapid.IntRange(1, 3).Draw(t, "changes") {
			tree = change(t, tree)
		}
		data, err := json.Marshal(tree)
		require.NoError(t, err)
		r, _, err := ballot.Recheck(data)
		if err != nil {
			require.Nil(t, r, "%s", data)
			return
		}
		again, err := json.Marshal(r)
		require.NoError(t, err)
		_, differences, err := ballot.Recheck(again)
		require.NoError(t, err, "%s", again)
		require.Empty(t, differences, "%s", again)
	})
}

func TestRecordOfManyOptionsAndMarksIsRecheckedInTime(t *testing.T) {
	c := &ballot.Contest{ID: "many", Method: ballot.Approval, Seats: 1}
	for i := range ballot.MaxOptions {
		c.Options = append(c.Options, ballot.Option{ID: strconv.Itoa(i)})
	}
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	var b ballot.Ballot
	for i := range c.Options {
		if b.Marks = append(b.Marks, ballot.Mark{Option: i}); i%200 == 0 {
			add(t, tally, b, 1)
		}
	}
	r, err := ballot.Count(tally, ballot.Options{})
	require.NoError(t, err)
	data, err := json.Marshal(r)
	require.NoError(t, err)
	start := time.Now()
	_, differences, err := ballot.Recheck(data)
	require.NoError(t, err)
	require.Empty(t, differences)
	require.Less(t, time.Since(start), recordLimit)
}

func TestLotKeyIsNoLongerThanItsLimit(t *testing.T) {
	_, err := ballot.DrawLot(strings.Repeat("x", ballot.MaxLotKey), 3, ballot.RFC3797)
	require.NoError(t, err)
	_, err = ballot.DrawLot(strings.Repeat("x", ballot.MaxLotKey+1), 3, ballot.RFC3797)
	require.ErrorIs(t, err, ballot.ErrLot)
}

// change replaces, removes or doubles a value somewhere in a JSON tree, without touching
// the tree itself.
func change(t *rapid.T, v any) any {
	deeper := rapid.IntRange(0, 9).Draw(t, "deeper") > 0
	switch x := v.(type) {
	case map[string]any:
		if len(x) == 0 || !deeper {
			break
		}
		key := rapid.SampledFrom(slices.Sorted(maps.Keys(x))).Draw(t, "key")
		out := maps.Clone(x)
		if rapid.IntRange(0, 9).Draw(t, "remove") == 0 {
			delete(out, key)
		} else {
			out[key] = change(t, x[key])
		}
		return out
	case []any:
		if len(x) == 0 || !deeper {
			break
		}
		i := rapid.IntRange(0, len(x)-1).Draw(t, "index")
		out := slices.Clone(x)
		switch rapid.IntRange(0, 9).Draw(t, "remove") {
		case 0:
			return slices.Delete(out, i, i+1)
		case 1:
			return append(out, x[i])
		}
		out[i] = change(t, x[i])
		return out
	}
	return rapid.SampledFrom([]any{nil, 0, 1, 2, 3, -1, 1 << 40, 1 << 62, "", "a", "b", "d", "research",
		"1/3", "7/2", true, []any{}, []any{"a"},
		[]any{"c", "b"}, map[string]any{}, map[string]any{"a": 1}, "ignore", "end", "by-eligible", "lapses",
		"schulze", "scottish-stv",
		"equal-shares", "approval", "instant-runoff", "motion", "overvote", "open", "earlier"}).Draw(t,
		"value")
}
