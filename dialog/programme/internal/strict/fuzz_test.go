package strict_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"
	"pgregory.net/rapid"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
)

var seeds = []string{
	located,
	"# a\n\nname: x # y\ntitle: {de: a, en: b}\nlist:\n- label: |\n    x\n    y\n  year: 2025\n",
	"name: &a x\nnote: *a\n? [b]\n: !c d\n<<: {}\n",
	"a:\r\n- b\r\n\tc: 'd\n",
	"\ufeffnumber: 1e3\nflag: yes\ncolour: gren\n---\n",
	"{name: \"\\U0001F600\", words: [a, ~, 'null', \"\\x41\"], limits: {\"a.b\": 1}}",
	"name: \u202e\u0085\u2028\nname: 2\nmaybe: null\nsmall: 300\n",
	"[[[{a: [}]]]", "- - - ? - a", "%YAML 1.2\n--- >-2\n  a", "x: \xff", "\x00",
}

// FuzzParse: nothing panics, every problem has a place within the file, a file
// that is not usable says why, and a file without problems survives being
// written and read again.
func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, s, ps := read("a.yaml", string(data), strict.Limits{Bytes: 1 << 16})
		checkProblems(t, d, ps)
		for _, c := range d.Comments() {
			assert.Contains(t, d.Line(c.Line), c.Text)
		}
		if len(ps) > 0 {
			return
		}
		written, err := yaml.Dump(s)
		require.NoError(t, err)
		_, again, ps := read("a.yaml", string(written), strict.Limits{})
		require.Empty(t, ps, "written as\n%s", written)
		if want, err := yaml.Dump(again); assert.NoError(t, err) {
			assert.Equal(t, string(want), string(written))
		}
	})
}

func checkProblems(t *testing.T, d *strict.Document, ps []strict.Problem) {
	assert.True(t, d.Usable() || len(ps) > 0, "a file that cannot be used has a problem")
	for _, p := range ps {
		assert.NotZero(t, p.Kind)
		assert.NotContains(t, p.Kind.String(), "(")
		assert.LessOrEqual(t, utf8.RuneCountInString(p.Value), 80)
		if p.Kind == strict.TooLarge {
			continue
		}
		require.Positive(t, p.Line, "%v", p)
		require.Positive(t, p.Column, "%v", p)
		assert.LessOrEqual(t, p.Line, d.Lines()+1, "%v", p)
		assert.LessOrEqual(t, p.Column, utf8.RuneCountInString(d.Line(p.Line))+1, "%v", p)
		assert.NotEmpty(t, d.Excerpt(p.Line, p.Column, 1), "%v", p)
		if p.Kind == strict.UnknownKey && p.Path != "" {
			line, column := d.LocateKey(p.Path)
			assert.NotZero(t, line*column)
		}
	}
}

// FuzzJSON: what encoding/json accepts is accepted, what it refuses is refused,
// and the same document in YAML decodes to the same values and problems.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{
		`{"name": "x", "title": {"de": "a"}, "list": [{"label": "😀\ud83d\ude00\u00e4", "year": 2025}], "number": 1e2}`,
		`{"name": null, "nme": 1, "words": ["a", true, 1.50, []], "limits": {"a.b": "x", "": 2}, "flag": "true"}`,
		`{"name": "a", "name": "b"}`, `{"a": "\ud800"}`, `[1, 2`, `{"a": 1,}`, `{} {}`, `"a`, ` `, "\ufeff{}", `{"name": "\u2028\u0085\u0000\\\/\""}`, "[[[[[]]]]]", `{"a" 1}`, "tru", "-",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, s, ps := read("a.json", string(data), strict.Limits{Bytes: 1 << 16})
		checkProblems(t, d, ps)
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		stopped := false // for a reason of ours
		for _, p := range ps {
			stopped = stopped || p.Kind != strict.Syntax && !d.Usable() || p.Detail == "half a surrogate pair"
		}
		if !stopped {
			require.Equal(t, json.Valid(data), d.Usable(), "%v", ps)
		}
		if !d.Usable() {
			return
		}
		checkSameInYAML(t, data, s, ps)
	})
}

func checkSameInYAML(t require.TestingT, data []byte, s sample, ps []strict.Problem) {
	for _, p := range ps {
		if p.Kind == strict.DuplicateKey || p.Kind == strict.BadValue && len(p.Value) > 79 {
			return // a map has lost the duplicate
		}
	}
	var v any
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&v))
	var b strings.Builder
	writeYAML(&b, v, 0)
	_, again, problems := read("a.yaml", b.String(), strict.Limits{Bytes: 1 << 20})
	assert.True(t, reflect.DeepEqual(s, again), "JSON %+v\nYAML %+v\n%s", s, again, b.String())
	assert.ElementsMatch(t, summaries(ps), summaries(problems), "%s", b.String())
}

func summaries(ps []strict.Problem) []string {
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprint(p.Kind, p.Path, p.Want, p.Got, p.Value, p.Nearest, p.Err))
	}
	return out
}

// writeYAML writes a JSON value as YAML: collections as blocks, texts in double
// quotes with YAML's escapes, numbers as they are.
func writeYAML(b *strings.Builder, v any, indent int) {
	pad := "\n" + strings.Repeat(" ", indent)
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			b.WriteString(" {}")
		}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			b.WriteString(pad + "? " + quoteYAML(k) + pad + ":")
			writeYAML(b, v[k], indent+2)
		}
	case []any:
		if len(v) == 0 {
			b.WriteString(" []")
		}
		for _, e := range v {
			b.WriteString(pad + "-")
			writeYAML(b, e, indent+2)
		}
	case string:
		b.WriteString(" " + quoteYAML(v))
	case nil:
		b.WriteString(" null")
	default:
		fmt.Fprintf(b, " %v", v)
	}
}

// quoteYAML: Go's escapes for what is not ASCII are YAML's as well.
func quoteYAML(s string) string {
	return strings.ReplaceAll(strconv.QuoteToASCII(s), `\x7f`, `\u007F`)
}

// checkJSONAndYAMLAgree draws documents that are nearly samples.
func checkJSONAndYAMLAgree(t *rapid.T) {
	data, err := json.Marshal(drawSample(t))
	require.NoError(t, err)
	_, s, ps := read("a.json", string(data), strict.Limits{})
	checkSameInYAML(t, data, s, ps)
}

func TestJSONAndYAMLAgree(t *testing.T) { rapid.Check(t, checkJSONAndYAMLAgree) }

// drawSample draws a mapping with some of sample's keys and values that mostly fit.
func drawSample(t *rapid.T) map[string]any {
	text := rapid.OneOf(rapid.SampledFrom([]string{"a", "2025", "yes", "null", "~", "", "ä", "😀", "# x", ": y", "true", "012", "green", "blau", "\n"}), rapid.String())
	number := rapid.Custom(func(t *rapid.T) any {
		return json.Number(rapid.SampledFrom([]string{"0", "1", "-1", "100", "128", "2025", "1.0", "1.5", "1e2", "99999999999999999999", "1e400"}).Draw(t, "number"))
	})
	scalar := rapid.OneOf(text.AsAny(), number, rapid.Bool().AsAny(), rapid.Just[any](nil))
	values := map[string]*rapid.Generator[any]{
		"note": scalar, "name": scalar, "number": scalar, "small": scalar, "count": scalar, "flag": scalar, "colour": scalar, "year": scalar, "maybe": scalar,
		"nme":    scalar,
		"title":  rapid.OneOf(scalar, rapid.MapOf(text, scalar).AsAny()),
		"values": rapid.OneOf(scalar, rapid.SliceOf(scalar).AsAny()),
		"words":  rapid.OneOf(scalar, rapid.SliceOf(scalar).AsAny()),
		"limits": rapid.OneOf(scalar, rapid.MapOf(text, scalar).AsAny()),
		"inner":  rapid.OneOf(scalar, rapid.MapOf(rapid.SampledFrom([]string{"label", "year", "sub"}), scalar).AsAny()),
	}
	keys := slices.Sorted(maps.Keys(values))
	out := map[string]any{}
	for _, k := range rapid.SliceOfDistinct(rapid.SampledFrom(keys), rapid.ID).Draw(t, "keys") {
		out[k] = values[k].Draw(t, k)
	}
	return out
}

// checkPositionsDoNotDependOnLineEnds: CRLF and a byte order mark change nothing.
func checkPositionsDoNotDependOnLineEnds(t *rapid.T) {
	var b strings.Builder
	writeYAML(&b, drawSample(t), 0)
	places := func(data string) []strict.Position {
		_, _, ps := read("a.yaml", data, strict.Limits{})
		var out []strict.Position
		for _, p := range ps {
			out = append(out, p.Position())
		}
		return out
	}
	want := places(b.String())
	assert.Equal(t, want, places(strings.ReplaceAll(b.String(), "\n", "\r\n")))
	assert.Equal(t, want, places("\ufeff"+b.String()))
}

func TestPositionsDoNotDependOnLineEnds(t *testing.T) {
	rapid.Check(t, checkPositionsDoNotDependOnLineEnds)
}
