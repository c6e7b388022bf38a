package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// Parameters of an invented package.
var (
	most   = dialog.NumberParameter("most", "day", 0, 100)
	least  = dialog.NumberParameter("least", "day", 0, 100).Below(most)
	grave  = dialog.SeverityParameter("grave")
	asked  = dialog.SwitchParameter("asked")
	seated = dialog.GroupsParameter("seated")
)

func setting(name, from, value string) dialog.Setting {
	s := dialog.Setting{Parameter: name, Value: dialog.PolicyValue{value}, Basis: dialog.BasisChoice, Reference: dialog.Plain("a test")}
	if from != "" {
		s.From = dialog.MustDate(from)
	}
	return s
}

func specs() []dialog.ParameterSpec {
	return []dialog.ParameterSpec{most.Spec(), least.Spec(), grave.Spec(), asked.Spec(), seated.Spec()}
}

func fromTheStart() []dialog.Setting {
	return []dialog.Setting{setting("most", "", "9"), setting("least", "", "3"), setting("grave", "", "warning"),
		setting("asked", "", "no"), setting("seated", "", "science")}
}

func basePolicies(t require.TestingT, more ...dialog.Setting) *dialog.Policies {
	ps, err := dialog.NewPolicies(dialog.PolicyTable{Parameters: specs(), Settings: append(fromTheStart(), more...)})
	require.NoError(t, err)
	return ps
}

func TestThePolicyInForceIsTheLastOneThatHasBegun(t *testing.T) {
	ps := basePolicies(t, setting("most", "2030-01-01", "10"), setting("most", "2020-01-01", "8"))
	for day, want := range map[string]int{
		"2019-12-31": 9, "2020-01-01": 8, "2029-12-31": 8, "2030-01-01": 10, "2099-01-01": 10,
		"2020": 8, "2019-12": 9, "unknown": 10,
	} {
		v := most.At(ps, dialog.MustDate(day))
		assert.Equal(t, want, v.Value, day)
		assert.Equal(t, dialog.BasisChoice, v.Setting.Basis)
	}
	assert.Equal(t, dialog.SeverityWarning, grave.At(ps, dialog.Date{}).Value)
	assert.False(t, asked.At(ps, dialog.Date{}).Value)
	assert.Equal(t, []dialog.Group{dialog.Science}, seated.At(ps, dialog.Date{}).Value.Groups())
	assert.Zero(t, dialog.NumberParameter("other", "day", 0, 1).At(ps, dialog.Date{}), "a parameter of no table")
}

func TestOverridesReplaceWhatWasInForceFromTheirFirstDay(t *testing.T) {
	base := basePolicies(t, setting("most", "2020-01-01", "8"), setting("most", "2030-01-01", "10"))
	ps, err := base.With([]dialog.Setting{setting("most", "2025-01-01", "20")})
	require.NoError(t, err)
	for day, want := range map[string]int{"2019-01-01": 9, "2024-12-31": 8, "2025-01-01": 20, "2031-01-01": 20} {
		assert.Equal(t, want, most.At(ps, dialog.MustDate(day)).Value, day)
	}
	assert.Equal(t, 10, most.At(base, dialog.MustDate("2031-01-01")).Value, "the base stays as it was")
	ps, err = base.With([]dialog.Setting{setting("most", "", "4")})
	require.NoError(t, err)
	assert.Equal(t, 4, most.At(ps, dialog.MustDate("2031-01-01")).Value, "from the start replaces everything")
}

func TestSettingsThatCannotBeUsedAreRefused(t *testing.T) {
	for _, tc := range []struct {
		name    string
		setting dialog.Setting
		want    dialog.PolicyProblem
		says    string
	}{
		{"unknown parameter", setting("mots", "", "1"), dialog.UnknownParameter, "asked, grave, least, most, seated"},
		{"not a number", setting("most", "", "many"), dialog.ValueRefused, "from 0 to 100"},
		{"too large", setting("most", "", "101"), dialog.ValueRefused, "from 0 to 100"},
		{"no severity", setting("grave", "", "fatal"), dialog.ValueRefused, "error, warning, notice"},
		{"no switch", setting("asked", "", "unknown"), dialog.ValueRefused, "yes or no"},
		{"no group", setting("seated", "", "bsi"), dialog.ValueRefused, "groups"},
		{"from a month", setting("most", "2030-01", "10"), dialog.NotFromADay, "2030-01"},
		{"crossed limits", setting("least", "", "10"), dialog.LimitsCrossed, "above most, which is 9"},
		{"crossed by the upper one", setting("most", "2030-01-01", "2"), dialog.LimitsCrossed, "from 2030-01-01"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := basePolicies(t).With([]dialog.Setting{setting("asked", "2031-01-01", "yes"), tc.setting})
			var at *dialog.OverrideError
			require.ErrorAs(t, err, &at)
			assert.Equal(t, 1, at.Index, "the second of the settings is at fault")
			var fault *dialog.PolicyError
			require.ErrorAs(t, err, &fault)
			assert.Equal(t, tc.want, fault.Problem)
			assert.Contains(t, err.Error(), tc.says)
		})
	}
	_, err := basePolicies(t).With([]dialog.Setting{setting("most", "2030-01-01", "10"), setting("most", "2030-01-01", "11")})
	var fault *dialog.PolicyError
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, dialog.SetTwice, fault.Problem)
}

func TestABuiltInParameterHasAValueFromTheStart(t *testing.T) {
	_, err := dialog.NewPolicies(dialog.PolicyTable{Parameters: specs(), Settings: fromTheStart()[1:]})
	var fault *dialog.PolicyError
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, dialog.NeverSet, fault.Problem)
	_, err = dialog.NewPolicies(dialog.PolicyTable{Parameters: append(specs(), most.Spec()), Settings: fromTheStart()})
	assert.ErrorContains(t, err, "declared twice")
}

// The history of a parameter against the obvious model: a value for every day.
func TestPoliciesAgreeWithAValueForEveryDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := dialog.MustDate("2030-01-01")
		model := make([]int, 60)
		for i := range model {
			model[i] = 9
		}
		ps := basePolicies(t)
		for range rapid.IntRange(0, 4).Draw(t, "rounds") {
			days := rapid.SliceOfNDistinct(rapid.IntRange(0, 59), 1, 4, rapid.ID[int]).Draw(t, "days")
			var settings []dialog.Setting
			earliest := 59
			values := map[int]int{}
			for _, d := range days {
				values[d] = rapid.IntRange(3, 100).Draw(t, "value")
				earliest = min(earliest, d)
				s := setting("most", first.AddDays(d).String(), "")
				s.Value = dialog.PolicyValue{itoa(values[d])}
				settings = append(settings, s)
			}
			var err error
			ps, err = ps.With(settings)
			require.NoError(t, err)
			current := 0
			for d := earliest; d < 60; d++ {
				if v, ok := values[d]; ok {
					current = v
				}
				model[d] = current
			}
		}
		for d, want := range model {
			if got := most.At(ps, first.AddDays(d)).Value; got != want {
				t.Fatalf("day %d: got %d, want %d", d, got, want)
			}
		}
	})
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func TestBuiltInPoliciesSayWhereTheyComeFrom(t *testing.T) {
	table, err := dialog.Policy()
	require.NoError(t, err)
	_, err = dialog.NewPolicies(table)
	require.NoError(t, err)
	for _, s := range table.Settings {
		assert.NotEmpty(t, s.Reference["de"], s.Parameter)
		assert.NotEmpty(t, s.Reference["en"], s.Parameter)
		assert.NotZero(t, s.Basis, s.Parameter)
	}
}

func TestAPolicyFileOfAPackageIsReadStrictly(t *testing.T) {
	for name, file := range map[string]string{
		"unknown key":  "version: 1\nsettings:\n  - {parameter: most, valeu: 1}\n",
		"no date":      "version: 1\nsettings:\n  - {parameter: most, from: 2030-02-30, value: 1, basis: choice, reference: {de: a}}\n",
		"no basis":     "version: 1\nsettings:\n  - {parameter: most, value: 1, basis: gut, reference: {de: a}}\n",
		"other format": "version: 2\nsettings: []\n",
	} {
		_, err := dialog.ReadPolicyTable([]byte(file), most.Spec())
		assert.Error(t, err, name)
	}
}

func TestManySettingsAreCheckedInOnePass(t *testing.T) {
	var many []dialog.Setting
	for i := range 2000 {
		day := dialog.MustDate("2000-01-01").AddDays(i).String()
		many = append(many, setting("least", day, itoa(i%5)), setting("most", day, itoa(5+i%5)))
	}
	ps, err := basePolicies(t).With(many)
	require.NoError(t, err)
	assert.Equal(t, 4, least.At(ps, dialog.MustDate("2000-01-05")).Value)
	many[len(many)-1].Value = dialog.PolicyValue{"1"}
	_, err = basePolicies(t).With(many)
	var at *dialog.OverrideError
	require.ErrorAs(t, err, &at)
	assert.Equal(t, len(many)-2, at.Index, "the settings of the day on which the limits cross")
}
