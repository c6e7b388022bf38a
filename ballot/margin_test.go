package ballot_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// everyBallot lists all valid ballots of a kind for three options, or for a motion.
func everyBallot(kind ballot.Kind) (all []ballot.Ballot) {
	switch kind {
	case ballot.Votes:
		return []ballot.Ballot{ballot.Choose(ballot.Yes), ballot.Choose(ballot.No), ballot.Choose(ballot.Abstain)}
	case ballot.SingleChoice:
		return []ballot.Ballot{ballot.Choose(0), ballot.Choose(1), ballot.Choose(2), ballot.Choose()}
	case ballot.Points:
		for i := range 27 {
			all = append(all, ballot.Grade(i%3, i/3%3, i/9))
		}
	case ballot.Ranking:
		for _, order := range [][]int{{}, {0}, {1}, {2}, {0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
			all = append(all, ballot.Rank(order...))
		}
	default:
		for set := range 8 {
			var options []int
			for o := range 3 {
				if set>>o&1 == 1 {
					options = append(options, o)
				}
			}
			all = append(all, ballot.Choose(options...))
		}
	}
	return all
}

// outcomeOf counts the chosen ballots.
func outcomeOf(t *testing.T, c *ballot.Contest, all []ballot.Ballot, chosen []int, groups []int) *ballot.Result {
	tally := tallyOf(t, c)
	for i, k := range chosen {
		_, err := tally.Add(all[k].In(groups[i]), 1)
		require.NoError(t, err)
	}
	return counted(t, tally, ballot.Options{})
}

// fewestChanges tries all ways to change ballots from the index on, at most so many.
func fewestChanges(t *testing.T, c *ballot.Contest, all []ballot.Ballot, chosen, groups []int, from, most int, before string) int {
	best := most + 1
	for i := from; i < len(chosen) && most > 0; i++ {
		was := chosen[i]
		for k := range all {
			if k == was {
				continue
			}
			chosen[i] = k
			r := outcomeOf(t, c, all, chosen, groups)
			if fmt.Sprint(r.Outcome, sortedInts(r.Elected)) != before {
				chosen[i] = was
				return 1
			}
			if best > 2 && most > 1 {
				best = min(best, 1+fewestChanges(t, c, all, chosen, groups, i+1, min(most, best-1)-1, before))
			}
		}
		chosen[i] = was
	}
	return best
}

func TestMarginIsWhatTryingAllBallotsFinds(t *testing.T) {
	const most = 2
	rng := rand.New(rand.NewPCG(3, 1))
	simple, group := ballot.SimpleMajority(), 1
	motion := func(q ballot.Requirement) ballot.Contest { return ballot.Contest{Method: ballot.Motion, Majority: &q} }
	twoThirds, consent := ballot.TwoThirds(ballot.OfPresent), ballot.Consent()
	contests := map[string]ballot.Contest{
		"plurality":      {Method: ballot.Plurality, Seats: 1},
		"approval":       {Method: ballot.Approval, Seats: 2},
		"approval-equal": {Method: ballot.Approval, Seats: 1, Weighting: ballot.Weighting{Rule: ballot.ByTurnout}},
		"score":          {Method: ballot.Score, Seats: 1, Variant: ballot.Variant{MaxPoints: 2}},
		"motion":         motion(ballot.Requirement{Overall: &simple}),
		"two-thirds":     motion(ballot.Requirement{Overall: &twoThirds}),
		"consent":        motion(ballot.Requirement{Overall: &consent}),
		"groups":         motion(ballot.Requirement{Groups: &ballot.GroupMajority{Majority: simple, In: 2, Objections: &group}}),
		"concurrent":     motion(ballot.Requirement{Overall: &simple, Groups: &ballot.GroupMajority{Majority: simple, In: 1}}),
		"schulze":        {Method: ballot.Schulze, Seats: 1},
		"schulze-margin": {Method: ballot.Schulze, Seats: 1, Variant: ballot.Variant{Defeats: ballot.Margins}},
		"instant-runoff": {Method: ballot.InstantRunoff, Seats: 1},
	}
	bounded := map[string]bool{"schulze": true, "schulze-margin": true, "instant-runoff": true, "groups": true, "concurrent": true}
	for name, contest := range contests {
		t.Run(name, func(t *testing.T) {
			contest.ID, contest.Validity.Blank = name, ballot.Ignore
			if contest.Method != ballot.Motion {
				contest.Options = numbered(3)
			}
			grouped := contest.Weighting.Rule != ballot.PerHead || contest.Majority != nil && contest.Majority.Groups != nil
			if grouped {
				contest.Groups = []ballot.Group{{ID: "a"}, {ID: "b"}, {ID: "c"}}
			}
			all, exact := everyBallot(contest.Kind()), 0
			for range 60 {
				chosen, groups := make([]int, 3+rng.IntN(4)), make([]int, 7)
				for i := range chosen {
					if chosen[i] = rng.IntN(len(all)); grouped {
						groups[i] = rng.IntN(3)
					}
				}
				r := outcomeOf(t, &contest, all, chosen, groups)
				if r.Margin == nil {
					continue
				}
				least := fewestChanges(t, &contest, all, chosen, groups, 0, most, fmt.Sprint(r.Outcome, sortedInts(r.Elected)))
				at := fmt.Sprintf("%v in %v: %s %v, margin %+v", chosen, groups, r.Outcome, r.Elected, *r.Margin)
				if least <= most { // otherwise it is only known to be more
					assert.LessOrEqual(t, int(r.Margin.AtLeast), least, at)
				}
				if r.Margin.AtMost > 0 && r.Margin.AtMost <= most {
					assert.GreaterOrEqual(t, int(r.Margin.AtMost), least, at)
				}
				if r.Margin.AtLeast == r.Margin.AtMost {
					exact++
				}
				if !bounded[name] {
					assert.Equal(t, r.Margin.AtLeast, r.Margin.AtMost, at)
				}
			}
			assert.Positive(t, exact, "no exact margin came up")
		})
	}
}
