package programmetest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// UpdateVariable is the environment variable that makes [Golden] write its files
// instead of comparing them, when it is not empty.
const UpdateVariable = "PROGRAMMETEST_UPDATE"

// Golden compares a report, written in a format and language, with the content
// of a file, and fails the test where they differ. With the environment variable
// PROGRAMMETEST_UPDATE set it writes the file.
func Golden(t testing.TB, name string, r *programme.Report, f programme.Format, language string) {
	t.Helper()
	var got bytes.Buffer
	if err := programme.Write(&got, f, i18n.Default().Localizer(language), programme.WriteOptions{}, r); err != nil {
		t.Fatalf("programmetest: %v", err)
	}
	if os.Getenv(UpdateVariable) != "" {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatalf("programmetest: %v", err)
		}
		if err := os.WriteFile(name, got.Bytes(), 0o644); err != nil {
			t.Fatalf("programmetest: %v", err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("programmetest: %v; set %s=1 to write the file", err, UpdateVariable)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s: the report differs from the file from line %d on; set %s=1 to write it anew\n%s",
			name, firstDifference(got.Bytes(), want), UpdateVariable, got.String())
	}
}

// firstDifference is the first line in which two texts differ.
func firstDifference(a, b []byte) int {
	line := 1
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '\n' {
			line++
		}
	}
	return line
}
