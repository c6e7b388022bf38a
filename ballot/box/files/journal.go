package files

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/disk"
)

// A compartment is what one of the two journals is for.
type compartment struct {
	header string // its file begins with
	magic  string // each of its frames begins with
	seal   int64  // bytes behind each frame that show that its entry was acknowledged
}

const sealMagic = "done"

var (
	rollPart    = compartment{"dfc-box-roll-1\n", "dfcroll1", 0}
	ballotsPart = compartment{"dfc-box-ballots-1\n", "dfcvote1", int64(len(sealMagic)) + 4}
)

// A journal is one of the two files of entries.
type journal struct {
	disk.File
	compartment
	frames []place
}

// A place is what is known of a frame without reading it.
type place struct {
	end        int64 // of the frame and its seal
	sum, other uint32
}

// check reads the header. A journal gets its name after its header, so that none without
// one can come from a loss of power.
func (j *journal) check() error {
	b := make([]byte, max(len(rollPart.header), len(ballotsPart.header)))
	n, err := j.ReadAt(b, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for _, c := range []compartment{rollPart, ballotsPart} {
		if c.header != string(b[:min(n, len(c.header))]) {
			continue
		}
		if c != j.compartment {
			return ErrExchanged
		}
		return nil
	}
	return fmt.Errorf("%w: a journal begins with %q (want %q)", box.ErrDamaged, b[:n], j.header)
}

// end is where the next frame belongs.
func (j *journal) end() int64 { return j.endOf(len(j.frames)) }

// endOf is where the frames before number n end.
func (j *journal) endOf(n int) int64 {
	if n == 0 {
		return int64(len(j.header))
	}
	return j.frames[n-1].end
}

// add takes in that a frame stands behind the others.
func (j *journal) add(f *frame) {
	j.frames = append(j.frames, place{j.end() + headBytes + int64(len(f.part)) + j.seal, f.sum, f.other})
}

// sealOf is what stands behind frame n when its entry has been acknowledged.
func (j *journal) sealOf(n int) []byte {
	return binary.BigEndian.AppendUint32([]byte(sealMagic), j.frames[n].sum)
}

// setSeal writes the seal of frame n. It is not flushed by itself: it comes to the disk
// with the next entry, or when the system finds time.
func (j *journal) setSeal(n int) error {
	_, err := j.WriteAt(j.sealOf(n), j.frames[n].end-j.seal)
	return err
}

// sealed reports whether the entry of frame n has been acknowledged. Where it is false,
// nothing follows.
func (j *journal) sealed(n int) (bool, error) {
	b := make([]byte, j.seal)
	if _, err := j.ReadAt(b, j.frames[n].end-j.seal); err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	return string(b) == string(j.sealOf(n)), nil
}

// part reads frame n again.
func (j *journal) part(n int) ([]byte, error) {
	f, err := j.read(j.endOf(n), j.endOf(n+1))
	if errors.Is(err, errTorn) || err == nil && (f.number != uint64(n) || f.sum != j.frames[n].sum) {
		return nil, fmt.Errorf("%w: entry %d does not read back as it was written", box.ErrDamaged, n)
	}
	if err != nil {
		return nil, err
	}
	return f.part, nil
}

// cut removes all frames from number n on, and what stands behind them, durably. It
// overwrites them with zeros first: what is cut off must not be seen again where a file
// gets longer.
func (j *journal) cut(n int) error {
	if err := j.zero(j.endOf(n)); err != nil {
		return err
	}
	if err := j.Truncate(j.endOf(n)); err != nil {
		return err
	}
	if err := j.Sync(); err != nil {
		return err
	}
	j.frames = j.frames[:n]
	return nil
}

// zero overwrites what stands behind a place, durably.
func (j *journal) zero(at int64) error {
	size, err := j.Size()
	if err != nil || at >= size {
		return err
	}
	zeros := make([]byte, min(size-at, 1<<16))
	for ; at < size; at += int64(len(zeros)) {
		if _, err := j.WriteAt(zeros[:min(int64(len(zeros)), size-at)], at); err != nil {
			return err
		}
	}
	return j.Sync()
}

// rewrite writes frame n once more, durably.
func (j *journal) rewrite(n int) error {
	b := make([]byte, j.endOf(n+1)-j.seal-j.endOf(n))
	if _, err := j.ReadAt(b, j.endOf(n)); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if _, err := j.WriteAt(b, j.endOf(n)); err != nil {
		return err
	}
	return j.Sync()
}
