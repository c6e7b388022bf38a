package ballot

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// WriteCSV writes a tally as [ReadCSV] reads it, with commas: a line for each kind of
// equal ballots in the order of [Tally.Ballots], invalid ones before them with the code
// of the reason. With the contest as template the file is read as the same tally.
//
// It fails with [UnwritableError] for a tally whose small groups were merged, and for
// ballots that are not on the roll and of another group where the contest has none.
func WriteCSV(w io.Writer, t *Tally) error {
	if len(t.merged) > 0 {
		return &UnwritableError{"CSV", "groups that were merged",
			"write the tally before it is merged; its count merges them"}
	}
	if n := t.accounts[t.c.groupCount()][NotOnRoll]; n > 0 && len(t.c.Groups) == 0 {
		return &UnwritableError{"CSV", fmt.Sprintf("%d ballots of another group and not on the roll", n),
			"the JSON of results can"}
	}
	out := newCSVWriter(w, t)
	out.header()
	out.invalid()
	for g, n := range t.blank {
		if n > 0 {
			out.line(n, g, "", "", nil)
		}
	}
	for b := range t.Ballots() {
		ends := ""
		if b.Ends != Valid {
			ends = b.Ends.String()
		} else if len(b.Marks) == 0 {
			if b.N -= t.blank[b.Group]; b.N == 0 {
				continue
			}
			ends = endsNobody
		}
		out.line(b.N, b.Group, "", ends, b.Marks)
	}
	out.csv.Flush()
	return out.csv.Error()
}

// A csvWriter keeps one line.
type csvWriter struct {
	t    *Tally
	csv  *csv.Writer
	cell []string
	// Columns; -1 for one that is not needed.
	group, spoilt, ends, first int
}

func newCSVWriter(w io.Writer, t *Tally) *csvWriter {
	out := &csvWriter{t: t, csv: csv.NewWriter(w), group: -1, spoilt: -1, ends: -1, first: 1}
	add := func(column *int, needed bool) {
		if needed {
			*column = out.first
			out.first++
		}
	}
	add(&out.group, len(t.c.Groups) > 0)
	add(&out.spoilt, slices.ContainsFunc(t.accounts, func(a [reasonCount]uint64) bool {
		return slices.Max(a[Valid+1:]) > 0
	}))
	ended := func(s slot) bool { return s.n > 0 && endReason(uint8(s.class-1)) != Valid }
	add(&out.ends, slices.ContainsFunc(t.table, ended) || t.hasNobody())
	width := out.first + len(t.c.Options)
	if t.c.Method == Motion {
		width = out.first + 1
	}
	out.cell = make([]string, width)
	return out
}

// hasNobody says whether there are ballots with marks of which none counts.
func (t *Tally) hasNobody() bool {
	for b := range t.Ballots() {
		if len(b.Marks) == 0 && b.Ends == Valid && b.N > t.blank[b.Group] {
			return true
		}
	}
	return false
}

func (w *csvWriter) set(column int, s string) {
	if column >= 0 {
		w.cell[column] = s
	}
}

func (w *csvWriter) header() {
	w.set(0, columnN)
	w.set(w.group, "group")
	w.set(w.spoilt, columnSpoilt)
	w.set(w.ends, columnEnds)
	if w.t.c.Method == Motion {
		w.set(w.first, columnVote)
	}
	reserved := []string{columnN, "group", columnSpoilt, columnEnds, columnVote}
	for i, o := range w.t.c.Options {
		if slices.Contains(reserved, strings.TrimSpace(o.ID)) || strings.HasPrefix(o.ID, optionPrefix) {
			o.ID = optionPrefix + o.ID
		}
		w.set(w.first+i, o.ID)
	}
	w.write()
}

// write writes the line; the writer keeps its error for Flush.
func (w *csvWriter) write() {
	_ = w.csv.Write(w.cell)
	clear(w.cell)
}

// invalid writes the ballots that do not count.
func (w *csvWriter) invalid() {
	for g, account := range w.t.accounts {
		for r, n := range account {
			if n > 0 && Reason(r) != Valid {
				w.line(n, g, Reason(r).String(), "", nil)
			}
		}
	}
}

func (w *csvWriter) line(n uint64, group int, spoilt, ends string, marks []Mark) {
	c := w.t.c
	w.set(0, strconv.FormatUint(n, 10))
	if group < len(c.Groups) {
		w.set(w.group, c.Groups[group].ID)
	}
	w.set(w.spoilt, spoilt)
	w.set(w.ends, ends)
	for _, m := range marks {
		switch c.Kind() {
		case Votes:
			w.set(w.first, c.OptionID(m.Option))
		case Ranking, Points:
			w.set(w.first+m.Option, strconv.Itoa(m.Value))
		default:
			w.set(w.first+m.Option, "x")
		}
	}
	w.write()
}
