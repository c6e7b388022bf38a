package files_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
)

func TestR6NoFileShowsTheOrderOfArrival(t *testing.T) {
	dir := t.TempDir()
	store, err := files.Open(dir+"/roll", dir+"/ballots")
	require.NoError(t, err)
	vault, err := files.OpenVault(dir + "/vault")
	require.NoError(t, err)
	boxtest.TestTraces(t, store, vault, os.DirFS(dir), nil)
}

// forgetful does not remove its journal.
type forgetful struct{ *files.Store }

func (forgetful) Wipe(context.Context) error { return nil }

// A recorder takes down failures instead of failing.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func TestTracesThatAreLeftAreFound(t *testing.T) {
	dir := t.TempDir()
	store, err := files.Open(dir+"/roll", dir+"/ballots")
	require.NoError(t, err)
	vault, err := files.OpenVault(dir + "/vault")
	require.NoError(t, err)
	r := &recorder{TB: t}
	boxtest.TestTraces(r, forgetful{store}, vault, os.DirFS(dir), nil)
	found := strings.Join(r.failures, "\n")
	assert.Contains(t, found, "roll/journal still has 402 parts of journal entries")
	assert.Contains(t, found, "ballots/journal still has 402 parts of journal entries")
}
