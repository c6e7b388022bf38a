package committee

import (
	_ "embed" // the built-in settings

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// The parameters of this package's rules.
var (
	// TermMonths is the nominal length of a term in months (COM-06).
	TermMonths = dialog.NumberParameter("committee-term-months", "month", 1, 120)
	// TermTolerance is by how many days a term may differ from that (COM-06).
	TermTolerance = dialog.NumberParameter("committee-term-tolerance", "day", 0, 3660)
	// DeputiesRequired says whether each seat has a deputy (COM-02).
	DeputiesRequired = dialog.SwitchParameter("committee-deputies-required")
	// TermsMax is how many terms in a row somebody may serve, 0 for no limit (COM-09).
	TermsMax = dialog.NumberParameter("committee-consecutive-terms-max", "term", 0, 100)
	// VacancyDays is for how many days a place may stay vacant (COM-14).
	VacancyDays = dialog.NumberParameter("committee-vacancy-days", "day", 0, 3660)
)

//go:embed policy.yaml
var policyFile []byte

// Policy returns the parameters of this package with their built-in settings.
func Policy() (dialog.PolicyTable, error) {
	return dialog.ReadPolicyTable(policyFile,
		TermMonths.Spec(), TermTolerance.Spec(), DeputiesRequired.Spec(), TermsMax.Spec(), VacancyDays.Spec())
}
