package committee

import "github.com/dialog-cybersicherheit/dfc/dialog"

// The rules of this package. IDs are never reused.
const (
	RuleFiveSeats   dialog.RuleID = "COM-01" // five seats, one for each group
	RuleFilled      dialog.RuleID = "COM-02" // each seat has a member and a deputy
	RuleTenPeople   dialog.RuleID = "COM-03" // nobody holds two places
	RuleOwnGroup    dialog.RuleID = "COM-04" // who holds a place belongs to the seat's group
	RuleEligible    dialog.RuleID = "COM-05" // who holds a place is eligible for the group
	RuleTerm        dialog.RuleID = "COM-06" // a term lasts about as long as its policy says
	RuleNoOverlap   dialog.RuleID = "COM-07" // two committees never hold the same day
	RuleNoGap       dialog.RuleID = "COM-08" // no day is without a committee
	RuleReelection  dialog.RuleID = "COM-09" // nobody serves more terms in a row than allowed
	RuleEvents      dialog.RuleID = "COM-10" // what happens to a place is possible
	RuleEventDates  dialog.RuleID = "COM-11" // events lie in the term, in order
	RuleOneSeat     dialog.RuleID = "COM-12" // no group has two seats
	RuleElectionDay dialog.RuleID = "COM-13" // it is elected at a Denkwerkstatt
	RuleVacancy     dialog.RuleID = "COM-14" // no place stays vacant for long
)

// Rules returns the rules of this package in catalogue order.
func Rules() []dialog.Rule {
	since := dialog.MustDate("2021-02-22")
	return []dialog.Rule{
		{ID: RuleFiveSeats, Severity: dialog.SeverityError, On: dialog.OnCommittee, Basis: dialog.BasisSource, Section: "committee", Since: since},
		{ID: RuleFilled, Severity: dialog.SeverityError, On: dialog.OnSeat, Basis: dialog.BasisSource, Section: "committee", Since: since},
		{ID: RuleTenPeople, Severity: dialog.SeverityError, On: dialog.OnCommittee, Basis: dialog.BasisSource, Section: "committee", Since: since},
		{ID: RuleOwnGroup, Severity: dialog.SeverityError, On: dialog.OnCommittee, Basis: dialog.BasisSource, Section: "committee", Since: since},
		{ID: RuleEligible, Severity: dialog.SeverityError, On: dialog.OnCommittee, Basis: dialog.BasisSource, Section: "aims", Since: since},
		{ID: RuleTerm, Severity: dialog.SeverityWarning, On: dialog.OnCommittee, Basis: dialog.BasisSource, Section: "committee", Since: since},
		{ID: RuleNoOverlap, Severity: dialog.SeverityError, On: dialog.OnCommittee, Basis: dialog.BasisChoice, Section: "committee", Since: since},
		{ID: RuleNoGap, Severity: dialog.SeverityWarning, On: dialog.OnCommittee, Basis: dialog.BasisSource, Section: "committee", Since: since},
		{ID: RuleReelection, Severity: dialog.SeverityError, On: dialog.OnCommittee, Basis: dialog.BasisChoice, Section: "", Since: since},
		{ID: RuleEvents, Severity: dialog.SeverityError, On: dialog.OnEvent, Basis: dialog.BasisChoice, Section: "", Since: since},
		{ID: RuleEventDates, Severity: dialog.SeverityError, On: dialog.OnEvent, Basis: dialog.BasisChoice, Section: "", Since: since},
		{ID: RuleOneSeat, Severity: dialog.SeverityError, On: dialog.OnSeat, Basis: dialog.BasisSource, Section: "committee", Since: since},
		{ID: RuleElectionDay, Severity: dialog.SeverityNotice, On: dialog.OnCommittee, Basis: dialog.BasisHistory, Section: "", Since: since},
		{ID: RuleVacancy, Severity: dialog.SeverityWarning, On: dialog.OnSeat, Basis: dialog.BasisChoice, Section: "", Since: since},
	}
}
