package workstream_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// ran is a workstream that was presented and ran for a period.
func ran(t testing.TB, start, end string) workstream.Workstream {
	w := good(t)
	w.Steps = steps(t, "selected 2031-11-15", "running "+start, "completed "+end, "presented 2032-11-12")
	return w
}

// planned is a workstream that was selected and is planned for a period.
func planned(t testing.TB, start, end string) workstream.Workstream {
	w := good(t)
	w.Planned, w.Steps, w.Report = period(start, end), steps(t, "selected 2031-11-15"), nil
	return w
}

func TestAWorkstreamLastsThreeToNineMonths(t *testing.T) {
	for _, tc := range []struct {
		name, start, end string
		want             verdict
		reason           string
	}{
		{"three months to the day", "2031-11-16", "2032-02-15", held, "the first day counts, § 187 (2)"},
		{"a day less than three months", "2031-11-16", "2032-02-14", broken, "three months end on 15 February"},
		{"nine months to the day", "2031-11-16", "2032-08-15", held, "nine months end on 15 August"},
		{"a day more than nine months", "2031-11-16", "2032-08-16", broken, "nine months end on 15 August"},
		{"three months to the end of February", "2031-11-30", "2032-02-29", held, "29 February bears the number before 30 in a leap year"},
		{"a day less, in a leap year", "2031-11-30", "2032-02-28", broken, "2032 is a leap year"},
		{"three months from a 31st", "2032-08-31", "2032-11-30", held, "November lacks a 31st, § 188 (3)"},
		{"six months", "2031-12-01", "2032-05-31", held, "well within"},
		{"start known to the month, in every reading long enough", "2031-11", "2032-02-29", held, "from 30 November three months end on 29 February"},
		{"start known to the month, in some readings too short", "2031-11", "2032-02-28", open, "from 30 November three months end on 29 February"},
		{"end known to the month, in every reading short enough", "2031-12-01", "2032-08", held, "nine months end on 31 August"},
		{"end known to the month, in some readings too long", "2031-11-16", "2032-08", open, "nine months end on 15 August"},
		{"years that lie far apart", "2031", "2033", broken, "from the last day of 2031 nine months end in 2032"},
		{"months that lie close together", "2032-01", "2032-02", broken, "from the first day of January three months end in March"},
		{"start unknown", "unknown", "2032-05-31", open, "nothing can be said"},
		{"end unknown", "2031-12-01", "unknown", open, "nothing can be said"},
		{"ends before it starts", "2032-05-31", "2031-12-01", nothing, "WST-12 says so"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for kind, w := range map[string]workstream.Workstream{"ran": ran(t, tc.start, tc.end), "planned": planned(t, tc.start, tc.end)} {
				c := check(t, setup{asOf: "2031-11-15", lists: []workstream.Workstream{w}})
				assert.Equal(t, tc.want, verdictOf(c, workstream.RuleDuration), "%s: %s", kind, tc.reason)
			}
		})
	}
}

func TestWhatHappenedCountsBeforeWhatWasPlanned(t *testing.T) {
	w := ran(t, "2031-12-01", "2032-05-31")
	w.Planned = period("2032-01-01", "2032-01-31")
	c := check(t, setup{lists: []workstream.Workstream{w}})
	assert.Equal(t, held, verdictOf(c, workstream.RuleDuration))

	w.Steps = steps(t, "selected 2031-11-15", "running 2031-12-01")
	w.Planned = period("2032-04-30", "2032-05-31")
	c = check(t, setup{asOf: "2032-01-01", lists: []workstream.Workstream{w}})
	assert.Equal(t, held, verdictOf(c, workstream.RuleDuration), "began as it happened, ends as planned")

	w.Steps = steps(t, "selected 2031-11-15", "unpublished")
	c = check(t, setup{lists: []workstream.Workstream{w}})
	assert.Equal(t, open, verdictOf(c, workstream.RuleDuration), "the plan does not stand in for what is not published")
	assert.Equal(t, open, verdictOf(c, workstream.RuleStart))
	assert.Equal(t, open, verdictOf(c, workstream.RuleEnd))
}

func TestADurationOutsideTheRangeIsNamed(t *testing.T) {
	for _, tc := range []struct{ name, start, end, want, path string }{
		{"months and days", "2031-12-01", "2032-09-05",
			"“Example” lasts 9 months and 5 days (1 December 2031 to 5 September 2032); 3 to 9 months are usual.", "cycles[0].workstreams[0].steps[2].on"},
		{"months", "2031-12-01", "2032-01-31",
			"“Example” lasts 2 months (1 December 2031 to 31 January 2032); 3 to 9 months are usual.", "cycles[0].workstreams[0].steps[2].on"},
		{"days", "2031-12-01", "2031-12-01",
			"“Example” lasts 1 day (1 December 2031 to 1 December 2031); 3 to 9 months are usual.", "cycles[0].workstreams[0].steps[2].on"},
		{"at least", "2031", "2033",
			"“Example” lasts at least 12 months and 2 days (2031 to 2033); 3 to 9 months are usual.", "cycles[0].workstreams[0].steps[2].on"},
		{"at most", "2032-01", "2032-02",
			"“Example” lasts at most 2 months (January 2032 to February 2032); 3 to 9 months are usual.", "cycles[0].workstreams[0].steps[2].on"},
		{"start not known", "unknown", "2032-05-31",
			"How long “Example” lasts cannot be said. Not known to the day: the start.", "cycles[0].workstreams[0].steps[1].on"},
		{"end not known", "2031-12-01", "unknown",
			"How long “Example” lasts cannot be said. Not known to the day: the end.", "cycles[0].workstreams[0].steps[2].on"},
		{"neither known", "2031-12", "unknown",
			"How long “Example” lasts cannot be said. Not known to the day: start and end.", "cycles[0].workstreams[0].steps[1].on"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f := find(t, check(t, setup{lists: []workstream.Workstream{ran(t, tc.start, tc.end)}}), workstream.RuleDuration)
			assert.Equal(t, tc.want, f.Message(i18n.English()))
			assert.Equal(t, tc.path, f.Path)
		})
	}
}

func TestThePolicyDecidesHowGraveADurationIs(t *testing.T) {
	short := []workstream.Workstream{ran(t, "2031-12-01", "2031-12-31")}
	f := find(t, check(t, setup{lists: short}), workstream.RuleDuration)
	assert.Equal(t, dialog.SeverityWarning, f.Severity, "the source names an average")
	assert.Equal(t, dialog.BasisSource, f.Basis)

	strict := check(t, setup{lists: short, env: workstream.Env{Policies: with(t, "workstream-duration-severity", "error")}})
	assert.Equal(t, dialog.SeverityError, find(t, strict, workstream.RuleDuration).Severity)
	assert.Equal(t, dialog.SeverityWarning, find(t, strict, workstream.RuleMean).Severity, "the mean has a severity of its own")
	mean := check(t, setup{lists: short, env: workstream.Env{Policies: with(t, "workstream-mean-severity", "error")}})
	assert.Equal(t, dialog.SeverityError, find(t, mean, workstream.RuleMean).Severity)

	lenient := check(t, setup{lists: short, env: workstream.Env{Policies: with(t, "workstream-months-min", "1")}})
	assert.Equal(t, held, verdictOf(lenient, workstream.RuleDuration))
	assert.Equal(t, held, verdictOf(lenient, workstream.RuleMean))
}

func TestThePolicyOfTheDayOfSelectionApplies(t *testing.T) {
	old := dialog.Cycle{Label: "2022/2023", Opening: workshop(7, "2022", "2022"), Closing: workshop(8, "2023-10-13", "2023-10-14")}
	short := []workstream.Workstream{ran(t, "2023-01-01", "2023-01-31")}
	f := find(t, check(t, setup{lists: short, env: workstream.Env{Cycle: old}}), workstream.RuleDuration)
	assert.Equal(t, dialog.BasisHistory, f.Basis, "what the page on that cycle said")
}

func TestTheMeanOfACycleIsThreeToNineMonths(t *testing.T) {
	three, dayLess := [2]string{"2031-11-16", "2032-02-15"}, [2]string{"2031-11-16", "2032-02-14"}
	nine, dayMore := [2]string{"2031-11-16", "2032-08-15"}, [2]string{"2031-11-16", "2032-08-16"}
	for _, tc := range []struct {
		name    string
		periods [][2]string
		want    verdict
		reason  string
	}{
		{"none", nil, nothing, "nothing to average"},
		{"exactly three", [][2]string{three, three}, held, "the sum is zero, not negative"},
		{"a day below three in all", [][2]string{three, three, dayLess}, broken, "the sum is −1"},
		{"made up for elsewhere", [][2]string{dayLess, {"2031-11-16", "2032-02-16"}}, held, "−1 and +1"},
		{"exactly nine", [][2]string{nine, nine}, held, "the sum is zero, not positive"},
		{"a day above nine in all", [][2]string{nine, nine, dayMore}, broken, "the sum is +1"},
		{"one long, one short", [][2]string{{"2031-11-16", "2031-12-15"}, nine}, held, "single workstreams may lie outside"},
		{"one without a date", [][2]string{nine, {"2031-12-01", "unknown"}}, open, "nothing exact can be said"},
		{"one known to the month", [][2]string{nine, {"2031-12", "2032-05-31"}}, open, "nothing exact can be said"},
		{"one that ends before it starts", [][2]string{nine, {"2032-05-31", "2031-12-01"}}, nothing, "WST-12 says so"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var ws []workstream.Workstream
			for _, p := range tc.periods {
				ws = append(ws, ran(t, p[0], p[1]))
			}
			stopped := ran(t, "2031-12-01", "2031-12-02")
			stopped.Steps = steps(t, "selected 2031-11-15", "running 2031-12-01", "cancelled 2031-12-02")
			c := check(t, setup{lists: append(ws, stopped)})
			assert.Equal(t, tc.want, verdictOf(c, workstream.RuleMean), tc.reason)
			if tc.want == broken || tc.want == open {
				assert.Equal(t, "cycles[0]", find(t, c, workstream.RuleMean).Path, "it is a matter of the cycle")
			}
		})
	}
}

func TestAMeanOutsideTheRangeIsNamedInWholeDays(t *testing.T) {
	ws := []workstream.Workstream{ran(t, "2032-01-01", "2032-01-10"), ran(t, "2032-01-01", "2032-01-11")}
	f := find(t, check(t, setup{lists: ws}), workstream.RuleMean)
	assert.Equal(t, "In cycle 2031/2032 the mean duration (2 workstreams) is about 11 days, which is not between 3 and 9 months.",
		f.Message(i18n.English()), "10.5 days")
}

func TestTheMeanIsExact(t *testing.T) {
	m, ok := workstream.MeanOf([]workstream.Workstream{ran(t, "2031-12-01", "2032-05-31"), ran(t, "2032-01-01", "2032-01-31")}, 3, 9)
	require.True(t, ok)
	// Three months from 1 December end on 29 February, from 1 January on 31 March; nine on 31 August and 30 September.
	assert.Equal(t, workstream.Mean{Count: 2, Days: 183 + 31, Below: 92 - 60, Above: -92 - 243}, m)
	none, ok := workstream.MeanOf(nil, 3, 9)
	assert.True(t, ok)
	assert.Zero(t, none)
	for _, limits := range [][2]int{{0, 9}, {3, 1 << 40}} {
		m, ok = workstream.MeanOf([]workstream.Workstream{good(t)}, limits[0], limits[1])
		assert.False(t, ok, "no such period of months: %v", limits)
		assert.Zero(t, m)
	}
}

// The mean that the rule compares lies outside the range exactly when, over all
// workstreams, the sum of the lengths is less (more) than the sum of what the
// least (most) number of months takes from the same starts.
func TestTheMeanComparesSumsOfDays(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var ws []workstream.Workstream
		days, shortest, longest := new(big.Rat), new(big.Rat), new(big.Rat)
		n := rapid.IntRange(1, 5).Draw(r, "workstreams")
		share := big.NewRat(1, int64(n))
		add := func(sum *big.Rat, p dialog.Period) {
			d, _ := p.Days()
			sum.Add(sum, new(big.Rat).Mul(share, big.NewRat(int64(d), 1)))
		}
		for range n {
			start := day("2031-11-16").AddDays(rapid.IntRange(0, 200).Draw(r, "start"))
			p := dialog.Period{Start: start, End: start.AddDays(rapid.IntRange(60, 300).Draw(r, "days"))}
			ws = append(ws, ran(t, p.Start.String(), p.End.String()))
			add(days, p)
			for months, sum := range map[int]*big.Rat{3: shortest, 9: longest} {
				end, err := dialog.PeriodEnd(start, months, dialog.CountStart)
				require.NoError(r, err)
				add(sum, dialog.Period{Start: start, End: end})
			}
		}
		m, ok := workstream.MeanOf(ws, 3, 9)
		require.True(r, ok)
		assert.Zero(r, days.Cmp(big.NewRat(int64(m.Days), int64(m.Count))))
		assert.Equal(r, days.Cmp(shortest) < 0, m.Below < 0)
		assert.Equal(r, days.Cmp(longest) > 0, m.Above > 0)
	})
}
