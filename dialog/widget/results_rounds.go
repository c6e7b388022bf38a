package widget

import (
	"cmp"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
	"github.com/dialog-cybersicherheit/dfc/dialog/widget/internal/chart"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// roundsFigure is the course of a count that goes in rounds.
func (t tabulation) roundsFigure(uid string) figure {
	if len(t.r.Rounds) < 2 || t.c.Kind() != ballot.Ranking || t.c.Method == ballot.RankedPairs || t.c.Method == ballot.Schulze {
		return figure{}
	}
	f := figure{Heading: t.text("widget.results.rounds"), TableH: t.text("widget.results.as-table"), Columns: []string{t.text("ballot.column.option")},
		Sentences: []string{t.text("widget.results.rounds-sentence", i18n.Int("n", len(t.r.Rounds)))}}
	for i := range t.r.Rounds {
		f.Columns = append(f.Columns, t.text("widget.results.round", i18n.Int("n", i+1)))
	}
	rows := make([]chart.RoundsRow, len(t.c.Options))
	for o := range rows {
		row := figureRow{Label: t.rowLabel(o)}
		for i := range t.r.Rounds {
			row.Cells = append(row.Cells, t.cell(i, o))
		}
		f.Rows = append(f.Rows, row)
		rows[o] = t.roundRow(row.Label, o)
	}
	if len(rows) > maxRows {
		f.Sentences = append(f.Sentences, t.text("widget.results.top-rounds", i18n.Int("n", maxRows), i18n.Int("all", len(rows))))
		rows = longest(rows)[:maxRows]
	}
	f.Chart = t.roundChart(uid, f, rows)
	return f
}

// longest sorts rows by how long they stayed in, and then by what they had in the end.
func longest(rows []chart.RoundsRow) []chart.RoundsRow {
	last := func(r chart.RoundsRow) float64 {
		if len(r.Cells) == 0 {
			return 0
		}
		return r.Cells[len(r.Cells)-1].Value
	}
	slices.SortStableFunc(rows, func(a, b chart.RoundsRow) int {
		return cmp.Or(-cmp.Compare(len(a.Cells), len(b.Cells)), -cmp.Compare(last(a), last(b)))
	})
	return rows
}

// cell is what an option has in a round, and what happens to it.
func (t tabulation) cell(round, option int) string {
	r := &t.r.Rounds[round]
	s := ""
	if option < len(r.Votes) && !r.Votes[option].IsZero() {
		s = t.number(r.Votes[option])
	}
	switch {
	case slices.Contains(r.Elected, option) || slices.Contains(r.Deemed, option):
		s += " " + t.text("ballot.fate.elected")
	case slices.Contains(r.Excluded, option):
		s += " " + t.text("ballot.fate.excluded")
	case s == "":
		return "–"
	}
	return s
}

// quotaKey is the text of what elects in a round.
func (t tabulation) quotaKey() string {
	if t.c.Method == ballot.InstantRunoff {
		return "widget.results.quota.majority"
	}
	return "widget.results.quota.seat"
}
