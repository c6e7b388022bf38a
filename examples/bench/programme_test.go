package bench_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/examples/bench"
)

// limits allow for 100,000 participants, whose file holds about 1.5 million
// values; the usual limit of 250,000 ends at about 16,000 such participants.
var limits = programme.Reader{MaxEntries: 2_000_000}

// check reads and checks a programme file, which is what the benchmark measures.
func check(tb testing.TB, file []byte) (*programme.Programme, *programme.Report) {
	tb.Helper()
	p, err := limits.Parse(bytes.NewReader(file), "benchmark.yaml")
	require.NoError(tb, err)
	r, err := programme.Check(tb.Context(), p, dialog.Date{})
	require.NoError(tb, err)
	return p, r
}

func TestMadeUpProgrammeIsInOrder(t *testing.T) {
	file := bench.Programme(1000)
	assert.Equal(t, file, bench.Programme(1000), "the same every time")
	p, r := check(t, file)
	assert.Empty(t, r.Findings)
	assert.Empty(t, r.Open)
	assert.Equal(t, programme.Clean, r.Verdict())

	assert.Len(t, p.Participants, 1000)
	assert.Len(t, p.Organisations, 200)
	assert.Len(t, p.Cycles, 10)
	assert.Len(t, p.Committees, 11)
	workstreams := 0
	for i := range p.Cycles {
		workstreams += len(p.Cycles[i].Workstreams)
	}
	assert.Equal(t, 20, workstreams)
	for _, rule := range []dialog.RuleID{"CIV-06", "GRP-01", "PAR-02", "WST-05", "COM-05", "DOC-13"} {
		assert.True(t, ruleHeld(r, rule), "%s was applied", rule)
	}
}

func ruleHeld(r *programme.Report, id dialog.RuleID) bool {
	for _, x := range r.Rules {
		if x.Rule.ID == id {
			return x.Tally.Held > 0
		}
	}
	return false
}

// BenchmarkProgramme reads a whole file and applies every rule to it. Where the
// cost is linear, ns/participant stays about the same from size to size.
func BenchmarkProgramme(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("participants=%d", n), func(b *testing.B) {
			file := bench.Programme(n)
			b.SetBytes(int64(len(file)))
			b.ReportAllocs()
			for b.Loop() {
				_, r := check(b, file)
				if c := r.Count(dialog.SeverityError); c > 0 {
					b.Fatalf("%d errors, the first: %v", c, r.Findings[0])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/participant")
		})
	}
}
