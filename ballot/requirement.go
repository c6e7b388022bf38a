package ballot

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Basis says of what a majority is counted. The zero value is invalid, because a
// majority without its basis means nothing.
type Basis uint8

// The bases.
const (
	OfCast    Basis = iota + 1 // of yes and no; abstentions, blank and invalid ballots do not count
	OfPresent                  // of all ballots of people present: with abstentions, blank and invalid ones; of weight, invalid ones have none
	OfAll                      // of all people or seats entitled to vote
)

var bases = enum.New("basis", OfCast, "cast", "present", "all")

// String returns the text form, such as "cast".
func (b Basis) String() string { return bases.Name(b) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (b Basis) MarshalText() ([]byte, error) { return bases.Marshal(b) }

// UnmarshalText reads a text form.
func (b *Basis) UnmarshalText(text []byte) error { return bases.Unmarshal(text, b) }

// Allowed lists the text forms.
func (Basis) Allowed() []string { return bases.Allowed() }

// TextKey returns the key of the basis in package i18n.
func (b Basis) TextKey() string { return "ballot.basis." + b.String() }

// A Majority is a share of a basis. Nobody is a majority of nothing: it is not
// reached when nobody supports.
type Majority struct {
	Share   Fraction `json:"share" yaml:"share"`
	Basis   Basis    `json:"basis" yaml:"basis"`
	AtLeast bool     `json:"at_least,omitempty" yaml:"at_least,omitempty"` // the share itself suffices; otherwise more is needed
	// Consent asks that nobody votes no, too: no reasoned objection stands.
	Consent bool `json:"consent,omitempty" yaml:"consent,omitempty"`
}

// SimpleMajority is more than half of the votes cast (§ 32 (1) BGB).
func SimpleMajority() Majority { return Majority{Share: Share(1, 2), Basis: OfCast} }

// AbsoluteMajority is more than half of all who are entitled to vote.
func AbsoluteMajority() Majority { return Majority{Share: Share(1, 2), Basis: OfAll} }

// TwoThirds is at least two thirds of the basis.
func TwoThirds(b Basis) Majority { return Majority{Share: Share(2, 3), Basis: b, AtLeast: true} }

// FourFifths is at least four of five of the basis.
func FourFifths(b Basis) Majority { return Majority{Share: Share(4, 5), Basis: b, AtLeast: true} }

// Unanimity is everybody of the basis.
func Unanimity(b Basis) Majority { return Majority{Share: Share(1, 1), Basis: b, AtLeast: true} }

// Consent is at least one yes, and no objection.
func Consent() Majority { return Majority{Share: Share(0, 1), Basis: OfCast, Consent: true} }

// A Requirement is what a motion needs to be adopted, or an option to be electable.
// Overall counts the ballots as the contest weighs them; Groups counts each group
// for itself. Both must be met where both are given (concurrent majorities).
type Requirement struct {
	Overall *Majority      `json:"overall,omitempty" yaml:"overall,omitempty"`
	Groups  *GroupMajority `json:"groups,omitempty" yaml:"groups,omitempty"`
}

// A GroupMajority counts the groups that support and those that object.
type GroupMajority struct {
	Majority
	In int `json:"in,omitempty" yaml:"in,omitempty"` // groups that must support; 0 for each group
	// Voting counts only groups with ballots when In is 0.
	Voting bool `json:"voting,omitempty" yaml:"voting,omitempty"`
	// Objections is the number of groups that may object, which is to have more votes
	// against than for. Unset for any number.
	Objections *int `json:"objections,omitempty" yaml:"objections,omitempty"`
}

// A Quorum (Beschlussfähigkeit) is the turnout without which nothing is decided.
// Every valid ballot counts for it, abstentions and blank ones that are not refused
// included.
type Quorum struct {
	Ballots int      `json:"ballots,omitempty" yaml:"ballots,omitempty"` // ballots in all
	Share   Fraction `json:"share,omitzero" yaml:"share,omitempty"`      // of the people or seats entitled, at least
	// Groups is the number of groups in each of which GroupBallots are needed; 0 for
	// each group when GroupBallots is set. Groups that were merged count as one.
	Groups       int `json:"groups,omitempty" yaml:"groups,omitempty"`
	GroupBallots int `json:"group_ballots,omitempty" yaml:"group_ballots,omitempty"`
}
