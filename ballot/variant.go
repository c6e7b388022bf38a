package ballot

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// Each of the following words has a text form for files, and its zero value is the
// default.

// A WeightRule says what a ballot weighs.
type WeightRule uint8

// The weights.
const (
	PerHead    WeightRule = iota // one person, one vote
	ByTurnout                    // a ballot of a group weighs the group's share divided by its turnout
	ByEligible                   // a ballot of a group weighs the group's share divided by the people entitled in it
)

var weightRules = enum.New("weighting", PerHead, "per-head", "by-turnout", "by-eligible")

// An AbsentRule says what becomes of the weight of a group without ballots.
type AbsentRule uint8

// The rules for absent groups.
const (
	Lapses    AbsentRule = iota // shares and thresholds keep all weight as their basis
	SharedOut                   // the groups that vote share it, in proportion to their own
)

var absentRules = enum.New("absent group", Lapses, "lapses", "shared-out")

// Defeats says how strong a pairwise defeat is.
type Defeats uint8

// The strengths of defeats.
const (
	// WinningVotes compares the votes of the winning side alone, as the programs do whose
	// results are published. Schulze (2011, section 2.1) would go on to tell defeats with
	// equal votes apart by the votes of the other side; here they are equally strong, so
	// that ties are a little more frequent.
	WinningVotes Defeats = iota
	Margins              // the votes of the winning side less those of the other
)

var defeats = enum.New("strength of defeats", WinningVotes, "winning-votes", "margins")

// Truncated says what Borda gives to options that a ballot of r ranks leaves out.
// With n options the option at rank k gets n−k points, unless said otherwise.
type Truncated uint8

// The rules for truncated ballots.
const (
	TruncatedZero    Truncated = iota // they get nothing
	TruncatedAverage                  // they share the points of the ranks that are left
	TruncatedModest                   // they get nothing, and rank k gets r−k+1 points (Emerson)
)

var truncateds = enum.New("truncated ballots", TruncatedZero, "zero", "average", "modest")

// MajorityOf says of what an instant runoff's winner needs more than half.
type MajorityOf uint8

// The majorities of instant runoff.
const (
	OfActive MajorityOf = iota // of the ballots still in the round
	OfFirst                    // of the ballots in the first round
)

var majorityOfs = enum.New("majority of", OfActive, "active", "first")

// A Quota says how many votes elect, from v valid votes and s seats.
type Quota uint8

// The quotas.
const (
	DroopWhole   Quota = iota // v/(s+1), rounded down, plus 1
	DroopDecimal              // v/(s+1), rounded down to the declared places, plus one unit of the last
	HareWhole                 // v/s, rounded down; at least 1
	HareDecimal               // v/s, rounded down to the declared places; 1 where that is nothing
)

var quotas = enum.New("quota", DroopWhole, "droop", "droop-decimal", "hare", "hare-decimal")

// Completion says how equal shares fills the seats that no group of voters can
// pay for any more.
type Completion uint8

// The completions.
const (
	ByPhragmen Completion = iota // sequential Phragmén, starting from what is left of the budgets
	ByApproval                   // most weighted approvals first
	NoneLeft                     // the seats stay vacant
)

var completions = enum.New("completion", ByPhragmen, "phragmen", "approval", "none")

// A TieRule says how a tie is broken.
type TieRule uint8

// The tie rules.
const (
	TieByLot     TieRule = iota // by the lot order; without one the outcome stays tied
	TieByEarlier                // by the votes of earlier rounds, the latest first, then by lot (Scottish STV's own rule)
	TieOpen                     // never: the outcome stays tied
)

var tieRules = enum.New("tie rule", TieByLot, "lot", "earlier-rounds", "open")

// A Treatment says what is done about a flaw of a ballot.
type Treatment uint8

// The treatments. Which of them a flaw can have is said at [Validity].
const (
	Refuse       Treatment = iota // the ballot is invalid
	Ignore                        // the mark is passed over
	End                           // the ballot counts up to the flaw, and ends there
	EndIfSeveral                  // a rank with several options counts while only one of them is left, and ends the ballot otherwise
	AsEqual                       // options at one rank are preferred equally
)

var treatments = enum.New("treatment", Refuse, "refuse", "ignore", "end", "end-if-several", "equal")

// String returns the text form, such as "by-turnout".
func (v WeightRule) String() string { return weightRules.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v WeightRule) MarshalText() ([]byte, error) { return weightRules.Marshal(v) }

// UnmarshalText reads a text form.
func (v *WeightRule) UnmarshalText(text []byte) error { return weightRules.Unmarshal(text, v) }

// Allowed lists the text forms.
func (WeightRule) Allowed() []string { return weightRules.Allowed() }

// String returns the text form, such as "lapses".
func (v AbsentRule) String() string { return absentRules.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v AbsentRule) MarshalText() ([]byte, error) { return absentRules.Marshal(v) }

// UnmarshalText reads a text form.
func (v *AbsentRule) UnmarshalText(text []byte) error { return absentRules.Unmarshal(text, v) }

// Allowed lists the text forms.
func (AbsentRule) Allowed() []string { return absentRules.Allowed() }

// String returns the text form, such as "margins".
func (v Defeats) String() string { return defeats.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v Defeats) MarshalText() ([]byte, error) { return defeats.Marshal(v) }

// UnmarshalText reads a text form.
func (v *Defeats) UnmarshalText(text []byte) error { return defeats.Unmarshal(text, v) }

// Allowed lists the text forms.
func (Defeats) Allowed() []string { return defeats.Allowed() }

// String returns the text form, such as "average".
func (v Truncated) String() string { return truncateds.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v Truncated) MarshalText() ([]byte, error) { return truncateds.Marshal(v) }

// UnmarshalText reads a text form.
func (v *Truncated) UnmarshalText(text []byte) error { return truncateds.Unmarshal(text, v) }

// Allowed lists the text forms.
func (Truncated) Allowed() []string { return truncateds.Allowed() }

// String returns the text form, such as "active".
func (v MajorityOf) String() string { return majorityOfs.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v MajorityOf) MarshalText() ([]byte, error) { return majorityOfs.Marshal(v) }

// UnmarshalText reads a text form.
func (v *MajorityOf) UnmarshalText(text []byte) error { return majorityOfs.Unmarshal(text, v) }

// Allowed lists the text forms.
func (MajorityOf) Allowed() []string { return majorityOfs.Allowed() }

// String returns the text form, such as "droop".
func (v Quota) String() string { return quotas.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v Quota) MarshalText() ([]byte, error) { return quotas.Marshal(v) }

// UnmarshalText reads a text form.
func (v *Quota) UnmarshalText(text []byte) error { return quotas.Unmarshal(text, v) }

// Allowed lists the text forms.
func (Quota) Allowed() []string { return quotas.Allowed() }

// String returns the text form, such as "phragmen".
func (v Completion) String() string { return completions.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v Completion) MarshalText() ([]byte, error) { return completions.Marshal(v) }

// UnmarshalText reads a text form.
func (v *Completion) UnmarshalText(text []byte) error { return completions.Unmarshal(text, v) }

// Allowed lists the text forms.
func (Completion) Allowed() []string { return completions.Allowed() }

// String returns the text form, such as "lot".
func (v TieRule) String() string { return tieRules.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v TieRule) MarshalText() ([]byte, error) { return tieRules.Marshal(v) }

// UnmarshalText reads a text form.
func (v *TieRule) UnmarshalText(text []byte) error { return tieRules.Unmarshal(text, v) }

// Allowed lists the text forms.
func (TieRule) Allowed() []string { return tieRules.Allowed() }

// String returns the text form, such as "refuse".
func (v Treatment) String() string { return treatments.Name(v) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (v Treatment) MarshalText() ([]byte, error) { return treatments.Marshal(v) }

// UnmarshalText reads a text form.
func (v *Treatment) UnmarshalText(text []byte) error { return treatments.Unmarshal(text, v) }

// Allowed lists the text forms.
func (Treatment) Allowed() []string { return treatments.Allowed() }
