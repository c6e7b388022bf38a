package ballot

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// WriteBLT writes a tally as [ReadBLT] reads it: the ballots in the order of
// [Tally.Ballots], the names in quotes. Options are numbered in the order of the
// contest; its method and validity are not in the file, nor are the IDs of options:
// with the contest as template the file is read as the same tally.
//
// It fails with [UnwritableError] for groups, for points and motions, for invalid
// ballots that are not blank, and for ballots that a flaw ends.
func WriteBLT(w io.Writer, t *Tally) error {
	c := t.c
	switch {
	case c.wantKind("BLT", Ranking, Approvals, SingleChoice) != nil:
		return &UnwritableError{"BLT", "ballots of kind " + c.Kind().String(), useCSV}
	case len(c.Groups) > 0:
		return &UnwritableError{"BLT", strconv.Itoa(len(c.Groups)) + " groups", useCSV}
	case len(c.Options) == 0:
		return &UnwritableError{"BLT", "a contest without options", useCSV}
	}
	if err := t.plain("BLT"); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	line := strconv.AppendInt(nil, int64(len(c.Options)), 10)
	line = append(strconv.AppendInt(append(line, ' '), int64(c.Seats), 10), '\n')
	for i, o := range c.Options {
		if o.Withdrawn {
			line = append(strconv.AppendInt(line, -int64(i+1), 10), '\n')
		}
	}
	out.Write(line) // the writer keeps its error for Flush
	if err := t.writeBLTBallots(out); err != nil {
		return err
	}
	out.WriteString("0\n")
	for _, o := range c.Options {
		writeQuoted(out, o.Name)
	}
	writeQuoted(out, c.Title)
	return out.Flush()
}

func (t *Tally) writeBLTBallots(out *bufio.Writer) error {
	var line []byte
	if n := t.blank[0] + t.accounts[0][Blank]; n > 0 {
		out.Write(append(strconv.AppendUint(line, n, 10), " 0\n"...))
	}
	for b := range t.Ballots() {
		if len(b.Marks) == 0 { // blank, or all its marks were passed over
			if b.N -= t.blank[0]; b.N == 0 {
				continue
			}
			withdrawn, ok := t.passedOver()
			if !ok {
				return &UnwritableError{"BLT", strconv.FormatUint(b.N,
					10) + " ballots on which no mark counts", useCSV}
			}
			b.Marks = append(b.Marks, Mark{withdrawn, 1})
		}
		line = strconv.AppendUint(line[:0], b.N, 10)
		for i, m := range b.Marks {
			if t.c.Kind() == Ranking && i > 0 && m.Value == b.Marks[i-1].Value {
				line = append(line, '=')
			} else {
				line = append(line, ' ')
			}
			line = strconv.AppendInt(line, int64(m.Option+1), 10)
		}
		out.Write(append(line, " 0\n"...))
	}
	return nil
}

var bltEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func writeQuoted(out *bufio.Writer, s string) {
	out.WriteByte('"')
	bltEscapes.WriteString(out, s)
	out.WriteString("\"\n")
}
