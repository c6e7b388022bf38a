package bench_test

import (
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/examples/bench"
)

// states yields every way to answer the eight facts with the given answers.
func states(answers ...dialog.Truth) iter.Seq[dialog.Facts] {
	return func(yield func(dialog.Facts) bool) {
		total := 1
		for range dialog.FactCount {
			total *= len(answers)
		}
		for n := range total {
			var fs dialog.Facts
			for _, f := range dialog.AllFacts() {
				fs.Set(f, answers[n%len(answers)])
				n /= len(answers)
			}
			if !yield(fs) {
				return
			}
		}
	}
}

// Questions are what is measured, about one organisation whose facts are already
// in the form that an engine takes.
type questions struct {
	decide  func() (bench.Decision, error)
	outcome func() (dialog.Outcome, error)
}

type contender struct {
	name    string
	prepare func(testing.TB, *dialog.Facts) questions
}

// contenders compiles every policy once.
func contenders(tb testing.TB) []contender {
	tb.Helper()
	forCEL, err := bench.NewCEL()
	require.NoError(tb, err)
	forCedar, err := bench.NewCedar()
	require.NoError(tb, err)
	forOPA, err := bench.NewOPA(tb.Context())
	require.NoError(tb, err)
	return []contender{
		{"dfc", func(_ testing.TB, fs *dialog.Facts) questions {
			o := &dialog.Organisation{Facts: *fs}
			return questions{
				func() (bench.Decision, error) { return bench.ByLibrary(o), nil },
				func() (dialog.Outcome, error) { return dialog.Assess(o, dialog.CivilSociety).Outcome(), nil },
			}
		}},
		{"handwritten", func(_ testing.TB, fs *dialog.Facts) questions {
			return questions{
				func() (bench.Decision, error) { return bench.ByHand(fs), nil },
				func() (dialog.Outcome, error) { return bench.OutcomeByHand(fs), nil },
			}
		}},
		{"cel", func(tb testing.TB, fs *dialog.Facts) questions {
			in, err := bench.CELInput(fs)
			require.NoError(tb, err)
			return questions{
				func() (bench.Decision, error) { return forCEL.Decide(in) },
				func() (dialog.Outcome, error) { return forCEL.Outcome(in) },
			}
		}},
		{"cedar", func(_ testing.TB, fs *dialog.Facts) questions {
			in := bench.CedarInput(fs)
			return questions{
				func() (bench.Decision, error) { return forCedar.Decide(in) },
				// There is no shorter way: Cedar evaluates all policies anyway, and
				// which of them refuse tells failing from open.
				func() (dialog.Outcome, error) { d, err := forCedar.Decide(in); return d.Outcome, err },
			}
		}},
		{"opa", func(tb testing.TB, fs *dialog.Facts) questions {
			in, err := bench.OPAInput(fs)
			require.NoError(tb, err)
			ctx := tb.Context()
			return questions{
				func() (bench.Decision, error) { return forOPA.Decide(ctx, in) },
				func() (dialog.Outcome, error) { return forOPA.Outcome(ctx, in) },
			}
		}},
	}
}

// The comparison is fair only if all say the same. All can list the reasons:
// Cedar names those criteria that are not fulfilled, which leaves the others.
func TestAllEnginesAgreeOnEveryState(t *testing.T) {
	count := 0
	all := contenders(t)
	for fs := range states(dialog.Unknown, dialog.Yes, dialog.No) {
		a := dialog.Assess(&dialog.Organisation{Facts: fs}, dialog.CivilSociety)
		want := bench.Decision{Outcome: a.Outcome()}
		i := 0
		for r := range a.Reasons() {
			require.Less(t, i, bench.Criteria)
			want.Reasons[i] = bench.Reason{Rule: r.Rule, Met: r.Met}
			i++
		}
		require.Equal(t, bench.Criteria, i)
		for _, c := range all {
			ask := c.prepare(t, &fs)
			got, err := ask.decide()
			require.NoError(t, err, "%s on %+v", c.name, fs)
			if got != want { // plain comparison: there are tens of thousands
				require.Equal(t, want, got, "%s on %+v", c.name, fs)
			}
			outcome, err := ask.outcome()
			require.NoError(t, err, "%s on %+v", c.name, fs)
			require.Equal(t, want.Outcome, outcome, "%s on %+v", c.name, fs)
		}
		count++
	}
	assert.Equal(t, 6561, count, "three answers to eight facts")
}

// known prepares all 256 ways to answer the eight facts with yes or no.
func known(b *testing.B, c contender) (all [256]questions) {
	b.Helper()
	n := 0
	for fs := range states(dialog.Yes, dialog.No) {
		all[n] = c.prepare(b, &fs)
		n++
	}
	require.Len(b, all, n)
	return all
}

// BenchmarkEligibility measures one decision with its six reasons, from facts in
// the engine's own form to a [bench.Decision]; all known states take turns.
func BenchmarkEligibility(b *testing.B) {
	for _, c := range contenders(b) {
		b.Run("engine="+c.name, func(b *testing.B) {
			all := known(b, c)
			b.ReportAllocs()
			sum := 0
			for i := 0; b.Loop(); i++ {
				d, err := all[i&255].decide()
				if err != nil {
					b.Fatal(err)
				}
				for j := range d.Reasons {
					sum += int(d.Reasons[j].Met)
				}
				sum += int(d.Outcome)
			}
			require.NotZero(b, sum)
		})
	}
}

// BenchmarkOutcome measures the outcome alone, by policies that give no reasons,
// which engines that stop early or keep an index answer much faster.
func BenchmarkOutcome(b *testing.B) {
	for _, c := range contenders(b) {
		b.Run("engine="+c.name, func(b *testing.B) {
			all := known(b, c)
			b.ReportAllocs()
			sum := 0
			for i := 0; b.Loop(); i++ {
				o, err := all[i&255].outcome()
				if err != nil {
					b.Fatal(err)
				}
				sum += int(o)
			}
			require.NotZero(b, sum)
		})
	}
}
