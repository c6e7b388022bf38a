package dialog_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func TestFindingsHaveAStableOrder(t *testing.T) {
	at := func(line, column int, path string, rule dialog.RuleID) dialog.Finding {
		return dialog.Finding{Rule: rule, Path: path, Position: dialog.Position{File: "a.yaml", Line: line, Column: column}}
	}
	sorted := []dialog.Finding{
		at(1, 9, "z", "ZZZ-01"), at(2, 1, "z", "ZZZ-01"), at(2, 3, "list[2].a", "ZZZ-01"), at(2, 3, "list[10].a", "AAA-01"),
		at(2, 3, "list[10].a", "BBB-01"), at(2, 3, "list[10].ab", "AAA-01"), at(10, 1, "", "AAA-01"),
	}
	shuffled := slices.Clone(sorted)
	for range 50 {
		rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		dialog.SortFindings(shuffled)
		require.Equal(t, sorted, shuffled)
	}
}

func TestAFindingIsAnError(t *testing.T) {
	f := dialog.Finding{Rule: dialog.RuleCycleLabel, Path: "cycles[0].label", Args: []i18n.Arg{i18n.Text("label", "2031")}}
	err := fmt.Errorf("check: %w", f)
	found, ok := errors.AsType[dialog.Finding](err)
	require.True(t, ok)
	assert.Equal(t, dialog.RuleCycleLabel, found.Rule)
	assert.Equal(t, "cycles[0].label: “2031” does not name two consecutive years. (CYC-01)", f.Error(), "English without any localiser")
	f.Position = dialog.Position{File: "p.yaml", Line: 3, Column: 7}
	assert.Equal(t, "p.yaml:3:7: “2031” does not name two consecutive years. (CYC-01)", f.Error(), "the position comes first")
	assert.Contains(t, f.Hint(i18n.German()), "2024/2025")
}

func TestPositionsLeaveOutWhatIsUnknown(t *testing.T) {
	assert.Equal(t, "a:1:2", dialog.Position{File: "a", Line: 1, Column: 2}.String())
	assert.Equal(t, "a:1", dialog.Position{File: "a", Line: 1}.String())
	assert.Equal(t, "a", dialog.Position{File: "a"}.String())
	assert.Equal(t, "1:2", dialog.Position{Line: 1, Column: 2}.String())
	assert.True(t, dialog.Position{}.IsZero())
}

func TestACheckTakesSeverityAndBasisFromTheRule(t *testing.T) {
	c := dialog.NewCheck(dialog.NewCatalogue(dialog.Rules()), dialog.MustDate("2031-01-01"))
	c.Break(dialog.RuleYearly, "a")
	c.BreakAs(dialog.RuleYearly, dialog.SeverityError, dialog.BasisLaw, "b")
	c.Undetermined(dialog.RuleYearly, "c", "fact.denkwerkstatt-dates")
	c.Held(dialog.RuleYearly)
	fs := c.Findings()
	assert.Equal(t, dialog.SeverityWarning, fs[0].Severity)
	assert.Equal(t, dialog.BasisSource, fs[0].Basis)
	assert.Equal(t, dialog.SeverityError, fs[1].Severity)
	assert.Equal(t, dialog.BasisLaw, fs[1].Basis)
	assert.True(t, fs[2].Open)
	assert.Equal(t, dialog.Tally{Held: 1, Broken: 2, Open: 1}, c.Tally(dialog.RuleYearly))
	assert.Equal(t, 4, c.Tally(dialog.RuleYearly).Checked())
	assert.Zero(t, c.Tally("XXX-99"))
	assert.Panics(t, func() { c.Held("XXX-99") }, "a rule that no table has is a fault of the program")
}

func TestACatalogueRefusesTwoRowsWithOneID(t *testing.T) {
	assert.Panics(t, func() { dialog.NewCatalogue(dialog.Rules(), dialog.Rules()) })
	catalogue := dialog.NewCatalogue(dialog.Rules())
	_, ok := catalogue.Lookup("XXX-99")
	assert.False(t, ok)
	n := 0
	for range catalogue.All() {
		n++
	}
	assert.Equal(t, catalogue.Len(), n)
}

func TestAWaiverCoversItsRuleBelowItsPathUntilItsDay(t *testing.T) {
	w := dialog.Waiver{Rule: "WST-01", On: "cycles[0].workstreams[1]", Until: dialog.MustDate("2032-06-30")}
	f := dialog.Finding{Rule: "WST-01", Path: "cycles[0].workstreams[1].steps[2].on"}
	last, over := dialog.MustDate("2032-06-30"), dialog.MustDate("2032-07-01")
	assert.True(t, w.Matches(f, last))
	assert.False(t, w.Matches(f, over), "the day after")
	f.Path = "cycles[0].workstreams[10]"
	assert.False(t, w.Matches(f, last), "another entry that begins alike")
	f.Path = "cycles[0].workstreams[1]"
	assert.True(t, w.Matches(f, last), "the entry itself")
	f.Rule = "WST-02"
	assert.False(t, w.Matches(f, last), "another rule")
	f.Rule, f.Open = "WST-01", true
	assert.False(t, w.Matches(f, last), "an open point is no breach")
}
