package dialog

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// An OrganisationKind says what an organisation is. The kind alone rarely
// decides: it only carries what follows from its definition, see
// [OrganisationKind.Presumption]. The zero value means that no kind is given;
// it carries no presumption.
type OrganisationKind uint8

// The kinds of organisation.
const (
	// Engagement.
	KindRegisteredAssociation  OrganisationKind = iota + 1 // eingetragener Verein, §§ 21, 55 ff. BGB
	KindUnregisteredInitiative                             // Initiative without a legal form
	KindSocialMovement                                     // soziale Bewegung
	KindSelfHelpGroup                                      // Selbsthilfegruppe
	KindOpenSourceCommunity                                // people who write free software together
	KindFoundation                                         // Stiftung, §§ 80 ff. BGB
	KindFederation                                         // Verband of organisations, whatever for
	KindConsumerAssociation                                // Verbraucherverband
	KindWelfareAssociation                                 // Wohlfahrtsverband
	KindChurch                                             // Kirche or other religious community
	KindChurchWelfareBody                                  // kirchlicher Wohlfahrtsverband
	KindNonProfitCompany                                   // gemeinnützige GmbH (gGmbH)
	KindCooperative                                        // Genossenschaft, § 1 GenG

	// Parties and what stands near them.
	KindPoliticalParty            // politische Partei, § 2 PartG
	KindPartyYouthOrganisation    // Jugendorganisation of a party
	KindPartyAffiliatedFoundation // parteinahe Stiftung
	KindVotersAssociation         // Wählergruppe

	// Work, professions and businesses.
	KindTradeUnion           // Gewerkschaft, article 9 (3) GG
	KindEmployersAssociation // Arbeitgeberverband
	KindBusinessFederation   // Wirtschaftsverband
	KindChamber              // Industrie- und Handelskammer, Handwerkskammer
	KindProfessionalChamber  // chamber of a liberal profession, such as physicians or lawyers
	KindProfessionalBody     // Berufsverband
	KindStandardsBody        // Normungsorganisation
	KindCompany              // Unternehmen
	KindSoleTrader           // person in business on their own account
	KindPublicCompany        // öffentliches Unternehmen, such as municipal utilities

	// Culture and media.
	KindPublicBroadcaster  // öffentlich-rechtlicher Rundfunk
	KindPrivateBroadcaster // privater Rundfunk
	KindPublisher          // Verlag, newspaper or online medium
	KindMuseum             // Museum
	KindLibrary            // Bibliothek
	KindTheatre            // Theater, opera, orchestra

	// Science and education.
	KindUniversity                  // Universität
	KindUniversityOfAppliedSciences // Hochschule für angewandte Wissenschaften
	KindResearchInstitute           // Forschungseinrichtung
	KindLearnedSociety              // wissenschaftliche Fachgesellschaft
	KindThinkTank                   // Denkfabrik
	KindSchool                      // Schule

	// Public bodies.
	KindMinistry                  // Ministerium
	KindAgency                    // Behörde
	KindMunicipality              // Gemeinde or Landkreis
	KindMunicipalAssociation      // kommunaler Spitzenverband
	KindParliament                // Parlament
	KindCourt                     // Gericht
	KindPolice                    // Polizei
	KindArmedForces               // Streitkräfte
	KindHealthInsurer             // gesetzliche Krankenkasse, § 4 SGB V
	KindInternationalOrganisation // zwischenstaatliche Organisation

	KindPrivateIndividual // somebody who speaks for nobody but themselves
	KindOther             // anything else
)

// KindCount is the number of kinds.
const KindCount = int(KindOther)

var kinds = enum.New("organisation kind", KindRegisteredAssociation,
	"registered-association", "unregistered-initiative", "social-movement", "self-help-group", "open-source-community",
	"foundation", "federation", "consumer-association", "welfare-association", "church", "church-welfare-body",
	"non-profit-company", "cooperative",
	"political-party", "party-youth-organisation", "party-affiliated-foundation", "voters-association",
	"trade-union", "employers-association", "business-federation", "chamber", "professional-chamber", "professional-body",
	"standards-body", "company", "sole-trader", "public-company",
	"public-broadcaster", "private-broadcaster", "publisher", "museum", "library", "theatre",
	"university", "university-of-applied-sciences", "research-institute", "learned-society", "think-tank", "school",
	"ministry", "agency", "municipality", "municipal-association", "parliament", "court", "police", "armed-forces",
	"health-insurer", "international-organisation",
	"private-individual", "other")

// OrganisationKinds returns the kinds in the order of the constants.
func OrganisationKinds() []OrganisationKind {
	ks := make([]OrganisationKind, KindCount)
	for i := range ks {
		ks[i] = OrganisationKind(i + 1)
	}
	return ks
}

// String returns the text form, such as "trade-union".
func (k OrganisationKind) String() string { return kinds.Name(k) }

// TextKey returns the key of the kind's name in package i18n, "kind.unknown"
// where no kind is given.
func (k OrganisationKind) TextKey() string {
	if !kinds.Valid(k) {
		return "kind.unknown"
	}
	return "kind." + k.String()
}

// ParseOrganisationKind is the inverse of [OrganisationKind.String].
func ParseOrganisationKind(s string) (OrganisationKind, error) { return kinds.Parse(s) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (k OrganisationKind) MarshalText() ([]byte, error) { return kinds.Marshal(k) }

// UnmarshalText reads a text form, see [ParseOrganisationKind].
func (k *OrganisationKind) UnmarshalText(text []byte) error { return kinds.Unmarshal(text, k) }

// Allowed lists the text forms in the order of the constants.
func (OrganisationKind) Allowed() []string { return kinds.Allowed() }
