package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// command runs witness and returns what it has written.
func command(args ...string) (code int, out, err string) {
	var o, e bytes.Buffer
	code = program{&o, &e}.run(args)
	return code, o.String(), e.String()
}

func TestAWitnessFollowsAVoteFromItsKeyToTheClose(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	write := func(name string, data []byte) string {
		require.NoError(t, os.WriteFile(path(name), data, 0o600))
		return path(name)
	}
	code, public, errs := command("-new", "witness.example.org/science", path("key"))
	require.Equal(t, exitSigned, code, errs)
	code, _, _ = command("-new", "witness.example.org/science", path("key"))
	assert.Equal(t, exitUnasked, code, "a key that exists stays")
	k, err := verify.ParseKey(string(bytes.TrimSpace([]byte(public))))
	require.NoError(t, err)

	b, err := box.Create(ctx, new(boxtest.Memory), new(boxtest.Vault), box.Declaration{Name: "box.example.org", Level: box.LevelOperator,
		Assurance: box.Low, Witnesses: []*verify.Key{k}, Threshold: 1, Roll: []box.Voter{{Person: "1"}, {Person: "2"}},
		Contest: &ballot.Contest{ID: "c", Method: ballot.Approval, Seats: 1, Options: []ballot.Option{{ID: "a"}, {ID: "b"}}}})
	require.NoError(t, err)
	code, signed, errs := command("-lang", "en", "-key", path("key"), write("opening", b.OpeningNote()))
	require.Equal(t, exitSigned, code, errs)
	assert.Contains(t, errs, "2 people")
	require.NoError(t, b.Cosign(ctx, []byte(signed)))

	c, err := b.Issue(ctx, "1", box.Low)
	require.NoError(t, err)
	_, err = b.Cast(ctx, c, box.Vote{Ballot: ballot.Choose(0, 1)})
	require.NoError(t, err)
	require.NoError(t, b.Close(ctx))
	_, err = b.Count(ctx, nil)
	require.NoError(t, err)
	first, err := b.Draft(ctx)
	require.NoError(t, err)
	_, err = b.Count(ctx, &ballot.Lot{Order: []int{1, 0}})
	require.NoError(t, err)
	second, err := b.Draft(ctx)
	require.NoError(t, err)
	trust := write("trust", []byte(b.Trust().String()))

	code, _, _ = command("-key", path("key"), write("second", second))
	assert.Equal(t, exitRefused, code, "a record that is held against itself only is not checked")
	code, signed, errs = command("-key", path("key"), "-trust", trust, path("second"))
	require.Equal(t, exitSigned, code, errs)
	require.NoError(t, b.Cosign(ctx, []byte(signed)))
	require.NoError(t, b.Release(ctx))

	code, out, _ := command("-key", path("key"), "-trust", trust, write("first", first))
	assert.Equal(t, exitRefused, code, "another close of the same box, in another process")
	assert.Empty(t, out)
	wrong := bytes.Replace(second, []byte("\n0 0,1\n"), []byte("\n0 1\n"), 1)
	code, out, errs = command("-lang", "en", "-key", path("key"), "-trust", trust, write("wrong", wrong))
	assert.Equal(t, exitRefused, code)
	assert.Empty(t, out)
	assert.Contains(t, errs, "wrong-tree@close")
}

func TestWhatCannotBeAskedIsSaid(t *testing.T) {
	for name, args := range map[string][]string{
		"nothing":       {},
		"key and new":   {"-new", "a", "-key", "b", "c"},
		"a missing key": {"-key", "/nonexistent", "c"},
		"a bad name":    {"-new", "two words", filepath.Join(t.TempDir(), "key")},
		"a flag":        {"-sign", "c"},
		"a language":    {"-lang", "tlh", "-key", "a", "c"},
	} {
		code, out, errs := command(args...)
		assert.Equal(t, exitUnasked, code, name)
		assert.Empty(t, out, name)
		assert.NotEmpty(t, errs, name)
	}
	code, out, _ := command("-h")
	assert.Equal(t, exitSigned, code)
	assert.Contains(t, out, "witness -new NAME")
}
