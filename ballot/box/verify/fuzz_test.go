package verify_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// seed adds the files of the corpus.
func seed(f *testing.F, pattern string) {
	names, err := filepath.Glob(filepath.Join(corpus, pattern))
	require.NoError(f, err)
	require.NotEmpty(f, names)
	for _, name := range names {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
}

// Whatever a record is, there is a report of it, in both languages; and one that is
// accepted has no byte more than its sections.
func FuzzRecord(f *testing.F) {
	seed(f, "*.txt")
	f.Fuzz(func(t *testing.T, data []byte) {
		report := verify.Record(data, nil)
		for _, l := range []*i18n.Localizer{i18n.German(), i18n.English()} {
			for _, c := range append(report.Checked(), report.NotChecked()...) {
				require.NotEmpty(t, c.Text(l))
			}
			for _, fault := range report.Faults {
				require.NotEmpty(t, fault.Text(l))
			}
		}
		require.False(t, report.Accepted() && report.Result == nil)
		require.True(t, len(report.Faults) > 0 || strings.Count(string(data), "\n") > 30)
	})
}

func FuzzReceipt(f *testing.F) {
	seed(f, "*.receipt")
	whole := verify.Record(secret().record(), nil)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := verify.ParseReceipt(data)
		report := *whole // a receipt adds to the report
		holds := report.Receipt(data)
		if err != nil {
			require.ErrorIs(t, err, verify.ErrReceipt)
			require.False(t, holds)
			return
		}
		require.True(t, !holds || r.Opening == report.Opening.Digest)
	})
}

// What is read is written the same.
func FuzzTrust(f *testing.F) {
	seed(f, "*.trust")
	f.Fuzz(func(t *testing.T, data []byte) {
		trust, err := verify.ReadTrust(strings.NewReader(string(data)))
		if err != nil {
			require.ErrorIs(t, err, verify.ErrTrust)
			return
		}
		require.Equal(t, string(data), trust.String())
	})
}

func FuzzKey(f *testing.F) {
	f.Add(boxKey.Key().String())
	f.Add(stranger.Key().String())
	f.Fuzz(func(t *testing.T, text string) {
		k, err := verify.ParseKey(text)
		if err != nil {
			require.ErrorIs(t, err, verify.ErrKey)
			return
		}
		require.Equal(t, text, k.String())
	})
}

func FuzzOpening(f *testing.F) {
	for _, s := range good() {
		f.Add([]byte(s.forger.note("opening", s.forger.openingText(), nil)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := verify.ParseOpening(data)
		if err != nil {
			require.ErrorIs(t, err, verify.ErrOpening)
			return
		}
		require.True(t, strings.HasPrefix(string(data), o.Text()+"\n— "))
	})
}

// A ballot that is read has its marks in order, each once, and is judged without a panic.
func FuzzMarks(f *testing.F) {
	contests := []*ballot.Contest{approval(), good()[12].forger.contest, good()[14].forger.contest, good()[16].forger.contest}
	for i, text := range []string{"0,2", "0=1,1=2", "1", "0=-5,2=5", "-", "spoilt"} {
		f.Add(text, uint8(i))
	}
	f.Fuzz(func(t *testing.T, text string, which uint8) {
		c := contests[int(which)%len(contests)]
		b, ok := verify.ParseMarks(text, c)
		if !ok {
			return
		}
		for i, m := range b.Marks {
			require.True(t, c.OptionID(m.Option) != "" && (i == 0 || b.Marks[i-1].Option < m.Option))
		}
		c.Judge(b)
	})
}
