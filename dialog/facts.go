package dialog

import (
	"strings"

	"github.com/dialog-cybersicherheit/dfc/i18n/enum"
)

// A Fact names one question about an organisation that decides its group. Each
// asks about what the organisation does, because the source tests activities;
// legal form, tax status and party law are evidence for an answer, not the
// answer. The zero value is invalid.
type Fact uint8

// The facts. Their answers are the fields of [Facts].
const (
	FactOrganised        Fact = iota + 1 // several people act together, not one private person
	FactCitizens                         // people's own engagement, membership or volunteering carries it
	FactState                            // it is part of the state or under its direction; public funding alone is not
	FactBusinessInterest                 // it speaks for the economic interests of businesses
	FactForProfit                        // its activities are profit-oriented
	FactPartyPolitical                   // its activities serve a party or a party-political interest
	FactResearch                         // research, or teaching in higher education, is the main activity
	FactCultureMedia                     // cultural or media work is the main activity
)

// FactCount is the number of facts.
const FactCount = 8

var facts = enum.New("fact", FactOrganised, "organised", "citizens", "state", "business_interest",
	"for_profit", "party_political", "research", "culture_media")

// String returns the name that the fact has in files, such as "for_profit".
func (f Fact) String() string { return facts.Name(f) }

// TextKey returns the key of the fact's name in package i18n, such as
// "fact.for-profit".
func (f Fact) TextKey() string { return "fact." + f.hyphened() }

// hyphened is the name as keys of texts write it.
func (f Fact) hyphened() string { return strings.ReplaceAll(f.String(), "_", "-") }

// ParseFact is the inverse of [Fact.String].
func ParseFact(s string) (Fact, error) { return facts.Parse(s) }

// MarshalText writes the name; it fails for a value outside the enumeration.
func (f Fact) MarshalText() ([]byte, error) { return facts.Marshal(f) }

// UnmarshalText reads a name, see [ParseFact].
func (f *Fact) UnmarshalText(text []byte) error { return facts.Unmarshal(text, f) }

// Allowed lists the names in the order of the constants.
func (Fact) Allowed() []string { return facts.Allowed() }

// AllFacts returns the facts in the order of the constants.
func AllFacts() [FactCount]Fact {
	return [...]Fact{FactOrganised, FactCitizens, FactState, FactBusinessInterest,
		FactForProfit, FactPartyPolitical, FactResearch, FactCultureMedia}
}

// Facts is what is stated about an organisation. A field that nobody has filled
// is [Unknown], and then the presumption of the organisation's kind counts, see
// [Organisation.Fact].
type Facts struct {
	Organised        Truth `yaml:"organised,omitempty" json:"organised,omitempty"`                 // see [FactOrganised]
	Citizens         Truth `yaml:"citizens,omitempty" json:"citizens,omitempty"`                   // see [FactCitizens]
	State            Truth `yaml:"state,omitempty" json:"state,omitempty"`                         // see [FactState]
	BusinessInterest Truth `yaml:"business_interest,omitempty" json:"business_interest,omitempty"` // see [FactBusinessInterest]
	ForProfit        Truth `yaml:"for_profit,omitempty" json:"for_profit,omitempty"`               // see [FactForProfit]
	PartyPolitical   Truth `yaml:"party_political,omitempty" json:"party_political,omitempty"`     // see [FactPartyPolitical]
	Research         Truth `yaml:"research,omitempty" json:"research,omitempty"`                   // see [FactResearch]
	CultureMedia     Truth `yaml:"culture_media,omitempty" json:"culture_media,omitempty"`         // see [FactCultureMedia]
}

// Get returns the answer to one fact, [Unknown] for a value outside the enumeration.
func (fs *Facts) Get(f Fact) Truth {
	if p := fs.field(f); p != nil {
		return *p
	}
	return Unknown
}

// Set records the answer to one fact; it does nothing for a value outside the
// enumeration.
func (fs *Facts) Set(f Fact, t Truth) {
	if p := fs.field(f); p != nil {
		*p = t
	}
}

func (fs *Facts) field(f Fact) *Truth {
	switch f {
	case FactOrganised:
		return &fs.Organised
	case FactCitizens:
		return &fs.Citizens
	case FactState:
		return &fs.State
	case FactBusinessInterest:
		return &fs.BusinessInterest
	case FactForProfit:
		return &fs.ForProfit
	case FactPartyPolitical:
		return &fs.PartyPolitical
	case FactResearch:
		return &fs.Research
	case FactCultureMedia:
		return &fs.CultureMedia
	}
	return nil
}

// A factSet is a set of facts, one bit each. The bits stand eight apart, so that
// the eight bytes of a [Facts], which the compiler reads as one word, are a set of
// the facts answered with yes (bit 0 of each byte, as Yes is 1) and of those
// answered with no (bit 1, as No is 2) without any shuffling.
type factSet uint64

const everyFact factSet = 0x0101010101010101

// setOf returns the set of one fact. The index of f must be in 1..FactCount.
func setOf(f Fact) factSet { return 1 << (8 * (f - 1) & 63) }

func (s factSet) has(f Fact) bool { return s&setOf(f) != 0 }

// sets splits the answers into those with yes and those with no. Answers outside
// the enumeration are in neither.
func (fs *Facts) sets() (yes, no factSet) {
	w := factSet(fs.Organised) | factSet(fs.Citizens)<<8 | factSet(fs.State)<<16 | factSet(fs.BusinessInterest)<<24 |
		factSet(fs.ForProfit)<<32 | factSet(fs.PartyPolitical)<<40 | factSet(fs.Research)<<48 | factSet(fs.CultureMedia)<<56
	// A byte with both low bits or a higher bit set is no answer.
	bad := w & (w >> 1) & everyFact
	if high := w &^ (3 * everyFact); high != 0 {
		for shift := 2; shift < 8; shift++ {
			bad |= high >> shift & everyFact
		}
	}
	return w & everyFact &^ bad, w >> 1 & everyFact &^ bad
}

// answers is what counts about an organisation and where it comes from: four
// sets laid into one word, so that an [Assessment] is small enough to stay in
// registers. A fact that is in neither yes nor no is unknown.
type answers uint64

const (
	bitYes     = iota
	bitNo      //
	bitStated  // answered by the organisation, not by its kind
	bitDecided // answered by a determination
)

func newAnswers(yes, no, stated factSet) answers {
	return answers(yes<<bitYes | no<<bitNo | stated<<bitStated)
}

func (a answers) yes() factSet   { return factSet(a>>bitYes) & everyFact }
func (a answers) no() factSet    { return factSet(a>>bitNo) & everyFact }
func (a answers) known() factSet { return factSet(a>>bitYes|a>>bitNo) & everyFact }

// answers is [Organisation.Fact] for all facts at once.
func (o *Organisation) answers() answers {
	yes, no := o.Facts.sets()
	p := presumed[o.Kind.index()]
	stated := yes | no
	return newAnswers(yes|p.yes()&^stated, no|p.no()&^stated, stated)
}

// with returns a with the answer that a determination gives to f.
func (a answers) with(f Fact, yes bool) answers {
	n := factSet(1 << bitNo)
	if yes {
		n = 1 << bitYes
	}
	return a | answers((n|1<<bitDecided)*setOf(f))
}

// lane is the byte of one fact.
func (a answers) lane(f Fact) uint8 { return uint8(a >> (8 * (f - 1) & 63)) }

func (a answers) value(f Fact) Truth { return Truth(a.lane(f) & 3) }

func (a answers) unknown(f Fact) bool { return a.lane(f)&3 == 0 }

func (a answers) evidence(f Fact) Evidence { return evidenceOf[a.lane(f)&15] }

// evidenceOf is indexed by the bits of a lane.
var evidenceOf = func() (table [16]Evidence) {
	for lane := range table {
		switch {
		case lane&3 == 0:
			table[lane] = EvidenceMissing
		case lane&(1<<bitDecided) != 0:
			table[lane] = EvidenceDetermined
		case lane&(1<<bitStated) != 0:
			table[lane] = EvidenceStated
		default:
			table[lane] = EvidencePresumed
		}
	}
	return table
}()
