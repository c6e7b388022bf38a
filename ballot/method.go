package ballot

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Method is a way to count. The zero value is invalid. Each method stands in a
// file of its own with its source; [Method.Source] names it, too.
type Method uint8

// The methods.
const (
	Plurality       Method = iota + 1 // relative majority of single choices
	Approval                          // AV: most approvals win
	Satisfaction                      // SAV: an approval counts one part in the number of options approved
	Score                             // the highest sum of points wins
	Borda                             // points by rank
	InstantRunoff                     // IRV: the last goes out until one has a majority
	ScottishSTV                       // single transferable vote, SSI 2007/42 and 2011/399
	WeightedSTV                       // WIGM: weighted inclusive Gregory method with declared decimals
	MeekSTV                           // PR Foundation reference rule
	Schulze                           // beat paths
	RankedPairs                       // Tideman
	SequentialPAV                     // Thiele, one option at a time
	ProportionalPAV                   // Thiele, the best set of all
	Phragmen                          // sequential Phragmén
	EqualShares                       // method of equal shares with a declared completion
	Motion                            // yes, no, abstain
)

var methods = enum.New("method", Plurality, "plurality", "approval", "sav", "score", "borda", "instant-runoff",
	"scottish-stv", "wigm-stv", "meek-stv", "schulze", "ranked-pairs", "sequential-pav", "pav", "phragmen",
	"equal-shares", "motion")

// String returns the text form, such as "scottish-stv".
func (m Method) String() string { return methods.Name(m) }

// ParseMethod is the inverse of [Method.String].
func ParseMethod(s string) (Method, error) { return methods.Parse(s) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (m Method) MarshalText() ([]byte, error) { return methods.Marshal(m) }

// UnmarshalText reads a text form, see [ParseMethod].
func (m *Method) UnmarshalText(text []byte) error { return methods.Unmarshal(text, m) }

// Allowed lists the text forms in the order of the constants.
func (Method) Allowed() []string { return methods.Allowed() }

// TextKey returns the key of the method's name in package i18n.
func (m Method) TextKey() string { return "ballot.method." + m.String() }

// Methods returns all methods in the order of the constants.
func Methods() []Method {
	all := make([]Method, 0, Motion)
	for m := Plurality; m <= Motion; m++ {
		all = append(all, m)
	}
	return all
}

// A trait is what the contest's rules ask of a method.
type trait struct {
	kind     Kind
	single   bool // fills one seat only
	perHead  bool // its rule knows no weights
	cap      bool // can hold to a limit per affiliation
	floor    bool // can hold options to a requirement before the count
	source   string
	strategy func(*count) error
}

// traits is the table of methods.
func (m Method) traits() trait {
	switch m {
	case Plurality:
		return trait{kind: SingleChoice, cap: true, floor: true, strategy: countPlurality,
			source: "relative majority; § 32 (1) BGB counts votes cast only"}
	case Approval:
		return trait{kind: Approvals, cap: true, floor: true, strategy: countApproval,
			source: "Brams and Fishburn, Approval Voting, American Political Science Review 72 (1978)"}
	case Satisfaction:
		return trait{kind: Approvals, cap: true, floor: true, strategy: countSatisfaction,
			source: "Brams and Kilgour, Satisfaction Approval Voting (2014)"}
	case Score:
		return trait{kind: Points, cap: true, strategy: countScore,
			source: "Smith, Range Voting (2000)"}
	case Borda:
		return trait{kind: Ranking, cap: true, strategy: countBorda,
			source: "de Borda (1781); truncated ballots: Emerson, Social Choice and Welfare 40 (2013)"}
	case InstantRunoff:
		return trait{kind: Ranking, single: true, strategy: countInstantRunoff,
			source: "Robert's Rules of Order Newly Revised, preferential voting; rounds as in RCTab"}
	case ScottishSTV:
		return trait{kind: Ranking, perHead: true, strategy: countScottish,
			source: "Scottish Local Government Elections Order, SSI 2007/42 and SSI 2011/399, rules 45 to 52"}
	case WeightedSTV:
		return trait{kind: Ranking, perHead: true, strategy: countWIGM,
			source: "weighted inclusive Gregory method, rounds as in RCTab"}
	case MeekSTV:
		return trait{kind: Ranking, perHead: true, strategy: countMeek,
			source: "Proportional Representation Foundation, Reference Meek Rule (2019)"}
	case Schulze:
		return trait{kind: Ranking, single: true, strategy: countSchulze,
			source: "Schulze, Social Choice and Welfare 36 (2011)"}
	case RankedPairs:
		return trait{kind: Ranking, single: true, strategy: countRankedPairs,
			source: "Tideman, Social Choice and Welfare 4 (1987)"}
	case SequentialPAV:
		return trait{kind: Approvals, cap: true, floor: true, strategy: countSequentialPAV,
			source: "Thiele (1895); Lackner and Skowron, Multi-Winner Voting with Approval Preferences (2023), rule 4"}
	case ProportionalPAV:
		return trait{kind: Approvals, cap: true, floor: true, strategy: countPAV,
			source: "Thiele (1895); Lackner and Skowron (2023), rule 3"}
	case Phragmen:
		return trait{kind: Approvals, cap: true, floor: true, strategy: countPhragmen,
			source: "Phragmén (1894); Brill and others, Mathematical Programming 203 (2024)"}
	case EqualShares:
		return trait{kind: Approvals, cap: true, floor: true, strategy: countEqualShares,
			source: "Peters and Skowron, Proportionality and the Limits of Welfarism (2020)"}
	case Motion:
		return trait{kind: Votes, single: true, strategy: countMotion,
			source: "§§ 32, 34 BGB; Robert's Rules of Order Newly Revised, bases of a majority"}
	}
	return trait{}
}

// Kind returns the kind of ballot that the method counts.
func (m Method) Kind() Kind { return m.traits().kind }

// Source names the law, the paper or the rule that defines the method.
func (m Method) Source() string { return m.traits().source }

// SingleSeat reports whether the method fills one seat only.
func (m Method) SingleSeat() bool { return m.traits().single }

// A Kind says what voters write on a ballot. The zero value is invalid.
type Kind uint8

// The kinds of ballots.
const (
	SingleChoice Kind = iota + 1 // one option
	Approvals                    // any number of options
	Points                       // points for options
	Ranking                      // options by rank, the best is rank 1
	Votes                        // yes, no or abstain
)

var kinds = enum.New("kind", SingleChoice, "single-choice", "approval", "score", "ranking", "vote")

// String returns the text form, such as "ranking".
func (k Kind) String() string { return kinds.Name(k) }

// ParseKind is the inverse of [Kind.String].
func ParseKind(s string) (Kind, error) { return kinds.Parse(s) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (k Kind) MarshalText() ([]byte, error) { return kinds.Marshal(k) }

// UnmarshalText reads a text form, see [ParseKind].
func (k *Kind) UnmarshalText(text []byte) error { return kinds.Unmarshal(text, k) }

// TextKey returns the key of the kind's name in package i18n.
func (k Kind) TextKey() string { return "ballot.kind." + k.String() }
