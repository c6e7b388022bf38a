package files

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/disk"
)

// name is the file of a document. The roll's lies with the roll.
func (s *Store) name(d box.Document) string {
	if d == box.RollDocument {
		return filepath.Join(s.rollDir, d.String())
	}
	return filepath.Join(s.dir, d.String())
}

// Put implements [box.Store].
func (s *Store) Put(ctx context.Context, d box.Document, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := errors.Join(ctx.Err(), s.broken); err != nil {
		return err
	}
	renamed, err := replace(s.disk, s.name(d), headed(data))
	if err != nil && renamed { // the new document is there, and may be gone after a loss of power
		s.broken = fmt.Errorf("%w (%w)", ErrBroken, err)
	}
	return err
}

// Get implements [box.Store].
func (s *Store) Get(ctx context.Context, d box.Document) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := errors.Join(ctx.Err(), s.broken); err != nil {
		return nil, err
	}
	data, err := load(s.disk, s.name(d))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", box.ErrNoDocument, d)
	}
	return data, err
}

// heading is the first line of a document, a secret or a sign.
func heading(data []byte) []byte { return fmt.Appendf(nil, "dfc-box-file-1 %x\n", sha256.Sum256(data)) }

func headed(data []byte) []byte { return append(heading(data), data...) }

// aside is where a file is written before it gets its name.
func aside(name string) string { return name + ".new" }

// replace writes a file in the place of an earlier one: aside first, then under its name.
// It reports whether it got as far as the name.
func replace(d disk.Disk, name string, content []byte) (renamed bool, err error) {
	if err := d.Remove(aside(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	f, err := d.Create(aside(name))
	if err != nil {
		return false, err
	}
	_, err = f.WriteAt(content, 0)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = d.Rename(aside(name), name)
	}
	if err != nil {
		_ = d.Remove(aside(name)) // a full disk needs the room; what stays is removed at the next opening
		return false, err
	}
	return true, d.SyncDir(filepath.Dir(name))
}

// load reads a file that was written with a heading.
func load(d disk.Disk, name string) ([]byte, error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size, err := f.Size()
	if err != nil {
		return nil, err
	}
	b := make([]byte, size)
	if _, err := f.ReadAt(b, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	i := bytes.IndexByte(b, '\n') + 1
	if !bytes.Equal(b[:i], heading(b[i:])) {
		return nil, fmt.Errorf("%w: file %s does not read back as it was written", box.ErrDamaged, filepath.Base(name))
	}
	return b[i:], nil
}

// wiping is a file that is there while the journal is being removed, so that a loss of
// power in between does not look like damage.
func (s *Store) wiping() string { return filepath.Join(s.rollDir, "wiping") }

// Wipe implements [box.Store]. It overwrites the journal with zeros before it cuts it off.
// Flash memory and file systems that copy on write keep older blocks all the same; what
// they keep is sealed, and its key is destroyed before.
func (s *Store) Wipe(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := errors.Join(ctx.Err(), s.broken); err != nil {
		return err
	}
	renamed, err := replace(s.disk, s.wiping(), headed(nil))
	if err == nil {
		err = s.wipe()
	}
	if err != nil && renamed { // what is appended from here on would be removed at the next opening
		s.broken = fmt.Errorf("%w (%w)", ErrBroken, err)
	}
	return err
}

// wipe removes the journal, and then the file that says so.
func (s *Store) wipe() error {
	for _, j := range []*journal{s.roll, s.ballots} {
		if err := j.cut(0); err != nil {
			return err
		}
	}
	if err := s.disk.Remove(s.wiping()); err != nil {
		return err
	}
	return s.disk.SyncDir(s.rollDir)
}
