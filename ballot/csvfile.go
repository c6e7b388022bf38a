package ballot

import (
	"errors"
	"io"
	"strings"
)

// ReadCSV reads ballots from a table (RFC 4180) with one line for each ballot, or for
// each kind of equal ballots. The header names the columns, in any order:
//
//		n,group,spoilt,ws-01,ws-02,ws-03
//		1,research,,2,,1
//		3,users,x,,,
//
//	  - a column for each option, headed by its ID. Single choices and approvals have x
//	    or 1 for an option chosen, and nothing or 0 for another; rankings have the rank
//	    from 1; score has the points;
//	  - vote, for a motion: yes, no, abstain, or nothing;
//	  - n, optional: the number of equal ballots, 1 without the column;
//	  - group, or the column that [FileOptions] name: the ID of the voter's group, where
//	    the contest has groups. Another ID makes the ballot invalid ([UnknownGroup]);
//	  - spoilt, optional: x or 1 for a ballot that its voter made invalid; or the code of
//	    the reason ([Reason.String]) for which a ballot was found invalid;
//	  - ends, optional: the code of the flaw that ended a ranking after its last rank
//	    (overvote, skipped-rank, duplicate-option); or nobody, for a ballot with marks
//	    of which none counts.
//
// An option whose ID is the name of one of these columns is headed by "option " and its
// ID. The separator is the first comma or semicolon in the header that is not in
// quotes. Empty lines are no ballots; in a table of one column a blank ballot is "".
//
// The contest needs an ID, and seats, from the template. Errors: [FormatError] for the
// file, [ContestError] for the contest.
func ReadCSV(r io.Reader, template *Contest, o FileOptions) (*Tally, error) {
	f, err := newTemplated(r, template, o)
	if err != nil {
		return nil, err
	}
	t, err := (&csvReader{rows: newRows(f, separatorOf(f.data))}).read()
	if err != nil {
		return nil, o.named(err)
	}
	return t, nil
}

// separatorOf is the first separator of the header that is not in quotes. Spreadsheets
// set to German write semicolons.
func separatorOf(data []byte) rune {
	quoted := false
	for _, c := range firstLine(data) {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted && (c == ',' || c == ';'):
			return rune(c)
		}
	}
	return ','
}

// Columns of a table that are no options. The value of ends is named, too.
const (
	columnN      = "n"
	columnSpoilt = "spoilt"
	columnEnds   = "ends"
	columnVote   = "vote"
	endsNobody   = "nobody"
	optionPrefix = "option "
)

type csvReader struct {
	*rows
	n, group, spoilt, ends, vote int
	option                       []int // by column; -1 for a column that is none
	marks                        []Mark
}

func (r *csvReader) read() (*Tally, error) {
	ok, err := r.next()
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, r.fail(0, endOfFile, "a header with the names of the columns")
	}
	if err := r.header(); err != nil {
		return nil, err
	}
	if err := r.begin(); err != nil {
		return nil, err
	}
	for {
		ok, err := r.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			return r.finish("")
		}
		if err := r.width(len(r.option)); err != nil {
			return nil, err
		}
		if err := r.ballot(); err != nil {
			return nil, err
		}
	}
}

// header finds the columns.
func (r *csvReader) header() error {
	if err := r.once(); err != nil {
		return err
	}
	r.n, r.spoilt, r.ends = r.column(columnN), r.column(columnSpoilt), r.column(columnEnds)
	r.group, r.vote = -1, -1
	if r.group = r.column(r.o.GroupColumn); len(r.c.Groups) > 0 && r.group < 0 {
		return r.fail(0, shorten(firstLine(r.data)), "a column %q, because the contest has groups",
			r.o.GroupColumn)
	} else if len(r.c.Groups) == 0 && r.group >= 0 {
		return r.failAt(r.group, r.o.GroupColumn, "a contest that declares the groups, or no such column")
	}
	if r.c.Method == Motion {
		if r.vote = r.column(columnVote); r.vote < 0 {
			return r.fail(0, shorten(firstLine(r.data)), "a column %q, because the contest is a motion",
				columnVote)
		}
	}
	return r.optionColumns()
}

// optionColumns finds the columns that are nothing else.
func (r *csvReader) optionColumns() error {
	in, seen := make([]bool, len(r.c.Options)), make(map[string]bool, len(r.fields))
	r.option = make([]int, len(r.fields))
	for i, name := range r.fields {
		r.option[i] = -1
		if i == r.n || i == r.group || i == r.spoilt || i == r.ends || i == r.vote {
			continue
		}
		id := strings.TrimPrefix(name, optionPrefix)
		switch {
		case r.c.Method == Motion:
			return r.failAt(i, name, "no other columns than n, group, spoilt, ends and vote for a motion")
		case id == "" || !oneLine([]byte(id)) || len(r.c.Options) == MaxOptions && !r.declared:
			return r.failAt(i, name, "the ID of an option, of at most %d", MaxOptions)
		case seen[id]:
			return r.failAt(i, name, "each option once")
		}
		seen[id] = true
		o := r.adopt(id, "")
		if o < 0 {
			return r.failAt(i, name, "the ID of an option of the contest")
		}
		if r.option[i] = o; r.declared {
			in[o] = true
		}
	}
	if id, missing := r.absent(in); missing {
		return r.fail(0, shorten(firstLine(r.data)), "a column for each option, also for %q", clip(id))
	}
	return nil
}

// ballot reads a line.
func (r *csvReader) ballot() error {
	n := uint64(1)
	if r.n >= 0 {
		var ok bool
		if n, ok = readWhole(r.cell(r.n), MaxBallots); !ok {
			return r.failAt(r.n, r.fields[r.n], "a number of ballots up to %d", MaxBallots)
		}
	}
	b := Ballot{}
	if r.group >= 0 {
		if b.Group = r.c.GroupIndex(r.fields[r.group]); b.Group < 0 {
			b.Group = r.c.GroupIndex(r.cell(r.group))
		}
	}
	r.marks = r.marks[:0]
	for i, o := range r.option {
		if o < 0 && i != r.vote || r.fields[i] == "" {
			continue
		}
		if err := r.mark(i, o); err != nil {
			return err
		}
	}
	b.Marks = r.marks
	known, err := r.judged(b, n)
	if err == nil && !known {
		_, err = r.t.Add(b, n)
	}
	if errors.Is(err, ErrTooMany) {
		return r.failAt(max(0, r.n), r.fields[max(0, r.n)], "at most %d ballots in all, %d more",
			MaxBallots, MaxBallots-r.t.total)
	}
	return err
}

// judged adds ballots of which the file says how they were judged; it reports whether
// it does.
func (r *csvReader) judged(b Ballot, n uint64) (bool, error) {
	if r.spoilt >= 0 {
		switch s := r.cell(r.spoilt); s {
		case "":
		case "x", "X", "1":
			return true, r.t.addInvalid(b.Group, Spoilt, n)
		default:
			reason, err := ParseReason(s)
			if err != nil || reason == Valid {
				return true, r.failAt(r.spoilt, s, "x, nothing, or the code of a reason such as %s", Overvote)
			}
			return true, r.t.addInvalid(b.Group, reason, n)
		}
	}
	if r.ends < 0 || r.cell(r.ends) == "" || b.Group < 0 {
		return false, nil
	}
	ends, nobody := Valid, r.cell(r.ends) == endsNobody
	if !nobody {
		ends, _ = ParseReason(r.cell(r.ends))
		if endCode(ends) == 0 || r.c.Kind() != Ranking {
			return true, r.failAt(r.ends, r.fields[r.ends], "nothing, %s, or for rankings %s, %s or %s",
				endsNobody, Overvote, SkippedRank, DuplicateName)
		}
	}
	fits, err := r.t.addCounted(b, ends, n)
	if !fits && err == nil {
		err = r.failAt(r.ends, r.fields[r.ends], "a ballot without other flaws, and without marks for %s",
			endsNobody)
	}
	return true, err
}

// mark reads the cell of an option, or of the vote.
func (r *csvReader) mark(field, option int) error {
	s, value := r.cell(field), 0
	switch kind := r.c.Kind(); {
	case s == "":
		return nil
	case kind == Votes:
		if option = r.c.Index(s); option < 0 {
			return r.failAt(field, s, "yes, no, abstain or nothing")
		}
	case kind == Ranking:
		v, ok := readWhole(s, MaxOptions)
		if !ok {
			return r.failAt(field, s, "a rank from 1 to %d, or nothing", MaxOptions)
		}
		value = int(v)
	case kind == Points:
		v, ok := readWhole(strings.TrimPrefix(s, "-"), MaxPoints)
		if !ok {
			return r.failAt(field, s, "whole points from %d to %d, or nothing", r.c.Variant.MinPoints,
				r.c.Variant.MaxPoints)
		}
		if value = int(v); s[0] == '-' {
			value = -value
		}
	case s == "0":
		return nil
	case s != "x" && s != "X" && s != "1":
		return r.failAt(field, s, "x or 1 for an option chosen, nothing or 0 for another")
	}
	r.marks = append(r.marks, Mark{option, value})
	return nil
}

// addInvalid accounts for ballots that were found invalid before.
func (t *Tally) addInvalid(group int, reason Reason, n uint64) error {
	if n > MaxBallots-t.total {
		return ErrTooMany
	}
	account := t.accountOf(group)
	if reason != NotOnRoll && (reason == UnknownGroup || account == t.c.groupCount()) {
		account, reason = t.c.groupCount(), UnknownGroup
	}
	t.accounts[account][reason] += n
	t.total += n
	return nil
}

// addCounted adds ballots whose marks all count, and which a flaw ends after them; for
// [Valid] they have no marks that count, and are not blank. It reports whether there
// can be such ballots.
func (t *Tally) addCounted(b Ballot, ends Reason, n uint64) (bool, error) {
	if n > MaxBallots-t.total {
		return true, ErrTooMany
	}
	j := t.judge
	j.marks, j.ends = j.marks[:0], Valid
	if len(b.Marks) > 0 && (ends == Valid || j.judge(&b) != Valid || j.ends != Valid ||
		len(j.marks) != len(b.Marks)) {
		return false, nil
	}
	if n > 0 {
		j.ends = ends
		t.slot(b.Group).n += n
		t.accounts[b.Group][Valid] += n
		t.total += n
	}
	return true, nil
}
