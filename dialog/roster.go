package dialog

import (
	"fmt"

	"github.com/dialog-cybersicherheit/dfc/i18n"
)

// UnknownID is the word that stands for a person or an organisation that exists
// but is not published. It is no ID of its own.
const UnknownID = "unknown"

// A Roster knows the organisations and participants of a programme by their IDs.
// It is for one goroutine at a time.
type Roster struct {
	organisations  map[string]*Organisation
	participants   map[string]*Participant
	determinations map[string][]*Determination // by organisation
	outcomes       map[eligibility]Outcome     // found so far
}

// NewRoster indexes the lists. Where an ID stands twice, the first entry counts.
func NewRoster(os []Organisation, ps []Participant, ds []Determination) *Roster {
	r := &Roster{
		organisations:  make(map[string]*Organisation, len(os)),
		participants:   make(map[string]*Participant, len(ps)),
		determinations: make(map[string][]*Determination, len(ds)),
		outcomes:       map[eligibility]Outcome{},
	}
	for i := range os {
		addFirst(r.organisations, os[i].ID, &os[i])
	}
	for i := range ps {
		addFirst(r.participants, ps[i].ID, &ps[i])
	}
	for i := range ds {
		r.determinations[ds[i].Organisation] = append(r.determinations[ds[i].Organisation], &ds[i])
	}
	return r
}

func addFirst[T any](m map[string]*T, id string, v *T) {
	if _, taken := m[id]; !taken {
		m[id] = v
	}
}

// Organisation returns the organisation with this ID, nil where there is none.
func (r *Roster) Organisation(id string) *Organisation { return r.organisations[id] }

// Participant returns the participant with this ID, nil where there is none.
func (r *Roster) Participant(id string) *Participant { return r.participants[id] }

// Determinations returns what the programme office determined about an organisation.
func (r *Roster) Determinations(organisation string) []*Determination {
	return r.determinations[organisation]
}

// Eligible returns whether the organisation that a participant stands for belongs
// to the participant's group, 0 where the participant stands for no organisation
// that is listed. What the programme office determined counts where it was made
// by the end of the day asOf.
func (r *Roster) Eligible(p *Participant, asOf Date) Outcome {
	o := r.organisations[p.Organisation]
	if o == nil {
		return 0
	}
	key := eligibility{o, p.Group, asOf}
	outcome, known := r.outcomes[key]
	if !known {
		outcome = Assess(o, p.Group).resolveAll(r.determinations[o.ID], asOf).Outcome()
		r.outcomes[key] = outcome
	}
	return outcome
}

// eligibility is what an outcome was found for; many people stand for one
// organisation.
type eligibility struct {
	organisation *Organisation
	group        Group
	asOf         Date
}

// CheckParticipants applies PAR-01 to PAR-03. Organisations are checked on their
// own, see [CheckOrganisation].
func (r *Roster) CheckParticipants(c *Check, p *Policies, list []Participant, path string) {
	required := OrganisationRequired.At(p, c.AsOf())
	for i := range list {
		m := &list[i]
		r.checkOrganised(c, m, required, path, i)
		r.checkSameGroup(c, m, path, i)
		r.checkOneGroup(c, m, path, i)
	}
}

// checkOrganised is PAR-01.
func (r *Roster) checkOrganised(c *Check, m *Participant, required Value[GroupSet], path string, i int) {
	if m.Group == 0 || !required.Value.Has(m.Group) {
		return
	}
	switch m.Organisation {
	case "":
		c.BreakAs(RuleOrganisedGroup, 0, required.Setting.Basis, fmt.Sprintf("%s[%d].organisation", path, i),
			i18n.Text("participant", m.label()), i18n.Term("group", m.Group.TextKey()))
	case UnknownID:
		c.Undetermined(RuleOrganisedGroup, fmt.Sprintf("%s[%d].organisation", path, i), "fact.organisation",
			i18n.Text("participant", m.label()))
	default:
		c.Held(RuleOrganisedGroup)
	}
}

// checkSameGroup is PAR-02. An organisation that declares no group leaves it to
// its participants.
func (r *Roster) checkSameGroup(c *Check, m *Participant, path string, i int) {
	o := r.organisations[m.Organisation]
	if o == nil || o.Group == 0 || m.Group == 0 {
		return
	}
	if o.Group == m.Group {
		c.Held(RuleGroupsAgree)
		return
	}
	c.Break(RuleGroupsAgree, fmt.Sprintf("%s[%d].organisation", path, i),
		i18n.Text("participant", m.label()), i18n.Term("group", m.Group.TextKey()),
		i18n.Text("organisation", o.ID), i18n.Term("other", o.Group.TextKey()))
}

// checkOneGroup is PAR-03: an ID that stands twice stands in the same group.
// That it stands twice at all is a matter of the file.
func (r *Roster) checkOneGroup(c *Check, m *Participant, path string, i int) {
	first := r.participants[m.ID]
	if first == nil || first == m || m.Group == first.Group {
		c.Held(RuleOneGroup)
		return
	}
	c.Break(RuleOneGroup, fmt.Sprintf("%s[%d].group", path, i),
		i18n.Text("participant", m.label()), i18n.Term("group", first.Group.TextKey()), i18n.Term("other", m.Group.TextKey()))
}

// label is what a report calls the participant.
func (p *Participant) label() string {
	if p.Name != "" {
		return p.Name
	}
	return p.ID
}
