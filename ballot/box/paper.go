package box

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A paper is a ballot as it lies in the box: a tag, and the text that the record has of
// it. The tag is the salt with tracker receipts and the voter's place on the roll at
// level open; otherwise there is none. In the journal all papers of a contest have the
// same length, because the length of a ballot tells of its marks.
type papers struct {
	contest *ballot.Contest
	tag     int // length of the tag, in bytes
	length  int // of a paper, in bytes
}

const (
	saltBytes  = 32
	placeBytes = 4
)

func papersOf(c *ballot.Contest, level Level, receipts ReceiptKind) papers {
	p := papers{contest: c}
	switch {
	case level == LevelOpen:
		p.tag = placeBytes
	case receipts == Tracker:
		p.tag = saltBytes
	}
	p.length = p.tag + 2 + longestText(c)
	return p
}

// longestText is the length of the longest text that a ballot can have, in bytes.
func longestText(c *ballot.Contest) int {
	value := 0
	switch c.Kind() {
	case ballot.Ranking:
		value = 1 + len(strconv.Itoa(optionCount(c)))
	case ballot.Points:
		value = 1 + len(strconv.Itoa(-ballot.MaxPoints))
	}
	marks := 0
	for o := range optionCount(c) {
		marks += 1 + len(strconv.Itoa(o)) + value
	}
	return len(strconv.Itoa(len(c.Groups))) + 1 + max(marks, len("spoilt"))
}

// optionCount is the number of things that a mark can name.
func optionCount(c *ballot.Contest) int {
	if c.Method == ballot.Motion {
		return ballot.Abstain + 1
	}
	return len(c.Options)
}

// marksText writes the marks of a ballot as they stand in the record. It fails with
// [ErrBallot] for what cannot be written.
func marksText(c *ballot.Contest, b ballot.Ballot) (string, error) {
	switch {
	case b.Spoilt:
		return "spoilt", nil
	case len(b.Marks) == 0:
		return "-", nil
	}
	marks := slices.Clone(b.Marks)
	slices.SortFunc(marks, func(a, b ballot.Mark) int { return cmp.Compare(a.Option, b.Option) })
	options, kind := optionCount(c), c.Kind()
	var s strings.Builder
	for i, m := range marks {
		switch {
		case m.Option < 0 || m.Option >= options:
			return "", fmt.Errorf("%w: option %d of contest %q, which has 0 to %d", ErrBallot, m.Option, c.ID, options-1)
		case i > 0 && marks[i-1].Option == m.Option:
			return "", fmt.Errorf("%w: option %d is marked twice", ErrBallot, m.Option)
		case i > 0:
			s.WriteByte(',')
		}
		s.WriteString(strconv.Itoa(m.Option))
		switch kind {
		case ballot.Ranking:
			if m.Value < 1 || m.Value > options {
				return "", fmt.Errorf("%w: rank %d of option %d (want 1 to %d)", ErrBallot, m.Value, m.Option, options)
			}
			s.WriteString("=" + strconv.Itoa(m.Value))
		case ballot.Points:
			if m.Value < -ballot.MaxPoints || m.Value > ballot.MaxPoints {
				return "", fmt.Errorf("%w: %d points for option %d (want %d to %d)", ErrBallot, m.Value, m.Option, -ballot.MaxPoints, ballot.MaxPoints)
			}
			s.WriteString("=" + strconv.Itoa(m.Value))
		default:
			if m.Value != 0 {
				return "", fmt.Errorf("%w: option %d has the value %d, and ballots of contest %q have none", ErrBallot, m.Option, m.Value, c.ID)
			}
		}
	}
	return s.String(), nil
}

// pack writes a paper in its fixed length.
func (p *papers) pack(tag []byte, group int, marks string) []byte {
	text := strconv.Itoa(group) + " " + marks
	b := make([]byte, p.length)
	copy(b, tag)
	binary.BigEndian.PutUint16(b[p.tag:], uint16(len(text)))
	copy(b[p.tag+2:], text)
	return b
}

// unpack is the inverse of pack. It fails with [ErrDamaged] for anything else.
func (p *papers) unpack(b []byte) (tag []byte, group int, marks string, err error) {
	damaged := fmt.Errorf("%w: a ballot in the journal has not its form", ErrDamaged)
	if len(b) != p.length {
		return nil, 0, "", damaged
	}
	n := int(binary.BigEndian.Uint16(b[p.tag:]))
	if n > p.length-p.tag-2 {
		return nil, 0, "", damaged
	}
	digits, marks, found := strings.Cut(string(b[p.tag+2:p.tag+2+n]), " ")
	group, err = strconv.Atoi(digits)
	if err != nil || !found || group < 0 || group >= max(1, len(p.contest.Groups)) {
		return nil, 0, "", damaged
	}
	tag = b[:p.tag]
	if !bytes.Equal(p.pack(tag, group, marks), b) {
		return nil, 0, "", damaged
	}
	return tag, group, marks, nil
}
