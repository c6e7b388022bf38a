package files_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/simdisk"
)

// write puts a file on a disk.
func write(tb testing.TB, d *simdisk.Disk, name string, data []byte) {
	f, err := d.Create(name)
	require.NoError(tb, err)
	_, err = f.WriteAt(data, 0)
	require.NoError(tb, err)
	require.NoError(tb, f.Sync())
	require.NoError(tb, f.Close())
}

// Whatever stands in the two journals, the store opens with entries that can be read and
// continued, and that are there again when it is opened once more; or it says what is wrong.
func FuzzJournals(f *testing.F) {
	dir := f.TempDir()
	s, err := files.Open(dir+"/roll", dir+"/ballots")
	require.NoError(f, err)
	for n := range 3 {
		require.NoError(f, s.Append(ctx, uint64(n), box.Entry{Roll: []byte("roll"), Ballots: []byte("some ballots")}))
	}
	require.NoError(f, s.Close())
	roll, err := os.ReadFile(dir + "/roll/journal")
	require.NoError(f, err)
	ballots, err := os.ReadFile(dir + "/ballots/journal")
	require.NoError(f, err)
	f.Add(roll, ballots)
	f.Add(roll[:len(roll)-5], ballots)
	f.Add(roll, ballots[:len(ballots)-5])
	f.Add([]byte{}, []byte{})
	f.Fuzz(func(t *testing.T, roll, ballots []byte) {
		d := simdisk.New(rand.New(rand.NewPCG(1, 1)))
		write(t, d, "roll/journal", roll)
		write(t, d, "ballots/journal", ballots)
		s, err := files.OpenOn(d, "roll", "ballots")
		if err != nil {
			require.True(t, errors.Is(err, box.ErrDamaged) || errors.Is(err, files.ErrExchanged), err)
			return
		}
		n := uint64(0)
		for _, err := range s.Entries(ctx, 0) {
			require.NoError(t, err)
			n++
		}
		require.NoError(t, s.Append(ctx, n, box.Entry{Roll: []byte("one"), Ballots: []byte("more")}))
		require.NoError(t, s.Close())
		s, err = files.OpenOn(d, "roll", "ballots")
		require.NoError(t, err)
		again := uint64(0)
		for _, err := range s.Entries(ctx, 0) {
			require.NoError(t, err)
			again++
		}
		require.Equal(t, n+1, again)
	})
}

func FuzzDocument(f *testing.F) {
	dir := f.TempDir()
	s, err := files.Open(dir+"/roll", dir+"/ballots")
	require.NoError(f, err)
	require.NoError(f, s.Put(ctx, box.UrnDocument, []byte("urn\n")))
	require.NoError(f, s.Close())
	data, err := os.ReadFile(dir + "/ballots/urn")
	require.NoError(f, err)
	f.Add(data)
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		d := simdisk.New(rand.New(rand.NewPCG(1, 1)))
		write(t, d, "ballots/urn", data)
		s, err := files.OpenOn(d, "roll", "ballots")
		require.NoError(t, err)
		got, err := s.Get(ctx, box.UrnDocument)
		if err != nil {
			require.ErrorIs(t, err, box.ErrDamaged)
			return
		}
		require.NoError(t, s.Put(ctx, box.UrnDocument, got))
		again, err := s.Get(ctx, box.UrnDocument)
		require.NoError(t, err)
		require.Equal(t, got, again)
	})
}
