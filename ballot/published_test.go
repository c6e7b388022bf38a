package ballot_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// The cases of this file are examples from the literature, with the numbers that are
// printed there.

// lettered is a number of equal ballots, each a word in which options have letters from A
// on: in the order of preference for rankings, in any order for approvals.
type lettered struct {
	n     uint64
	marks string
}

// published counts ballots of options A, B, C …
func published(t *testing.T, c ballot.Contest, options int, ballots []lettered) *ballot.Result {
	t.Helper()
	c.ID, c.Options, c.Validity.Blank = "published", numbered(options), ballot.Ignore
	if c.Seats == 0 {
		c.Seats = 1
	}
	tally := tallyOf(t, &c)
	for _, x := range ballots {
		var marks []int
		for _, letter := range x.marks {
			marks = append(marks, int(letter-'A'))
		}
		switch c.Kind() {
		case ballot.Ranking:
			cast(t, tally, ballot.Rank(marks...), x.n)
		case ballot.SingleChoice:
			cast(t, tally, ballot.Choose(marks[0]), x.n)
		default:
			cast(t, tally, ballot.Choose(marks...), x.n)
		}
	}
	return counted(t, tally, ballot.Options{})
}

// words writes sets of options as letters.
func words(all ...[]int) (out []string) {
	for _, set := range all {
		word := ""
		for _, o := range sortedInts(set) {
			word += string(rune('A' + o))
		}
		out = append(out, word)
	}
	return out
}

// winners are the sets that can be elected.
func winners(r *ballot.Result) []string {
	if r.Outcome == ballot.Tied {
		return words(r.Sets...)
	}
	return words(r.Elected)
}

// The capital of Tennessee: A Memphis, B Nashville, C Chattanooga, D Knoxville, the
// textbook example of methods that disagree.
func TestTennesseeHasAnotherCapitalByEachMethod(t *testing.T) {
	voters := []lettered{{42, "ABCD"}, {26, "BCDA"}, {15, "CDBA"}, {17, "DCBA"}}
	for _, test := range []struct {
		method ballot.Method
		want   string
		votes  []string // of the first round
	}{
		{ballot.Plurality, "A", []string{"42", "26", "15", "17"}},
		{ballot.Borda, "B", []string{"126", "194", "173", "107"}},
		{ballot.InstantRunoff, "D", []string{"42", "26", "15", "17"}},
		{ballot.Schulze, "B", []string{"0", "3", "2", "1"}},
		{ballot.RankedPairs, "B", nil},
	} {
		r := published(t, ballot.Contest{Method: test.method}, 4, voters)
		assert.Equal(t, []string{test.want}, winners(r), test.method)
		if test.votes != nil {
			assert.Equal(t, test.votes, texts(r.Rounds[0].Votes), test.method)
		}
	}
	r := published(t, ballot.Contest{Method: ballot.Schulze}, 4, voters)
	assert.Equal(t, 1, r.Condorcet)
	assert.Equal(t, []string{"", "42", "42", "42"}, texts(r.Pairwise[0]))
	assert.Equal(t, []string{"58", "", "68", "68"}, texts(r.Pairwise[1]))
	assert.Equal(t, []string{"58", "32", "", "83"}, texts(r.Pairwise[2]))
	assert.Equal(t, [][]int{{1}, {2}, {3}, {0}}, r.Ranking)
}

// Borda (1781): A has most first ranks, and all who do not put A first put A last. Borda
// gives 3, 2, 1 points where this package gives 2, 1, 0: 21 voters make 21 less for each.
func TestBordaAgainstTheElectionByPlurality(t *testing.T) {
	voters := []lettered{{1, "ABC"}, {7, "ACB"}, {7, "BCA"}, {6, "CBA"}}
	r := published(t, ballot.Contest{Method: ballot.Borda}, 3, voters)
	assert.Equal(t, []string{"16", "21", "26"}, texts(r.Rounds[0].Votes), "37, 42 and 47 less 21")
	assert.Equal(t, []string{"C"}, winners(r))
	r = published(t, ballot.Contest{Method: ballot.Plurality}, 3, voters)
	assert.Equal(t, []string{"8", "7", "6"}, texts(r.Rounds[0].Votes))
	assert.Equal(t, []string{"A"}, winners(r))
}

// Condorcet (1785): A beats B and C, and Borda elects B.
func TestCondorcetAgainstBorda(t *testing.T) {
	voters := []lettered{{30, "ABC"}, {1, "ACB"}, {10, "CAB"}, {29, "BAC"}, {10, "BCA"}, {1, "CBA"}}
	r := published(t, ballot.Contest{Method: ballot.Borda}, 3, voters)
	assert.Equal(t, []string{"101", "109", "33"}, texts(r.Rounds[0].Votes))
	assert.Equal(t, []string{"B"}, winners(r))
	r = published(t, ballot.Contest{Method: ballot.Schulze}, 3, voters)
	assert.Equal(t, 0, r.Condorcet)
	assert.Equal(t, "41", r.Pairwise[0][1].String())
	assert.Equal(t, "60", r.Pairwise[0][2].String())
	assert.Equal(t, []string{"A"}, winners(r))
}

// The paradox of Condorcet (1785): majorities that go round in a circle.
func TestCircleOfMajoritiesIsATieOfAll(t *testing.T) {
	voters := []lettered{{1, "ABC"}, {1, "BCA"}, {1, "CAB"}}
	for _, m := range []ballot.Method{ballot.Schulze, ballot.RankedPairs} {
		r := published(t, ballot.Contest{Method: m}, 3, voters)
		assert.Equal(t, ballot.Tied, r.Outcome, m)
		assert.Equal(t, []string{"A", "B", "C"}, winners(r), m)
		assert.Equal(t, []int{0, 1, 2}, r.Smith)
		assert.Equal(t, -1, r.Condorcet)
	}
}

// Schulze (2011), section 3.2: 30 voters, D A C B. Ranked pairs elect A.
func TestSchulzeExampleOf30Voters(t *testing.T) {
	voters := []lettered{{5, "ACBD"}, {2, "ACDB"}, {3, "ADCB"}, {4, "BACD"}, {3, "CBDA"}, {3, "CDBA"}, {1, "DACB"},
		{5, "DBAC"}, {4, "DCBA"}}
	r := published(t, ballot.Contest{Method: ballot.Schulze}, 4, voters)
	assert.Equal(t, [][]int{{3}, {0}, {2}, {1}}, r.Ranking)
	assert.Equal(t, []string{"", "11", "20", "14"}, texts(r.Pairwise[0]))
	assert.Equal(t, []string{"19", "", "9", "12"}, texts(r.Pairwise[1]))
	assert.Equal(t, []string{"10", "21", "", "17"}, texts(r.Pairwise[2]))
	assert.Equal(t, []string{"16", "18", "13", ""}, texts(r.Pairwise[3]))
	assert.Equal(t, []string{"", "20", "20", "17"}, texts(r.Paths[0]))
	assert.Equal(t, []string{"18", "18", "18", ""}, texts(r.Paths[3]))
	r = published(t, ballot.Contest{Method: ballot.RankedPairs}, 4, voters)
	assert.Equal(t, []string{"A"}, winners(r))
}

// Burlington, Vermont, 2009: A Kiss, B Montroll, C Wright; the counts of the city with
// the other names left out. The instant runoff elects Kiss, who loses to Montroll.
func TestBurlingtonRunoffPassesOverTheCondorcetWinner(t *testing.T) {
	voters := []lettered{{1332, "BAC"}, {767, "BCA"}, {455, "B"}, {2043, "ABC"}, {371, "ACB"}, {568, "A"}, {1513,
		"CBA"},
		{495, "CAB"}, {1289, "C"}}
	r := published(t, ballot.Contest{Method: ballot.InstantRunoff}, 3, voters)
	require.Len(t, r.Rounds, 2)
	assert.Equal(t, []string{"2982", "2554", "3297"}, texts(r.Rounds[0].Votes))
	assert.Equal(t, []string{"4314", "", "4064"}, texts(r.Rounds[1].Votes))
	assert.Equal(t, "455", r.Rounds[1].Exhausted.String())
	assert.Equal(t, []string{"A"}, winners(r))
	r = published(t, ballot.Contest{Method: ballot.RankedPairs}, 3, voters)
	assert.Equal(t, 1, r.Condorcet)
	assert.Equal(t, []string{"4067", "4597"}, texts([]ballot.Number{r.Pairwise[1][0], r.Pairwise[1][2]}))
	assert.Equal(t, []string{"3477", "3668"}, texts([]ballot.Number{r.Pairwise[0][1], r.Pairwise[2][1]}))
	r = published(t, ballot.Contest{Method: ballot.Plurality}, 3, voters)
	assert.Equal(t, []string{"C"}, winners(r))
}

// The Burr dilemma (Nagel, Journal of Politics 69, 2007): in 1800 each elector of the
// United States had two equal votes. A Jefferson, B Burr, C Adams, D Pinckney, E Jay.
func TestBurrDilemmaIsATieOfTwoAllies(t *testing.T) {
	electors := []lettered{{73, "AB"}, {64, "CD"}, {1, "CE"}}
	r := published(t, ballot.Contest{Method: ballot.Approval}, 5, electors)
	assert.Equal(t, []string{"73", "73", "65", "64", "1"}, texts(r.Rounds[0].Votes))
	assert.Equal(t, ballot.Tied, r.Outcome)
	assert.Equal(t, []string{"A", "B"}, winners(r))
	r = published(t, ballot.Contest{Method: ballot.Approval, Seats: 2}, 5, electors)
	assert.Equal(t, []string{"AB"}, winners(r))
	for _, m := range []ballot.Method{ballot.SequentialPAV, ballot.Phragmen, ballot.EqualShares,
		ballot.ProportionalPAV} {
		r = published(t, ballot.Contest{Method: m, Seats: 2}, 5, electors)
		assert.Equal(t, []string{"AC", "BC"}, winners(r), "%s gives the other party its seat", m)
	}
}

// Phragmén (1894), as in Janson, Phragmén's and Thiele's election methods (2016), example
// 3.1, with P, Q, R as D, E, F: A, Q and B are elected, in that order.
func TestPhragmenExampleOf1894(t *testing.T) {
	voters := []lettered{{1034, "ABC"}, {519, "DEF"}, {90, "ABE"}, {47, "ADE"}}
	r := published(t, ballot.Contest{Method: ballot.Phragmen, Seats: 3}, 6, voters)
	assert.Equal(t, []int{0, 4, 1}, r.Elected)
	assert.Equal(t, "1/1171", r.Rounds[0].Votes[0].String())
	assert.Equal(t, "327/192044", r.Rounds[1].Votes[4].String(), "1308/(1171·656)")
	r = published(t, ballot.Contest{Method: ballot.SequentialPAV, Seats: 3}, 6, voters)
	assert.Equal(t, []int{0, 4, 1}, r.Elected, "Thiele's method elects the same")
	assert.Equal(t, []string{"", "562", "517", "1085/2", "1175/2", "519"}, texts(r.Rounds[1].Votes))
}

// Lackner and Skowron, Multi-Winner Voting with Approval Preferences (2023), example 2.1
// and those that follow it: four seats.
func TestLacknerAndSkowronRunningExample(t *testing.T) {
	voters := []lettered{{3, "AB"}, {3, "AC"}, {2, "AD"}, {1, "BCF"}, {1, "E"}, {1, "F"}, {1, "G"}}
	for _, test := range []struct {
		method ballot.Method
		want   []string
	}{
		{ballot.Approval, []string{"ABCD", "ABCF"}},
		{ballot.ProportionalPAV, []string{"ABCF"}},
		{ballot.SequentialPAV, []string{"ABCF"}},
		{ballot.Phragmen, []string{"ABCD"}},
		{ballot.EqualShares, []string{"ABCD"}},
	} {
		assert.Equal(t, test.want, winners(published(t, ballot.Contest{Method: test.method, Seats: 4}, 8, voters)),
			test.method)
	}
}

// The same book, the example in which equal shares and Phragmén part: three seats.
func TestLacknerAndSkowronExampleOfEqualSharesAndPhragmen(t *testing.T) {
	voters := []lettered{{3, "CD"}, {2, "AB"}, {2, "AC"}, {1, "BD"}}
	assert.Equal(t, []string{"ACD"}, winners(published(t, ballot.Contest{Method: ballot.EqualShares, Seats: 3}, 4,
		voters)))
	assert.Equal(t, []string{"BCD"}, winners(published(t, ballot.Contest{Method: ballot.Phragmen, Seats: 3}, 4,
		voters)))
}
