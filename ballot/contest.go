package ballot

// A Contest declares a vote (Abstimmung, Wahl) before it is held: who stands, how
// many are elected, how the ballots are judged, weighed and counted. Everything
// that can change the outcome is in it, but for the ballots and the lot, which is
// drawn when the ballots are fixed. [Contest.Validate] refuses contradictions and
// [Contest.Digest] names the contest in results.
//
// A Contest must not be changed once a [Tally] was made for it.
type Contest struct {
	ID      string   `json:"id" yaml:"id"`
	Title   string   `json:"title,omitempty" yaml:"title,omitempty"`     // as the voters read it
	Method  Method   `json:"method" yaml:"method"`                       //
	Variant Variant  `json:"variant,omitzero" yaml:"variant,omitempty"`  // what the method leaves to be declared
	Options []Option `json:"options,omitempty" yaml:"options,omitempty"` // none for a motion
	Seats   int      `json:"seats,omitempty" yaml:"seats,omitempty"`     // how many are elected; 0 for a motion
	Vacant  bool     `json:"vacant,omitempty" yaml:"vacant,omitempty"`   // more seats than options are allowed, the rest stays vacant
	// Uncontested options, which are no more than the seats and within the cap, are elected
	// without a count.
	Uncontested bool `json:"uncontested,omitempty" yaml:"uncontested,omitempty"`
	Cap         int  `json:"cap,omitempty" yaml:"cap,omitempty"` // how many of one affiliation may be elected; 0 for any number
	Eligible    int  `json:"eligible,omitempty" yaml:"eligible,omitempty"`
	// Groups of the electorate, by name; none means that nobody is told apart.
	Groups    []Group      `json:"groups,omitempty" yaml:"groups,omitempty"`
	Weighting Weighting    `json:"weighting,omitzero" yaml:"weighting,omitempty"`
	Merge     int          `json:"merge,omitempty" yaml:"merge,omitempty"` // groups with fewer ballots are merged before the count; 0 for never
	Validity  Validity     `json:"validity,omitzero" yaml:"validity,omitempty"`
	Quorum    *Quorum      `json:"quorum,omitempty" yaml:"quorum,omitempty"`
	Majority  *Requirement `json:"majority,omitempty" yaml:"majority,omitempty"` // motions: what adopts
	Floor     *Requirement `json:"floor,omitempty" yaml:"floor,omitempty"`       // elections: what an option needs to be electable
	Tie       TieRule      `json:"tie,omitempty" yaml:"tie,omitempty"`
	TieLimit  int          `json:"tie_limit,omitempty" yaml:"tie_limit,omitempty"` // winning sets listed at most; 0 for 1,000
}

// An Option is what can be voted for: a person, a workstream.
type Option struct {
	ID          string `json:"id" yaml:"id"`
	Name        string `json:"name,omitempty" yaml:"name,omitempty"`
	Affiliation string `json:"affiliation,omitempty" yaml:"affiliation,omitempty"` // for [Contest.Cap]
	Withdrawn   bool   `json:"withdrawn,omitempty" yaml:"withdrawn,omitempty"`     // stands on ballots, takes no part in the count
	None        bool   `json:"none,omitempty" yaml:"none,omitempty"`               // "none of these": where it wins, the seat stays vacant
	WriteIns    bool   `json:"write_ins,omitempty" yaml:"write_ins,omitempty"`     // a pile of several names, excluded first (instant runoff, WIGM)
}

// Label returns the name, else the ID.
func (o Option) Label() string {
	if o.Name != "" {
		return o.Name
	}
	return o.ID
}

// A Group is a part of the electorate, such as a stakeholder group.
type Group struct {
	ID       string   `json:"id" yaml:"id"`
	Eligible int      `json:"eligible,omitempty" yaml:"eligible,omitempty"` // people entitled to vote; 0 for unknown
	Share    Fraction `json:"share,omitzero" yaml:"share,omitempty"`        // of the weight of all; unset for equal shares
}

// Weighting says what a ballot weighs.
type Weighting struct {
	Rule WeightRule `json:"rule,omitempty" yaml:"rule,omitempty"`
	// MinTurnout is the number of ballots below which a group does not reach its whole
	// weight: a ballot weighs at most 1/MinTurnout of it, the rest lapses. For
	// [ByTurnout] only.
	MinTurnout int `json:"min_turnout,omitempty" yaml:"min_turnout,omitempty"`
	// Absent says what becomes of the weight of a group without ballots.
	Absent AbsentRule `json:"absent,omitempty" yaml:"absent,omitempty"`
}

// Variant holds what methods leave to be declared. Its zero value is the default
// of each method; a field that the method does not use must be zero.
type Variant struct {
	Defeats    Defeats    `json:"defeats,omitempty" yaml:"defeats,omitempty"`         // Schulze, ranked pairs
	Truncated  Truncated  `json:"truncated,omitempty" yaml:"truncated,omitempty"`     // Borda
	MinPoints  int        `json:"min_points,omitempty" yaml:"min_points,omitempty"`   // score
	MaxPoints  int        `json:"max_points,omitempty" yaml:"max_points,omitempty"`   // score
	MajorityOf MajorityOf `json:"majority_of,omitempty" yaml:"majority_of,omitempty"` // instant runoff
	Batch      bool       `json:"batch,omitempty" yaml:"batch,omitempty"`             // instant runoff: exclude together all who cannot catch up
	ToTheEnd   bool       `json:"to_the_end,omitempty" yaml:"to_the_end,omitempty"`   // instant runoff: go on until two are left
	// MinVotes excludes together, in the first round in which anybody goes out but for the
	// pile of write-ins, all who have fewer votes, unless not enough would be left for the
	// seats (instant runoff, WIGM).
	MinVotes   int        `json:"min_votes,omitempty" yaml:"min_votes,omitempty"`
	Decimals   int        `json:"decimals,omitempty" yaml:"decimals,omitempty"`     // WIGM, 0 to 9
	Quota      Quota      `json:"quota,omitempty" yaml:"quota,omitempty"`           // WIGM
	OneByOne   bool       `json:"one_by_one,omitempty" yaml:"one_by_one,omitempty"` // WIGM: one is elected in a round, the one with most votes
	Completion Completion `json:"completion,omitempty" yaml:"completion,omitempty"` // equal shares
}

// Limits of a contest. They bound what a hostile file costs, not what a programme
// needs.
const (
	MaxOptions = 1024
	// MaxStaged is the number of options for methods that count in rounds, the record of
	// which grows with its square.
	MaxStaged = 400
	// MaxShared is the number of seats for which supporters bear a share ([SequentialPAV],
	// [Phragmen], [EqualShares]): exact ratios grow longer with every seat.
	MaxShared = 50
	MaxGroups = 256
	MaxPoints = 1_000_000
	// MaxBallots is the number of ballots, valid or not, that a tally holds: with it
	// every sum of ballots fits 64 bits, and times 10⁹ (Meek) or [MaxPoints] 128 bits.
	MaxBallots = 1 << 62
	// MaxPairwise is the number of options that are compared pair by pair ([Schulze],
	// [RankedPairs]).
	MaxPairwise = 256
	// MaxPAV is the number of sets that [ProportionalPAV] chooses from: ten of twenty.
	MaxPAV          = 184_756
	defaultTieLimit = 1000
	maxTieLimit     = 10_000
)

// Kind returns the kind of ballot that the contest takes.
func (c *Contest) Kind() Kind { return c.Method.Kind() }

// choices is the number of things that a mark can name.
func (c *Contest) choices() int {
	if c.Method == Motion {
		return int(Abstain) + 1
	}
	return len(c.Options)
}

// groupCount is the number of groups that ballots are kept apart by, at least one.
func (c *Contest) groupCount() int { return max(1, len(c.Groups)) }

// Index returns the index of the option with that ID, and -1 where there is none.
// For a motion the IDs are "yes", "no" and "abstain".
func (c *Contest) Index(id string) int {
	for i := range c.choices() {
		if c.OptionID(i) == id {
			return i
		}
	}
	return -1
}

// OptionID is the inverse of [Contest.Index] on the options of the contest; for
// another index it returns "".
func (c *Contest) OptionID(i int) string {
	switch {
	case i < 0 || i >= c.choices():
		return ""
	case c.Method == Motion:
		return [...]string{"yes", "no", "abstain"}[i]
	}
	return c.Options[i].ID
}

// GroupIndex returns the index of the group with that ID, and -1 where there is none.
func (c *Contest) GroupIndex(id string) int {
	for i, g := range c.Groups {
		if g.ID == id {
			return i
		}
	}
	return -1
}

// tieLimit is the number of winning sets listed at most.
func (c *Contest) tieLimit() int {
	if c.TieLimit == 0 {
		return defaultTieLimit
	}
	return c.TieLimit
}
