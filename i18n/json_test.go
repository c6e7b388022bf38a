package i18n_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

func TestArgumentsHaveAJSONForm(t *testing.T) {
	cases := []struct {
		name string
		arg  i18n.Arg
		want string
	}{
		{"text", i18n.Text("a", "b"), `{"name":"a","type":"text","value":"b"}`},
		{"int", i18n.Int("a", -3), `{"name":"a","type":"int","value":-3}`},
		{"day", i18n.Day("a", day(2025, 11, 4)), `{"name":"a","type":"date","value":"2025-11-04"}`},
		{"month", i18n.Day("a", day(2025, 11, 0)), `{"name":"a","type":"date","value":"2025-11"}`},
		{"year", i18n.Day("a", day(2025, 0, 0)), `{"name":"a","type":"date","value":"2025"}`},
		{"unknown", i18n.Day("a", i18n.Date{}), `{"name":"a","type":"date","value":"unknown"}`},
		{"span", i18n.Span("a", day(2025, 11, 4), i18n.Date{}), `{"name":"a","type":"span","value":{"from":"2025-11-04","to":"unknown"}}`},
		{"term", i18n.Term("a", "group.science"), `{"name":"a","type":"term","value":"group.science"}`},
		{"terms", i18n.Terms("a", "b", "c"), `{"name":"a","type":"terms","value":["b","c"]}`},
		{"list", i18n.List("a", "b", "c"), `{"name":"a","type":"list","value":["b","c"]}`},
		{"multi", i18n.Multi("a", map[string]string{"en": "b", "de": "c"}), `{"name":"a","type":"multi","value":{"de":"c","en":"b"}}`},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			got, err := json.Marshal(tc.arg)
			require.NoError(t, err)
			assert.Equal(t, tc.want, string(got))
			var back i18n.Arg
			require.NoError(t, json.Unmarshal(got, &back))
			assert.Equal(t, tc.arg, back)
			assert.Equal(t, "a", back.Name())
		})
	}
}

func TestArgumentWithoutTypeHasNoJSONForm(t *testing.T) {
	_, err := json.Marshal(i18n.Arg{})
	require.Error(t, err)
	none, err := json.Marshal([]i18n.Arg{i18n.List("a"), i18n.Terms("b"), i18n.Multi("c", nil)})
	require.NoError(t, err)
	assert.NotContains(t, string(none), "null")
}

func TestUnreadableJSONLeavesTheArgumentAlone(t *testing.T) {
	for _, data := range []string{
		`{}`, `[]`, `{"name":"a","type":"","value":1}`, `{"name":"a","type":"what","value":1}`, `{"name":"a","type":"int","value":"x"}`,
		`{"name":"a","type":"date","value":"2025-13"}`, `{"name":"a","type":"date","value":"2025-1-1-1"}`, `{"name":"a","type":"date","value":""}`,
		`{"name":"a","type":"date","value":"2025-00-01"}`, `{"name":"a","type":"date","value":3}`, `{"name":"a","type":"span","value":"2025"}`,
		`{"name":"a","type":"span","value":{"from":"2025","to":"x"}}`, `{"name":"a","type":"span","value":{"to":"2025"}}`, `{"name":"a","type":"list","value":{}}`,
	} {
		arg := i18n.Int("kept", 1)
		require.Error(t, json.Unmarshal([]byte(data), &arg), data)
		assert.Equal(t, i18n.Int("kept", 1), arg, data)
	}
}

func TestJSONOfArgumentsReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arg := drawArg(t, "a")
		data, err := json.Marshal(arg)
		if err != nil {
			return
		}
		var back i18n.Arg
		if json.Unmarshal(data, &back) != nil {
			return // a date that is none
		}
		again, err := json.Marshal(back)
		require.NoError(t, err)
		assert.JSONEq(t, string(data), string(again))
	})
}
