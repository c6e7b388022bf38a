package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// called runs count within the test.
func called(t *testing.T, input string, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := program{in: strings.NewReader(input), out: &stdout, err: &stderr}
	code = p.run(args)
	return code, stdout.String(), stderr.String()
}

func saved(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

const committee, workstreams, ranked, motion, tie = "testdata/committee.blt", "testdata/workstreams.pb",
	"testdata/ranked.csv",
	"testdata/motion.csv", "testdata/tie.csv"

func TestEachFormatOfFilesIsCountedInBothLanguages(t *testing.T) {
	for _, tc := range []struct {
		name   string
		args   []string
		de, en string
	}{
		{"BLT", []string{"-method", "scottish-stv", committee}, "Gewählt sind „Wissenschaft“", "Elected: “Wissenschaft”"},
		{"Pabulib", []string{"-method", "equal-shares", "-lot", "ws-1,ws-2,ws-3", workstreams},
			"Gewählt sind „Sichere Lieferketten“", "Elected: “Sichere Lieferketten”"},
		{"Pabulib with groups", []string{"-method", "approval", "-group-column", "neighborhood", "-groups",
			"research,users", "-weighting", "by-turnout", workstreams},
			"„Meldewege“", "“Meldewege”"},
		{"CSV with groups", []string{"-method", "schulze", "-seats", "1", ranked},
			"Gewählt ist „ws-1“", "Elected: “ws-1”"},
		{"motion", []string{"-method", "motion", "-majority", "two-thirds", "-basis", "present", "-title",
			"Beschluss", motion},
			"Der Antrag ist abgelehnt", "The motion is rejected"},
		{"tie", []string{"-method", "approval", "-seats", "1", tie}, "Gleichstand", "Tie"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for lang, want := range map[string]string{"de": tc.de, "en": tc.en} {
				for _, format := range []string{"text", "markdown"} {
					code, out, errs := called(t, "", append(tc.args, "-lang", lang, "-format", format)...)
					assert.Equal(t, exitCounted, code, errs)
					assert.Empty(t, errs)
					assert.Contains(t, out, want)
					assert.NotContains(t, out, "ballot.", "a text is missing")
				}
			}
		})
	}
}

func TestAFileIsRecognisedByItsContent(t *testing.T) {
	for path, args := range map[string][]string{committee: {"-method", "meek-stv"}, workstreams: {"-method", "phragmen"},
		tie: {"-method", "approval", "-seats", "1"}} {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		code, out, errs := called(t, "\uFEFF"+string(data), append(args, "-")...)
		assert.Equal(t, exitCounted, code, errs)
		assert.Contains(t, out, "Auszählung: ")
		code, out, errs = called(t, "", append(args, saved(t, "ballots.txt", string(data)))...)
		assert.Equal(t, exitCounted, code, errs)
		assert.Contains(t, out, "Auszählung: ")
	}
}

func TestARecordIsCountedAgain(t *testing.T) {
	code, record, errs := called(t, "", "-method", "scottish-stv", "-format", "json", committee)
	require.Equal(t, exitCounted, code, errs)
	right := saved(t, "result.json", record)
	for lang, want := range map[string]string{"de": "stimmt", "en": "is right"} {
		code, out, errs := called(t, "", "-recheck", right, "-lang", lang)
		assert.Equal(t, exitCounted, code, errs)
		assert.Contains(t, out, want)
	}
	code, out, _ := called(t, record, "-format", "json", "-")
	assert.Equal(t, exitCounted, code)
	assert.Equal(t, record, out, "a record is a file to count, too")

	wrong := saved(t, "wrong.json", strings.Replace(record, `"votes": {`+"\n        \"1\": \"12.00000\"",
		`"votes": {`+"\n        \"1\": \"13.00000\"", 1))
	for lang, want := range map[string]string{"de": `rounds[0].votes.1: Datensatz "13.00000", Auszählung "12.00000"`,
		"en": `rounds[0].votes.1: record "13.00000", count "12.00000"`} {
		code, out, _ := called(t, "", "-recheck", wrong, "-lang", lang)
		assert.Equal(t, exitWrong, code)
		assert.Contains(t, out, want)
		code, out, errs := called(t, "", wrong, "-lang", lang)
		assert.Equal(t, exitWrong, code, "printing a wrong record does not make it right")
		assert.NotContains(t, out, "13,00000")
		assert.Contains(t, errs, want)
	}
}

func TestTheLotDecidesATie(t *testing.T) {
	_, out, _ := called(t, "", "-method", "approval", "-seats", "1", "-lot", "b, a", tie)
	assert.Contains(t, out, "Gewählt ist „b“")
	code, out, _ := called(t, "", "-method", "approval", "-seats", "1", "-lot-key",
		ballot.LotKey([]uint64{9, 3}, []uint64{4}), tie)
	assert.Equal(t, exitCounted, code)
	assert.Contains(t, out, "RFC 3797")
	code, out, errs := called(t, "", "-method", "approval", "-seats", "1", "-format", "json", tie)
	assert.Equal(t, exitCounted, code)
	assert.Contains(t, out, `"outcome": "tied"`)
	assert.Contains(t, errs, "Gleichstand", "whoever reads no JSON is told, too")
	_, out, _ = called(t, "", "-method", "approval", "-seats", "1", "-without", "a", tie)
	assert.Contains(t, out, "Gewählt ist „b“")
}

func TestAContestMayStandInAFile(t *testing.T) {
	contest := saved(t, "contest.json", `{"id": "c", "title": "Wahl", "method": "borda", "options": [{"id": "ws-1", "name": "Lieferketten"},
		{"id": "ws-2"}, {"id": "ws-3"}], "seats": 1, "groups": [{"id": "research"}, {"id": "users"}]}`)
	code, out, errs := called(t, "", "-contest", contest, ranked)
	assert.Equal(t, exitCounted, code, errs)
	assert.Contains(t, out, "Auszählung: Wahl")
	assert.Contains(t, out, "Lieferketten")
	code, _, errs = called(t, "", "-contest", contest, "-seats", "2", ranked)
	assert.Equal(t, exitUnasked, code)
	assert.Contains(t, errs, "-seats", "what is declared in two places is declared nowhere")
}

func TestExitCodesSayWhatHappened(t *testing.T) {
	unreadable := saved(t, "unreadable.blt", "2 1\n1 9 0\n0\n\"A\"\n\"B\"\n")
	notRecord := saved(t, "other.json", `{"format": "other"}`)
	badContest := saved(t, "contest.json", `{"id": 7}`)
	for _, tc := range []struct {
		name string
		args []string
		says string
	}{
		{"no file", nil, "count -h"},
		{"two files", []string{tie, ranked}, tie},
		{"no such file", []string{"-method", "approval", "no-such-file.csv"}, "no-such-file.csv"},
		{"a folder", []string{"-method", "approval", t.TempDir()}, ""},
		{"no method", []string{tie}, "-method"},
		{"unknown method", []string{"-method", "dice", tie}, "scottish-stv"},
		{"unknown flag", []string{"-frobnicate", tie}, "-frobnicate"},
		{"flag without value", []string{tie, "-seats"}, "-seats"},
		{"not a number", []string{"-seats", "three", tie}, "three"},
		{"unknown language", []string{"-lang", "xx", tie}, "xx"},
		{"unknown format", []string{"-format", "pdf", tie}, "markdown"},
		{"unknown majority", []string{"-method", "motion", "-majority", "most", motion}, "two-thirds"},
		{"empty ID", []string{"-lot", "a,,b", tie}, "a,,b"},
		{"two lots", []string{"-lot", "a,b", "-lot-key", "1./", tie}, "-lot-key"},
		{"lot is no permutation", []string{"-method", "approval", "-seats", "1", "-lot", "a", tie}, ""},
		{"lot of unknown options", []string{"-method", "approval", "-seats", "1", "-lot", "a,c", tie}, "c"},
		{"without unknown options", []string{"-method", "approval", "-seats", "1", "-without", "c", tie}, "-without"},
		{"no seats", []string{"-method", "approval", tie}, "-seats"},
		{"flags that do not fit", []string{"-method", "approval", "-seats", "1", "-quota", "hare", tie}, "-quota"},
		{"bad ballot", []string{"-method", "scottish-stv", unreadable}, "unreadable.blt:2:"},
		{"no record", []string{notRecord}, "other.json"},
		{"flags for a record", []string{"-method", "approval", notRecord}, "-method"},
		{"lot for a record", []string{"-lot", "a,b", notRecord}, "-lot"},
		{"recheck of ballots", []string{"-recheck", tie}, tie},
		{"bad contest", []string{"-contest", badContest, tie}, "contest.json:1:"},
		{"no such contest", []string{"-contest", "no-such-file.json", tie}, "no-such-file.json"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, lang := range []string{"de", "en"} {
				code, out, errs := called(t, "", append([]string{"-lang", lang}, tc.args...)...)
				assert.Equal(t, exitUnasked, code)
				assert.Empty(t, out)
				assert.Contains(t, errs, tc.says)
				assert.True(t, strings.HasPrefix(errs, "count: "), errs)
				assert.NotRegexp(t, `count\.[a-z]|cli\.|ballot\.[a-z]`, errs, "a text is missing")
			}
		})
	}
}

func TestMethodsAreListedWithTheirSources(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		code, out, _ := called(t, "", "-list", "-lang", lang)
		assert.Equal(t, exitCounted, code)
		for _, m := range ballot.Methods() {
			assert.Contains(t, out, m.String())
			assert.Contains(t, out, m.Source())
		}
		code, out, _ = called(t, "", "-h", "-lang", lang)
		assert.Equal(t, exitCounted, code)
		assert.Contains(t, out, "-recheck")
	}
}

// Every flag stands in the help, so that it is found.
func TestTheHelpNamesEveryFlag(t *testing.T) {
	for _, name := range []string{"lang", "format", "recheck", "list", "contest", "seats", "vacant", "title", "id",
		"uncontested", "tie", "lot",
		"lot-key", "decimals", "quota", "min-votes", "one-by-one", "batch", "to-the-end", "majority-of", "defeats",
		"truncated", "min-points",
		"max-points", "completion", "cap", "majority", "basis", "eligible", "groups", "group-column", "weighting",
		"absent", "min-turnout",
		"merge", "blank", "overvote", "skipped", "duplicate", "unknown", "withdrawn", "max-choices", "max-skipped",
		"without"} {
		for _, lang := range []string{"de", "en"} {
			_, out, _ := called(t, "", "-h", "-lang", lang)
			assert.Contains(t, out, "-"+name)
		}
	}
}

func TestWorkThatTakesLongShowsOnATerminalOnly(t *testing.T) {
	slow := func() { time.Sleep(30 * time.Millisecond) }
	var errs bytes.Buffer
	program{err: &errs, terminal: true}.during("Auszählung", slow)
	assert.Contains(t, errs.String(), "Auszählung 0 s")
	assert.True(t, strings.HasSuffix(errs.String(), "\r\x1b[K"), "the line is cleared")
	errs.Reset()
	program{err: &errs, terminal: true, patience: time.Minute}.during("Auszählung", slow)
	program{err: &errs}.during("Auszählung", slow)
	assert.Empty(t, errs.String())
}

func TestTheBuiltProgramEndsWithTheDocumentedCodes(t *testing.T) {
	exe := filepath.Join(t.TempDir(), "count")
	out, err := exec.Command("go", "build", "-o", exe, ".").CombinedOutput()
	require.NoError(t, err, string(out))
	_, record, _ := called(t, "", "-method", "approval", "-seats", "1", "-format", "json", tie)
	for input, want := range map[string]int{record: exitCounted,
		strings.Replace(record, "tied", "elected", 1): exitWrong, "{": exitUnasked} {
		cmd := exec.Command(exe, "-recheck", "-")
		cmd.Stdin = strings.NewReader(input)
		_ = cmd.Run()
		assert.Equal(t, want, cmd.ProcessState.ExitCode())
	}
}
