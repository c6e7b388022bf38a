// Package disk is what the store in files needs of a file system, so that its tests can
// put a disk in its place that loses power. Names are paths; what counts as durable is
// said for each operation, after POSIX: data by [File.Sync], names by [Disk.SyncDir].
package disk

import (
	"errors"
	"io"
)

// ErrLocked is returned where another process has a folder.
var ErrLocked = errors.New("another process has opened it")

// A Disk is a file system.
type Disk interface {
	// MkdirAll makes a folder and those above it, durably.
	MkdirAll(dir string) error
	// Create makes a file that must not exist, for reading and writing. Its name is
	// durable after SyncDir of its folder.
	Create(name string) (File, error)
	// Open opens a file for reading and writing. It fails with fs.ErrNotExist.
	Open(name string) (File, error)
	// Rename gives a file another name, in place of the file that had it. Durable after
	// SyncDir of the folder; before that either name may be there after a loss of power.
	Rename(from, to string) error
	// Remove deletes a file. It fails with fs.ErrNotExist. Durable after SyncDir.
	Remove(name string) error
	// SyncDir makes the names in a folder durable.
	SyncDir(dir string) error
	// Lock makes sure that nobody else has the folder, until it is closed.
	Lock(dir string) (io.Closer, error)
}

// A File is an open file.
type File interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	// Truncate sets the length; durable after Sync.
	Truncate(size int64) error
	// Size is the length.
	Size() (int64, error)
	// Sync makes data and length durable. After an error nothing is known of what was
	// written since the last Sync.
	Sync() error
}
