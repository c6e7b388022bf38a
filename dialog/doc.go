// Package dialog models what the "Dialog für Cybersicherheit" of the BSI is made
// of: five stakeholder groups, the organisations and people in them, the
// Denkwerkstätten and the cycles between them; and it has what all rules are made
// of: the rule catalogue, findings, policies by date, and civil dates.
//
// Most callers begin with [Assess], which says whether an organisation belongs to
// a group, why, and what to ask next; or with [Suggest], which says to which
// group it belongs best:
//
//	a := dialog.Assess(&organisation, dialog.CivilSociety)
//	switch a.Outcome() {
//	case dialog.Eligible, dialog.NotEligible:
//		// a.Reasons() says why
//	case dialog.Undetermined:
//		question, _ := a.Next() // the next best question
//	}
//
// # What is not known
//
// Facts, and comparisons of dates, are three-valued ([Truth]): an unknown fact
// stays unknown, and a rule that needs it is open instead of kept or broken. Where
// the rules leave room, the programme office decides, and its [Determination] is
// recorded and shown as such.
//
// # Rules, findings, policies
//
// A [Rule] is a row of a table with an ID for good. A [Finding] is one breach; it
// holds values, and package i18n makes the sentences. [Policies] say which number
// or switch holds on which day and where it comes from ([Basis]): the programme's
// text, its earlier publications, a statute, or a choice of this module.
//
// # Dates
//
// A [Date] is known to the day, the month, the year, or not at all. Periods of
// months follow §§ 187, 188 BGB, see [PeriodEnd]. There is no function that adds
// months to a date: it would have to say whether the first day counts.
//
// # What the package never does
//
// It reads no clock, starts no goroutine, writes no log and keeps no state.
package dialog
