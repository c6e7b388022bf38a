package programme

import "github.com/dialog-cybersicherheit/dfc/dialog"

// The rules about votes. Package ballot knows no findings; what it refuses and what it
// counts becomes findings here. IDs are never reused.
const (
	RuleContest     dialog.RuleID = "BAL-01" // what a vote declares does not contradict itself
	RuleVoteBasis   dialog.RuleID = "BAL-02" // a majority says what it is counted of
	RuleVoteSeats   dialog.RuleID = "BAL-03" // there are no more seats than options
	RuleVoteWeights dialog.RuleID = "BAL-04" // weights and groups fit together
	RuleVoteBallots dialog.RuleID = "BAL-05" // every ballot can count
	RuleVoteLot     dialog.RuleID = "BAL-06" // a lot order has every option once, as its key draws them
	RuleVoteResult  dialog.RuleID = "BAL-07" // the published result is that of the ballots
	RuleVoteTie     dialog.RuleID = "BAL-08" // a tie is decided by a lot that can be looked up
	RuleVoteTotals  dialog.RuleID = "BAL-09" // the published votes are those of the ballots
)

// voteRules returns the rules about votes in catalogue order. Nothing is published
// about how the programme votes, so all are this module's own.
func voteRules() []dialog.Rule {
	row := func(id dialog.RuleID, s dialog.Severity) dialog.Rule {
		return dialog.Rule{ID: id, Severity: s, On: dialog.OnVote, Basis: dialog.BasisChoice, Since: dialog.MustDate("2016-01-01")}
	}
	return []dialog.Rule{
		row(RuleContest, dialog.SeverityError),
		row(RuleVoteBasis, dialog.SeverityError),
		row(RuleVoteSeats, dialog.SeverityError),
		row(RuleVoteWeights, dialog.SeverityError),
		row(RuleVoteBallots, dialog.SeverityWarning),
		row(RuleVoteLot, dialog.SeverityError),
		row(RuleVoteResult, dialog.SeverityError),
		row(RuleVoteTie, dialog.SeverityError),
		row(RuleVoteTotals, dialog.SeverityError),
	}
}
