package simdisk

import "slices"

// Restart returns the disk as it is found when the power comes back.
func (d *Disk) Restart() *Disk {
	after := d.Kill()
	after.mu.Lock()
	defer after.mu.Unlock()
	for _, c := range after.pending { // any of them may have come through
		if d.rng.IntN(2) == 0 {
			c.apply(after.durable)
			d.Counts["name kept though not flushed"]++
		} else {
			d.Counts["name lost"]++
		}
	}
	after.pending, after.names = nil, map[string]*file{}
	for name, f := range after.durable {
		after.names[name] = f
		d.survive(f)
		f.now = slices.Clone(f.durable)
	}
	return after
}

// Kill returns the disk as another process finds it, when the one that has worked with it has
// ended, and the machine has not. The old disk is off; nobody has the locks any more.
func (d *Disk) Kill() *Disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.off = true
	after := New(d.rng)
	after.Faults, after.Counts = d.Faults, d.Counts
	after.names, after.durable, after.pending = d.names, d.durable, d.pending
	return after
}

// survive decides what is left of a file: of what was not flushed each sector may be kept,
// lost or torn, and of each new length, too.
func (d *Disk) survive(f *file) {
	for _, c := range f.pending {
		switch {
		case c.data == nil:
			d.length(f, c.at)
		case d.rng.IntN(4) == 0: // only the length that it brings, with whatever comes to lie in it
			d.length(f, max(c.at+int64(len(c.data)), int64(len(f.durable))))
		default:
			d.sectors(f, c)
		}
	}
	f.pending = nil
}

// length keeps a new length or not.
func (d *Disk) length(f *file, size int64) {
	if d.rng.IntN(2) == 0 {
		d.Counts["length lost"]++
		return
	}
	d.Counts["length kept without data"]++
	d.resize(f, size)
}

// resize changes the durable length. New room shows zeros, or what lay there before.
func (d *Disk) resize(f *file, size int64) {
	from := len(f.durable)
	f.durable = change{at: size}.on(f.durable)
	if d.Stale && from < min(len(f.durable), len(f.ghost)) {
		copy(f.durable[from:], f.ghost[from:])
		d.Counts["stale data seen"]++
	}
}

// keep keeps a part of a write.
func (d *Disk) keep(f *file, c change) {
	if c.at > int64(len(f.durable)) { // what lies between was lost
		d.resize(f, c.at)
	}
	f.settle(c)
}

// sectors keeps some sectors of a write.
func (d *Disk) sectors(f *file, c change) {
	everything := d.rng.IntN(3) // a third each: all of it, nothing of it, some sectors
	for at := c.at; at < c.at+int64(len(c.data)); {
		end := min((at/Sector+1)*Sector, c.at+int64(len(c.data)))
		part := change{at, c.data[at-c.at : end-c.at]}
		fate := d.rng.IntN(3)
		if everything < 2 {
			fate = everything
		}
		switch fate {
		case 0:
			d.keep(f, part)
			d.Counts["sector kept"]++
		case 1:
			d.Counts["sector lost"]++
		case 2:
			from := d.rng.IntN(len(part.data))
			if d.rng.IntN(2) == 0 {
				d.keep(f, change{part.at, part.data[:from]})
			} else {
				d.keep(f, change{part.at + int64(from), part.data[from:]})
			}
			d.Counts["sector torn"]++
		}
		at = end
	}
}
