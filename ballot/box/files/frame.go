package files

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"

	"github.com/dialog-cybersicherheit/dfc/ballot/box"
)

// Where the fields of a frame's head lie.
const (
	numberAt = 8
	lengthAt = numberAt + 8
	otherAt  = lengthAt + 4
	sumAt    = otherAt + 4

	headBytes = sumAt + 4
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A frame is one part of an entry, as it stands in its journal.
type frame struct {
	number uint64
	other  uint32 // in the roll's journal, the sum of the frame of the ballots
	sum    uint32
	part   []byte
}

// encode writes a frame, and sets its sum.
func (f *frame) encode(magic string) []byte {
	b := make([]byte, headBytes, headBytes+len(f.part))
	copy(b, magic)
	binary.BigEndian.PutUint64(b[numberAt:], f.number)
	binary.BigEndian.PutUint32(b[lengthAt:], uint32(len(f.part)))
	binary.BigEndian.PutUint32(b[otherAt:], f.other)
	f.sum = crc32.Update(crc32.Checksum(b[:sumAt], castagnoli), castagnoli, f.part)
	binary.BigEndian.PutUint32(b[sumAt:], f.sum)
	return append(b, f.part...)
}

// errTorn says that there is no whole frame.
var errTorn = errors.New("no whole frame")

// read reads the frame at an offset. It fails with errTorn, or because the disk does.
func (j *journal) read(at, size int64) (*frame, error) {
	if size-at < headBytes {
		return nil, errTorn
	}
	head := make([]byte, headBytes)
	if _, err := j.ReadAt(head, at); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	length := int64(binary.BigEndian.Uint32(head[lengthAt:]))
	if string(head[:numberAt]) != j.magic || length > box.MaxEntry || length > size-at-headBytes {
		return nil, errTorn
	}
	f := &frame{
		number: binary.BigEndian.Uint64(head[numberAt:]),
		other:  binary.BigEndian.Uint32(head[otherAt:]),
		sum:    binary.BigEndian.Uint32(head[sumAt:]),
		part:   make([]byte, length),
	}
	if _, err := j.ReadAt(f.part, at+headBytes); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if f.sum != crc32.Update(crc32.Checksum(head[:sumAt], castagnoli), castagnoli, f.part) {
		return nil, errTorn
	}
	return f, nil
}

// scan finds the frames from the beginning on. A whole frame behind the first that is not
// whole is damage.
func (j *journal) scan() error {
	size, err := j.Size()
	if err != nil {
		return err
	}
	for j.frames = nil; ; {
		f, err := j.read(j.end(), size)
		if errors.Is(err, errTorn) {
			return j.nothingBehind(j.end(), size)
		}
		if err != nil {
			return err
		}
		if f.number != uint64(len(j.frames)) {
			return fmt.Errorf("%w: frame %d stands where %d should", box.ErrDamaged, f.number, len(j.frames))
		}
		j.add(f)
	}
}

// nothingBehind looks for a whole frame of a later number behind the end.
func (j *journal) nothingBehind(at, size int64) error {
	tail := make([]byte, max(0, size-at))
	if _, err := j.ReadAt(tail, at); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	for i := 0; ; i++ {
		next := bytes.Index(tail[i:], []byte(j.magic))
		if next < 0 {
			return nil
		}
		i += next
		f, err := j.read(at+int64(i), size)
		if err != nil && !errors.Is(err, errTorn) {
			return err
		}
		if err == nil && f.number > uint64(len(j.frames)) {
			return fmt.Errorf("%w: frame %d is broken, and frame %d behind it is whole", box.ErrDamaged, len(j.frames), f.number)
		}
	}
}
