// Package committee models the Dialogkomitee of the "Dialog für Cybersicherheit":
// five seats, one for each stakeholder group, each with a member and a deputy;
// terms from election to election; and what happens to a place in between.
//
// Most callers need three names: [NewHistory] takes the committees of a
// programme, [History.On] says who held which place on a day and why, and
// [Standing.AtMeeting] who acts for each seat at a meeting:
//
//	history := committee.NewHistory(committees)
//	standing, _ := history.On(day)
//	holders := standing.AtMeeting(func(person string) committee.Presence { … })
//
// [Check] applies the rules COM-01 to COM-14.
//
// # Terms
//
// A term begins on the day of the election, which belongs to the new committee,
// and ends on the day before the successors' election. Until then a committee
// holds on; no day has two committees. How long a term nominally lasts, and by
// how much it may differ, is policy.
//
// # Places
//
// Nothing happens by itself: a resignation, an appointment and the succession of
// a deputy are dated events. While a committee is being filled, what is missing
// is a finding, not an error. Somebody whose name is not published is "unknown";
// then what depends on the person is open.
//
// # Elections
//
// The source gives each group one of five seats, with a member and a deputy (section
// "Begleitung durch das Dialogkomitee"). How they are elected is not published, so every
// rule is a parameter with the basis "choice": each group votes for itself
// ([Electorate.Contest]), with ranked ballots, and [Elect] counts. The deputy is who wins
// the same ballots without the member. Nobody standing, nobody voting and "none of
// these" leave a seat vacant; a tie leaves it open until a lot is drawn. Between two
// elections [SeatVote.Succeed] says what the stored ballots fill a vacancy with.
//
// # Decisions
//
// [Meeting.Decide] counts what the five seats say to a motion, by name: each is held by
// its member, else its deputy, else nobody. Quorum and majority are policy, because the
// source is silent about them.
//
// # What the package does not do
//
// It reads no clock, and draws no lots: they come from the caller.
package committee
