package files_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// happened logs what has happened how often. What was to be tested must have happened, at
// least in a run of the common length.
func happened(t *testing.T, counts map[string]int, must ...string) {
	t.Helper()
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%8d %s", counts[what], what)
	}
	for _, what := range must {
		if failures() >= 2000 {
			assert.Positive(t, counts[what], "%s: never happened, so nothing was tested", what)
		}
	}
}
