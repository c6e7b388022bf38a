package ballot_test

import (
	"fmt"
	"os"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func ExampleCount() {
	contest := &ballot.Contest{ID: "seat", Method: ballot.Schulze, Seats: 1,
		Options: []ballot.Option{{ID: "p1"}, {ID: "p2"}, {ID: "p3"}}}
	tally, _ := ballot.NewTally(contest)
	tally.Add(ballot.Rank(0, 1, 2), 4) // four prefer the first, then the second
	tally.Add(ballot.Rank(1, 2, 0), 3)
	tally.Add(ballot.Rank(2, 1, 0), 2)
	result, _ := ballot.Count(tally, ballot.Options{})
	fmt.Println(result.Outcome, contest.OptionID(result.Elected[0]), "beats each other:", result.Condorcet == 1)
	// Output: elected p2 beats each other: true
}

func ExampleResult_Explain() {
	simple := ballot.SimpleMajority()
	tally, _ := ballot.NewTally(&ballot.Contest{ID: "m1", Title: "Neue Satzung", Method: ballot.Motion,
		Majority: &ballot.Requirement{Overall: &simple}})
	tally.Add(ballot.Choose(ballot.Yes), 7)
	tally.Add(ballot.Choose(ballot.No), 4)
	tally.Add(ballot.Choose(ballot.Abstain), 2)
	result, _ := ballot.Count(tally, ballot.Options{})
	result.Explain(&firstLines{n: 4}, i18n.German(), ballot.ExplainText)
	// Output:
	// Auszählung: Neue Satzung
	// ========================
	//
	// Der Antrag ist angenommen.
}

// firstLines prints the first n lines.
type firstLines struct{ n int }

func (f *firstLines) Write(p []byte) (int, error) {
	for _, b := range p {
		if f.n > 0 {
			os.Stdout.Write([]byte{b})
		}
		if b == '\n' {
			f.n--
		}
	}
	return len(p), nil
}

func ExampleTally_Merge() {
	contest := &ballot.Contest{ID: "vote", Method: ballot.Approval, Seats: 1, Options: []ballot.Option{{ID: "a"}, {ID: "b"}}}
	here, _ := ballot.NewTally(contest)
	there, _ := ballot.NewTally(contest)
	here.Add(ballot.Choose(0), 2)
	there.Add(ballot.Choose(1), 3)
	fmt.Println(here.Merge(there), here.Len(), here.Distinct())
	// Output: <nil> 5 2
}
