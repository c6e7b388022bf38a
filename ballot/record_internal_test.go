package ballot

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every field of a record is described where its version is.
func TestRecordIsDescribedWhole(t *testing.T) {
	source, err := os.ReadFile("record.go")
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(source), "// RecordVersion is")
	doc, _, found := strings.Cut(rest, "const RecordVersion")
	require.True(t, found)
	for _, of := range []any{record{}, recordLot{}, recordAccount{}, recordRound{}, recordPair{}, recordTie{}, recordCheck{},
		recordPairwise{}, recordBallot{}, Margin{}, ReasonCount{}} {
		for i := range reflect.TypeOf(of).NumField() {
			name, _, _ := strings.Cut(reflect.TypeOf(of).Field(i).Tag.Get("json"), ",")
			assert.Contains(t, doc, `"`+name+`"`, "%T", of)
		}
	}
}
