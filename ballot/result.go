package ballot

import "github.com/dialog-cybersicherheit/dfc/i18n/enum"

// A Result is the outcome of a count with everything that led to it. Its JSON form
// is documented at [Result.MarshalJSON]; [Recheck] counts again from it.
// Options, groups and rounds are indices from 0.
type Result struct {
	Contest *Contest
	Without []int // options that were left out, such as a member who has left
	Lot     *Lot  // the lot order, where one was drawn

	Ballots  Digest    // of the tally
	Accounts []Account // of the groups, then of ballots that belong to no group
	Merged   [][]int   // groups that were counted as one, see [Contest.Merge]
	Weights  []Number  // what a ballot of each group weighs

	Outcome Outcome
	Elected []int // in the order of election, or of the contest where the method has none
	Vacant  int   // seats that nobody filled
	// Sets are all sets that could be elected, where the tie rule leaves it open; each in
	// ascending order. They are all unless Incomplete.
	Sets       [][]int
	Incomplete bool

	Rounds  []Round
	Ties    []Tie      // where the lot decided, or would have to
	Earlier []Tie      // where votes of earlier rounds decided
	Checks  []Check    // quorum, floor and majorities
	Below   []int      // options that do not meet the floor, and took no part
	Ranking [][]int    // all options from the best on, equals together; where the method ranks
	Support [][]uint64 // by group, then by option: ballots for it (first ranks of rankings)

	Pairwise  [][]Number // Schulze, ranked pairs: weight that prefers the row to the column
	Condorcet int        // the option that beats each other; -1 where there is none
	Paths     [][]Number // Schulze: strength of the strongest beat path
	Smith     []int      // the smallest set of options that beat all others
	Margin    *Margin

	tally *Tally
}

// Tally returns the ballots that were counted, with groups merged as Merged says. A
// result that was not made by [Count] or [Recheck] has none: nil.
func (r *Result) Tally() *Tally { return r.tally }

// An Outcome says how a count ended. The zero value is invalid.
type Outcome uint8

// The outcomes.
const (
	Elected  Outcome = iota + 1 // who is elected is known; seats may be vacant
	Tied                        // more than one set can be elected, and no tie rule decides
	NoQuorum                    // too few took part: nothing is decided
	Adopted                     // the motion is adopted
	Rejected                    // the motion is rejected
)

var outcomes = enum.New("outcome", Elected, "elected", "tied", "no-quorum", "adopted", "rejected")

// String returns the text form, such as "elected".
func (o Outcome) String() string { return outcomes.Name(o) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (o Outcome) MarshalText() ([]byte, error) { return outcomes.Marshal(o) }

// UnmarshalText reads a text form.
func (o *Outcome) UnmarshalText(text []byte) error { return outcomes.Unmarshal(text, o) }

// TextKey returns the key of the outcome's sentence in package i18n.
func (o Outcome) TextKey() string { return "ballot.outcome." + o.String() }

// An Account says what became of the ballots of a group.
type Account struct {
	Cast    uint64        // all
	Valid   uint64        // those that count
	Blank   uint64        // of the valid: those that mark nothing
	Invalid []ReasonCount // the rest, in the order of the reasons
}

// A ReasonCount is a number of invalid ballots.
type ReasonCount struct {
	Reason  Reason `json:"reason"`
	Ballots uint64 `json:"ballots"`
}

// A Round is one step of a count. What Votes are depends on the method: votes or
// weight for most; the load an option would have (Phragmén), the price it would cost
// each unit of weight (equal shares), the strength of the beat paths won (Schulze).
type Round struct {
	Act Act   // what led to this round
	Of  []int // whose votes it moved, or what was taken
	// Votes by option; absent for options that are out, and for those that no seat of
	// this round is open to.
	Votes     []Number
	Exhausted Number        // weight of ballots that prefer nobody still in
	Ended     []ReasonCount // of them: cut short by a flaw; in ballots, or in votes rounded down
	Residue   Number        // lost in rounding
	Quota     Number        // votes that elect in this round
	Surplus   Number        // Meek: votes above the quota in all
	Score     Number        // PAV: of the set elected
	Keep      []Number      // Meek: the share of each vote that an option keeps
	Elected   []int         // who is elected by these votes
	Deemed    []int         // who is elected because no more are left than seats
	Excluded  []int         // who goes out because of these votes
	Pair      *Pair         // ranked pairs: the defeat of this round
}

// An Act is what leads to a round. The zero value is invalid.
type Act uint8

// The acts.
const (
	First     Act = iota + 1 // the ballots as they are
	Transfer                 // of surpluses
	Exclusion                // of who went out
	Iteration                // Meek: keep values were adjusted
	Purchase                 // an option was taken, and its supporters paid for it
	Complete                 // likewise, by the rule that completes
	Locking                  // a defeat was locked in or passed over
)

var acts = enum.New("act", First, "first", "surplus", "exclusion", "iteration", "purchase", "completion", "pair")

// String returns the text form, such as "surplus".
func (a Act) String() string { return acts.Name(a) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (a Act) MarshalText() ([]byte, error) { return acts.Marshal(a) }

// UnmarshalText reads a text form.
func (a *Act) UnmarshalText(text []byte) error { return acts.Unmarshal(text, a) }

// A Pair is a defeat of one option by another.
type Pair struct {
	Winner   int    `json:"winner"`
	Loser    int    `json:"loser"`
	Strength Number `json:"strength"`
	Locked   bool   `json:"locked"` // false: it would contradict stronger defeats
}

// A Check is one requirement held against the ballots.
type Check struct {
	What   CheckKind `json:"what"`
	Option int       `json:"option"` // for the floor; -1 otherwise
	Group  int       `json:"group"`  // for a group's own majority; -1 otherwise
	Has    Number    `json:"has"`    // votes, weight, ballots or groups
	Of     Number    `json:"of"`     // the basis
	Needs  Fraction  `json:"needs,omitzero"`
	Least  Number    `json:"least"` // what is needed: more than this, or at least this
	Strict bool      `json:"strict,omitempty"`
	Met    bool      `json:"met"`
}

// A CheckKind says what is checked. The zero value is invalid.
type CheckKind uint8

// The checks.
const (
	CheckQuorum       CheckKind = iota + 1 // ballots in all
	CheckQuorumShare                       // ballots, as a share of all entitled
	CheckQuorumGroups                      // groups that reach their own quorum
	CheckOverall                           // support, as a share of its basis
	CheckConsent                           // votes against
	CheckGroup                             // support within one group
	CheckGroups                            // groups that support
	CheckObjections                        // groups that object
)

var checkKinds = enum.New("check", CheckQuorum, "quorum", "quorum-share", "quorum-groups", "overall", "consent",
	"group", "groups", "objections")

// String returns the text form, such as "quorum".
func (k CheckKind) String() string { return checkKinds.Name(k) }

// MarshalText writes the text form; it fails for a value outside the enumeration.
func (k CheckKind) MarshalText() ([]byte, error) { return checkKinds.Marshal(k) }

// UnmarshalText reads a text form.
func (k *CheckKind) UnmarshalText(text []byte) error { return checkKinds.Unmarshal(text, k) }

// A Margin is the number of ballots that would have to be marked otherwise for
// another outcome, a tie included. Exact margins have AtLeast = AtMost. For Schulze, AtMost
// is what a search finds that goes through the ballots in the order of the contest: with
// another order of the options it may find fewer, or nothing.
type Margin struct {
	AtLeast uint64 `json:"at_least"`          // fewer cannot change the outcome
	AtMost  uint64 `json:"at_most,omitempty"` // so many can; 0 when that is not known
	// LastRound is the difference of votes in the last round between who was elected
	// and who was not (instant runoff, STV).
	LastRound Number `json:"last_round,omitzero"`
}
