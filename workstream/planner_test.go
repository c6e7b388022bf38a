package workstream_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

func TestAPlanRunsFromOneDenkwerkstattToTheNext(t *testing.T) {
	for _, tc := range []struct {
		name                 string
		cycle                dialog.Cycle
		today, earliest, end string
		months, days         int
		tooLate              dialog.Truth
		cautious             bool
		threeMonths, nineths string // latest starts
		possible             int
		reason               string
	}{
		{"before the Denkwerkstatt", cycle(), "2031-06-01", "2031-11-16", "2032-11-11", 11, 27, dialog.No, false, "2032-08-12", "2032-02-12", 7, "the day after it is the earliest"},
		{"on its last day", cycle(), "2031-11-15", "2031-11-16", "2032-11-11", 11, 27, dialog.No, false, "2032-08-12", "2032-02-12", 7, "the day after it is the earliest"},
		{"later", cycle(), "2032-03-01", "2032-03-01", "2032-11-11", 8, 11, dialog.No, false, "2032-08-12", "unknown", 6, "today is the earliest"},
		{"on the last day for three months", cycle(), "2032-08-12", "2032-08-12", "2032-11-11", 3, 0, dialog.No, false, "2032-08-12", "unknown", 1, "three months end on 11 November"},
		{"a day too late", cycle(), "2032-08-13", "2032-08-13", "2032-11-11", 2, 30, dialog.Yes, false, "unknown", "unknown", 0, "three months end on 12 November"},
		{"after the cycle", cycle(), "2033-01-01", "2033-01-01", "2032-11-11", 0, 0, dialog.Yes, false, "unknown", "unknown", 0, "nothing is left"},
		{"today unknown", cycle(), "unknown", "2031-11-16", "2032-11-11", 11, 27, dialog.No, false, "2032-08-12", "2032-02-12", 7, "it does not count"},
		{"today known to the month", cycle(), "2032-03", "2032-03-31", "2032-11-11", 7, 12, dialog.No, false, "2032-08-12", "unknown", 5, "the last day of the month counts"},
		{"next one known to the month", between("2031-11-14", "2031-11-15", "2032-11", "2032-11"), "2031-06-01", "2031-11-16", "2032-10-31", 11, 16, dialog.No, true, "2032-08-01", "2032-02-01", 7, "its first possible day counts"},
		{"and perhaps too late", between("2031-11-14", "2031-11-15", "2032-11", "2032-11"), "2032-08-02", "2032-08-02", "2032-10-31", 2, 30, dialog.Unknown, true, "unknown", "unknown", 0, "it fits if the Denkwerkstatt comes late in November"},
		{"and certainly too late", between("2031-11-14", "2031-11-15", "2032-11", "2032-11"), "2032-09-01", "2032-09-01", "2032-10-31", 2, 0, dialog.Yes, true, "unknown", "unknown", 0, "even until 29 November it is less"},
		{"chosen in a month", between("2031-11", "2031-11", "2032-11-12", "2032-11-13"), "2031-06-01", "2031-12-01", "2032-11-11", 11, 11, dialog.No, true, "2032-08-12", "2032-02-12", 7, "its last possible day counts"},
		{"last day unknown", between("2031-11-14", "unknown", "2032-11-12", "2032-11-13"), "2031-06-01", "unknown", "2032-11-11", 0, 0, dialog.Unknown, false, "unknown", "unknown", 0, "nobody knows when it is over"},
		{"next one unknown", between("2031-11-14", "2031-11-15", "unknown", "unknown"), "2031-06-01", "2031-11-16", "unknown", 0, 0, dialog.Unknown, false, "unknown", "unknown", 0, "nobody knows when it begins"},
		{"none listed", dialog.Cycle{Label: "2031/2032"}, "2031-06-01", "unknown", "unknown", 0, 0, dialog.Unknown, false, "unknown", "unknown", 0, "nothing is known"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := workstream.NewPlan(tc.cycle, nil, builtIn(t), day(tc.today))
			assert.Equal(t, day(tc.earliest), p.Earliest, tc.reason)
			assert.Equal(t, day(tc.end), p.End, tc.reason)
			assert.Equal(t, [2]int{tc.months, tc.days}, [2]int{p.Months, p.Days}, tc.reason)
			assert.Equal(t, tc.tooLate, p.TooLate(), tc.reason)
			assert.Equal(t, tc.cautious, p.Cautious, tc.reason)
			assert.Equal(t, day(tc.threeMonths), p.LatestStart(3), tc.reason)
			assert.Equal(t, day(tc.nineths), p.LatestStart(9), tc.reason)
			possible := 0
			for n, start := range p.Possible() {
				assert.Equal(t, p.Min+possible, n)
				assert.Equal(t, p.LatestStart(n), start)
				possible++
			}
			assert.Equal(t, tc.possible, possible, tc.reason)
		})
	}
}

func TestAPlanIsToldInBothLanguages(t *testing.T) {
	vague := between("2031-11-14", "2031-11-15", "2032-11", "2032-11")
	next := dialog.Cycle{Label: "2032/2033", Opening: workshop(17, "2032-11-12", "2032-11-13")}
	nextVague := dialog.Cycle{Label: "2032/2033", Opening: workshop(17, "2032-11", "2032-11")}
	for _, tc := range []struct {
		name      string
		cycle     dialog.Cycle
		following *dialog.Cycle
		today     string
		de, en    []string
	}{
		{"there is time", cycle(), nil, "2032-07-05", []string{
			"Ein Workstream des Zyklus 2031/2032 kann frühestens am 5. Juli 2032 beginnen und muss spätestens am 11. November 2032 enden.",
			"Verbleibende Zeit: 4 Monate und 7 Tage.",
			"Für 3 Monate ist der späteste Beginn der 12. August 2032.",
			"Für 4 Monate ist der späteste Beginn der 12. Juli 2032.",
		}, []string{
			"A workstream of cycle 2031/2032 can start on 5 July 2032 at the earliest and must end on 11 November 2032 at the latest.",
			"Time left: 4 months and 7 days.",
			"For 3 months the latest start is 12 August 2032.",
			"For 4 months the latest start is 12 July 2032.",
		}},
		{"the reading that leaves least time", vague, nil, "2032-07-05", []string{
			"Ein Workstream des Zyklus 2031/2032 kann frühestens am 5. Juli 2032 beginnen und muss spätestens am 31. Oktober 2032 enden.",
			"Verbleibende Zeit: 3 Monate und 27 Tage.",
			"Für 3 Monate ist der späteste Beginn der 1. August 2032.",
			"Die Tage einer Denkwerkstatt sind noch nicht genau bekannt; gerechnet ist mit dem ungünstigsten Fall.",
		}, []string{
			"A workstream of cycle 2031/2032 can start on 5 July 2032 at the earliest and must end on 31 October 2032 at the latest.",
			"Time left: 3 months and 27 days.",
			"For 3 months the latest start is 1 August 2032.",
			"The days of a Denkwerkstatt are not known exactly yet; the worst case is shown.",
		}},
		{"perhaps too late", vague, nil, "2032-08-02", []string{
			"Ob es für den Zyklus 2031/2032 zu spät ist, hängt von Tagen einer Denkwerkstatt ab, die noch nicht genau bekannt sind: 3 Monate passen nur im günstigsten Fall.",
		}, []string{
			"Whether it is too late for cycle 2031/2032 depends on days of a Denkwerkstatt that are not known exactly yet: 3 months fit in the best case only.",
		}},
		{"too late", cycle(), nil, "2032-08-13", []string{
			"Für den Zyklus 2031/2032 ist es zu spät: Bis zur nächsten Denkwerkstatt bleibt weniger Zeit als 3 Monate. Wann der nächste Zyklus beginnt, ist noch nicht bekannt.",
		}, []string{
			"It is too late for cycle 2031/2032: less time than 3 months is left until the next Denkwerkstatt. When the next cycle starts is not known yet.",
		}},
		{"too late, and the next cycle is known", cycle(), &next, "2032-08-13", []string{
			"Für den Zyklus 2031/2032 ist es zu spät: Bis zur nächsten Denkwerkstatt bleibt weniger Zeit als 3 Monate. Der nächste Zyklus 2032/2033 beginnt am 14. November 2032.",
		}, []string{
			"It is too late for cycle 2031/2032: less time than 3 months is left until the next Denkwerkstatt. The next cycle, 2032/2033, starts on 14 November 2032.",
		}},
		{"too late, and the next cycle is known to the month", cycle(), &nextVague, "2032-08-13", []string{
			"Für den Zyklus 2031/2032 ist es zu spät: Bis zur nächsten Denkwerkstatt bleibt weniger Zeit als 3 Monate. Der nächste Zyklus 2032/2033 beginnt im November 2032.",
		}, []string{
			"It is too late for cycle 2031/2032: less time than 3 months is left until the next Denkwerkstatt. The next cycle, 2032/2033, starts in November 2032.",
		}},
		{"unknown", dialog.Cycle{Label: "2031/2032"}, &next, "2032-08-13", []string{
			"Für den Zyklus 2031/2032 lässt sich nicht planen: Die Tage einer seiner Denkwerkstätten sind unbekannt.",
		}, []string{
			"Nothing can be planned for cycle 2031/2032: the dates of one of its Denkwerkstätten are unknown.",
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := workstream.NewPlan(tc.cycle, tc.following, builtIn(t), day(tc.today))
			catalogue, err := i18n.New(i18n.Options{OnMissing: func(m i18n.Missing) { t.Errorf("missing: %+v", m) }})
			require.NoError(t, err)
			assert.Equal(t, tc.de, strings.Split(p.Text(catalogue.Localizer("de")), "\n"))
			assert.Equal(t, tc.en, strings.Split(p.Text(catalogue.Localizer("en")), "\n"))
		})
	}
}

// someCycle draws two Denkwerkstätten of one to three days, a year or so apart.
func someCycle(r *rapid.T) dialog.Cycle {
	first := day("2030-09-01").AddDays(rapid.IntRange(0, 800).Draw(r, "first"))
	next := first.AddDays(rapid.IntRange(10, 500).Draw(r, "apart"))
	length := func() int { return rapid.IntRange(0, 2).Draw(r, "length") }
	return dialog.Cycle{
		Label:   "2031/2032",
		Opening: &dialog.Denkwerkstatt{Number: 16, Period: dialog.Period{Start: first, End: first.AddDays(length())}},
		Closing: &dialog.Denkwerkstatt{Number: 17, Period: dialog.Period{Start: next, End: next.AddDays(length())}},
	}
}

func TestEveryStartUpToTheLatestOneEndsInTimeAndNoLaterOneDoes(t *testing.T) {
	ps := builtIn(t)
	rapid.Check(t, func(r *rapid.T) {
		c := someCycle(r)
		today := c.Opening.Period.Start.AddDays(rapid.IntRange(-50, 500).Draw(r, "today"))
		p := workstream.NewPlan(c, nil, ps, today)
		months := rapid.IntRange(1, 12).Draw(r, "months")
		inTime := func(start dialog.Date) bool {
			end, err := dialog.PeriodEnd(start, months, dialog.CountStart)
			require.NoError(r, err)
			return end.Before(c.Closing.Period.Start) == dialog.Yes
		}
		assert.Equal(r, dialog.Yes, p.Earliest.After(c.Opening.Period.End))
		assert.NotEqual(r, dialog.Yes, p.Earliest.Before(today))
		latest := p.LatestStart(months)
		assert.Equal(r, months <= p.Months, !latest.IsZero(), "as many months fit as are left")
		if latest.IsZero() {
			assert.False(r, inTime(p.Earliest), "not even the earliest start ends in time")
			return
		}
		for start := p.Earliest; start.After(latest) != dialog.Yes; start = start.AddDays(1) {
			require.True(r, inTime(start), start)
		}
		assert.False(r, inTime(latest.AddDays(1)), latest)
	})
}

func TestWhatIsPlannedWithinAPlanKeepsTheRulesAboutTime(t *testing.T) {
	ps := builtIn(t)
	rapid.Check(t, func(r *rapid.T) {
		c := someCycle(r)
		p := workstream.NewPlan(c, nil, ps, dialog.Date{})
		for months, latest := range p.Possible() {
			for _, start := range []dialog.Date{p.Earliest, latest} {
				end, err := dialog.PeriodEnd(start, months, dialog.CountStart)
				require.NoError(r, err)
				k := check(t, setup{asOf: c.Opening.Period.End.String(), env: workstream.Env{Cycle: c},
					lists: []workstream.Workstream{planned(t, start.String(), end.String())}})
				for _, id := range []dialog.RuleID{workstream.RuleDuration, workstream.RuleMean, workstream.RuleStart, workstream.RuleEnd} {
					require.Equal(r, held, verdictOf(k, id), id)
				}
			}
		}
	})
}

// blur forgets the day, or the day and month, of a date.
func blur(r *rapid.T, d dialog.Date) dialog.Date {
	s := d.String()
	return day(s[:rapid.SampledFrom([]int{10, 7, 4}).Draw(r, "precision")])
}

func TestAPlanFromVagueDatesIsNeverMoreGenerousThanTheTruth(t *testing.T) {
	ps := builtIn(t)
	rapid.Check(t, func(r *rapid.T) {
		c := someCycle(r)
		today := c.Opening.Period.Start.AddDays(rapid.IntRange(-50, 500).Draw(r, "today"))
		truth := workstream.NewPlan(c, nil, ps, today)
		vague := workstream.NewPlan(dialog.Cycle{
			Label:   c.Label,
			Opening: &dialog.Denkwerkstatt{Number: 16, Period: dialog.Period{Start: blur(r, c.Opening.Period.Start), End: blur(r, c.Opening.Period.End)}},
			Closing: &dialog.Denkwerkstatt{Number: 17, Period: dialog.Period{Start: blur(r, c.Closing.Period.Start), End: blur(r, c.Closing.Period.End)}},
		}, nil, ps, today)
		assert.NotEqual(r, dialog.Yes, vague.Earliest.Before(truth.Earliest))
		assert.NotEqual(r, dialog.Yes, vague.End.After(truth.End))
		assert.LessOrEqual(r, vague.Months, truth.Months)
		if late := vague.TooLate(); late != dialog.Unknown {
			assert.Equal(r, truth.TooLate(), late, "what is certain is true")
		}
	})
}

func TestTheRangeOfAPlanIsThatOfThePolicy(t *testing.T) {
	p := workstream.NewPlan(cycle(), nil, with(t, "workstream-months-max", "5"), day("2031-06-01"))
	assert.Equal(t, [2]int{3, 5}, [2]int{p.Min, p.Max})
	last := 0
	for n := range p.Possible() {
		last = n
	}
	assert.Equal(t, 5, last)
	for n := range p.Possible() {
		assert.Equal(t, 3, n)
		break // ranging may stop early
	}
}
