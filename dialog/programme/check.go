package programme

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/dialog-cybersicherheit/dfc/committee"
	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

// ErrAsOf is returned by [Check] when the day of the check is not known to the day.
var ErrAsOf = errors.New("the day of the check is not known to the day")

// Check applies every rule to the programme as things stood at the end of the
// day asOf. The zero Date stands for the day that the programme itself names
// (as_of). The report lists what is broken, what could not be checked, and what
// holds; an error means that the question could not be asked: no day
// ([ErrAsOf]), or ctx is done.
func Check(ctx context.Context, p *Programme, asOf dialog.Date) (*Report, error) {
	policies, err := DefaultPolicies()
	if err != nil {
		return nil, err
	}
	return CheckWith(ctx, p, asOf, policies)
}

// CheckWith is [Check] under other policies than the built-in ones. Settings in
// the programme itself take precedence over them.
func CheckWith(ctx context.Context, p *Programme, asOf dialog.Date, policies *dialog.Policies) (*Report, error) {
	if asOf.IsZero() {
		asOf = p.AsOf
	}
	if asOf.Precision() != dialog.PrecisionDay {
		return nil, fmt.Errorf("%w: %s", ErrAsOf, asOf)
	}
	c := &checker{
		Check:     dialog.NewCheck(Rules(), asOf),
		programme: p,
		policies:  policies,
		schedule:  dialog.NewSchedule(p.Denkwerkstaetten, "denkwerkstaetten"),
		roster:    dialog.NewRoster(p.Organisations, p.Participants, p.Determinations),
	}
	for _, step := range []func(){
		c.shape, c.settings, c.denkwerkstaetten, c.organisations,
		c.participants, c.cycles, c.committees, c.votes,
	} {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("check of %s: %w", p.Name, err)
		}
		step()
	}
	r := newReport(c.Check)
	r.Name, r.Title, r.Policies, r.source = p.Name, p.Title, c.policies.InForce(asOf), p.source
	if p.source != nil {
		r.File = p.source.doc.Name()
	}
	c.finish(r)
	return r, nil
}

// DefaultPolicies returns the built-in policies of all packages.
func DefaultPolicies() (*dialog.Policies, error) { return defaultPolicies() }

var defaultPolicies = sync.OnceValues(func() (*dialog.Policies, error) {
	var tables []dialog.PolicyTable
	for _, read := range []func() (dialog.PolicyTable, error){dialog.Policy, workstream.Policy, committee.Policy} {
		t, err := read()
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	return dialog.NewPolicies(tables...)
})

// A checker is one run over one programme.
type checker struct {
	*dialog.Check
	programme *Programme
	policies  *dialog.Policies
	schedule  *dialog.Schedule
	roster    *dialog.Roster
	waivers   map[dialog.RuleID][]int // indices of the waivers of a rule
}

func (c *checker) denkwerkstaetten() { c.schedule.Check(c.Check, c.policies) }

func (c *checker) organisations() {
	p := c.programme
	for i := range p.Organisations {
		o := &p.Organisations[i]
		dialog.CheckOrganisation(c.Check, o, fmt.Sprintf("organisations[%d]", i), c.roster.Determinations(o.ID)...)
	}
	for i := range p.Determinations {
		d := &p.Determinations[i]
		dialog.CheckDetermination(c.Check, d, fmt.Sprintf("determinations[%d]", i), c.roster.Organisation(d.Organisation))
	}
}

func (c *checker) participants() {
	c.roster.CheckParticipants(c.Check, c.policies, c.programme.Participants, "participants")
}

func (c *checker) cycles() {
	list := c.programme.Cycles
	order := map[string]string{} // workstream → label of its cycle; labels sort by time
	for i := range list {
		for j := range list[i].Workstreams {
			if _, twice := order[list[i].Workstreams[j].ID]; !twice { // of two with one ID the first counts
				order[list[i].Workstreams[j].ID] = list[i].Label
			}
		}
	}
	for i := range list {
		path := fmt.Sprintf("cycles[%d]", i)
		workstream.Check(c.Check, workstream.Env{
			Cycle:    c.schedule.CheckCycle(c.Check, list[i].Label, path),
			Policies: c.policies,
			GroupOf:  c.groupOf,
			Earlier: func(id string) dialog.Truth {
				label, known := order[id]
				if !known {
					return dialog.Unknown
				}
				return dialog.TruthOf(label < list[i].Label)
			},
		}, list[i].Workstreams, path)
	}
}

func (c *checker) groupOf(participant string) dialog.Group {
	if p := c.roster.Participant(participant); p != nil {
		return p.Group
	}
	return 0
}

func (c *checker) committees() {
	committee.Check(c.Check, committee.Env{
		Policies:         c.policies,
		Denkwerkstaetten: c.programme.Denkwerkstaetten,
		Person: func(id string) (committee.Person, bool) {
			p := c.roster.Participant(id)
			if p == nil {
				return committee.Person{}, false
			}
			return committee.Person{Name: p.Name, Group: p.Group, Eligible: c.roster.Eligible(p, c.AsOf())}, true
		},
	}, c.programme.Committees, "committees")
}
