package ballot

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// A Problem is a kind of contradiction in a contest. The zero value is invalid.
type Problem uint8

// The problems.
const (
	Missing   Problem = iota + 1 // something that must be declared is not
	Doubled                      // an ID stands twice
	Unusable                     // a value that the method, or another declaration, cannot use
	BadNumber                    // a number outside its range
	NoSeats                      // more seats than options
	NoBasis                      // a majority without the basis it is counted of
	BadWeight                    // groups and weights that do not fit together
)

var problems = enum.New("problem", Missing, "missing", "doubled", "unusable", "out of range", "more seats than options",
	"majority without basis", "weights do not fit")

// String returns the name of the problem.
func (p Problem) String() string { return problems.Name(p) }

// Validate checks the contest against itself. All contradictions are returned, as
// [ContestError] values joined in the order of the fields; [errors.As] finds the
// first, and [Contradictions] lists them.
func (c *Contest) Validate() error {
	v := &validation{c: c}
	v.identity()
	v.options()
	v.groups()
	v.variant()
	v.validity()
	v.quorum()
	v.requirement("majority", c.Majority)
	v.requirement("floor", c.Floor)
	v.ties()
	return errors.Join(v.errs...)
}

// Contradictions returns the contradictions in an error of [Contest.Validate].
func Contradictions(err error) []*ContestError {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	var all []*ContestError
	for _, e := range joined.Unwrap() {
		if one := (*ContestError)(nil); errors.As(e, &one) {
			all = append(all, one)
		}
	}
	return all
}

type validation struct {
	c    *Contest
	errs []error
}

func (v *validation) add(p Problem, path string, value any, want string, args ...any) *ContestError {
	e := &ContestError{Problem: p, Path: path, Value: fmt.Sprint(value), Want: fmt.Sprintf(want, args...)}
	v.errs = append(v.errs, e)
	return e
}

// between checks a number.
func (v *validation) between(path string, n, low, high int) {
	if n < low || n > high {
		e := v.add(BadNumber, path, n, "%d to %d", low, high)
		e.Low, e.High = low, high
	}
}

func (v *validation) identity() {
	c := v.c
	if c.ID == "" {
		v.add(Missing, "id", "", "a name for the contest")
	}
	v.text("id", c.ID)
	v.text("title", c.Title)
	if !methods.Valid(c.Method) {
		v.add(Missing, "method", c.Method, "one of %s", strings.Join(Method(0).Allowed(), ", ")).Allowed = Method(0).Allowed()
	}
	if c.Method == Motion {
		if len(c.Options) > 0 {
			v.add(Unusable, "options", len(c.Options), "none: a motion is answered with yes, no or abstain")
		}
		if c.Seats != 0 || c.Vacant || c.Uncontested {
			v.add(Unusable, "seats", c.Seats, "0 for a motion, without vacant and uncontested")
		}
		if c.Majority == nil {
			v.add(Missing, "majority", "", "the majority that adopts, with its basis")
		}
		return
	}
	if c.Uncontested && c.Floor != nil {
		v.add(Unusable, "uncontested", true, "no floor: without a count nobody is held to one")
	}
	if c.Majority != nil {
		v.add(Unusable, "majority", c.Method, "a motion; options are held to a floor")
	}
	switch c.Method {
	case Schulze, RankedPairs:
		v.between("options", len(c.Options), 0, MaxPairwise)
	case ProportionalPAV:
		v.between("options", len(c.Options), 0, MaxOptions)
		n, k := int64(len(c.Options)), int64(c.Seats)
		if k > 0 && k <= n && new(big.Int).Binomial(n, k).Cmp(big.NewInt(MaxPAV)) > 0 {
			v.add(BadNumber, "seats", c.Seats, "so few that %d options have at most %d sets of that size, or %s", n, MaxPAV, SequentialPAV)
		}
	case Plurality, Approval, Satisfaction, Score, Borda:
		v.between("options", len(c.Options), 0, MaxOptions)
	default:
		v.between("options", len(c.Options), 0, MaxStaged)
	}
	v.between("seats", c.Seats, 1, MaxOptions)
	standing := 0
	for _, o := range c.Options {
		if !o.Withdrawn && !o.WriteIns {
			standing++
		}
	}
	if !c.Vacant && c.Seats > standing {
		v.add(NoSeats, "seats", c.Seats, "at most %d, or vacant: true", standing).High = standing
	}
	if c.Method.SingleSeat() && c.Seats > 1 {
		v.add(Unusable, "seats", c.Seats, "1: %s fills one seat", c.Method)
	}
}

// text refuses what no programme writes back as it was read.
func (v *validation) text(path, s string) {
	if strings.ContainsAny(s, "\x00\r\n") || strings.ToValidUTF8(s, "") != s {
		v.add(Unusable, path, s, "one line of UTF-8")
	}
}

func (v *validation) options() {
	c := v.c
	t := c.Method.traits()
	seen := make(map[string]int, len(c.Options))
	none, writeIns := 0, 0
	for i, o := range c.Options {
		path := "options[" + strconv.Itoa(i) + "]"
		if o.ID == "" {
			v.add(Missing, path+".id", "", "a name for the option")
		} else if first, ok := seen[o.ID]; ok {
			v.add(Doubled, path+".id", o.ID, "an ID that options[%d] does not have", first)
		}
		seen[o.ID] = i
		v.text(path+".id", o.ID)
		v.text(path+".name", o.Name)
		v.text(path+".affiliation", o.Affiliation)
		if o.None {
			if none++; none > 1 {
				v.add(Doubled, path+".none", o.ID, "one option for none of these")
			}
			if c.Seats != 1 {
				v.add(Unusable, path+".none", o.ID, "a contest for one seat")
			}
		}
		if o.WriteIns {
			if writeIns++; writeIns > 1 {
				v.add(Doubled, path+".write_ins", o.ID, "one pile of write-ins")
			}
			if c.Method != InstantRunoff && c.Method != WeightedSTV {
				v.add(Unusable, path+".write_ins", o.ID, "%s or %s", InstantRunoff, WeightedSTV)
			}
		}
	}
	v.between("cap", c.Cap, 0, MaxOptions)
	if c.Cap > 0 && !t.cap {
		v.add(Unusable, "cap", c.Cap, "0: %s knows no limit per affiliation", c.Method)
	}
}

func (v *validation) groups() {
	c := v.c
	v.between("eligible", c.Eligible, 0, MaxBallots>>1)
	v.between("merge", c.Merge, 0, MaxBallots>>1)
	v.between("groups", len(c.Groups), 0, MaxGroups)
	seen := make(map[string]int, len(c.Groups))
	sum, shares := new(big.Rat), 0
	for i, g := range c.Groups {
		path := "groups[" + strconv.Itoa(i) + "]"
		if g.ID == "" {
			v.add(Missing, path+".id", "", "a name for the group")
		} else if first, ok := seen[g.ID]; ok {
			v.add(Doubled, path+".id", g.ID, "an ID that groups[%d] does not have", first)
		}
		seen[g.ID] = i
		v.text(path+".id", g.ID)
		v.between(path+".eligible", g.Eligible, 0, MaxBallots>>1)
		if !g.Share.IsZero() {
			shares++
			sum.Add(sum, g.Share.Rat())
		}
		if c.Weighting.Rule == ByEligible && g.Eligible == 0 {
			v.add(BadWeight, path+".eligible", 0, "the number of people entitled, for weights by-eligible")
		}
	}
	if shares > 0 && (shares < len(c.Groups) || sum.Cmp(big.NewRat(1, 1)) != 0) {
		v.add(BadWeight, "groups", sum.RatString(), "shares of all groups that add up to 1, or none")
	}
	if c.Merge > 0 && len(c.Groups) == 0 {
		v.add(Unusable, "merge", c.Merge, "0 without groups")
	}
	v.weighting(shares)
}

func (v *validation) weighting(shares int) {
	c, w := v.c, v.c.Weighting
	v.known("weighting.rule", weightRules.Valid(w.Rule), w.Rule, WeightRule(0).Allowed())
	v.known("weighting.absent", absentRules.Valid(w.Absent), w.Absent, AbsentRule(0).Allowed())
	v.between("weighting.min_turnout", w.MinTurnout, 0, MaxBallots>>1)
	if w.Rule == PerHead {
		if shares > 0 || w.MinTurnout > 0 || w.Absent != Lapses {
			v.add(BadWeight, "weighting.rule", w.Rule, "%s or %s for weights of groups", ByTurnout, ByEligible)
		}
		return
	}
	if len(c.Groups) == 0 {
		v.add(BadWeight, "weighting.rule", w.Rule, "groups to weigh, or %s", PerHead)
	}
	if w.Rule != ByTurnout && w.MinTurnout > 0 {
		v.add(BadWeight, "weighting.min_turnout", w.MinTurnout, "0 for weights %s", w.Rule)
	}
	if c.Method.traits().perHead {
		v.add(BadWeight, "weighting.rule", w.Rule, "%s: the rule of %s knows no weights", PerHead, c.Method)
	}
}

// known refuses a value outside its enumeration.
func (v *validation) known(path string, ok bool, value fmt.Stringer, allowed []string) {
	if !ok {
		v.add(Unusable, path, value, "one of %s", strings.Join(allowed, ", ")).Allowed = allowed
	}
}

// used refuses a declaration that the method makes no use of.
func (v *validation) used(path string, set bool, value any, by ...Method) {
	names := make([]string, len(by))
	for i, m := range by {
		if names[i] = m.String(); m == v.c.Method {
			return
		}
	}
	if set {
		v.add(Unusable, path, value, "nothing: %s does not use it (%s)", v.c.Method, strings.Join(names, ", "))
	}
}

func (v *validation) variant() {
	w := v.c.Variant
	v.known("variant.defeats", defeats.Valid(w.Defeats), w.Defeats, Defeats(0).Allowed())
	v.known("variant.truncated", truncateds.Valid(w.Truncated), w.Truncated, Truncated(0).Allowed())
	v.known("variant.majority_of", majorityOfs.Valid(w.MajorityOf), w.MajorityOf, MajorityOf(0).Allowed())
	v.known("variant.quota", quotas.Valid(w.Quota), w.Quota, Quota(0).Allowed())
	v.known("variant.completion", completions.Valid(w.Completion), w.Completion, Completion(0).Allowed())
	v.used("variant.defeats", w.Defeats != 0, w.Defeats, Schulze, RankedPairs)
	v.used("variant.truncated", w.Truncated != 0, w.Truncated, Borda)
	v.used("variant.min_points", w.MinPoints != 0, w.MinPoints, Score)
	v.used("variant.max_points", w.MaxPoints != 0, w.MaxPoints, Score)
	v.used("variant.majority_of", w.MajorityOf != 0, w.MajorityOf, InstantRunoff)
	v.used("variant.batch", w.Batch, w.Batch, InstantRunoff)
	v.used("variant.to_the_end", w.ToTheEnd, w.ToTheEnd, InstantRunoff)
	v.used("variant.min_votes", w.MinVotes != 0, w.MinVotes, InstantRunoff, WeightedSTV)
	v.used("variant.decimals", w.Decimals != 0, w.Decimals, WeightedSTV)
	v.used("variant.quota", w.Quota != 0, w.Quota, WeightedSTV)
	v.used("variant.one_by_one", w.OneByOne, w.OneByOne, WeightedSTV)
	v.used("variant.completion", w.Completion != 0, w.Completion, EqualShares)
	v.between("variant.decimals", w.Decimals, 0, 9)
	v.between("variant.min_votes", w.MinVotes, 0, MaxBallots>>1)
	if v.c.Method == Score && (w.MinPoints < -MaxPoints || w.MaxPoints > MaxPoints || w.MinPoints >= w.MaxPoints) {
		v.add(BadNumber, "variant.max_points", fmt.Sprintf("%d to %d", w.MinPoints, w.MaxPoints),
			"a scale of points from least to most, at most %d", MaxPoints)
	}
}

func (v *validation) validity() {
	w, kind := v.c.Validity, v.c.Kind()
	ranked := kind == Ranking
	v.treatment("validity.blank", w.Blank, true, Ignore)
	v.treatment("validity.overvote", w.Overvote, ranked, Ignore, End, EndIfSeveral, AsEqual)
	v.treatment("validity.skipped", w.Skipped, ranked, Ignore, End)
	if ranked {
		v.treatment("validity.duplicate", w.Duplicate, true, Ignore, End)
	} else {
		v.treatment("validity.duplicate", w.Duplicate, true, Ignore)
	}
	v.treatment("validity.unknown", w.Unknown, true, Ignore)
	v.treatment("validity.withdrawn", w.Withdrawn, true, Ignore)
	switch m := v.c.Method; {
	case w.Overvote == AsEqual && m != Schulze && m != RankedPairs && m != Borda:
		v.add(Unusable, "validity.overvote", w.Overvote, "a method that counts equal ranks: %s, %s, %s", Schulze, RankedPairs, Borda)
	case w.Overvote == EndIfSeveral && m != InstantRunoff && m != WeightedSTV:
		v.add(Unusable, "validity.overvote", w.Overvote, "%s or %s", InstantRunoff, WeightedSTV)
	}
	v.between("validity.max_skipped", w.MaxSkipped, 0, MaxOptions)
	v.between("validity.max_choices", w.MaxChoices, 0, MaxOptions)
	if !ranked && w.MaxSkipped != 0 {
		v.add(Unusable, "validity.max_skipped", w.MaxSkipped, "0: ballots of kind %s have no ranks", kind)
	}
}

// treatment refuses a treatment that the flaw cannot have; Refuse is always allowed.
func (v *validation) treatment(path string, t Treatment, applies bool, allowed ...Treatment) {
	words := []string{Refuse.String()}
	if applies {
		for _, a := range allowed {
			words = append(words, a.String())
		}
	}
	ok := false
	for _, w := range words {
		ok = ok || w == t.String()
	}
	v.known(path, ok, t, words)
}

func (v *validation) quorum() {
	q := v.c.Quorum
	if q == nil {
		return
	}
	v.between("quorum.ballots", q.Ballots, 0, MaxBallots>>1)
	v.between("quorum.groups", q.Groups, 0, len(v.c.Groups))
	v.between("quorum.group_ballots", q.GroupBallots, 0, MaxBallots>>1)
	if q.Ballots == 0 && q.Share.IsZero() && q.GroupBallots == 0 {
		v.add(Missing, "quorum", "", "a number of ballots, a share or a number of ballots in groups")
	}
	if !q.Share.IsZero() && v.c.Eligible == 0 {
		v.add(Missing, "eligible", 0, "the number of people or seats entitled, for a quorum by share")
	}
	if q.GroupBallots > 0 && len(v.c.Groups) == 0 || q.Groups > 0 && q.GroupBallots == 0 {
		v.add(Unusable, "quorum.group_ballots", q.GroupBallots, "groups, and a number of ballots in them")
	}
}

func (v *validation) requirement(path string, r *Requirement) {
	if r == nil {
		return
	}
	if path == "floor" && !v.c.Method.traits().floor {
		v.add(Unusable, path, v.c.Method, "a method that counts approvals or single choices")
	}
	if r.Overall == nil && r.Groups == nil {
		v.add(Missing, path, "", "an overall majority, or one by groups")
	}
	if r.Overall != nil {
		v.majority(path+".overall", *r.Overall, v.c.Eligible)
	}
	if g := r.Groups; g != nil {
		eligible := 1
		for _, group := range v.c.Groups {
			eligible = min(eligible, group.Eligible)
		}
		v.majority(path+".groups", g.Majority, eligible)
		if len(v.c.Groups) == 0 {
			v.add(Unusable, path+".groups", "", "a contest with groups")
		}
		v.between(path+".groups.in", g.In, 0, len(v.c.Groups))
		if g.Objections != nil {
			v.between(path+".groups.objections", *g.Objections, 0, len(v.c.Groups))
		}
	}
}

func (v *validation) majority(path string, m Majority, eligible int) {
	if !bases.Valid(m.Basis) {
		v.add(NoBasis, path+".basis", m.Basis, "one of %s", strings.Join(Basis(0).Allowed(), ", ")).Allowed = Basis(0).Allowed()
	}
	if m.Share.IsZero() {
		v.add(Missing, path+".share", "", "a share such as 1/2")
	}
	if m.Basis == OfAll && eligible == 0 {
		v.add(Missing, "eligible", 0, "the number of people or seats entitled, for a majority of all")
	}
	if m.Share.Rat().Cmp(big.NewRat(1, 1)) == 0 && !m.AtLeast {
		v.add(BadNumber, path+".share", m.Share, "a share below 1, or at_least: nobody has more than all")
	}
}

func (v *validation) ties() {
	c := v.c
	v.known("tie", tieRules.Valid(c.Tie), c.Tie, TieRule(0).Allowed())
	v.between("tie_limit", c.TieLimit, 0, maxTieLimit)
	if c.Method == Motion && c.Tie != TieByLot {
		v.add(Unusable, "tie", c.Tie, "nothing: equality keeps the status quo")
	}
	if c.Tie == TieByEarlier && c.Method != InstantRunoff && c.Method != ScottishSTV && c.Method != WeightedSTV {
		v.add(Unusable, "tie", c.Tie, "a method with rounds: %s, %s, %s", InstantRunoff, ScottishSTV, WeightedSTV)
	}
}
