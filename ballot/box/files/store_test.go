package files_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
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
	require.NoError(t, os.WriteFile(dir+"/file", nil, 0o600))
	for _, roll := range []string{dir + "/file", dir + "/file/below"} {
		_, err = files.Open(roll, dir+"/ballots")
		assert.Error(t, err, "a file is in the way")
	}
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

// grown is a store with a few entries on a disk of its own, closed.
func grown(t require.TestingT, entries ...box.Entry) *simdisk.Disk {
	d := simdisk.New(rand.New(rand.NewPCG(1, 2)))
	s, err := files.OpenOn(d, "roll", "ballots")
	require.NoError(t, err)
	for n, e := range entries {
		require.NoError(t, s.Append(ctx, uint64(n), e))
	}
	require.NoError(t, s.Put(ctx, box.UrnDocument, []byte("urn")))
	require.NoError(t, s.Close())
	return d.Restart()
}

// holds opens a store and reads all that it has.
func holds(d *simdisk.Disk) (all []box.Entry, urn string, err error) {
	s, err := files.OpenOn(d, "roll", "ballots")
	if err != nil {
		return nil, "", err
	}
	defer s.Close()
	for e, err := range s.Entries(ctx, 0) {
		if err != nil {
			return nil, "", err
		}
		all = append(all, e)
	}
	b, err := s.Get(ctx, box.UrnDocument)
	return all, string(b), err
}

// Each bit of the settled files is flipped in turn: the store says that it is damaged, or the
// bit says nothing. That is so for the last entry, too, which a loss of power could have left
// torn, but for its seal.
func TestDamageIsNoticed(t *testing.T) {
	entries := []box.Entry{{Roll: []byte("r"), Ballots: []byte("some")}, {}, {Roll: []byte("roll"), Ballots: []byte("ballots")}}
	noMatter := map[string]int{}
	for _, name := range []string{"roll/journal", "ballots/journal", "ballots/urn"} {
		for bit := range 8 * len(grown(t, entries...).Peek(name)) {
			d := grown(t, entries...)
			d.Flip(name, bit)
			all, urn, err := holds(d)
			if err == nil {
				require.Equal(t, len(entries), len(all), "%s, bit %d", name, bit)
				for n := range all {
					require.Equal(t, string(entries[n].Roll), string(all[n].Roll), "%s, bit %d", name, bit)
					require.Equal(t, string(entries[n].Ballots), string(all[n].Ballots), "%s, bit %d", name, bit)
				}
				require.Equal(t, "urn", urn, "%s, bit %d", name, bit)
				noMatter[name]++
				continue
			}
			require.ErrorIs(t, err, box.ErrDamaged, "%s, bit %d", name, bit)
		}
	}
	assert.Equal(t, map[string]int{"ballots/journal": 3 * 8 * 8}, noMatter, "only the seals of entries that are whole can be damaged unseen")
}

// The last part of a journal is gone, however much of it: a settled entry is never cut off.
func TestAShortenedJournalIsNoticed(t *testing.T) {
	entries := []box.Entry{{Roll: []byte("r"), Ballots: []byte("some")}, {Roll: []byte("roll"), Ballots: []byte("ballots")}}
	for _, name := range []string{"roll/journal", "ballots/journal"} {
		const seal = 8
		for size := range len(grown(t, entries...).Peek(name)) {
			d := grown(t, entries...)
			f, err := d.Open(name)
			require.NoError(t, err)
			require.NoError(t, f.Truncate(int64(size)))
			all, _, err := holds(d)
			if name == "ballots/journal" && size >= len(grown(t, entries...).Peek(name))-seal {
				require.NoError(t, err)
				require.Len(t, all, len(entries))
				continue
			}
			require.ErrorIs(t, err, box.ErrDamaged, "%s, %d bytes", name, size)
		}
	}
}

// Frames of the roll that belong to other ballots come from an attempt that was undone, and
// which the disk shows again: one at the end was never acknowledged, any other is damage.
func TestPartsOfDifferentAttemptsAreNotJoined(t *testing.T) {
	first := box.Entry{Roll: []byte("first roll"), Ballots: []byte("first ballots")}
	a := grown(t, first, box.Entry{Roll: []byte("roll a"), Ballots: []byte("ballots a")})
	mixed := func(seal []byte, more ...box.Entry) *simdisk.Disk {
		b := grown(t, append([]box.Entry{first, {Roll: []byte("roll b"), Ballots: []byte("ballots b")}}, more...)...)
		f, err := b.Open("roll/journal")
		require.NoError(t, err)
		_, err = f.WriteAt(a.Peek("roll/journal"), 0)
		require.NoError(t, err)
		if f, err = b.Open("ballots/journal"); seal != nil {
			require.NoError(t, err)
			_, err = f.WriteAt(seal, int64(len(b.Peek("ballots/journal"))-len(seal)))
			require.NoError(t, err)
		}
		return b
	}
	all, _, err := holds(mixed(make([]byte, 8)))
	require.NoError(t, err)
	require.Len(t, all, 1)
	_, _, err = holds(mixed(nil))
	require.ErrorIs(t, err, box.ErrDamaged, "entry 1 was acknowledged")
	_, _, err = holds(mixed(nil, first))
	require.ErrorIs(t, err, box.ErrDamaged, "the mixed entry is not the last one")
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

// A secret that was overwritten, but not removed before the power went, is gone.
func TestASecretThatWasOverwrittenIsGone(t *testing.T) {
	dir := t.TempDir()
	v, err := files.OpenVault(dir)
	require.NoError(t, err)
	require.NoError(t, v.Put(ctx, box.ElectionSecret, []byte("secret")))
	info, err := os.Stat(dir + "/election")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(dir+"/election", make([]byte, info.Size()), 0o600))
	_, err = v.Get(ctx, box.ElectionSecret)
	assert.ErrorIs(t, err, box.ErrNoSecret)
	require.NoError(t, os.WriteFile(dir+"/election", []byte("something else"), 0o600))
	_, err = v.Get(ctx, box.ElectionSecret)
	assert.ErrorIs(t, err, box.ErrDamaged)
	require.NoError(t, v.Destroy(ctx, box.ElectionSecret))
	require.NoError(t, v.Destroy(ctx, box.ElectionSecret), "to destroy twice is no error")
}
