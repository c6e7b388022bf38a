// Package workstream models the workstreams of the "Dialog für Cybersicherheit":
// the projects that the participants of a Denkwerkstatt design and choose
// together, and whose results are presented at the next one.
//
// Most callers begin with [NewPlan], which says when a workstream of a cycle can
// run, or with [Check], which applies the rules WST-01 to WST-15 to the
// workstreams of a cycle:
//
//	plan := workstream.NewPlan(cycle, nil, policies, today)
//	fmt.Println(plan.Text(i18n.English()))
//	for months, latest := range plan.Possible() {
//		fmt.Println(months, "months: start on", latest, "at the latest")
//	}
//
// Whoever has a whole programme in a file leaves the calls to package programme.
//
// # Model
//
// A [Workstream] is a [Proposal], a plan, and the [Step]s of its life. The steps
// are the only record of what happened: its state, and the days on which it began
// and ended, follow from them. [State.Next] is the table of possible steps:
//
//	(beginning)  proposed, selected
//	proposed     selected, not-selected, withdrawn, unpublished
//	selected     running, withdrawn, cancelled, unpublished
//	running      completed, cancelled, unpublished
//	completed    presented, unpublished
//
// A life may begin with the selection, because proposals of the past are not
// published. It is the initiators who withdraw a workstream, before work on it
// begins; whatever stops it later is a cancellation. An unpublished end says
// that nobody outside knows what became of the workstream.
//
// A workstream keeps its ID for good. Titles change, so nothing is found by one.
//
// # Durations
//
// Months are counted after §§ 187, 188 BGB, the first day included. The source
// gives three to nine months as an average; so a workstream outside that range is
// a warning (WST-01) and so is a mean outside it (WST-02), unless the policy in
// force says otherwise. The mean is compared in days, without a rounded length of
// the month, see [Mean]. Hard are the limits that the source draws: a workstream
// starts after the Denkwerkstatt that chose it (WST-03), ends before the next one
// (WST-04), and is presented there (WST-05).
//
// What happened counts before what was planned. A plan stands in for dates that
// are still to come, never for what is not published.
//
// # What is not known
//
// Dates may be known to the month or year, or not at all. A rule holds or is
// broken where every day that a date can stand for gives the same answer; else it
// is open, and the finding names what is missing. A [Plan] of a cycle whose
// Denkwerkstätten are not known to the day shows the reading that leaves least
// time, and says so.
//
// # Selection
//
// The participants of the Denkwerkstatt decide together which proposals are
// implemented (source, section "Gemeinsame Arbeit in den Workstreams"). How is not
// published: not the ballot, nor the votes per head, nor what happens in a tie. So
// every rule of a [Vote] is a parameter with the basis "choice". [Vote.Contest]
// declares the vote before it is held, [Vote.Select] counts it. The preset
// [Balanced] gives each group the same weight, [Simple] each person; one word of the
// policy (workstream-vote) chooses between them. Whether BSI votes is for whoever
// holds the vote to say ([Voters]).
//
// # What the package never does
//
// It reads no clock, starts no goroutine, writes no log and keeps no state. It
// does not decide which proposals are chosen: the participants do.
package workstream
