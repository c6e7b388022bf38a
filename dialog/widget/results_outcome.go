package widget

import (
	"math/big"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// good reports whether something was decided for somebody: what is rejected, tied or
// without a quorum must not look like a success.
func (t tabulation) good() bool {
	return t.r.Outcome == ballot.Adopted || t.r.Outcome == ballot.Elected && len(t.r.Elected) > 0
}

// maxNamed is the number of elected options that one sentence names; more are listed.
const maxNamed = 3

// listed reports whether those elected stand in a list of their own.
func (t tabulation) listed() bool {
	return t.r.Outcome == ballot.Elected && len(t.r.Elected) > maxNamed
}

// outcome says what came out, and what else one must know for that.
func (t tabulation) outcome() (out []string) {
	say := func(key string, args ...i18n.Arg) { out = append(out, t.text(key, args...)) }
	switch r := t.r; {
	case r.Outcome == ballot.Elected && len(r.Elected) == 0:
		say("ballot.outcome.nobody")
	case t.listed():
		say("widget.results.elected-many", i18n.Int("n", len(r.Elected)))
	case r.Outcome == ballot.Elected && len(r.Elected) > 1:
		say("ballot.outcome.elected-several", t.names(r.Elected))
	default:
		say(r.Outcome.TextKey(), t.names(r.Elected))
	}
	if t.r.Outcome == ballot.Tied && len(t.r.Elected) > 0 {
		say("ballot.tied.certain", t.names(t.r.Elected))
	}
	if t.r.Vacant > 0 {
		say("widget.results.vacant", i18n.Int("n", t.r.Vacant))
	}
	if slices.ContainsFunc(t.r.Ties, func(tie ballot.Tie) bool { return tie.By == ballot.ByLot && tie.Decisive == ballot.MadeOutcome }) {
		say("ballot.outcome.by-lot")
	}
	all := t.turnout()
	if n := t.eligible(); n > 0 && all.entitled <= n {
		say("widget.results.eligible", whole("n", all.entitled), whole("of", n))
	}
	say("widget.results.turnout", whole("n", all.cast), whole("valid", all.valid), whole("invalid", all.cast-all.valid))
	if all.blank > 0 {
		say("ballot.ballots.blank", whole("n", all.blank))
	}
	return out
}

// A turnout counts ballots: all, those of people entitled to cast them, those that count,
// and of these the blank ones.
type turnout struct{ cast, entitled, valid, blank uint64 }

func (t tabulation) turnout() (all turnout) {
	for _, a := range t.r.Accounts {
		all.cast, all.valid, all.blank = all.cast+a.Cast, all.valid+a.Valid, all.blank+a.Blank
		all.entitled += a.Cast
		for _, c := range a.Invalid {
			if c.Reason == ballot.NotOnRoll {
				all.entitled -= c.Ballots
			}
		}
	}
	return all
}

// eligible is the number of people entitled to vote, 0 where the contest does not say.
func (t tabulation) eligible() uint64 {
	if t.c.Eligible > 0 {
		return uint64(t.c.Eligible)
	}
	sum := 0
	for _, g := range t.c.Groups {
		if g.Eligible == 0 {
			return 0
		}
		sum += g.Eligible
	}
	return uint64(sum)
}

// fewBallots is the number of ballots below which a result can tell how people voted: who
// knows their own vote and another learns the rest.
const fewBallots = 5

// few warns where a secret vote has so few ballots, in all or in a group that the page
// shows, that its result tells votes.
func (t tabulation) few(level box.Level) string {
	if level == 0 || level == box.LevelOpen {
		return ""
	}
	if cast := t.turnout().cast; cast > 0 && cast < fewBallots {
		return t.text("widget.results.few")
	}
	if len(t.c.Groups) == 0 {
		return ""
	}
	for g, a := range t.r.Accounts {
		if a.Cast > 0 && a.Cast < fewBallots && !t.mergedAway(g) {
			return t.text("widget.results.few-in-group")
		}
	}
	return ""
}

// checks says what turnout and majority were needed, and whether they were reached.
func (t tabulation) checks() (out []string) {
	for _, c := range t.r.Checks {
		if c.Option >= 0 || c.What == ballot.CheckGroup {
			continue // of an option or a group: the whole count has them
		}
		args := []i18n.Arg{i18n.Text("has", t.number(c.Has)), i18n.Text("of", t.number(c.Of)), i18n.Text("least", t.number(c.Least)),
			i18n.Text("need", t.need(c)), i18n.Term("verdict", "ballot.check.missed")}
		if c.Met {
			args[len(args)-1] = i18n.Term("verdict", "ballot.check.met")
		}
		if q := t.c.Quorum; q != nil {
			args = append(args, i18n.Int("ballots", q.GroupBallots))
		}
		if m := t.c.Majority; m != nil && m.Overall != nil {
			args = append(args, i18n.Term("basis", m.Overall.Basis.TextKey()))
		}
		out = append(out, t.text("ballot.check."+c.What.String(), args...))
	}
	return out
}

// need is what a check needs: the smallest number of ballots where it counts those, else
// the exact limit.
func (t tabulation) need(c ballot.Check) string {
	switch n, ok := t.needed(c); {
	case ok:
		return t.text("widget.results.at-least", whole("n", n))
	case c.Strict:
		return t.text("widget.results.more-than", i18n.Text("n", t.number(c.Least)))
	}
	return t.text("widget.results.at-least", i18n.Text("n", t.number(c.Least)))
}

// needed is the smallest number of ballots that meets a check; false where it counts
// weight, of which there is no smallest.
func (t tabulation) needed(c ballot.Check) (uint64, bool) {
	if c.What == ballot.CheckOverall && t.c.Weighting.Rule != ballot.PerHead {
		return 0, false
	}
	least := c.Least.Rat()
	n, rest := new(big.Int).QuoRem(least.Num(), least.Denom(), new(big.Int))
	if rest.Sign() > 0 || c.Strict {
		n.Add(n, big.NewInt(1)) // above the limit, or at the next whole number
	}
	if !n.IsUint64() {
		return 0, false
	}
	return max(n.Uint64(), 1), true // nobody is no majority
}

// limit is what one of the checks needs, in ballots; 0 where there is no such check, or
// it does not count ballots.
func (t tabulation) limit(kinds ...ballot.CheckKind) (most uint64) {
	for _, c := range t.r.Checks {
		if n, ok := t.needed(c); ok && c.Option < 0 && slices.Contains(kinds, c.What) {
			most = max(most, n)
		}
	}
	return most
}
