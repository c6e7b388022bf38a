package simdisk

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/disk"
)

// ErrPower is what every operation returns once the power has gone.
var ErrPower = errors.New("power is gone")

// Sector is the unit that a disk writes at once, mostly.
const Sector = 512

// Faults are what else a disk does to programs. Chances are in thousandths of the
// operations that can have the fault.
type Faults struct {
	NoSpace    int   // the disk is full for a moment
	BadWrite   int   // writing fails
	BadRead    int   // reading fails
	BadSync    int   // flushing a file fails
	BadSyncDir int   // flushing names fails
	Capacity   int64 // of all files, in bytes; 0 for no end
	Stale      bool  // what once lay there is seen where data are missing
}

// A Disk is a file system that loses power.
type Disk struct {
	mu      sync.Mutex
	rng     *rand.Rand
	names   map[string]*file // as programs see them
	durable map[string]*file // as they are after a loss of power
	pending []nameChange
	locked  map[string]bool
	left    int // operations until the power goes; negative for never
	off     bool

	Faults                // to be set while nobody uses the disk
	Counts map[string]int // what has happened, by name
}

var _ disk.Disk = (*Disk)(nil)

// A nameChange is the effect of create, rename or remove that is not flushed.
type nameChange struct {
	dir   string
	apply func(names map[string]*file)
}

// New makes an empty disk. All that is random follows from rng.
func New(rng *rand.Rand) *Disk {
	return &Disk{rng: rng, names: map[string]*file{}, durable: map[string]*file{}, locked: map[string]bool{}, left: -1,
		Counts: map[string]int{}}
}

// CutAfter lets the power go with the n-th operation from now.
func (d *Disk) CutAfter(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.left = n
}

// Off reports whether the power has gone.
func (d *Disk) Off() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.off
}

// Peek returns what a program would read from a file, and nil where there is none.
func (d *Disk) Peek(name string) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	if f := d.names[name]; f != nil {
		return append([]byte{}, f.now...)
	}
	return nil
}

// Flip changes a bit of a file for good, as a failing medium does.
func (d *Disk) Flip(name string, bit int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := d.names[name]
	f.now[bit/8] ^= 1 << (bit % 8)
	f.durable = append(f.durable[:0:0], f.now...)
}

// step counts an operation. It fails when the power has gone before it; when it goes with
// it, last is true, and what the operation does is still pending.
func (d *Disk) step() (last bool, err error) {
	if d.off {
		return false, ErrPower
	}
	if d.left > 0 {
		d.left--
	}
	if d.left == 0 {
		d.off = true
		return true, nil
	}
	return false, nil
}

func power(last bool, err error) error {
	if last {
		return ErrPower
	}
	return err
}

func (d *Disk) chance(thousandths int, what string) bool {
	if thousandths == 0 || d.rng.IntN(1000) >= thousandths {
		return false
	}
	d.Counts[what]++
	return true
}

func (d *Disk) change(dir string, apply func(map[string]*file)) {
	apply(d.names)
	d.pending = append(d.pending, nameChange{filepath.Clean(dir), apply})
}

// MkdirAll implements [disk.Disk]. Folders are always there.
func (d *Disk) MkdirAll(string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	last, err := d.step()
	return power(last, err)
}

// Create implements [disk.Disk].
func (d *Disk) Create(name string) (disk.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	last, err := d.step()
	if err != nil {
		return nil, err
	}
	if d.names[name] != nil {
		return nil, power(last, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist})
	}
	f := new(file)
	d.change(filepath.Dir(name), func(names map[string]*file) { names[name] = f })
	if last {
		return nil, ErrPower
	}
	return &handle{d, f}, nil
}

// Open implements [disk.Disk].
func (d *Disk) Open(name string) (disk.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	last, err := d.step()
	if err = power(last, err); err != nil {
		return nil, err
	}
	f := d.names[name]
	if f == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &handle{d, f}, nil
}

// Rename implements [disk.Disk].
func (d *Disk) Rename(from, to string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	last, err := d.step()
	if err != nil {
		return err
	}
	f := d.names[from]
	if f == nil {
		return power(last, &fs.PathError{Op: "rename", Path: from, Err: fs.ErrNotExist})
	}
	d.change(filepath.Dir(to), func(names map[string]*file) {
		if names[from] == f {
			delete(names, from)
		}
		names[to] = f
	})
	return power(last, nil)
}

// Remove implements [disk.Disk].
func (d *Disk) Remove(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	last, err := d.step()
	if err != nil {
		return err
	}
	f := d.names[name]
	if f == nil {
		return power(last, &fs.PathError{Op: "remove", Path: name, Err: fs.ErrNotExist})
	}
	d.change(filepath.Dir(name), func(names map[string]*file) {
		if names[name] == f {
			delete(names, name)
		}
	})
	return power(last, nil)
}

// SyncDir implements [disk.Disk]. When it fails, some names are durable, and the others are
// still pending.
func (d *Disk) SyncDir(dir string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	last, err := d.step()
	if last || err != nil {
		return power(last, err)
	}
	dir = filepath.Clean(dir)
	var rest []nameChange
	failed := false
	for _, c := range d.pending {
		if c.dir == dir && !failed {
			failed = d.chance(d.BadSyncDir, "EIO on flush of names")
		}
		if c.dir != dir || failed {
			rest = append(rest, c)
			continue
		}
		c.apply(d.durable)
	}
	d.pending = rest
	if failed {
		return syscall.EIO
	}
	return nil
}

// Lock implements [disk.Disk]. Locks go with the power.
func (d *Disk) Lock(dir string) (io.Closer, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	last, err := d.step()
	if err = power(last, err); err != nil {
		return nil, err
	}
	if d.locked[dir] {
		return nil, disk.ErrLocked
	}
	d.locked[dir] = true
	return unlock(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		delete(d.locked, dir)
	}), nil
}

type unlock func()

func (u unlock) Close() error {
	u()
	return nil
}
