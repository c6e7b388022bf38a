package files

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
	"github.com/dialog-cybersicherheit/dfc/ballot/box/internal/disk"
)

const (
	magicBytes = 8
	headBytes  = magicBytes + 8 + 4 + 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A compartment is what one of the two journals is for.
type compartment struct {
	header string // its file begins with
	magic  string // each of its frames begins with
}

var (
	rollPart    = compartment{"dfc-box-roll-1\n", "dfcroll1"}
	ballotsPart = compartment{"dfc-box-ballots-1\n", "dfcvote1"}
)

// A journal is one of the two files of entries.
type journal struct {
	disk.File
	compartment
	ends []int64 // where each frame ends
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

func (j *journal) end() int64 { return j.endOf(len(j.ends)) }

// endOf is where the frames before number n end.
func (j *journal) endOf(n int) int64 {
	if n == 0 {
		return int64(len(j.header))
	}
	return j.ends[n-1]
}

// frame writes a frame.
func (j *journal) frame(n uint64, part []byte) []byte {
	b := make([]byte, headBytes, headBytes+len(part))
	copy(b, j.magic)
	binary.BigEndian.PutUint64(b[magicBytes:], n)
	binary.BigEndian.PutUint32(b[magicBytes+8:], uint32(len(part)))
	sum := crc32.Update(crc32.Checksum(b[:magicBytes+12], castagnoli), castagnoli, part)
	binary.BigEndian.PutUint32(b[magicBytes+12:], sum)
	return append(b, part...)
}

// errTorn says that there is no whole frame.
var errTorn = errors.New("no whole frame")

// read reads the frame at an offset; number and part. It fails with errTorn, or because
// the disk does.
func (j *journal) read(at, size int64) (n uint64, part []byte, err error) {
	if size-at < headBytes {
		return 0, nil, errTorn
	}
	head := make([]byte, headBytes)
	if _, err := j.ReadAt(head, at); err != nil && !errors.Is(err, io.EOF) {
		return 0, nil, err
	}
	length := int64(binary.BigEndian.Uint32(head[magicBytes+8:]))
	if string(head[:magicBytes]) != j.magic || length > box.MaxEntry || length > size-at-headBytes {
		return 0, nil, errTorn
	}
	part = make([]byte, length)
	if _, err := j.ReadAt(part, at+headBytes); err != nil && !errors.Is(err, io.EOF) {
		return 0, nil, err
	}
	sum := crc32.Update(crc32.Checksum(head[:magicBytes+12], castagnoli), castagnoli, part)
	if sum != binary.BigEndian.Uint32(head[magicBytes+12:]) {
		return 0, nil, errTorn
	}
	return binary.BigEndian.Uint64(head[magicBytes:]), part, nil
}

// scan finds the frames from the beginning on. A whole frame behind the first that is not
// whole is damage.
func (j *journal) scan() error {
	size, err := j.Size()
	if err != nil {
		return err
	}
	j.ends = nil
	for at := j.endOf(0); ; {
		n, part, err := j.read(at, size)
		if err == nil && n != uint64(len(j.ends)) {
			return fmt.Errorf("%w: frame %d stands where %d should", box.ErrDamaged, n, len(j.ends))
		}
		if errors.Is(err, errTorn) {
			return j.nothingBehind(at, size)
		}
		if err != nil {
			return err
		}
		at += headBytes + int64(len(part))
		j.ends = append(j.ends, at)
	}
}

// nothingBehind looks for a whole frame of a later number behind the end.
func (j *journal) nothingBehind(at, size int64) error {
	tail := make([]byte, size-at)
	if _, err := j.ReadAt(tail, at); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for i := 1; i < len(tail); i++ {
		next := bytes.Index(tail[i:], []byte(j.magic))
		if next < 0 {
			break
		}
		i += next
		n, _, err := j.read(at+int64(i), size)
		if err != nil && !errors.Is(err, errTorn) {
			return err
		}
		if err == nil && n > uint64(len(j.ends)) {
			return fmt.Errorf("%w: frame %d is broken, and frame %d behind it is whole", box.ErrDamaged, len(j.ends), n)
		}
	}
	return nil
}

// cut removes all frames from number n on, and what stands behind them, durably.
func (j *journal) cut(n int) error {
	if err := j.Truncate(j.endOf(n)); err != nil {
		return err
	}
	if err := j.Sync(); err != nil {
		return err
	}
	j.ends = j.ends[:n]
	return nil
}
