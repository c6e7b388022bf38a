// Package policy holds a programme of its own and tests it.
package policy

import (
	"testing"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/dialog/programmetest"
)

// TestProgramme fails on every finding that programme.yaml does not expect.
func TestProgramme(t *testing.T) {
	report := programmetest.Check(t, "programme.yaml")
	programmetest.Golden(t, "testdata/report.de.txt", report, programme.FormatText, "de")
	programmetest.Golden(t, "testdata/report.en.md", report, programme.FormatMarkdown, "en")
}
