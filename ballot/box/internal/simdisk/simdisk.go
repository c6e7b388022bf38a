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

	// Chances of faults, in thousandths of the operations that can have them.
	NoSpace, BadWrite, BadSync int
	Counts                     map[string]int // what has happened, by name
}

var _ disk.Disk = (*Disk)(nil)

// A nameChange is the effect of create, rename or remove that is not flushed.
type nameChange struct {
	dir   string
	apply func(names map[string]*file)
}

// A file is what a name leads to.
type file struct {
	now     []byte   // as programs see it
	durable []byte   // as it is after a loss of power
	pending []change // since the last flush
}

// A change is a write, or a new length when data is nil.
type change struct {
	at   int64
	data []byte
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
	d.pending = append(d.pending, nameChange{dir, apply})
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
		return nil, &fs.PathError{Op: "create", Path: name, Err: fs.ErrExist}
	}
	f := new(file)
	d.change(filepath.Dir(name), func(names map[string]*file) { names[name] = f })
	return &handle{d, f}, power(last, nil)
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
		return &fs.PathError{Op: "rename", Path: from, Err: fs.ErrNotExist}
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

// SyncDir implements [disk.Disk].
func (d *Disk) SyncDir(dir string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	last, err := d.step()
	if last || err != nil {
		return power(last, err)
	}
	var rest []nameChange
	for _, c := range d.pending {
		if filepath.Clean(c.dir) == filepath.Clean(dir) {
			c.apply(d.durable)
		} else {
			rest = append(rest, c)
		}
	}
	d.pending = rest
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

// A handle is an open file.
type handle struct {
	d *Disk
	f *file
}

// ReadAt implements [io.ReaderAt].
func (h *handle) ReadAt(p []byte, at int64) (int, error) {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	last, err := h.d.step()
	if err = power(last, err); err != nil {
		return 0, err
	}
	if at >= int64(len(h.f.now)) {
		return 0, io.EOF
	}
	n := copy(p, h.f.now[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// WriteAt implements [io.WriterAt]. A disk that is full takes a part.
func (h *handle) WriteAt(p []byte, at int64) (int, error) {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	last, err := h.d.step()
	if err != nil {
		return 0, err
	}
	if len(p) > 0 && h.d.chance(h.d.NoSpace, "ENOSPC") {
		p, err = p[:h.d.rng.IntN(len(p))], syscall.ENOSPC
	} else if len(p) > 0 && h.d.chance(h.d.BadWrite, "EIO on write") {
		p, err = p[:h.d.rng.IntN(len(p))], syscall.EIO
	}
	c := change{at, append([]byte{}, p...)}
	h.f.now = c.on(h.f.now)
	h.f.pending = append(h.f.pending, c)
	return len(p), power(last, err)
}

// Truncate implements [disk.File].
func (h *handle) Truncate(size int64) error {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	last, err := h.d.step()
	if err != nil {
		return err
	}
	c := change{at: size}
	h.f.now = c.on(h.f.now)
	h.f.pending = append(h.f.pending, c)
	return power(last, nil)
}

// Size implements [disk.File].
func (h *handle) Size() (int64, error) {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	last, err := h.d.step()
	return int64(len(h.f.now)), power(last, err)
}

// Sync implements [disk.File]. When it fails, some of what was written is durable, and the
// rest never will be, however often it is flushed again: that is what Linux does.
func (h *handle) Sync() error {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	last, err := h.d.step()
	if last || err != nil {
		return power(last, err)
	}
	if len(h.f.pending) > 0 && h.d.chance(h.d.BadSync, "EIO on flush") {
		h.f.durable = h.d.survive(h.f)
		h.f.pending = nil
		return syscall.EIO
	}
	h.f.durable = append([]byte{}, h.f.now...)
	h.f.pending = nil
	return nil
}

// Close implements [io.Closer]. It flushes nothing.
func (h *handle) Close() error { return nil }

// on makes a change to some bytes.
func (c change) on(b []byte) []byte {
	end := c.at + int64(len(c.data))
	if c.data == nil && c.at < int64(len(b)) {
		return append([]byte{}, b[:c.at]...)
	}
	if end > int64(len(b)) {
		b = append(append([]byte{}, b...), make([]byte, end-int64(len(b)))...)
	} else {
		b = append([]byte{}, b...)
	}
	copy(b[c.at:], c.data)
	return b
}
