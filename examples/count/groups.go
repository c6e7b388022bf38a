package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// groupsIn returns the groups that stand in a column of a table, sorted. What is no
// table, or has no such column, has none; whatever is wrong with it the reader of
// ballots says with line and column.
func groupsIn(data []byte, column string) (groups []ballot.Group) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	header, _, _ := bytes.Cut(data, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(data))
	r.ReuseRecord, r.FieldsPerRecord, r.LazyQuotes = true, -1, true
	if bytes.Count(header, []byte(";")) > bytes.Count(header, []byte(",")) {
		r.Comma = ';'
	}
	names, err := r.Read()
	at := slices.IndexFunc(names, func(name string) bool { return strings.TrimSpace(name) == cmp.Or(column, "group") })
	if err != nil || at < 0 {
		return nil
	}
	seen := map[string]bool{}
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil
		}
		if at < len(row) && row[at] != "" {
			seen[strings.Clone(strings.TrimSpace(row[at]))] = true
		}
	}
	for id := range seen {
		groups = append(groups, ballot.Group{ID: id})
	}
	slices.SortFunc(groups, func(a, b ballot.Group) int { return cmp.Compare(a.ID, b.ID) })
	return groups
}
