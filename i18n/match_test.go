package i18n_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLocalizerFindsTheBestLanguage(t *testing.T) {
	c, err := withTexts(t, map[string]string{
		"de-simple.yaml": "common.unknown: nicht bekannt",
		"fr.yaml":        "common.unknown: inconnu",
		"en-CA.yaml":     "common.unknown: unknown",
		"zh.yaml":        "common.unknown: 未知",
	})
	require.NoError(t, err)
	long := strings.Repeat("x-y;q=0.9, ", 5000)
	cases := []struct {
		name        string
		preferences []string
		want        string
		reason      string
	}{
		{"nothing", nil, "de", "the default"},
		{"empty header", []string{""}, "de", "the default"},
		{"tag", []string{"en"}, "en", "exact"},
		{"variant", []string{"de-simple"}, "de-simple", "an exact tag comes first: the matcher of x/text would say de"},
		{"variant of a region", []string{"de-AT-simple"}, "de", "parents come next"},
		{"region", []string{"de-AT"}, "de", "a parent"},
		{"upper case and underscore", []string{"EN_gb"}, "en", "tags are read leniently"},
		{"relative", []string{"lb"}, "de", "Luxembourgish readers read German"},
		{"extension", []string{"fr-u-ca-gregory"}, "fr", "extensions do not matter"},
		{"no language of ours", []string{"ja"}, "de", "the default"},
		{"ill-formed", []string{"!!", "en"}, "en", "passed over"},
		{"unknown subtag", []string{"xx-YY, fr"}, "fr", "passed over"},
		{"stored choice before header", []string{"fr", "en;q=1"}, "fr", "preferences come best first"},
		{"stored choice unknown", []string{"ja", "en"}, "en", "the next preference"},

		{"RFC 9110 12.5.4", []string{"da, en-gb;q=0.8, en;q=0.7"}, "en", "Danish is not there"},
		{"RFC 9110 with Danish absent and French", []string{"da, fr;q=0.75, en-gb;q=0.8"}, "en", "weights decide, not order"},
		{"MDN", []string{"fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5"}, "fr", "published example"},
		{"MDN region", []string{"en-US,en;q=0.5"}, "en", "published example"},
		{"RFC 4647 3.4 Chinese", []string{"zh-Hant-CN-x-private1-private2"}, "zh", "progressively shorter"},
		{"equal weights", []string{"fr;q=0.5, en;q=0.5"}, "fr", "order decides between equal weights"},
		{"blanks", []string{" fr ; q=0.1 ,\ten\t;\tq=0.2"}, "en", "optional white space"},
		{"empty elements", []string{",, ,en"}, "en", "empty elements are allowed in lists"},
		{"upper-case Q", []string{"fr;Q=0.1, en;Q=0.2"}, "en", "parameter names ignore case"},
		{"many decimals", []string{"fr;q=0.66666, en;q=0.66766"}, "en", "thousandths count"},
		{"weight above one", []string{"fr;q=1.5, en"}, "en", "not well-formed, left out"},
		{"weight without digits", []string{"fr;q=, en;q=0.1"}, "en", "not well-formed, left out"},
		{"negative weight", []string{"fr;q=-1, en;q=0.1"}, "en", "not well-formed, left out"},
		{"other parameter", []string{"fr;level=1, en;q=0.9"}, "fr", "passed over"},

		{"wildcard", []string{"*"}, "de", "the default"},
		{"wildcard last", []string{"ja, *;q=0.1"}, "de", "the default"},
		{"wildcard beside German", []string{"de;q=0.1, *"}, "en", "the wildcard is for what no other range speaks of"},
		{"wildcard beside all", []string{"en;q=0.1, fr;q=0.2, zh;q=0.3, de;q=0.4, *"}, "de", "nothing is left for the wildcard"},
		{"weight with letters", []string{"fr;q=0.x, en;q=0.1"}, "en", "not well-formed, left out"},
		{"German excluded", []string{"de;q=0"}, "en", "zero means not acceptable, the variant included"},
		{"German excluded by region", []string{"ja, de;q=0"}, "en", "the first language that is not excluded"},
		{"all excluded", []string{"de;q=0, en;q=0, fr;q=0, zh;q=0"}, "de", "something must be said"},
		{"only a region", []string{"en-GB, *;q=0"}, "en", "the nearest that can be had"},
		{"exact exclusion", []string{"en-CA;q=0, en-US"}, "en", "another region is not excluded"},

		{"very long", []string{long + "fr"}, "de", "what goes beyond the bound is ignored"},
		{"long list", []string{"fr, " + long}, "fr", "the start is read"},
		{"long tag", []string{strings.Repeat("a", 10_000) + ", en"}, "de", "cut off before the comma"},
		{"binary", []string{"\x00\xff\xfe;q=\x01, en;q=0.3"}, "en", "garbage is left out"},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			assert.Equal(t, tc.want, c.Localizer(tc.preferences...).Tag().String(), tc.reason)
		})
	}
}
