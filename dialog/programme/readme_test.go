package programme_test

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/dialog/programme"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

var quotedCode = regexp.MustCompile("(?s)<!-- from (\\S+) -->\n```go\n(.*?)```")

func TestTheReadmeShowsCodeThatRuns(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	found := quotedCode.FindAllSubmatch(readme, -1)
	require.NotEmpty(t, found)
	for _, m := range found {
		source, err := os.ReadFile("../../" + string(m[1]))
		require.NoError(t, err)
		assert.Contains(t, string(source), string(m[2]), "the code in README.md stands in %s", m[1])
	}
}

func TestTheReadmeShowsAReportAsItIs(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, sample, found := strings.Cut(string(readme), "```text\n")
	require.True(t, found)
	sample, _, _ = strings.Cut(sample, "```")
	var report bytes.Buffer
	require.NoError(t, programme.Write(&report, programme.FormatText, i18n.German(), programme.WriteOptions{}, realReport(t)))
	assert.Contains(t, report.String(), sample)
}

// The changelog goes stale unless something guards it: every rule area and every
// package of the module is named there.
func TestTheReadmeNamesEveryRoom(t *testing.T) {
	between, _ := arrows(t)
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	for room := range between {
		assert.Contains(t, string(readme), "]("+room+")", "the table of packages")
	}
}
