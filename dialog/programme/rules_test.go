package programme_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/programmetest"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// sized are the rules whose files are too large to commit; [TestFilesOverTheLimitAreRefused]
// makes them.
var sized = []dialog.RuleID{programme.RuleSize}

func TestEveryRuleHasAFileThatBreaksItAndOneThatKeepsIt(t *testing.T) {
	var golden bytes.Buffer
	for rule := range programme.Rules().All() {
		if slices.Contains(sized, rule.ID) {
			continue
		}
		files, err := filepath.Glob(filepath.Join("testdata", "rules", string(rule.ID), "*.yaml"))
		require.NoError(t, err)
		count := map[string]int{}
		for _, file := range files {
			kind, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".yaml"), "-")
			count[kind]++
			t.Run(string(rule.ID)+"/"+filepath.Base(file), func(t *testing.T) {
				r := programmetest.CheckWith(t, file, programmetest.Options{Rules: []dialog.RuleID{rule.ID}})
				tally := tallyOf(r, rule.ID)
				switch kind {
				case "breaks":
					assert.Positive(t, tally.Broken, "the rule is broken")
				case "keeps":
					assert.Zero(t, tally.Broken, "the rule is not broken")
					assert.Positive(t, tally.Held, "the rule was applied and holds")
				default:
					assert.Fail(t, "a file is called breaks or keeps, with a hyphen and more where there are several")
				}
				describe(&golden, file, r)
			})
		}
		assert.Positive(t, count["breaks"], "%s: no file in testdata/rules breaks it", rule.ID)
		assert.Positive(t, count["keeps"], "%s: no file in testdata/rules keeps it", rule.ID)
	}
	compareGolden(t, "testdata/rules/findings.golden", golden.Bytes())
}

func tallyOf(r *programme.Report, id dialog.RuleID) dialog.Tally {
	for _, x := range r.Rules {
		if x.Rule.ID == id {
			return x.Tally
		}
	}
	return dialog.Tally{}
}

// describe writes all findings and open points of a file in both languages.
func describe(b *bytes.Buffer, file string, r *programme.Report) {
	fmt.Fprintf(b, "== %s\n", filepath.ToSlash(file))
	const most = 12
	for _, list := range [][]dialog.Finding{r.Findings, r.Open} {
		for i, f := range list {
			if i == most {
				fmt.Fprintf(b, "… and %d more\n", len(list)-most)
				break
			}
			kind := f.Severity.String()
			if f.Open {
				kind = "open"
			}
			fmt.Fprintf(b, "%d:%d %s %s %s (%s)\n", f.Position.Line, f.Position.Column, f.Rule, kind, f.Path, f.Basis)
			for _, l := range []*i18n.Localizer{i18n.German(), i18n.English()} {
				fmt.Fprintf(b, "  %s\n  -> %s\n", f.Message(l), f.Hint(l))
			}
		}
	}
	for _, x := range r.Waived {
		fmt.Fprintf(b, "%d:%d %s waived %s\n", x.Finding.Position.Line, x.Finding.Position.Column, x.Finding.Rule, x.Finding.Path)
	}
}

// compareGolden compares text with a file, or writes it, see [programmetest.UpdateVariable].
func compareGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	if os.Getenv(programmetest.UpdateVariable) != "" {
		require.NoError(t, os.WriteFile(name, got, 0o644))
		return
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got), "set %s=1 to write %s anew", programmetest.UpdateVariable, name)
}
