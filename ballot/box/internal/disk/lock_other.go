//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd)

package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// lock makes a file that must not exist. A process that was killed leaves it behind, and
// somebody who knows that it has ended must remove it.
func lock(name string) (io.Closer, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%w: %s; remove it if that process has ended", ErrLocked, name)
	}
	if err != nil {
		return nil, err
	}
	return removed{f}, nil
}

type removed struct{ *os.File }

func (f removed) Close() error { return errors.Join(f.File.Close(), os.Remove(f.Name())) }
