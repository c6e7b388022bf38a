package simdisk

import (
	"io"
	"syscall"
)

// A file is what a name leads to.
type file struct {
	now     []byte   // as programs see it
	durable []byte   // as it is after a loss of power
	ghost   []byte   // what lay last at each place of the durable file, also behind its end
	pending []change // since the last flush
}

// A change is a write, or a new length when data is nil.
type change struct {
	at   int64
	data []byte
}

// on makes a change to some bytes, which it may change in place.
func (c change) on(b []byte) []byte {
	end := c.at + int64(len(c.data))
	if c.data == nil && c.at < int64(len(b)) {
		return b[:c.at]
	}
	if grow := end - int64(len(b)); grow > 0 {
		b = append(b, make([]byte, grow)...)
	}
	copy(b[c.at:], c.data)
	return b
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
	if h.d.chance(h.d.BadRead, "EIO on read") {
		return 0, syscall.EIO
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

// WriteAt implements [io.WriterAt]. A disk that is full takes a part, and one that fails
// can have taken everything.
func (h *handle) WriteAt(p []byte, at int64) (int, error) {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	last, err := h.d.step()
	if err != nil {
		return 0, err
	}
	room := h.d.room(h.f, at)
	switch {
	case len(p) > 0 && h.d.chance(h.d.NoSpace, "ENOSPC"):
		p, err = p[:h.d.rng.IntN(len(p))], syscall.ENOSPC
	case int64(len(p)) > room:
		h.d.Counts["ENOSPC for good"]++
		p, err = p[:room], syscall.ENOSPC
	case len(p) > 0 && h.d.chance(h.d.BadWrite, "EIO on write"):
		p, err = p[:h.d.rng.IntN(len(p)+1)], syscall.EIO
	}
	h.change(change{at, append([]byte{}, p...)})
	return len(p), power(last, err)
}

// room is how many bytes can be written to a file at a place.
func (d *Disk) room(f *file, at int64) int64 {
	const endless = 1 << 62
	if d.Capacity == 0 {
		return endless
	}
	free := d.Capacity
	for _, g := range d.names {
		free -= int64(len(g.now))
	}
	return max(0, int64(len(f.now))-at+max(0, free))
}

func (h *handle) change(c change) {
	h.f.now = c.on(h.f.now)
	h.f.pending = append(h.f.pending, c)
}

// Truncate implements [disk.File].
func (h *handle) Truncate(size int64) error {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	last, err := h.d.step()
	if err != nil {
		return err
	}
	h.change(change{at: size})
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
// rest never will be, however often it is flushed again.
func (h *handle) Sync() error {
	h.d.mu.Lock()
	defer h.d.mu.Unlock()
	last, err := h.d.step()
	if last || err != nil {
		return power(last, err)
	}
	if len(h.f.pending) > 0 && h.d.chance(h.d.BadSync, "EIO on flush") {
		h.d.survive(h.f)
		return syscall.EIO
	}
	for _, c := range h.f.pending { // and not all of now: a flush that failed before may have lost some of it
		h.f.settle(c)
	}
	h.f.pending = nil
	return nil
}

// settle makes a change durable.
func (f *file) settle(c change) {
	f.durable = c.on(f.durable)
	if c.data != nil {
		f.ghost = c.on(f.ghost)
	}
}

// Close implements [io.Closer]. It flushes nothing.
func (h *handle) Close() error { return nil }
