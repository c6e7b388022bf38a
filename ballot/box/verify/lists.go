package verify

import (
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/dialog-cybersicherheit/dfc/ballot"
)

// parseMerged reads the groups that were merged.
func parseMerged(lines []string, groups int) (merged []int, ok bool) {
	if len(lines) == 0 {
		return nil, true
	}
	for item := range strings.SplitSeq(lines[0], ",") {
		g, ok := number(item)
		if !ok || g >= groups || len(merged) > 0 && merged[len(merged)-1] >= g {
			return nil, false
		}
		merged = append(merged, g)
	}
	return merged, len(merged) >= 2
}

// under is the group under which the ballots of a group stand.
func (c *checker) under(group int) int {
	if slices.Contains(c.merged, group) {
		return c.merged[0]
	}
	return group
}

// sorted checks the order of a section.
func (c *checker) sorted(s Section) {
	lines := c.lists.lines[s]
	for i := 1; i < len(lines); i++ {
		if lines[i-1] > lines[i] {
			c.fault(Unsorted, s, i, lines[i])
			return
		}
	}
}

// unique checks that no key stands twice in a section. It reports whether that is so.
func (c *checker) unique(s Section, key func(line string) string) bool {
	lines := c.lists.lines[s]
	seen := make(map[string]struct{}, len(lines))
	for i, line := range lines {
		k := key(line)
		if _, twice := seen[k]; twice {
			c.fault(Duplicate, s, i, k)
			return false
		}
		seen[k] = struct{}{}
	}
	return true
}

// first is the first field of a line.
func first(line string) string {
	f, _, _ := strings.Cut(line, " ")
	return f
}

// persons checks the roll and who is marked as having voted.
func (c *checker) persons() {
	lines := &c.lists.lines
	c.Voted = len(lines[MarksSection])
	c.sorted(RollSection)
	c.sorted(MarksSection)
	c.sane = c.unique(RollSection, first)
	c.sane = c.unique(MarksSection, first) && c.sane
	for i, mark := range lines[MarksSection] {
		if _, known := c.groupOf[mark]; !known {
			c.fault(NotOnRoll, MarksSection, i, mark)
			c.sane = false
		}
	}
}

// papers checks receipts and ballots, and puts the ballots into a tally.
func (c *checker) papers() {
	lines := &c.lists.lines
	c.Receipts, c.Ballots = len(lines[ReceiptsSection]), len(lines[BallotsSection])
	for _, s := range []Section{ReceiptsSection, BallotsSection} {
		c.sorted(s)
	}
	c.unique(ReceiptsSection, first)
	if c.Opening.Level == LevelOpen || c.Opening.Receipts == Tracker {
		c.unique(BallotsSection, first)
	}
	numbers := strconv.Itoa(c.Voted) + ", " + strconv.Itoa(c.Ballots)
	if c.Voted > c.Ballots {
		c.fault(MoreMarksThanBallots, BallotsSection, whole, numbers)
	} else if c.Voted < c.Ballots {
		c.fault(FewerMarksThanBallots, BallotsSection, whole, numbers)
	}
	numbers = strconv.Itoa(c.Receipts) + ", " + strconv.Itoa(c.Ballots)
	if c.Receipts < c.Ballots {
		c.fault(FewerReceiptsThanBallots, ReceiptsSection, whole, numbers)
	} else if c.Receipts > c.Ballots {
		c.fault(MoreReceiptsThanBallots, ReceiptsSection, whole, numbers)
	}
	c.ballots()
	c.groups()
	c.merge()
}

// ballots reads every ballot once.
func (c *checker) ballots() {
	o := c.Opening
	t, err := ballot.NewTally(c.Contest)
	if err != nil {
		return // cannot be: the contest was read
	}
	groups := max(1, len(c.Contest.Groups))
	c.valid, c.cast = make([]uint64, groups), make([]int, groups)
	marked := make(map[string]struct{}, c.Voted)
	if o.Level == LevelOpen {
		for _, m := range c.lists.lines[MarksSection] {
			marked[m] = struct{}{}
		}
	}
	var trackers []string
	for i, line := range c.lists.lines[BallotsSection] {
		v, b, _ := o.parseCast(line, c.Contest)
		c.cast[v.group]++
		if reason, err := t.Add(b, 1); err == nil && reason == ballot.Valid {
			c.valid[v.group]++
		}
		switch {
		case o.Level == LevelOpen:
			if _, ok := marked[v.tag]; !ok {
				c.fault(VoteWithoutMark, BallotsSection, i, v.tag)
			}
			if g, known := c.groupOf[v.tag]; known && c.under(g) != v.group {
				c.fault(WrongGroups, BallotsSection, i, line)
			}
		case o.Receipts == Tracker:
			salt, _ := hash(v.tag)
			tracker := TrackerOf(o.Digest, salt, v.marks)
			trackers = append(trackers, hex.EncodeToString(tracker[:]))
		}
	}
	if o.Receipts == Tracker {
		slices.Sort(trackers)
		receipts := slices.Sorted(slices.Values(c.lists.lines[ReceiptsSection]))
		if !slices.Equal(slices.Compact(trackers), slices.Compact(receipts)) {
			c.fault(WrongTracker, ReceiptsSection, whole, "")
		}
	}
	c.tally = t
}

// groups checks that every group has as many ballots as people of it have voted.
func (c *checker) groups() {
	if !c.sane || c.Voted != c.Ballots || c.Opening.Level == LevelOpen {
		return
	}
	voted := make([]int, len(c.cast))
	for _, mark := range c.lists.lines[MarksSection] {
		voted[c.under(c.groupOf[mark])]++
	}
	for g, n := range voted {
		if c.cast[c.under(g)] != n && c.under(g) == g {
			c.fault(WrongGroups, BallotsSection, whole, strconv.Itoa(g)+": "+strconv.Itoa(n)+", "+strconv.Itoa(c.cast[g]))
		}
	}
}

// merge checks that small groups are merged, and others are not.
func (c *checker) merge() {
	if len(c.merged) > 0 {
		if c.Contest.Merge == 0 {
			c.fault(WrongMerge, MergedSection, 0, c.lists.lines[MergedSection][0])
			return
		}
		for _, g := range c.merged[1:] {
			if c.cast[g] > 0 {
				c.fault(WrongMerge, MergedSection, 0, c.Contest.Groups[g].ID)
			}
		}
	}
	voting, small := 0, -1
	for g, n := range c.valid {
		if n > 0 {
			voting++
		}
		if n > 0 && n < uint64(c.Contest.Merge) && small < 0 {
			small = g
		}
	}
	if small >= 0 && voting > 1 {
		c.fault(SmallGroup, BallotsSection, whole, c.Contest.Groups[small].ID)
	}
}
