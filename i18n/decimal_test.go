package i18n_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func TestDecimalsAreWrittenAsTheLanguageDoes(t *testing.T) {
	for _, tc := range []struct{ digits, de, en string }{
		{"0", "0", "0"},
		{"999", "999", "999"},
		{"1234", "1.234", "1,234"},
		{"1433.98713", "1.433,98713", "1,433.98713"},
		{"0.00001", "0,00001", "0.00001"},
		{"12.50", "12,50", "12.50"},
		{"-1234.5", "-1.234,5", "-1,234.5"},
		{"123456789012345678901234567890.5", "123.456.789.012.345.678.901.234.567.890,5", "123,456,789,012,345,678,901,234,567,890.5"},
		{"2/3", "2/3", "2/3"},
		{"", "", ""},
		{".5", ".5", ".5"},
		{"5.", "5.", "5."},
		{"1e3", "1e3", "1e3"},
	} {
		assert.Equal(t, tc.de, i18n.German().Decimal(tc.digits))
		assert.Equal(t, tc.en, i18n.English().Decimal(tc.digits))
	}
}

func TestDecimalsCountNouns(t *testing.T) {
	for digits, want := range map[string]string{
		"1": "1 Stimme", "2": "2 Stimmen", "0": "0 Stimmen", "1.0": "1,0 Stimmen", "1.5": "1,5 Stimmen",
		"1000000000000000000000": "1.000.000.000.000.000.000.000 Stimmen",
	} {
		assert.Equal(t, want, i18n.German().Text("unit.vote", i18n.Decimal("n", digits)))
	}
	assert.Contains(t, i18n.German().Text("rule.DEN-03.message", i18n.Decimal("days", "1.5"), i18n.Int("limit", 2)),
		"liegen 1,5 Tage, mehr als 2 Monate", "within a text")
}

func TestWhatIsNoDecimalFitsNoPlaceholder(t *testing.T) {
	for _, digits := range []string{"", "x", "1,5", "1.", ".1", "--1", "1/2", "١"} {
		assert.Equal(t, "{n} Stimmen", i18n.German().Text("unit.vote", i18n.Decimal("n", digits)), digits)
	}
}

func TestDecimalsAreKeptInJSON(t *testing.T) {
	for _, digits := range []string{"0", "-0.50", "123456789012345678901234567890.5"} {
		data, err := json.Marshal(i18n.Decimal("n", digits))
		require.NoError(t, err)
		var a i18n.Arg
		require.NoError(t, json.Unmarshal(data, &a))
		assert.Equal(t, i18n.Decimal("n", digits), a)
	}
	var a i18n.Arg
	assert.ErrorContains(t, json.Unmarshal([]byte(`{"name":"n","type":"decimal","value":"1,5"}`), &a), "no")
}
