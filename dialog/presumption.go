package dialog

import (
	"cmp"
	"slices"
)

// Presumption returns what follows about a fact from the definition of the kind,
// [Unknown] where the definition is silent. A registered association, say, is
// organised, and nothing else follows: the legal form does not tell what it does.
func (k OrganisationKind) Presumption(f Fact) Truth {
	if !facts.Valid(f) {
		return Unknown
	}
	return presumed[k.index()].value(f)
}

// Prior returns how often, in percent from 1 to 99, the answer to the fact is
// taken to be yes for organisations of the kind of which nothing is known. The
// figures are estimates of this module and serve one purpose: to put the question
// that is likely to settle the matter first. No outcome depends on them.
func (k OrganisationKind) Prior(f Fact) int {
	if !facts.Valid(f) {
		return 0
	}
	if p := kindTable[k.index()].prior[f]; p != 0 {
		return int(p)
	}
	return int(usualPrior[f])
}

// index is the row of the kind in the tables: 0 where no kind is given.
func (k OrganisationKind) index() int {
	if int(k) > KindCount {
		return 0
	}
	return int(k)
}

// priors holds percentages by Fact; 0 means the usual one.
type priors [FactCount + 1]uint8

var usualPrior = priors{
	FactOrganised:        90,
	FactCitizens:         65,
	FactState:            15,
	FactBusinessInterest: 20,
	FactForProfit:        25,
	FactPartyPolitical:   5,
	FactResearch:         10,
	FactCultureMedia:     10,
}

// kindTable says for each kind what follows from its definition, and where the
// usual estimates do not fit. In doubt a presumption is missing: a wrong one
// would decide, a missing one only costs a question.
var kindTable = [KindCount + 1]struct {
	presumed Facts
	prior    priors
}{
	// An association has several members (§ 56, § 73 BGB), and the source lists it
	// among the forms of engagement together with foundations and federations.
	KindRegisteredAssociation:  {Facts{Organised: Yes}, priors{FactCitizens: 80, FactForProfit: 5, FactBusinessInterest: 25}},
	KindUnregisteredInitiative: {Facts{Organised: Yes}, priors{FactCitizens: 90, FactState: 3, FactForProfit: 4, FactBusinessInterest: 6, FactPartyPolitical: 10}},
	KindSocialMovement:         {Facts{Organised: Yes, Citizens: Yes}, priors{FactState: 2, FactForProfit: 2, FactBusinessInterest: 4, FactPartyPolitical: 15}},
	KindSelfHelpGroup:          {Facts{Organised: Yes, Citizens: Yes}, priors{FactState: 2, FactForProfit: 4, FactBusinessInterest: 6, FactPartyPolitical: 1}},
	KindOpenSourceCommunity:    {Facts{Organised: Yes}, priors{FactCitizens: 75, FactState: 2, FactForProfit: 20, FactBusinessInterest: 22, FactPartyPolitical: 1}},
	KindFoundation:             {Facts{Organised: Yes}, priors{FactCitizens: 60, FactState: 20, FactForProfit: 7, FactBusinessInterest: 25}},
	KindFederation:             {Facts{Organised: Yes}, priors{FactCitizens: 60, FactState: 10, FactForProfit: 5, FactBusinessInterest: 55}},

	// What it stands up for excludes speaking for businesses. Whether public money
	// comes with public direction is a question of the single case.
	KindConsumerAssociation: {
		Facts{Organised: Yes, BusinessInterest: No, Research: No, CultureMedia: No},
		priors{FactCitizens: 70, FactState: 35, FactForProfit: 3, FactPartyPolitical: 1},
	},
	KindWelfareAssociation: {
		Facts{Organised: Yes, Research: No, CultureMedia: No},
		priors{FactCitizens: 70, FactState: 5, FactForProfit: 15, FactBusinessInterest: 20},
	},
	// There is no state church: article 140 GG with article 137 (1) WRV.
	KindChurch: {
		Facts{Organised: Yes, State: No, Research: No, CultureMedia: No},
		priors{FactCitizens: 60, FactForProfit: 3, FactBusinessInterest: 2},
	},
	KindChurchWelfareBody: {
		Facts{Organised: Yes, State: No, Research: No, CultureMedia: No},
		priors{FactCitizens: 50, FactForProfit: 25, FactBusinessInterest: 20},
	},
	// One shareholder is enough (§ 1 GmbHG), and "gemeinnützig" is tax law.
	KindNonProfitCompany: {prior: priors{FactCitizens: 55, FactForProfit: 50, FactBusinessInterest: 20}},
	// Three members at least (§ 4 GenG); they may seek economic, social or cultural ends (§ 1 GenG).
	KindCooperative: {Facts{Organised: Yes}, priors{FactCitizens: 55, FactState: 2, FactForProfit: 60, FactBusinessInterest: 40}},

	// A union of citizens, whose members are natural persons, for influence on the
	// formation of political will (§ 2 PartG).
	KindPoliticalParty: {presumed: Facts{Organised: Yes, Citizens: Yes, State: No, BusinessInterest: No,
		ForProfit: No, PartyPolitical: Yes, Research: No, CultureMedia: No}},
	KindPartyYouthOrganisation: {presumed: Facts{Organised: Yes, Citizens: Yes, State: No, BusinessInterest: No,
		ForProfit: No, PartyPolitical: Yes, Research: No, CultureMedia: No}},
	// Close to a party, yet legally independent of it: whether its work serves the
	// party is the open question.
	KindPartyAffiliatedFoundation: {Facts{Organised: Yes}, priors{FactCitizens: 60, FactForProfit: 2, FactBusinessInterest: 3, FactPartyPolitical: 60}},
	KindVotersAssociation:         {Facts{Organised: Yes, Citizens: Yes, State: No}, priors{FactForProfit: 1, FactBusinessInterest: 5, FactPartyPolitical: 75}},

	// A coalition under article 9 (3) GG is a voluntary union of employees that is
	// independent of state and employers and seeks better working conditions.
	KindTradeUnion: {
		Facts{Organised: Yes, Citizens: Yes, State: No, Research: No, CultureMedia: No},
		priors{FactForProfit: 1, FactBusinessInterest: 50, FactPartyPolitical: 5},
	},
	KindEmployersAssociation: {presumed: Facts{Organised: Yes, BusinessInterest: Yes, Research: No, CultureMedia: No}},
	KindBusinessFederation:   {presumed: Facts{Organised: Yes, BusinessInterest: Yes, Research: No, CultureMedia: No}},
	// The overall interest of the trades of its district (§ 1 IHKG, § 91 HwO); a
	// body under public law, which is why the state stays open.
	KindChamber: {Facts{Organised: Yes, BusinessInterest: Yes, Research: No, CultureMedia: No}, priors{FactState: 50}},
	KindProfessionalChamber: {
		Facts{Organised: Yes, Research: No, CultureMedia: No},
		priors{FactCitizens: 20, FactState: 50, FactForProfit: 3, FactBusinessInterest: 60},
	},
	KindProfessionalBody: {Facts{Organised: Yes}, priors{FactState: 2, FactForProfit: 3, FactBusinessInterest: 50}},
	KindStandardsBody:    {Facts{Organised: Yes}, priors{FactCitizens: 30, FactState: 15, FactForProfit: 10, FactBusinessInterest: 50}},
	KindCompany:          {presumed: Facts{ForProfit: Yes}},
	KindSoleTrader:       {presumed: Facts{Organised: No, ForProfit: Yes}},
	// In public hands, hence not carried by people's engagement. Whether it is
	// directed by the state or by the market is the open question.
	KindPublicCompany: {Facts{Citizens: No}, priors{FactState: 70, FactForProfit: 60}},

	// An institution without members, at a distance from the state (article 5 (1)
	// GG), financed to inform and not to earn.
	KindPublicBroadcaster: {presumed: Facts{Organised: Yes, Citizens: No, State: No, BusinessInterest: No,
		ForProfit: No, Research: No, CultureMedia: Yes}},
	KindPrivateBroadcaster: {Facts{CultureMedia: Yes}, priors{FactForProfit: 85}},
	KindPublisher:          {Facts{CultureMedia: Yes}, priors{FactForProfit: 80, FactCitizens: 20}},
	KindMuseum:             {Facts{CultureMedia: Yes}, priors{FactState: 55, FactCitizens: 35}},
	KindLibrary:            {Facts{CultureMedia: Yes}, priors{FactState: 80, FactCitizens: 15}},
	KindTheatre:            {Facts{CultureMedia: Yes}, priors{FactState: 55, FactCitizens: 30}},

	// The main activity is research or teaching, so it is not cultural work. Some
	// belong to the state, others to a church or a company.
	KindUniversity:                  {Facts{Organised: Yes, Research: Yes, CultureMedia: No}, priors{FactState: 85, FactCitizens: 10}},
	KindUniversityOfAppliedSciences: {Facts{Organised: Yes, Research: Yes, CultureMedia: No}, priors{FactState: 70, FactCitizens: 8}},
	KindResearchInstitute:           {Facts{Organised: Yes, Research: Yes, CultureMedia: No}, priors{FactState: 45, FactCitizens: 10}},
	KindLearnedSociety: {
		Facts{Organised: Yes, CultureMedia: No},
		priors{FactCitizens: 80, FactState: 2, FactForProfit: 2, FactBusinessInterest: 15, FactPartyPolitical: 1, FactResearch: 50},
	},
	KindThinkTank: {Facts{Organised: Yes}, priors{FactCitizens: 45, FactForProfit: 25, FactBusinessInterest: 30, FactPartyPolitical: 15, FactResearch: 50}},
	// The source does not say whether a school belongs to science.
	KindSchool: {Facts{Organised: Yes, CultureMedia: No}, priors{FactState: 90, FactCitizens: 8, FactResearch: 40}},

	// Offices and branches of the state. What they do is carry out its tasks.
	KindMinistry:     {presumed: organOfState},
	KindAgency:       {presumed: organOfState},
	KindMunicipality: {presumed: organOfState},
	KindParliament:   {presumed: organOfState},
	KindCourt:        {presumed: organOfState},
	KindPolice:       {presumed: organOfState},
	KindArmedForces:  {presumed: organOfState},
	// Its members are municipalities, which direct it and for which it speaks.
	KindMunicipalAssociation: {presumed: organOfState},
	// A self-governing body under public law (§ 4 SGB V): how far it belongs to the
	// state is the open question.
	KindHealthInsurer: {
		Facts{Organised: Yes, BusinessInterest: No, ForProfit: No, Research: No, CultureMedia: No},
		priors{FactState: 70, FactCitizens: 20, FactPartyPolitical: 1},
	},
	KindInternationalOrganisation: {
		Facts{Organised: Yes, Citizens: No, ForProfit: No},
		priors{FactState: 75, FactPartyPolitical: 1},
	},

	// Whoever works, trades or holds office has another kind in that capacity.
	KindPrivateIndividual: {presumed: Facts{Organised: No, State: No, BusinessInterest: No,
		ForProfit: No, Research: No, CultureMedia: No}},
	KindOther: {},
}

var organOfState = Facts{Organised: Yes, State: Yes, BusinessInterest: No, ForProfit: No, Research: No, CultureMedia: No}

// presumed is the first column of kindTable.
var presumed = func() (rows [KindCount + 1]answers) {
	for k := range rows {
		yes, no := kindTable[k].presumed.sets()
		rows[k] = newAnswers(yes, no, 0)
	}
	return rows
}()

// questionOrder lists, for each kind and group, the group's facts in the order
// in which they are asked.
//
// For civil society all six criteria must hold, so asking stops at the first
// that fails. With independent criteria and questions of equal cost the expected
// number of questions is least when the criteria are asked by falling chance of
// failure: exchanging two neighbours with chances p < q saves q-p of a question
// whenever the first of the two is reached. For business one of two suffices,
// so it is the chance of success that counts. Equal chances keep the order of
// the rules.
var questionOrder = func() (orders [KindCount + 1][GroupCount + 1][]Fact) {
	for k := range orders {
		for _, g := range Groups() {
			orders[k][g] = askingOrder(OrganisationKind(k), g)
		}
	}
	return orders
}()

func askingOrder(k OrganisationKind, g Group) []Fact {
	var order []Fact
	settles := [FactCount + 1]int{} // chance in percent that the answer ends the asking
	for _, c := range demands[g].criteria {
		order = append(order, c.fact)
		settles[c.fact] = k.Prior(c.fact)
		if g == CivilSociety && c.want == Yes {
			settles[c.fact] = 100 - settles[c.fact]
		}
	}
	slices.SortStableFunc(order, func(a, b Fact) int { return cmp.Compare(settles[b], settles[a]) })
	return order
}
