package committee_test

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
)

func builtIn() *dialog.Policies {
	table, _ := committee.Policy()
	policies, _ := dialog.NewPolicies(table)
	return policies
}

// Who is elected by the ranked ballots of a group, and who is the deputy?
func ExampleElect() {
	policies, day := builtIn(), dialog.MustDate("2031-11-15")
	electorate := committee.Electorate{Group: dialog.Science, Candidates: []committee.Candidate{
		{ID: "hochschule"}, {ID: "institut"}, {ID: "labor"}}}

	contest, err := electorate.Contest(policies, day)
	if err != nil {
		fmt.Println(err)
		return
	}
	tally, _ := ballot.NewTally(contest)
	_, _ = tally.Add(ballot.Rank(0, 1, 2), 4)
	_, _ = tally.Add(ballot.Rank(1, 2, 0), 3)
	_, _ = tally.Add(ballot.Rank(2, 1, 0), 2)

	election, err := committee.Elect(committee.Env{Policies: policies}, day,
		[]committee.SeatVote{{Group: dialog.Science, Tally: tally}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range election.Committee.Seats {
		fmt.Printf("%s: %q, deputy %q\n", s.Group, s.Member, s.Deputy)
	}
	// Output:
	// civil-society: "", deputy ""
	// science: "institut", deputy "labor"
	// culture-and-media: "", deputy ""
	// business: "", deputy ""
	// government: "", deputy ""
}

// What has a meeting decided, of which two people are absent and one is recused?
func ExampleMeeting_Decide() {
	day := dialog.MustDate("2032-01-20")
	standing, _ := committee.NewHistory([]committee.Committee{five("2031-11-15")}).On(day)
	missing := map[string]committee.Presence{"m1": committee.Recused, "m5": committee.Absent, "d5": committee.Absent}

	decision, err := committee.Meeting{ID: "2032-1", On: day, Standing: standing,
		Presence: func(person string) committee.Presence { return missing[person] },
		Votes: []committee.Vote{
			{Person: "d1", Voice: committee.InFavour}, {Person: "m2", Voice: committee.InFavour},
			{Person: "m3", Voice: committee.Against}, {Person: "m4", Voice: committee.Abstain},
		}}.Decide(builtIn())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("adopted:", decision.Adopted)
	for i, h := range decision.Holders {
		if v := decision.Votes[i]; v != nil {
			fmt.Println(h.Group, h.Role, v.Person, v.Voice)
		}
	}
	// Output:
	// adopted: true
	// civil-society deputy d1 yes
	// science member m2 yes
	// culture-and-media member m3 no
	// business member m4 abstain
}

// Who takes the place of a member who has left?
func ExampleSeatVote_Succeed() {
	policies, day := builtIn(), dialog.MustDate("2031-11-15")
	electorate := committee.Electorate{Group: dialog.Science, Candidates: []committee.Candidate{
		{ID: "hochschule"}, {ID: "institut"}, {ID: "labor"}}}
	contest, _ := electorate.Contest(policies, day)
	tally, _ := ballot.NewTally(contest)
	_, _ = tally.Add(ballot.Rank(1, 2, 0), 5)
	vote := committee.SeatVote{Group: dialog.Science, Tally: tally}
	election, _ := committee.Elect(committee.Env{Policies: policies}, day, []committee.SeatVote{vote})
	standing, _ := committee.NewHistory([]committee.Committee{election.Committee}).On(day)

	succession, err := vote.Succeed(policies, standing, dialog.MustDate("2032-03-01"), "institut")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range succession.Events {
		fmt.Println(e.Kind, e.Person)
	}
	// Output:
	// resigned institut
	// succeeded labor
	// appointed hochschule
}
