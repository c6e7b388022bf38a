package workstream_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// possible is an independent model of the lives that the package doc describes:
// a language over the letters below, closed under cutting off the end.
var possible = regexp.MustCompile(`^(P([NWU]|S([WXU]|R([XU]|C[TU]?)?)?)?|S([WXU]|R([XU]|C[TU]?)?)?)?$`)

// letters of the states, in the order of the constants; "?" is the invalid zero.
const letters = "?PSNRCTWXU"

func TestALifeIsPossibleExactlyWhenEveryStepIs(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var life workstream.Workstream
		word := ""
		for range rapid.IntRange(0, 8).Draw(r, "steps") {
			var to workstream.State
			if next := stateOf(life).Next(); len(next) > 0 && rapid.IntRange(0, 9).Draw(r, "obey") > 0 {
				to = rapid.SampledFrom(next).Draw(r, "next")
			} else {
				to = workstream.State(rapid.IntRange(0, len(letters)-1).Draw(r, "any"))
			}
			life.Steps = append(life.Steps, workstream.Step{To: to})
			word += letters[to : to+1]
		}
		c := check(t, setup{lists: []workstream.Workstream{life}})
		assert.Equal(r, !possible.MatchString(word), c.Tally(workstream.RuleSteps).Broken == 1, "%q", word)
		for _, f := range c.Findings() {
			if f.Rule != workstream.RuleSteps {
				continue
			}
			first := 0 // the step after the longest life that is possible
			for possible.MatchString(word[:first+1]) {
				first++
			}
			assert.Equal(r, "cycles[0].workstreams[0].steps["+string(rune('0'+first))+"].to", f.Path, "%q", word)
		}
	})
}

func stateOf(w workstream.Workstream) workstream.State { return w.State() }

func TestEveryPairOfStatesFollowsTheModel(t *testing.T) {
	lead := map[rune]string{'P': "P", 'S': "S", 'N': "PN", 'R': "SR", 'C': "SRC", 'T': "SRCT", 'W': "SW", 'X': "SX", 'U': "SU"}
	for i, from := range letters {
		for j, to := range letters {
			if j == 0 {
				continue
			}
			word := lead[from] + string(to)
			assert.Equal(t, possible.MatchString(word), workstream.State(i).CanBecome(workstream.State(j)), word)
			assert.Equal(t, workstream.State(i).CanBecome(workstream.State(j)), strings.ContainsRune(lettersOf(workstream.State(i).Next()), to), word)
		}
	}
	assert.Nil(t, workstream.State(200).Next(), "outside the enumeration nothing follows")
}

func lettersOf(states []workstream.State) string {
	word := ""
	for _, s := range states {
		word += letters[s : s+1]
	}
	return word
}

func TestTheTableOfStepsCannotBeChanged(t *testing.T) {
	workstream.Completed.Next()[0] = workstream.Proposed
	assert.True(t, workstream.Completed.CanBecome(workstream.Presented))
	assert.False(t, workstream.Completed.CanBecome(workstream.Proposed))
}

func TestAnImpossibleStepNamesThePossibleOnes(t *testing.T) {
	for _, tc := range []struct {
		name, want string
		steps      []string
	}{
		{"in the middle", "“Example” cannot become “completed”; what follows “selected” is running, withdrawn, cancelled and unpublished.", []string{"selected", "completed"}},
		{"at the beginning", "“Example” cannot become “running”; what follows “beginning” is proposed and selected.", []string{"running"}},
		{"after an end", "“Example” cannot become “running”; what follows “presented” is no further step.", []string{"selected", "running", "completed", "presented", "running"}},
		{"withdrawn after work has begun", "“Example” cannot become “withdrawn”; what follows “running” is completed, cancelled and unpublished.", []string{"selected", "running", "withdrawn"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := check(t, setup{lists: []workstream.Workstream{{ID: "one", Proposal: complete(), Steps: steps(t, tc.steps...)}}})
			assert.Contains(t, find(t, c, workstream.RuleSteps).Error(), tc.want)
		})
	}
}

func TestTheStateOnADayIsThatAfterItsLastStep(t *testing.T) {
	precise := []string{"proposed 2031-11-01", "selected 2031-11-15", "running 2032-01-01", "completed 2032-05-31"}
	vague := []string{"selected 2031-11", "running", "completed 2032-05-31", "presented"}
	for _, tc := range []struct {
		name, on, reason string
		steps            []string
		want             workstream.State
		certain          bool
	}{
		{"before the first step", "2031-10-31", "nothing has happened", precise, 0, true},
		{"on the day of a step", "2031-11-15", "the state at the end of the day counts", precise, workstream.Selected, true},
		{"between two steps", "2031-12-31", "the last step counts", precise, workstream.Selected, true},
		{"after the last step", "2040-01-01", "nothing changes any more", precise, workstream.Completed, true},
		{"before a month", "2031-10-31", "all days of the month lie later, and so do all further steps", vague, 0, true},
		{"within a month", "2031-11-15", "the step may lie before or after", vague, 0, false},
		{"after a month, before a step without a date", "2031-12-01", "it may be running", vague, workstream.Selected, false},
		{"after a dated step", "2032-05-31", "what follows may lie on the same day", vague, workstream.Completed, false},
		{"a step without a date before one that lies later", "2031-12-01", "the one that follows may still lie before", []string{"selected 2031-11-15", "running", "completed 2032-05-31"}, workstream.Selected, false},
		{"a step without a date after one that lies later", "2031-12-01", "steps follow each other", []string{"selected 2031-11-15", "running 2032-01-01", "completed"}, workstream.Selected, true},
		{"no steps", "2031-12-01", "nothing is known to have happened", nil, 0, true},
		{"unknown day", "unknown", "any step may have happened", precise, 0, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := workstream.Workstream{Steps: steps(t, tc.steps...)}
			s, certain := w.StateOn(day(tc.on))
			assert.Equal(t, tc.want, s, tc.reason)
			assert.Equal(t, tc.certain, certain, tc.reason)
		})
	}
}

func TestActualDatesFollowFromTheSteps(t *testing.T) {
	w := good(t)
	assert.Equal(t, period("2031-12-01", "2032-05-31"), w.Actual())
	assert.True(t, w.Began())
	assert.True(t, w.Ended())
	w.Steps = steps(t, "selected 2031-11-15")
	assert.Equal(t, dialog.Period{}, w.Actual(), "a plan is no fact")
	assert.False(t, w.Began())
	assert.False(t, w.Ended())
}

func TestACycleImplementsWhatWasSelectedAndNotStopped(t *testing.T) {
	for life, want := range map[string]bool{
		"":                             true, // it stands in the cycle, and nothing else is said
		"proposed":                     false,
		"proposed not-selected":        false,
		"proposed unpublished":         false,
		"selected":                     true,
		"selected withdrawn":           false,
		"selected unpublished":         true,
		"selected running":             true,
		"selected running cancelled":   false,
		"selected running completed":   true,
		"selected running unpublished": true,
	} {
		w := workstream.Workstream{Steps: steps(t, strings.Fields(life)...)}
		assert.Equal(t, want, w.Counts(), life)
	}
}
