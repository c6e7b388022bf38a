package workstream_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/dialog"
	"github.com/dialog-cybersicherheit/dfc/i18n"
	"github.com/dialog-cybersicherheit/dfc/workstream"
)

func TestAProfileThatLacksFieldsIsOneFinding(t *testing.T) {
	w := good(t)
	assert.Equal(t, held, verdictOf(check(t, setup{lists: []workstream.Workstream{w}}), workstream.RuleProfile))
	assert.Empty(t, w.Missing())

	w.Proposal = workstream.Proposal{}
	f := find(t, check(t, setup{lists: []workstream.Workstream{w}}), workstream.RuleProfile)
	assert.Equal(t, "For the profile of “one” this file does not give title, initiators, vision, aim, target group and expected outcome.", f.Message(i18n.English()))
	assert.Equal(t, "Zum Steckbrief von „one“ ist hier nicht angegeben: Titel, Initiatorinnen und Initiatoren, Vision, Ziel, Zielgruppe und erwartetes Ergebnis.", f.Message(i18n.German()))
	assert.Equal(t, dialog.SeverityNotice, f.Severity)
	assert.Equal(t, dialog.BasisHistory, f.Basis, "what is required is not published")

	w.Steps = steps(t, "proposed")
	assert.Equal(t, nothing, verdictOf(check(t, setup{lists: []workstream.Workstream{w}}), workstream.RuleProfile), "an idea may be vague")
}

func TestAPresentedWorkstreamHasAFinalReport(t *testing.T) {
	w := good(t)
	assert.Equal(t, held, verdictOf(check(t, setup{lists: []workstream.Workstream{w}}), workstream.RuleReport))
	w.Report = nil
	assert.Equal(t, broken, verdictOf(check(t, setup{lists: []workstream.Workstream{w}}), workstream.RuleReport))
	w.Steps = w.Steps[:3]
	assert.Equal(t, nothing, verdictOf(check(t, setup{lists: []workstream.Workstream{w}}), workstream.RuleReport), "not presented yet")
}

func TestPeopleOfSeveralGroupsTakePart(t *testing.T) {
	people := map[string]dialog.Group{"s1": dialog.Science, "s2": dialog.Science, "b1": dialog.Business}
	science := workstream.Initiator{Role: workstream.AsParticipant, Group: dialog.Science}
	for _, tc := range []struct {
		name         string
		initiators   []workstream.Initiator
		lead         []dialog.Group
		participants []string
		want         verdict
		reason       string
	}{
		{"two groups lead", nil, []dialog.Group{dialog.Science, dialog.Business}, nil, held, "two are enough"},
		{"initiators and participants", []workstream.Initiator{science}, nil, []string{"b1"}, held, "all who take part count together"},
		{"by ID", []workstream.Initiator{{Role: workstream.AsParticipant, Participant: "s1"}}, nil, []string{"b1"}, held, "the group is looked up"},
		{"one group", []workstream.Initiator{science}, []dialog.Group{dialog.Science}, []string{"s1", "s2"}, broken, "all are of one group"},
		{"one group and BSI", []workstream.Initiator{science, {Role: workstream.AsBSI}}, nil, nil, broken, "BSI is the counterpart, not a sixth group"},
		{"one group and an intermediary", []workstream.Initiator{science, {Role: workstream.AsIntermediary}}, nil, nil, broken, "who connects others is of no group"},
		{"one group and somebody unknown", []workstream.Initiator{science}, nil, []string{"x"}, open, "the unknown one may be of another"},
		{"two groups and somebody unknown", []workstream.Initiator{science}, nil, []string{"b1", "x"}, held, "two are enough already"},
		{"nobody named", nil, nil, nil, open, "nobody says that nobody takes part"},
		{"only BSI named", []workstream.Initiator{{Role: workstream.AsBSI}}, nil, nil, open, "the groups are not named"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w := good(t)
			w.Initiators, w.Lead, w.Participants = tc.initiators, tc.lead, tc.participants
			env := workstream.Env{GroupOf: func(id string) dialog.Group { return people[id] }}
			assert.Equal(t, tc.want, verdictOf(check(t, setup{env: env, lists: []workstream.Workstream{w}}), workstream.RuleParticipation), tc.reason)
		})
	}
}

func TestTooFewGroupsAreNamedAndTheLimitIsAChoice(t *testing.T) {
	w := good(t)
	env := workstream.Env{Policies: with(t, "workstream-groups-min", "5")}
	f := find(t, check(t, setup{env: env, lists: []workstream.Workstream{w}}), workstream.RuleParticipation)
	assert.Equal(t, "Groups that take part in “Example”: science and business; usual: at least 5 groups.", f.Message(i18n.English()))
	assert.Equal(t, dialog.BasisChoice, f.Basis)

	w.Participants = []string{"x"}
	c := check(t, setup{lists: []workstream.Workstream{w}, env: workstream.Env{Policies: with(t, "workstream-groups-min", "3")}})
	assert.Equal(t, open, verdictOf(c, workstream.RuleParticipation), "without a look-up nobody's group is known")
}
