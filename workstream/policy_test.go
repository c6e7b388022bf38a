package workstream_test

import (
	"math"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

func TestThePolicySaysWhereItsValuesComeFrom(t *testing.T) {
	ps := builtIn(t)
	for _, tc := range []struct {
		parameter dialog.Parameter[int]
		on        string
		value     int
		basis     dialog.Basis
		reason    string
	}{
		{workstream.MonthsMin, "2021-02-24", 3, dialog.BasisHistory, "early pages: three to about nine months, planned"},
		{workstream.MonthsMax, "2022-11-01", 9, dialog.BasisHistory, "page on cycle 2022/2023: three to nine months"},
		{workstream.MonthsMin, "2023-10-14", 3, dialog.BasisSource, "the source names cycle 2023/2024"},
		{workstream.MonthsMax, "2024-11-16", 9, dialog.BasisSource, "on average three to nine months"},
		{workstream.GroupsMin, "2024-11-16", 2, dialog.BasisChoice, "the source names no number"},
	} {
		v := tc.parameter.At(ps, day(tc.on))
		assert.Equal(t, tc.value, v.Value, tc.reason)
		assert.Equal(t, tc.basis, v.Setting.Basis, tc.reason)
		assert.NotEmpty(t, v.Setting.Reference["de"], tc.reason)
		assert.NotEmpty(t, v.Setting.Reference["en"], tc.reason)
	}
	for _, p := range []dialog.Parameter[dialog.Severity]{workstream.DurationSeverity, workstream.MeanSeverity} {
		assert.Equal(t, dialog.SeverityWarning, p.At(ps, day("2024-11-16")).Value)
		assert.Equal(t, dialog.BasisChoice, p.At(ps, day("2024-11-16")).Setting.Basis)
	}
}

func TestARangeThatEndsBeforeItStartsIsRefused(t *testing.T) {
	_, err := builtIn(t).With([]dialog.Setting{{Parameter: "workstream-months-min", Value: dialog.PolicyValue{"10"}, Basis: dialog.BasisChoice, Reference: dialog.Plain("test")}})
	var fault *dialog.PolicyError
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, dialog.LimitsCrossed, fault.Problem)
}

func TestTypicalMonthsAreThreeToNine(t *testing.T) {
	for months, want := range map[int]bool{-3: false, 0: false, 2: false, 3: true, 9: true, 10: false} {
		assert.Equal(t, want, workstream.TypicalMonths(builtIn(t), day("2024-11-16"), months), months)
	}
}

func TestHostsCanCheckMonthsInTheirForms(t *testing.T) {
	v := validator.New()
	require.NoError(t, workstream.RegisterValidations(v))
	for _, tc := range []struct {
		value any
		valid bool
	}{
		{2, false}, {3, true}, {int8(9), true}, {10, false}, {-3, false}, {int64(math.MaxInt64), false},
		{uint8(3), true}, {uint(10), false}, {uint64(math.MaxUint64), false}, {uint64(1<<63 + 3), false},
		{"3", false}, {3.0, false}, {[]int{3, 4, 5}, false},
	} {
		assert.Equal(t, tc.valid, v.Var(tc.value, workstream.TagMonths) == nil, "%T %v", tc.value, tc.value)
	}
}

func TestEveryRuleHasItsSentencesAndItsPlace(t *testing.T) {
	for i, r := range workstream.Rules() {
		assert.Equal(t, dialog.RuleID("WST-"+string(rune('0'+(i+1)/10))+string(rune('0'+(i+1)%10))), r.ID, "in order, without gaps")
		assert.NotZero(t, r.Severity, r.ID)
		assert.NotZero(t, r.Basis, r.ID)
		for _, l := range []*i18n.Localizer{i18n.German(), i18n.English()} {
			for _, part := range []string{"title", "message", "hint"} {
				assert.True(t, l.Has("rule."+string(r.ID)+"."+part), "%s %s %s", l.Tag(), r.ID, part)
			}
			if r.Section != "" {
				assert.True(t, l.Has("source."+r.Section), "%s %s", r.ID, r.Section)
			}
		}
	}
}
