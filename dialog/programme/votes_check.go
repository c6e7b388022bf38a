package programme

import (
	"fmt"
	"maps"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// votes applies the rules about votes to each vote of the file.
func (c *checker) votes() {
	for i := range c.programme.Votes {
		v := voteCheck{Check: c.Check, v: &c.programme.Votes[i], path: at("votes", i)}
		v.run()
	}
}

// A voteCheck is one run over one vote.
type voteCheck struct {
	*dialog.Check
	v    *Vote
	path string
}

// name is the argument by which sentences name the vote.
func (v *voteCheck) name() i18n.Arg { return v.v.Title.Arg("vote", v.v.ID) }

func (v *voteCheck) run() {
	contest := v.v.Contest
	if contest.ID == "" {
		contest.ID = v.v.ID
	}
	if !v.contest(&contest) {
		return
	}
	tally, ok := v.ballots(&contest)
	if !ok {
		return
	}
	lot, ok := v.lot(&contest)
	if !ok || v.v.Result == nil {
		return
	}
	r, err := ballot.Count(tally, ballot.Options{Lot: lot})
	if err != nil { // a lot that its key does not draw
		v.Break(RuleVoteLot, v.path+".lot", v.name())
		return
	}
	v.result(&contest, r)
}

// contestRules are the rules about what a contest declares, by the kind of problem.
var contestRules = map[ballot.Problem]dialog.RuleID{
	ballot.Missing: RuleContest, ballot.Doubled: RuleContest, ballot.Unusable: RuleContest, ballot.BadNumber: RuleContest,
	ballot.NoBasis: RuleVoteBasis, ballot.NoSeats: RuleVoteSeats, ballot.BadWeight: RuleVoteWeights,
}

// contest is BAL-01 to BAL-04: what was declared does not contradict itself.
func (v *voteCheck) contest(c *ballot.Contest) bool {
	broken := map[dialog.RuleID]bool{}
	for _, e := range ballot.Contradictions(c.Validate()) {
		id := contestRules[e.Problem]
		broken[id] = true
		v.Break(id, v.path+".contest."+e.Path, v.name(), i18n.Text("field", e.Path), i18n.Text("value", e.Value),
			i18n.Text("method", c.Method.String()), i18n.List("words", e.Allowed...), i18n.Int("min", e.Low), i18n.Int("max", e.High),
			i18n.Int("seats", c.Seats), i18n.Term("fact", "vote.problem."+problemKey(e)))
	}
	for _, id := range []dialog.RuleID{RuleContest, RuleVoteBasis, RuleVoteSeats, RuleVoteWeights} {
		if !broken[id] {
			v.Held(id)
		}
	}
	return len(broken) == 0
}

// problemKey names the sentence about a contradiction.
func problemKey(e *ballot.ContestError) string {
	switch {
	case e.Problem == ballot.Missing:
		return "missing"
	case e.Problem == ballot.Doubled:
		return "doubled"
	case e.Problem == ballot.BadNumber && e.High > 0:
		return "range"
	case e.Problem == ballot.BadNumber:
		return "number"
	case len(e.Allowed) > 0:
		return "words"
	}
	return "unusable"
}

// ballots is BAL-05: every ballot can count. Ballots that were made invalid on
// purpose are no breach.
func (v *voteCheck) ballots(c *ballot.Contest) (*ballot.Tally, bool) {
	t, err := ballot.NewTally(c)
	if err != nil {
		return nil, false // BAL-01 has said so
	}
	clean := true
	for i := range v.v.Ballots {
		b := &v.v.Ballots[i]
		reason, err := t.Add(b.ballot(c), uint64(max(1, b.N)))
		if err != nil {
			reason = ballot.TooMany
		}
		if reason != ballot.Valid && reason != ballot.Spoilt {
			clean = false
			v.Break(RuleVoteBallots, fmt.Sprintf("%s.ballots[%d]", v.path, i), v.name(), i18n.Int("n", max(1, b.N)),
				i18n.Term("reason", reason.TextKey()))
		}
	}
	if clean {
		v.Held(RuleVoteBallots)
	}
	return t, true
}

// ballot turns an entry of the file into a ballot.
func (b *Ballots) ballot(c *ballot.Contest) ballot.Ballot {
	out := ballot.Ballot{Spoilt: b.Spoilt}
	if b.Group != "" || len(c.Groups) > 0 {
		out.Group = c.GroupIndex(b.Group)
	}
	for _, id := range b.For {
		out.Marks = append(out.Marks, ballot.Mark{Option: c.Index(id)})
	}
	for i, rank := range b.Ranks {
		for _, id := range rank {
			out.Marks = append(out.Marks, ballot.Mark{Option: c.Index(id), Value: i + 1})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(b.Points)) {
		out.Marks = append(out.Marks, ballot.Mark{Option: c.Index(id), Value: b.Points[id]})
	}
	return out
}

// lot is BAL-06: a lot order has every option once, in the order that its key draws.
func (v *voteCheck) lot(c *ballot.Contest) (*ballot.Lot, bool) {
	if v.v.Lot == nil {
		return nil, true
	}
	lot := &ballot.Lot{How: v.v.Lot.How, Key: v.v.Lot.Key}
	for _, id := range v.v.Lot.Order {
		lot.Order = append(lot.Order, c.Index(id))
	}
	if err := lot.Check(len(c.Options)); err != nil {
		v.Break(RuleVoteLot, v.path+".lot", v.name())
		return nil, false
	}
	v.Held(RuleVoteLot)
	return lot, true
}

// result is BAL-07 to BAL-09: what was published is what the ballots say.
func (v *voteCheck) result(c *ballot.Contest, r *ballot.Result) {
	p := v.v.Result
	path := v.path + ".result"
	if r.Outcome == ballot.Tied && p.Outcome == ballot.Elected {
		v.Break(RuleVoteTie, path, v.name(), i18n.List("names", tiedNames(c, r)...))
		return
	}
	v.Held(RuleVoteTie)
	counted := make([]string, len(r.Elected))
	for i, o := range r.Elected {
		counted[i] = c.OptionID(o)
	}
	if p.Outcome != r.Outcome || p.Elected != nil && !sameSet(p.Elected, counted) {
		v.Break(RuleVoteResult, path, v.name(),
			i18n.Term("published", "vote.published."+outcomeKey(p.Outcome, p.Elected)), i18n.List("published-names", p.Elected...),
			i18n.Term("counted", "vote.counted."+outcomeKey(r.Outcome, counted)), i18n.List("counted-names", counted...))
	} else {
		v.Held(RuleVoteResult)
	}
	v.totals(c, r, path)
}

// totals is BAL-09.
func (v *voteCheck) totals(c *ballot.Contest, r *ballot.Result, path string) {
	if len(v.v.Result.Votes) == 0 || len(r.Rounds) == 0 {
		return
	}
	held := true
	for _, id := range slices.Sorted(maps.Keys(v.v.Result.Votes)) {
		published, counted := v.v.Result.Votes[id], ballot.Number{}
		if o := c.Index(id); o >= 0 {
			counted = r.Rounds[0].Votes[o]
		}
		if counted.IsZero() || published.Rat().Cmp(counted.Rat()) != 0 {
			held = false
			v.Break(RuleVoteTotals, path+".votes."+id, v.name(), i18n.Text("option", id),
				i18n.Text("published", published.String()), i18n.Text("counted", orDash(counted.String())))
		}
	}
	if held {
		v.Held(RuleVoteTotals)
	}
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// outcomeKey names the sentence about an outcome.
func outcomeKey(o ballot.Outcome, elected []string) string {
	if o == ballot.Elected && len(elected) == 0 {
		return "nobody"
	}
	return o.String()
}

// tiedNames are the options that some sets have and others have not.
func tiedNames(c *ballot.Contest, r *ballot.Result) (names []string) {
	for o := range c.Options {
		in := 0
		for _, set := range r.Sets {
			if slices.Contains(set, o) {
				in++
			}
		}
		if in > 0 && in < len(r.Sets) {
			names = append(names, c.OptionID(o))
		}
	}
	return names
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
