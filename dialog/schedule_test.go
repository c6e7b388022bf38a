package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

func workshop(number int, start, end string) dialog.Denkwerkstatt {
	return dialog.Denkwerkstatt{Number: number, Period: dialog.Period{Start: dialog.MustDate(start), End: dialog.MustDate(end)}}
}

func builtIn(t *testing.T) *dialog.Policies {
	t.Helper()
	table, err := dialog.Policy()
	require.NoError(t, err)
	ps, err := dialog.NewPolicies(table)
	require.NoError(t, err)
	return ps
}

// outcome is what a check says of a rule: held, broken, open.
type outcome [3]int

func outcomeOf(c *dialog.Check, id dialog.RuleID) outcome {
	x := c.Tally(id)
	return outcome{x.Held, x.Broken, x.Open}
}

func TestRulesOfTheSchedule(t *testing.T) {
	for _, tc := range []struct {
		name string
		list []dialog.Denkwerkstatt
		want map[dialog.RuleID]outcome
	}{
		{"none", nil, map[dialog.RuleID]outcome{dialog.RuleYearly: {}, dialog.RuleGap: {}, dialog.RuleDates: {}}},
		{"two years", []dialog.Denkwerkstatt{workshop(17, "2032-11-12", "2032-11-13"), workshop(16, "2031-11-14", "2031-11-15")},
			map[dialog.RuleID]outcome{dialog.RuleYearly: {2, 0, 0}, dialog.RuleGap: {1, 0, 0}, dialog.RuleNumbering: {1, 0, 0}, dialog.RuleDates: {2, 0, 0}, dialog.RuleOncePerYear: {2, 0, 0}}},
		{"a year that is over without one", []dialog.Denkwerkstatt{workshop(16, "2031-11-14", "2031-11-15")},
			map[dialog.RuleID]outcome{dialog.RuleYearly: {1, 1, 0}}},
		{"years to come", []dialog.Denkwerkstatt{workshop(16, "2031-11-14", "2031-11-15"), workshop(17, "2032-11-12", "2032-11-13"), workshop(99, "9999-11-12", "9999-11-13")},
			map[dialog.RuleID]outcome{dialog.RuleYearly: {2, 0, 0}}},
		{"same number", []dialog.Denkwerkstatt{workshop(16, "2031-11-14", "2031-11-15"), workshop(16, "2032-11-14", "2032-11-15")},
			map[dialog.RuleID]outcome{dialog.RuleNumbering: {0, 1, 0}}},
		{"known to the month", []dialog.Denkwerkstatt{workshop(16, "2031-02", "2031-02"), workshop(17, "2032-06", "2032-06")},
			map[dialog.RuleID]outcome{dialog.RuleGap: {0, 1, 0}, dialog.RuleNumbering: {1, 0, 0}, dialog.RuleDates: {0, 0, 2}}},
		{"known to the year", []dialog.Denkwerkstatt{workshop(16, "2031", "2031"), workshop(17, "2032", "2032")},
			map[dialog.RuleID]outcome{dialog.RuleGap: {0, 0, 1}, dialog.RuleYearly: {2, 0, 0}}},
		{"unknown", []dialog.Denkwerkstatt{workshop(16, "2030-11-14", "2030-11-15"), workshop(17, "unknown", "unknown")},
			map[dialog.RuleID]outcome{dialog.RuleYearly: {1, 0, 2}, dialog.RuleOncePerYear: {1, 0, 1}, dialog.RuleGap: {0, 0, 1}, dialog.RuleNumbering: {0, 0, 1}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := dialog.NewCheck(dialog.NewCatalogue(dialog.Rules()), dialog.MustDate("2033-06-01"))
			dialog.NewSchedule(tc.list, "denkwerkstaetten").Check(c, builtIn(t))
			for id, want := range tc.want {
				assert.Equal(t, want, outcomeOf(c, id), id)
			}
		})
	}
}

func TestACycleOpensAndClosesWithItsDenkwerkstaetten(t *testing.T) {
	s := dialog.NewSchedule([]dialog.Denkwerkstatt{
		workshop(2, "2017-02", "2017-02"), workshop(3, "2017-06", "2017-06"), workshop(4, "2018-04-12", "2018-04-13"), workshop(5, "2019-02-18", "2019-02-19"),
	}, "denkwerkstaetten")
	c, err := s.Cycle("2017/2018")
	require.NoError(t, err)
	assert.Equal(t, 3, c.Opening.Number, "of two in a year the last one opens")
	assert.Equal(t, 4, c.Closing.Number)
	following, ok := s.Following(c)
	require.True(t, ok)
	assert.Equal(t, "2018/2019", following.Label)
	assert.Equal(t, 5, following.Closing.Number)
	last, err := s.Cycle("2019/2020")
	require.NoError(t, err)
	assert.Nil(t, last.Closing)
	assert.Zero(t, last.Presented())
	_, ok = s.Following(last)
	assert.False(t, ok)
	assert.Nil(t, s.Number(9))
	assert.Equal(t, 2019, s.Number(5).Year())
	for _, label := range []string{"", "2017", "2017/2019", "17/18", "2018/2017", "2017-2018", "2017/2018/2019"} {
		_, err := s.Cycle(label)
		assert.ErrorContains(t, err, "2024/2025", "%q: the message shows the way out", label)
	}
}

func TestACycleWithoutItsDenkwerkstattIsABreachOnlyWhenItsYearIsOver(t *testing.T) {
	s := dialog.NewSchedule([]dialog.Denkwerkstatt{workshop(16, "2031-11-14", "2031-11-15")}, "denkwerkstaetten")
	for asOf, want := range map[string]outcome{"2032-12-31": {0, 0, 1}, "2033-01-01": {0, 1, 0}} {
		c := dialog.NewCheck(dialog.NewCatalogue(dialog.Rules()), dialog.MustDate(asOf))
		s.CheckCycle(c, "2031/2032", "cycles[0]")
		assert.Equal(t, want, outcomeOf(c, dialog.RuleCycleFrame), asOf)
	}
}
