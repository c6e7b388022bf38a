package widget

import (
	"fmt"
	"html/template"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// A measure is what the numbers of the options count. The values are the ends of keys in
// the catalogue, and the names of a column in CSV.
type measure string

// Ballots are called votes only where each is one for the option; points are never votes.
const (
	byVotes      measure = "votes"       // ballots for an option, or an answer
	byFirstRanks measure = "first-ranks" // ballots that rank it first
	byPoints     measure = "points"      // the sum of what ballots give it
	byBallots    measure = "ballots"     // ballots that give it points, where the points are not counted
)

// A support is what each option has: by group where that is known, and in all.
type support struct {
	measure measure
	groups  []int // that have a column; one or none: the sum is all
	options []supportRow
	best    []int // options with the most
	most    string
}

// A supportRow has exact numbers as programs read them.
type supportRow struct {
	parts []string
	total string
	size  float64   // of the total, to draw and to sort it
	sizes []float64 // of the parts
}

func (t tabulation) support() support {
	s := support{measure: byVotes, groups: t.visibleGroups()}
	switch k := t.c.Kind(); {
	case (k == ballot.Points || t.c.Method == ballot.Borda) && len(t.r.Rounds) > 0:
		return t.points()
	case k == ballot.Points:
		s.measure = byBallots
	case k == ballot.Ranking:
		s.measure = byFirstRanks
	}
	if len(t.r.Support) == 0 {
		return s
	}
	most := uint64(0)
	for o := range t.r.Support[0] {
		row, total := supportRow{parts: make([]string, len(s.groups)), sizes: make([]float64, len(s.groups))}, uint64(0)
		for i, g := range s.groups {
			n := t.r.Support[g][o]
			row.parts[i], row.sizes[i] = strconv.FormatUint(n, 10), float64(n)
			total += n
		}
		switch {
		case total > most:
			most, s.best = total, []int{o}
		case total == most && total > 0:
			s.best = append(s.best, o)
		}
		row.total, row.size = strconv.FormatUint(total, 10), float64(total)
		s.options = append(s.options, row)
	}
	s.most = t.count(most)
	return s
}

// points are the sums that a count of points compared. It has them by group only in its
// ballots, and adds up ratios where groups have weights: then the sum stands alone.
func (t tabulation) points() support {
	s := support{measure: byPoints, groups: t.visibleGroups()}
	votes := t.r.Rounds[0].Votes
	by := t.pointsByGroup(votes)
	if by == nil {
		s.groups = nil
	}
	for o, n := range votes {
		row := supportRow{total: n.String()}
		row.size, _ = n.Rat().Float64()
		for _, g := range s.groups {
			row.parts = append(row.parts, strconv.FormatInt(by[g][o], 10))
			row.sizes = append(row.sizes, float64(by[g][o]))
		}
		s.options = append(s.options, row)
	}
	if len(t.r.Ranking) > 0 {
		s.best = t.r.Ranking[0]
		s.most = t.number(votes[s.best[0]])
		if votes[s.best[0]].Rat().Sign() <= 0 {
			s.best = nil
		}
	}
	return s
}

// pointsByGroup adds up the points of each group; nil where its sums are not the ones that
// the count compared.
func (t tabulation) pointsByGroup(votes []ballot.Number) [][]int64 {
	tally := t.r.Tally()
	if tally == nil || t.c.Method != ballot.Score || len(t.c.Groups) == 0 {
		return nil
	}
	by := make([][]int64, len(t.r.Support))
	for g := range by {
		by[g] = make([]int64, len(votes))
	}
	least := int64(t.c.Variant.MinPoints)
	for b := range tally.Ballots() {
		if len(b.Marks) == 0 {
			continue // blank: not even the least
		}
		n := int64(b.N)
		for o := range votes {
			by[b.Group][o] += n * least
		}
		for _, m := range b.Marks {
			by[b.Group][m.Option] += n * (int64(m.Value) - least)
		}
	}
	for o, n := range votes {
		sum := new(big.Rat)
		for g := range by {
			sum.Add(sum, new(big.Rat).SetInt64(by[g][o]))
		}
		if !n.IsZero() && sum.Cmp(n.Rat()) != 0 {
			return nil // weighted
		}
	}
	return by
}

// split reports whether there is a column for each group.
func (s support) split() bool { return len(s.groups) > 1 }

// maxRows is the number of options that a chart shows; the table has all.
const maxRows = 20

// shown are the options that a chart shows: all in the order of the contest, or of very
// many those with the highest numbers.
func (s support) shown() []int {
	options := make([]int, len(s.options))
	for o := range options {
		options[o] = o
	}
	if len(options) <= maxRows {
		return options
	}
	slices.SortStableFunc(options, func(a, b int) int {
		switch x, y := s.options[a].size, s.options[b].size; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return options[:maxRows]
}

// A figure is a chart, the sentences that say what it shows, and the same as a table.
type figure struct {
	Heading   string
	Sentences []string
	Chart     template.HTML
	Columns   []string
	Rows      []figureRow
	TableH    string
}

type figureRow struct {
	Label string
	Cells []string
}

// supportFigure is what each option has.
func (t tabulation) supportFigure(uid string, s support) figure {
	if len(s.options) == 0 {
		return figure{}
	}
	key := "widget.results.figure." + string(s.measure)
	f := figure{Heading: t.text(key), TableH: t.text("widget.results.as-table"), Columns: []string{t.text("ballot.column.option")}}
	if s.split() {
		f.Heading = t.text(key + ".by-group")
		for _, g := range s.groups {
			f.Columns = append(f.Columns, capital(t.group(g)))
		}
		f.Columns = append(f.Columns, t.text("widget.results.total"))
	} else {
		f.Columns = append(f.Columns, t.text(key))
	}
	f.Sentences = t.supportSentences(s)
	for o, row := range s.options {
		r := figureRow{Label: t.rowLabel(o)}
		if s.split() {
			for _, n := range row.parts {
				r.Cells = append(r.Cells, t.exact(n))
			}
		}
		f.Rows = append(f.Rows, figureRow{r.Label, append(r.Cells, t.exact(row.total))})
	}
	if t.c.Method == ballot.Motion {
		t.measured(&f)
	}
	f.Chart = t.supportChart(uid, f, s)
	return f
}

func (t tabulation) supportSentences(s support) (out []string) {
	if len(s.best) > 0 && t.c.Method != ballot.Motion { // of a motion, the most are not what decides
		names := t.names(s.best)
		if len(s.best) > maxNamed {
			names = i18n.Text("names", t.text("unit.option", i18n.Int("n", len(s.best))))
		}
		out = append(out, t.text("widget.results.figure."+string(s.measure)+".most", i18n.Int("n", len(s.best)), names, i18n.Text("votes", s.most)))
	}
	switch m := t.c.Method; {
	case s.measure == byFirstRanks:
		out = append(out, t.text("widget.results.ranking-decides"))
	case m != ballot.Plurality && m != ballot.Approval && m != ballot.Motion && s.measure == byVotes, t.c.Weighting.Rule != ballot.PerHead:
		out = append(out, t.text("widget.results.method-decides", i18n.Term("method", m.TextKey())))
	}
	for _, set := range t.r.Merged {
		if len(set) > 1 {
			names := make([]string, len(set))
			for i, g := range set {
				names[i] = t.groupName(g)
			}
			out = append(out, t.text("ballot.ballots.merged", i18n.List("groups", names...), i18n.Int("n", t.c.Merge)))
		}
	}
	if len(s.options) > maxRows {
		out = append(out, t.text("widget.results.top", i18n.Int("n", maxRows), i18n.Int("all", len(s.options))))
	}
	return out
}

// rowLabel is the name of an option at the begin of a row.
func (t tabulation) rowLabel(o int) string {
	if t.c.Kind() != ballot.Votes && t.c.Options[o].Withdrawn {
		return t.text("widget.results.withdrawn", i18n.Text("name", t.label(o)))
	}
	return t.label(o)
}

// exact is a number of a support for people.
func (t tabulation) exact(n string) string {
	if n == "" {
		return "–"
	}
	if !strings.Contains(n, "/") {
		return t.l.Decimal(n)
	}
	var v ballot.Number
	if err := v.UnmarshalText([]byte(n)); err != nil {
		return n
	}
	return t.number(v)
}

// measured adds what a motion needs to its table: the votes for it, and the ballots of the
// quorum.
func (t tabulation) measured(f *figure) {
	majority, quorum := t.limit(ballot.CheckOverall), t.limit(ballot.CheckQuorum, ballot.CheckQuorumShare)
	f.Columns[0] = t.text("ballot.column.vote")
	if majority == 0 && quorum == 0 {
		return
	}
	if quorum > 0 {
		row := figureRow{Label: t.text("widget.results.valid")}
		for range len(f.Columns) - 2 {
			row.Cells = append(row.Cells, "")
		}
		f.Rows = append(f.Rows, figureRow{row.Label, append(row.Cells, t.count(t.turnout().valid))})
	}
	f.Columns = append(f.Columns, t.text("ballot.column.needed"))
	for i := range f.Rows {
		need := ""
		switch {
		case i == ballot.Yes && majority > 0:
			need = t.count(majority)
		case i > ballot.Abstain:
			need = t.count(quorum)
		}
		f.Rows[i].Cells = append(f.Rows[i].Cells, need)
	}
}

// visibleGroups are the groups with a column: those that the contest declares, or the
// one of all ballots; the last, of ballots without a group, only where it has some.
func (t tabulation) visibleGroups() (out []int) {
	for g, support := range t.r.Support {
		declared := g < len(t.c.Groups) || len(t.c.Groups) == 0
		if declared && !t.mergedAway(g) || slices.ContainsFunc(support, func(n uint64) bool { return n > 0 }) {
			out = append(out, g)
		}
	}
	return out
}

// mergedAway reports whether the ballots of a group were counted under another.
func (t tabulation) mergedAway(g int) bool {
	return slices.ContainsFunc(t.r.Merged, func(set []int) bool { return slices.Contains(set[min(1, len(set)):], g) })
}

// group is the name of a group: one of the five, of BSI, or as the contest has it.
func (t tabulation) group(g int) string {
	if g >= len(t.c.Groups) {
		return t.text("ballot.ballots.no-group")
	}
	for _, set := range t.r.Merged {
		if len(set) > 0 && set[0] == g {
			names := make([]string, len(set))
			for i, other := range set {
				names[i] = t.groupName(other)
			}
			return strings.Join(names, " + ") // names have an "and" of their own
		}
	}
	return t.groupName(g)
}

func (t tabulation) groupName(g int) string {
	id := t.c.Groups[g].ID
	if key := "group." + id; t.l.Has(key) {
		return t.text(key)
	}
	return shown(id)
}

// groupIDs are the IDs of a group and of those that were merged into it, as programs read
// them.
func (t tabulation) groupIDs(g int) string {
	if g >= len(t.c.Groups) {
		return "no-group"
	}
	ids := []string{t.c.Groups[g].ID}
	for _, set := range t.r.Merged {
		if len(set) > 0 && set[0] == g {
			for _, other := range set[1:] {
				ids = append(ids, t.c.Groups[other].ID)
			}
		}
	}
	return strings.Join(ids, "+")
}

// csvRows are the lines of the table for programs.
func (t tabulation) csvRows() [][]string {
	s := t.support()
	head := []string{"option", "name"}
	split := len(t.c.Groups) > 0
	if split {
		for _, g := range s.groups {
			head = append(head, safeCell(t.groupIDs(g)))
		}
	}
	rows := [][]string{append(head, string(s.measure), "elected")}
	for o, r := range s.options {
		row := []string{safeCell(t.c.OptionID(o)), safeCell(t.label(o))}
		if split {
			row = append(row, r.parts...)
		}
		rows = append(rows, append(row, r.total, fmt.Sprint(slices.Contains(t.r.Elected, o))))
	}
	return rows
}
