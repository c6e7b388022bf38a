package box

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// The part of an entry in the roll's compartment begins with one of these bytes.
//
//	opened  the first entry: tree hash of the roll, and hash of the opening
//	issued  places and hashes of credentials; no ballots
//	taken   the places of those who voted, ascending; in the other compartment as many
//	        papers, sorted, and as many tokens, sorted, so that nothing but the number
//	        of the entry joins the two (OnlWahlV § 12, GleibWV § 19)
//	ended   the close; nothing more
const (
	opened byte = iota + 1
	issued
	taken
	ended
)

const (
	tokenBytes  = 32
	issuedBytes = placeBytes + 32
)

// An act is an entry of the journal, read.
type act struct {
	kind   byte
	places []int      // issued, taken: places on the roll
	hashes [][32]byte // issued; opened: roll and opening
	papers [][]byte   // taken
	tokens [][32]byte // taken, with presence receipts
}

// encode writes an act. Places and hashes stay together; papers and tokens are sorted.
func (a *act) encode() Entry {
	e := Entry{Roll: []byte{a.kind}}
	if a.kind == opened {
		e.Roll = append(append(e.Roll, a.hashes[0][:]...), a.hashes[1][:]...)
		return e
	}
	for i, p := range a.places {
		e.Roll = binary.BigEndian.AppendUint32(e.Roll, uint32(p))
		if a.kind == issued {
			e.Roll = append(e.Roll, a.hashes[i][:]...)
		}
	}
	slices.SortFunc(a.papers, slices.Compare[[]byte])
	slices.SortFunc(a.tokens, func(x, y [32]byte) int { return slices.Compare(x[:], y[:]) })
	for _, p := range a.papers {
		e.Ballots = append(e.Ballots, p...)
	}
	for _, t := range a.tokens {
		e.Ballots = append(e.Ballots, t[:]...)
	}
	return e
}

// decodeAct is the inverse of [act.encode], for papers of a length and a roll of a
// length. It accepts nothing else.
func decodeAct(e Entry, p *papers, tokens bool, roll int) (*act, error) {
	damaged := func(what string) error { return fmt.Errorf("%w: an entry has %s", ErrDamaged, what) }
	if len(e.Roll) == 0 {
		return nil, damaged("no kind")
	}
	a := &act{kind: e.Roll[0]}
	rest, size := e.Roll[1:], placeBytes
	switch a.kind {
	case opened:
		if len(rest) != 64 || len(e.Ballots) > 0 {
			return nil, damaged("another form than an opening")
		}
		a.hashes = [][32]byte{[32]byte(rest), [32]byte(rest[32:])}
		return a, nil
	case issued:
		size = issuedBytes
	case taken:
	case ended:
		if len(rest) > 0 || len(e.Ballots) > 0 {
			return nil, damaged("more than a close")
		}
		return a, nil
	default:
		return nil, damaged(fmt.Sprintf("the unknown kind %d", a.kind))
	}
	if len(rest) == 0 || len(rest)%size != 0 {
		return nil, damaged("a broken list of places")
	}
	for ; len(rest) > 0; rest = rest[size:] {
		place := int(binary.BigEndian.Uint32(rest))
		if place >= roll || a.kind == taken && len(a.places) > 0 && a.places[len(a.places)-1] >= place {
			return nil, damaged("a place that is not on the roll, or not in order")
		}
		a.places = append(a.places, place)
		if a.kind == issued {
			a.hashes = append(a.hashes, [32]byte(rest[placeBytes:issuedBytes]))
		}
	}
	if a.kind == issued {
		if len(e.Ballots) > 0 {
			return nil, damaged("credentials and ballots")
		}
		return a, nil
	}
	return a, a.decodeBallots(e.Ballots, p, tokens, damaged)
}

// decodeBallots reads the other compartment.
func (a *act) decodeBallots(b []byte, p *papers, tokens bool, damaged func(string) error) error {
	n := len(a.places)
	want := n * p.length
	if tokens {
		want += n * tokenBytes
	}
	if len(b) != want {
		return damaged("another number of ballots than of voters")
	}
	for range n {
		if _, _, _, err := p.unpack(b[:p.length]); err != nil {
			return err
		}
		if len(a.papers) > 0 && slices.Compare(a.papers[len(a.papers)-1], b[:p.length]) > 0 {
			return damaged("ballots that are not in order")
		}
		a.papers = append(a.papers, b[:p.length])
		b = b[p.length:]
	}
	for ; len(b) > 0; b = b[tokenBytes:] {
		t := [32]byte(b)
		if len(a.tokens) > 0 && slices.Compare(a.tokens[len(a.tokens)-1][:], t[:]) >= 0 {
			return damaged("tokens that are not in order")
		}
		a.tokens = append(a.tokens, t)
	}
	return nil
}
