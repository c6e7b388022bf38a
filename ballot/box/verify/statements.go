package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
)

// statements checks opening and close: that they are the trusted ones, who has signed
// them, and that they are about the rest of the record.
func (c *checker) statements() {
	o := c.Opening
	if c.trust != nil {
		if o.Digest != c.trust.Opening {
			c.fault(ForeignOpening, OpeningSection, whole, hex.EncodeToString(o.Digest[:]))
		}
		if o.Key.text != c.trust.Key.text {
			c.fault(ForeignKey, OpeningSection, whole, o.Key.text)
		}
		c.key = c.trust.Key
	}
	c.Signed = make([]Signed, len(o.Witnesses))
	for i, w := range o.Witnesses {
		c.Signed[i].Witness = w
	}
	c.signatures(o.note, OpeningSection, func(s *Signed) { s.Opening = true })
	c.signatures(c.closing.note, CloseSection, func(s *Signed) { s.Close = true })
	c.opening()
	c.close()
}

// signatures checks the signatures under a statement.
func (c *checker) signatures(n signedNote, section Section, signed func(*Signed)) {
	at := func(i int) int { return len(n.lines) + 1 + i }
	if !n.signedFirstBy(c.key) {
		c.fault(BadSignature, section, at(0), n.signatures[0].name)
	}
	next, count := 0, 0
	for i, s := range n.signatures[1:] {
		w := next + slices.IndexFunc(c.Opening.Witnesses[next:], s.by)
		if w < next {
			c.fault(StraySignature, section, at(i+1), s.name)
			continue
		}
		next = w + 1
		k := c.Opening.Witnesses[w]
		if !k.Verify([]byte(n.text), s.bytes) {
			c.fault(BadCosignature, section, at(i+1), s.name)
			continue
		}
		signed(&c.Signed[w])
		if c.trust == nil || slices.ContainsFunc(c.trust.Witnesses, func(t *Key) bool { return t.text == k.text }) {
			count++
		}
	}
	needed := c.Opening.Threshold
	if c.trust != nil {
		needed = max(needed, c.trust.Threshold)
	}
	if count < needed {
		c.fault(MissingCosignature, section, whole, strconv.Itoa(count)+" < "+strconv.Itoa(needed))
	}
}

// opening checks what the opening says of contest and roll.
func (c *checker) opening() {
	o, contest := c.Opening, c.Contest
	if sum := sha256.Sum256([]byte(c.lists.lines[ContestSection][0])); sum != o.Contest {
		c.fault(WrongContest, ContestSection, 0, hex.EncodeToString(sum[:]))
	}
	roll := c.lists.lines[RollSection]
	c.Eligible = len(roll)
	if h := TreeHash(roll); o.Eligible != len(roll) || h != o.Roll {
		c.fault(WrongRoll, RollSection, whole, strconv.Itoa(len(roll))+" "+hex.EncodeToString(h[:]))
	}
	people := make([]int, max(1, len(contest.Groups)))
	for _, line := range roll {
		v, _ := parseVoter(line, o.Level, len(people))
		people[v.group]++
	}
	if contest.Eligible > 0 && contest.Eligible != len(roll) {
		c.fault(WrongEligible, RollSection, whole, strconv.Itoa(contest.Eligible))
	}
	for g, group := range contest.Groups {
		if group.Eligible > 0 && group.Eligible != people[g] {
			c.fault(WrongEligible, RollSection, whole, group.ID)
		}
	}
}

// close checks what the close says of everything else.
func (c *checker) close() {
	k, lines := c.closing, &c.lists.lines
	if k.box != c.Opening.Box {
		c.fault(WrongBox, CloseSection, whole, hex.EncodeToString(k.box[:]))
	}
	if k.opening != c.Opening.Digest {
		c.fault(WrongOpening, CloseSection, whole, hex.EncodeToString(k.opening[:]))
	}
	if t := treeOf(c.lists.text[:c.lists.tree]); t.Len() != k.lines || t.Hash() != k.tree {
		h := t.Hash()
		c.fault(WrongTree, CloseSection, whole, strconv.Itoa(t.Len())+" "+hex.EncodeToString(h[:]))
	}
	if k.roll != len(lines[RollSection]) || k.marks != len(lines[MarksSection]) ||
		k.receipts != len(lines[ReceiptsSection]) || k.ballots != len(lines[BallotsSection]) {
		c.fault(WrongNumbers, CloseSection, whole, "")
	}
	if sum := sha256.Sum256([]byte(lines[ResultSection][0])); sum != k.result {
		c.fault(WrongResult, CloseSection, whole, hex.EncodeToString(k.result[:]))
	}
}
