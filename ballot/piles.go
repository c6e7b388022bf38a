package ballot

// piles hold the ballots of a ranked count by the option that they count for, as
// the tables of a counting hall do. Only the ballots of a pile that is taken apart
// are touched.
type piles struct {
	e    *entries
	in   []bool  // options still in the count
	at   []int32 // by ballot: the cell it stands at, within its cells
	next []int32 // by ballot: the ballot below it in its pile; -1 at the bottom
	head []int32 // by option: the ballot on top of its pile; -1 for none
}

func newPiles(e *entries, in []bool) *piles {
	p := &piles{e: e, in: in, at: make([]int32, len(e.n)), next: make([]int32, len(e.n)), head: make([]int32, len(in))}
	for o := range p.head {
		p.head[o] = -1
	}
	return p
}

// place puts a ballot on the pile of its best option still in, starting with the
// cell it stands at. Where there is none it returns -1 and why the ballot ended;
// [Valid] says that its ranks are used up.
func (p *piles) place(i int) (option int, ended Reason) {
	cells := p.e.of(i)
	for k := int(p.at[i]); k < len(cells); {
		end, found, several := k, -1, false
		for ; end < len(cells) && cells[end].value == cells[k].value; end++ {
			if p.in[cells[end].option] {
				several = found >= 0
				found = end
			}
		}
		if several { // a rank with several options still in ends the ballot
			p.at[i] = int32(len(cells))
			return -1, Overvote
		}
		if found >= 0 {
			o := int(cells[found].option)
			p.at[i], p.next[i], p.head[o] = int32(k), p.head[o], int32(i)
			return o, Valid
		}
		k = end
	}
	p.at[i] = int32(len(cells))
	return -1, p.e.ends[i]
}

// lift empties a pile and returns its top ballot; the others follow by next.
func (p *piles) lift(option int) (top int32) {
	top, p.head[option] = p.head[option], -1
	return top
}

// votersOf returns how many ballots of an entry take part: all, but those that are
// blank.
func (b *electorate) votersOf(i int) uint64 {
	if b.e.first[i] == b.e.first[i+1] && b.e.ends[i] == Valid {
		return b.e.n[i] - b.tally.blank[b.e.group[i]]
	}
	return b.e.n[i]
}
