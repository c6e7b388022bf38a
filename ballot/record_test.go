package ballot_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// enumerations have two words each for the fields of a record that are no numbers and
// no IDs.
var enumerations = map[string][2]string{
	"outcome": {"elected", "tied"}, "act": {"first", "surplus"}, "for": {"seat", "pair"}, "by": {"lot",
		"unbroken"},
	"decisive": {"yes", "no"}, "what": {"overall", "groups"}, "reason": {"blank", "spoilt"},
}

// inputs are the fields of a record that are not counted but counted from.
var inputs = []string{"format", "version", "contest", "lot", "without", "merged_groups", "ballots"}

// leaves visits every value of a JSON tree that has no values in it, with its path and
// a way to put another in its place.
func leaves(path string, v any, put func(any), visit func(path string, v any, put func(any))) {
	switch x := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(x)) {
			leaves(strings.TrimPrefix(path+"."+key, "."), x[key], func(v any) { x[key] = v }, visit)
		}
	case []any:
		for i := range x {
			leaves(fmt.Sprintf("%s[%d]", path, i), x[i], func(v any) { x[i] = v }, visit)
		}
	default:
		visit(path, v, put)
	}
}

// another returns a value of the same form.
func another(path string, v any) any {
	key := path[strings.LastIndexByte(path, '.')+1:]
	switch x := v.(type) {
	case bool:
		return !x
	case float64:
		return x + 1
	case string:
		words, ok := enumerations[key]
		switch {
		case ok && x == words[0]:
			return words[1]
		case ok:
			return words[0]
		case strings.HasSuffix(key, "_digest"):
			return strings.Repeat("0", len(x))
		case strings.Trim(x, "-./0123456789") == "" && strings.Contains(x, "/"):
			return map[bool]string{true: "2/7", false: "1/7"}[x == "1/7"]
		case strings.Trim(x, "-.0123456789") == "":
			return x[:len(x)-1] + strconv.Itoa((int(x[len(x)-1]-'0')+1)%10)
		}
		return x + "?"
	}
	return "?"
}

func TestRecordWithOneFieldChangedDiffersThereAndNowhereElse(t *testing.T) {
	for _, m := range ballot.Methods() {
		r := smallResult(t, m)
		if m != ballot.Motion { // the same with a lot, which decides its ties
			lot, err := ballot.DrawLot("7./", len(r.Contest.Options), ballot.RFC3797)
			require.NoError(t, err)
			drawn := counted(t, r.Tally(), ballot.Options{Lot: lot, Without: []int{2}})
			assertEveryFieldIsChecked(t, drawn)
		}
		assertEveryFieldIsChecked(t, r)
	}
}

func assertEveryFieldIsChecked(t *testing.T, r *ballot.Result) {
	t.Helper()
	data, err := json.Marshal(r)
	require.NoError(t, err)
	var tree any
	require.NoError(t, json.Unmarshal(data, &tree))
	leaves("", tree, nil, func(path string, v any, put func(any)) {
		first := strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' })[0]
		counted := first != "turnout" || strings.HasSuffix(path, ".cast") || strings.HasSuffix(path, ".weight")
		if slices.Contains(inputs, first) || !counted {
			return
		}
		put(another(path, v))
		changed, err := json.Marshal(tree)
		put(v)
		require.NoError(t, err)
		_, differences, err := ballot.Recheck(changed)
		require.NoError(t, err, path)
		require.Len(t, differences, 1, "%s of %s", path, r.Contest.Method)
		assert.Equal(t, path, differences[0].Path)
		assert.Contains(t, differences[0].Error(), path+": record says ")
	})
}

func TestRecordWithoutAFieldDiffersAtTheField(t *testing.T) {
	for _, m := range ballot.Methods() {
		data, err := json.Marshal(smallResult(t, m))
		require.NoError(t, err)
		var tree map[string]any
		require.NoError(t, json.Unmarshal(data, &tree))
		for key := range tree {
			if slices.Contains(inputs, key) || key == "turnout" {
				continue
			}
			less := maps.Clone(tree)
			delete(less, key)
			text, err := json.Marshal(less)
			require.NoError(t, err)
			_, differences, err := ballot.Recheck(text)
			require.NoError(t, err, key)
			require.Len(t, differences, 1, key)
			assert.Equal(t, key, differences[0].Path)
			assert.Empty(t, differences[0].Record)
			assert.Contains(t, differences[0].Error(), "record says nothing")
		}
	}
}

// A record from anywhere may hold anything.
func TestRecordThatCannotBeCountedIsRefused(t *testing.T) {
	data, err := json.Marshal(smallResult(t, ballot.Approval))
	require.NoError(t, err)
	for _, test := range []struct {
		name, old, new string
		want           error
	}{
		{"another format", `"dfc-ballot-result"`, `"dfc-ballot-results"`, ballot.ErrMalformed},
		{"another version", `"version":1`, `"version":2`, ballot.ErrMalformed},
		{"a field that does not exist", `"version":1`, `"version":1,"sure":true`, ballot.ErrMalformed},
		{"a contest that contradicts itself", `"seats":2`, `"seats":9`, ballot.ErrContest},
		{"no contest", `"contest":{`, `"contest":null,"x":{`, ballot.ErrMalformed},
		{"an option that does not exist", `"for":["a"]`, `"for":["z"]`, ballot.ErrOption},
		{"an option that has withdrawn", `"for":["a"]`, `"for":["d"]`, ballot.ErrMalformed},
		{"an option twice", `"for":["a"]`, `"for":["a","a"]`, ballot.ErrMalformed},
		{"no ballots in an entry", `"ballots":[{"n":1`, `"ballots":[{"n":0`, ballot.ErrMalformed},
		{"more ballots than were cast", `"ballots":[{"n":1`, `"ballots":[{"n":2`, ballot.ErrMalformed},
		{"more ballots than a number holds", `"ballots":[{"n":1`, `"ballots":[{"n":99999999999999999999`,
			ballot.ErrMalformed},
		{"more ballots than a tally holds", `"ballots":[{"n":1`, `"ballots":[{"n":4611686018427387905`,
			ballot.ErrMalformed},
		{"less than no ballots", `"ballots":[{"n":1`, `"ballots":[{"n":-1`, ballot.ErrMalformed},
		{"half of it", `,"ballots":[`, ``, ballot.ErrMalformed},
		{"another number of valid ballots", `"valid":10`, `"valid":9`, ballot.ErrMalformed},
		{"a reason that does not exist", `"spoilt"`, `"tired"`, ballot.ErrMalformed},
	} {
		changed := strings.Replace(string(data), test.old, test.new, 1)
		require.NotEqual(t, string(data), changed, "%s: nothing was changed in %s", test.name, data)
		r, _, err := ballot.Recheck([]byte(changed))
		require.ErrorIs(t, err, test.want, test.name)
		assert.Nil(t, r)
		assert.NotContains(t, err.Error(), "\n", test.name)
	}
	for _, text := range []string{"", "null", "[]", "{}", `"record"`, "{", string(data) + string(data),
		strings.Repeat("[", 100_000)} {
		_, _, err := ballot.Recheck([]byte(text))
		require.ErrorIs(t, err, ballot.ErrMalformed)
	}
}

func TestRecordWithALotThatItsKeyDoesNotDrawIsRefused(t *testing.T) {
	lot, err := ballot.DrawLot("7./", 4, ballot.RFC3797)
	require.NoError(t, err)
	data, err := json.Marshal(counted(t, smallResult(t, ballot.Approval).Tally(), ballot.Options{Lot: lot}))
	require.NoError(t, err)
	for old, other := range map[string]string{`"key":"7./"`: `"key":"8./"`, `"order":["`: `"order":["a","`,
		`"how":"rfc3797-sha256"`: `"how":"rfc3797-md5"`} {
		changed := strings.Replace(string(data), old, other, 1)
		require.NotEqual(t, string(data), changed)
		_, _, err := ballot.Recheck([]byte(changed))
		require.ErrorIs(t, err, ballot.ErrLot)
	}
}
