package programme

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// duplicateIDs is DOC-12: within its list no ID stands twice. The labels of
// cycles are IDs in this sense.
func duplicateIDs(p *Programme) []dialog.Finding {
	var out []dialog.Finding
	unique := func(n int, id func(int) string, path func(int) string) {
		seen := make(map[string]int, n)
		for i := range n {
			switch first, twice := seen[id(i)]; {
			case id(i) == "":
			case twice:
				out = append(out, dialog.Finding{Rule: RuleUniqueIDs, Path: path(i), Args: []i18n.Arg{
					i18n.Text("value", id(i)), i18n.Text("first", path(first)),
				}})
			default:
				seen[id(i)] = i
			}
		}
	}
	in := func(list, key string) func(int) string {
		return func(i int) string { return fmt.Sprintf("%s[%d].%s", list, i, key) }
	}
	unique(len(p.Organisations), func(i int) string { return p.Organisations[i].ID }, in("organisations", "id"))
	unique(len(p.Participants), func(i int) string { return p.Participants[i].ID }, in("participants", "id"))
	unique(len(p.Cycles), func(i int) string { return p.Cycles[i].Label }, in("cycles", "label"))
	unique(len(p.Votes), func(i int) string { return p.Votes[i].ID }, in("votes", "id"))
	var places [][2]int // of the workstreams of all cycles
	for i := range p.Cycles {
		for j := range p.Cycles[i].Workstreams {
			places = append(places, [2]int{i, j})
		}
	}
	unique(len(places),
		func(i int) string { return p.Cycles[places[i][0]].Workstreams[places[i][1]].ID },
		func(i int) string { return fmt.Sprintf("cycles[%d].workstreams[%d].id", places[i][0], places[i][1]) })
	return out
}

// dangling is DOC-13: an ID that is referred to exists. The word "unknown"
// refers to nothing; what a workstream continues is a matter of WST-13.
func (c *checker) dangling() []dialog.Finding {
	p := c.programme
	var out []dialog.Finding
	missing := func(id, list, format string, args ...any) {
		out = append(out, dialog.Finding{Rule: RuleReferences, Path: fmt.Sprintf(format, args...), Args: []i18n.Arg{
			i18n.Text("value", id), i18n.Text("list", list),
		}})
	}
	nobody := func(id string) bool {
		return id != "" && id != dialog.UnknownID && c.roster.Participant(id) == nil
	}
	for i := range p.Participants {
		if id := p.Participants[i].Organisation; id != "" && id != dialog.UnknownID && c.roster.Organisation(id) == nil {
			missing(id, "organisations", "participants[%d].organisation", i)
		}
	}
	for i := range p.Determinations {
		if id := p.Determinations[i].Organisation; id != "" && c.roster.Organisation(id) == nil {
			missing(id, "organisations", "determinations[%d].organisation", i)
		}
	}
	for i := range p.Cycles {
		for j := range p.Cycles[i].Workstreams {
			w := &p.Cycles[i].Workstreams[j]
			for n, id := range w.Participants {
				if nobody(id) {
					missing(id, "participants", "cycles[%d].workstreams[%d].participants[%d]", i, j, n)
				}
			}
			for n, in := range w.Initiators {
				if nobody(in.Participant) {
					missing(in.Participant, "participants", "cycles[%d].workstreams[%d].initiators[%d].participant", i, j, n)
				}
			}
		}
	}
	for i := range p.Committees {
		for j, s := range p.Committees[i].Seats {
			if nobody(s.Member) {
				missing(s.Member, "participants", "committees[%d].seats[%d].member", i, j)
			}
			if nobody(s.Deputy) {
				missing(s.Deputy, "participants", "committees[%d].seats[%d].deputy", i, j)
			}
		}
		for j, e := range p.Committees[i].Events {
			if nobody(e.Person) {
				missing(e.Person, "participants", "committees[%d].events[%d].person", i, j)
			}
		}
	}
	return out
}

// at is the path of an entry of a list.
func at(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
