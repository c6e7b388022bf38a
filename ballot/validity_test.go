package ballot_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A judged ballot, under a declaration of validity.
type judged struct {
	name     string
	ballot   ballot.Ballot
	validity ballot.Validity
	reason   ballot.Reason
	marks    string        // the marks that count, as option@value
	ends     ballot.Reason // the flaw after them
}

// counts writes the one entry of a tally.
func counts(t *testing.T, tally *ballot.Tally) (marks string, ends ballot.Reason) {
	t.Helper()
	require.LessOrEqual(t, tally.Distinct(), 1)
	for b := range tally.Ballots() {
		for _, m := range b.Marks {
			marks += fmt.Sprintf("%d@%d ", m.Option, m.Value)
		}
		return marks, b.Ends
	}
	return "", ballot.Valid
}

// judge adds each ballot to a tally of its own and takes it back.
func judge(t *testing.T, m ballot.Method, tests []judged) {
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := &ballot.Contest{ID: "judged", Method: m, Options: numbered(5), Seats: 1, Validity: test.validity}
			c.Options[4].Withdrawn = true
			switch m {
			case ballot.Score:
				c.Variant = ballot.Variant{MinPoints: -2, MaxPoints: 3}
			case ballot.Motion:
				m := ballot.SimpleMajority()
				c.Options, c.Seats, c.Majority = nil, 0, &ballot.Requirement{Overall: &m}
			}
			tally := tallyOf(t, c)
			empty := tally.Digest()
			reason, err := tally.Add(test.ballot, 3)
			require.NoError(t, err)
			require.Equal(t, test.reason, reason)
			marks, ends := counts(t, tally)
			assert.Equal(t, test.marks, marks)
			assert.Equal(t, test.ends, ends)
			total := ballot.Account{}
			for _, a := range tally.Accounts() {
				total.Cast, total.Valid = total.Cast+a.Cast, total.Valid+a.Valid
				total.Invalid = append(total.Invalid, a.Invalid...)
			}
			assert.Equal(t, uint64(3), total.Cast)
			if reason == ballot.Valid {
				assert.Equal(t, uint64(3), total.Valid)
				assert.Empty(t, total.Invalid)
			} else {
				assert.Zero(t, total.Valid)
				assert.Equal(t, []ballot.ReasonCount{{Reason: reason, Ballots: 3}}, total.Invalid)
			}
			require.ErrorIs(t, tally.Retract(test.ballot, 4), ballot.ErrNotThere)
			require.NoError(t, tally.Retract(test.ballot, 3))
			assert.Equal(t, empty, tally.Digest(), "taken back, it was never there")
		})
	}
}

// off is a ballot whose voter is not on the roll.
func off(b ballot.Ballot) ballot.Ballot {
	b.Unlisted = true
	return b
}

// lenient passes over every flaw of a ranking.
var lenient = ballot.Validity{Blank: ballot.Ignore, Overvote: ballot.Ignore, Skipped: ballot.Ignore,
	Duplicate: ballot.Ignore, Unknown: ballot.Ignore, Withdrawn: ballot.Ignore}

// ending counts a ranking up to its first flaw.
var ending = ballot.Validity{Overvote: ballot.End, Skipped: ballot.End, Duplicate: ballot.End}

func TestRankingIsJudgedAsDeclared(t *testing.T) {
	equal := ballot.Validity{Overvote: ballot.AsEqual}
	gap := ballot.RankEqually([]int{0}, nil, []int{1})
	wide := ballot.RankEqually([]int{0}, nil, nil, []int{1})
	judge(t, ballot.Schulze, []judged{
		{"sound", ballot.Rank(2, 0, 1), ballot.Validity{}, ballot.Valid, "2@1 0@2 1@3 ", ballot.Valid},
		{"marks in any order", ballot.Ballot{Marks: []ballot.Mark{{Option: 1, Value: 2}, {Option: 3, Value: 1}}},
			ballot.Validity{}, ballot.Valid, "3@1 1@2 ", ballot.Valid},
		{"not on the roll", off(ballot.Rank(0)), lenient, ballot.NotOnRoll, "", ballot.Valid},
		{"unknown group", ballot.Rank(0).In(1), lenient, ballot.UnknownGroup, "", ballot.Valid},
		{"group below nothing", ballot.Rank(0).In(-1), lenient, ballot.UnknownGroup, "", ballot.Valid},
		{"spoilt", ballot.Ballot{Spoilt: true, Marks: ballot.Rank(0).Marks}, lenient, ballot.Spoilt, "",
			ballot.Valid},
		{"roll before spoilt", off(ballot.Ballot{Spoilt: true}), lenient, ballot.NotOnRoll, "", ballot.Valid},
		{"blank refused", ballot.Rank(), ballot.Validity{}, ballot.Blank, "", ballot.Valid},
		{"blank accepted", ballot.Rank(), lenient, ballot.Valid, "", ballot.Valid},
		{"rank below one", ballot.Ballot{Marks: []ballot.Mark{{Option: 0, Value: 0}}}, lenient, ballot.OutOfRange,
			"", ballot.Valid},
		{"too many", ballot.Rank(0, 1, 2), ballot.Validity{MaxChoices: 2}, ballot.TooMany, "", ballot.Valid},
		{"as many as allowed", ballot.Rank(0, 1), ballot.Validity{MaxChoices: 2}, ballot.Valid, "0@1 1@2 ",
			ballot.Valid},
		{"gap refused", gap, ballot.Validity{}, ballot.SkippedRank, "", ballot.Valid},
		{"gap passed over", gap, lenient, ballot.Valid, "0@1 1@2 ", ballot.Valid},
		{"gap ends", gap, ending, ballot.Valid, "0@1 ", ballot.SkippedRank},
		{"gap within what is allowed", gap, ballot.Validity{MaxSkipped: 1}, ballot.Valid, "0@1 1@2 ", ballot.Valid},
		{"gap beyond what is allowed", wide, ballot.Validity{MaxSkipped: 1}, ballot.SkippedRank, "", ballot.Valid},
		{"first rank skipped", ballot.RankEqually(nil, []int{1}), ballot.Validity{}, ballot.SkippedRank, "",
			ballot.Valid},
		{"first rank skipped ends", ballot.RankEqually(nil, []int{1}), ending, ballot.Valid, "", ballot.SkippedRank},
		{"unknown refused", ballot.Rank(0, ballot.UnknownOption), ballot.Validity{}, ballot.NoSuchOption, "",
			ballot.Valid},
		{"index beyond refused", ballot.Rank(0, 5), ballot.Validity{}, ballot.NoSuchOption, "", ballot.Valid},
		{"unknown passed over", ballot.Rank(0, ballot.UnknownOption, 1), lenient, ballot.Valid, "0@1 1@2 ",
			ballot.Valid},
		{"withdrawn refused", ballot.Rank(4, 0), ballot.Validity{}, ballot.WithdrawnName, "", ballot.Valid},
		{"withdrawn passed over", ballot.Rank(4, 0), lenient, ballot.Valid, "0@1 ", ballot.Valid},
		{"duplicate refused", ballot.Rank(0, 1, 0), ballot.Validity{}, ballot.DuplicateName, "", ballot.Valid},
		{"duplicate passed over", ballot.Rank(0, 1, 0, 2), lenient, ballot.Valid, "0@1 1@2 2@3 ", ballot.Valid},
		{"duplicate ends", ballot.Rank(0, 1, 0, 2), ending, ballot.Valid, "0@1 1@2 ", ballot.DuplicateName},
		{"overvote refused", ballot.RankEqually([]int{0}, []int{1, 2}), ballot.Validity{}, ballot.Overvote, "",
			ballot.Valid},
		{"overvote passed over", ballot.RankEqually([]int{0}, []int{1, 2}, []int{3}), lenient,
			ballot.Valid, "0@1 3@2 ", ballot.Valid},
		{"overvote ends", ballot.RankEqually([]int{0}, []int{1, 2}, []int{3}), ending, ballot.Valid, "0@1 ",
			ballot.Overvote},
		{"overvote counts as equal", ballot.RankEqually([]int{2, 1}, []int{0}), equal, ballot.Valid, "1@1 2@1 0@2 ",
			ballot.Valid},
		{"several of which no name is known", ballot.Rank(0, ballot.SeveralOptions, 1), ending,
			ballot.Valid, "0@1 ", ballot.Overvote},
		{"the first flaw decides", ballot.Rank(ballot.UnknownOption, 0, 0), ballot.Validity{}, ballot.NoSuchOption,
			"", ballot.Valid},
		{"flaws after the end say nothing", ballot.Rank(0, 0, 5), ending, ballot.Valid, "0@1 ", ballot.DuplicateName},
	})
}

func TestRunoffEndsABallotWhereSeveralAreLeftAtARank(t *testing.T) {
	judge(t, ballot.InstantRunoff, []judged{
		{"kept until the count", ballot.RankEqually([]int{0}, []int{1, 2}),
			ballot.Validity{Overvote: ballot.EndIfSeveral},
			ballot.Valid, "0@1 1@2 2@2 ", ballot.Valid},
		{"names not known", ballot.Rank(0, ballot.SeveralOptions), ballot.Validity{Overvote: ballot.EndIfSeveral},
			ballot.Valid, "0@1 ", ballot.Overvote},
	})
}

func TestApprovalsAreJudgedAsDeclared(t *testing.T) {
	open := ballot.Validity{Blank: ballot.Ignore, Duplicate: ballot.Ignore, Unknown: ballot.Ignore,
		Withdrawn: ballot.Ignore}
	judge(t, ballot.Approval, []judged{
		{"sound", ballot.Choose(2, 0), ballot.Validity{}, ballot.Valid, "0@0 2@0 ", ballot.Valid},
		{"values mean nothing", ballot.Rank(2, 0), ballot.Validity{}, ballot.Valid, "0@0 2@0 ", ballot.Valid},
		{"blank", ballot.Choose(), ballot.Validity{}, ballot.Blank, "", ballot.Valid},
		{"too many", ballot.Choose(0, 1, 2), ballot.Validity{MaxChoices: 2}, ballot.TooMany, "", ballot.Valid},
		{"duplicate refused", ballot.Choose(0, 0), ballot.Validity{}, ballot.DuplicateName, "", ballot.Valid},
		{"duplicate passed over is one choice", ballot.Choose(0, 0, 1),
			ballot.Validity{Duplicate: ballot.Ignore, MaxChoices: 2}, ballot.Valid, "0@0 1@0 ", ballot.Valid},
		{"unknown refused", ballot.Choose(9), ballot.Validity{}, ballot.NoSuchOption, "", ballot.Valid},
		{"unknown passed over", ballot.Choose(9, 1), open, ballot.Valid, "1@0 ", ballot.Valid},
		{"only unknown is no blank ballot", ballot.Choose(9), open, ballot.Valid, "", ballot.Valid},
		{"withdrawn refused", ballot.Choose(4), ballot.Validity{}, ballot.WithdrawnName, "", ballot.Valid},
		{"withdrawn passed over", ballot.Choose(4, 3), open, ballot.Valid, "3@0 ", ballot.Valid},
		{"several flaws in any order", ballot.Choose(0, 0, 9, 4), ballot.Validity{}, ballot.NoSuchOption, "",
			ballot.Valid},
		{"several flaws in another order", ballot.Choose(4, 9, 0, 0), ballot.Validity{}, ballot.NoSuchOption, "",
			ballot.Valid},
		{"too many, and unknown", ballot.Choose(9, 0, 1), ballot.Validity{MaxChoices: 1}, ballot.TooMany, "",
			ballot.Valid},
		{"several at one place", ballot.Choose(ballot.SeveralOptions), open, ballot.Overvote, "", ballot.Valid},
	})
}

func TestSingleChoiceHasOneMark(t *testing.T) {
	judge(t, ballot.Plurality, []judged{
		{"sound", ballot.Choose(3), ballot.Validity{}, ballot.Valid, "3@0 ", ballot.Valid},
		{"two", ballot.Choose(0, 1), ballot.Validity{}, ballot.Overvote, "", ballot.Valid},
		{"two of which one has withdrawn", ballot.Choose(0, 4), ballot.Validity{Withdrawn: ballot.Ignore},
			ballot.Valid, "0@0 ", ballot.Valid},
		{"the same twice", ballot.Choose(1, 1), ballot.Validity{Duplicate: ballot.Ignore}, ballot.Valid, "1@0 ",
			ballot.Valid},
	})
}

func TestMotionHasOneAnswer(t *testing.T) {
	judge(t, ballot.Motion, []judged{
		{"abstention", ballot.Choose(ballot.Abstain), ballot.Validity{}, ballot.Valid, "2@0 ", ballot.Valid},
		{"yes and no", ballot.Choose(ballot.Yes, ballot.No), ballot.Validity{}, ballot.Overvote, "", ballot.Valid},
		{"a fourth answer", ballot.Choose(3), ballot.Validity{}, ballot.NoSuchOption, "", ballot.Valid},
		{"blank is no abstention", ballot.Choose(), ballot.Validity{Blank: ballot.Ignore}, ballot.Valid, "",
			ballot.Valid},
	})
}

func TestPointsStayOnTheScale(t *testing.T) {
	judge(t, ballot.Score, []judged{
		{"sound", ballot.Grade(3, -1, 0), ballot.Validity{}, ballot.Valid, "0@3 1@-1 2@0 ", ballot.Valid},
		{"the least is what no mark means", ballot.Grade(-2, 1), ballot.Validity{}, ballot.Valid, "1@1 ",
			ballot.Valid},
		{"above", ballot.Grade(4), ballot.Validity{}, ballot.OutOfRange, "", ballot.Valid},
		{"below", ballot.Grade(-3), ballot.Validity{}, ballot.OutOfRange, "", ballot.Valid},
		{"points twice", ballot.Ballot{Marks: []ballot.Mark{{Option: 1, Value: 1}, {Option: 1, Value: 3}}},
			ballot.Validity{Duplicate: ballot.Ignore}, ballot.Valid, "1@1 ", ballot.Valid},
		{"points for who has withdrawn", ballot.Grade(0, 0, 0, 0, 9), ballot.Validity{Withdrawn: ballot.Ignore},
			ballot.Valid, "0@0 1@0 2@0 3@0 ", ballot.Valid},
	})
}

func TestReasonsAreWrittenAndReadByTheirCodes(t *testing.T) {
	for reason := ballot.Valid; reason <= ballot.Overvote; reason++ {
		text, err := reason.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, reason.String(), string(text))
		again, err := ballot.ParseReason(string(text))
		require.NoError(t, err)
		assert.Equal(t, reason, again)
	}
	_, err := (ballot.Overvote + 1).MarshalText()
	require.Error(t, err)
	_, err = ballot.ParseReason("tired")
	require.Error(t, err)
}
