package chart

import "slices"

const (
	// allRounds is up to how many rounds all are shown.
	allRounds = 6
	// lastRounds is how many at the end are always shown: there the seats are decided.
	lastRounds = 4
)

// Shown returns the rounds that the chart shows, in order.
func (c Rounds) Shown() []int {
	n := len(c.Rounds)
	shown := make([]int, 0, allRounds)
	add := func(round int) {
		if round >= 0 && round < n {
			shown = append(shown, round)
		}
	}
	switch {
	case len(c.Show) > 0:
		for _, round := range c.Show {
			add(round)
		}
	case n <= allRounds:
		for round := range n {
			add(round)
		}
	default:
		add(0)
		for _, r := range c.Rows {
			add(r.Elected - 1)
		}
		for round := n - lastRounds; round < n; round++ {
			add(round)
		}
	}
	slices.Sort(shown)
	return slices.Compact(shown)
}
