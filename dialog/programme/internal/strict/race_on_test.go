//go:build race

package strict_test

// raced: the race detector makes the parser up to fifty times slower, so that
// costs mean nothing.
const raced = true
