package workstream

import (
	_ "embed" // the built-in settings

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// The parameters of this package's rules.
var (
	// MonthsMax is the longest typical duration in months (WST-01, WST-02).
	MonthsMax = dialog.NumberParameter("workstream-months-max", "month", 1, 120)
	// MonthsMin is the shortest typical duration in months (WST-01, WST-02).
	MonthsMin = dialog.NumberParameter("workstream-months-min", "month", 1, 120).Below(MonthsMax)
	// DurationSeverity says how grave one workstream outside the range is (WST-01).
	DurationSeverity = dialog.SeverityParameter("workstream-duration-severity")
	// MeanSeverity says how grave a mean outside the range is (WST-02).
	MeanSeverity = dialog.SeverityParameter("workstream-mean-severity")
	// GroupsMin is the number of groups from which people take part (WST-14).
	GroupsMin = dialog.NumberParameter("workstream-groups-min", "group", 1, dialog.GroupCount)
	// Places is the number of workstreams that a Denkwerkstatt selects.
	Places = dialog.NumberParameter("workstream-places", "workstream", 1, 50)
	// VoteKind says how the participants select: [Balanced] or [Simple].
	VoteKind = dialog.WordParameter("workstream-vote", Balanced, Simple)
	// VoteFloor says whether a proposal needs broad support to be selected at all.
	VoteFloor = dialog.SwitchParameter("workstream-vote-floor")
	// VoteMerge is the number of ballots below which groups are merged before the count.
	VoteMerge = dialog.NumberParameter("workstream-vote-merge-below", "ballot", 0, 1000)
)

//go:embed policy.yaml
var policyFile []byte

// Policy returns the parameters of this package with their built-in settings.
func Policy() (dialog.PolicyTable, error) {
	return dialog.ReadPolicyTable(policyFile,
		MonthsMin.Spec(), MonthsMax.Spec(), DurationSeverity.Spec(), MeanSeverity.Spec(), GroupsMin.Spec(),
		Places.Spec(), VoteKind.Spec(), VoteFloor.Spec(), VoteMerge.Spec())
}

// A policy is what the parameters say on one day.
type policy struct {
	min, max           dialog.Value[int]
	groups             dialog.Value[int]
	severity, meanGrav dialog.Severity
}

func policyOn(ps *dialog.Policies, on dialog.Date) policy {
	return policy{
		min: MonthsMin.At(ps, on), max: MonthsMax.At(ps, on), groups: GroupsMin.At(ps, on),
		severity: DurationSeverity.At(ps, on).Value, meanGrav: MeanSeverity.At(ps, on).Value,
	}
}

// TypicalMonths reports whether a duration in whole months is a typical one for
// workstreams that are chosen on a day (WST-01).
func TypicalMonths(ps *dialog.Policies, on dialog.Date, months int) bool {
	return MonthsMin.At(ps, on).Value <= months && months <= MonthsMax.At(ps, on).Value
}
