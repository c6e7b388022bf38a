package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

func TestRulesAboutParticipants(t *testing.T) {
	organisations := []dialog.Organisation{
		{ID: "club", Group: dialog.CivilSociety},
		{ID: "party", Group: dialog.CivilSociety, Kind: dialog.KindPoliticalParty},
		{ID: "free"},
	}
	for _, tc := range []struct {
		name, reason string
		people       []dialog.Participant
		want         [3]outcome // PAR-01, PAR-02, PAR-03
	}{
		{"civil society with an organisation", "as it should be", []dialog.Participant{{ID: "p", Group: dialog.CivilSociety, Organisation: "club"}}, [3]outcome{{1, 0, 0}, {1, 0, 0}, {1, 0, 0}}},
		{"civil society alone", "organised civil society is organised", []dialog.Participant{{ID: "p", Group: dialog.CivilSociety}}, [3]outcome{{0, 1, 0}, {}, {1, 0, 0}}},
		{"for somebody unpublished", "not known is not missing", []dialog.Participant{{ID: "p", Group: dialog.CivilSociety, Organisation: "unknown"}}, [3]outcome{{0, 0, 1}, {}, {1, 0, 0}}},
		{"science alone", "the source asks for an organisation in civil society only", []dialog.Participant{{ID: "p", Group: dialog.Science}}, [3]outcome{{}, {}, {1, 0, 0}}},
		{"for an organisation elsewhere", "one group for both", []dialog.Participant{{ID: "p", Group: dialog.Science, Organisation: "club"}}, [3]outcome{{}, {0, 1, 0}, {1, 0, 0}}},
		{"for one that declares no group", "it leaves that to its people", []dialog.Participant{{ID: "p", Group: dialog.Science, Organisation: "free"}}, [3]outcome{{}, {}, {1, 0, 0}}},
		{"twice in one group", "a matter of the file", []dialog.Participant{{ID: "p", Group: dialog.Science}, {ID: "p", Group: dialog.Science}}, [3]outcome{{}, {}, {2, 0, 0}}},
		{"twice in two groups", "exactly one group", []dialog.Participant{{ID: "p", Group: dialog.Science}, {ID: "p", Group: dialog.Business}}, [3]outcome{{}, {}, {1, 1, 0}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := dialog.NewCheck(dialog.NewCatalogue(dialog.Rules()), dialog.MustDate("2033-06-01"))
			r := dialog.NewRoster(organisations, tc.people, nil)
			r.CheckParticipants(c, builtIn(t), tc.people, "participants")
			for i, id := range []dialog.RuleID{dialog.RuleOrganisedGroup, dialog.RuleGroupsAgree, dialog.RuleOneGroup} {
				assert.Equal(t, tc.want[i], outcomeOf(c, id), "%s: %s", id, tc.reason)
			}
		})
	}
}

func TestAParticipantIsEligibleThroughTheOrganisation(t *testing.T) {
	organisations := []dialog.Organisation{{ID: "party", Kind: dialog.KindPoliticalParty}, {ID: "union", Kind: dialog.KindTradeUnion}}
	decided := []dialog.Determination{{
		Organisation: "union", Group: dialog.CivilSociety, Outcome: dialog.Eligible, By: "Geschäftsstelle",
		On: dialog.MustDate("2031-01-01"), Reason: dialog.Plain("Sie spricht für Beschäftigte."),
	}}
	member := func(organisation string) *dialog.Participant {
		return &dialog.Participant{ID: "p", Group: dialog.CivilSociety, Organisation: organisation}
	}
	today := dialog.MustDate("2031-06-01")
	r := dialog.NewRoster(organisations, nil, nil)
	assert.Equal(t, dialog.NotEligible, r.Eligible(member("party"), today))
	assert.Equal(t, dialog.Undetermined, r.Eligible(member("union"), today))
	assert.Zero(t, r.Eligible(member(""), today), "nobody to ask about")
	r = dialog.NewRoster(organisations, nil, decided)
	assert.Equal(t, dialog.Eligible, r.Eligible(member("union"), today), "the programme office decided")
	assert.Equal(t, dialog.Undetermined, r.Eligible(member("union"), dialog.MustDate("2030-12-31")), "but not before that day")
	assert.Nil(t, r.Participant("p"))
}
