//go:build unix

package disk

import (
	"fmt"
	"io"
	"os"
	"syscall"
)

// lock takes the lock of a file that stays there. It goes with the process, so that
// nobody has to clean up after one that was killed.
func lock(name string) (io.Closer, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("%w: %s (%w)", ErrLocked, name, err)
	}
	return f, nil
}
