package bench

import (
	"fmt"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// The made-up programme: one Denkwerkstatt a year from firstYear on, a cycle
// between each and the next, and a committee elected at each.
const (
	firstYear = 2031
	cycles    = 10
)

// Programme returns a programme file in YAML with n participants, n/5
// organisations whose facts are all stated, n/50 workstreams with ten
// participants each, ten cycles and eleven committees. Its content depends on n
// alone and breaks no rule. It panics if n is less than 1000, which would leave
// cycles without workstreams.
func Programme(n int) []byte {
	if n < 1000 {
		panic(fmt.Sprintf("bench: Programme: %d participants, want at least 1000", n))
	}
	w := &writer{participants: n, organisations: n / dialog.GroupCount}
	w.printf("version: 1\nprogramme: benchmark\nas_of: %d-11-30\n", firstYear+cycles)
	w.denkwerkstaetten()
	w.printf("organisations:\n")
	for i := range w.organisations {
		w.organisation(i)
	}
	w.printf("participants:\n")
	for i := range n {
		g := group(i)
		// Both lists go round the groups, so that the groups of the two agree.
		w.printf("  - {id: p%d, name: Person %d, group: %s, organisation: o%d}\n", i, i, g, i%w.organisations)
	}
	w.printf("cycles:\n")
	for c := range cycles {
		w.cycle(c, n/50/cycles)
	}
	w.printf("committees:\n")
	for c := range cycles + 1 {
		w.committee(c)
	}
	return []byte(w.String())
}

// group is the group of the i-th entry of a list.
func group(i int) dialog.Group { return dialog.Groups()[i%dialog.GroupCount] }

type writer struct {
	strings.Builder
	participants, organisations int
}

func (w *writer) printf(format string, args ...any) { fmt.Fprintf(w, format, args...) }

func (w *writer) denkwerkstaetten() {
	w.printf("denkwerkstaetten:\n")
	for i := range cycles + 1 {
		y := firstYear + i
		w.printf("  - {number: %d, dates: {start: %d-11-14, end: %d-11-15}, place: Example City}\n", i+1, y, y)
	}
}

// profiles are a kind of organisation for each group and the facts that go with it.
var profiles = map[dialog.Group]struct{ kind, facts string }{
	dialog.CivilSociety: {"registered-association",
		"organised: yes, citizens: yes, state: no, business_interest: no, for_profit: no, party_political: no, research: no, culture_media: no"},
	dialog.Science: {"university",
		"organised: yes, citizens: no, state: no, business_interest: no, for_profit: no, party_political: no, research: yes, culture_media: no"},
	dialog.CultureAndMedia: {"public-broadcaster",
		"organised: yes, citizens: no, state: no, business_interest: no, for_profit: no, party_political: no, research: no, culture_media: yes"},
	dialog.Business: {"company",
		"organised: yes, citizens: no, state: no, business_interest: yes, for_profit: yes, party_political: no, research: no, culture_media: no"},
	dialog.Government: {"agency",
		"organised: yes, citizens: no, state: yes, business_interest: no, for_profit: no, party_political: no, research: no, culture_media: no"},
}

func (w *writer) organisation(i int) {
	g := group(i)
	w.printf("  - id: o%d\n    name: Organisation %d\n    kind: %s\n    group: %s\n    facts: {%s}\n", i, i, profiles[g].kind, g, profiles[g].facts)
}

// cycle writes a cycle with the given number of workstreams, all of them
// finished in time.
func (w *writer) cycle(c, workstreams int) {
	y := firstYear + c
	w.printf("  - label: %d/%d\n    workstreams:\n", y, y+1)
	for i := range workstreams {
		id := c*workstreams + i
		first := id * 10 // ten people in a row are two of each group
		w.printf(`      - id: w%d
        title: {de: Workstream %d, en: Workstream %d}
        vision: Everybody understands what a promise of security is worth.
        aim: A concept for labels that can be understood
        target_group: People who buy connected devices
        outcome: [concept, study]
        initiators: [{role: participant, participant: p%d}, {role: bsi}]
        lead: [civil-society, science]
        participants: [%s]
        planned: {start: %d-12-01, end: %d-06-30}
        steps:
          - {to: selected, on: %d-11-15}
          - {to: running, on: %d-12-01}
          - {to: completed, on: %d-07-31}
          - {to: presented, on: %d-11-14}
        report: {on: %d-11-14}
`, id, id, id, first%w.participants, w.people(first), y, y+1, y, y, y+1, y+1, y+1)
	}
}

func (w *writer) people(first int) string {
	ids := make([]string, 10)
	for i := range ids {
		ids[i] = fmt.Sprintf("p%d", (first+i)%w.participants)
	}
	return strings.Join(ids, ", ")
}

// committee writes a committee of ten people of its own. In each a member of the
// first group goes, the deputy follows, and somebody new becomes deputy.
func (w *writer) committee(c int) {
	y, first := firstYear+c, c*3*dialog.GroupCount
	person := func(g dialog.Group, i int) string { return fmt.Sprintf("p%d", first+i*dialog.GroupCount+int(g)-1) }
	w.printf("  - elected: %d-11-15\n    seats:\n", y)
	for _, g := range dialog.Groups() {
		w.printf("      - {group: %s, member: %s, deputy: %s}\n", g, person(g, 0), person(g, 1))
	}
	if c == cycles {
		return // its term has just begun
	}
	g := dialog.CivilSociety
	w.printf(`    events:
      - {event: resigned, on: %d-03-01, group: %s, role: member, person: %s}
      - {event: succeeded, on: %d-03-02, group: %s, person: %s}
      - {event: appointed, on: %d-04-01, group: %s, role: deputy, person: %s}
`, y+1, g, person(g, 0), y+1, g, person(g, 1), y+1, g, person(g, 2))
}
