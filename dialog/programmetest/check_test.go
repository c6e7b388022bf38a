package programmetest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/programmetest"
)

// recorder is a test that notes what fails instead of failing.
type recorder struct {
	testing.TB
	errors []string
	fatal  string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

// Fatalf stops the caller as the real one does, which runs it in a goroutine of its own.
func (r *recorder) Fatalf(format string, args ...any) {
	r.fatal = fmt.Sprintf(format, args...)
	panic(r)
}

// recorded runs f with a recorder.
func recorded(t *testing.T, f func(testing.TB)) (r *recorder) {
	t.Helper()
	r = &recorder{TB: t}
	defer func() {
		if v := recover(); v != nil && v != any(r) {
			panic(v)
		}
	}()
	f(r)
	return r
}

func file(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "programme.yaml")
	require.NoError(t, os.WriteFile(name, []byte(content), 0o600))
	return name
}

const head = "version: 1\nprogramme: beispiel\nas_of: 2033-12-31\n"

func TestFindingsAndExpectationsMustAgree(t *testing.T) {
	for _, tc := range []struct {
		name, content string
		faults        []string
		reason        string
	}{
		{"nothing expected, nothing found", head, nil, "a clean file passes"},
		{"expected and found", head + "titel: x # want DOC-06\n", nil, "the comment stands on the line of the finding"},
		{"with a fragment in German", head + "titel: x # want DOC-06 \"Schlüssel\"\n", nil, "the message is asked for in both languages"},
		{"with a fragment in English", head + "titel: x # want DOC-06 \"unknown here\"\n", nil, "and one is enough"},
		{"found but not expected", head + "titel: x\n", []string{"4:1: unexpected"}, "a line without a comment expects nothing"},
		{"expected but not found", head + "title: x # want DOC-06\n", []string{"4: expected, but not found: DOC-06"}, "a comment without a finding fails"},
		{"other rule", head + "titel: x # want DOC-07\n", []string{"4:1: unexpected", "4: expected"}, "the rule must be the same"},
		{"other words", head + "titel: x # want DOC-06 \"Banane\"\n", []string{"4:1: unexpected", "4: expected"}, "so must the words"},
		{"once for two", head + "participants:\n  - {id: a b, grupp: science} # want DOC-06\n", []string{"5:"}, "each finding needs its own comment"},
		{"unreadable", "version: [ # want DOC-01\n", []string{}, "a file that cannot be read has findings, too"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := recorded(t, func(tb testing.TB) { programmetest.Check(tb, file(t, tc.content)) })
			require.Empty(t, r.fatal)
			if tc.name == "unreadable" {
				return // where the parser notices is its own business
			}
			if len(tc.faults) == 0 {
				assert.Empty(t, r.errors, tc.reason)
			}
			for _, fault := range tc.faults {
				assert.Contains(t, fmt.Sprint(r.errors), fault, tc.reason)
			}
		})
	}
}

func TestOnlyTheRulesAskedForAreCompared(t *testing.T) {
	name := file(t, head+"titel: x # want DOC-07\n")
	r := recorded(t, func(tb testing.TB) {
		programmetest.CheckWith(tb, name, programmetest.Options{Rules: []dialog.RuleID{"WST-01"}})
	})
	assert.Empty(t, r.errors, "neither the finding nor the comment is about WST-01")
}

func TestOptionsReachTheCheck(t *testing.T) {
	name := file(t, "version: 1\nprogramme: beispiel\n")
	assert.NotEmpty(t, recorded(t, func(tb testing.TB) { programmetest.Check(tb, name) }).fatal, "no day to check on")
	base, err := programme.DefaultPolicies()
	require.NoError(t, err)
	var report *programme.Report
	r := recorded(t, func(tb testing.TB) {
		report = programmetest.CheckWith(tb, name, programmetest.Options{AsOf: dialog.MustDate("2031-01-01"), Policies: base})
	})
	assert.Empty(t, r.fatal)
	assert.Equal(t, "2031-01-01", report.AsOf.String())
}

func TestAMissingFileIsFatal(t *testing.T) {
	r := recorded(t, func(tb testing.TB) { programmetest.Check(tb, "there-is-no-such-file.yaml") })
	assert.Contains(t, r.fatal, "there-is-no-such-file.yaml")
}

func TestGoldenComparesAndWrites(t *testing.T) {
	report := programmetest.Check(t, file(t, head))
	golden := filepath.Join(t.TempDir(), "sub", "report.txt")
	compare := func() *recorder {
		return recorded(t, func(tb testing.TB) { programmetest.Golden(tb, golden, report, programme.FormatText, "de") })
	}
	assert.NotEmpty(t, compare().fatal, "the file does not exist yet")
	t.Setenv(programmetest.UpdateVariable, "1")
	assert.Empty(t, compare().fatal, "it is written")
	t.Setenv(programmetest.UpdateVariable, "")
	assert.Empty(t, compare().errors, "and the same")
	require.NoError(t, os.WriteFile(golden, []byte("etwas\nanderes\n"), 0o600))
	assert.NotEmpty(t, compare().errors, "until it differs")
}
