package chart

// span is what something takes of a line.
type span struct{ from, to float64 }

// free returns the widest place between from and to that nothing blocks, for text that
// lines and symbols must not run through.
func free(from, to float64, blocked ...span) (float64, float64) {
	best := span{from, from}
	for at := from; at < to; {
		// The place from here on ends where the next thing begins, and the search goes on
		// behind it.
		end, next := to, to
		for _, b := range blocked {
			switch {
			case b.to <= at || b.from >= end:
			case b.from <= at:
				end, next = at, b.to
			default:
				end, next = b.from, b.to
			}
		}
		if end-at > best.to-best.from {
			best = span{at, end}
		}
		at = next
	}
	return best.from, best.to
}
