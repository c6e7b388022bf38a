package verify

import (
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A Claim is a sentence about what was checked, or was not.
type Claim struct {
	Key  string // of the sentence in package i18n
	Args []i18n.Arg
}

// Text tells the claim in words.
func (c Claim) Text(l *i18n.Localizer) string { return l.Text(c.Key, c.Args...) }

// A check is a claim that holds while none of its reasons was found.
type check struct {
	claim    Claim
	when     bool
	refutes  []Reason
	sections []Section // where the reasons refute it; none for anywhere
}

// Checked returns what was checked and holds, in the order of the record.
func (r *Report) Checked() (claims []Claim) {
	if r.closing == nil {
		return nil // not in form
	}
	for _, c := range r.checks() {
		refuted := slices.ContainsFunc(r.Faults, func(f Fault) bool {
			return slices.Contains(c.refutes, f.Reason) && (c.sections == nil || slices.Contains(c.sections, f.Section))
		})
		if c.when && !refuted {
			claims = append(claims, c.claim)
		}
	}
	return claims
}

func (r *Report) checks() []check {
	o := r.Opening
	open := o.Level == LevelOpen
	number := func(key string, n int) Claim { return Claim{key, []i18n.Arg{i18n.Int("n", n)}} }
	cast := []Reason{MoreMarksThanBallots, FewerMarksThanBallots, FewerReceiptsThanBallots, MoreReceiptsThanBallots, WrongGroups,
		VoteWithoutMark, WrongTracker, Duplicate, WrongMerge}
	return []check{
		{claim: Claim{Key: "box.checked.form"}, when: true},
		{claim: Claim{Key: "box.checked.opening"}, when: r.Trusted, refutes: []Reason{ForeignOpening, ForeignKey, BadSignature}, sections: []Section{OpeningSection}},
		{claim: Claim{Key: "box.checked.own-opening"}, when: !r.Trusted, refutes: []Reason{BadSignature}, sections: []Section{OpeningSection}},
		{claim: r.witnessed(), when: o.Threshold > 0, refutes: []Reason{MissingCosignature, BadCosignature, StraySignature}},
		{claim: number("box.checked.roll", r.Eligible), when: true, refutes: []Reason{WrongRoll, WrongEligible, Duplicate, Unsorted}, sections: []Section{RollSection}},
		{claim: number("box.checked.marks", r.Voted), when: true, refutes: []Reason{NotOnRoll, Duplicate}, sections: []Section{MarksSection, RollSection}},
		{claim: number("box.checked.ballots", r.Ballots), when: !open, refutes: cast},
		{claim: number("box.checked.votes", r.Ballots), when: open, refutes: cast},
		{claim: Claim{Key: "box.checked.order"}, when: !open, refutes: []Reason{Unsorted}},
		{claim: Claim{Key: "box.checked.tree"}, when: true, refutes: []Reason{WrongTree, WrongBox, WrongOpening, WrongNumbers, WrongResult, BadSignature}, sections: []Section{CloseSection}},
		{claim: Claim{Key: "box.checked.result"}, when: r.Result != nil, refutes: []Reason{ForeignResult, OptionsLeftOut, BadLot, WrongBallots, WrongCount,
			CountsDisagree, NotCanonical, WrongMerge, SmallGroup}},
		{claim: Claim{Key: "box.checked.receipt"}, when: r.ReceiptChecked && r.Tracked == "", refutes: []Reason{BadReceipt, ReceiptSignature, ForeignReceipt,
			ReceiptNotFound, ReceiptMismatch}},
		{claim: Claim{"box.checked.tracked", []i18n.Arg{i18n.Text("marks", r.trackedLabel())}}, when: r.Tracked != "", refutes: []Reason{ReceiptSignature, ForeignReceipt}},
	}
}

func (r *Report) witnessed() Claim {
	var names []string
	for _, s := range r.Signed {
		if s.Opening && s.Close {
			names = append(names, s.Witness.name)
		}
	}
	return Claim{"box.checked.witnesses", []i18n.Arg{i18n.List("names", names...),
		i18n.Int("needed", r.Opening.Threshold), i18n.Int("all", len(r.Opening.Witnesses))}}
}

// trackedLabel names the options that a tracker receipt has led to, with their ranks or
// points.
func (r *Report) trackedLabel() string {
	b, _ := ParseMarks(r.Tracked, r.Contest)
	if len(b.Marks) == 0 {
		return r.Tracked
	}
	valued := r.Contest.Kind() == ballot.Ranking || r.Contest.Kind() == ballot.Points
	labels := make([]string, len(b.Marks))
	items := strings.Split(r.Tracked, ",")
	for i, m := range b.Marks {
		labels[i] = r.Contest.OptionID(m.Option)
		if valued {
			_, value, _ := strings.Cut(items[i], "=")
			labels[i] += ": " + value
		}
	}
	return strings.Join(labels, ", ")
}

// NotChecked returns what was not checked, each with the reason: because something is
// missing, or because no record can show it.
func (r *Report) NotChecked() (claims []Claim) {
	add := func(when bool, key string, args ...i18n.Arg) {
		if when {
			claims = append(claims, Claim{key, args})
		}
	}
	add(!r.Trusted, "box.unchecked.trust")
	if r.closing == nil {
		return claims
	}
	o := r.Opening
	add(o.Level != LevelOpen && !r.ReceiptChecked, "box.unchecked.receipt")
	add(o.Threshold == 0, "box.unchecked.witnesses")
	add(o.Level != LevelOpen && o.Receipts == Presence, "box.unchecked.exchange")
	add(o.Level != LevelOpen && o.Receipts == Tracker, "box.unchecked.exchange-tracker")
	add(true, "box.unchecked.persons")
	if r.Result != nil && r.Result.Lot != nil && r.Result.Lot.How == ballot.ByHand {
		add(true, "box.unchecked.lot", i18n.Text("key", r.Result.Lot.Key))
	}
	return claims
}
