package files_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
)

// ballotBox is an open box with credentials for so many people.
func ballotBox(tb testing.TB, store box.Store, people int) (*box.Box, []box.Credential) {
	tb.Helper()
	d := box.Declaration{Name: "box.example.org", Level: box.LevelOperator, Assurance: box.Low,
		Contest: &ballot.Contest{ID: "c", Method: ballot.Approval, Seats: 3}}
	for i := range 10 {
		d.Contest.Options = append(d.Contest.Options, ballot.Option{ID: strconv.Itoa(i)})
	}
	persons := make([]string, people)
	for i := range persons {
		persons[i] = strconv.Itoa(i)
		d.Roll = append(d.Roll, box.Voter{Person: persons[i]})
	}
	b, err := box.Create(ctx, store, new(boxtest.Vault), d)
	require.NoError(tb, err)
	credentials, err := b.IssueAll(ctx, persons, box.Low)
	require.NoError(tb, err)
	return b, credentials
}

// castAll lets everybody vote, so many at once.
func castAll(tb testing.TB, b *box.Box, credentials []box.Credential, clients int) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(credentials)); i = next.Add(1) - 1 {
				if _, err := b.Cast(ctx, credentials[i], box.Vote{Ballot: ballot.Choose(int(i)%10, (int(i)+3)%10)}); err != nil {
					tb.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// Casting with flushes and receipts, by people at once; and beside it what a file takes that
// is flushed after each append of 100 bytes.
func BenchmarkCast(b *testing.B) {
	for _, clients := range []int{1, 8, 64, 256} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			dir := b.TempDir()
			store, err := files.Open(dir+"/roll", dir+"/ballots")
			require.NoError(b, err)
			bx, credentials := ballotBox(b, store, b.N)
			b.ResetTimer()
			castAll(b, bx, credentials, clients)
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "casts/s")
			require.NoError(b, store.Close())
		})
	}
	b.Run("memory", func(b *testing.B) {
		bx, credentials := ballotBox(b, new(boxtest.Memory), b.N)
		b.ResetTimer()
		castAll(b, bx, credentials, 8)
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "casts/s")
	})
	b.Run("bare-append-and-flush", func(b *testing.B) {
		f, err := os.Create(filepath.Join(b.TempDir(), "log"))
		require.NoError(b, err)
		line := make([]byte, 100)
		for b.Loop() {
			_, err := f.Write(line)
			require.NoError(b, err)
			require.NoError(b, f.Sync())
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
		require.NoError(b, f.Close())
	})
}

// Memory of a box while people vote, as the number of votes grows on a roll of one size:
// nothing of a vote stays in memory but one bit of its voter.
func BenchmarkMemory(b *testing.B) {
	people, err := strconv.Atoi(os.Getenv("DFC_PEOPLE"))
	if err != nil {
		people = 20_000
	}
	for range b.N {
		dir := b.TempDir()
		store, err := files.Open(dir+"/roll", dir+"/ballots")
		require.NoError(b, err)
		bx, credentials := ballotBox(b, store, people)
		for part := range 4 {
			castAll(b, bx, credentials[part*people/4:(part+1)*people/4], 256)
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/1e6, fmt.Sprintf("MB@%d%%", 25*(part+1)))
		}
		b.ReportMetric(float64(people)/b.Elapsed().Seconds(), "casts/s")
		require.NoError(b, store.Close())
	}
}
