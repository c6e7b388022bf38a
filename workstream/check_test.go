package workstream_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

func TestAGoodWorkstreamBreaksNoRule(t *testing.T) {
	c := check(t, setup{lists: []workstream.Workstream{good(t)}})
	assert.Empty(t, c.Findings())
	for _, r := range workstream.Rules() {
		switch r.ID {
		case workstream.RuleStepReason, workstream.RuleContinuation, workstream.RuleOverdue:
			assert.Equal(t, nothing, verdictOf(c, r.ID), "%s: nothing stopped, continued or unfinished", r.ID)
		default:
			assert.Equal(t, held, verdictOf(c, r.ID), r.ID)
		}
	}
}

func TestWhatWasStoppedOwesNothingButAReason(t *testing.T) {
	for _, end := range []string{"withdrawn", "cancelled"} {
		w := workstream.Workstream{ID: "one", Planned: period("2031-01-01", "2035-12-31"), Steps: steps(t, "selected 2031-11-15", end+" 2031-12-01")}
		c := check(t, setup{lists: []workstream.Workstream{w}})
		assert.Empty(t, c.Findings(), end)
		assert.Equal(t, held, verdictOf(c, workstream.RuleStepReason))
	}
}

func TestFindingsNameTheWorkstreamByItsPlace(t *testing.T) {
	bad := good(t)
	bad.Report = nil
	c := check(t, setup{lists: []workstream.Workstream{good(t), bad, good(t), bad}})
	var paths []string
	for _, f := range c.Findings() {
		paths = append(paths, f.Path)
	}
	assert.Equal(t, []string{"cycles[0].workstreams[1]", "cycles[0].workstreams[3]"}, paths)
}

func TestAStateOutsideTheEnumerationIsAFindingAndNoPanic(t *testing.T) {
	for _, s := range []workstream.State{0, 10, 255} {
		w := good(t)
		w.Steps = append(w.Steps, workstream.Step{To: s, On: day("2032-01-01")})
		c := check(t, setup{lists: []workstream.Workstream{w}})
		assert.Contains(t, find(t, c, workstream.RuleSteps).Error(), fmt.Sprintf("cannot become “state(%d)”", s))
	}
}

// A world is a workstream in a cycle, seen on a day.
type world struct {
	opening, closing, planned dialog.Period
	steps                     []workstream.Step
}

// dates yields all dates of the world.
func (w *world) dates(yield func(*dialog.Date)) {
	for _, p := range []*dialog.Period{&w.opening, &w.closing, &w.planned} {
		yield(&p.Start)
		yield(&p.End)
	}
	for i := range w.steps {
		yield(&w.steps[i].On)
	}
}

func (w *world) check(t *testing.T, asOf dialog.Date) *dialog.Check {
	return check(t, setup{asOf: asOf.String(), lists: []workstream.Workstream{{ID: "one", Planned: w.planned, Steps: w.steps}}, env: workstream.Env{Cycle: dialog.Cycle{
		Label: "2031/2032", Opening: &dialog.Denkwerkstatt{Number: 16, Period: w.opening}, Closing: &dialog.Denkwerkstatt{Number: 17, Period: w.closing},
	}}})
}

// someWorld draws dates around the boundaries of the rules, in any order but for
// the days of a Denkwerkstatt.
func someWorld(r *rapid.T) world {
	near := func(d string) dialog.Date {
		return day(d).AddDays(rapid.OneOf(rapid.IntRange(-3, 3), rapid.IntRange(-300, 300)).Draw(r, "near "+d))
	}
	workshop := func(d string) dialog.Period {
		start := near(d)
		return dialog.Period{Start: start, End: start.AddDays(rapid.IntRange(0, 2).Draw(r, "length"))}
	}
	w := world{workshop("2031-11-14"), workshop("2032-11-12"), dialog.Period{Start: near("2031-11-16"), End: near("2032-02-15")}, nil}
	last := rapid.SampledFrom([]string{"", "selected", "running", "completed", "presented", "selected unpublished", "running unpublished"}).Draw(r, "state")
	word, unpublished := strings.CutSuffix(last, " unpublished")
	for _, s := range []struct {
		to   workstream.State
		near string
	}{{workstream.Selected, "2031-11-14"}, {workstream.Running, "2031-11-16"}, {workstream.Completed, "2032-08-15"}, {workstream.Presented, "2032-11-12"}} {
		if word == "" {
			break
		}
		w.steps = append(w.steps, workstream.Step{To: s.to, On: near(s.near)})
		if s.to.String() == word {
			break
		}
	}
	if unpublished {
		w.steps = append(w.steps, workstream.Step{To: workstream.Unpublished, On: near("2032-12-01")})
	}
	return w
}

// What a rule says of dates that are known in part stays true when more of them
// becomes known: no finding and no rule that held turns into its opposite. Two
// rules pass over what has no date at all, and may find something there later.
func TestWhatIsSaidOfVagueDatesIsTrueOfTheRealOnes(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		truth := someWorld(r)
		asOf := day("2032-06-01").AddDays(rapid.IntRange(-300, 400).Draw(r, "as of"))
		vague, forgotten := truth, false
		vague.steps = append([]workstream.Step(nil), truth.steps...)
		vague.dates(func(d *dialog.Date) {
			if rapid.IntRange(0, 4).Draw(r, "forget") == 0 {
				*d, forgotten = dialog.Date{}, true
			} else {
				*d = blur(r, *d)
			}
		})
		said, real := vague.check(t, asOf), truth.check(t, asOf)
		for _, rule := range workstream.Rules() {
			switch verdictOf(said, rule.ID) {
			case held:
				if forgotten && (rule.ID == workstream.RuleStepOrder || rule.ID == workstream.RulePeriod) {
					continue
				}
				assert.NotEqual(r, broken, verdictOf(real, rule.ID), "%s held of %+v, broken of %+v", rule.ID, vague, truth)
			case broken:
				assert.NotEqual(r, held, verdictOf(real, rule.ID), "%s broken of %+v, held of %+v", rule.ID, vague, truth)
			}
		}
	})
}

// manyGood are workstreams that keep every rule.
func manyGood(t testing.TB, n int) []workstream.Workstream {
	ws := make([]workstream.Workstream, n)
	for i := range ws {
		ws[i] = good(t)
		ws[i].ID = fmt.Sprintf("w%d", i)
	}
	return ws
}

func TestRulesThatHoldCostNextToNoMemory(t *testing.T) {
	const n = 1000
	env := workstream.Env{Cycle: cycle(), Policies: builtIn(t)}
	ws := manyGood(t, n)
	catalogue := dialog.NewCatalogue(workstream.Rules())
	allocations := testing.AllocsPerRun(5, func() {
		c := dialog.NewCheck(catalogue, day("2033-06-01"))
		workstream.Check(c, env, ws, "cycles[0]")
		require.Empty(t, c.Findings())
	})
	assert.Less(t, allocations/n, 2.0, "allocations for each workstream")
}

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{10, 100, 1000, 10000} {
		b.Run(fmt.Sprintf("workstreams=%d", n), func(b *testing.B) {
			env := workstream.Env{Cycle: cycle(), Policies: builtIn(b)}
			ws := manyGood(b, n)
			catalogue := dialog.NewCatalogue(workstream.Rules())
			b.ReportAllocs()
			for b.Loop() {
				workstream.Check(dialog.NewCheck(catalogue, day("2033-06-01")), env, ws, "cycles[0]")
			}
		})
	}
}
