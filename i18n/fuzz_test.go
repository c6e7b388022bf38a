package i18n_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// FuzzLocalizer: whatever a client sends, the answer is one of the languages,
// and asking for that language gives it again.
func FuzzLocalizer(f *testing.F) {
	for _, seed := range []string{"", "*", "de", "da, en-gb;q=0.8, en;q=0.7", "de-simple, en;q=0", ";q=,,", "en;q=0.0000001", "zh-Hant-CN-x-private1"} {
		f.Add(seed)
	}
	c := i18n.Default()
	f.Fuzz(func(t *testing.T, header string) {
		l := c.Localizer(header)
		require.Contains(t, c.Languages(), l.Tag())
		require.Same(t, l, c.Localizer(l.Tag().String()))
	})
}

// FuzzFile: a file of texts is refused with faults that have a place, or it is
// accepted and every text of it renders.
func FuzzFile(f *testing.F) {
	for _, seed := range []string{french, "", "a: b", "date.day: '{date}'", "unit.day: {one: '{n:unit.day}', other: x}", "list.two: '{0}{1}'", "a: [", "a: &x b\nc: *x", "common.unknown: '{{'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		texts := fstest.MapFS{"fr.yaml": {Data: []byte(data)}}
		c, err := i18n.New(i18n.Options{Texts: []fs.FS{texts}})
		if err != nil {
			fault := (*i18n.TextError)(nil)
			require.ErrorAs(t, err, &fault)
			require.NotContains(t, fault.Error(), "\n")
			return
		}
		l := c.Localizer("fr")
		for key := range c.Keys("fr") {
			require.NotEmpty(t, l.Text(key, i18n.Int("n", 3), i18n.Term("group", key)), key)
		}
		require.NotEmpty(t, l.DateRange(day(2025, 1, 2), day(2025, 1, 3)))
		require.NotEmpty(t, l.Date(day(2025, 1, 2)))
	})
}

// FuzzCollation: the order of strings is total, whatever bytes they hold.
func FuzzCollation(f *testing.F) {
	f.Add("a", "ä", "b")
	f.Add("A", "A\u030a", "\u00c5")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		l := i18n.German()
		require.Equal(t, l.Compare(a, b), -l.Compare(b, a))
		require.Equal(t, a == b, l.Compare(a, b) == 0)
		sorted := []string{a, b, c}
		l.Sort(sorted)
		require.True(t, slices.IsSortedFunc(sorted, l.Compare))
	})
}

func TestAnyArgumentsRenderSomething(t *testing.T) { rapid.Check(t, checkRendering) }

// checkRendering: no combination of text and arguments panics or says nothing.
func checkRendering(t *rapid.T) {
	c := i18n.Default()
	lang := rapid.SampledFrom(languages).Draw(t, "language")
	key := rapid.SampledFrom(slices.Collect(c.Keys(lang))).Draw(t, "key")
	var args []i18n.Arg
	for _, p := range c.Placeholders(lang, key) {
		args = append(args, drawArg(t, p.Name))
	}
	l := c.Localizer(lang)
	got := l.Text(key, args...)
	assert.NotEmpty(t, got)
	assert.Equal(t, got, string(l.Append(nil, key, args...)))
	assert.Equal(t, got, l.Text(key, append(args, i18n.Text("nobody-asks", "x"))...), "superfluous arguments change nothing")
}

func drawDate(t *rapid.T, name string) i18n.Date {
	return day(rapid.IntRange(-1, 10_000).Draw(t, name+" year"), rapid.IntRange(-1, 13).Draw(t, name+" month"), rapid.IntRange(-1, 32).Draw(t, name+" day"))
}

func drawArg(t *rapid.T, name string) i18n.Arg {
	keys := rapid.SampledFrom([]string{"group.science", "common.unknown", "no.such", "", "unit.day", "rule.PAR-01.open"})
	switch rapid.IntRange(0, 8).Draw(t, name+" type") {
	case 0:
		return i18n.Text(name, "x"+rapid.String().Draw(t, name))
	case 1:
		return i18n.Int(name, rapid.Int().Draw(t, name))
	case 2:
		return i18n.Day(name, drawDate(t, name))
	case 3:
		return i18n.Span(name, drawDate(t, name+" from"), drawDate(t, name+" to"))
	case 4:
		return i18n.Term(name, keys.Draw(t, name))
	case 5:
		return i18n.Terms(name, rapid.SliceOf(keys).Draw(t, name)...)
	case 6:
		return i18n.List(name, rapid.SliceOfN(rapid.StringN(1, 3, 9), 0, 4).Draw(t, name)...)
	case 7:
		return i18n.Multi(name, map[string]string{rapid.SampledFrom([]string{"de", "en", "fr", ""}).Draw(t, name): rapid.String().Draw(t, name+" text")})
	}
	return i18n.Arg{}
}

func TestNumbersAreWrittenDigitByDigit(t *testing.T) { rapid.Check(t, checkNumber) }

// checkNumber: without the grouping, a number is the number.
func checkNumber(t *rapid.T) {
	n := rapid.Int().Draw(t, "n")
	plain := i18n.English().Text("ordinal", i18n.Int("n", n))
	grouped := i18n.English().Number(n)
	assert.Equal(t, plain[:len(plain)-2], strings.ReplaceAll(grouped, ",", ""))
	assert.Equal(t, grouped, strings.ReplaceAll(i18n.German().Number(n), ".", ","), "German only differs in the separator")
}
