package programme_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

var someDay = dialog.MustDate("2032-01-01")

// checked reads and checks a file; one that cannot be read gives a report, too.
func checked(t testing.TB, name string, data []byte) *programme.Report {
	t.Helper()
	p, err := programme.Parse(bytes.NewReader(data), name)
	if unreadable, ok := errors.AsType[*programme.FileError](err); ok {
		return unreadable.Report(someDay)
	}
	require.NoError(t, err)
	r, err := programme.Check(context.Background(), p, someDay)
	require.NoError(t, err)
	return r
}

// generated are bad files that are too large, or too regular, to commit.
var generated = map[string]func() []byte{
	"33-megabytes.yaml":  func() []byte { return bytes.Repeat([]byte("# thirty-three megabytes of comment\n"), 33<<20/36+1) },
	"open-brackets.yaml": func() []byte { return bytes.Repeat([]byte("["), 1<<20) },
	"open-braces.json":   func() []byte { return bytes.Repeat([]byte(`{"a":`), 1<<18) },
	"deep-list.yaml":     func() []byte { return bytes.Repeat([]byte("- "), 100_000) },
	"deep-keys.yaml":     func() []byte { return bytes.Repeat([]byte("? "), 1<<19) },
	"one-line.yaml":      func() []byte { return append([]byte("title: "), bytes.Repeat([]byte("ä "), 1<<20)...) },
	"many-duplicate-keys.json": func() []byte {
		return append([]byte(`{"version":1`), append(bytes.Repeat([]byte(`,"title":1`), 100_000), '}')...)
	},
	"many-unknown-keys.yaml": func() []byte {
		var b bytes.Buffer
		for i := range 50_000 {
			fmt.Fprintf(&b, "k%d: 1\n", i)
		}
		return b.Bytes()
	},
	"many-bad-people.yaml": func() []byte {
		b := bytes.NewBufferString("version: 1\nprogramme: beispiel\nparticipants:\n")
		for i := range 20_000 {
			fmt.Fprintf(b, "  - {id: p%d, group: bsi}\n", i)
		}
		return b.Bytes()
	},
}

func TestBadFilesGiveFindingsWithAPlace(t *testing.T) {
	paths, err := filepath.Glob("testdata/bad/*")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(paths), 40)
	files := map[string][]byte{}
	for _, path := range paths {
		files[filepath.Base(path)], err = os.ReadFile(path)
		require.NoError(t, err)
	}
	for name, make := range generated {
		files[name] = make()
	}
	var golden bytes.Buffer
	for _, name := range sortedKeys(files) {
		t.Run(name, func(t *testing.T) {
			r := costing(t, func() *programme.Report { return checked(t, name, files[name]) })
			require.NotEmpty(t, r.Findings)
			assert.Equal(t, programme.Breached, r.Verdict())
			for _, f := range r.Findings[:min(len(r.Findings), 100)] {
				assert.Equal(t, name, f.Position.File)
				if f.Rule != programme.RuleSize {
					assert.Positive(t, f.Position.Line, "%s", f)
					assert.Positive(t, f.Position.Column, "%s", f)
				}
				for _, l := range []*i18n.Localizer{i18n.German(), i18n.English()} {
					for _, text := range []string{f.Message(l), f.Hint(l)} {
						assert.NotContains(t, text, "{", "an argument is missing")
						assert.NotContains(t, text, "rule.", "a text is missing")
					}
				}
			}
			if generated[name] == nil {
				describe(&golden, name, r)
			}
			for _, format := range []programme.Format{programme.FormatText, programme.FormatSARIF, programme.FormatJUnit} {
				require.NoError(t, programme.Write(io.Discard, format, i18n.German(), programme.WriteOptions{}, r))
			}
		})
	}
	compareGolden(t, "testdata/bad.golden", golden.Bytes())
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	for i := range keys { // insertion sort: a hundred names
		for j := i; j > 0 && keys[j] < keys[j-1]; j-- {
			keys[j], keys[j-1] = keys[j-1], keys[j]
		}
	}
	return keys
}

// costing runs f and fails the test when that takes more than a second, or more
// memory than 256 MiB beyond what was there before.
func costing(t *testing.T, f func() *programme.Report) *programme.Report {
	t.Helper()
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	stop, peak := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				peak <- most
				return
			case <-tick.C:
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse)
			}
		}
	}()
	start := time.Now()
	r := f()
	took := time.Since(start)
	close(stop)
	most := <-peak
	limit := time.Second
	if raceEnabled {
		limit = 15 * time.Second // the race detector slows programs down about tenfold
	}
	assert.Less(t, took, limit, "time")
	if most > before.HeapInuse && !raceEnabled {
		assert.Less(t, most-before.HeapInuse, uint64(256<<20), "memory")
	}
	return r
}

func TestFilesOverTheLimitAreRefused(t *testing.T) {
	head := "version: 1\nprogramme: beispiel\nas_of: 2032-01-01\n#"
	just := head + strings.Repeat("x", programme.MaxBytes-len(head))
	r := checked(t, "just.yaml", []byte(just))
	assert.Positive(t, tallyOf(r, programme.RuleSize).Held, "32 MiB are allowed")
	assert.Empty(t, r.Findings)
	r = checked(t, "over.yaml", []byte(just+"x"))
	assert.Positive(t, tallyOf(r, programme.RuleSize).Broken, "one byte more is not")
	assert.True(t, r.Unreadable)
}

// endless is a reader that counts what is read from it.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '#'
	}
	e.read += len(p)
	return len(p), nil
}

func TestAnEndlessFileIsNotReadToItsEnd(t *testing.T) {
	var e endless
	_, err := programme.Parse(&e, "endless.yaml")
	var unreadable *programme.FileError
	require.ErrorAs(t, err, &unreadable)
	assert.LessOrEqual(t, e.read, programme.MaxBytes+1<<20)
	finding, ok := errors.AsType[dialog.Finding](err)
	require.True(t, ok, "the findings are errors in the tree")
	assert.Equal(t, programme.RuleSize, finding.Rule)
}

func TestAReadErrorIsNoFinding(t *testing.T) {
	broken := errors.New("broken pipe")
	_, err := programme.Parse(io.MultiReader(strings.NewReader("version: 1\n"), &failing{broken}), "pipe.yaml")
	require.ErrorIs(t, err, broken)
	var unreadable *programme.FileError
	assert.False(t, errors.As(err, &unreadable))
	_, err = programme.Load(os.DirFS("testdata"), "there-is-no-such-file.yaml")
	require.ErrorIs(t, err, os.ErrNotExist)
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }
