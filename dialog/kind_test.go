package dialog_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/dialog-cybersicherheit/dfc/dialog"
)

// What the hard cases rest on: the kind presumes neither more nor less.
func TestKindsPresumeOnlyWhatFollowsFromTheirDefinition(t *testing.T) {
	for _, tt := range []struct {
		kind   dialog.OrganisationKind
		fact   dialog.Fact
		want   dialog.Truth
		reason string
	}{
		{dialog.KindRegisteredAssociation, dialog.FactOrganised, dialog.Yes, "it has several members"},
		{dialog.KindRegisteredAssociation, dialog.FactCitizens, dialog.Unknown, "its members may be companies"},
		{dialog.KindRegisteredAssociation, dialog.FactForProfit, dialog.Unknown, "activities count, not the form"},
		{dialog.KindNonProfitCompany, dialog.FactForProfit, dialog.Unknown, "tax status is evidence, not the criterion"},
		{dialog.KindPartyAffiliatedFoundation, dialog.FactPartyPolitical, dialog.Unknown, "legally separate from the party"},
		{dialog.KindPoliticalParty, dialog.FactPartyPolitical, dialog.Yes, "that is what it is for"},
		{dialog.KindTradeUnion, dialog.FactBusinessInterest, dialog.Unknown, "the source does not say"},
		{dialog.KindConsumerAssociation, dialog.FactState, dialog.Unknown, "funding does not tell who directs"},
		{dialog.KindPublicBroadcaster, dialog.FactState, dialog.No, "at a distance from the state"},
		{dialog.KindUniversity, dialog.FactState, dialog.Unknown, "some are private"},
		{dialog.KindChamber, dialog.FactState, dialog.Unknown, "self-governing"},
		{dialog.KindAgency, dialog.FactCitizens, dialog.Unknown, "volunteers may work in it"},
		{dialog.KindPrivateIndividual, dialog.FactOrganised, dialog.No, "one person"},
		{dialog.KindOther, dialog.FactOrganised, dialog.Unknown, "nothing is known"},
	} {
		assert.Equal(t, tt.want, tt.kind.Presumption(tt.fact), "%s %s: %s", tt.kind, tt.fact, tt.reason)
	}
	for _, f := range dialog.AllFacts() {
		assert.Equal(t, dialog.Unknown, dialog.OrganisationKind(0).Presumption(f))
		assert.Equal(t, dialog.Unknown, dialog.OrganisationKind(250).Presumption(f))
	}
}

func TestPriorsArePercentagesThatRuleNothingOut(t *testing.T) {
	for _, k := range allKinds() {
		for _, f := range dialog.AllFacts() {
			p := k.Prior(f)
			assert.True(t, 1 <= p && p <= 99, "%s %s: %d", k, f, p)
		}
		assert.Zero(t, k.Prior(0))
	}
}
