package ballot

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxPabulibVotes bounds a file that has a line for each ballot.
const maxPabulibVotes = 10_000_000

// WritePabulib writes a tally of approval ballots as [ReadPabulib] reads it: each
// project costs 1, and the budget is the number of seats. The ballots stand one to a
// line in the order of [Tally.Ballots], with numbers for voters, and with the group in
// a column of that name. Options that have withdrawn are left out. With the contest as
// template the file is read as the same tally.
//
// It fails with [UnwritableError] for other kinds of ballots, for IDs with commas or
// with space around them, for invalid ballots that are not blank, for groups that were
// merged, and beyond ten million ballots.
func WritePabulib(w io.Writer, t *Tally) error {
	if err := t.fitsPabulib(); err != nil {
		return err
	}
	c, out := t.c, csv.NewWriter(w)
	out.Comma = ';'
	line := func(fields ...string) { _ = out.Write(fields) } // the writer keeps its error
	standing := make([]Option, 0, len(c.Options))
	for _, o := range c.Options {
		if !o.Withdrawn {
			standing = append(standing, o)
		}
	}
	line(pabulibMeta)
	line("key", "value")
	line("description", c.Title)
	line("num_projects", strconv.Itoa(len(standing)))
	line("num_votes", strconv.FormatUint(t.total, 10))
	line("budget", strconv.Itoa(c.Seats))
	line("vote_type", "approval")
	line(pabulibProjects)
	line("project_id", "cost", "name")
	for _, o := range standing {
		line(o.ID, "1", o.Name)
	}
	line(pabulibVotes)
	v := &pabulibVoter{t: t, csv: out}
	if v.line = []string{"voter_id", "vote"}; len(c.Groups) > 0 {
		v.line = append(v.line, "group")
	}
	line(v.line...)
	if err := v.votes(); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// fitsPabulib refuses what the format has no words for.
func (t *Tally) fitsPabulib() error {
	c := t.c
	what := ""
	switch {
	case c.Kind() != Approvals:
		what = "ballots of kind " + c.Kind().String()
	case len(t.merged) > 0:
		return &UnwritableError{"Pabulib", "groups that were merged",
			"write the tally before it is merged; its count merges them"}
	case t.total > maxPabulibVotes:
		what = strconv.FormatUint(t.total, 10) + " ballots, one to a line"
	case strings.TrimSpace(c.Title) != c.Title:
		what = "a title with space around it"
	}
	for _, o := range c.Options {
		if strings.Contains(o.ID, ",") || strings.TrimSpace(o.ID) != o.ID || strings.TrimSpace(o.Name) != o.Name {
			what = "an option with a comma, or with space around its ID or name: " + clip(o.ID)
		}
	}
	for _, g := range c.Groups {
		if strings.TrimSpace(g.ID) != g.ID {
			what = "a group with space around its ID: " + clip(g.ID)
		}
	}
	if what != "" {
		return &UnwritableError{"Pabulib", what, useCSV}
	}
	return t.plain("Pabulib")
}

type pabulibVoter struct {
	t     *Tally
	csv   *csv.Writer
	line  []string
	voter uint64
}

func (v *pabulibVoter) votes() error {
	for g := range v.t.c.groupCount() {
		v.write(v.t.blank[g]+v.t.accounts[g][Blank], g, "")
	}
	var ids []string
	for b := range v.t.Ballots() {
		if ids = ids[:0]; len(b.Marks) == 0 {
			if b.N -= v.t.blank[b.Group]; b.N > 0 {
				return &UnwritableError{"Pabulib", fmt.Sprintf("%d ballots on which no mark counts", b.N), useCSV}
			}
			continue
		}
		for _, m := range b.Marks {
			ids = append(ids, v.t.c.Options[m.Option].ID)
		}
		v.write(b.N, b.Group, strings.Join(ids, ","))
	}
	return nil
}

// write writes n equal ballots.
func (v *pabulibVoter) write(n uint64, group int, vote string) {
	if v.line[1] = vote; len(v.line) > 2 {
		v.line[2] = v.t.c.Groups[group].ID
	}
	for range n {
		v.voter++
		v.line[0] = strconv.FormatUint(v.voter, 10)
		_ = v.csv.Write(v.line)
	}
}
