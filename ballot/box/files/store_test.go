package files_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/simdisk"
)

func TestFilesAreAStore(t *testing.T) {
	boxtest.TestStore(t, func(t *testing.T) func() (box.Store, error) {
		dir := t.TempDir()
		return func() (box.Store, error) {
			return files.Open(filepath.Join(dir, "deep", "roll"), filepath.Join(dir, "ballots"))
		}
	})
}

// settled is a store with three entries, closed.
func settled(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s, err := files.Open(dir+"/roll", dir+"/ballots")
	require.NoError(t, err)
	for n := range 3 {
		require.NoError(t, s.Append(ctx, uint64(n), box.Entry{Roll: []byte("roll"), Ballots: []byte("some ballots")}))
	}
	require.NoError(t, s.Put(ctx, box.UrnDocument, []byte("urn")))
	require.NoError(t, s.Close())
	return dir
}

func TestFoldersBelongToOneProcess(t *testing.T) {
	dir := t.TempDir()
	s, err := files.Open(dir+"/roll", dir+"/ballots")
	require.NoError(t, err)
	_, err = files.Open(dir+"/roll", dir+"/ballots")
	assert.ErrorIs(t, err, files.ErrLocked)
	require.NoError(t, s.Close())
	s, err = files.Open(dir+"/roll", dir+"/ballots")
	require.NoError(t, err)
	require.NoError(t, s.Close())
	_, err = files.Open(dir+"/roll", dir+"/roll/")
	assert.ErrorContains(t, err, "two folders", "roll and ballots lie apart")
}

func TestFilesAreForTheirOwnerOnly(t *testing.T) {
	dir := settled(t)
	v, err := files.OpenVault(dir + "/vault")
	require.NoError(t, err)
	require.NoError(t, v.Put(ctx, box.JournalSecret, []byte("secret")))
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := entry.Info()
		require.NoError(t, err)
		if path != dir {
			assert.Zero(t, info.Mode().Perm()&0o077, path)
		}
		return nil
	}))
}

// In every byte of the settled files a bit is flipped in turn: what was acknowledged comes back, or
// the store says that it is damaged. Only the last entry, which a loss of power could have
// left so, may be cut off.
func TestDamageIsNoticed(t *testing.T) {
	dir := settled(t)
	for _, name := range []string{"roll/journal", "ballots/journal", "ballots/urn"} {
		path := filepath.Join(dir, name)
		whole, err := os.ReadFile(path)
		require.NoError(t, err)
		header := strings.Index(string(whole), "\n") + 1
		last := header + (len(whole)-header)*2/3 // frames have one length
		for i := range whole {
			bit := 8*i + i%8
			flipped := append([]byte{}, whole...)
			flipped[bit/8] ^= 1 << (bit % 8)
			copyOf := t.TempDir()
			require.NoError(t, os.CopyFS(copyOf, os.DirFS(dir)))
			require.NoError(t, os.WriteFile(filepath.Join(copyOf, name), flipped, 0o600))
			s, err := files.Open(copyOf+"/roll", copyOf+"/ballots")
			if name == "ballots/urn" {
				require.NoError(t, err)
				_, err = s.Get(ctx, box.UrnDocument)
				require.ErrorIs(t, err, box.ErrDamaged)
			} else if name == "roll/journal" && bit/8 >= last {
				require.NoError(t, err)
				n := 0
				for range s.Entries(ctx, 0) {
					n++
				}
				require.Equal(t, 2, n)
			} else {
				require.ErrorIs(t, err, box.ErrDamaged, "%s, bit %d", name, bit)
				continue
			}
			require.NoError(t, s.Close())
		}
	}
}

// What was acknowledged must not be taken for a torn tail because somebody has made a mistake.
func TestForeignFilesAreNotCut(t *testing.T) {
	dir := settled(t)
	content := func() (all string) {
		for _, name := range []string{"roll/journal", "ballots/journal"} {
			b, err := os.ReadFile(filepath.Join(dir, name))
			require.NoError(t, err)
			all += string(b)
		}
		return all
	}
	before := content()
	_, err := files.Open(dir+"/ballots", dir+"/roll")
	require.ErrorIs(t, err, files.ErrExchanged)
	require.Equal(t, before, content())

	for _, text := range []string{"", "dfc-box-rol", "dfc-box-roll-2\n", "something else\n"} {
		require.NoError(t, os.WriteFile(dir+"/roll/journal", []byte(text), 0o600))
		before = content()
		_, err = files.Open(dir+"/roll", dir+"/ballots")
		require.ErrorIs(t, err, box.ErrDamaged, "%q", text)
		require.Equal(t, before, content())
	}
	require.NoError(t, os.Remove(dir+"/roll/journal"))
	_, err = files.Open(dir+"/roll", dir+"/ballots")
	require.ErrorIs(t, err, box.ErrDamaged, "a folder that is empty, such as that of a disk which is not there")
}

func TestWhatWasWrittenAsideDoesNotStay(t *testing.T) {
	dir := settled(t)
	for _, name := range []string{"roll/roll.new", "ballots/urn.new", "ballots/journal.new"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("names"), 0o600))
	}
	s, err := files.Open(dir+"/roll", dir+"/ballots")
	require.NoError(t, err)
	require.NoError(t, s.Close())
	left, err := filepath.Glob(dir + "/*/*.new")
	require.NoError(t, err)
	assert.Empty(t, left)
}

// The disk is full: what was written of a document makes room again for votes.
func TestADocumentThatDoesNotFitLeavesNothing(t *testing.T) {
	d := simdisk.New(rand.New(rand.NewPCG(1, 2)))
	s, err := files.OpenOn(d, "roll", "ballots")
	require.NoError(t, err)
	d.Capacity = 1000
	require.ErrorIs(t, s.Put(ctx, box.UrnDocument, make([]byte, 5000)), syscall.ENOSPC)
	require.NoError(t, s.Append(ctx, 0, box.Entry{Roll: make([]byte, 300), Ballots: make([]byte, 300)}))
	require.ErrorIs(t, s.Append(ctx, 1, box.Entry{Roll: make([]byte, 300), Ballots: make([]byte, 300)}), syscall.ENOSPC)
	require.NoError(t, s.Append(ctx, 1, box.Entry{Roll: make([]byte, 30), Ballots: make([]byte, 30)}), "what does not fit leaves nothing either")
	_, err = s.Get(ctx, box.UrnDocument)
	require.ErrorIs(t, err, box.ErrNoDocument)
}
