package dialog_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// allKinds is every kind and the absence of one.
func allKinds() []dialog.OrganisationKind {
	return append([]dialog.OrganisationKind{0}, dialog.OrganisationKinds()...)
}

// worlds calls yield with each of the 3^8 ways of answering the facts.
func worlds(yield func(dialog.Facts) bool) {
	for n := range 6561 {
		var fs dialog.Facts
		for _, f := range dialog.AllFacts() {
			fs.Set(f, dialog.Truth(n%3))
			n /= 3
		}
		if !yield(fs) {
			return
		}
	}
}

// completions calls yield with each way of answering what is unknown.
func completions(fs dialog.Facts, yield func(dialog.Facts)) {
	for _, f := range dialog.AllFacts() {
		if fs.Get(f) == dialog.Unknown {
			for _, t := range []dialog.Truth{dialog.Yes, dialog.No} {
				fs.Set(f, t)
				completions(fs, yield)
			}
			return
		}
	}
	yield(fs)
}

// belongs is the slow and obvious rule for an organisation of which everything
// is known.
func belongs(fs dialog.Facts, g dialog.Group) bool {
	switch g {
	case dialog.CivilSociety:
		return fs.Organised == dialog.Yes && fs.Citizens == dialog.Yes && fs.State == dialog.No &&
			fs.BusinessInterest == dialog.No && fs.ForProfit == dialog.No && fs.PartyPolitical == dialog.No
	case dialog.Science:
		return fs.Research == dialog.Yes
	case dialog.CultureAndMedia:
		return fs.CultureMedia == dialog.Yes
	case dialog.Business:
		return fs.ForProfit == dialog.Yes || fs.BusinessInterest == dialog.Yes
	}
	return fs.State == dialog.Yes
}

// The meaning of the three outcomes, on all 6,561 states of knowledge and all
// five groups: decided exactly when every way of filling the gaps agrees.
func TestOutcomeIsDecidedExactlyWhenEveryCompletionAgrees(t *testing.T) {
	for fs := range worlds {
		var yes, no [dialog.GroupCount + 1]bool
		completions(fs, func(full dialog.Facts) {
			for _, g := range dialog.Groups() {
				yes[g] = yes[g] || belongs(full, g)
				no[g] = no[g] || !belongs(full, g)
			}
		})
		for _, g := range dialog.Groups() {
			want := dialog.Undetermined
			if !no[g] {
				want = dialog.Eligible
			} else if !yes[g] {
				want = dialog.NotEligible
			}
			require.Equal(t, want, dialog.Assess(&dialog.Organisation{Facts: fs}, g).Outcome(), "%s %+v", g, fs)
		}
	}
}

func TestAssessAnswersEachCivilSocietyRule(t *testing.T) {
	all := dialog.Facts{Organised: dialog.Yes, Citizens: dialog.Yes, State: dialog.No,
		BusinessInterest: dialog.No, ForProfit: dialog.No, PartyPolitical: dialog.No}
	for _, tt := range []struct {
		rule dialog.RuleID
		fact dialog.Fact
	}{
		{dialog.RuleOrganised, dialog.FactOrganised}, {dialog.RuleCitizens, dialog.FactCitizens},
		{dialog.RuleOutsideState, dialog.FactState}, {dialog.RuleOutsideMarket, dialog.FactBusinessInterest},
		{dialog.RuleNotForProfit, dialog.FactForProfit}, {dialog.RuleNoParty, dialog.FactPartyPolitical},
	} {
		t.Run(string(tt.rule), func(t *testing.T) {
			o := dialog.Organisation{Facts: all}
			assert.Equal(t, dialog.Eligible, dialog.Assess(&o, dialog.CivilSociety).Outcome())
			o.Facts.Set(tt.fact, all.Get(tt.fact).Not())
			a := dialog.Assess(&o, dialog.CivilSociety)
			assert.Equal(t, dialog.NotEligible, a.Outcome())
			assert.Equal(t, tt.rule, a.Rule())
			o.Facts.Set(tt.fact, dialog.Unknown)
			a = dialog.Assess(&o, dialog.CivilSociety)
			assert.Equal(t, dialog.Undetermined, a.Outcome())
			assert.Equal(t, tt.rule, a.Rule())
			q, ok := a.Next()
			require.True(t, ok)
			assert.Equal(t, dialog.Question{Fact: tt.fact, Rule: tt.rule}, q)
		})
	}
}

func TestReasonsTellTheAnswerAndWhereItComesFrom(t *testing.T) {
	o := dialog.Organisation{Kind: dialog.KindTradeUnion, Facts: dialog.Facts{ForProfit: dialog.No}}
	got := slices.Collect(dialog.Assess(&o, dialog.CivilSociety).Reasons())
	assert.Equal(t, []dialog.Reason{
		{Rule: "CIV-01", Fact: dialog.FactOrganised, Value: dialog.Yes, Met: dialog.Yes, Evidence: dialog.EvidencePresumed},
		{Rule: "CIV-02", Fact: dialog.FactCitizens, Value: dialog.Yes, Met: dialog.Yes, Evidence: dialog.EvidencePresumed},
		{Rule: "CIV-03", Fact: dialog.FactState, Value: dialog.No, Met: dialog.Yes, Evidence: dialog.EvidencePresumed},
		{Rule: "CIV-04", Fact: dialog.FactBusinessInterest, Evidence: dialog.EvidenceMissing},
		{Rule: "CIV-05", Fact: dialog.FactForProfit, Value: dialog.No, Met: dialog.Yes, Evidence: dialog.EvidenceStated},
		{Rule: "CIV-06", Fact: dialog.FactPartyPolitical, Evidence: dialog.EvidenceMissing},
	}, got)
	assert.Equal(t, "reason.CIV-04.unknown", got[3].TextKey())
	business := slices.Collect(dialog.Assess(&o, dialog.Business).Reasons())
	require.Len(t, business, 2)
	assert.Equal(t, "reason.BUS-01.for-profit.no", business[0].TextKey())
	assert.Equal(t, "reason.BUS-01.business-interest.unknown", business[1].TextKey())
}

func TestAStatedFactCountsBeforeThePresumptionOfTheKind(t *testing.T) {
	o := dialog.Organisation{Kind: dialog.KindMinistry, Facts: dialog.Facts{State: dialog.No}}
	v, stated := o.Fact(dialog.FactState)
	assert.Equal(t, dialog.No, v)
	assert.True(t, stated)
	v, stated = o.Fact(dialog.FactOrganised)
	assert.Equal(t, dialog.Yes, v)
	assert.False(t, stated)
	assert.Equal(t, dialog.NotEligible, dialog.Assess(&o, dialog.Government).Outcome())
	assert.Equal(t, dialog.Truth(0), o.Kind.Presumption(99))
}

func TestAnInvalidGroupOrValueDecidesNothing(t *testing.T) {
	o := dialog.Organisation{Kind: 200, Facts: dialog.Facts{State: 9, Organised: dialog.Yes}}
	for _, g := range []dialog.Group{0, 6, 255} {
		a := dialog.Assess(&o, g)
		assert.Equal(t, dialog.Outcome(0), a.Outcome())
		assert.Empty(t, slices.Collect(a.Reasons()))
		assert.Empty(t, slices.Collect(a.Questions()))
		assert.Empty(t, a.Rule())
	}
	assert.Equal(t, dialog.Undetermined, dialog.Assess(&o, dialog.Government).Outcome(), "9 is no answer")
	var zero dialog.Assessment
	assert.Empty(t, slices.Collect(zero.Reasons()))
	assert.Empty(t, zero.Rule())
}

// Expected numbers of questions are compared exactly, as integers over 100^n.
// settles is the chance in percent that an answer ends the asking.
func expectedQuestions(settles []int) int64 {
	total, reached, scale := int64(0), int64(1), int64(1)
	for range settles {
		scale *= 100 // at most 100^6
	}
	for _, p := range settles {
		total += reached * scale // the question is asked when all before it left the matter open
		reached *= int64(100 - p)
		scale /= 100
	}
	return total
}

func permutations(s []int, yield func([]int)) {
	var walk func(int)
	walk = func(i int) {
		if i == len(s) {
			yield(s)
			return
		}
		for j := i; j < len(s); j++ {
			s[i], s[j] = s[j], s[i]
			walk(i + 1)
			s[i], s[j] = s[j], s[i]
		}
	}
	walk(0)
}

// Exhaustive over kinds and the sets of facts that are open: no order of asking
// has a smaller expected number of questions under the kind's priors. Adaptive
// strategies are orders too, because only one answer to a question leaves the
// matter open.
func TestNoOrderOfQuestionsDoesBetterUnderThePriors(t *testing.T) {
	settles := func(k dialog.OrganisationKind, q dialog.Question, g dialog.Group) int {
		if g == dialog.CivilSociety && (q.Fact == dialog.FactOrganised || q.Fact == dialog.FactCitizens) {
			return 100 - k.Prior(q.Fact)
		}
		return k.Prior(q.Fact)
	}
	for _, k := range allKinds() {
		for _, g := range []dialog.Group{dialog.CivilSociety, dialog.Business} {
			for set := range 1 << 6 { // the six facts of civil society; those of business are among them
				o := dialog.Organisation{Kind: k}
				for i, f := range dialog.AllFacts() {
					if i >= 6 {
						break
					}
					if set&(1<<i) != 0 {
						continue
					}
					if g == dialog.CivilSociety && i < 2 {
						o.Facts.Set(f, dialog.Yes)
					} else {
						o.Facts.Set(f, dialog.No)
					}
				}
				var ours []int
				for q := range dialog.Assess(&o, g).Questions() {
					ours = append(ours, settles(k, q, g))
				}
				best := expectedQuestions(ours)
				permutations(slices.Clone(ours), func(p []int) {
					if e := expectedQuestions(p); e < best {
						t.Fatalf("%s, %s: asking %v instead of %v saves questions", k, g, p, ours)
					}
				})
			}
		}
	}
}

// Answering Next until nothing is open ends after at most one question per
// criterion, with the outcome that all facts together give, and asks nothing
// twice and nothing that could not change the outcome.
func TestAskingUntilDecidedGivesTheOutcomeOfAllFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		known := drawFacts(t, "known", true)
		full := drawFacts(t, "full", false)
		for _, f := range dialog.AllFacts() {
			if v := known.Get(f); v != dialog.Unknown {
				full.Set(f, v)
			}
		}
		o := dialog.Organisation{Kind: drawKind(t), Facts: known}
		complete := dialog.Organisation{Kind: o.Kind, Facts: full}
		for _, f := range dialog.AllFacts() { // what the kind presumes is never asked, so it is true here
			if p := o.Kind.Presumption(f); p != dialog.Unknown && known.Get(f) == dialog.Unknown {
				complete.Facts.Set(f, p)
			}
		}
		g := rapid.SampledFrom(groupSlice()).Draw(t, "group")
		for asked := 0; ; asked++ {
			a := dialog.Assess(&o, g)
			q, open := a.Next()
			if !open {
				require.Equal(t, dialog.Assess(&complete, g).Outcome(), a.Outcome())
				return
			}
			require.Less(t, asked, 6)
			require.Equal(t, dialog.Unknown, o.Facts.Get(q.Fact), "asked twice: %s", q.Fact)
			require.True(t, canMatter(o, q.Fact, func(o *dialog.Organisation) int { return int(dialog.Assess(o, g).Outcome()) }), q.Fact)
			o.Facts.Set(q.Fact, complete.Facts.Get(q.Fact))
		}
	})
}

// canMatter reports whether some completion of what is unknown has another
// result when only the answer to f is exchanged.
func canMatter(o dialog.Organisation, f dialog.Fact, result func(*dialog.Organisation) int) bool {
	matters := false
	var open dialog.Facts
	for _, g := range dialog.AllFacts() {
		v, _ := o.Fact(g)
		open.Set(g, v)
	}
	open.Set(f, dialog.Yes)
	completions(open, func(full dialog.Facts) {
		with, without := o, o
		with.Facts, without.Facts = full, full
		without.Facts.Set(f, dialog.No)
		matters = matters || result(&with) != result(&without)
	})
	return matters
}

func groupSlice() []dialog.Group { gs := dialog.Groups(); return gs[:] }

func drawKind(t *rapid.T) dialog.OrganisationKind {
	return rapid.SampledFrom(allKinds()).Draw(t, "kind")
}

func drawFacts(t *rapid.T, label string, unknown bool) (fs dialog.Facts) {
	values := []dialog.Truth{dialog.Yes, dialog.No}
	if unknown {
		values = append(values, dialog.Unknown)
	}
	for _, f := range dialog.AllFacts() {
		fs.Set(f, rapid.SampledFrom(values).Draw(t, label+" "+f.String()))
	}
	return fs
}

func TestAssessAndNextAllocateNothing(t *testing.T) {
	known := dialog.Organisation{Kind: dialog.KindRegisteredAssociation, Facts: dialog.Facts{Citizens: dialog.Yes, State: dialog.No,
		BusinessInterest: dialog.No, ForProfit: dialog.No, PartyPolitical: dialog.No}}
	open := dialog.Organisation{Kind: dialog.KindTradeUnion}
	var n int
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for _, o := range []*dialog.Organisation{&known, &open} {
			for _, g := range dialog.Groups() {
				a := dialog.Assess(o, g)
				q, _ := a.Next()
				n += int(a.Outcome()) + int(q.Fact)
				for r := range a.Reasons() {
					n += int(r.Value)
				}
				for q := range a.Questions() {
					n += int(q.Fact)
				}
			}
			n += int(dialog.Suggest(o).Fit())
		}
	}))
	assert.NotZero(t, n)
}

// randomOrganisations is a fixed sample for benchmarks and large checks.
func randomOrganisations(n int, known bool) []dialog.Organisation {
	r := rand.New(rand.NewPCG(1, 2))
	list := make([]dialog.Organisation, n)
	for i := range list {
		o := &list[i]
		o.ID = "organisation"
		o.Kind = dialog.OrganisationKind(1 + r.IntN(dialog.KindCount))
		o.Group = dialog.Group(1 + r.IntN(dialog.GroupCount))
		for _, f := range dialog.AllFacts() {
			if known {
				o.Facts.Set(f, dialog.Truth(1+r.IntN(2)))
			} else {
				o.Facts.Set(f, dialog.Truth(r.IntN(3)))
			}
		}
	}
	return list
}
