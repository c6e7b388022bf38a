package workstream

import "github.com/dialog-cybersicherheit/dfc/dialog"

// The rules of this package. IDs are never reused.
const (
	RuleDuration      dialog.RuleID = "WST-01" // it lasts three to nine months
	RuleMean          dialog.RuleID = "WST-02" // the workstreams of a cycle last three to nine months on average
	RuleStart         dialog.RuleID = "WST-03" // it starts after the Denkwerkstatt that chose it
	RuleEnd           dialog.RuleID = "WST-04" // it ends before the next Denkwerkstatt
	RulePresented     dialog.RuleID = "WST-05" // it is presented at the next Denkwerkstatt
	RuleSteps         dialog.RuleID = "WST-06" // its steps are possible ones
	RuleStepOrder     dialog.RuleID = "WST-07" // its steps follow each other in time
	RuleStepReason    dialog.RuleID = "WST-08" // a step that ends it early has a reason
	RuleProfile       dialog.RuleID = "WST-09" // its profile is complete
	RuleReport        dialog.RuleID = "WST-10" // a presented workstream has a final report
	RuleSelected      dialog.RuleID = "WST-11" // it was selected at the Denkwerkstatt that opens the cycle
	RulePeriod        dialog.RuleID = "WST-12" // it does not end before it starts
	RuleContinuation  dialog.RuleID = "WST-13" // what it continues is an earlier workstream
	RuleParticipation dialog.RuleID = "WST-14" // people of several groups take part
	RuleOverdue       dialog.RuleID = "WST-15" // while not completed it is not past its planned end
)

// Rules returns the rules of this package in catalogue order.
func Rules() []dialog.Rule {
	since := dialog.MustDate("2018-01-01")
	return []dialog.Rule{
		{ID: RuleDuration, Severity: dialog.SeverityWarning, On: dialog.OnWorkstream, Basis: dialog.BasisSource, Section: "workstreams", Since: since},
		{ID: RuleMean, Severity: dialog.SeverityWarning, On: dialog.OnCycle, Basis: dialog.BasisSource, Section: "workstreams", Since: since},
		{ID: RuleStart, Severity: dialog.SeverityError, On: dialog.OnWorkstream, Basis: dialog.BasisSource, Section: "workstreams", Since: since},
		{ID: RuleEnd, Severity: dialog.SeverityError, On: dialog.OnWorkstream, Basis: dialog.BasisSource, Section: "workstreams", Since: since},
		{ID: RulePresented, Severity: dialog.SeverityError, On: dialog.OnWorkstream, Basis: dialog.BasisSource, Section: "workstreams", Since: since},
		{ID: RuleSteps, Severity: dialog.SeverityError, On: dialog.OnWorkstream, Basis: dialog.BasisChoice, Section: "workstreams", Since: since},
		{ID: RuleStepOrder, Severity: dialog.SeverityError, On: dialog.OnWorkstream, Basis: dialog.BasisChoice, Section: "", Since: since},
		{ID: RuleStepReason, Severity: dialog.SeverityWarning, On: dialog.OnWorkstream, Basis: dialog.BasisChoice, Section: "", Since: since},
		{ID: RuleProfile, Severity: dialog.SeverityNotice, On: dialog.OnWorkstream, Basis: dialog.BasisHistory, Section: "profile", Since: since},
		{ID: RuleReport, Severity: dialog.SeverityWarning, On: dialog.OnWorkstream, Basis: dialog.BasisSource, Section: "workstreams", Since: since},
		{ID: RuleSelected, Severity: dialog.SeverityError, On: dialog.OnWorkstream, Basis: dialog.BasisSource, Section: "workstreams", Since: since},
		{ID: RulePeriod, Severity: dialog.SeverityError, On: dialog.OnWorkstream, Basis: dialog.BasisChoice, Section: "", Since: since},
		{ID: RuleContinuation, Severity: dialog.SeverityError, On: dialog.OnWorkstream, Basis: dialog.BasisChoice, Section: "", Since: since},
		{ID: RuleParticipation, Severity: dialog.SeverityNotice, On: dialog.OnWorkstream, Basis: dialog.BasisChoice, Section: "aims", Since: since},
		{ID: RuleOverdue, Severity: dialog.SeverityWarning, On: dialog.OnWorkstream, Basis: dialog.BasisChoice, Section: "", Since: since},
	}
}
