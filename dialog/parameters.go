package dialog

import _ "embed" // the built-in settings

// The parameters of this package's rules.
var (
	// MaxGap is the number of months after which the gap between two
	// Denkwerkstätten is worth a notice (DEN-03).
	MaxGap = NumberParameter("denkwerkstatt-gap-max", "month", 1, 120)
	// OrganisationRequired is the set of groups whose participants stand for an
	// organisation (PAR-01).
	OrganisationRequired = GroupsParameter("participant-organisation-required")
)

//go:embed policy.yaml
var policyFile []byte

// Policy returns the parameters of this package with their built-in settings.
func Policy() (PolicyTable, error) {
	return ReadPolicyTable(policyFile, MaxGap.Spec(), OrganisationRequired.Spec())
}
