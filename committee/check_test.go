package committee_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

func policies(t *testing.T, overrides ...dialog.Setting) *dialog.Policies {
	t.Helper()
	table, err := committee.Policy()
	require.NoError(t, err)
	ps, err := dialog.NewPolicies(table)
	require.NoError(t, err)
	ps, err = ps.With(overrides)
	require.NoError(t, err)
	return ps
}

// everybody is a participant of the group that the digit of the ID names.
func everybody(id string) (committee.Person, bool) {
	if len(id) != 2 || id[1] < '1' || id[1] > '5' {
		return committee.Person{}, false
	}
	return committee.Person{Name: id, Group: dialog.Group(id[1] - '0'), Eligible: dialog.Eligible}, true
}

func workshop(start, end string) dialog.Denkwerkstatt {
	return dialog.Denkwerkstatt{Period: dialog.Period{Start: dialog.MustDate(start), End: dialog.MustDate(end)}}
}

// outcome is held, broken, open.
type outcome [3]int

func checked(t *testing.T, asOf string, env committee.Env, list ...committee.Committee) func(dialog.RuleID) outcome {
	t.Helper()
	if env.Policies == nil {
		env.Policies = policies(t)
	}
	if env.Person == nil {
		env.Person = everybody
	}
	if env.Denkwerkstaetten == nil {
		env.Denkwerkstaetten = []dialog.Denkwerkstatt{workshop("2031-11-14", "2031-11-15"), workshop("2032-11-12", "2032-11-13")}
	}
	c := dialog.NewCheck(dialog.NewCatalogue(committee.Rules()), dialog.MustDate(asOf))
	committee.Check(c, env, list, "committees")
	return func(id dialog.RuleID) outcome {
		x := c.Tally(id)
		return outcome{x.Held, x.Broken, x.Open}
	}
}

func TestACompleteCommitteeKeepsEveryRule(t *testing.T) {
	of := checked(t, "2032-12-01", committee.Env{}, five("2031-11-15"), five("2032-11-13"))
	for _, rule := range committee.Rules() {
		assert.Zero(t, of(rule.ID)[1], "%s is not broken", rule.ID)
		assert.Zero(t, of(rule.ID)[2], "%s is not open", rule.ID)
	}
	assert.Equal(t, outcome{20, 0, 0}, of(committee.RuleFilled), "twenty places")
	assert.Equal(t, outcome{1, 0, 0}, of(committee.RuleTerm), "the second term is not over")
}

func TestAnEmptyCommitteeIsFindingsNotAnError(t *testing.T) {
	of := checked(t, "2032-01-01", committee.Env{}, committee.Committee{Elected: dialog.MustDate("2031-11-15")})
	assert.Equal(t, outcome{0, 1, 0}, of(committee.RuleFiveSeats))
	assert.Equal(t, outcome{}, of(committee.RuleTenPeople), "nobody to ask about")
}

func TestWhatIsUnknownLeavesRulesOpen(t *testing.T) {
	hidden := committee.Committee{Elected: dialog.MustDate("2031-11")}
	for _, g := range dialog.Groups() {
		hidden.Seats = append(hidden.Seats, committee.Seat{Group: g, Member: dialog.UnknownID, Deputy: dialog.UnknownID})
	}
	of := checked(t, "2032-01-01", committee.Env{}, hidden)
	assert.Equal(t, outcome{10, 0, 0}, of(committee.RuleFilled), "there is somebody")
	for _, id := range []dialog.RuleID{committee.RuleTenPeople, committee.RuleOwnGroup, committee.RuleEligible, committee.RuleTerm, committee.RuleElectionDay} {
		assert.Equal(t, outcome{0, 0, 1}, of(id), id)
	}
	hidden.Elected = dialog.Date{}
	of = checked(t, "2032-01-01", committee.Env{}, five("2031-11-15"), hidden)
	assert.Equal(t, outcome{0, 0, 1}, of(committee.RuleNoOverlap), "when the successors were elected is not known")
}

func TestEligibilityOfHoldersIsThreeValued(t *testing.T) {
	for eligible, want := range map[dialog.Outcome]outcome{
		dialog.Eligible: {1, 0, 0}, dialog.NotEligible: {0, 2, 0}, dialog.Undetermined: {0, 0, 2}, 0: {1, 0, 0},
	} {
		of := checked(t, "2032-01-01", committee.Env{Person: func(id string) (committee.Person, bool) {
			p, ok := everybody(id)
			if p.Group == dialog.CivilSociety {
				p.Eligible = eligible
			}
			return p, ok
		}}, five("2031-11-15"))
		assert.Equal(t, want, of(committee.RuleEligible), "%s: member and deputy of civil society", eligible)
	}
}

func TestTheTermIsJudgedWithItsTolerance(t *testing.T) {
	// One year from 15 November 2031 ends on 14 November 2032; 60 days either way.
	for next, want := range map[string]outcome{
		"2032-09-15": {0, 1, 0}, "2032-09-16": {1, 0, 0}, "2032-11-15": {1, 0, 0}, "2033-01-14": {1, 0, 0}, "2033-01-15": {0, 1, 0},
	} {
		of := checked(t, next, committee.Env{}, five("2031-11-15"), five(next))
		assert.Equal(t, want, of(committee.RuleTerm), "successors on %s", next)
	}
	of := checked(t, "2033-01-13", committee.Env{}, five("2031-11-15"))
	assert.Equal(t, outcome{}, of(committee.RuleTerm), "without successors the last day of the tolerance is not late")
	of = checked(t, "2033-01-14", committee.Env{}, five("2031-11-15"))
	assert.Equal(t, outcome{0, 1, 0}, of(committee.RuleTerm), "the day after is")
	// The first committee was meant for two years and served about twenty months.
	of = checked(t, "2022-10-11", committee.Env{}, five("2021-02-24"), five("2022-10-11"))
	assert.Equal(t, outcome{0, 1, 0}, of(committee.RuleTerm))
}

func TestBuiltInPoliciesSayWhereTheyComeFrom(t *testing.T) {
	table, err := committee.Policy()
	require.NoError(t, err)
	for _, s := range table.Settings {
		assert.NotEmpty(t, s.Reference["de"], s.Parameter)
		assert.NotEmpty(t, s.Reference["en"], s.Parameter)
	}
	ps := policies(t)
	assert.False(t, committee.DeputiesRequired.At(ps, dialog.MustDate("2021-02-24")).Value, "in 2021 no deputies were named")
	assert.True(t, committee.DeputiesRequired.At(ps, dialog.MustDate("2025-11-14")).Value, "today there are five")
	assert.Equal(t, 24, committee.TermMonths.At(ps, dialog.MustDate("2021-02-24")).Value)
	assert.Equal(t, 12, committee.TermMonths.At(ps, dialog.MustDate("2025-11-14")).Value)
}

func TestWordsOfTheFileAreReadAndWrittenBack(t *testing.T) {
	for _, name := range committee.Role(0).Allowed() {
		r, err := committee.ParseRole(name)
		require.NoError(t, err)
		text, err := r.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, name, string(text))
		assert.Equal(t, "committee."+name, r.TextKey())
	}
	for _, name := range committee.EventKind(0).Allowed() {
		k, err := committee.ParseEventKind(name)
		require.NoError(t, err)
		text, err := k.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, name, string(text))
		assert.Equal(t, "event."+name, k.TextKey())
	}
	var r committee.Role
	assert.ErrorIs(t, r.UnmarshalText([]byte("chair")), dialog.ErrUnknownName)
	var k committee.EventKind
	assert.ErrorIs(t, k.UnmarshalText([]byte("died")), dialog.ErrUnknownName)
}
