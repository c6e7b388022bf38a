package ballot

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Ballots that look clean take a short cut past the judge; it must come to what the
// judge says.
func TestCleanBallotsAreJudgedAlike(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for _, m := range []Method{Schulze, Approval, Plurality, Score} {
		for range 20_000 {
			c := &Contest{ID: "x", Method: m, Seats: 1, Options: make([]Option, 1+rng.IntN(5)), Vacant: true}
			for i := range c.Options {
				c.Options[i] = Option{ID: fmt.Sprint(i), Withdrawn: rng.IntN(6) == 0}
			}
			c.Variant.MaxPoints = 3
			c.Validity.MaxChoices = rng.IntN(4)
			c.Groups = make([]Group, rng.IntN(3))
			tally := newTally(c)
			b := Ballot{Group: rng.IntN(4) - 1, Spoilt: rng.IntN(20) == 0, Unlisted: rng.IntN(20) == 0}
			for rank := range rng.IntN(5) {
				b.Marks = append(b.Marks, Mark{rng.IntN(len(c.Options)+2) - 1, rank + 1})
			}
			if rng.IntN(4) == 0 && len(b.Marks) > 0 {
				b.Marks[rng.IntN(len(b.Marks))].Value = rng.IntN(6) - 1
			}
			if key, clean := tally.packing.clean(&b); clean {
				assert.Equal(t, Valid, tally.judge.judge(&b), "%v", b)
				assert.Equal(t, tally.packing.pack(tally.judge.marks), key, "%v", b)
				assert.Equal(t, Valid, tally.judge.ends)
			}
		}
	}
}
