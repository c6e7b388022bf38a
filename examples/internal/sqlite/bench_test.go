package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/sqlstore"
	"github.com/dialog-cybersicherheit/dfc/examples/internal/sqlite"
)

// Appends to a bare file and to SQLite take turns, both with a flush each, so that what
// else the disk has to do slows both. One entry has two parts of 100 bytes.
func BenchmarkAppend(b *testing.B) {
	dir := b.TempDir()
	db, err := sqlite.Open(filepath.Join(dir, "box.db"))
	require.NoError(b, err)
	defer db.Close()
	store, err := sqlstore.Open(ctx, db, sqlstore.SQLite())
	require.NoError(b, err)
	f, err := os.Create(filepath.Join(dir, "bare"))
	require.NoError(b, err)
	defer f.Close()
	part := make([]byte, 100)
	var bare, inStore time.Duration
	n := uint64(0)
	for b.Loop() {
		start := time.Now()
		_, err := f.Write(part)
		require.NoError(b, err)
		_, err = f.Write(part)
		require.NoError(b, err)
		require.NoError(b, f.Sync())
		middle := time.Now()
		require.NoError(b, store.Append(ctx, n, box.Entry{Roll: part, Ballots: part}))
		bare += middle.Sub(start)
		inStore += time.Since(middle)
		n++
	}
	b.ReportMetric(float64(n)/bare.Seconds(), "bare/s")
	b.ReportMetric(float64(n)/inStore.Seconds(), "sqlite/s")
	b.ReportMetric(inStore.Seconds()/bare.Seconds(), "times-bare")
}

// Casting into SQLite with a flush for each commit, by people at once. The benchmark of
// package files has the same for files, and for a bare append.
func BenchmarkCast(b *testing.B) {
	for _, clients := range []int{1, 64, 256} {
		b.Run(fmt.Sprintf("clients=%d", clients), func(b *testing.B) {
			db, err := sqlite.Open(filepath.Join(b.TempDir(), "box.db"))
			require.NoError(b, err)
			defer db.Close()
			store, err := sqlstore.Open(ctx, db, sqlstore.SQLite())
			require.NoError(b, err)
			d := box.Declaration{Name: "box.example.org", Level: box.LevelOperator, Assurance: box.Low,
				Contest: &ballot.Contest{ID: "c", Method: ballot.Approval, Seats: 1, Options: []ballot.Option{{ID: "a"}, {ID: "b"}}}}
			persons := make([]string, b.N)
			for i := range persons {
				persons[i] = strconv.Itoa(i)
				d.Roll = append(d.Roll, box.Voter{Person: persons[i]})
			}
			bx, err := box.Create(ctx, store, new(boxtest.Vault), d)
			require.NoError(b, err)
			credentials, err := bx.IssueAll(ctx, persons, box.Low)
			require.NoError(b, err)
			b.ResetTimer()
			var next atomic.Int64
			var wg sync.WaitGroup
			for range clients {
				wg.Go(func() {
					for i := next.Add(1) - 1; i < int64(b.N); i = next.Add(1) - 1 {
						if _, err := bx.Cast(ctx, credentials[i], box.Vote{Ballot: ballot.Choose(int(i) % 2)}); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "casts/s")
		})
	}
}
