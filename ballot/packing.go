package ballot

import (
	"encoding/binary"
)

// packing puts the marks of a ballot into 64 bits where they fit: so many bits for
// each option, which hold the rank, the points above the least, or one bit that
// says that the option is marked. With up to 15 options a rank takes 4 bits.
type packing struct {
	kind    Kind
	options int
	bits    int // per option; 0 when 64 bits do not suffice, and keys are wide
	least   int // points
	// What a ballot without a flaw can be.
	standing uint64 // a bit for each option that has not withdrawn
	groups   int
	most     int // marks
}

func packingOf(c *Contest) packing {
	p := packing{kind: c.Kind(), options: c.choices(), bits: 1}
	switch p.kind {
	case Ranking:
		p.bits = bitsFor(p.options)
	case Points:
		p.least = c.Variant.MinPoints
		p.bits = bitsFor(c.Variant.MaxPoints - p.least)
	}
	if p.bits*p.options > 64 || p.bits == 0 {
		p.bits = 0
		return p
	}
	p.groups, p.most = c.groupCount(), p.options
	if v := c.Validity.MaxChoices; v > 0 {
		p.most = min(p.most, v)
	}
	for i, o := range c.Options {
		if !o.Withdrawn {
			p.standing |= 1 << i
		}
	}
	return p
}

// clean packs a ranking or a ballot of approvals without a flaw, as nearly all are; it
// need not be judged. Of any other ballot it says nothing.
func (p *packing) clean(b *Ballot) (key uint64, ok bool) {
	if b.Spoilt || b.Unlisted || uint(b.Group) >= uint(p.groups) || uint(len(b.Marks)-1) >= uint(p.most) ||
		p.kind != Ranking && p.kind != Approvals {
		return 0, false
	}
	open := p.standing
	for i, m := range b.Marks {
		if uint(m.Option) >= 64 || open>>uint(m.Option)&1 == 0 {
			return 0, false
		}
		open &^= 1 << uint(m.Option)
		switch {
		case p.kind == Approvals:
			key |= 1 << uint(m.Option)
		case m.Value == i+1:
			key |= uint64(i+1) << (uint(m.Option*p.bits) & 63)
		default:
			return 0, false
		}
	}
	return key, true
}

func (p *packing) pack(marks []Mark) (key uint64) {
	switch p.kind {
	case Ranking:
		for _, m := range marks {
			key |= uint64(m.Value) << (m.Option * p.bits)
		}
	case Points:
		for _, m := range marks {
			key |= uint64(m.Value-p.least) << (m.Option * p.bits)
		}
	default:
		for _, m := range marks {
			key |= 1 << m.Option
		}
	}
	return key
}

// unpack is the inverse of pack, in the order of the options.
func (p *packing) unpack(dst []cell, key uint64) []cell {
	mask := uint64(1)<<p.bits - 1
	for o := uint16(0); key != 0; o, key = o+1, key>>p.bits {
		if v := key & mask; v != 0 {
			dst = append(dst, cell{o, p.value(v)})
		}
	}
	return dst
}

// unpackRanks is the inverse of pack for rankings, in the order of the ranks; options
// at one rank stay in the order of the contest. Most ballots have one option at a
// rank, which then tells its place.
func (p *packing) unpackRanks(dst []cell, key uint64) []cell {
	mask := uint64(1)<<p.bits - 1
	var place [64]cell
	n, highest, taken := 0, 0, uint64(0)
	for o, rest := uint16(0), key; rest != 0; o, rest = o+1, rest>>p.bits {
		rank := int(rest & mask)
		if rank == 0 {
			continue
		}
		place[rank-1] = cell{o, int32(rank)}
		taken |= 1 << (rank - 1)
		n, highest = n+1, max(highest, rank)
	}
	if n == highest && taken == 1<<n-1 {
		return append(dst, place[:n]...)
	}
	first := len(dst)
	dst = p.unpack(dst, key)
	byRank(dst[first:])
	return dst
}

// value is what the bits of an option say.
func (p *packing) value(v uint64) int32 {
	switch p.kind {
	case Ranking:
		return int32(v)
	case Points:
		return int32(v) + int32(p.least)
	}
	return 0
}

// appendWide writes marks as varints. They come in one order, so that equal ballots
// have equal keys.
func appendWide(dst []byte, marks []Mark) []byte {
	for _, m := range marks {
		dst = binary.AppendUvarint(dst, uint64(m.Option))
		dst = binary.AppendVarint(dst, int64(m.Value))
	}
	return dst
}

// appendCells is the inverse of appendWide.
func appendCells(dst []cell, key []byte) []cell {
	for len(key) > 0 {
		o, n := binary.Uvarint(key)
		v, m := binary.Varint(key[n:])
		dst = append(dst, cell{uint16(o), int32(v)})
		key = key[n+m:]
	}
	return dst
}
