package workstream_test

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// invented is a cycle that does not exist, with the policies of this package.
func invented() (dialog.Cycle, *dialog.Policies) {
	table, err := workstream.Policy()
	if err != nil {
		panic(err)
	}
	policies, err := dialog.NewPolicies(table)
	if err != nil {
		panic(err)
	}
	return dialog.Cycle{
		Label:   "2031/2032",
		Opening: &dialog.Denkwerkstatt{Number: 16, Period: dialog.Period{Start: dialog.MustDate("2031-11-14"), End: dialog.MustDate("2031-11-15")}},
		Closing: &dialog.Denkwerkstatt{Number: 17, Period: dialog.Period{Start: dialog.MustDate("2032-11-12"), End: dialog.MustDate("2032-11-13")}},
	}, policies
}

// When can a workstream still run, as seen on 1 July 2032?
func ExampleNewPlan() {
	cycle, policies := invented()
	today := dialog.MustDate("2032-07-01")

	plan := workstream.NewPlan(cycle, nil, policies, today)
	fmt.Println(plan.Text(i18n.English()))
	for months, latest := range plan.Possible() {
		fmt.Println(months, "months: start on", latest, "at the latest")
	}
	// Output:
	// A workstream of cycle 2031/2032 can start on 1 July 2032 at the earliest and must end on 11 November 2032 at the latest.
	// Time left: 4 months and 11 days.
	// For 3 months the latest start is 12 August 2032.
	// For 4 months the latest start is 12 July 2032.
	// 3 months: start on 2032-08-12 at the latest
	// 4 months: start on 2032-07-12 at the latest
}

// What if it is too late for this cycle?
func ExamplePlan_Text_tooLate() {
	cycle, policies := invented()
	next := dialog.Cycle{Label: "2032/2033", Opening: cycle.Closing}
	plan := workstream.NewPlan(cycle, &next, policies, dialog.MustDate("2032-10-01"))
	fmt.Println(plan.TooLate())
	fmt.Println(plan.Text(i18n.German()))
	// Output:
	// yes
	// Für den Zyklus 2031/2032 ist es zu spät: Bis zur nächsten Denkwerkstatt bleibt weniger Zeit als 3 Monate. Der nächste Zyklus 2032/2033 beginnt am 14. November 2032.
}

// Is a workstream of two months a breach? It is outside the typical range.
func ExampleCheck_outsideTypicalRange() {
	cycle, policies := invented()
	w := workstream.Workstream{
		ID: "example",
		Proposal: workstream.Proposal{
			Title: dialog.Text{"de": "Beispiel", "en": "Example"}, Vision: dialog.Plain("…"), Aim: dialog.Plain("…"), TargetGroup: dialog.Plain("…"),
			Outcome: []workstream.OutcomeKind{workstream.Concept},
			Initiators: []workstream.Initiator{
				{Role: workstream.AsParticipant, Group: dialog.Science},
				{Role: workstream.AsParticipant, Group: dialog.CivilSociety},
			},
		},
		Planned: dialog.Period{Start: dialog.MustDate("2032-01-01"), End: dialog.MustDate("2032-02-29")},
		Steps:   []workstream.Step{{To: workstream.Selected, On: dialog.MustDate("2031-11-15")}},
	}

	c := dialog.NewCheck(dialog.NewCatalogue(workstream.Rules()), dialog.MustDate("2031-12-01"))
	workstream.Check(c, workstream.Env{Cycle: cycle, Policies: policies}, []workstream.Workstream{w}, "cycles[0]")
	for _, f := range c.Findings() {
		fmt.Println(f.Severity, f)
	}
	// Output:
	// warning cycles[0]: In cycle 2031/2032 the mean duration (1 workstream) is about 60 days, which is not between 3 and 9 months. (WST-02)
	// warning cycles[0].workstreams[0].planned.end: “Example” lasts 2 months (1 January 2032 to 29 February 2032); 3 to 9 months are usual. (WST-01)
}

// What can happen to a running workstream?
func ExampleState_Next() {
	fmt.Println(workstream.Running.Next())
	fmt.Println(workstream.Running.CanBecome(workstream.Withdrawn))
	// Output:
	// [completed cancelled unpublished]
	// false
}

// Where did a workstream stand on a day, if not all dates are published?
func ExampleWorkstream_StateOn() {
	w := workstream.Workstream{ID: "example", Steps: []workstream.Step{
		{To: workstream.Selected, On: dialog.MustDate("2031-11-15")},
		{To: workstream.Running}, // the day is not published
		{To: workstream.Completed, On: dialog.MustDate("2032-05-31")},
	}}
	fmt.Println(w.StateOn(dialog.MustDate("2031-12-24")))
	fmt.Println(w.StateOn(dialog.MustDate("2032-05-31")))
	// Output:
	// selected false
	// completed true
}

// Do two workstreams last three to nine months on average?
func ExampleMeanOf() {
	period := func(start, end string) workstream.Workstream {
		return workstream.Workstream{Planned: dialog.Period{Start: dialog.MustDate(start), End: dialog.MustDate(end)}}
	}
	m, known := workstream.MeanOf([]workstream.Workstream{
		period("2032-01-01", "2032-01-31"), // one month
		period("2032-01-01", "2032-05-31"), // five months
	}, 3, 9)
	fmt.Println(known, m.Days, "days in", m.Count, "workstreams")
	fmt.Println("at least three months:", m.Below >= 0, "– at most nine:", m.Above <= 0)
	// Output:
	// true 183 days in 2 workstreams
	// at least three months: true – at most nine: true
}

// Which workstreams do the participants select, when the groups have equal weight?
func ExampleVote_Select() {
	table, _ := workstream.Policy()
	policies, _ := dialog.NewPolicies(table)
	proposals := []workstream.Workstream{{ID: "reallabor"}, {ID: "studie"}, {ID: "konzept"}}
	vote := workstream.Vote{ID: "2031", On: dialog.MustDate("2031-11-15"), Voters: workstream.GroupsOnly}

	contest, err := vote.Contest(policies, proposals)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, _ := ballot.NewTally(contest)
	cast := func(g dialog.Group, n uint64, ids ...string) {
		var marks []int
		for _, id := range ids {
			marks = append(marks, contest.Index(id))
		}
		_, _ = tally.Add(ballot.Choose(marks...).In(contest.GroupIndex(g.String())), n)
	}
	cast(dialog.Business, 30, "reallabor", "studie")
	for _, g := range []dialog.Group{dialog.CivilSociety, dialog.Science, dialog.CultureAndMedia, dialog.Government} {
		cast(g, 6, "konzept")
		cast(g, 2, "konzept", "studie")
	}
	selection, err := vote.Select(tally, proposals, ballot.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, w := range selection.Workstreams {
		fmt.Println(w.ID, w.State())
	}
	// Output:
	// konzept selected
	// studie selected
}
