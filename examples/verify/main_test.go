package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// command runs verify and returns what it has written.
func command(args ...string) (code int, out, err string) {
	var o, e bytes.Buffer
	code = program{in: strings.NewReader(""), out: &o, err: &e}.run(args)
	return code, o.String(), e.String()
}

func sample(name string) string { return filepath.Join(corpus, name) }

func TestAGoodRecordIsAccepted(t *testing.T) {
	code, out, errs := command("-trust", sample("presence.trust"), "-receipt", sample("receipt.receipt"), sample("receipt.txt"))
	assert.Equal(t, exitAccepted, code, errs)
	for _, want := range []string{"Angenommen.", "Gewählt ist ws-01.", "Ihre Quittung steht in der Niederschrift.", "6 Personen", "Workstreams",
		"Geheim: Nur wer die Urne betreibt, könnte sehen, wie jemand stimmt."} {
		assert.Contains(t, out, want)
	}
	assert.NotContains(t, out, "witness/business", "has not signed")
	assert.Contains(t, out, "witness/civil-society und witness/culture-and-media (verlangt: 2 von 5)")

	code, out, errs = command("-lang", "en", sample("presence.txt"))
	assert.Equal(t, exitAccepted, code, errs)
	assert.Contains(t, out, "Accepted, as far as that goes without a trust file")
	assert.Contains(t, out, "Whether your own vote is in the box: that needs your receipt.")
}

func TestATrackerLeadsToItsBallot(t *testing.T) {
	code, out, errs := command("-lang", "en", "-trust", sample("receipt-tracker.trust"), "-receipt", sample("receipt-tracker.receipt"), sample("receipt-tracker.txt"))
	assert.Equal(t, exitAccepted, code, errs)
	assert.Contains(t, out, "Your receipt belongs to the ballot that says: ws-02")
}

func TestAnOpenVoteIsPrintedByName(t *testing.T) {
	code, out, errs := command("-lang", "en", "-trust", sample("motion.trust"), sample("motion.txt"))
	assert.Equal(t, exitAccepted, code, errs)
	assert.Contains(t, out, "Open vote: beside every vote it is published whose it is.")
	assert.Contains(t, out, "Mitglied Kultur und Medien: No\n")
	assert.Contains(t, out, "Mitglied Wirtschaft: Yes\n")
	assert.NotContains(t, out, "proves to nobody", "here everybody knows")
}

func TestABadRecordIsRejectedWithItsReason(t *testing.T) {
	code, out, _ := command("-trust", sample("elected-another.trust"), sample("elected-another.txt"))
	assert.Equal(t, exitRejected, code)
	assert.Contains(t, out, "wrong-count@result")
	assert.Contains(t, out, "Die Stimmzettel ergeben etwas anderes, als das Ergebnis sagt.")
	assert.Contains(t, out, "Dieses Ergebnis gilt nicht.")
	assert.NotContains(t, out, "Gewählt ist")

	code, out, _ = command("-lang", "en", sample("cut-off.txt"))
	assert.Equal(t, exitRejected, code, "a record that is cut off can be read, and is wrong")
	assert.Contains(t, out, "truncated@ballots")

	code, out, _ = command("-json", "-receipt", sample("receipt-of-a-lost-ballot.receipt"), sample("receipt-of-a-lost-ballot.txt"))
	assert.Equal(t, exitRejected, code)
	assert.JSONEq(t, `{"accepted":false,"trusted":false,"faults":["receipt-not-found@receipt"],"recounted":true,"outcome":"elected","elected":["ws-01"]}`, out)
}

func TestWhatCannotBeReadIsNoVerdict(t *testing.T) {
	for name, args := range map[string][]string{
		"no file":            {},
		"two files":          {sample("presence.txt"), sample("open.txt")},
		"a missing file":     {sample("nothing.txt")},
		"a missing trust":    {"-trust", sample("nothing"), sample("presence.txt")},
		"a trust that isn't": {"-trust", sample("presence.txt"), sample("presence.txt")},
		"a missing receipt":  {"-receipt", sample("nothing"), sample("presence.txt")},
		"an unknown flag":    {"-verbose", sample("presence.txt")},
		"a language":         {"-lang", "tlh", sample("presence.txt")},
	} {
		code, out, errs := command(args...)
		assert.Equal(t, exitUnasked, code, name)
		assert.Empty(t, out, name)
		assert.True(t, strings.HasPrefix(errs, "verify: "), name)
	}
}

func TestHelpIsNoError(t *testing.T) {
	code, out, _ := command("-h")
	assert.Equal(t, exitAccepted, code)
	assert.Contains(t, out, "verify [Optionen] NIEDERSCHRIFT")
}

// A hostile record can neither steer the terminal nor turn the text around it.
func TestNamesCannotSteerTheTerminal(t *testing.T) {
	data, err := os.ReadFile(sample("motion.txt"))
	require.NoError(t, err)
	hostile := strings.ReplaceAll(string(data), "Mitglied Wirtschaft", "Mitglied \u202eWirtschaft")
	hostile = strings.ReplaceAll(hostile, "Mitglied Wissenschaft", "Mitglied \u009b31mrot")
	path := filepath.Join(t.TempDir(), "record")
	require.NoError(t, os.WriteFile(path, []byte(hostile), 0o600))
	_, out, _ := command(path)
	assert.NotContains(t, out, "\u202e")
	assert.NotContains(t, out, "\u009b")
	assert.Contains(t, out, "<U+202E>Wirtschaft")
}
