package verify_test

import (
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// flip changes a record a little: a bit mostly, or a byte or a line is taken out, doubled
// or exchanged with another.
func flip(rng *rand.Rand, record []byte) []byte {
	b := slices.Clone(record)
	i := rng.IntN(len(b))
	switch rng.IntN(10) {
	default:
		b[i] ^= 1 << rng.IntN(8)
	case 0:
		b = slices.Delete(b, i, i+1)
	case 1:
		b = slices.Insert(b, i, b[i])
	case 2:
		lines := strings.SplitAfter(string(b), "\n")
		x, y := rng.IntN(len(lines)), rng.IntN(len(lines))
		lines[x], lines[y] = lines[y], lines[x]
		b = []byte(strings.Join(lines, ""))
	}
	return b
}

// No record that was changed is accepted by somebody who has a trust, and none is accepted
// with another result by somebody who has none. DFC_BITFLIPS says how many are tried; CI asks
// for 20,000, a million takes some minutes.
func TestNoChangedRecordIsAccepted(t *testing.T) {
	flips, err := strconv.Atoi(os.Getenv("DFC_BITFLIPS"))
	if err != nil {
		flips = 2000
	}
	rng := rand.New(rand.NewPCG(uint64(flips), 13))
	type original struct {
		record  []byte
		trust   *verify.Trust
		outcome string
	}
	var originals []original
	for _, s := range good() {
		trust, err := verify.ReadTrust(strings.NewReader(s.forger.trust()))
		require.NoError(t, err)
		record := s.forger.record()
		originals = append(originals, original{record, trust, outcome(verify.Record(record, trust))})
	}
	counts := map[string]int{}
	for range flips {
		o := originals[rng.IntN(len(originals))]
		changed := flip(rng, o.record)
		if string(changed) == string(o.record) {
			counts["nothing changed"]++
			continue
		}
		report := verify.Record(changed, o.trust)
		require.NotEmpty(t, report.Faults, "%q is accepted", changed)
		counts[report.Faults[0].Code()]++
		if own := verify.Record(changed, nil); own.Accepted() {
			counts["consistent in itself"]++
			require.Equal(t, o.outcome, outcome(own), "another result is consistent: %q", changed)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%7d %s", counts[code], code)
	}
}

func outcome(r *verify.Report) string {
	s := r.Result.Outcome.String()
	for _, o := range r.Result.Elected {
		s += " " + r.Contest.OptionID(o)
	}
	return s
}
