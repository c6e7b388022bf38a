package committee_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

func TestEventsAfterTheDayOfTheCheckHaveNotHappened(t *testing.T) {
	c := five("2031-11-15",
		event(committee.Resigned, "2032-01-10", dialog.Science, committee.Member, "m2"),
		event(committee.Appointed, "2032-09-01", dialog.Science, committee.Member, "x2"))
	of := checked(t, "2032-06-01", committee.Env{}, c)
	assert.Equal(t, outcome{0, 1, 0}, of(committee.RuleVacancy), "vacant for 143 days, whatever comes later")
	of = checked(t, "2032-09-01", committee.Env{}, c)
	assert.Equal(t, outcome{}, of(committee.RuleVacancy), "filled")
}

func TestAnUndatedEventDoesNotHideOneThatIsOutOfOrder(t *testing.T) {
	of := checked(t, "2032-09-01", committee.Env{}, five("2031-11-15",
		event(committee.Resigned, "2032-03-01", dialog.Science, committee.Member, "m2"),
		event(committee.Resigned, "unknown", dialog.Business, committee.Member, "m4"),
		event(committee.Appointed, "2032-02-01", dialog.Science, committee.Member, "x2")))
	assert.Equal(t, outcome{1, 1, 1}, of(committee.RuleEventDates))
}

func TestAnImpossibleAppointmentIsReportedOnce(t *testing.T) {
	of := checked(t, "2032-09-01", committee.Env{}, five("2031-11-15",
		event(committee.Appointed, "2032-03-01", dialog.Science, committee.Member, "m2")))
	assert.Equal(t, outcome{0, 1, 0}, of(committee.RuleEvents))
	assert.Equal(t, outcome{1, 0, 0}, of(committee.RuleTenPeople), "nobody got a second place")
}

func TestACommitteeThatEndedWithoutSuccessorsLeavesAGap(t *testing.T) {
	c := five("2031-11-15")
	c.Until = dialog.MustDate("2032-10-31")
	assert.Equal(t, outcome{}, checked(t, "2032-10-31", committee.Env{}, c)(committee.RuleNoGap), "its last day")
	assert.Equal(t, outcome{0, 1, 0}, checked(t, "2032-11-01", committee.Env{}, c)(committee.RuleNoGap), "the day after")
}
