package strict_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
)

// want is what a test expects of a problem: the kind, the place and, where not
// empty, the other fields.
type want struct {
	kind         strict.Kind
	line, column int
	path         string
	value        string
	near         string
	cause        strict.Cause
	got          strict.Shape
}

func read(name, data string, limits strict.Limits) (*strict.Document, sample, []strict.Problem) {
	d, ps := strict.Parse(name, []byte(data), limits)
	var s sample
	ps = append(ps, d.Decode(&s)...)
	strict.Sort(ps)
	return d, s, ps
}

func TestEveryMistakeIsToldWithKindAndPlace(t *testing.T) {
	one := func(w want) []want { return []want{w} }
	tests := []struct {
		name, reason string
		json         bool
		data         string
		want         []want
	}{
		{"empty", "an empty file says nothing", false, "", one(want{kind: strict.Empty, line: 1, column: 1})},
		{"only comments", "comments are not a document", false, "# a\n# b\n", one(want{kind: strict.Empty, line: 1, column: 1})},
		{"only a marker", "a document marker alone is not a document", false, "---\n", one(want{kind: strict.Empty, line: 1, column: 1})},
		{"empty JSON", "white space is not a document", true, " \n", one(want{kind: strict.Empty, line: 1, column: 1})},
		{"null", "null is a value of the wrong type, not an empty file", false, "null\n", one(want{kind: strict.Null, line: 1, column: 1})},

		{"latin-1", "the byte stands after five characters of its line", false, "name: x\nnote: M\xfcll\n", one(want{kind: strict.Encoding, line: 2, column: 8, value: "FC 6C"})},
		{"truncated UTF-8", "the last character is cut", false, "name: \xc3", one(want{kind: strict.Encoding, line: 1, column: 7, value: "C3"})},
		{"UTF-16", "a byte order mark of UTF-16", false, "\xff\xfen\x00", one(want{kind: strict.Encoding, line: 1, column: 1, value: "FF FE"})},
		{"UTF-16 without mark", "zeros beside ASCII", false, "n\x00a\x00", one(want{kind: strict.Encoding, line: 1, column: 1})},
		{"zero byte", "a control character", false, "name: ä\x00", one(want{kind: strict.Syntax, line: 1, column: 8, value: "U+0000", cause: strict.CauseControl})},
		{"C1 control", "YAML refuses these, JSON does not", false, "name: \u0081", one(want{kind: strict.Syntax, line: 1, column: 7, value: "U+0081", cause: strict.CauseControl})},
		{"noncharacter", "U+FFFE is not printable in YAML", false, "name: \ufffe", one(want{kind: strict.Syntax, line: 1, column: 7, value: "U+FFFE", cause: strict.CauseControl})},

		{"tab", "YAML indents with spaces", false, "inner:\n\tlabel: x\n", one(want{kind: strict.Syntax, line: 2, column: 1, cause: strict.CauseTab})},
		{"indicator", "@ is reserved", false, "name: @x\n", one(want{kind: strict.Syntax, line: 1, column: 7, cause: strict.CauseIndicator})},
		{"second colon", "a text with a colon needs quotes", false, "name: a: b\n", one(want{kind: strict.Syntax, line: 1, column: 8, cause: strict.CauseColon})},
		{"too far in", "the line belongs to the text above", false, "name: a\n  note: b\n", one(want{kind: strict.Syntax, line: 2, column: 7, cause: strict.CauseColon})},
		{"open quote", "shown where it begins, not at the end of the file", false, "note: x\nname: 'a\n", one(want{kind: strict.Syntax, line: 2, column: 7, cause: strict.CauseUnclosed})},
		{"open bracket", "shown where it begins", false, "words: [a, b\n", one(want{kind: strict.Syntax, line: 1, column: 8, cause: strict.CauseUnclosed})},
		{"escape", "no such escape", false, "name: \"\\q\"\n", one(want{kind: strict.Syntax, line: 1, column: 8, cause: strict.CauseEscape})},
		{"list then key", "a list does not turn into a mapping", false, "- a\nname: b\n", one(want{kind: strict.Syntax, line: 2, column: 1, cause: strict.CauseIndent})},
		{"no colon", "shown at the key, not at the next line", false, "number: 1\nname x\nflag: true\n", one(want{kind: strict.Syntax, line: 2, column: 1, cause: strict.CauseKey})},
		{"no colon at the end", "the last line without a line break", false, ":\n0", one(want{kind: strict.Syntax, line: 2, column: 1, cause: strict.CauseKey})},
		{"text after quote", "after umlauts the column counts characters", false, "note: 'ö' x\n", one(want{kind: strict.Syntax, line: 1, column: 11, cause: strict.CauseIndent})},

		{"JSON comma", "no comma after the last member", true, "{\n \"name\": \"x\",\n}", one(want{kind: strict.Syntax, line: 3, column: 1})},
		{"JSON open", "shown where it begins", true, "{\"name\": \"x\",\n \"words\": [", one(want{kind: strict.Syntax, line: 2, column: 11, cause: strict.CauseUnclosed})},
		{"JSON open text", "shown where it begins", true, "{\"name\": \"x", one(want{kind: strict.Syntax, line: 1, column: 10, cause: strict.CauseUnclosed})},
		{"JSON rest", "something after the end", true, "{\"name\": \"x\"}\n ä", one(want{kind: strict.Syntax, line: 2, column: 2, cause: strict.CauseTrailing})},
		{"JSON word", "YAML's bare words are not JSON", true, "{\"name\": x}", one(want{kind: strict.Syntax, line: 1, column: 10})},
		{"JSON half pair", "encoding/json would replace it silently", true, "{\"name\": \"ä\\ud83d!\"}", one(want{kind: strict.Syntax, line: 1, column: 12, cause: strict.CauseEscape})},
		{"JSON escape", "no such escape", true, "{\"name\": \"\\q\"}", one(want{kind: strict.Syntax, line: 1, column: 12, cause: strict.CauseEscape})},

		{"anchor and alias", "both are refused", false, "name: &a x\nnote: *a\n", []want{{kind: strict.Anchor, line: 1, column: 7, path: "name", value: "&a"}, {kind: strict.Anchor, line: 2, column: 7, path: "note", value: "*a"}}},
		{"alias without anchor", "told as an alias, the way out is the same", false, "name: *a\n", one(want{kind: strict.Anchor, line: 1, column: 7, value: "*a"})},
		{"merge key", "a mapping is written out", false, "inner:\n  <<: {label: x}\n", one(want{kind: strict.Anchor, line: 2, column: 3, path: "inner", value: "<<"})},
		{"anchor on key", "keys have none either", false, "&k name: x\n", one(want{kind: strict.Anchor, line: 1, column: 1, value: "&k"})},
		{"tag", "types come from the format", false, "name: !!str 3\n", one(want{kind: strict.Tag, line: 1, column: 7, path: "name", value: "!!str"})},
		{"own tag", "types come from the format", false, "inner: !thing {label: x}\n", one(want{kind: strict.Tag, line: 1, column: 8, path: "inner", value: "!thing"})},
		{"bare tag", "types come from the format", false, "name: ! x\n", one(want{kind: strict.Tag, line: 1, column: 7, path: "name", value: "!"})},
		{"second document", "the first one is still read", false, "name: x\n---\nname: y\n", one(want{kind: strict.Documents, line: 2, column: 1})},

		{"unknown key", "with a suggestion", false, "name: x\ntitel: y\n", one(want{kind: strict.UnknownKey, line: 2, column: 1, path: "titel", value: "titel", near: "title"})},
		{"unknown key without suggestion", "nothing is near", false, "xylophone: y\n", one(want{kind: strict.UnknownKey, line: 1, column: 1, value: "xylophone"})},
		{"near key is taken", "a suggestion that leads to a duplicate is none", false, "title: a\ntitel: y\n", one(want{kind: strict.UnknownKey, line: 2, column: 1})},
		{"unknown key inside", "in a list of mappings", false, "list:\n  - label: x\n    jear: 2025\n", one(want{kind: strict.UnknownKey, line: 3, column: 5, path: "list[0].jear", near: "year"})},
		{"Go names are not keys", "only tagged fields are", false, "Other: x\nHidden: y\n", []want{{kind: strict.UnknownKey, line: 1, column: 1}, {kind: strict.UnknownKey, line: 2, column: 1}}},
		{"duplicate", "with the first place", false, "name: a\nnote: b\nname: c\n", one(want{kind: strict.DuplicateKey, line: 3, column: 1, path: "name", value: "name"})},
		{"duplicate in quotes", "quotes do not make another key", false, "name: a\n'name': c\n", one(want{kind: strict.DuplicateKey, line: 2, column: 1})},
		{"duplicate in JSON", "encoding/json alone would take the last", true, "{\"name\": \"a\", \"name\": \"b\"}", one(want{kind: strict.DuplicateKey, line: 1, column: 15})},
		{"duplicate escaped", "the same key in other letters", true, "{\"name\": \"a\", \"n\\u0061me\": \"b\"}", one(want{kind: strict.DuplicateKey, line: 1, column: 15})},
		{"list as key", "keys are text", false, "? [a]\n: b\n", one(want{kind: strict.KeyType, line: 1, column: 3, got: strict.ShapeList})},
		{"null as key", "keys are text", false, "limits: {~: 1}\n", one(want{kind: strict.KeyType, line: 1, column: 10, got: strict.ShapeNull})},

		{"list at the top", "a programme is a mapping", false, "- a\n", one(want{kind: strict.WrongType, line: 1, column: 1, got: strict.ShapeList})},
		{"text for mapping", "", false, "inner: x\n", one(want{kind: strict.WrongType, line: 1, column: 8, path: "inner", got: strict.ShapeText})},
		{"text for list", "a list of one is written as a list", false, "words: x\n", one(want{kind: strict.WrongType, line: 1, column: 8, got: strict.ShapeText})},
		{"mapping for text", "", false, "name: {a: b}\n", one(want{kind: strict.WrongType, line: 1, column: 7, got: strict.ShapeMapping})},
		{"quoted number", "quotes are meant", false, "number: \"3\"\n", one(want{kind: strict.WrongType, line: 1, column: 9, got: strict.ShapeText})},
		{"fraction", "not whole", false, "number: 1.5\n", one(want{kind: strict.WrongType, line: 1, column: 9, got: strict.ShapeNumber})},
		{"word for number", "", false, "number: many\n", one(want{kind: strict.WrongType, line: 1, column: 9, got: strict.ShapeText})},
		{"yes", "YAML versions disagree about it", false, "flag: yes\n", one(want{kind: strict.WrongType, line: 1, column: 7, got: strict.ShapeText, near: "true"})},
		{"quoted true", "quotes are meant", false, "flag: 'true'\n", one(want{kind: strict.WrongType, line: 1, column: 7, got: strict.ShapeText, near: "true"})},
		{"date as list", "", false, "year: [2025]\n", one(want{kind: strict.WrongType, line: 1, column: 7, got: strict.ShapeList})},

		{"octal", "YAML versions disagree about 012", false, "number: 012\n", one(want{kind: strict.BadValue, line: 1, column: 9, value: "012"})},
		{"hexadecimal", "JSON has none", false, "number: 0x1F\n", one(want{kind: strict.BadValue, line: 1, column: 9})},
		{"too big", "beyond eight bits", false, "small: 128\n", one(want{kind: strict.BadValue, line: 1, column: 8})},
		{"huge", "without computing it", false, "number: 1.0e999999999\n", one(want{kind: strict.BadValue, line: 1, column: 9})},
		{"negative count", "unsigned", false, "count: -1\n", one(want{kind: strict.BadValue, line: 1, column: 8})},
		{"unknown name", "with a suggestion", false, "colour: gren\n", one(want{kind: strict.BadValue, line: 1, column: 9, path: "colour", value: "gren", near: "green"})},
		{"bad year", "the error of the type", false, "list:\n- year: 20250\n", one(want{kind: strict.BadValue, line: 2, column: 9, path: "list[0].year", value: "20250"})},
		{"long name", "names are not that long", false, "colour: " + strings.Repeat("r", 2000) + "\n", one(want{kind: strict.BadValue, line: 1, column: 9, value: strings.Repeat("r", 79) + "…"})},

		{"nothing", "shown at the key", false, "note: x\nname:\n", one(want{kind: strict.Null, line: 2, column: 1, path: "name"})},
		{"tilde", "shown where it stands", false, "words: ~\n", one(want{kind: strict.Null, line: 1, column: 8})},
		{"empty entry", "a dash with nothing behind it", false, "words:\n  - a\n  -\n", one(want{kind: strict.Null, line: 3, column: 4, path: "words[1]"})},
		{"null in JSON", "leave the key out", true, "{\"name\": null}", one(want{kind: strict.Null, line: 1, column: 10})},

		{"all at once", "one pass tells everything", false, "name:\nnumber: x\nlist:\n  - jear: 1\n    year: never\n  - {label: a, label: [b]}\nflag: on\n", []want{
			{kind: strict.Null, line: 1, column: 1, path: "name"},
			{kind: strict.WrongType, line: 2, column: 9, path: "number"},
			{kind: strict.UnknownKey, line: 4, column: 5, path: "list[0].jear"},
			{kind: strict.BadValue, line: 5, column: 11, path: "list[0].year"},
			{kind: strict.DuplicateKey, line: 6, column: 16, path: "list[1].label"},
			{kind: strict.WrongType, line: 6, column: 23, path: "list[1].label"},
			{kind: strict.WrongType, line: 7, column: 7, path: "flag", near: "true"},
		}},
		{"byte order mark", "it has no column", false, "\ufeffnam: x\n", one(want{kind: strict.UnknownKey, line: 1, column: 1, near: "name"})},
		{"byte order mark in JSON", "it has no column", true, "\ufeff{\"nam\": \"x\"}", one(want{kind: strict.UnknownKey, line: 1, column: 2, near: "name"})},
		{"CRLF", "a line end of two characters", false, "name: x\r\nnam: y\r\n", one(want{kind: strict.UnknownKey, line: 2, column: 1})},
		{"CR", "a line end of one character", false, "name: x\rnam: y\r", one(want{kind: strict.UnknownKey, line: 2, column: 1})},
		{"key with a dot", "quoted in the path", false, "limits: {a.b: x}\n", one(want{kind: strict.WrongType, line: 1, column: 15, path: `limits["a.b"]`})},
	}
	names := map[string]bool{}
	for _, tt := range tests {
		require.False(t, names[tt.name], "two cases %q", tt.name)
		names[tt.name] = true
		t.Run(tt.name, func(t *testing.T) {
			file := "file.yaml"
			if tt.json {
				file = "file.JSON"
			}
			d, _, ps := read(file, tt.data, strict.Limits{})
			require.Len(t, ps, len(tt.want), "%s: %v", tt.reason, ps)
			for i, w := range tt.want {
				p := ps[i]
				assert.Equal(t, w.kind, p.Kind, "%s: %v", tt.reason, p)
				assert.Equal(t, strict.Position{Line: w.line, Column: w.column}, p.Position(), "%s: %v", tt.reason, p)
				assert.Equal(t, w.near, p.Nearest, tt.reason)
				assert.Equal(t, w.cause, p.Cause, "%s: %v", tt.reason, p)
				if w.path != "" {
					assert.Equal(t, w.path, p.Path, tt.reason)
				}
				if w.value != "" {
					assert.Equal(t, w.value, p.Value, tt.reason)
				}
				if w.got != 0 {
					assert.Equal(t, w.got, p.Got, tt.reason)
				}
				assert.NotContains(t, p.Error(), "\n", "one line")
				assert.NotEmpty(t, strings.TrimRight(p.Error(), ": "))
				assert.NotEmpty(t, d.Excerpt(p.Line, p.Column, 1))
			}
		})
	}
}

func TestADuplicateNamesTheFirstPlace(t *testing.T) {
	_, s, ps := read("a.yaml", "note: b\nname: a\nname: c\nname: d\n", strict.Limits{})
	require.Len(t, ps, 2)
	assert.Equal(t, strict.Position{Line: 2, Column: 1}, ps[0].First)
	assert.Equal(t, strict.Position{Line: 2, Column: 1}, ps[1].First)
	assert.Equal(t, "a", s.Name, "the first one counts, as in Locate")
}

func TestDuplicatesAreFoundInLargeMappings(t *testing.T) {
	var b strings.Builder
	for _, c := range "abcdefghijklmnopqrstuvwxyz" {
		b.WriteString(string(c) + ": 1\n")
	}
	_, ps := strict.Parse("a.yaml", []byte(b.String()+"q: 2\n? [x]\n: 1\n"), strict.Limits{})
	require.Len(t, ps, 2)
	assert.Equal(t, strict.DuplicateKey, ps[0].Kind)
	assert.Equal(t, 17, ps[0].First.Line)
	assert.Equal(t, strict.KeyType, ps[1].Kind)
}

func TestUnknownKeysListWhatIsAllowed(t *testing.T) {
	_, _, ps := read("a.yaml", "list: [{lable: x}]", strict.Limits{})
	require.Len(t, ps, 1)
	assert.Equal(t, []string{"label", "year", "sub"}, ps[0].Allowed)
	assert.Equal(t, `1:9: list[0].lable: unknown key "lable", did you mean "label"? (allowed: label, year, sub)`, ps[0].Error())
	_, _, ps = read("a.yaml", "flag: nein", strict.Limits{})
	require.Len(t, ps, 1)
	assert.Equal(t, `1:7: flag: want true or false, got text "nein", did you mean "false"?`, ps[0].Error())
}

func TestTheErrorOfATypeIsKept(t *testing.T) {
	_, _, ps := read("a.yaml", "number: 99999999999999999999", strict.Limits{})
	require.Len(t, ps, 1)
	require.ErrorIs(t, ps[0], strict.ErrRange)
	assert.Contains(t, ps[0].Error(), "9223372036854775807")
	_, _, ps = read("a.yaml", "number: 1_000", strict.Limits{})
	require.Len(t, ps, 1)
	require.ErrorIs(t, ps[0], strict.ErrNumber)
	assert.Nil(t, strict.Problem{}.Unwrap())
}

func TestLimits(t *testing.T) {
	nested := func(open, closed string, n int) string {
		return "words: " + strings.Repeat(open, n) + strings.Repeat(closed, n)
	}
	var indented strings.Builder
	for i := range 9 {
		indented.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	tests := []struct {
		name, reason, file, data string
		limits                   strict.Limits
		want                     strict.Kind // zero: accepted by Parse
		limit                    int
	}{
		{"bytes", "one byte too many", "a.yaml", "name: abc", strict.Limits{Bytes: 8}, strict.TooLarge, 8},
		{"bytes fit", "exactly the limit", "a.yaml", "name: abc", strict.Limits{Bytes: 9}, 0, 0},
		{"depth", "the mapping is a level, too", "a.yaml", nested("[", "]", 5), strict.Limits{Depth: 5}, strict.TooDeep, 5},
		{"depth fits", "exactly the limit", "a.yaml", nested("[", "]", 4), strict.Limits{Depth: 5}, 0, 0},
		{"depth far", "stopped by the scanner", "a.yaml", nested("[", "]", 50), strict.Limits{Depth: 5}, strict.TooDeep, 5},
		{"depth block", "lists that are not indented count, too", "a.yaml", "a:\n- b:\n  - c:\n    - d", strict.Limits{Depth: 5}, strict.TooDeep, 5},
		{"depth indented", "", "a.yaml", indented.String(), strict.Limits{Depth: 5}, strict.TooDeep, 5},
		{"depth JSON", "", "a.json", "[[[[[[]]]]]]", strict.Limits{Depth: 5}, strict.TooDeep, 5},
		{"depth JSON fits", "", "a.json", "[[[[[1]]]]]", strict.Limits{Depth: 5}, 0, 0},
		{"entries", "", "a.yaml", "a: [1, 2, 3]\nb: [1, 2, 3]\nc: 1", strict.Limits{Entries: 8}, strict.TooLarge, 8},
		{"entries fit", "", "a.yaml", "a: [1, 2, 3]\nb: [1, 2, 3]\nc: 1", strict.Limits{Entries: 10}, 0, 0},
		{"entries of a line", "long lines are more expensive", "a.yaml", "a: [1, 2, 3, 4]", strict.Limits{Entries: 10}, strict.TooLarge, 4},
		{"entries JSON", "", "a.json", "[1, 2, 3]", strict.Limits{Entries: 3}, strict.TooLarge, 3},
		{"entries JSON fit", "", "a.json", "[1, 2, 3]", strict.Limits{Entries: 4}, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, ps := strict.Parse(tt.file, []byte(tt.data), tt.limits)
			if tt.want == 0 {
				require.Empty(t, ps, tt.reason)
				assert.True(t, d.Usable())
				return
			}
			require.Len(t, ps, 1, tt.reason)
			assert.Equal(t, tt.want, ps[0].Kind, "%s: %v", tt.reason, ps[0])
			assert.Equal(t, tt.limit, ps[0].Limit, tt.reason)
		})
	}
}

func TestProblemsAreLimited(t *testing.T) {
	d, ps := strict.Parse("a.yaml", []byte(strings.Repeat("nme: 1\n", 50)), strict.Limits{Problems: 7})
	assert.Len(t, ps, 7)
	var s sample
	assert.Len(t, d.Decode(&s), 7)
}

func TestReadStopsOneByteAfterTheLimit(t *testing.T) {
	r := strings.NewReader(strings.Repeat("x", 100))
	_, err := strict.Read(r, 10)
	var p strict.Problem
	require.ErrorAs(t, err, &p)
	assert.Equal(t, strict.TooLarge, p.Kind)
	assert.Equal(t, "more than 10 bytes", err.Error())
	assert.Equal(t, 89, r.Len(), "the rest is not read")

	data, err := strict.Read(strings.NewReader("0123456789"), 10)
	require.NoError(t, err)
	assert.Len(t, data, 10)

	failure := errors.New("disk")
	_, err = strict.Read(iotest.ErrReader(failure), 0)
	require.ErrorIs(t, err, failure)
	data, err = strict.Read(iotest.OneByteReader(io.LimitReader(zeros{}, 3)), 0)
	require.NoError(t, err)
	assert.Len(t, data, 3)
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestNamesOfKindsShapesAndCauses(t *testing.T) {
	seen := map[string]bool{}
	for k := strict.Syntax; k <= strict.BadValue; k++ {
		assert.False(t, seen[k.String()])
		seen[k.String()] = true
		assert.NotContains(t, k.String(), "(")
	}
	for s := strict.ShapeText; s <= strict.ShapeEntries; s++ {
		assert.NotContains(t, s.String(), "(")
	}
	for c := strict.CauseTab; c <= strict.CauseTrailing; c++ {
		assert.NotContains(t, c.String(), "(")
	}
	assert.Equal(t, "kind(0)", strict.Kind(0).String())
	assert.Equal(t, "shape(99)", strict.Shape(99).String())
	assert.True(t, strict.Position{}.IsZero())
}
