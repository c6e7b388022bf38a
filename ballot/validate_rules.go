package ballot

import (
	"fmt"
	"math/big"
	"strings"
)

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
