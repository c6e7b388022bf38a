package strict

import (
	"cmp"
	"io"
)

// Limits bound what a file may cost. A zero field means the default.
type Limits struct {
	Bytes    int // of the whole file; default 32 MiB
	Depth    int // nested lists and mappings; default 64
	Entries  int // values in lists and mappings, estimated from above before YAML is parsed, two fifths of them on one line; default 250,000
	Problems int // that Parse and Decode each tell at most, further ones are left out; default 10,000
}

// The defaults. A quarter of a million entries are about 35,000 people and cost
// less than a second and 256 MiB even where they are chosen to be expensive; the
// largest programme that makes sense has less than a third of that.
const (
	DefaultBytes    = 32 << 20
	DefaultDepth    = 64
	DefaultEntries  = 250_000
	DefaultProblems = 10_000
)

func (l Limits) orDefault() Limits {
	return Limits{
		Bytes:    cmp.Or(l.Bytes, DefaultBytes),
		Depth:    cmp.Or(l.Depth, DefaultDepth),
		Entries:  cmp.Or(l.Entries, DefaultEntries),
		Problems: cmp.Or(l.Problems, DefaultProblems),
	}
}

// Read reads at most limit bytes (0: the default) and refuses a longer input
// with a [Problem] of kind [TooLarge], having read one byte more than the limit
// and nothing after that. Other errors are the reader's.
func Read(r io.Reader, limit int) ([]byte, error) {
	limit = cmp.Or(limit, DefaultBytes)
	data, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, err
	}
	if len(data) > limit {
		return nil, tooLarge(limit, ShapeBytes)
	}
	return data, nil
}

func tooLarge(limit int, unit Shape) Problem {
	return Problem{Kind: TooLarge, Limit: limit, Want: unit}
}
