package dialog_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// fitOf is the order of precedence for an organisation of which everything is
// known, slow and obvious.
func fitOf(fs dialog.Facts) dialog.Fit {
	switch {
	case fs.CultureMedia == dialog.Yes:
		return dialog.FitCultureAndMedia
	case fs.Research == dialog.Yes:
		return dialog.FitScience
	case fs.BusinessInterest == dialog.Yes:
		return dialog.FitBusiness
	case fs.State == dialog.Yes:
		return dialog.FitGovernment
	case fs.ForProfit == dialog.Yes:
		return dialog.FitBusiness
	case belongs(fs, dialog.CivilSociety):
		return dialog.FitCivilSociety
	}
	return dialog.FitNone
}

// On all 6,561 states of knowledge: undetermined exactly when two ways of
// filling the gaps lead to different groups.
func TestSuggestionIsCertainExactlyWhenEveryCompletionAgrees(t *testing.T) {
	for fs := range worlds {
		var seen [dialog.FitUndetermined]bool
		different := 0
		want := dialog.Fit(0)
		completions(fs, func(full dialog.Facts) {
			if f := fitOf(full); !seen[f] {
				seen[f] = true
				different++
				want = f
			}
		})
		if different > 1 {
			want = dialog.FitUndetermined
		}
		require.Equal(t, want, dialog.Suggest(&dialog.Organisation{Facts: fs}).Fit(), "%+v", fs)
	}
}

// On all states of knowledge: a question is listed exactly when its answer can
// make a difference.
func TestSuggestionAsksExactlyWhatCanMakeADifference(t *testing.T) {
	for fs := range worlds {
		o := dialog.Organisation{Facts: fs}
		var listed []dialog.Fact
		for q := range dialog.Suggest(&o).Questions() {
			listed = append(listed, q.Fact)
		}
		for _, f := range dialog.AllFacts() {
			want := fs.Get(f) == dialog.Unknown && canMatter(o, f, func(o *dialog.Organisation) int { return int(fitOf(o.Facts)) })
			if got := slices.Contains(listed, f); got != want {
				t.Fatalf("%+v: %s listed %t, can matter %t", fs, f, got, want)
			}
		}
	}
}

func TestAskingUntilTheGroupIsCertainGivesTheGroupOfAllFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := dialog.Organisation{Kind: drawKind(t)}
		full := drawFacts(t, "full", false)
		for _, f := range dialog.AllFacts() {
			if p := o.Kind.Presumption(f); p != dialog.Unknown {
				full.Set(f, p)
			}
		}
		for asked := 0; ; asked++ {
			s := dialog.Suggest(&o)
			q, open := s.Next()
			if !open {
				require.Equal(t, fitOf(full), s.Fit())
				return
			}
			require.Less(t, asked, dialog.FactCount)
			require.Equal(t, dialog.FitUndetermined, s.Fit())
			o.Facts.Set(q.Fact, full.Get(q.Fact))
		}
	})
}

func TestSuggestionRestsOnTheFirstFactThatIsYes(t *testing.T) {
	o := dialog.Organisation{Kind: dialog.KindUniversity, Facts: dialog.Facts{State: dialog.Yes}}
	s := dialog.Suggest(&o)
	assert.Equal(t, dialog.FitScience, s.Fit())
	assert.Equal(t, dialog.RuleScience, s.Rule())
	assert.Equal(t, []dialog.Reason{
		{Rule: "CUL-01", Fact: dialog.FactCultureMedia, Value: dialog.No, Met: dialog.No, Evidence: dialog.EvidencePresumed},
		{Rule: "SCI-01", Fact: dialog.FactResearch, Value: dialog.Yes, Met: dialog.Yes, Evidence: dialog.EvidencePresumed},
	}, slices.Collect(s.Reasons()))

	club := hackerClub()
	s = dialog.Suggest(&club)
	assert.Equal(t, dialog.FitCivilSociety, s.Fit())
	assert.Empty(t, s.Rule())
	assert.Len(t, slices.Collect(s.Reasons()), dialog.FactCount, "all facts speak")

	assert.Equal(t, dialog.RuleNoParty, dialog.Suggest(&dialog.Organisation{Kind: dialog.KindPoliticalParty}).Rule())
	assert.Equal(t, dialog.RuleBusiness, dialog.Suggest(&dialog.Organisation{Kind: dialog.KindTradeUnion}).Rule(), "the next question decides it")
}

func TestFitNamesAGroupOrNone(t *testing.T) {
	for _, g := range dialog.Groups() {
		f, err := dialog.ParseFit(g.String())
		require.NoError(t, err)
		got, ok := f.Group()
		assert.True(t, ok)
		assert.Equal(t, g, got)
		assert.Equal(t, g.TextKey(), f.TextKey())
	}
	for _, f := range []dialog.Fit{0, dialog.FitNone, dialog.FitUndetermined, 9} {
		_, ok := f.Group()
		assert.False(t, ok, f)
	}
}
