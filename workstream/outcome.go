package workstream

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// An OutcomeKind is what a workstream is expected to produce; source, section
// "Gemeinsame Arbeit in den Workstreams". The zero value is invalid.
type OutcomeKind uint8

// The kinds that the source names.
const (
	Study               OutcomeKind = iota + 1 // Studie
	Concept                                    // Konzept
	ITImplementation                           // IT-Umsetzung
	RealWorldLaboratory                        // Reallabor
)

var outcomeKinds = enum.New("outcome kind", Study, "study", "concept", "it-implementation", "real-world-laboratory")

// String returns the text form, such as "real-world-laboratory".
func (k OutcomeKind) String() string { return outcomeKinds.Name(k) }

// TextKey returns the key of its name in package i18n.
func (k OutcomeKind) TextKey() string { return "outcome-kind." + k.String() }

// ParseOutcomeKind is the inverse of [OutcomeKind.String].
func ParseOutcomeKind(s string) (OutcomeKind, error) { return outcomeKinds.Parse(s) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (k OutcomeKind) MarshalText() ([]byte, error) { return outcomeKinds.Marshal(k) }

// UnmarshalText reads a text form, see [ParseOutcomeKind].
func (k *OutcomeKind) UnmarshalText(text []byte) error { return outcomeKinds.Unmarshal(text, k) }

// Allowed lists the text forms in the order of the constants.
func (OutcomeKind) Allowed() []string { return outcomeKinds.Allowed() }
