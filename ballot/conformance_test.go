package ballot_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// electionsVariable names the folder with real elections and their known results.
// They are not part of this repository.
const electionsVariable = "DFC_ELECTIONS"

// A collection counts elections of one folder and those that agree.
type collection struct {
	t       *testing.T
	dir     string
	n       int
	agree   int
	skipped map[string]int // by reason
}

// openCollection opens a folder of elections. Without the variable the test is
// skipped; a folder that is missing or empty is a failure.
func openCollection(t *testing.T, folder string) *collection {
	t.Helper()
	root := os.Getenv(electionsVariable)
	if root == "" {
		t.Skipf("%s is not set: give the absolute path of a folder with real elections", electionsVariable)
	}
	require.True(t, filepath.IsAbs(root), "%s must be an absolute path, not %q", electionsVariable, root)
	c := &collection{t: t, dir: filepath.Join(root, folder), skipped: map[string]int{}}
	entries, err := os.ReadDir(c.dir)
	require.NoError(t, err)
	require.NotEmpty(t, entries, "%s is empty", c.dir)
	t.Cleanup(func() {
		for reason, n := range c.skipped {
			t.Logf("conformance %s: %d left out: %s", folder, n, reason)
		}
		t.Logf("conformance %s: %d elections, %d agree", folder, c.n, c.agree)
		assert.Positive(t, c.n, "no election was counted")
	})
	return c
}

// election runs the comparison of one election.
func (c *collection) election(name string, compare func(t *testing.T)) {
	c.n++
	if c.t.Run(name, compare) {
		c.agree++
	}
}

func (c *collection) skip(reason string) { c.skipped[reason]++ }

// files returns the files of a pattern, sorted.
func (c *collection) files(pattern string) []string {
	found, err := fs.Glob(os.DirFS(c.dir), pattern)
	require.NoError(c.t, err)
	require.NotEmpty(c.t, found, "no %s in %s", pattern, c.dir)
	return found
}

func (c *collection) open(name string) *os.File {
	f, err := os.Open(filepath.Join(c.dir, name))
	require.NoError(c.t, err)
	c.t.Cleanup(func() { f.Close() })
	return f
}

// jsonLines decodes each line of a file.
func jsonLines[T any](c *collection, name string) (all []T) {
	scanner := bufio.NewScanner(c.open(name))
	scanner.Buffer(nil, 1<<28)
	for scanner.Scan() {
		if len(bytes.TrimSpace(scanner.Bytes())) == 0 {
			continue
		}
		var v T
		require.NoError(c.t, json.Unmarshal(scanner.Bytes(), &v))
		all = append(all, v)
	}
	require.NoError(c.t, scanner.Err())
	return all
}

func jsonFile[T any](c *collection, name string) (v T) {
	require.NoError(c.t, json.NewDecoder(c.open(name)).Decode(&v))
	return v
}

// numbered returns n options "0", "1" …
func numbered(n int) []ballot.Option {
	options := make([]ballot.Option, n)
	for i := range options {
		options[i].ID = optionName(i)
	}
	return options
}

func optionName(i int) string { return "o" + strings.Repeat("'", i/10) + string(rune('0'+i%10)) }

// tallyOf makes a tally.
func tallyOf(t *testing.T, c *ballot.Contest) *ballot.Tally {
	t.Helper()
	tally, err := ballot.NewTally(c)
	require.NoError(t, err)
	return tally
}

// cast adds n ballots that must be valid.
func cast(t *testing.T, tally *ballot.Tally, b ballot.Ballot, n uint64) {
	t.Helper()
	reason, err := tally.Add(b, n)
	require.NoError(t, err)
	require.Equal(t, ballot.Valid, reason)
}

func counted(t *testing.T, tally *ballot.Tally, o ballot.Options) *ballot.Result {
	t.Helper()
	r, err := ballot.Count(tally, o)
	require.NoError(t, err)
	return r
}

// texts writes numbers as they stand in records.
func texts(numbers []ballot.Number) []string {
	all := make([]string, len(numbers))
	for i, n := range numbers {
		all[i] = n.String()
	}
	return all
}

func sortedInts(list []int) []int { return slices.Sorted(slices.Values(list)) }
