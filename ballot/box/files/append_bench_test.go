package files_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/files"
)

// An append to the store, and in turn with it one to a bare file that is flushed once, so
// that both meet the same disk. The store flushes twice, in two files.
func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("bytes=%d", size), func(b *testing.B) {
			dir := b.TempDir()
			store, err := files.Open(dir+"/roll", dir+"/ballots")
			require.NoError(b, err)
			f, err := os.Create(filepath.Join(dir, "bare"))
			require.NoError(b, err)
			e := box.Entry{Roll: make([]byte, size/10), Ballots: make([]byte, size-size/10)}
			var ours, bare time.Duration
			n := uint64(0)
			for b.Loop() {
				start := time.Now()
				require.NoError(b, store.Append(ctx, n, e))
				between := time.Now()
				_, err := f.Write(make([]byte, size))
				require.NoError(b, err)
				require.NoError(b, f.Sync())
				ours += between.Sub(start)
				bare += time.Since(between)
				n++
			}
			b.ReportMetric(float64(n)/ours.Seconds(), "appends/s")
			b.ReportMetric(float64(n)/bare.Seconds(), "bare/s")
			b.ReportMetric(ours.Seconds()/bare.Seconds(), "times-bare")
			require.NoError(b, store.Close())
			require.NoError(b, f.Close())
		})
	}
}
