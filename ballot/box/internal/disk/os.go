package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// OS is the file system of the machine. Files are for their owner only.
type OS struct{}

var _ Disk = OS{}

const (
	fileMode   = 0o600
	folderMode = 0o700
)

// MkdirAll implements [Disk]: it makes the folders that are missing one by one, and makes
// the name of each durable in the one above it. It does so also where a folder is there:
// whoever made it may have died before. Where that is not allowed, somebody else made it.
func (d OS) MkdirAll(dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	parent := filepath.Dir(dir)
	if parent == dir {
		return nil
	}
	info, err := os.Stat(dir)
	switch {
	case err == nil && !info.IsDir():
		return &os.PathError{Op: "mkdir", Path: dir, Err: errors.New("is a file")}
	case err == nil:
		if err := d.SyncDir(parent); err != nil && !errors.Is(err, fs.ErrPermission) {
			return err
		}
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if err := d.MkdirAll(parent); err != nil {
		return err
	}
	if err := os.Mkdir(dir, folderMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return d.SyncDir(parent)
}

// Create implements [Disk].
func (OS) Create(name string) (File, error) {
	return asFile(os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode))
}

// Open implements [Disk].
func (OS) Open(name string) (File, error) { return asFile(os.OpenFile(name, os.O_RDWR, 0)) }

func asFile(f *os.File, err error) (File, error) {
	if err != nil {
		return nil, err
	}
	return osFile{f}, nil
}

// Rename implements [Disk].
func (OS) Rename(from, to string) error { return os.Rename(from, to) }

// Remove implements [Disk].
func (OS) Remove(name string) error { return os.Remove(name) }

// SyncDir implements [Disk]. On Windows folders cannot be flushed, and need not be: its file
// systems keep names in a journal of their own.
func (OS) SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Lock implements [Disk].
func (OS) Lock(dir string) (io.Closer, error) { return lock(filepath.Join(dir, "lock")) }

type osFile struct{ *os.File }

func (f osFile) Size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
