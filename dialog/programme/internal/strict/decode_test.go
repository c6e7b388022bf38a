package strict_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
)

func TestAllTypesAreRead(t *testing.T) {
	const file = `
note: of the embedded struct
title: {de: Titel, en: Title, no: Tittel}
values: [a, b]
name: 2025
number: -12
small: 1.0e2
count: 18446744073709551615
flag: true
colour: green
year: 2025
maybe: 0
inner: {label: yes}
list:
- label: "x"
  sub: [{label: y}]
words: [true, 1.10, 2025-11-14, 'null', "a: b", ~ ]
limits: {2025: 1, a: 2}
`
	d, s, ps := read("a.yml", file, strict.Limits{})
	require.Len(t, ps, 1, "%v", ps)
	assert.Equal(t, strict.Null, ps[0].Kind)
	assert.Equal(t, "words[5]", ps[0].Path)
	zero := 0
	assert.Equal(t, sample{
		common: common{"of the embedded struct"},
		Title:  texts{"de": "Titel", "en": "Title", "no": "Tittel"},
		Values: items{"a", "b"}, Name: "2025", Number: -12, Small: 100, Count: 1<<64 - 1,
		Flag: true, Colour: green, Year: "2025", Maybe: &zero, Inner: inner{Label: "yes"},
		List:   []inner{{Label: "x", Sub: []inner{{Label: "y"}}}},
		Words:  []string{"true", "1.10", "2025-11-14", "null", "a: b", ""},
		Limits: map[string]int{"2025": 1, "a": 2},
	}, s)
	assert.True(t, d.Usable())
}

func TestPlainScalarsForTextsAndItems(t *testing.T) {
	_, s, ps := read("a.yaml", "title: A title\nvalues: 3\n", strict.Limits{})
	require.Empty(t, ps)
	assert.Equal(t, texts{"": "A title"}, s.Title)
	assert.Equal(t, items{"3"}, s.Values)
	_, _, ps = read("a.yaml", "title: [a]\nvalues: {a: b}\ntitle2: x", strict.Limits{})
	require.Len(t, ps, 3)
	assert.Equal(t, strict.ShapeTexts, ps[0].Want)
	assert.Equal(t, strict.ShapeItems, ps[1].Want)
	_, _, ps = read("a.yaml", "title:\nvalues: ~\n", strict.Limits{})
	require.Len(t, ps, 2, "nothing is not a text")
}

func TestNullIsAValueOnlyForPointers(t *testing.T) {
	seven := 7
	s := sample{Maybe: &seven}
	d, ps := strict.Parse("a.yaml", []byte("maybe: null"), strict.Limits{})
	require.Empty(t, append(ps, d.Decode(&s)...))
	assert.Nil(t, s.Maybe)
}

func TestNumbersAreReadByValue(t *testing.T) {
	good := map[string]int{"0": 0, "-0": 0, "7": 7, "7.0": 7, "70e-1": 7, "0.7e1": 7, "7E0": 7, "7e+2": 700, "-1.20e2": -120, "0e99999999999999999999": 0, "9223372036854775807": 1<<63 - 1, "-9223372036854775808": -1 << 63}
	for text, want := range good {
		for _, name := range []string{"a.yaml", "a.json"} {
			_, s, ps := read(name, `{"number": `+text+`}`, strict.Limits{})
			require.Empty(t, ps, text)
			assert.Equal(t, want, s.Number, text)
		}
	}
	bad := map[string]strict.Kind{
		"7.5": strict.WrongType, "7e-1": strict.WrongType, "1e-99999999999999999999": strict.WrongType, "9223372036854775808": strict.BadValue,
		"1e400": strict.BadValue, "1e99999999999999999999": strict.BadValue,
	}
	for text, kind := range bad {
		for _, name := range []string{"a.yaml", "a.json"} {
			_, s, ps := read(name, `{"number": `+text+`}`, strict.Limits{})
			require.Len(t, ps, 1, text)
			assert.Equal(t, kind, ps[0].Kind, text)
			assert.Zero(t, s.Number, "nothing is written")
		}
	}
	for _, text := range []string{"+5", "0x1F", "0o17", "0b1", "1_000", "007"} {
		_, _, ps := read("a.yaml", "number: "+text, strict.Limits{})
		require.Len(t, ps, 1, text)
		require.ErrorIs(t, ps[0], strict.ErrNumber, text)
	}
	for _, text := range []string{".5", "1.", ".inf", ".nan", "e1", "1e", "12:30", "True"} {
		_, _, ps := read("a.yaml", "number: "+text, strict.Limits{})
		require.Len(t, ps, 1, text)
		assert.Contains(t, []strict.Kind{strict.WrongType, strict.BadValue}, ps[0].Kind, text)
	}
}

func TestEntriesKeepTheirIndices(t *testing.T) {
	_, s, ps := read("a.yaml", "list:\n- {label: a}\n- broken\n- {label: c}\n", strict.Limits{})
	require.Len(t, ps, 1)
	require.Len(t, s.List, 3)
	assert.Equal(t, "c", s.List[2].Label)
}

func TestSuggestions(t *testing.T) {
	tests := []struct{ key, want, reason string }{
		{"Name", "name", "case is free"},
		{"naem", "name", "swapped letters are one edit"},
		{"colours", "colour", "one letter more"},
		{"color", "colour", "one letter less"},
		{"x", "", "one letter of one is not near"},
		{"nxxe", "", "half of it is wrong"},
		{strings.Repeat("name", 40), "", "too long to be a slip"},
		{"", "", "nothing"},
	}
	for _, tt := range tests {
		_, _, ps := read("a.yaml", fmt.Sprintf("%q: 1", tt.key), strict.Limits{})
		require.Len(t, ps, 1)
		assert.Equal(t, tt.want, ps[0].Nearest, tt.reason)
	}
	var s struct {
		V int `yaml:"denkwerkstaetten"`
	}
	d, _ := strict.Parse("a.yaml", []byte("Denkwerkstätten: 1"), strict.Limits{})
	ps := d.Decode(&s)
	require.Len(t, ps, 1)
	assert.Equal(t, "denkwerkstaetten", ps[0].Nearest, "umlauts are free")
}

// namedError is an error that knows what was allowed.
type namedError struct{}

func (namedError) Error() string     { return "no" }
func (namedError) Allowed() []string { return []string{"north", "south"} }

type pole string

func (*pole) UnmarshalText([]byte) error { return namedError{} }

func TestAnErrorMayKnowTheAllowedNames(t *testing.T) {
	var s struct {
		Pole pole `yaml:"pole"`
	}
	d, _ := strict.Parse("a.yaml", []byte("pole: nort"), strict.Limits{})
	ps := d.Decode(&s)
	require.Len(t, ps, 1)
	assert.Equal(t, "north", ps[0].Nearest)
}

func TestMistakesOfTheProgramPanic(t *testing.T) {
	d, _ := strict.Parse("a.yaml", []byte("a: {b: 1}"), strict.Limits{})
	assert.Panics(t, func() { d.Decode(sample{}) }, "not a pointer")
	assert.Panics(t, func() { d.Decode((*sample)(nil)) }, "a nil pointer")
	assert.Panics(t, func() {
		d.Decode(&struct {
			A any `yaml:"a"`
		}{})
	}, "an unsupported type")
	assert.Panics(t, func() {
		d.Decode(&struct {
			A map[int]int `yaml:"a"`
		}{})
	}, "keys that are not text")
	assert.Panics(t, func() {
		d.Decode(&struct {
			A int `yaml:"a"`
			B int `yaml:"a"`
		}{})
	}, "two fields of one name")
}

func TestADocumentServesManyGoroutines(t *testing.T) {
	d, ps := strict.Parse("a.yaml", []byte(people(50, false)), strict.Limits{})
	require.Empty(t, ps)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			var r roster
			assert.Empty(t, d.Decode(&r))
			d.Locate("people[7].name")
			d.Excerpt(3, 2, 1)
			d.Comments()
		})
	}
	all.Wait()
}

func TestOnlyTaggedFieldsAreKeys(t *testing.T) {
	var s struct {
		Tagged   int `yaml:"tagged"`
		Untagged int
		hidden   int //nolint:unused // stands for the fields that a type keeps for itself
	}
	d, _ := strict.Parse("a.yaml", []byte("tagged: 1\nuntagged: 2\nUntagged: 3\nhidden: 4\n"), strict.Limits{})
	assert.Len(t, d.Decode(&s), 3)
	assert.Equal(t, 1, s.Tagged)
	assert.Zero(t, s.Untagged+s.hidden)
}
