package ballot

// A Ballot (Stimmzettel) is what one voter marked, before anybody has judged it.
// Options and groups are indices into the contest's; [Contest.Index] and
// [Contest.GroupIndex] find them. The marks may stand in any order; where points for an
// option stand twice and that is passed over, the first count.
type Ballot struct {
	Group    int    // index of the voter's group; 0 where the contest has none
	Marks    []Mark // none: a blank ballot
	Spoilt   bool   // the voter made it explicitly invalid
	Unlisted bool   // the voter is not on the roll
}

// A Mark is one entry of a ballot.
type Mark struct {
	Option int // index of the option, or [UnknownOption], [SeveralOptions]
	// Value is the rank from 1 (kind ranking) or the points (kind score); for other
	// kinds it means nothing.
	Value int
}

// Options that no contest has.
const (
	UnknownOption  = -1 // a name that does not stand
	SeveralOptions = -2 // a rank at which several options were marked, of which only that is known
)

// The options of a motion.
const (
	Yes = iota
	No
	Abstain
)

// Choose returns a ballot for these options (kinds single choice, approval, vote).
func Choose(options ...int) Ballot {
	b := Ballot{Marks: make([]Mark, len(options))}
	for i, o := range options {
		b.Marks[i].Option = o
	}
	return b
}

// Rank returns a ballot that prefers the options in this order.
func Rank(options ...int) Ballot {
	b := Choose(options...)
	for i := range b.Marks {
		b.Marks[i].Value = i + 1
	}
	return b
}

// RankEqually returns a ballot with several options at a rank, the best rank first;
// an empty rank is a skipped one.
func RankEqually(ranks ...[]int) Ballot {
	var b Ballot
	for i, options := range ranks {
		for _, o := range options {
			b.Marks = append(b.Marks, Mark{o, i + 1})
		}
	}
	return b
}

// Grade returns a ballot that gives points to the options 0, 1, 2 …
func Grade(points ...int) Ballot {
	b := Ballot{Marks: make([]Mark, len(points))}
	for i, p := range points {
		b.Marks[i] = Mark{i, p}
	}
	return b
}

// In returns the ballot as one of that group.
func (b Ballot) In(group int) Ballot {
	b.Group = group
	return b
}
