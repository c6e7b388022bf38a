package ballot_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// stakeholders are three groups.
func stakeholders() []ballot.Group {
	return []ballot.Group{{ID: "Zivilgesellschaft", Eligible: 20}, {ID: "Wissenschaft", Eligible: 10},
		{ID: "Wirtschaft", Eligible: 8}}
}

// byGroups are approvals of three groups, the last of which is small.
func byGroups() []several {
	return []several{{9, ballot.Choose(0, 1)}, {3, ballot.Choose(2)}, {4, ballot.Choose(1, 2).In(1)},
		{2, ballot.Choose(3).In(1)},
		{2, ballot.Choose(2).In(2)}, {1, ballot.Ballot{Group: 2}}, {1, ballot.Ballot{Group: 7}}}
}

// caseContests are results whose explanation has parts that the others have not.
func caseContests(t *testing.T) map[string]*ballot.Result {
	weighted := ballot.Weighting{Rule: ballot.ByTurnout}
	groups := ballot.Contest{Method: ballot.Approval, Seats: 2, Options: workstreams(), Groups: stakeholders(),
		Weighting: weighted,
		Validity:  ballot.Validity{Blank: ballot.Ignore}}
	with := func(change func(*ballot.Contest)) ballot.Contest {
		c := groups
		change(&c)
		return c
	}
	half := ballot.Majority{Share: ballot.Share(1, 3), Basis: ballot.OfCast, AtLeast: true}
	none := append(workstreams(), ballot.Option{ID: "none", Name: "Keine davon", None: true})
	none[3].Withdrawn = true
	return map[string]*ballot.Result{
		"weighted": outcome(t, groups, ballot.Options{}, byGroups()...),
		"merged":   outcome(t, with(func(c *ballot.Contest) { c.Merge = 5 }), ballot.Options{}, byGroups()...),
		"absent": outcome(t, with(func(c *ballot.Contest) { c.Weighting.Absent = ballot.SharedOut; c.Weighting.MinTurnout = 10 }),
			ballot.Options{}, byGroups()[:4]...),
		"floor": outcome(t, with(func(c *ballot.Contest) {
			c.Floor = &ballot.Requirement{Overall: &half, Groups: &ballot.GroupMajority{Majority: half, In: 2}}
		}), ballot.Options{}, byGroups()...),
		"no-quorum": outcome(t, with(func(c *ballot.Contest) {
			c.Quorum = &ballot.Quorum{Ballots: 100,
				GroupBallots: 3}
		}), ballot.Options{}, byGroups()...),
		"shares": outcome(t, with(func(c *ballot.Contest) {
			c.Method = ballot.EqualShares
			c.Variant.Completion = ballot.ByApproval
		}), ballot.Options{}, byGroups()...),
		"motion-groups": outcome(t, ballot.Contest{Method: ballot.Motion, Groups: stakeholders(),
			Majority: &ballot.Requirement{
				Overall: new(ballot.TwoThirds(ballot.OfCast)),
				Groups:  &ballot.GroupMajority{Majority: ballot.SimpleMajority(), In: 2, Objections: new(1)}}}, ballot.Options{},
			several{9, ballot.Choose(ballot.Yes)}, several{3, ballot.Choose(ballot.No)},
			several{2, ballot.Choose(ballot.Yes).In(1)},
			several{4, ballot.Choose(ballot.No).In(1)}, several{5, ballot.Choose(ballot.Yes).In(2)},
			several{2, ballot.Choose(ballot.Abstain).In(2)}),
		"tied": outcome(t, ballot.Contest{Method: ballot.Approval, Seats: 2, Options: workstreams()}, ballot.Options{},
			several{3, ballot.Choose(0)}, several{2, ballot.Choose(1, 2)}),
		"lot": outcome(t, ballot.Contest{Method: ballot.ScottishSTV, Seats: 1, Options: workstreams(),
			Tie: ballot.TieByEarlier},
			ballot.Options{Lot: byHand(3, 2, 1, 0)},
			several{4, ballot.Rank(0)}, several{2, ballot.Rank(1, 0)}, several{3, ballot.Rank(2)},
			several{1, ballot.Rank(3, 1)}),
		"none-of-these": outcome(t, ballot.Contest{Method: ballot.Schulze, Seats: 1, Options: none},
			ballot.Options{Without: []int{2}},
			several{3, ballot.Rank(4)}, several{1, ballot.Rank(0, 4)}, several{1, ballot.Rank(3)}),
		"empty": outcome(t, ballot.Contest{Method: ballot.InstantRunoff, Seats: 1, Options: workstreams()},
			ballot.Options{}),
		"uncontested": outcome(t, ballot.Contest{Method: ballot.Approval, Seats: 5, Vacant: true, Uncontested: true,
			Options: workstreams()},
			ballot.Options{}),
	}
}

func TestOutcomesOfEveryKindAreExplained(t *testing.T) {
	for name, r := range caseContests(t) {
		for _, lang := range []string{"de", "en"} {
			golden(t, name+"."+lang+".txt", explained(t, r, lang, ballot.ExplainText))
			explained(t, r, lang, ballot.ExplainMarkdown)
		}
	}
}

func TestNamesCannotChangeTheLayout(t *testing.T) {
	options := []ballot.Option{
		{ID: "a", Name: "<script>alert(1)</script>"}, {ID: "b", Name: "**fett** | Spalte | [x](https://example.org)"},
		{ID: "c", Name: "\u202eumgekehrt\u202c \x1b[31m\u200b\a"}, {ID: "d", Name: "שלום 12"},
		{ID: "e", Name: "投票所"}, {ID: "f", Name: "gleich"}, {ID: "g", Name: "gleich"},
		{ID: "h", Name: "- # 1. www.example.org `code` ~~weg~~ @alle &amp; \\| $x$"},
	}
	r := outcome(t, ballot.Contest{ID: "x", Title: "# | <b>\u2028", Method: ballot.Schulze, Seats: 1,
		Options: options}, ballot.Options{},
		several{2, ballot.Rank(0, 1, 2, 3, 4, 5, 6, 7)}, several{1, ballot.Rank(7, 6, 5)})
	golden(t, "hostile.de.txt", explained(t, r, "de", ballot.ExplainText))
	golden(t, "hostile.en.md", explained(t, r, "en", ballot.ExplainMarkdown))
	golden(t, "hostile.de.html", explained(t, r, "de", ballot.ExplainHTML(3)))
	for _, f := range []ballot.ExplainFormat{ballot.ExplainText, ballot.ExplainMarkdown, ballot.ExplainHTML(3)} {
		text := string(explained(t, r, "de", f))
		for _, hidden := range []string{"\u202e", "\u202c", "\x1b", "\u200b", "\a", "\u2028"} {
			assert.NotContains(t, text, hidden)
		}
	}
	for line := range strings.Lines(string(explained(t, r, "de", ballot.ExplainMarkdown))) {
		if strings.HasPrefix(line, "| 1 |") {
			assert.Equal(t, 11, strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"), "no name adds a column")
		}
	}
}

// Whatever the ballots are, no text is missing and nothing panics.
func TestEveryResultCanBeExplained(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c, tally := anyElection(rt)
		o := ballot.Options{}
		if rapid.Bool().Draw(rt, "lot") && len(c.Options) > 0 {
			l, err := ballot.DrawLot("key", len(c.Options), ballot.RFC3797)
			require.NoError(rt, err)
			o.Lot = l
		}
		r, err := ballot.Count(tally, o)
		require.NoError(rt, err)
		for _, lang := range []string{"de", "en"} {
			texts, err := i18n.New(i18n.Options{OnMissing: func(m i18n.Missing) { rt.Errorf("missing: %+v", m) }})
			require.NoError(rt, err)
			for _, f := range []ballot.ExplainFormat{ballot.ExplainText, ballot.ExplainMarkdown, ballot.ExplainHTML(2)} {
				var b bytes.Buffer
				require.NoError(rt, r.Explain(&b, texts.Localizer(lang), f))
				if f == ballot.ExplainHTML(2) {
					wellFormed(rt, b.Bytes())
				}
				for line := range strings.Lines(b.String()) {
					assert.False(rt, f == ballot.ExplainText &&
						strings.HasSuffix(strings.TrimSuffix(line, "\n"), " "), "no blank ends a line: %q", line)
				}
			}
		}
	})
}

// anyElection draws a contest of any method with ballots.
func anyElection(rt *rapid.T) (*ballot.Contest, *ballot.Tally) {
	method := rapid.SampledFrom(ballot.Methods()).Draw(rt, "method")
	c := &ballot.Contest{ID: "x", Method: method, Validity: ballot.Validity{Blank: ballot.Ignore}}
	n := 3
	if method == ballot.Motion {
		c.Majority = &ballot.Requirement{Overall: new(ballot.SimpleMajority())}
	} else {
		n = rapid.IntRange(1, 5).Draw(rt, "options")
		for o := range n {
			c.Options = append(c.Options, ballot.Option{ID: fmt.Sprint(o)})
		}
		c.Seats, c.Vacant = 1, true
		if !method.SingleSeat() {
			c.Seats = rapid.IntRange(1, 4).Draw(rt, "seats")
		}
	}
	if method == ballot.Score {
		c.Variant.MaxPoints = 3
	}
	if method == ballot.EqualShares {
		c.Variant.Completion = rapid.SampledFrom([]ballot.Completion{ballot.ByPhragmen, ballot.ByApproval,
			ballot.NoneLeft}).Draw(rt, "completion")
	}
	c.Groups = stakeholders()
	if rapid.Bool().Draw(rt, "weighted") && method != ballot.ScottishSTV && method != ballot.WeightedSTV &&
		method != ballot.MeekSTV {
		c.Weighting.Rule = ballot.ByTurnout
	}
	tally, err := ballot.NewTally(c)
	require.NoError(rt, err)
	for range rapid.IntRange(0, 8).Draw(rt, "ballots") {
		var b ballot.Ballot
		for place, o := range rapid.Permutation(indices(n)).Draw(rt, "order")[:rapid.IntRange(0, n).Draw(rt, "length")] {
			b.Marks = append(b.Marks, ballot.Mark{Option: o, Value: place + 1})
		}
		b.Group = rapid.IntRange(0, 3).Draw(rt, "group")
		_, err := tally.Add(b, rapid.Uint64Range(1, 3).Draw(rt, "n"))
		require.NoError(rt, err)
	}
	return c, tally
}

func indices(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

type brokenWriter struct{}

var errBroken = errors.New("broken")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestExplainFailsWhereItCannotWrite(t *testing.T) {
	r := caseContests(t)["empty"]
	assert.ErrorIs(t, r.Explain(brokenWriter{}, nil, ballot.ExplainText), errBroken)
	assert.ErrorIs(t, r.Explain(&bytes.Buffer{}, nil, 7), ballot.ErrMalformed)
	assert.ErrorIs(t, new(ballot.Result).Explain(&bytes.Buffer{}, nil, ballot.ExplainText), ballot.ErrMalformed)
	var b bytes.Buffer
	require.NoError(t, r.Explain(&b, nil, ballot.ExplainText))
	assert.Contains(t, b.String(), "Nobody is elected", "without a localizer it is English")
}

// wellFormed checks that every element is closed: what Explain writes as HTML is XML, too,
// but for having no root.
func wellFormed(t require.TestingT, data []byte) {
	d := xml.NewDecoder(io.MultiReader(strings.NewReader("<r>"), bytes.NewReader(data), strings.NewReader("</r>")))
	for {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		require.NoError(t, err)
	}
}

func TestHeadingsOfHTMLBeginAtTheirLevel(t *testing.T) {
	r := outcome(t, ballot.Contest{ID: "x", Title: "Wahl", Method: ballot.Schulze, Seats: 1, Options: workstreams()}, ballot.Options{}, rankings()...)
	for level, want := range map[int]string{-1: "<h1>", 1: "<h1>", 4: "<h4>", 6: "<h6>", 7: "<h6>"} {
		assert.True(t, strings.HasPrefix(string(explained(t, r, "de", ballot.ExplainHTML(level))), want), "level %d", level)
	}
	assert.Contains(t, string(explained(t, r, "de", ballot.ExplainHTML(6))), "<h6>", "no heading is deeper than HTML has")
	assert.NotContains(t, string(explained(t, r, "de", ballot.ExplainHTML(6))), "<h7>")
}

// The five groups of the programme have names in both languages, and so has the choice of
// none: an ID is not for people.
func TestGroupsAndNoneAreNamedAsPeopleCallThem(t *testing.T) {
	options := append(workstreams()[:2], ballot.Option{ID: "none-of-these", None: true})
	c := ballot.Contest{Method: ballot.Approval, Seats: 1, Options: options, Merge: 3, Validity: ballot.Validity{Blank: ballot.Ignore},
		Groups: []ballot.Group{{ID: "civil-society"}, {ID: "science"}, {ID: "business"}, {ID: "gremium"}}}
	r := outcome(t, c, ballot.Options{}, several{4, ballot.Choose(0)}, several{2, ballot.Choose(2).In(1)}, several{2, ballot.Choose(1).In(2)},
		several{5, ballot.Choose(1).In(3)})
	for lang, want := range map[string][]string{
		"de": {"Organisierte Zivilgesellschaft", "Wissenschaft + Wirtschaft", ": Wissenschaft und Wirtschaft.", "gremium", "Keine dieser Optionen"},
		"en": {"Organised civil society", "Science + business", ": science and business.", "gremium", "None of these options"},
	} {
		text := string(explained(t, r, lang, ballot.ExplainMarkdown))
		for _, s := range want {
			assert.Contains(t, text, s)
		}
		for _, id := range []string{"civil-society", "none-of-these"} {
			assert.NotContains(t, text, id)
		}
	}
}
