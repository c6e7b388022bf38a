package ballot_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A contradiction is what one change makes of a sound contest.
type contradiction struct {
	name    string
	method  ballot.Method // approval when absent
	change  func(c *ballot.Contest)
	problem ballot.Problem
	path    string
	value   string // what the message says of the value
	way     string // what the message says of the way out
}

// sound is a contest without contradictions.
func sound(m ballot.Method) *ballot.Contest {
	c := &ballot.Contest{ID: "vote", Method: m, Seats: 1, Options: numbered(3),
		Groups: []ballot.Group{{ID: "a", Eligible: 5}, {ID: "b", Eligible: 7}}, Eligible: 12}
	switch m {
	case ballot.Motion:
		m := ballot.SimpleMajority()
		c.Options, c.Seats, c.Majority = nil, 0, &ballot.Requirement{Overall: &m}
	case ballot.Score:
		c.Variant.MaxPoints = 5
	}
	return c
}

// floor asks for a majority.
func floor(m ballot.Majority) *ballot.Requirement { return &ballot.Requirement{Overall: &m} }

func TestSoundContestOfEachMethodIsAccepted(t *testing.T) {
	for _, m := range ballot.Methods() {
		require.NoError(t, sound(m).Validate(), m)
	}
}

func TestContradictionInAContestIsNamedWithItsPlace(t *testing.T) {
	all := append(identityContradictions(), groupContradictions()...)
	all = append(all, variantContradictions()...)
	for _, test := range append(all, requirementContradictions()...) {
		t.Run(test.name, func(t *testing.T) {
			if test.method == 0 {
				test.method = ballot.Approval
			}
			c := sound(test.method)
			test.change(c)
			err := c.Validate()
			require.ErrorIs(t, err, ballot.ErrContest)
			found := ballot.Contradictions(err)
			require.Len(t, found, 1, "%v", err)
			assert.Equal(t, test.problem, found[0].Problem, "%s", found[0])
			assert.Equal(t, test.path, found[0].Path)
			assert.Equal(t, test.value, found[0].Value)
			assert.Contains(t, found[0].Want, test.way)
			line := found[0].Error()
			assert.NotContains(t, line, "\n")
			assert.Contains(t, line, test.path+": "+test.problem.String()+": ")
			assert.Contains(t, line, "(want "+found[0].Want+")")

			_, err = ballot.NewTally(c)
			require.ErrorIs(t, err, ballot.ErrContest)
			_, err = c.Canonical()
			require.ErrorIs(t, err, ballot.ErrContest)
			assert.Zero(t, c.Digest())
		})
	}
}

func identityContradictions() []contradiction {
	return []contradiction{
		{"no ID", 0, func(c *ballot.Contest) { c.ID = "" }, ballot.Missing, "id", "", "a name for the contest"},
		{"ID of two lines", 0, func(c *ballot.Contest) { c.ID = "a\nb" }, ballot.Unusable, "id", "a\nb", "one line"},
		{"title that is no text", 0, func(c *ballot.Contest) { c.Title = "\xff" }, ballot.Unusable, "title", "\xff",
			"UTF-8"},
		{"options of a motion", ballot.Motion, func(c *ballot.Contest) { c.Options = numbered(2) },
			ballot.Unusable, "options", "2", "none"},
		{"seats of a motion", ballot.Motion, func(c *ballot.Contest) { c.Seats = 2 }, ballot.Unusable, "seats", "2",
			"0 for a motion"},
		{"motion without majority", ballot.Motion, func(c *ballot.Contest) { c.Majority = nil },
			ballot.Missing, "majority", "", "the majority that adopts"},
		{"majority of an election", 0, func(c *ballot.Contest) { c.Majority = floor(ballot.SimpleMajority()) },
			ballot.Unusable, "majority", "approval", "floor"},
		{"floor without a count", 0, func(c *ballot.Contest) {
			c.Uncontested, c.Floor = true, floor(ballot.SimpleMajority())
		}, ballot.Unusable, "uncontested", "true", "no floor"},
		{"no seat", 0, func(c *ballot.Contest) { c.Seats = 0 }, ballot.BadNumber, "seats", "0", "1 to 1024"},
		{"seats below nothing", 0, func(c *ballot.Contest) { c.Seats = -1 }, ballot.BadNumber, "seats", "-1",
			"1 to 1024"},
		{"more seats than options", 0, func(c *ballot.Contest) { c.Seats = 4 }, ballot.NoSeats, "seats", "4",
			"at most 3, or vacant"},
		{"more seats than options that stand", 0, func(c *ballot.Contest) {
			c.Seats, c.Options[1].Withdrawn = 3, true
		}, ballot.NoSeats, "seats", "3", "at most 2, or vacant"},
		{"two seats of one", ballot.Schulze, func(c *ballot.Contest) { c.Seats = 2 }, ballot.Unusable, "seats", "2",
			"schulze fills one seat"},
		{"too many options", 0, func(c *ballot.Contest) { c.Options = numbered(1025) }, ballot.BadNumber, "options",
			"1025", "0 to 1024"},
		{"too many pairs", ballot.RankedPairs, func(c *ballot.Contest) { c.Options = numbered(257) },
			ballot.BadNumber, "options", "257", "0 to 256"},
		{"too many rounds", ballot.Phragmen, func(c *ballot.Contest) { c.Options = numbered(401) },
			ballot.BadNumber, "options", "401", "0 to 400"},
		{"too many sets", ballot.ProportionalPAV, func(c *ballot.Contest) { c.Options, c.Seats = numbered(21), 10 },
			ballot.BadNumber, "seats", "10", "sequential-pav"},
		{"option without ID", 0, func(c *ballot.Contest) { c.Options[1].ID = "" }, ballot.Missing, "options[1].id",
			"", "a name for the option"},
		{"option twice", 0, func(c *ballot.Contest) { c.Options[2].ID = "o0" }, ballot.Doubled, "options[2].id",
			"o0", "options[0]"},
		{"name of two lines", 0, func(c *ballot.Contest) { c.Options[0].Name = "a\rb" }, ballot.Unusable,
			"options[0].name", "a\rb", "one line"},
		{"affiliation with zero", 0, func(c *ballot.Contest) { c.Options[0].Affiliation = "\x00" },
			ballot.Unusable, "options[0].affiliation", "\x00", "one line"},
		{"none twice", 0, func(c *ballot.Contest) { c.Options[0].None, c.Options[1].None = true, true },
			ballot.Doubled, "options[1].none", "o1", "one option for none"},
		{"none for several seats", 0, func(c *ballot.Contest) { c.Seats, c.Options[0].None = 2, true },
			ballot.Unusable, "options[0].none", "o0", "one seat"},
		{"write-ins twice", ballot.InstantRunoff, func(c *ballot.Contest) {
			c.Options[0].WriteIns, c.Options[1].WriteIns = true, true
		},
			ballot.Doubled, "options[1].write_ins", "o1", "one pile"},
		{"write-ins of a method without", 0, func(c *ballot.Contest) { c.Options[0].WriteIns = true },
			ballot.Unusable, "options[0].write_ins", "o0", "instant-runoff or wigm-stv"},
		{"cap below nothing", 0, func(c *ballot.Contest) { c.Cap = -1 }, ballot.BadNumber, "cap", "-1", "0 to 1024"},
		{"cap of a method without", ballot.MeekSTV, func(c *ballot.Contest) { c.Cap = 1 }, ballot.Unusable, "cap",
			"1", "knows no limit"},
	}
}

func groupContradictions() []contradiction {
	byTurnout := func(c *ballot.Contest) { c.Weighting.Rule = ballot.ByTurnout }
	return []contradiction{
		{"eligible below nothing", 0, func(c *ballot.Contest) { c.Eligible = -1 }, ballot.BadNumber, "eligible",
			"-1", "0 to"},
		{"group without ID", 0, func(c *ballot.Contest) { c.Groups[1].ID = "" }, ballot.Missing, "groups[1].id", "",
			"a name for the group"},
		{"group twice", 0, func(c *ballot.Contest) { c.Groups[1].ID = "a" }, ballot.Doubled, "groups[1].id", "a",
			"groups[0]"},
		{"group of less than nobody", 0, func(c *ballot.Contest) { c.Groups[0].Eligible = -2 },
			ballot.BadNumber, "groups[0].eligible", "-2", "0 to"},
		{"weight by people of an unknown number", 0, func(c *ballot.Contest) {
			c.Weighting.Rule, c.Groups[1].Eligible = ballot.ByEligible, 0
		}, ballot.BadWeight, "groups[1].eligible", "0", "people entitled"},
		{"shares beyond one", 0, func(c *ballot.Contest) {
			byTurnout(c)
			c.Groups[0].Share, c.Groups[1].Share = ballot.Share(1, 2), ballot.Share(2, 3)
		}, ballot.BadWeight, "groups", "7/6", "add up to 1"},
		{"share of one group only", 0, func(c *ballot.Contest) {
			byTurnout(c)
			c.Groups[0].Share = ballot.Share(1, 1)
		}, ballot.BadWeight, "groups", "1", "shares of all groups"},
		{"shares by heads", 0, func(c *ballot.Contest) {
			c.Groups[0].Share, c.Groups[1].Share = ballot.Share(1, 2), ballot.Share(1, 2)
		}, ballot.BadWeight, "weighting.rule", "per-head", "by-turnout or by-eligible"},
		{"minimum turnout by heads", 0, func(c *ballot.Contest) { c.Weighting.MinTurnout = 3 },
			ballot.BadWeight, "weighting.rule", "per-head", "by-turnout"},
		{"minimum turnout by people", 0, func(c *ballot.Contest) {
			c.Weighting = ballot.Weighting{Rule: ballot.ByEligible, MinTurnout: 3}
		}, ballot.BadWeight, "weighting.min_turnout", "3", "0 for weights by-eligible"},
		{"weights without groups", 0, func(c *ballot.Contest) {
			byTurnout(c)
			c.Groups = nil
		}, ballot.BadWeight, "weighting.rule", "by-turnout", "groups to weigh, or per-head"},
		{"weights of a rule without", ballot.ScottishSTV, byTurnout, ballot.BadWeight, "weighting.rule",
			"by-turnout", "per-head"},
		{"rule that does not exist", 0, func(c *ballot.Contest) { c.Weighting.Rule = 9 },
			ballot.Unusable, "weighting.rule", ballot.WeightRule(9).String(), "per-head, by-turnout, by-eligible"},
		{"merging without groups", 0, func(c *ballot.Contest) { c.Groups, c.Merge = nil, 3 }, ballot.Unusable,
			"merge", "3", "0 without groups"},
		{"merging below nothing", 0, func(c *ballot.Contest) { c.Merge = -3 }, ballot.BadNumber, "merge", "-3",
			"0 to"},
	}
}

func variantContradictions() []contradiction {
	return []contradiction{
		{"defeats", 0, func(c *ballot.Contest) { c.Variant.Defeats = ballot.Margins },
			ballot.Unusable, "variant.defeats", "margins", "schulze, ranked-pairs"},
		{"truncated", 0, func(c *ballot.Contest) { c.Variant.Truncated = ballot.TruncatedModest },
			ballot.Unusable, "variant.truncated", "modest", "borda"},
		{"points", 0, func(c *ballot.Contest) { c.Variant.MaxPoints = 5 }, ballot.Unusable, "variant.max_points",
			"5", "score"},
		{"scale upside down", ballot.Score, func(c *ballot.Contest) { c.Variant.MinPoints = 5 },
			ballot.BadNumber, "variant.max_points", "5 to 5", "least to most"},
		{"scale too long", ballot.Score, func(c *ballot.Contest) { c.Variant.MaxPoints = 1_000_001 },
			ballot.BadNumber, "variant.max_points", "0 to 1000001", "at most 1000000"},
		{"majority of first", 0, func(c *ballot.Contest) { c.Variant.MajorityOf = ballot.OfFirst },
			ballot.Unusable, "variant.majority_of", "first", "instant-runoff"},
		{"batch", 0, func(c *ballot.Contest) { c.Variant.Batch = true }, ballot.Unusable, "variant.batch", "true",
			"instant-runoff"},
		{"to the end", 0, func(c *ballot.Contest) { c.Variant.ToTheEnd = true },
			ballot.Unusable, "variant.to_the_end", "true", "instant-runoff"},
		{"least votes", 0, func(c *ballot.Contest) { c.Variant.MinVotes = 2 },
			ballot.Unusable, "variant.min_votes", "2", "instant-runoff, wigm-stv"},
		{"decimals", ballot.MeekSTV, func(c *ballot.Contest) { c.Variant.Decimals = 4 },
			ballot.Unusable, "variant.decimals", "4", "wigm-stv"},
		{"ten decimals", ballot.WeightedSTV, func(c *ballot.Contest) { c.Variant.Decimals = 10 },
			ballot.BadNumber, "variant.decimals", "10", "0 to 9"},
		{"quota", ballot.ScottishSTV, func(c *ballot.Contest) { c.Variant.Quota = ballot.HareWhole },
			ballot.Unusable, "variant.quota", "hare", "wigm-stv"},
		{"one by one", 0, func(c *ballot.Contest) { c.Variant.OneByOne = true },
			ballot.Unusable, "variant.one_by_one", "true", "wigm-stv"},
		{"completion", ballot.Phragmen, func(c *ballot.Contest) { c.Variant.Completion = ballot.NoneLeft },
			ballot.Unusable, "variant.completion", "none", "equal-shares"},
		{"blank ends", 0, func(c *ballot.Contest) { c.Validity.Blank = ballot.End },
			ballot.Unusable, "validity.blank", "end", "refuse, ignore"},
		{"overvote of approvals", 0, func(c *ballot.Contest) { c.Validity.Overvote = ballot.Ignore },
			ballot.Unusable, "validity.overvote", "ignore", "refuse"},
		{"equal ranks of runoff", ballot.InstantRunoff,
			func(c *ballot.Contest) { c.Validity.Overvote = ballot.AsEqual },
			ballot.Unusable, "validity.overvote", "equal", "schulze, ranked-pairs, borda"},
		{"several left of Borda", ballot.Borda, func(c *ballot.Contest) { c.Validity.Overvote = ballot.EndIfSeveral },
			ballot.Unusable, "validity.overvote", "end-if-several", "instant-runoff or wigm-stv"},
		{"skipped rank of approvals", 0, func(c *ballot.Contest) { c.Validity.Skipped = ballot.Ignore },
			ballot.Unusable, "validity.skipped", "ignore", "refuse"},
		{"duplicate ends approvals", 0, func(c *ballot.Contest) { c.Validity.Duplicate = ballot.End },
			ballot.Unusable, "validity.duplicate", "end", "refuse, ignore"},
		{"unknown ends", ballot.Schulze, func(c *ballot.Contest) { c.Validity.Unknown = ballot.End },
			ballot.Unusable, "validity.unknown", "end", "refuse, ignore"},
		{"withdrawn ends", ballot.Schulze, func(c *ballot.Contest) { c.Validity.Withdrawn = ballot.End },
			ballot.Unusable, "validity.withdrawn", "end", "refuse, ignore"},
		{"skipped ranks of approvals", 0, func(c *ballot.Contest) { c.Validity.MaxSkipped = 1 },
			ballot.Unusable, "validity.max_skipped", "1", "have no ranks"},
		{"choices below nothing", 0, func(c *ballot.Contest) { c.Validity.MaxChoices = -1 },
			ballot.BadNumber, "validity.max_choices", "-1", "0 to 1024"},
	}
}

func requirementContradictions() []contradiction {
	byGroups := func(g ballot.GroupMajority) func(c *ballot.Contest) {
		return func(c *ballot.Contest) { c.Floor = &ballot.Requirement{Groups: &g} }
	}
	overall := func(m ballot.Majority) func(c *ballot.Contest) {
		return func(c *ballot.Contest) { c.Floor = floor(m) }
	}
	quorum := func(q ballot.Quorum) func(c *ballot.Contest) { return func(c *ballot.Contest) { c.Quorum = &q } }
	three, simple := 3, ballot.SimpleMajority()
	return []contradiction{
		{"quorum of nothing", 0, quorum(ballot.Quorum{}), ballot.Missing, "quorum", "",
			"a number of ballots, a share"},
		{"quorum below nothing", 0, quorum(ballot.Quorum{Ballots: -1}), ballot.BadNumber, "quorum.ballots", "-1",
			"0 to"},
		{"quorum in more groups than there are", 0, quorum(ballot.Quorum{Groups: 3, GroupBallots: 1}),
			ballot.BadNumber, "quorum.groups", "3", "0 to 2"},
		{"quorum of groups without ballots", 0, quorum(ballot.Quorum{Ballots: 1, Groups: 2}),
			ballot.Unusable, "quorum.group_ballots", "0", "groups, and a number of ballots"},
		{"quorum by share of an unknown number", 0, func(c *ballot.Contest) {
			c.Eligible, c.Quorum = 0, &ballot.Quorum{Share: ballot.Share(1, 3)}
		}, ballot.Missing, "eligible", "0", "quorum by share"},
		{"floor of a method without", ballot.Borda, overall(simple), ballot.Unusable, "floor", "borda",
			"approvals or single choices"},
		{"floor of nothing", 0, func(c *ballot.Contest) { c.Floor = &ballot.Requirement{} },
			ballot.Missing, "floor", "", "an overall majority, or one by groups"},
		{"majority without basis", 0, overall(ballot.Majority{Share: ballot.Share(1, 2)}),
			ballot.NoBasis, "floor.overall.basis", ballot.Basis(0).String(), "cast, present, all"},
		{"majority without share", 0, overall(ballot.Majority{Basis: ballot.OfCast}),
			ballot.Missing, "floor.overall.share", "", "1/2"},
		{"more than all", 0, overall(ballot.Majority{Basis: ballot.OfCast, Share: ballot.Share(1, 1)}),
			ballot.BadNumber, "floor.overall.share", "1", "at_least"},
		{"majority of an unknown number", 0, func(c *ballot.Contest) {
			c.Eligible, c.Floor = 0, floor(ballot.AbsoluteMajority())
		},
			ballot.Missing, "eligible", "0", "majority of all"},
		{"group majority without basis", 0, byGroups(ballot.GroupMajority{Majority: ballot.Majority{Share: ballot.Share(1, 2)}}),
			ballot.NoBasis, "floor.groups.basis", ballot.Basis(0).String(), "cast, present, all"},
		{"group majority without groups", 0, func(c *ballot.Contest) {
			byGroups(ballot.GroupMajority{Majority: simple})(c)
			c.Groups = nil
		}, ballot.Unusable, "floor.groups", "", "a contest with groups"},
		{"more groups than there are", 0, byGroups(ballot.GroupMajority{Majority: simple, In: 3}),
			ballot.BadNumber, "floor.groups.in", "3", "0 to 2"},
		{"more objections than groups", 0, byGroups(ballot.GroupMajority{Majority: simple, Objections: &three}),
			ballot.BadNumber, "floor.groups.objections", "3", "0 to 2"},
		{"tie rule of a motion", ballot.Motion, func(c *ballot.Contest) { c.Tie = ballot.TieOpen },
			ballot.Unusable, "tie", "open", "status quo"},
		{"earlier rounds of a method without", 0, func(c *ballot.Contest) { c.Tie = ballot.TieByEarlier },
			ballot.Unusable, "tie", "earlier-rounds", "instant-runoff, scottish-stv, wigm-stv"},
		{"tie rule that does not exist", 0, func(c *ballot.Contest) { c.Tie = 7 },
			ballot.Unusable, "tie", ballot.TieRule(7).String(), "lot, earlier-rounds, open"},
		{"too long a list of sets", 0, func(c *ballot.Contest) { c.TieLimit = 10_001 },
			ballot.BadNumber, "tie_limit", "10001", "0 to 10000"},
	}
}

func TestAllContradictionsAreReportedInTheOrderOfTheFields(t *testing.T) {
	c := sound(ballot.Approval)
	c.ID, c.Options[1].ID, c.Groups[1].ID, c.Variant.Batch, c.TieLimit = "", "o0", "a", true, -1
	err := c.Validate()
	var paths []string
	for _, e := range ballot.Contradictions(err) {
		paths = append(paths, e.Path)
	}
	assert.Equal(t, []string{"id", "options[1].id", "groups[1].id", "variant.batch", "tie_limit"}, paths)
	assert.Len(t, strings.Split(err.Error(), "\n"), 5)
	var first *ballot.ContestError
	require.ErrorAs(t, err, &first)
	assert.Equal(t, "id", first.Path)
	assert.Nil(t, ballot.Contradictions(errors.New("something else")))
}

func TestUnknownMethodIsRefusedWithTheListOfMethods(t *testing.T) {
	for _, m := range []ballot.Method{0, ballot.Motion + 1} {
		c := sound(ballot.Approval)
		c.Method = m
		err := c.Validate()
		var e *ballot.ContestError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, ballot.Missing, e.Problem)
		assert.Equal(t, "method", e.Path)
		assert.Equal(t, ballot.Method(0).Allowed(), e.Allowed)
	}
}

func TestContestIsReadFromItsCanonicalEncodingOnly(t *testing.T) {
	for _, m := range ballot.Methods() {
		c := sound(m)
		c.Title = "Größe <1> & „zwei“"
		data, err := c.Canonical()
		require.NoError(t, err)
		again, err := ballot.DecodeContest(data)
		require.NoError(t, err)
		assert.Equal(t, c, again)
		assert.Equal(t, c.Digest(), again.Digest())

		for name, other := range map[string]string{
			"white space":       " " + string(data),
			"a field more":      strings.Replace(string(data), `{`, `{"more":1,`, 1),
			"a zero value":      strings.Replace(string(data), `{`, `{"seats":0,`, 1),
			"an escape":         strings.Replace(string(data), `<`, `\u003c`, 1),
			"something after":   string(data) + "{}",
			"half of it":        string(data[:len(data)/2]),
			"nothing":           "",
			"the same twice":    strings.Replace(string(data), `{`, `{"id":"vote",`, 1),
			"another contest":   strconv.Quote(string(data)),
			"a name in capital": strings.Replace(string(data), `"id"`, `"ID"`, 1),
		} {
			_, err := ballot.DecodeContest([]byte(other))
			require.ErrorIs(t, err, ballot.ErrMalformed, "%s: %s", m, name)
		}
	}
}
