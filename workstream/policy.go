package workstream

import (
	_ "embed" // the built-in settings

	"github.com/dialog-cybersicherheit/dfc/ballot"
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
	// VoteWeight is what a ballot weighs in a [Balanced] vote: the weight of its group,
	// divided by the ballots of the group or by the people entitled in it.
	VoteWeight = dialog.WordParameter("workstream-vote-weight", ballot.ByTurnout.String(), ballot.ByEligible.String())
	// VoteCompletion fills the places of a [Balanced] vote that equal shares leave open.
	VoteCompletion = dialog.WordParameter("workstream-vote-completion",
		ballot.ByPhragmen.String(), ballot.ByApproval.String(), ballot.NoneLeft.String())
	// VoteBlankCounts says whether a blank ballot counts for turnout, and so for weights.
	VoteBlankCounts = dialog.SwitchParameter("workstream-vote-blank-ballots-count")
	// VoteFloor says whether a proposal needs broad support to be selected at all.
	VoteFloor = dialog.SwitchParameter("workstream-vote-floor")
	// VoteFloorShare is that support: the least share of all weight.
	VoteFloorShare = dialog.WordParameter("workstream-vote-floor-share", shareWords()...)
	// VoteFloorGroups is the number of groups in each of which VoteFloorGroupShare is
	// needed, too.
	VoteFloorGroups = dialog.NumberParameter("workstream-vote-floor-groups", "group", 0, dialog.GroupCount)
	// VoteFloorGroupShare is the least share of the ballots of one group.
	VoteFloorGroupShare = dialog.WordParameter("workstream-vote-floor-group-share", shareWords()...)
	// VoteMerge is the number of ballots below which groups are merged before the count.
	VoteMerge = dialog.NumberParameter("workstream-vote-merge-below", "ballot", 0, 1000)
)

//go:embed policy.yaml
var policyFile []byte

// Policy returns the parameters of this package with their built-in settings.
func Policy() (dialog.PolicyTable, error) {
	return dialog.ReadPolicyTable(policyFile,
		MonthsMin.Spec(), MonthsMax.Spec(), DurationSeverity.Spec(), MeanSeverity.Spec(), GroupsMin.Spec(),
		Places.Spec(), VoteKind.Spec(), VoteWeight.Spec(), VoteCompletion.Spec(), VoteBlankCounts.Spec(), VoteMerge.Spec(),
		VoteFloor.Spec(), VoteFloorShare.Spec(), VoteFloorGroups.Spec(), VoteFloorGroupShare.Spec())
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
