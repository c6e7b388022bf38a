package files

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"sync"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/disk"
)

// A Vault keeps the secrets of a box in a folder. Make one with [OpenVault].
type Vault struct {
	disk disk.Disk
	dir  string
	mu   sync.Mutex
}

var _ box.Vault = (*Vault)(nil)

// OpenVault keeps secrets in a folder, which it makes if it does not exist, in files that
// only their owner can read. The folder must not be the store's, and must not be in its
// backups.
func OpenVault(dir string) (*Vault, error) { return OpenVaultOn(disk.OS{}, dir) }

// OpenVaultOn keeps secrets on another disk than the machine's. It is for the tests of this
// module: nobody else can name the type.
func OpenVaultOn(d disk.Disk, dir string) (*Vault, error) {
	if err := d.MkdirAll(dir); err != nil {
		return nil, err
	}
	return &Vault{disk: d, dir: dir}, nil
}

func (v *Vault) name(s box.Secret) string { return filepath.Join(v.dir, s.String()) }

// Put implements [box.Vault].
func (v *Vault) Put(ctx context.Context, s box.Secret, value []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := replace(v.disk, v.name(s), headed(value))
	return err
}

// Get implements [box.Vault].
func (v *Vault) Get(ctx context.Context, s box.Secret) ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	value, err := load(v.disk, v.name(s))
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, box.ErrDamaged) && v.overwritten(v.name(s)) {
		return nil, fmt.Errorf("%w: %s, in folder %s", box.ErrNoSecret, s, v.dir)
	}
	return value, err
}

// overwritten reports whether Destroy was interrupted before it removed the file: it has
// nothing but zeros.
func (v *Vault) overwritten(name string) bool {
	f, err := v.disk.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	size, err := f.Size()
	if err != nil {
		return false
	}
	b := make([]byte, size)
	_, err = io.ReadFull(io.NewSectionReader(f, 0, size), b)
	return err == nil && len(bytes.Trim(b, "\x00")) == 0
}

// Destroy implements [box.Vault]: it overwrites the secret, and removes its file. Flash
// memory and file systems that copy on write may keep an older block; a folder in memory,
// such as a tmpfs, keeps none, but does not survive a restart of the machine.
func (v *Vault) Destroy(ctx context.Context, s box.Secret) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, name := range []string{aside(v.name(s)), v.name(s)} {
		if err := v.destroy(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return v.disk.SyncDir(v.dir)
}

func (v *Vault) destroy(name string) error {
	f, err := v.disk.Open(name)
	if err != nil {
		return err
	}
	size, err := f.Size()
	if err == nil {
		_, err = io.NewOffsetWriter(f, 0).Write(make([]byte, size))
	}
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return v.disk.Remove(name)
}
