package verify_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// Checking a record, with both counts and all hashes.
func BenchmarkRecord(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprintf("ballots=%d", n), func(b *testing.B) {
			ballots := make([]string, n)
			for i := range ballots {
				ballots[i] = []string{"0", "0,1", "1", "2", "1,2"}[i%5]
			}
			f := vote(approval(), verify.LevelOperator, verify.Presence, ballots...)
			record := f.record()
			trust, err := verify.ReadTrust(strings.NewReader(f.trust()))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(record)))
			for b.Loop() {
				if r := verify.Record(record, trust); !r.Accepted() {
					b.Fatal(r.Faults)
				}
			}
		})
	}
}
