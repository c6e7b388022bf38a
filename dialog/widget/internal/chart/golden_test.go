package chart_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files")

func TestGolden(t *testing.T) {
	for name, c := range samples {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".svg")
			if *update {
				require.NoError(t, os.WriteFile(file, c.SVG(), 0o644))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			require.Equal(t, string(want), string(c.SVG()))
		})
	}
}

// A golden file that no sample writes any more tests nothing.
func TestGoldenFilesHaveSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.svg")
	require.NoError(t, err)
	require.Len(t, files, len(samples))
}

func TestAppendKeepsWhatIsThere(t *testing.T) {
	for name, c := range samples {
		require.Equal(t, "<p>"+string(c.SVG()), string(c.Append([]byte("<p>"))), name)
	}
}
