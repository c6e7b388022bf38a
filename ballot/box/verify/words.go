package verify

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Level says from whom votes are secret. It is printed on every ballot and result.
// The zero value is invalid.
type Level uint8

// The levels. Later ones may follow.
const (
	// LevelOpen votes are published with the name beside them, as a committee decides.
	LevelOpen Level = iota + 1
	// LevelOperator votes are secret from everybody but the operator of the box. That the
	// operator exchanged no ballot before the close cannot be proven, but by voters with
	// receipts of the kind [Tracker].
	LevelOperator
)

var levels = enum.New("secrecy level", LevelOpen, "open", "operator")

// A ReceiptKind says what a receipt (Quittung) shows. The zero value is invalid.
type ReceiptKind uint8

// The kinds of receipts.
const (
	// Presence receipts show that a ballot is in the box, and nothing of which. Nobody
	// can prove a vote with one, neither to a buyer nor to a court.
	Presence ReceiptKind = iota + 1
	// Tracker receipts lead to the voter's ballot in the record. Who holds one can show
	// how the vote was cast, to anybody.
	Tracker
)

var receiptKinds = enum.New("kind of receipts", Presence, "presence", "tracker")

// An Assurance says how surely the host knew whom it let vote, in the words of
// Regulation (EU) 910/2014 (eIDAS), article 8 (2). The zero value is invalid.
type Assurance uint8

// The levels of assurance.
const (
	Low Assurance = iota + 1
	Substantial
	High
)

var assurances = enum.New("level of assurance", Low, "low", "substantial", "high")

// String returns the text form, such as "operator".
func (v Level) String() string { return levels.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v Level) MarshalText() ([]byte, error) { return levels.Marshal(v) }

// UnmarshalText reads a text form.
func (v *Level) UnmarshalText(text []byte) error { return levels.Unmarshal(text, v) }

// TextKey returns the key in package i18n of what the level means, as it stands on
// ballots and results.
func (v Level) TextKey() string { return "box.level." + v.String() }

// String returns the text form, such as "presence".
func (v ReceiptKind) String() string { return receiptKinds.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v ReceiptKind) MarshalText() ([]byte, error) { return receiptKinds.Marshal(v) }

// UnmarshalText reads a text form.
func (v *ReceiptKind) UnmarshalText(text []byte) error { return receiptKinds.Unmarshal(text, v) }

// TextKey returns the key in package i18n of what a receipt of the kind shows.
func (v ReceiptKind) TextKey() string { return "box.receipts." + v.String() }

// String returns the text form, such as "substantial".
func (v Assurance) String() string { return assurances.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v Assurance) MarshalText() ([]byte, error) { return assurances.Marshal(v) }

// UnmarshalText reads a text form.
func (v *Assurance) UnmarshalText(text []byte) error { return assurances.Unmarshal(text, v) }

// TextKey returns the key in package i18n of what the level means.
func (v Assurance) TextKey() string { return "box.assurance." + v.String() }
