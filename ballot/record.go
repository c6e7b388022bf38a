package ballot

// RecordVersion is the version of the JSON form of results. It rises when a field
// changes its meaning or goes, or when the same ballots count otherwise; new fields may
// come in any version.
//
// A record is an object with "format" ("dfc-ballot-result") and "version". Options,
// groups and reasons stand by their IDs, exact numbers as texts (see [Number]), indices
// count from 0, and what does not apply is absent.
//
// What was declared and cast:
//
//   - "contest", see [Contest], and "contest_digest";
//   - "lot" with "order", "how" (see [LotMethod]) and "key";
//   - "without", the options that were left out of this count;
//   - "ballots" as they count, and "ballots_digest": each has "n", how many there are,
//     "group", and "ranks" (lists of options, the best first), "for" (options) or
//     "points" by option, where they are above the least; "ends" is why it ended early;
//   - "turnout" of each "group", and last of ballots that belong to none ("outside"):
//     "cast", "valid", "blank" (of the valid), "invalid" as a list of "reason" and
//     "ballots", and with weights the "weight" of one ballot;
//   - "merged_groups", which were counted as one.
//
// What came of it:
//
//   - "outcome" (see [Outcome]), "elected" in the order of election, "vacant" seats;
//   - "possible_sets" where a tie is open, with "possible_sets_incomplete";
//   - "below_floor", options that took no part for want of support;
//   - "ranking" from the best on, equals together;
//   - "support_by_group": ballots for each option, or that rank it first;
//   - "pairwise": each "option" with the weight by which it is "preferred_to" others, and
//     the strength of its "paths_to" them; "condorcet_winner" and "smith_set";
//   - "checks" of quorum, floor and majorities: "what" (see [CheckKind]), the "option" or
//     "group" that is held to it, what it "has", "of" which basis, the "share" and the
//     "least" that are asked for, whether more than that is needed ("strict"), and "met";
//   - "margin" with "at_least", "at_most" and "last_round", see [Margin].
//
// How it came about: "rounds", each with "act" (see [Act]) and "of", the options it is
// about; "votes" by option, "quota", "exhausted", "ended_by_flaw" (a list of "reason"
// and "ballots"), "residue", "surplus", "keep", "score"; "pair" with "winner", "loser",
// "strength" and "locked"; and who is "elected", "deemed_elected" and "excluded" by it,
// see [Round]. "ties", and "ties_broken_by_earlier_rounds", have the "round", what they
// were "for", the "options" ("a > b" for a pair), the one "chosen", "by" what, and
// whether that was "decisive", see [Tie].
const RecordVersion = 1

// A record is the JSON form of a result.
type record struct {
	Format     string              `json:"format"` // "dfc-ballot-result"
	Version    int                 `json:"version"`
	Contest    *Contest            `json:"contest"`
	ContestID  Digest              `json:"contest_digest"`
	BallotsID  Digest              `json:"ballots_digest"`
	Without    []string            `json:"without,omitempty"`
	Lot        *recordLot          `json:"lot,omitempty"`
	Turnout    []recordAccount     `json:"turnout"`
	Merged     [][]string          `json:"merged_groups,omitempty"`
	Outcome    Outcome             `json:"outcome"`
	Elected    []string            `json:"elected,omitempty"`
	Vacant     int                 `json:"vacant,omitempty"`
	Sets       [][]string          `json:"possible_sets,omitempty"`
	Incomplete bool                `json:"possible_sets_incomplete,omitempty"`
	Below      []string            `json:"below_floor,omitempty"`
	Rounds     []recordRound       `json:"rounds,omitempty"`
	Ties       []recordTie         `json:"ties,omitempty"`
	Earlier    []recordTie         `json:"ties_broken_by_earlier_rounds,omitempty"`
	Checks     []recordCheck       `json:"checks,omitempty"`
	Ranking    [][]string          `json:"ranking,omitempty"`
	Support    []map[string]uint64 `json:"support_by_group,omitempty"`
	Pairwise   []recordPairwise    `json:"pairwise,omitempty"`
	Condorcet  string              `json:"condorcet_winner,omitempty"`
	Smith      []string            `json:"smith_set,omitempty"`
	Margin     *Margin             `json:"margin,omitempty"`
	Ballots    []recordBallot      `json:"ballots"`
}

type recordLot struct {
	Order []string  `json:"order"`
	How   LotMethod `json:"how"`
	Key   string    `json:"key,omitempty"`
}

type recordAccount struct {
	Group   string        `json:"group,omitempty"`
	Outside bool          `json:"outside,omitempty"` // ballots of no group
	Cast    uint64        `json:"cast"`
	Valid   uint64        `json:"valid"`
	Blank   uint64        `json:"blank,omitempty"`
	Invalid []ReasonCount `json:"invalid,omitempty"`
	Weight  Number        `json:"weight,omitzero"`
}

type recordRound struct {
	Act       Act               `json:"act"`
	Of        []string          `json:"of,omitempty"`
	Votes     map[string]Number `json:"votes,omitempty"`
	Exhausted Number            `json:"exhausted,omitzero"`
	Ended     []ReasonCount     `json:"ended_by_flaw,omitempty"`
	Residue   Number            `json:"residue,omitzero"`
	Quota     Number            `json:"quota,omitzero"`
	Surplus   Number            `json:"surplus,omitzero"`
	Score     Number            `json:"score,omitzero"`
	Keep      map[string]Number `json:"keep,omitempty"`
	Pair      *recordPair       `json:"pair,omitempty"`
	Elected   []string          `json:"elected,omitempty"`
	Deemed    []string          `json:"deemed_elected,omitempty"`
	Excluded  []string          `json:"excluded,omitempty"`
}

type recordPair struct {
	Winner   string `json:"winner"`
	Loser    string `json:"loser"`
	Strength Number `json:"strength"`
	Locked   bool   `json:"locked"`
}

type recordTie struct {
	Round    int          `json:"round"`
	For      TieFor       `json:"for"`
	Options  []string     `json:"options"`
	Chosen   string       `json:"chosen"`
	By       Resolution   `json:"by"`
	Decisive Decisiveness `json:"decisive,omitempty"`
}

type recordCheck struct {
	What   CheckKind `json:"what"`
	Option string    `json:"option,omitempty"`
	Group  string    `json:"group,omitempty"`
	Has    Number    `json:"has"`
	Of     Number    `json:"of,omitzero"`
	Share  Fraction  `json:"share,omitzero"`
	Least  Number    `json:"least"`
	Strict bool      `json:"strict,omitempty"`
	Met    bool      `json:"met"`
}

type recordPairwise struct {
	Option string            `json:"option"`
	Over   map[string]Number `json:"preferred_to"`
	Paths  map[string]Number `json:"paths_to,omitempty"`
}

type recordBallot struct {
	N     uint64     `json:"n"`
	Group string     `json:"group,omitempty"`
	Ranks [][]string `json:"ranks,omitempty"`
	For   []string   `json:"for,omitempty"`
	// Points, where they are above the least of the scale.
	Points map[string]int `json:"points,omitempty"`
	Ends   Reason         `json:"ends,omitempty"`
}

// MarshalJSON writes the result as a record, one form for all methods, described at
// [RecordVersion]. It has everything that a stranger needs to count again: the contest,
// the lot, and the ballots as they count.
func (r *Result) MarshalJSON() ([]byte, error) {
	n := namer{r.Contest}
	doc := record{Format: recordFormat, Version: RecordVersion, Contest: r.Contest, ContestID: r.Contest.Digest(), BallotsID: r.Ballots,
		Without: n.options(r.Without), Outcome: r.Outcome, Elected: n.options(r.Elected), Vacant: r.Vacant, Sets: n.sets(r.Sets),
		Incomplete: r.Incomplete, Below: n.options(r.Below), Ranking: n.sets(r.Ranking), Smith: n.options(r.Smith),
		Ties: n.ties(r.Ties), Earlier: n.ties(r.Earlier), Margin: r.Margin}
	if r.Lot != nil {
		doc.Lot = &recordLot{n.options(r.Lot.Order), r.Lot.How, r.Lot.Key}
	}
	if r.Condorcet >= 0 {
		doc.Condorcet = n.option(r.Condorcet)
	}
	n.turnout(&doc, r)
	for _, round := range r.Rounds {
		doc.Rounds = append(doc.Rounds, n.round(round))
	}
	for _, c := range r.Checks {
		doc.Checks = append(doc.Checks, recordCheck{c.What, n.option(c.Option), n.group(c.Group), c.Has, c.Of, c.Needs, c.Least, c.Strict, c.Met})
	}
	for o, row := range r.Pairwise {
		p := recordPairwise{Option: n.option(o), Over: n.numbers(row)}
		if r.Paths != nil {
			p.Paths = n.numbers(r.Paths[o])
		}
		if len(p.Over) > 0 {
			doc.Pairwise = append(doc.Pairwise, p)
		}
	}
	doc.Ballots = make([]recordBallot, 0, r.tally.used)
	for b := range r.tally.Ballots() {
		doc.Ballots = append(doc.Ballots, n.ballot(b))
	}
	return canonicalJSON(doc)
}

const recordFormat = "dfc-ballot-result"

// A namer turns indices into IDs.
type namer struct{ c *Contest }

func (n namer) option(i int) string { return n.c.OptionID(i) }

func (n namer) options(list []int) (ids []string) {
	for _, i := range list {
		ids = append(ids, n.option(i))
	}
	return ids
}

func (n namer) sets(sets [][]int) (ids [][]string) {
	for _, s := range sets {
		ids = append(ids, n.options(s))
	}
	return ids
}

func (n namer) group(g int) string {
	if g < 0 || g >= len(n.c.Groups) {
		return ""
	}
	return n.c.Groups[g].ID
}

// pairOption names an option of a tie; for pairs it is winner > loser.
func (n namer) tied(t Tie, o int) string {
	if t.For == ForPair {
		return n.option(o/len(n.c.Options)) + " > " + n.option(o%len(n.c.Options))
	}
	return n.option(o)
}

func (n namer) ties(ties []Tie) (all []recordTie) {
	for _, t := range ties {
		r := recordTie{Round: t.Round, For: t.For, Chosen: n.tied(t, t.Chosen), By: t.By, Decisive: t.Decisive}
		for _, o := range t.Options {
			r.Options = append(r.Options, n.tied(t, o))
		}
		all = append(all, r)
	}
	return all
}

func (n namer) numbers(row []Number) map[string]Number {
	m := map[string]Number{}
	for o, v := range row {
		if !v.IsZero() {
			m[n.option(o)] = v
		}
	}
	return m
}

func (n namer) turnout(doc *record, r *Result) {
	for g, a := range r.Accounts {
		if g == len(r.Accounts)-1 && a.Cast == 0 {
			continue // nobody without a group
		}
		row := recordAccount{Group: n.group(g), Cast: a.Cast, Valid: a.Valid, Blank: a.Blank, Invalid: a.Invalid,
			Outside: g == len(r.Accounts)-1}
		if g < len(r.Weights) && r.Contest.Weighting.Rule != PerHead {
			row.Weight = r.Weights[g]
		}
		doc.Turnout = append(doc.Turnout, row)
	}
	for _, set := range r.Merged {
		ids := make([]string, len(set))
		for i, g := range set {
			ids[i] = n.group(g)
		}
		doc.Merged = append(doc.Merged, ids)
	}
	if len(r.Contest.Groups) == 0 {
		return
	}
	for _, row := range r.Support {
		m := make(map[string]uint64, len(row))
		for o, k := range row {
			m[n.option(o)] = k
		}
		doc.Support = append(doc.Support, m)
	}
}

func (n namer) round(r Round) recordRound {
	out := recordRound{Act: r.Act, Of: n.options(r.Of), Votes: n.numbers(r.Votes), Exhausted: r.Exhausted, Ended: r.Ended,
		Residue: r.Residue, Quota: r.Quota, Surplus: r.Surplus, Score: r.Score, Keep: n.numbers(r.Keep),
		Elected: n.options(r.Elected), Deemed: n.options(r.Deemed), Excluded: n.options(r.Excluded)}
	if p := r.Pair; p != nil {
		out.Pair = &recordPair{n.option(p.Winner), n.option(p.Loser), p.Strength, p.Locked}
	}
	return out
}

func (n namer) ballot(b Counted) recordBallot {
	out := recordBallot{N: b.N, Group: n.group(b.Group), Ends: b.Ends}
	for _, m := range b.Marks {
		id := n.option(m.Option)
		switch n.c.Kind() {
		case Ranking:
			if m.Value > len(out.Ranks) {
				out.Ranks = append(out.Ranks, nil)
			}
			out.Ranks[m.Value-1] = append(out.Ranks[m.Value-1], id)
		case Points:
			if out.Points == nil {
				out.Points = map[string]int{}
			}
			out.Points[id] = m.Value
		default:
			out.For = append(out.For, id)
		}
	}
	return out
}
