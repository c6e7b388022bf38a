package ballot_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

func TestDigestIsReadFromSixtyFourLowerCaseDigitsOnly(t *testing.T) {
	for _, text := range []string{"", "0", strings.Repeat("0", 63), strings.Repeat("0", 66),
		strings.Repeat("A", 64), strings.Repeat("g", 64),
		strings.Repeat("0", 63) + "x"} {
		d := ballot.Digest{1}
		require.ErrorIs(t, d.UnmarshalText([]byte(text)), ballot.ErrMalformed, text)
		assert.Equal(t, ballot.Digest{1}, d, "a failed reading changes nothing")
	}
	var d ballot.Digest
	text := strings.Repeat("0a", 32)
	require.NoError(t, d.UnmarshalText([]byte(text)))
	assert.Equal(t, text, d.String())
}
