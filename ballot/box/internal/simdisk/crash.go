package simdisk

// Restart returns the disk as it is found when the power comes back.
func (d *Disk) Restart() *Disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	after := New(d.rng)
	after.NoSpace, after.BadWrite, after.BadSync, after.Counts = d.NoSpace, d.BadWrite, d.BadSync, d.Counts
	names := d.durable
	for _, c := range d.pending { // any of them may have come through
		if d.rng.IntN(2) == 0 {
			c.apply(names)
			d.Counts["name kept though not flushed"]++
		} else {
			d.Counts["name lost"]++
		}
	}
	for name, f := range names {
		b := d.survive(f)
		g := &file{now: b, durable: b}
		after.names[name], after.durable[name] = g, g
	}
	return after
}

// survive decides what is left of a file: of what was not flushed each sector may be kept,
// lost or torn, and of each new length, too.
func (d *Disk) survive(f *file) []byte {
	b := f.durable
	for _, c := range f.pending {
		if c.data == nil || d.rng.IntN(4) == 0 { // a length, with whatever comes to lie in it
			if c.data != nil {
				c = change{at: max(c.at+int64(len(c.data)), int64(len(b)))}
			}
			if d.rng.IntN(2) == 0 {
				b = c.on(b)
				d.Counts["length kept without data"]++
			} else {
				d.Counts["length lost"]++
			}
			continue
		}
		b = d.sectors(b, c)
	}
	return b
}

// sectors keeps some sectors of a write.
func (d *Disk) sectors(b []byte, c change) []byte {
	everything := d.rng.IntN(3) // a third each: all of it, nothing of it, some sectors
	for at := c.at; at < c.at+int64(len(c.data)); {
		end := min((at/Sector+1)*Sector, c.at+int64(len(c.data)))
		part := change{at, c.data[at-c.at : end-c.at]}
		fate := d.rng.IntN(3)
		switch everything {
		case 0:
			fate = 0
		case 1:
			fate = 1
		}
		switch fate {
		case 0:
			b = part.on(b)
			d.Counts["sector kept"]++
		case 1:
			d.Counts["sector lost"]++
		case 2:
			from := d.rng.IntN(len(part.data))
			if d.rng.IntN(2) == 0 {
				b = change{part.at, part.data[:from]}.on(b)
			} else {
				b = change{part.at + int64(from), part.data[from:]}.on(b)
			}
			d.Counts["sector torn"]++
		}
		at = end
	}
	return b
}
