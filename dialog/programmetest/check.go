package programmetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// Options say how a file is checked. The zero value checks it under the built-in
// policies on the day that the file names (as_of), and compares all findings.
type Options struct {
	AsOf     dialog.Date      // day of the check; zero: the file's
	Policies *dialog.Policies // nil: the built-in ones
	Rules    []dialog.RuleID  // compare findings of these rules only; nil: of all
}

// Check checks a programme file and fails the test where findings and the
// comments "# want RULE" of the file disagree. It returns the report.
func Check(t testing.TB, name string) *programme.Report {
	t.Helper()
	return CheckWith(t, name, Options{})
}

// CheckWith is [Check] with options.
func CheckWith(t testing.TB, name string, o Options) *programme.Report {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("programmetest: %v", err)
	}
	r, err := report(name, data, o)
	if err != nil {
		t.Fatalf("programmetest: %v", err)
	}
	for _, fault := range compare(data, r, o.Rules) {
		t.Errorf("%s:%s", name, fault)
	}
	return r
}

// report checks the content of a file. One that cannot be read gives a report of
// what is wrong with it.
func report(name string, data []byte, o Options) (*programme.Report, error) {
	p, err := programme.Parse(bytes.NewReader(data), filepath.Base(name))
	if unreadable, ok := errors.AsType[*programme.FileError](err); ok {
		return unreadable.Report(o.AsOf), nil
	}
	if err != nil {
		return nil, err
	}
	if o.Policies == nil {
		return programme.Check(context.Background(), p, o.AsOf)
	}
	return programme.CheckWith(context.Background(), p, o.AsOf, o.Policies)
}

// A want is one expectation of a file.
type want struct {
	line     int
	rule     dialog.RuleID
	fragment string // of the message
	met      bool
}

var wantPattern = regexp.MustCompile(`# want ([A-Z]{3}-[0-9]{2})(?: "([^"]*)")?`)

func wants(data []byte, rules []dialog.RuleID) []want {
	var all []want
	n := 0
	for line := range bytes.Lines(data) {
		n++
		for _, m := range wantPattern.FindAllSubmatch(line, -1) {
			w := want{line: n, rule: dialog.RuleID(m[1]), fragment: string(m[2])}
			if compares(rules, w.rule) {
				all = append(all, w)
			}
		}
	}
	return all
}

func compares(rules []dialog.RuleID, id dialog.RuleID) bool {
	return rules == nil || slices.Contains(rules, id)
}

// compare returns the differences between findings and expectations, by line.
func compare(data []byte, r *programme.Report, rules []dialog.RuleID) []string {
	expected := wants(data, rules)
	var faults []string
	for _, f := range r.Findings {
		if compares(rules, f.Rule) && !meet(expected, f) {
			faults = append(faults, fmt.Sprintf("%d:%d: unexpected: %s (%s)", f.Position.Line, f.Position.Column, f.Message(i18n.English()), f.Rule))
		}
	}
	for _, w := range expected {
		if !w.met {
			faults = append(faults, fmt.Sprintf("%d: expected, but not found: %s %q", w.line, w.rule, w.fragment))
		}
	}
	return faults
}

// meet marks the first open expectation that the finding meets.
func meet(expected []want, f dialog.Finding) bool {
	for i := range expected {
		w := &expected[i]
		if w.met || w.line != f.Position.Line || w.rule != f.Rule {
			continue
		}
		if strings.Contains(f.Message(i18n.German()), w.fragment) || strings.Contains(f.Message(i18n.English()), w.fragment) {
			w.met = true
			return true
		}
	}
	return false
}
