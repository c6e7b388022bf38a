package strict_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme/internal/strict"
)

type person struct {
	ID           string `yaml:"id"`
	Name         string `yaml:"name"`
	Group        colour `yaml:"group"`
	Organisation string `yaml:"organisation"`
	Number       int    `yaml:"number"`
}

type roster struct {
	People []person `yaml:"people"`
}

// people writes a file of about 130 bytes per person.
func people(n int, json bool) string {
	var b strings.Builder
	row := "  - id: P%05d\n    name: Person in role number %d of the long list\n    group: green\n    organisation: organisation-%d\n    number: %d\n"
	if json {
		row = ` {"id": "P%05d", "name": "Person in role number %d of the long list", "group": "green", "organisation": "organisation-%d", "number": %d},` + "\n"
		b.WriteString(`{"people": [`)
	} else {
		b.WriteString("people:\n")
	}
	for i := range n {
		fmt.Fprintf(&b, row, i, i, i%100, i)
	}
	if json {
		return strings.TrimSuffix(b.String(), ",\n") + "]}"
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	for _, name := range []string{"people.yaml", "people.json"} {
		data := []byte(people(10_000, strings.HasSuffix(name, "json")))
		b.Run("people=10000/file="+name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				strict.Parse(name, data, strict.Limits{})
			}
		})
	}
	_, hostile := hostileFiles()
	for name, data := range hostile {
		b.Run("hostile="+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				strict.Parse(name, []byte(data), strict.Limits{})
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	d, ps := strict.Parse("people.yaml", []byte(people(10_000, false)), strict.Limits{})
	require.Empty(b, ps)
	b.ReportAllocs()
	for b.Loop() {
		var r roster
		d.Decode(&r)
	}
}

func TestTenThousandPeopleAreRead(t *testing.T) {
	for _, name := range []string{"people.yaml", "people.json"} {
		d, ps := strict.Parse(name, []byte(people(10_000, strings.HasSuffix(name, "json"))), strict.Limits{})
		require.Empty(t, ps)
		var r roster
		require.Empty(t, d.Decode(&r))
		require.Len(t, r.People, 10_000)
		assert.Equal(t, person{"P09999", "Person in role number 9999 of the long list", green, "organisation-99", 9999}, r.People[9999])
	}
}

// hostileFiles are files made to cost more than they weigh, by name.
func hostileFiles() (reasons, files map[string]string) {
	deep := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		return b.String()
	}
	laughs := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'z'; c++ {
		laughs += fmt.Sprintf("%c: &%c [%s*%c]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 8), c-1)
	}
	reasons = map[string]string{
		"laughs.yaml":         "aliases that multiply",
		"brackets.yaml":       "lists in lists",
		"brackets.json":       "lists in lists",
		"braces.yaml":         "mappings in mappings",
		"braces.json":         "mappings in mappings",
		"dashes.yaml":         "block lists on one line",
		"questions.yaml":      "complex keys in complex keys",
		"colons.yaml":         "empty keys in empty keys",
		"indent.yaml":         "each line further in",
		"line.yaml":           "one plain scalar on one line",
		"quoted.yaml":         "one quoted scalar on one line",
		"line.json":           "one string",
		"words.yaml":          "one plain scalar of many words",
		"key.yaml":            "one long key",
		"duplicates.yaml":     "the same key again and again",
		"duplicates.json":     "the same key again and again",
		"flow-duplicates.yml": "the same key again and again on one line",
		"unknown.yaml":        "many unknown keys",
		"commas.yaml":         "many tiny entries",
		"commas.json":         "many tiny entries",
		"entries.yaml":        "as many tiny entries as the limit allows",
		"entries.json":        "as many tiny entries as the limit allows",
		"quotes.yaml":         "a quote after each quote",
		"anchors.yaml":        "anchors without a value",
		"comments.yaml":       "comments only",
		"newlines.yaml":       "empty lines in quotes",
		"documents.yaml":      "many documents",
		"zeros.yaml":          "bytes of zero",
		"latin1.yaml":         "an old encoding, found at the end",
	}
	files = map[string]string{
		"laughs.yaml":         laughs,
		"brackets.yaml":       strings.Repeat("[", 1<<20),
		"brackets.json":       strings.Repeat("[", 1<<20),
		"braces.yaml":         strings.Repeat("{", 1<<20),
		"braces.json":         strings.Repeat(`{"a":`, 1<<20),
		"dashes.yaml":         strings.Repeat("- ", 100_000),
		"questions.yaml":      strings.Repeat("? ", 1<<19),
		"colons.yaml":         strings.Repeat(": ", 1<<19),
		"indent.yaml":         deep(5000), // 12 MB; 100,000 levels would be 5 GB
		"line.yaml":           "name: " + strings.Repeat("x", 5<<20),
		"quoted.yaml":         `name: "` + strings.Repeat("x", 5<<20) + `"`,
		"line.json":           `{"name": "` + strings.Repeat("x", 5<<20) + `"}`,
		"words.yaml":          "name: " + strings.Repeat("x ", 5<<19),
		"key.yaml":            strings.Repeat("x", 5<<20) + ": 1",
		"duplicates.yaml":     strings.Repeat("name: 1\n", 200_000),
		"duplicates.json":     `{"name": 1` + strings.Repeat(`, "name": 1`, 200_000) + `}`,
		"flow-duplicates.yml": "{" + strings.Repeat("name: 1, ", 200_000) + "}",
		"unknown.yaml":        strings.ReplaceAll(people(33_000, false), "organisation:", "organization:"),
		"commas.yaml":         "people: [" + strings.Repeat("1,", 5<<19) + "]",
		"commas.json":         `{"people": [1` + strings.Repeat(",1", 5<<19) + `]}`,
		"entries.yaml":        "people: [" + strings.Repeat("1,", 98_000) + "]",
		"entries.json":        `{"people": [1` + strings.Repeat(",1", 249_000) + `]}`,
		"quotes.yaml":         strings.Repeat(`"`, 1<<20),
		"anchors.yaml":        strings.Repeat("&a ", 1<<18),
		"comments.yaml":       strings.Repeat("# x\n", 1<<18),
		"newlines.yaml":       "name: '" + strings.Repeat("\n", 1<<20) + "'",
		"documents.yaml":      strings.Repeat("--- a\n", 1<<18),
		"zeros.yaml":          strings.Repeat("\x00", 1<<20),
		"latin1.yaml":         strings.Repeat("name", 1<<20) + "\xfc",
	}
	return reasons, files
}

// The limits that the package promises: 1 s and 256 MiB. The test allows more
// time than that, because it may run beside others; BenchmarkParse measures.
func TestHostileFilesAreCheap(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("reads some 100 MB and measures")
	}
	reasons, files := hostileFiles()
	require.Len(t, files, len(reasons))
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			runtime.GC()
			peak := watchHeap()
			start := time.Now()
			d, ps := strict.Parse(name, []byte(data), strict.Limits{})
			var r roster
			ps = append(ps, d.Decode(&r)...)
			for _, p := range ps[:min(len(ps), 10)] {
				_ = p.Error()
				_ = d.Excerpt(p.Line, p.Column, 2)
			}
			elapsed, megabytes := time.Since(start), peak()>>20
			t.Logf("%v, %d MiB, %d problems", elapsed.Round(time.Millisecond), megabytes, len(ps))
			assert.NotEmpty(t, ps, reasons[name])
			assert.Less(t, elapsed, 5*time.Second, reasons[name])
			assert.Less(t, megabytes, uint64(256), reasons[name])
		})
	}
}

// watchHeap samples the heap until the returned function is called, which
// returns by how much it grew at most.
func watchHeap() func() uint64 {
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse
	}
	before, peak := heap(), uint64(0)
	stop := make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		for {
			peak = max(peak, heap())
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	})
	return func() uint64 {
		close(stop)
		done.Wait()
		return peak - min(peak, before)
	}
}
