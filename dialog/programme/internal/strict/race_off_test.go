//go:build !race

package strict_test

const raced = false
