package verify_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/verify"
)

// samples are all records of the corpus. They lie in testdata/records, with the trust of
// each, for other verifiers to be held against; index.tsv says what they must find.
func samples() []sample { return slices.Concat(good(), form(), signatures(), contents(), receipts()) }

// receipts are receipts that are held against a record that is right.
func receipts() []sample {
	presence := func(token string) func() string {
		return func() string { return receiptOf(secret(), "kind presence\ntoken "+token+"\n") }
	}
	trackerOf := func(voter int, salt string) func() string {
		return func() string {
			f := tracked()
			i := slices.IndexFunc(f.ballots, func(l string) bool { return strings.HasPrefix(l, fake("salt", voter)) })
			entry := tracker(digestOf(f), fake("salt", voter), f.ballots[i][67:])
			return receiptOf(f, "kind tracker\ntracker "+entry+"\nsalt "+salt+"\n")
		}
	}
	return []sample{
		{"receipt", "a receipt that is there", "", secret(), presence(fake("token", 1))},
		{"receipt-tracker", "a receipt that leads to its ballot", "", tracked(), trackerOf(2, fake("salt", 2))},
		{"receipt-of-a-lost-ballot", "a receipt that is not there", "receipt-not-found@receipt", secret(), presence(fake("token", 77))},
		{"receipt-of-a-stranger", "signed by somebody else", "receipt-signature@receipt", secret(), func() string {
			text := "dfc-box-receipt-1\nopening " + fmt.Sprintf("%x", digestOf(secret())) + "\nkind presence\ntoken " + fake("token", 1) + "\n"
			return text + "\n" + signatureLine(stranger, text)
		}},
		{"receipt-of-another-vote", "the receipt of a vote with trackers", "foreign-receipt@receipt receipt-not-found@receipt", secret(), trackerOf(2, fake("salt", 2))},
		{"receipt-with-another-salt", "a tracker that the salt does not make", "receipt-mismatch@receipt", tracked(), trackerOf(2, fake("salt", 1))},
		{"receipt-cut-off", "half a receipt", "bad-receipt@receipt", secret(), func() string { return presence(fake("token", 1))()[:120] }},
		{"receipt-without-signature", "nobody has signed", "bad-receipt@receipt", secret(), func() string {
			text, _, _ := strings.Cut(presence(fake("token", 1))(), "\n\n")
			return text + "\n"
		}},
	}
}

func digestOf(f *forger) [32]byte { return sha(f.openingText()) }

func receiptOf(f *forger, rest string) string {
	text := fmt.Sprintf("dfc-box-receipt-1\nopening %x\n%s", digestOf(f), rest)
	return text + "\n" + signatureLine(f.boxKey, text)
}

const corpus = "testdata/records"

// check verifies a sample and returns the codes.
func check(t *testing.T, record []byte, trust, receipt string) []string {
	t.Helper()
	known, err := verify.ReadTrust(strings.NewReader(trust))
	require.NoError(t, err)
	report := verify.Record(record, known)
	if receipt != "" {
		report.Receipt([]byte(receipt))
	}
	codes := []string{}
	for _, f := range report.Faults {
		codes = append(codes, f.Code())
		assert.LessOrEqual(t, f.Line, 1+strings.Count(string(record), "\n"), "the line of a fault")
	}
	slices.Sort(codes)
	return codes
}

func TestEveryForgeryIsRejectedForItsReason(t *testing.T) {
	names, reasons := map[string]bool{}, map[string]bool{}
	faulty := 0
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			require.False(t, names[s.name], "the name stands twice")
			names[s.name] = true
			receipt := ""
			if s.receipt != nil {
				receipt = s.receipt()
			}
			codes := check(t, s.forger.record(), s.forger.trust(), receipt)
			assert.Equal(t, strings.Fields(s.codes), codes, s.why)
			for _, code := range codes {
				reason, _, _ := strings.Cut(code, "@")
				reasons[reason] = true
			}
			if s.codes != "" {
				faulty++
			}
		})
	}
	t.Logf("%d faulty records, %d good ones", faulty, len(names)-faulty)
	assert.GreaterOrEqual(t, faulty, 40)
	for _, reason := range verify.Reasons() {
		switch reason {
		case "too-large": // would need a gigabyte
		case "counts-disagree": // would need a mistake in one of two ways of counting
		case "not-canonical": // is in the test of its own, because the second verifier cannot see it
		default:
			assert.True(t, reasons[reason], "no record shows %s", reason)
		}
	}
}

// The files are what the forger makes, so that other verifiers read what this one is
// tested with. BOX_UPDATE=1 writes them anew.
func TestTheFilesOfTheCorpusAreFresh(t *testing.T) {
	files := map[string]string{}
	var index strings.Builder
	index.WriteString("# name\twhat verifiers must find, - for nothing\twhy\n")
	for _, s := range samples() {
		files[s.name+".txt"] = string(s.forger.record())
		files[s.name+".trust"] = s.forger.trust()
		if s.receipt != nil {
			files[s.name+".receipt"] = s.receipt()
		}
		codes := s.codes
		if codes == "" {
			codes = "-"
		}
		fmt.Fprintf(&index, "%s\t%s\t%s\n", s.name, codes, s.why)
	}
	files["index.tsv"] = index.String()
	if os.Getenv("BOX_UPDATE") != "" {
		require.NoError(t, os.RemoveAll(corpus))
		require.NoError(t, os.MkdirAll(corpus, 0o755))
		for name, data := range files {
			require.NoError(t, os.WriteFile(filepath.Join(corpus, name), []byte(data), 0o644))
		}
	}
	found, err := os.ReadDir(corpus)
	require.NoError(t, err)
	assert.Len(t, found, len(files))
	for name, want := range files {
		data, err := os.ReadFile(filepath.Join(corpus, name))
		require.NoError(t, err)
		assert.Equal(t, want == string(data), true, "%s is not fresh: BOX_UPDATE=1 go test ./ballot/box/verify", name)
	}
}

func TestAResultInAnotherLayoutIsNotCanonical(t *testing.T) {
	f := secret()
	f.editResult = replace(`"turnout":[`, `"turnout": [`)
	assert.Equal(t, []string{"not-canonical@result"}, check(t, f.record(), f.trust(), ""))
}

func TestARecordThatIsTooLargeIsNotRead(t *testing.T) {
	if testing.Short() {
		t.Skip("needs a gigabyte")
	}
	report := verify.Record(make([]byte, verify.MaxRecord+1), nil)
	require.Len(t, report.Faults, 1)
	assert.Equal(t, "too-large@record", report.Faults[0].Code())
}

func TestWithoutATrustARecordIsHeldAgainstItselfOnly(t *testing.T) {
	f := secret()
	f.boxKey = stranger // whoever that is
	report := verify.Record(f.record(), nil)
	assert.Empty(t, report.Faults)
	assert.False(t, report.Trusted)
	assert.Equal(t, "box.unchecked.trust", report.NotChecked()[0].Key)
}
