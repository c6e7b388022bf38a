package ballot

// countPlurality: each ballot names one option; the options with the most votes are
// elected, without a majority (relative majority).
func countPlurality(c *count) error {
	c.elect(c.weighOptions(c.support()))
	return nil
}
