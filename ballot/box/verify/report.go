package verify

import (
	"cmp"
	"slices"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// A Report is what was found out about a record.
type Report struct {
	// Faults are all faults that were found; of a record that is not in form, the first.
	Faults []Fault

	Trusted  bool            // a trust was given; otherwise the record was held against itself only
	Opening  *Opening        // nil when the opening is not in form
	Contest  *ballot.Contest // nil when the contest is not in form
	Signed   []Signed        // what the witnesses have signed, in the order of the opening
	Eligible int             // people on the roll
	Voted    int             // marks
	Receipts int             // receipts
	Ballots  int             // ballots, valid or not
	// Result is the result of counting again here, by package ballot and by package
	// recount. It is nil when the ballots could not be counted; compare it with what the
	// record says by [Report.Accepted].
	Result *ballot.Result

	ReceiptChecked bool   // [Report.Receipt] was called with a receipt in form
	Tracked        string // the marks that a tracker receipt led to

	key     *Key // of the box
	lists   *sections
	closing *closing
}

// A NamedVote is a vote at level open.
type NamedVote struct {
	Name   string
	Ballot ballot.Ballot
}

// Votes returns the votes of a record at level open, each with its name, in the order of
// the names; nil at other levels, and for records that are not in form.
func (r *Report) Votes() (votes []NamedVote) {
	if r.closing == nil || r.Opening.Level != LevelOpen {
		return nil
	}
	names := map[string]string{}
	for _, line := range r.lists.lines[RollSection] {
		v, _ := parseVoter(line, LevelOpen, max(1, len(r.Contest.Groups)))
		names[v.pseudonym] = v.name
	}
	for _, line := range r.lists.lines[BallotsSection] {
		v, b, _ := r.Opening.parseCast(line, r.Contest)
		votes = append(votes, NamedVote{names[v.tag], b})
	}
	slices.SortStableFunc(votes, func(a, b NamedVote) int { return cmp.Compare(a.Name, b.Name) })
	return votes
}

// Signed tells which statements a witness has signed.
type Signed struct {
	Witness        *Key
	Opening, Close bool
}

// Accepted reports whether no fault was found. Without a trust it means only that the
// record does not contradict itself.
func (r *Report) Accepted() bool { return len(r.Faults) == 0 }

// CloseText returns the text of the close, which its signers have signed; "" where it is
// not in form.
func (r *Report) CloseText() string {
	if r.closing == nil {
		return ""
	}
	return r.closing.note.text
}

// Record checks a record. Trust may be nil.
func Record(data []byte, trust *Trust) *Report {
	r := &Report{Trusted: trust != nil}
	c := &checker{Report: r, trust: trust}
	if fault := c.form(data); fault != nil {
		r.Faults = append(r.Faults, *fault)
		return r
	}
	c.statements()
	c.persons()
	c.papers()
	c.result()
	return r
}

// A checker collects the faults of one record.
type checker struct {
	*Report
	trust *Trust
	seen  map[[2]uint8]bool

	groupOf map[string]int // by pseudonym
	merged  []int
	tally   *ballot.Tally
	valid   []uint64 // valid ballots by group
	cast    []int    // ballots by group
	sane    bool     // marks are on the roll, and none stands twice
}

// fault reports a fault; each reason once for a section.
func (c *checker) fault(reason Reason, s Section, index int, value string) {
	key := [2]uint8{uint8(reason), uint8(s)}
	if c.seen[key] {
		return
	}
	if c.seen == nil {
		c.seen = map[[2]uint8]bool{}
	}
	c.seen[key] = true
	line := 0
	if index >= 0 {
		line = c.lists.first[s] + index
	}
	c.Faults = append(c.Faults, Fault{reason, s, line, value})
}

// found reports whether a fault was found, in whatever section.
func (c *checker) found(reason Reason) bool {
	return slices.ContainsFunc(c.Faults, func(f Fault) bool { return f.Reason == reason })
}

// whole is the index for faults that are about no single line.
const whole = -1

// form reads everything that has a form.
func (c *checker) form(data []byte) *Fault {
	lists, fault := split(data)
	if fault != nil {
		return fault
	}
	c.lists = lists
	bad := func(reason Reason, s Section, index int) *Fault {
		f := &Fault{Reason: reason, Section: s, Line: lists.first[s] + index}
		if index < len(lists.lines[s]) {
			f.Value = lists.lines[s][index]
		}
		return f
	}
	contest, err := ballot.DecodeContest([]byte(lists.lines[ContestSection][0]))
	if err != nil {
		f := bad(BadContest, ContestSection, 0)
		f.Value = err.Error()
		return f
	}
	opening, ok := parseOpening(lists.lines[OpeningSection])
	if !ok {
		return bad(BadOpening, OpeningSection, 0)
	}
	c.Contest, c.Opening, c.key = contest, opening, opening.Key
	if i := c.rollForm(); i >= 0 {
		return bad(BadEntry, RollSection, i)
	}
	for _, s := range []Section{MarksSection, ReceiptsSection} {
		for i, line := range lists.lines[s] {
			if !isHash(line) {
				return bad(BadEntry, s, i)
			}
		}
	}
	if c.merged, ok = parseMerged(lists.lines[MergedSection], len(contest.Groups)); !ok {
		return bad(BadMerge, MergedSection, 0)
	}
	for i, line := range lists.lines[BallotsSection] {
		if _, _, ok := opening.parseCast(line, contest); !ok {
			return bad(BadBallot, BallotsSection, i)
		}
	}
	if !isResult(lists.lines[ResultSection][0]) {
		return bad(BadResult, ResultSection, 0)
	}
	if c.closing, ok = parseClosing(lists.lines[CloseSection]); !ok {
		return bad(BadClose, CloseSection, 0)
	}
	return nil
}

// rollForm reads the roll. It returns the index of the first line that is not in form,
// or -1.
func (c *checker) rollForm() int {
	lines := c.lists.lines[RollSection]
	c.groupOf = make(map[string]int, len(lines))
	for i, line := range lines {
		v, ok := parseVoter(line, c.Opening.Level, max(1, len(c.Contest.Groups)))
		if !ok {
			return i
		}
		c.groupOf[v.pseudonym] = v.group
	}
	return -1
}
