package ballot_test

import (
	"crypto/md5"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// The published selection of RFC 3797, section 6, with its hashes.
func TestConformanceLots(t *testing.T) {
	type selection struct {
		Source   string   `json:"source"`
		Key      string   `json:"key"`
		Pool     int      `json:"pool"`
		Selected []int    `json:"selected"`
		MD5      []string `json:"md5"`
	}
	type drawings struct {
		RFC    selection `json:"rfc3797"`
		Java   []any     `json:"java_util_Random"`
		Sorted []any     `json:"sha256_order"`
	}
	c := openCollection(t, "lots")
	for _, file := range c.files("*.json") {
		d := jsonFile[drawings](c, file)
		c.election(d.RFC.Source, func(t *testing.T) {
			lot, err := ballot.DrawLot(d.RFC.Key, d.RFC.Pool, ballot.RFC3797MD5)
			require.NoError(t, err)
			assert.Equal(t, fromOne(d.RFC.Selected), lot.Order[:len(d.RFC.Selected)])
			for i, want := range d.RFC.MD5 {
				text := "\x00" + string(rune(i)) + d.RFC.Key + "\x00" + string(rune(i))
				assert.Equal(t, want, fmt.Sprintf("%X", md5.Sum([]byte(text))))
			}
		})
		c.skipped["the random generator of another language"] += len(d.Java)
		c.skipped["orders by a construction that the data do not state"] += len(d.Sorted)
	}
}
