package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/joshdk/go-junit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
)

// called runs policycheck within the test.
func called(t *testing.T, input string, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := program{in: strings.NewReader(input), out: &stdout, err: &stderr, now: time.Date(2032, 11, 30, 12, 0, 0, 0, time.UTC)}
	code = p.run(context.Background(), args)
	return code, stdout.String(), stderr.String()
}

func saved(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

const clean = "version: 1\nprogramme: beispiel\n"

func TestWithoutAFileTheRealProgrammeIsChecked(t *testing.T) {
	code, out, errs := called(t, "")
	assert.Equal(t, exitClean, code)
	assert.Empty(t, errs)
	assert.Contains(t, out, "Im Jahr 2020 fand keine Denkwerkstatt statt", "German by default")
	assert.Contains(t, out, programme.OfficeAddress)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	assert.True(t, strings.HasPrefix(lines[len(lines)-1], "Ergebnis: "), "the last line is the verdict")
	_, out, _ = called(t, "", "-lang", "en")
	assert.Contains(t, out, "There was no Denkwerkstatt in 2020")
	assert.NotContains(t, out, "\x1b", "no colour without a terminal")
	_, out, _ = called(t, "", "-colour", "always")
	assert.Contains(t, out, "\x1b[")
}

func TestExitCodesSayWhatHappened(t *testing.T) {
	good := saved(t, "good.yaml", clean)
	broken := saved(t, "broken.yaml", clean+"as_of: 2032-01-01\nparticipants: [{id: p, group: civil-society}]\n")
	unreadable := saved(t, "unreadable.yaml", "version: [")
	huge := saved(t, "huge.yaml", clean+"#"+strings.Repeat("x", programme.MaxBytes))
	for _, tc := range []struct {
		name string
		args []string
		want int
	}{
		{"clean", []string{good}, exitClean},
		{"findings", []string{broken}, exitFindings},
		{"clean and findings", []string{good, broken}, exitFindings},
		{"unreadable", []string{unreadable}, exitUnasked},
		{"too large", []string{huge}, exitUnasked},
		{"findings and unreadable", []string{unreadable, broken}, exitUnasked},
		{"no such file", []string{"no-such-file.yaml"}, exitUnasked},
		{"a folder", []string{t.TempDir()}, exitUnasked},
		{"unknown flag", []string{"-frobnicate"}, exitUnasked},
		{"flag without value", []string{"-lang"}, exitUnasked},
		{"unknown language", []string{"-lang", "xx"}, exitUnasked},
		{"unknown format", []string{"-format", "pdf"}, exitUnasked},
		{"unknown colour", []string{"-colour", "pink"}, exitUnasked},
		{"not a day", []string{"-as-of", "2032-02-30"}, exitUnasked},
		{"a month is not a day", []string{"-as-of", "2032-02"}, exitUnasked},
		{"unknown rule", []string{"-explain", "XXX-99"}, exitUnasked},
		{"unknown policy file", []string{"-policy", "no-such-file.yaml"}, exitUnasked},
		{"help", []string{"-h"}, exitClean},
		{"explain", []string{"-explain", "COM-02"}, exitClean},
		{"template", []string{"-init"}, exitClean},
		{"schema", []string{"-schema"}, exitClean},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, lang := range []string{"de", "en"} {
				code, out, errs := called(t, "", append([]string{"-lang", lang}, tc.args...)...)
				assert.Equal(t, tc.want, code)
				assert.NotContains(t, out+errs, "cli.", "a text is missing")
				if code == exitUnasked {
					assert.NotEmpty(t, out+errs, "it says why")
				}
			}
		})
	}
}

func TestMessagesComeInTheLanguageAskedFor(t *testing.T) {
	_, _, errs := called(t, "", "-format", "pdf")
	assert.Contains(t, errs, "Das Format „pdf“ gibt es nicht")
	_, _, errs = called(t, "", "-format", "pdf", "-lang", "en")
	assert.Contains(t, errs, "There is no format “pdf”", "even when the language comes after the mistake")
}

func TestFlagsMayStandAfterTheFiles(t *testing.T) {
	good := saved(t, "good.yaml", clean)
	code, out, errs := called(t, "", good, "-lang", "en", good, "-format", "markdown")
	assert.Equal(t, exitClean, code, errs)
	assert.Equal(t, 2, strings.Count(out, "check of the rules"))
	code, _, errs = called(t, "", "--", "-lang")
	assert.Equal(t, exitUnasked, code)
	assert.Contains(t, errs, "„-lang“", "after two hyphens everything is a file")
}

func TestStandardInputIsAFile(t *testing.T) {
	code, out, _ := called(t, clean+"titel: x\n", "-")
	assert.Equal(t, exitFindings, code)
	assert.Contains(t, out, "-:3:1")
}

func TestTheTemplateIsCleanInBothLanguages(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		_, template, _ := called(t, "", "-init", "-lang", lang)
		code, out, errs := called(t, template, "-lang", lang, "-format", "json", "-")
		assert.Equal(t, exitClean, code, errs)
		var doc struct {
			Reports []struct {
				Verdict string
				Counts  map[string]int
			}
		}
		require.NoError(t, json.Unmarshal([]byte(out), &doc))
		assert.Equal(t, "clean", doc.Reports[0].Verdict)
		assert.Equal(t, map[string]int{"errors": 0, "warnings": 0, "notices": 0, "open": 0, "waived": 0}, doc.Reports[0].Counts)
	}
}

func TestAPolicyFileMakesTheCheckStrict(t *testing.T) {
	_, template, _ := called(t, "", "-init")
	short := saved(t, "short.yaml", strings.Replace(template, "completed, on: 2032-07-31", "completed, on: 2032-01-31", 1))
	strict := saved(t, "strict.yaml", "version: 1\npolicies:\n  - {parameter: workstream-duration-severity, value: error, basis: choice, reference: Beschluss}\n")
	code, _, _ := called(t, "", short)
	assert.Equal(t, exitClean, code, "by default a short workstream is a warning")
	code, out, _ := called(t, "", "-policy", strict, short)
	assert.Equal(t, exitFindings, code)
	assert.Contains(t, out, "WST-01")
	bad := saved(t, "bad.yaml", "version: 1\npolicies:\n  - {parameter: workstream-months-min, value: 10, basis: choice, reference: a}\n")
	code, _, errs := called(t, "", "-policy", bad, short)
	assert.Equal(t, exitUnasked, code)
	assert.Contains(t, errs, "bad.yaml:3:")
}

func TestJUnitIsReadByACommonConsumer(t *testing.T) {
	broken := saved(t, "broken.yaml", clean+"as_of: 2032-01-01\nparticipants: [{id: p, group: civil-society, name: \"<b>\\u0001\"}, {id: q, group: civil-society, organisation: unknown}]\n")
	_, out, _ := called(t, "", "-format", "junit", broken)
	suites, err := junit.Ingest([]byte(out))
	require.NoError(t, err)
	var total junit.Totals
	for _, s := range suites {
		total.Tests += s.Totals.Tests
		total.Failed += s.Totals.Failed
		total.Skipped += s.Totals.Skipped
		for _, c := range s.Tests {
			if c.Status == junit.StatusFailed {
				assert.Contains(t, c.Name, "PAR-01")
				assert.Contains(t, c.Error.Error(), "Organisation")
			}
		}
	}
	assert.Equal(t, 1, total.Failed)
	assert.Equal(t, 1, total.Skipped)
	assert.Greater(t, total.Tests, 10)
}

func TestTheBuiltProgramEndsWithTheDocumentedCodes(t *testing.T) {
	exe := filepath.Join(t.TempDir(), "policycheck")
	out, err := exec.Command("go", "build", "-o", exe, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	for input, want := range map[string]int{clean: exitClean, clean + "x: 1\n": exitFindings, "[": exitUnasked} {
		cmd := exec.Command(exe, "-")
		cmd.Stdin = strings.NewReader(input)
		_ = cmd.Run()
		assert.Equal(t, want, cmd.ProcessState.ExitCode(), input)
	}
}
