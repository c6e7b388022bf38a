package committee

import (
	_ "embed" // the built-in settings

	"github.com/dialog-cybersicherheit/dfc/ballot"
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
	// ElectionMethod is how the ranked ballots of a group are counted.
	ElectionMethod = dialog.WordParameter("committee-election", ballot.Schulze.String(), ballot.InstantRunoff.String())
	// ElectionDefeats is how strong a defeat of one candidate by another is ([ballot.Schulze]).
	ElectionDefeats = dialog.WordParameter("committee-election-defeats", ballot.WinningVotes.String(), ballot.Margins.String())
	// NoneOfTheseStands says whether "none of these" stands on the ballots of an election.
	NoneOfTheseStands = dialog.SwitchParameter("committee-none-of-these")
	// BlankCounts says whether a blank ballot counts for the turnout of an election.
	BlankCounts = dialog.SwitchParameter("committee-blank-ballots-count")
	// DecisionQuorum is the number of seats without which the committee decides nothing.
	DecisionQuorum = dialog.NumberParameter("committee-quorum", "seat", 0, dialog.GroupCount)
	// DeputyForRecused says whether the deputy acts for a member who is recused.
	DeputyForRecused = dialog.SwitchParameter("committee-deputy-for-recused")
	// DecisionMajority is the majority that a decision needs.
	DecisionMajority = dialog.WordParameter("committee-majority", majorityWords()...)
	// DecisionBasis is what that majority is counted of; [Consent] always counts votes cast.
	DecisionBasis = dialog.WordParameter("committee-majority-of", ballot.OfCast.String(), ballot.OfPresent.String(), ballot.OfAll.String())
)

//go:embed policy.yaml
var policyFile []byte

// Policy returns the parameters of this package with their built-in settings.
func Policy() (dialog.PolicyTable, error) {
	return dialog.ReadPolicyTable(policyFile,
		TermMonths.Spec(), TermTolerance.Spec(), DeputiesRequired.Spec(), TermsMax.Spec(), VacancyDays.Spec(),
		ElectionMethod.Spec(), ElectionDefeats.Spec(), NoneOfTheseStands.Spec(), BlankCounts.Spec(),
		DecisionQuorum.Spec(), DeputyForRecused.Spec(), DecisionMajority.Spec(), DecisionBasis.Spec())
}
