package boxtest_test

import (
	"testing"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/boxtest"
)

func TestMemoryIsAStore(t *testing.T) {
	boxtest.TestStore(t, func(*testing.T) func() (box.Store, error) {
		m := new(boxtest.Memory)
		return func() (box.Store, error) { return m, nil }
	})
}
