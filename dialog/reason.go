package dialog

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// Evidence says where an answer to a fact comes from. The zero value is invalid.
type Evidence uint8

// The kinds of evidence.
const (
	EvidenceStated     Evidence = iota + 1 // the organisation's entry says so
	EvidencePresumed                       // it follows from the definition of the kind
	EvidenceDetermined                     // the programme office has decided so
	EvidenceMissing                        // there is no answer
)

var evidences = enum.New("evidence", EvidenceStated, "stated", "presumed", "determined", "missing")

// String returns "stated", "presumed", "determined" or "missing".
func (e Evidence) String() string { return evidences.Name(e) }

// TextKey returns the key of the name in package i18n.
func (e Evidence) TextKey() string { return "evidence." + e.String() }

// ParseEvidence is the inverse of [Evidence.String].
func ParseEvidence(s string) (Evidence, error) { return evidences.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (e Evidence) MarshalText() ([]byte, error) { return evidences.Marshal(e) }

// UnmarshalText reads a name, see [ParseEvidence].
func (e *Evidence) UnmarshalText(text []byte) error { return evidences.Unmarshal(text, e) }

// Allowed lists the names in the order of the constants.
func (Evidence) Allowed() []string { return evidences.Allowed() }

// A Reason is one criterion of an assessment and how it came out.
type Reason struct {
	Rule     RuleID   `json:"rule"`
	Fact     Fact     `json:"fact"`
	Value    Truth    `json:"value"` // the answer to the fact
	Met      Truth    `json:"met"`   // whether the answer fulfils the criterion
	Evidence Evidence `json:"evidence"`
}

// TextKey returns the key of the sentence that tells the answer in package i18n,
// such as "reason.CIV-05.no". Business has two criteria under one rule, whose
// sentences stand under "reason.BUS-01.for-profit" and
// "reason.BUS-01.business-interest".
func (r Reason) TextKey() string {
	key := "reason." + string(r.Rule) + "."
	if r.Rule == RuleBusiness {
		key += r.Fact.hyphened() + "."
	}
	return key + r.Value.String()
}

// A Question is an open fact that would decide an outcome.
type Question struct {
	Fact Fact             `json:"fact"`
	Rule RuleID           `json:"rule"`           // what it decides
	Kind OrganisationKind `json:"kind,omitempty"` // of the organisation that is asked
}

// TextKey returns the key of the question as a person is asked it, such as
// "question.for-profit".
func (q Question) TextKey() string { return "question." + q.Fact.hyphened() }

// NoteKey returns the key of a sentence on why the rules leave this question
// open for this kind of organisation, and false where there is no such sentence.
// An organisation that cannot answer such a question asks the programme office.
func (q Question) NoteKey() (string, bool) {
	for _, n := range questionNotes {
		if n.kind == q.Kind && n.fact == q.Fact {
			return "note." + q.Kind.String() + "." + q.Fact.hyphened(), true
		}
	}
	return "", false
}

// questionNotes lists where the source leaves room for interpretation.
var questionNotes = [...]struct {
	kind OrganisationKind
	fact Fact
}{
	{KindTradeUnion, FactBusinessInterest},
	{KindProfessionalBody, FactBusinessInterest},
	{KindProfessionalChamber, FactBusinessInterest},
	{KindFederation, FactBusinessInterest},
	{KindPartyAffiliatedFoundation, FactPartyPolitical},
	{KindVotersAssociation, FactPartyPolitical},
	{KindNonProfitCompany, FactForProfit},
	{KindCooperative, FactForProfit},
	{KindConsumerAssociation, FactState},
	{KindHealthInsurer, FactState},
	{KindPublicCompany, FactState},
	{KindChamber, FactState},
	{KindInternationalOrganisation, FactState},
	{KindChurch, FactCitizens},
	{KindChurchWelfareBody, FactCitizens},
	{KindFoundation, FactCitizens},
	{KindSchool, FactResearch},
	{KindLearnedSociety, FactResearch},
	{KindThinkTank, FactResearch},
}
