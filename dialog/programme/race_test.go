//go:build race

package programme_test

// raceEnabled reports whether the race detector is on.
const raceEnabled = true
