package ballot

import (
	"encoding/json"
	"fmt"
	"slices"
)

// A Difference is a place at which a record does not say what its ballots say.
type Difference struct {
	Path   string // such as "rounds[2].votes.ws-01"
	Record string // what the record says, as JSON; "" when it says nothing
	Count  string // what counting again yields; "" when nothing should stand there
}

// Error returns one line.
func (d Difference) Error() string {
	return fmt.Sprintf("%s: record says %s, count says %s", d.Path, orNothing(clip(d.Record)), orNothing(clip(d.Count)))
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// Recheck counts again from the contest, the lot and the ballots of a record and
// compares every field. It fails for what is no record, and for a record whose
// version it does not know.
func Recheck(data []byte) (*Result, []Difference, error) {
	doc := new(record)
	if err := readJSON(newReader(data), doc); err != nil {
		return nil, nil, err
	}
	if doc.Format != recordFormat || doc.Version != RecordVersion || doc.Contest == nil {
		return nil, nil, fmt.Errorf("%w: want a record of format %q, version %d, with its contest; found %q, version %d",
			ErrMalformed, recordFormat, RecordVersion, clip(doc.Format), doc.Version)
	}
	t, err := doc.tally()
	if err != nil {
		return nil, nil, err
	}
	o, err := doc.options()
	if err != nil {
		return nil, nil, err
	}
	r, err := Count(t, o)
	if err != nil {
		return nil, nil, err
	}
	again, err := json.Marshal(r)
	if err != nil {
		return nil, nil, err
	}
	return r, differences(data, again), nil
}

// tally builds the tally of a record.
func (doc *record) tally() (*Tally, error) {
	t, err := NewTally(doc.Contest)
	if err != nil {
		return nil, err
	}
	c := doc.Contest
	index := c.indices()
	for i, b := range doc.Ballots {
		at := fmt.Sprintf("ballots[%d]", i)
		group := 0
		if len(c.Groups) > 0 {
			group = c.GroupIndex(b.Group)
		}
		marks, err := b.marks(index)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", at, err)
		}
		if group < 0 || b.N == 0 || b.N > MaxBallots-t.total || !t.put(group, marks, b.Ends, b.N) {
			return nil, fmt.Errorf("%w: %s cannot stand in a tally of contest %q (twice, no such group, or flawed)", ErrMalformed, at, clip(c.ID))
		}
		t.total += b.N // bounds the sums; the accounts follow
	}
	t.total = 0
	for _, a := range doc.Turnout {
		if err := t.account(a); err != nil {
			return nil, err
		}
	}
	for _, ids := range doc.Merged {
		set := make([]int, len(ids))
		for i, id := range ids {
			if set[i] = c.GroupIndex(id); set[i] < 0 {
				return nil, fmt.Errorf("%w: merged group %q", ErrMalformed, clip(id))
			}
		}
		t.merged = append(t.merged, set)
	}
	if len(t.merged) > 1 {
		return nil, fmt.Errorf("%w: more than one set of merged groups", ErrMalformed)
	}
	return t, t.consistent()
}

// indices finds options by their IDs, where there are too many marks for
// [Contest.Index].
func (c *Contest) indices() map[string]int {
	index := make(map[string]int, c.choices())
	for i := range c.choices() {
		index[c.OptionID(i)] = i
	}
	return index
}

// marks turns the ballot of a record into marks.
func (b recordBallot) marks(index map[string]int) (marks []Mark, err error) {
	add := func(id string, value int) {
		o, ok := index[id]
		if !ok && err == nil {
			err = fmt.Errorf("%w: %q", ErrOption, clip(id))
		}
		marks = append(marks, Mark{o, value})
	}
	for i, rank := range b.Ranks {
		for _, id := range rank {
			add(id, i+1)
		}
	}
	for _, id := range b.For {
		add(id, 0)
	}
	for id, points := range b.Points {
		add(id, points)
	}
	return marks, err
}

// account reads the turnout of a group.
func (t *Tally) account(a recordAccount) error {
	g := max(0, t.c.GroupIndex(a.Group))
	if a.Outside {
		g = len(t.accounts) - 1
	}
	counts := append([]ReasonCount{{Valid, a.Valid}}, a.Invalid...)
	for _, c := range counts {
		if c.Ballots > MaxBallots-t.total || t.accounts[g][c.Reason] > 0 {
			return fmt.Errorf("%w: turnout of group %q", ErrMalformed, clip(a.Group))
		}
		t.accounts[g][c.Reason] = c.Ballots
		t.total += c.Ballots
	}
	t.blank[g] = a.Blank
	return nil
}

// options are the options of the count that a record tells of.
func (doc *record) options() (o Options, err error) {
	index := func(id string) int {
		i := doc.Contest.Index(id)
		if i < 0 {
			err = fmt.Errorf("%w: %q", ErrOption, clip(id))
		}
		return i
	}
	for _, id := range doc.Without {
		o.Without = append(o.Without, index(id))
	}
	if doc.Lot != nil {
		o.Lot = &Lot{How: doc.Lot.How, Key: doc.Lot.Key}
		for _, id := range doc.Lot.Order {
			o.Lot.Order = append(o.Lot.Order, index(id))
		}
	}
	slices.Sort(o.Without)
	return o, err
}
