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
	seats := MaxOptions
	if c.Method == SequentialPAV || c.Method == Phragmen || c.Method == EqualShares {
		seats = MaxShared
	}
	v.between("seats", c.Seats, 1, seats)
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
