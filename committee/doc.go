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
// # What the package does not do
//
// It elects nobody and counts no votes. It reads no clock.
package committee
